"""Answers: what they are, and how the contract writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from extractors.facts import Fact, Number

ANSWERED: Final = "answered"
UNKNOWN: Final = "unknown"
NOT_UNDERSTOOD: Final = "not_understood"


@dataclass(frozen=True, slots=True)
class Answer:
    """
    One answer: a figure with its bound and unit, a name, a time, or a text.

    ``share`` is how likely it is right, from 0 to 1; ``added`` says that it is the sum of what its
    facts tell; ``facts`` are the IRIs of the facts that
    give it, the best first.
    """

    value: Number | None = None
    bound: str = ""
    unit: str = ""
    name: str = ""
    id: str = ""
    type: str = ""
    time: str = ""
    text: str = ""
    share: float = 0.0
    added: bool = False
    facts: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> Number | str:
        """What makes two answers one: the number, the time, the name or the text."""
        return self.value if self.value is not None else self.time or self.name or self.text

    def to_json(self) -> dict[str, Any]:
        """The answer as the contract's JSON object."""
        if self.value is not None:
            told = {"value": self.value, "bound": self.bound, "unit": self.unit}
        elif self.time:
            told = {"time": self.time}
        elif self.name:
            told = {"name": self.name, "id": self.id, "type": self.type}
        else:
            told = {"text": self.text}
        return {name: value for name, value in told.items() if value != ""}


@dataclass(frozen=True, slots=True)
class Reply:
    """
    What ``ask`` gives: the answers, the best first, and what they rest on.

    ``status`` is ``answered``, ``unknown`` where the graph does not know, ``not_understood``
    where the question is not understood. ``facts`` are those that answer, else those that come
    nearest, by their IRIs. ``sparql`` finds the best answer in the store; it is empty where there
    is none.
    """

    question: str
    status: str
    answers: tuple[Answer, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    sparql: str = ""

    def to_json(self) -> dict[str, Any]:
        """The reply as the contract's JSON object."""
        return {
            "question": self.question,
            "status": self.status,
            "answers": [answer.to_json() for answer in self.answers],
            "facts": [fact.to_json() for fact in self.facts.values()],
            "sparql": self.sparql,
        }
