"""Ranking: a log-linear model over readable features gives each reading its confidence."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Model:
    """
    Weights by feature, and the confidence from which a reading is a fact.

    ``confidence`` is the logistic function of the summed weights: the share of readings alike
    that were right on the pages that the weights were trained on.
    """

    weights: Mapping[str, float]
    threshold: float

    def confidence(self, features: Iterable[str]) -> float:
        """The probability that a reading with these features is right, between 0 and 1."""
        total = sum(map(self.weights.get, features, repeat(0.0)))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_model() -> Model:
    """The model that the package ships."""
    record = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(record["weights"], record["threshold"])
