"""
Fitting a multinomial log-linear model.

Logistic regression with an L2 penalty (Hastie, Tibshirani, Friedman: The Elements of Statistical
Learning, 4.4).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from extractors.loglinear import LogLinear
from extractors.training.optimum import Vector, likeliest

_LEAST = 0.05  # a weight nearer to zero is left out
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
    """
    What a model is fitted by: the weight of the penalty on squared weights, how often and on how
    many pages a feature must stand, and after how many steps to stop.
    """

    penalty: float = 3.0
    rarest: int = 3
    pages: int = 2
    steps: int = 80


def fit_multinomial(examples: Sequence[Example], settings: Settings | None = None) -> LogLinear:
    """The model that examples teach."""
    chosen = settings or Settings()
    column = _columns(examples, chosen)
    classes = sorted({each for example in examples for each in example.told})
    if not column or not classes:
        return LogLinear({})
    place = {name: index for index, name in enumerate(classes)}
    wanted = np.zeros((len(examples), len(classes)))
    for number, example in enumerate(examples):
        for name, share in example.told.items():
            wanted[number, place[name]] = share * example.weight
    held = np.array([[example.weight] for example in examples])
    weights = _likeliest(_matrix(examples, column), wanted, held, chosen)
    return LogLinear(_kept(weights, column, classes))


def _matrix(examples: Sequence[Example], column: Mapping[str, int]) -> csr_matrix:
    rows, columns = [], []
    for number, example in enumerate(examples):
        found = {column[each] for part in example.parts for each in part if each in column}
        columns += sorted(found)
        rows += [number] * len(found)
    size = (len(examples), len(column))
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=size)


def _likeliest(matrix: csr_matrix, wanted: _Matrix, held: _Matrix, settings: Settings) -> _Matrix:
    shape = (matrix.shape[1], wanted.shape[1])
    across = matrix.T.tocsr()

    def loss(flat: Vector) -> tuple[float, Vector]:
        weights = flat.reshape(shape)
        total = matrix @ weights
        total -= total.max(axis=1, keepdims=True)
        grown = np.exp(total)
        whole = grown.sum(axis=1, keepdims=True)
        value = float(-(wanted * (total - np.log(whole))).sum())
        return value, (across @ (held * grown / whole - wanted)).ravel()

    return likeliest(loss, shape[0] * shape[1], settings.penalty, settings.steps).reshape(shape)


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
