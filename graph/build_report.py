"""What a build tells: of each input when it is behind it, and at its end what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from graph.census import Census
from graph.manifest import OUTCOMES, Outcome

TOLD: Final = 1000
"""So many inputs that were not stored, and remarks, a report names; the manifest has them all."""


@dataclass(frozen=True, slots=True)
class Step:
    """
    One input behind us: its name, what came of it, and why where it was refused or failed.

    ``apart`` says how many of its facts, and other things, did not fit the shapes; ``size`` is
    that of the source in bytes.
    """

    name: str
    outcome: Outcome
    facts: int = 0
    reason: str = ""
    apart: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """
    What a build did, and what the store holds after it.

    ``counts`` has the number of inputs by outcome. ``refusals`` are inputs that were not taken,
    with their reasons, and ``warnings`` single lines for the user, the first ``TOLD`` of each.
    ``seconds`` is the time that the whole build took. ``apart`` says how many facts, and other
    things, of all documents of the store stand apart, in ``apart_file``, because they do not fit
    the shapes, and ``apart_new`` how many of them are this build's. ``factless`` documents gave no
    fact.
    """

    counts: dict[str, int]
    refusals: tuple[Step, ...]
    census: Census
    warnings: tuple[str, ...]
    seconds: float
    apart: int = 0
    apart_new: int = 0
    apart_file: str = ""
    factless: int = 0

    def count(self, outcome: Outcome) -> int:
        """How many inputs had this outcome."""
        return self.counts.get(outcome, 0)

    @property
    def total(self) -> int:
        """How many inputs there were."""
        return sum(self.counts.values())

    @property
    def sound(self) -> bool:
        """Whether every input was taken."""
        return not self.count("refused") and not self.count("failed")

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            **{outcome: self.count(outcome) for outcome in OUTCOMES},
            "refusals": [
                {"name": one.name, "outcome": one.outcome, "reason": one.reason}
                for one in self.refusals
            ],
            "store": self.census.to_json(),
            "apart": {
                "count": self.apart,
                "new": self.apart_new,
                "file": self.apart_file if self.apart else None,
            },
            "warnings": list(self.warnings),
            "seconds": round(self.seconds, 3),
        }


@dataclass(slots=True)
class Tally:
    """The steps of a build, counted; it does not grow with them."""

    counts: Counter[str] = field(default_factory=Counter)
    refusals: list[Step] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    apart: int = 0
    factless: int = 0

    def add(self, step: Step) -> None:
        """Count a step."""
        self.counts[step.outcome] += 1
        self.apart += step.apart
        if step.outcome in ("refused", "failed") and len(self.refusals) < TOLD:
            self.refusals.append(step)
        if step.outcome in ("new", "replaced") and not step.facts:
            self.factless += 1
            if len(self.warnings) < TOLD:
                self.warnings.append(f"{step.name}: no fact found")
