"""Log-linear models: weights by feature and class, and the share that features give each class."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_REMEMBERED = 1 << 14  # sums of parts that are kept

_LEAST = 0.002  # the share from which a class is told

Shares = Mapping[str, float]
_Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LogLinear:
    """
    A multinomial model.

    Features come in parts, tuples that stand together; the sums of parts that recur are
    remembered, so that what a word says by itself is added up once.
    """

    weights: Mapping[str, Mapping[str, float]]
    classes: tuple[str, ...] = field(init=False, compare=False)
    _places: dict[str, int] = field(init=False, compare=False, repr=False)
    _rows: _Row = field(init=False, compare=False, repr=False)
    _known: dict[tuple[str, ...], _Row] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        """Lay the weights out as rows of numbers."""
        classes = sorted({name for row in self.weights.values() for name in row})
        column = {name: index for index, name in enumerate(classes)}
        rows = np.zeros((len(self.weights), len(classes)))
        for number, row in enumerate(self.weights.values()):
            for name, weight in row.items():
                rows[number, column[name]] = weight
        object.__setattr__(self, "classes", tuple(classes))
        object.__setattr__(self, "_rows", rows)
        places = {name: index for index, name in enumerate(self.weights)}
        object.__setattr__(self, "_places", places)

    def shares(self, parts: Sequence[tuple[str, ...]]) -> Shares:
        """
        The share of each class that has one to speak of; all together they add up to 1.

        Empty where no feature is known.

        >>> model = LogLinear({"wet": {"rain": 1.0}, "cold": {"snow": 1.0, "rain": -1.0}})
        >>> sorted(model.shares([("wet", "cold")]).items())[1][0]
        'snow'
        """
        if not self.classes:
            return {}
        known = self._known
        total = np.zeros(len(self.classes))
        for part in parts:
            row = known.get(part)
            total += self._sum(part) if row is None else row
        grown = np.exp(total - total.max())
        grown /= grown.sum()
        return {self.classes[at]: float(grown[at]) for at in np.flatnonzero(grown > _LEAST)}

    def _sum(self, part: tuple[str, ...]) -> _Row:
        places = self._places
        found = [places[feature] for feature in part if feature in places]
        total: _Row = self._rows[found].sum(axis=0)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[part] = total
        return total


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
