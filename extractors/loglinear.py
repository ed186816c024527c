"""Log-linear models: weights by feature and class, and the share that features give each class."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_REMEMBERED = 1 << 14  # sums of parts that are kept

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LogLinear:
    """
    A multinomial model.

    Features come in parts, tuples that stand together; the sums of parts that recur are
    remembered, so that what a word says by itself is added up once.
    """

    weights: Mapping[str, Mapping[str, float]]
    _known: dict[tuple[str, ...], Mapping[str, float]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def shares(self, parts: Sequence[tuple[str, ...]]) -> Shares:
        """
        The share of each class that a feature speaks for or against; they add up to 1.

        Empty where no feature is known.

        >>> model = LogLinear({"wet": {"rain": 1.0}, "cold": {"snow": 1.0, "rain": -1.0}})
        >>> sorted(model.shares([("wet", "cold")]).items())[1][0]
        'snow'
        """
        totals: dict[str, float] = {}
        for part in parts:
            for name, weight in self._sum(part).items():
                totals[name] = totals.get(name, 0.0) + weight
        if not totals:
            return {}
        top = max(totals.values())
        grown = {name: math.exp(total - top) for name, total in totals.items()}
        whole = sum(grown.values())
        return {name: value / whole for name, value in grown.items()}

    def _sum(self, part: tuple[str, ...]) -> Mapping[str, float]:
        known = self._known.get(part)
        if known is None:
            totals: dict[str, float] = {}
            for feature in part:
                for name, weight in self.weights.get(feature, {}).items():
                    totals[name] = totals.get(name, 0.0) + weight
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[part] = totals
        return known


def read_model(path: Path) -> LogLinear:
    """The model of a file."""
    return LogLinear(json.loads(path.read_text(encoding="utf-8")))


def write_model(model: LogLinear, path: Path) -> None:
    """Write a model: sorted, one feature a line."""
    lines = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row, sort_keys=True)}"
        for name, row in sorted(model.weights.items())
    )
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
