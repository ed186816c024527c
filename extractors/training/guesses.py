"""Learning to guess which relation a verb tells, from annotated pages and from the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.evaluation import GoldPage
from extractors.evaluation.gold import GoldFact
from extractors.evaluation.matching import STATED, alike, same_value
from extractors.frames.discourse import Discourse
from extractors.frames.guessing import NOTHING, Guesser, of_verb
from extractors.frames.reader import READ_ELSEWHERE
from extractors.frames.readings import Filler
from extractors.mentions.grammar import Grammar
from extractors.passages import read_articles, readers_of
from extractors.training.multinomial import Example, fit_multinomial
from ontology.lexicon import Lexicon

_SPACE = re.compile(r"\s+")
_LEXICON = 0.3  # what an entry of the lexicon weighs beside a verb of a page
_SOFT = 0.7  # what a fact weighs that may be left out


def observed(page: GoldPage, lexicon: Lexicon, grammar: Grammar) -> list[Example]:
    """Each verb of a page with each thing that it may act on, held against the annotation."""
    facts = [
        (fact, _SPACE.sub("", fact.evidence))
        for fact in page.facts
        if fact.relation != STATED and fact.relation not in READ_ELSEWHERE
    ]
    examples = []
    for _, passages in read_articles(page.document, lexicon, grammar):
        discourse = Discourse(None)
        for passage in passages:
            readers = readers_of(passage, discourse, lexicon, lexicon.ontology, Guesser({}))
            for _, reader in readers:
                for form, _span, filler, parts in reader.observe():
                    told = _told(form, filler, facts)
                    examples.append(Example(parts, told, page.name))
    return examples


def _told(form: str, filler: Filler, facts: Iterable[tuple[GoldFact, str]]) -> dict[str, float]:
    names = tuple(dict.fromkeys((filler.mention.core, filler.mention.text)))
    found: dict[str, float] = {}
    for fact, evidence in facts:
        if form not in evidence or not alike(names, fact.object):
            continue
        quantity = filler.quantity.quantity if filler.quantity else None
        if quantity and fact.quantity and not same_value(fact.quantity, quantity):
            continue
        worth = _SOFT if fact.soft else 1.0
        found[fact.relation] = max(found.get(fact.relation, 0.0), worth)
    if not found:
        return {NOTHING: 1.0}
    whole = sum(found.values())
    top = max(found.values())
    shares = {relation: top * worth / whole for relation, worth in found.items()}
    return {**shares, NOTHING: 1.0 - top} if top < 1.0 else shares


def known(lexicon: Lexicon) -> Iterator[Example]:
    """The verbs of the lexicon, each as a verb that nobody knows yet."""
    for form, entries in sorted(lexicon.triggers.items()):
        relations = sorted({each.relation for each in entries} - READ_ELSEWHERE)
        if len(form) < 2 or not relations:
            continue
        own = {f"v={form}", *(f"lex={each}" for each in lexicon.ontology.relations)}
        parts = (tuple(each for each in (*of_verb(form, lexicon), "lex=") if each not in own),)
        yield Example(parts, {each: 1 / len(relations) for each in relations}, "", _LEXICON)


def fit_guesser(examples: Sequence[Example]) -> Guesser:
    """The guesser that examples teach."""
    return fit_multinomial(examples)
