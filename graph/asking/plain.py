"""Plain questions: those that name somebody and ask for nothing but what kind of thing he is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from extractors.evaluation.matching import normalize
from graph.asking.candidates import Told
from graph.asking.features import Candidate
from graph.asking.reading import Question
from ontology.lexicon import load_lexicon

_POST: Final = "Post"
"""What is told of whoever 是谁 or 什么职务 asks about."""
_END: Final = "object"
_SHORTEST: Final = 2  # characters of a name


def plain_candidates(question: Question, facts: Iterable[Told], sure: float) -> list[Candidate]:
    """
    What the facts say outright, the surest first: the post of 何泉 for 何泉担任什么职务.

    Nothing where the question says more than a name and what is asked for, and where several bear
    the name: then all that it says is to be weighed.
    """
    of_post = question.type == _POST and not question.head
    if not of_post and not question.whom:
        return []
    found = [told for told in facts if _tells(told, sure) and _asks_for(question, told)]
    if len({told.fact.subject.id for told in found}) != 1:
        return []
    found.sort(key=lambda told: (-told.fact.confidence, told.iri))
    return [Candidate(told, _END) for told in found]


def _tells(told: Told, sure: float) -> bool:
    fact = told.fact
    real = fact.modality == "asserted" and not fact.negated
    return real and fact.object.type == _POST and fact.confidence >= sure


def _asks_for(question: Question, told: Told) -> bool:
    """Whether the question says who the fact is about, what is asked for, and nothing else."""
    said = normalize(question.said)
    names = sorted(map(normalize, told.names("subject")), key=len, reverse=True)
    name = next((each for each in names if len(each) >= _SHORTEST and each in said), "")
    if not name:
        return False
    idle = _saying_nothing(told.fact.relation)
    return not any(_left(part, idle) for part in said.replace(name, "|", 1).split("|"))


def _left(text: str, idle: Sequence[str]) -> str:
    """What is left of a text that begins with words that say nothing."""
    while form := next((each for each in idle if text.startswith(each)), ""):
        text = text[len(form) :]
    return text


@cache
def _saying_nothing(relation: str) -> tuple[str, ...]:
    """Words that only say which relation or type is asked for, the longest first."""
    return tuple(sorted({each for each in map(normalize, _forms(relation)) if each}, key=_size))


def _forms(relation: str) -> Iterator[str]:
    lexicon = load_lexicon()
    for name in (f"asks.type.{_POST}", "asks.copula", "asks.idle"):
        yield from lexicon.forms(name)
    for form, triggers in lexicon.triggers.items():
        if any(each.relation == relation for each in triggers):
            yield form


def _size(form: str) -> tuple[int, str]:
    return -len(form), form
