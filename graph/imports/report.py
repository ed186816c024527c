"""What an import did: what was taken, and what was refused, where and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was not taken: its file, its line (0 where it has none), and the reason."""

    file: str
    line: int
    reason: str

    @property
    def name(self) -> str:
        """Where it stands: ``file:line``, or the file alone."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(slots=True)
class ImportReport:
    """
    The documents that an import made anew, replaced whole, or added facts to, and their facts.

    A document that the store knew and of which something was refused is only added to: what it
    had stays.
    """

    new: int = 0
    replaced: int = 0
    added_to: int = 0
    facts: int = 0
    refused: list[Refused] = field(default_factory=list)
    seconds: float = 0.0

    def hear(self, *, known: bool, complete: bool) -> None:
        """Count a document that was written: whether it was known, and all of it was taken."""
        self.new += not known
        self.replaced += known and complete
        self.added_to += known and not complete

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            "new": self.new,
            "replaced": self.replaced,
            "addedTo": self.added_to,
            "facts": self.facts,
            "refused": [
                {"file": one.file, "line": one.line or None, "reason": one.reason}
                for one in self.refused
            ],
            "seconds": round(self.seconds, 3),
        }
