"""A page read with every stage kept: words, chunks, clauses, and each reading with its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.assembly import Assembler
from extractors.document import Document, Span
from extractors.frames.discourse import Discourse
from extractors.frames.guessing import Guesser
from extractors.frames.ranking import Model, load_model
from extractors.frames.reader import READ_ELSEWHERE, Reader
from extractors.nesting import towns_of_page
from extractors.parse import Sentence, read_words
from extractors.passages import read_articles
from extractors.selection import Verdict, judge
from extractors.tokens import Token
from ontology.lexicon import Lexicon, Trigger, load_lexicon

# Why a word of the lexicon gave no reading.
REASONS = NO_VERB, NO_OBJECT, NO_SUBJECT = "no_verb", "no_object", "no_subject"


@dataclass(frozen=True, slots=True)
class Silence:
    """A trigger that stands in the sentence and gave no reading, and the reason."""

    trigger: Trigger
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """
    One sentence with what each stage made of it.

    ``number`` counts the sentences of the document from 1, ``article`` its articles; ``block`` is
    the part that the layout gave the sentence. ``verdicts`` are in the order of their triggers,
    the likeliest first.
    """

    number: int
    article: int
    block: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    verdicts: tuple[Verdict, ...]
    silences: tuple[Silence, ...]


def trace(
    document: Document, model: Model | None = None, lexicon: Lexicon | None = None
) -> Iterator[SentenceTrace]:
    """
    The sentences of a document in reading order, each with all that was tried on it.

    ``model`` and ``lexicon`` are those of the package when left out, as in ``extract``.
    """
    chosen = model or load_model()
    words = lexicon or load_lexicon()
    everything = chosen.from_confidence(0.0)
    number = 0
    read = list(read_articles(document, words))
    towns = towns_of_page(read)
    for article, passages in read:
        assembler = Assembler(document, article, everything, words, towns[article.number])
        drafts = assembler.drafts(passages)
        verdicts = judge(drafts, chosen)
        for passage in passages:
            for sentence in passage.sentences:
                number += 1
                own = _within(verdicts, sentence)
                tokens = read_words(sentence.text, words).tokens
                silences = tuple(_silences(tokens, sentence, own, words))
                kind = passage.block.kind
                yield SentenceTrace(number, article.number, kind, sentence, tokens, own, silences)


def _within(verdicts: Sequence[Verdict], sentence: Sentence) -> tuple[Verdict, ...]:
    """The verdicts on readings whose trigger, or whose evidence, stands in the sentence."""
    whole = sentence.source(Span(0, len(sentence.text)))
    found = [verdict for verdict in verdicts if whole.start <= _start(verdict) < whole.end]
    return tuple(sorted(found, key=lambda verdict: (_start(verdict), -verdict.confidence)))


def _start(verdict: Verdict) -> int:
    fact = verdict.draft.fact
    return (fact.trigger or fact.evidence).start


def _silences(
    tokens: Sequence[Token], sentence: Sentence, verdicts: Sequence[Verdict], lexicon: Lexicon
) -> Iterator[Silence]:
    read = {
        (verdict.draft.fact.trigger.start, verdict.draft.fact.relation)
        for verdict in verdicts
        if verdict.draft.fact.trigger
    }
    reader = Reader.of(
        sentence.clauses, sentence.number, Discourse(None), lexicon, lexicon.ontology, Guesser({})
    )
    for token in tokens:
        for trigger in lexicon.triggers.get(token.text, ()):
            start = sentence.source(token.span).start
            if trigger.relation not in READ_ELSEWHERE and (start, trigger.relation) not in read:
                yield Silence(trigger, token.span, _reason(token, trigger, reader))


def _reason(token: Token, trigger: Trigger, reader: Reader) -> str:
    for number, clause in enumerate(reader.setting.clauses):
        for index, unit in enumerate(clause.units):
            if unit.span == token.span and unit.kind in ("verb", "marker"):
                relation = reader.setting.ontology.relations[trigger.relation]
                found = any(True for _ in reader.objects.find(number, index, trigger, relation))
                return NO_SUBJECT if found else NO_OBJECT
    return NO_VERB
