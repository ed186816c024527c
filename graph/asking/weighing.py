"""The weights of features, and the share that each candidate has of being the answer."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from graph.asking.features import Features
from graph.asking.reading import NUMBER, WHEN, WHETHER, Question

WEIGHTS: Final = Path(__file__).with_name("weights.json")
NUMBERS, TIMES, NAMES = "number", "time", "name"
DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """
    Weights by feature for one sort of question.

    ``nothing`` is what it weighs that no candidate answers; ``sure`` is the share of all
    that an answer must have to be given.
    """

    weights: Mapping[str, float]
    nothing: float
    sure: float

    def shares(self, candidates: Sequence[Features]) -> list[float]:
        """
        How likely each candidate answers, all together with that none does adding up to 1.

        >>> Scale({"near": 2.0}, 0.0, 0.5).shares([{"near": 1.0}, {}])[0] > 0.7
        True
        """
        sums = [self._sum(each) for each in candidates]
        top = max([self.nothing, *sums])
        grown = [math.exp(each - top) for each in sums]
        whole = sum(grown) + math.exp(self.nothing - top)
        return [each / whole for each in grown]

    def _sum(self, features: Features) -> float:
        known = self.weights
        return sum(known[name] * value for name, value in features.items() if name in known)


def sort_of(question: Question) -> str:
    """The sort of a question: whether it asks for a number, a time or a name."""
    kind = question.asked.kind
    return NUMBERS if kind in (NUMBER, WHETHER) else TIMES if kind == WHEN else NAMES


@cache
def load_scales() -> Mapping[str, Scale]:
    """The scales that the package ships, by the sort of question."""
    return read_scales(WEIGHTS)


def read_scales(path: Path) -> dict[str, Scale]:
    """The scales of a file."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Scale(each["weights"], each["nothing"], each["sure"]) for name, each in record.items()
    }


def write_scales(scales: Mapping[str, Scale], path: Path = WEIGHTS) -> None:
    """Write scales as the package ships them: sorted, one feature a line."""
    record = {
        name: {
            "nothing": scale.nothing,
            "sure": scale.sure,
            "weights": dict(sorted(scale.weights.items())),
        }
        for name, scale in sorted(scales.items())
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
