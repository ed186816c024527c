"""Ranking: a log-linear model over readable features gives each reading its confidence."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import repeat
from pathlib import Path

from extractors.frames.adjuncts import RECIPIENT, Adjunct
from extractors.frames.guessing import Guesser, load_guesser

WEIGHTS = Path(__file__).parent / "weights.json"
DIGITS = 3  # of a confidence, as facts tell it
LEAST = 0.16  # the share from which a place or a recipient is told
LEAST_MEANT = 0.35  # that from which a recipient is that the clauses do not name
SUBJECT = "subject"  # what the names of features start with that speak for a reading's subject


@dataclass(frozen=True, slots=True)
class Model:
    """
    Weights by feature, and the confidence from which a reading is a fact.

    ``confidence`` is the product of two logistic functions of summed weights: how likely a trigger
    and its object are a fact of somebody, and how likely the subject is that somebody. Two small
    models err less on few annotated pages than one that has to learn both at once. ``figures`` is
    the confidence from which the best reading of a figure is a fact that no other fact tells: who
    counts something says it of something.
    """

    weights: Mapping[str, float]
    threshold: float
    guesser: Guesser = field(default_factory=lambda: Guesser({}))
    figures: float = 1.0

    def confidence(self, features: Iterable[str]) -> float:
        """The probability that a reading with these features is right, between 0 and 1."""
        subject: list[str] = []
        deed: list[str] = []
        for feature in features:
            (subject if feature.startswith(SUBJECT) else deed).append(feature)
        return self.of_part(deed) * (self.of_part(subject) if subject else 1.0)

    def of_part(self, features: Iterable[str]) -> float:
        """What one of the two small models says, its own features given."""
        return _logistic(sum(map(self.weights.get, features, repeat(0.0))))

    def likely(self, candidates: Iterable[Adjunct]) -> tuple[Adjunct, ...]:
        """The places and recipients that are likely enough, the likeliest first."""
        weighed = [(self.of_part(each.features), each) for each in candidates]
        told = [(share, each) for share, each in reversed(weighed) if share >= _least(each)]
        return tuple(each for _, each in sorted(told, key=lambda one: -one[0]))

    def believes(self, confidence: float) -> bool:
        """Whether a reading of this confidence, as a fact tells it, is a fact."""
        return round(confidence, DIGITS) >= self.threshold

    def believes_figure(self, confidence: float) -> bool:
        """Whether a reading of this confidence is a fact where nothing else tells its figure."""
        return round(confidence, DIGITS) >= min(self.figures, self.threshold)

    def from_confidence(self, threshold: float) -> Model:
        """The same model with another threshold: a lower one finds more, a higher one errs less."""
        return replace(self, threshold=threshold, figures=threshold)


def _least(adjunct: Adjunct) -> float:
    return LEAST_MEANT if adjunct.meant and adjunct.role == RECIPIENT else LEAST


def _logistic(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_model() -> Model:
    """The model that the package ships."""
    record = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(record["weights"], record["threshold"], load_guesser(), record["figures"])
