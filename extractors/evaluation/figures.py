"""The figures of an evaluation: counts that add up over pages, and the shares they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Score:
    """
    Precision, recall and f1 as counts.

    ``right`` of ``predicted`` are in the gold; ``found`` of the ``gold`` that must be found were
    (a fact that may be left out counts for precision only).
    """

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The share of what was extracted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what must be found that was found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_json(self) -> dict[str, Any]:
        """The shares rounded to four places, then the counts."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "right": self.right,
            "predicted": self.predicted,
            "found": self.found,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    hit: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.hit + other.hit, self.of + other.of)

    @classmethod
    def count(cls, outcomes: Iterable[bool]) -> Share:
        """The share of outcomes that are true."""
        listed = list(outcomes)
        return cls(sum(listed), len(listed))

    @property
    def share(self) -> float | None:
        """The ratio, or nothing where there was nothing to hit."""
        return self.hit / self.of if self.of else None

    def to_json(self) -> dict[str, Any]:
        """The ratio rounded to four places, then the counts."""
        share = self.share
        return {
            "share": None if share is None else round(share, 4),
            "hit": self.hit,
            "of": self.of,
        }


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One relation's counts: facts that must be found, facts extracted, facts matched."""

    gold: int = 0
    predicted: int = 0
    hit: int = 0

    def __add__(self, other: RelationRow) -> RelationRow:
        return RelationRow(
            self.gold + other.gold, self.predicted + other.predicted, self.hit + other.hit
        )

    def to_json(self) -> dict[str, int]:
        """The three counts."""
        return {"gold": self.gold, "predicted": self.predicted, "hit": self.hit}


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is measured on one page, or on several together."""

    facts: Score = Score()
    pairs_any_relation: Score = Score()
    stated: Score = Score()
    numbered_facts_recall: Share = Share()
    quantity_value: Share = Share()
    quantity_bound: Share = Share()
    quantity_unit: Share = Share()
    time: Share = Share()
    place: Share = Share()
    recipient: Share = Share()
    modality: Share = Share()
    types: Share = Share()
    questions: Share = Share()
    evidence_exact: Share = Share()
    entities: Score = Score()
    articles: Score = Score()
    headline: Share = Share()
    authors: Share = Share()
    date: Share = Share()
    unit: Share = Share()
    by_relation: Mapping[str, RelationRow] = field(default_factory=dict)
    calibration: Mapping[int, Share] = field(default_factory=dict)

    def __add__(self, other: Figures) -> Figures:
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in _scalars()}
        return Figures(
            **sums,
            by_relation=_added(self.by_relation, other.by_relation, RelationRow()),
            calibration=_added(self.calibration, other.calibration, Share()),
        )

    def measures(self) -> dict[str, Score | Share]:
        """The scores and shares by name, in order."""
        return {f.name: getattr(self, f.name) for f in _scalars()}

    def to_json(self) -> dict[str, Any]:
        """
        One object: each measure, the relations by count, and the calibration.

        The calibration gives, for each tenth of confidence, the share of facts that are right.
        """
        record: dict[str, Any] = {
            name: measure.to_json() for name, measure in self.measures().items()
        }
        record["by_relation"] = {name: row.to_json() for name, row in self.relations()}
        record["calibration"] = {
            f"{tenth / 10:.1f}": share.to_json()
            for tenth, share in sorted(self.calibration.items())
        }
        return record

    def relations(self) -> list[tuple[str, RelationRow]]:
        """The relations, those with most annotated facts first."""
        return sorted(self.by_relation.items(), key=lambda item: (-item[1].gold, item[0]))


def _scalars() -> list[Any]:
    return [f for f in fields(Figures) if f.name not in ("by_relation", "calibration")]


def _added(one: Mapping[Any, Any], other: Mapping[Any, Any], nothing: Any) -> dict[Any, Any]:
    return {key: one.get(key, nothing) + other.get(key, nothing) for key in {**one, **other}}
