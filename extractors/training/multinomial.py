"""
Fitting a multinomial log-linear model.

Logistic regression with an L2 penalty (Hastie, Tibshirani, Friedman: The Elements of Statistical
Learning, 4.4), fitted by stochastic gradient steps that shrink as a weight is moved (AdaGrad;
Duchi, Hazan, Singer 2011). The order of the steps is the same every time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.loglinear import LogLinear

_RATE = 0.25
_LEAST = 0.03  # a weight nearer to zero is left out
EVERYWHERE = ""  # the page of an example that stands for no page

Parts = Sequence[tuple[str, ...]]
_Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """Features, the classes that they speak for, each with its share, and the page they are of."""

    parts: Parts
    told: Mapping[str, float]
    page: str = EVERYWHERE
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How long to learn, how much to hold back, and how often and on how many pages a feature is."""

    rounds: int = 12
    penalty: float = 2e-4
    rarest: int = 3
    pages: int = 2


def fit_multinomial(examples: Sequence[Example], settings: Settings | None = None) -> LogLinear:
    """The model that examples teach."""
    chosen = settings or Settings()
    column = _columns(examples, chosen)
    classes = sorted({each for example in examples for each in example.told})
    place = {name: index for index, name in enumerate(classes)}
    rows = [_row(example, column) for example in examples]
    wanted = np.zeros((len(examples), len(classes)))
    for number, example in enumerate(examples):
        for name, share in example.told.items():
            wanted[number, place[name]] = share
    held = np.array([example.weight for example in examples])
    weights = _descend(rows, wanted, held, len(column), chosen)
    return LogLinear(_kept(weights, column, classes))


def _descend(
    rows: Sequence[NDArray[np.int64]],
    wanted: _Matrix,
    held: _Matrix,
    features: int,
    settings: Settings,
) -> _Matrix:
    weights = np.zeros((features, wanted.shape[1]))
    moved = np.full_like(weights, 1e-3)
    order = np.random.default_rng(20)
    for _ in range(settings.rounds):
        for number in order.permutation(len(rows)):
            row = rows[number]
            total = weights[row].sum(axis=0)
            guess = np.exp(total - total.max())
            guess /= guess.sum()
            slope = held[number] * (wanted[number] - guess) - settings.penalty * weights[row]
            moved[row] += slope * slope
            weights[row] += _RATE * slope / np.sqrt(moved[row])
    return weights


def _columns(examples: Sequence[Example], settings: Settings) -> dict[str, int]:
    counts = Counter[str]()
    pages: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for part in example.parts:
            counts.update(part)
            for feature in part:
                if len(pages[feature]) < settings.pages:
                    pages[feature].add(example.page)
    names = sorted(
        name
        for name, count in counts.items()
        if count >= settings.rarest
        and (len(pages[name]) >= settings.pages or EVERYWHERE in pages[name])
    )
    return {name: index for index, name in enumerate(names)}


def _row(example: Example, column: Mapping[str, int]) -> NDArray[np.int64]:
    found = {column[each] for part in example.parts for each in part if each in column}
    return np.array(sorted(found), dtype=np.int64)


def _kept(
    weights: _Matrix, column: Mapping[str, int], classes: Sequence[str]
) -> dict[str, dict[str, float]]:
    found = {}
    for name, index in column.items():
        row = {
            each: round(float(weight), 2)
            for each, weight in zip(classes, weights[index], strict=True)
            if abs(weight) >= _LEAST
        }
        if row:
            found[name] = row
    return found
