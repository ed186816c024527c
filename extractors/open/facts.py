"""Open facts of a document: what its sentences tell, resolved and with their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.breakdown import breakdowns
from extractors.document import Document, Span
from extractors.facts import Argument, Fact, Quote
from extractors.mentions.mention import Mention
from extractors.open.sentences import Telling, read_sentence
from extractors.open.triples import Slot, Triple
from extractors.open.words import PERSONAL, is_name, phrase
from extractors.parse import Sentence
from extractors.passages import read_articles
from extractors.resolution import Resolver
from extractors.times import Dated
from extractors.times.reading import time_at
from ontology.lexicon import Lexicon, load_lexicon

EXTRACTOR = "open"

_BREAKS = re.compile(r"[\r\n]+")
_LONGEST = 60  # characters of a subject or an object; longer ones are misread clauses
_LONGEST_PREDICATE = 24
# How often a fact of each kind was worded as a reader would, on sentences written for that.
_CONFIDENCE = {"copula": 0.75, "object": 0.65, "have": 0.65, "passive": 0.65, "compose": 0.7}
_USUAL = 0.5
_TIMELESS = frozenset({"copula", "have", "compose", "content"})
_UNRESOLVED = 0.8  # what a pronoun that nothing explains leaves of the confidence
_IN_PIECES = 0.7  # what is left where the clause made no single phrase


@breakdowns()
def open_facts(document: Document, lexicon: Lexicon | None = None) -> tuple[Fact, ...]:
    """
    The facts of a document in the words of its sentences, whatever their predicates, in order.

    ``relation`` is empty and ``predicate`` a phrase whose words all stand in the sentence. Things
    that are no mention of the ontology's types have neither type nor IRI.
    """
    words = lexicon or load_lexicon()
    facts: list[Fact] = []
    for article, passages in read_articles(document, words):
        resolver = Resolver(article.unit, document.name)
        for passage in passages:
            narration = _Narration(resolver, words)
            for sentence in passage.sentences:
                for told in narration.tell(sentence):
                    dated = _dated(sentence, told, passage.times)
                    facts.append(_fact(document, article.number, sentence, told, dated))
    facts.sort(key=lambda fact: (fact.article, fact.evidence.start, fact.evidence.end))
    return tuple(facts)


@dataclass(frozen=True, slots=True)
class _Told:
    """A triple of a sentence with its ends resolved."""

    triple: Triple
    subject: Argument
    predicate: str
    object: Argument
    evidence: Span
    position: int
    confidence: float


class _Narration:
    """One paragraph as it goes on: what it tells, and whom 他 means at each point."""

    def __init__(self, resolver: Resolver, lexicon: Lexicon) -> None:
        self.resolver = resolver
        self.lexicon = lexicon
        self.person: Argument | None = None

    def tell(self, sentence: Sentence) -> Iterator[_Told]:
        """What one sentence tells, nothing twice."""
        self.resolver.see(sentence.mentions)
        telling = read_sentence(sentence.text, lexicon=self.lexicon)
        mentions = {mention.span: mention for mention in sentence.mentions}
        known: set[tuple[str, str, str]] = set()
        for triple in telling.triples:
            told = self._told(triple, telling, mentions)
            key = (told.subject.mention, told.predicate, told.object.mention)
            if key not in known and self._is_whole(told):
                known.add(key)
                yield told

    def _told(self, triple: Triple, telling: Telling, mentions: dict[Span, Mention]) -> _Told:
        subject = self._argument(triple.subject, telling, mentions)
        if self._is_person(triple.subject, subject, telling):
            self.person = subject
        object_ = self._argument(triple.object, telling, mentions)
        if object_.name == subject.name and object_.mention != object_.name:
            object_ = Argument("", object_.mention, object_.mention, "")  # 甲认识他: somebody else
        spans = [
            telling.words[number].span
            for number in (*triple.subject, *triple.predicate, *triple.object)
        ]
        confidence = _CONFIDENCE.get(triple.rule, _USUAL)
        if self.lexicon.marks(subject.name, PERSONAL):
            confidence *= _UNRESOLVED
        if triple.pieces:
            confidence *= _IN_PIECES
        return _Told(
            triple,
            subject,
            phrase(telling.words, triple.predicate),
            object_,
            Span(min(span.start for span in spans), max(span.end for span in spans)),
            telling.words[triple.predicate[-1]].span.start,
            round(confidence, 3),
        )

    def _argument(self, slot: Slot, telling: Telling, mentions: dict[Span, Mention]) -> Argument:
        text = phrase(telling.words, slot)
        span = Span(telling.words[slot[0]].span.start, telling.words[slot[-1]].span.end)
        mention = mentions.get(span)
        if self.lexicon.marks(text, PERSONAL):
            return self._meant(text)
        if mention is None or not mention.type:
            return Argument("", text, text, "")
        found = self.resolver.argument(mention, mention.type)
        if found is None or not (mention.named or mention.pronoun):
            return Argument("", text, text, mention.type)
        return found

    def _meant(self, pronoun: str) -> Argument:
        """Whom a pronoun means: the person that the paragraph last told something of."""
        if pronoun in ("他", "她") and self.person is not None:
            return Argument(self.person.id, self.person.name, pronoun, self.person.type)
        return Argument("", pronoun, pronoun, "")

    def _is_person(self, slot: Slot, subject: Argument, telling: Telling) -> bool:
        if subject.type:
            return subject.type == "Person"
        return is_name(telling.words[slot[-1]])

    def _is_whole(self, told: _Told) -> bool:
        """Whether subject and object say something by themselves, and something different."""
        ends = (told.subject.mention, told.object.mention)
        if ends[0] == ends[1] or not told.predicate:
            return False
        if set(told.triple.subject) & set(told.triple.object):
            return False
        if any(self.lexicon.marks(end, "open.vague") for end in ends):
            return False
        return max(map(len, ends)) <= _LONGEST and len(told.predicate) <= _LONGEST_PREDICATE


def _dated(sentence: Sentence, told: _Told, times: tuple[Dated, ...]) -> Dated | None:
    """When something happened, where the sentence itself says it."""
    if told.triple.rule in _TIMELESS:
        return None
    dated = time_at(times, sentence.span.start + told.position)
    if dated is None or not dated.time:
        return None
    said = 0 <= sentence.text.find(dated.text) < told.evidence.end
    return dated if said else None


def _fact(
    document: Document, article: int, sentence: Sentence, told: _Told, dated: Dated | None
) -> Fact:
    return Fact(
        document=document.name,
        article=article,
        subject=told.subject,
        relation="",
        object=told.object,
        evidence=_quote(document, sentence, told.evidence),
        time=dated.time if dated else "",
        time_text=dated.text if dated else "",
        modality=told.triple.modality,
        negated=told.triple.negated,
        confidence=told.confidence,
        extractor=EXTRACTOR,
        rule=f"{EXTRACTOR}:{told.triple.rule}",
        predicate=told.predicate,
    )


def _quote(document: Document, sentence: Sentence, span: Span) -> Quote:
    source = sentence.source(span)
    text = _BREAKS.sub("", document.text[source.start : source.end])
    return Quote(source.start, source.end, text)
