"""Figures compared and added up: who has most of something, and what several have together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import permutations, product
from typing import Final

from extractors.evaluation.matching import normalize
from extractors.measures import kinds
from graph.asking.answers import Answer
from graph.asking.reading import LEAST, Question
from graph.asking.telling import Weighed, answer_of
from ontology.lexicon import load_lexicon

_AMONG: Final = 0.02  # of the best fact's share: from there on a fact counts among those compared
_AND: Final = "、"
_NEVER_ADDED: Final = frozenset(
    {"percent", "tenths", "power", "temperature", "speed", "multiple", "age"}
)
"""Kinds of measure words whose figures say nothing when added: 30% and 40% are not 70%."""


def sum_of(question: Question, weighed: Sequence[Weighed]) -> Answer | None:
    """
    The sum of what several are told to have each, where the question names each of them.

    Only exact figures of the same relation, thing, unit and document are added, of parts of which
    none lies within another, and only where no fact tells the whole: 甲队和乙队救出多少人 of
    甲队救出2人, 乙队救出3人.
    """
    told = normalize(question.told)
    first = weighed[0]
    parts: dict[str, Weighed] = {}
    for each in weighed:
        fact = each.fact
        same = _counts_the_same(first, each) and fact.modality == first.fact.modality
        own = not each.candidate.told.joint
        if (
            same
            and own
            and any(normalize(name) in told for name in each.candidate.told.names("subject"))
        ):
            parts.setdefault(fact.subject.id, each)
    if len(parts) < 2 or first.fact.subject.id not in parts or not _may_be_added(parts.values()):
        return None
    values = [part.fact.quantity.value for part in parts.values() if part.fact.quantity]
    return Answer(
        value=sum(values),
        bound="exact",
        unit=first.fact.quantity.unit if first.fact.quantity else "",
        share=sum(part.share for part in parts.values()),
        added=True,
        facts=tuple(part.candidate.told.iri for part in parts.values()),
    )


def is_part(question: Question, answer: Weighed, weighed: Sequence[Weighed]) -> bool:
    """Whether a figure is that of one alone of several whom the question names together."""
    if answer.candidate.told.joint:
        return False
    told = question.told
    others = {
        name
        for each in weighed
        if each.fact.subject.id != answer.fact.subject.id
        for name in _subjects(each)
    }
    own = _subjects(answer)
    return any(
        f"{one}{word}{other}" in told for word in _joining() for one, other in _pairs(own, others)
    )


def _subjects(each: Weighed) -> set[str]:
    return {name for name in each.candidate.told.names("subject") if name}


def _pairs(some: Collection[str], others: Collection[str]) -> Iterator[tuple[str, str]]:
    for pair in product(some, others):
        yield pair
        yield pair[::-1]


@cache
def _joining() -> frozenset[str]:
    """What stands between two names that are named together."""
    lexicon = load_lexicon()
    return frozenset({_AND, *lexicon.forms("role.companion"), *lexicon.forms("conjunction")})


def _may_be_added(parts: Collection[Weighed]) -> bool:
    figures = [part.fact.quantity for part in parts]
    if any(one is None or one.bound != "exact" for one in figures):
        return False
    if any(kinds().get(one.unit) in _NEVER_ADDED for one in figures if one is not None):
        return False
    return not any(_lies_within(*pair) for pair in permutations(parts, 2))


def _lies_within(part: Weighed, whole: Weighed) -> bool:
    within = (part.candidate.told.within or {}).get("subject", ())
    return whole.fact.subject.name in within


def _counts_the_same(one: Weighed, other: Weighed) -> bool:
    fact, second = one.fact, other.fact
    return (
        fact.relation == second.relation
        and normalize(fact.object.name) == normalize(second.object.name)
        and one.candidate.told.document == other.candidate.told.document
        and not second.negated
        and (fact.quantity.unit if fact.quantity else "")
        == (second.quantity.unit if second.quantity else "")
    )


def extreme_of(question: Question, weighed: Sequence[Weighed]) -> Answer | None:
    """
    Who or what has the greatest figure, or the least, among the facts that the question is about.

    Nothing where there is nobody to compare with. The facts of all that were compared stand
    under the answer, its own first.
    """
    figures = [each for each in weighed if _may_be_compared(question, each)]
    if not figures:
        return None
    least = _AMONG * figures[0].share
    among = [each for each in figures if each.share >= least and _counts_alike(figures[0], each)]
    rivals: dict[str, Weighed] = {}
    for each in among:
        rivals.setdefault(answer_of(each.candidate).name, each)
    if len(rivals) < 2:
        return None
    ranked = sorted(rivals.values(), key=_figure, reverse=question.extreme != LEAST)
    told = answer_of(ranked[0].candidate, sum(each.share for each in among))
    return replace(told, facts=tuple(each.candidate.told.iri for each in ranked))


def _figure(each: Weighed) -> float:
    return float(each.fact.quantity.value) if each.fact.quantity else 0.0


def _may_be_compared(question: Question, each: Weighed) -> bool:
    if each.candidate.role != "subject" or each.fact.negated or each.fact.quantity is None:
        return False
    if each.candidate.told.joint:
        return False
    name = each.fact.subject.name
    return not question.head or name.endswith(question.head[-1:])


def _counts_alike(one: Weighed, other: Weighed) -> bool:
    fact, second = one.fact, other.fact
    assert fact.quantity is not None
    assert second.quantity is not None
    return (
        fact.relation == second.relation
        and fact.quantity.unit == second.quantity.unit
        and normalize(fact.object.name) == normalize(second.object.name)
    )
