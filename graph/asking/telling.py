"""Telling: what a fact that was weighed answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from extractors.facts import Argument, Fact
from graph.asking.answers import Answer
from graph.asking.features import DEED, FACT, LITERAL, QUANTITY, TIME, Candidate

_SHORTEST: Final = 3  # characters of a name that says enough without what stands before it
_YES: Final = {
    "asserted": "是",
    "required": "要求如此",
    "planned": "计划如此",
    "hypothetical": "若是",
}
_NO: Final = {
    "asserted": "否",
    "required": "要求不如此",
    "planned": "计划不如此",
    "hypothetical": "若否",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its share of being the answer."""

    candidate: Candidate
    share: float

    @property
    def fact(self) -> Fact:
        """The candidate's fact."""
        return self.candidate.told.fact


def answer_of(candidate: Candidate, share: float = 0.0) -> Answer:
    """What a candidate answers."""
    fact, iris = candidate.told.fact, (candidate.told.iri,)
    if candidate.role == QUANTITY:
        quantity = fact.quantity
        assert quantity is not None
        return Answer(
            value=quantity.value, bound=quantity.bound, unit=quantity.unit, share=share, facts=iris
        )
    if candidate.role == TIME:
        return Answer(time=fact.time, share=share, facts=iris)
    if candidate.role == FACT:
        text = (_NO if fact.negated else _YES)[fact.modality]
        return Answer(text=text, share=share, facts=iris)
    if candidate.role == DEED:
        return Answer(text=fact.evidence.text, share=share, facts=iris)
    argument = candidate.told.argument(candidate.role)
    assert argument is not None
    if argument.type == LITERAL:
        return Answer(text=argument.name, share=share, facts=iris)
    return Answer(
        name=_as_told(argument), id=argument.id, type=argument.type, share=share, facts=iris
    )


def _as_told(argument: Argument) -> str:
    """
    The name as the page has it, 县教育局, where the canonical name only puts the unit before it.

    The fact that answers has both.
    """
    mention = argument.mention
    own = len(mention) >= _SHORTEST and argument.name.endswith(mention)
    return mention if own else argument.name
