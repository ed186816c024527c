"""Figures added up: for each unit and relation, how many of what."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from graph.analysis.selection import EVERYTHING, Selection

Figure = tuple[float, str]
"""A number and its bound."""

_CIRCUMSTANCES: Final = ("place", "recipient", "organization", "time")


@dataclass(frozen=True, slots=True)
class Total:
    """
    What the facts of one unit, relation, object and measure word add up to.

    ``unit`` is the administrative unit, or that of the body or person who acted, or who acted
    where no unit is known. ``bound`` says how to read ``total``: ``exact``, at least (``min``),
    at most (``max``), or about (``approx``). ``facts`` counts the figures in it.
    """

    unit: str
    relation: str
    object: str
    measure: str
    total: float
    bound: str
    facts: int


def totals(graph: nx.MultiDiGraph, selection: Selection = EVERYTHING) -> tuple[Total, ...]:
    """
    The totals of a graph that ``graph.network`` gave, by unit; within it the most facts first.

    The same figure told again of the same, in another sentence or document, is added once. What
    is a part of another figure cannot be known, so a total may count people twice.
    """
    figures: defaultdict[tuple[str, str, str, str], dict[tuple[Any, ...], Figure]]
    figures = defaultdict(dict)
    for source, target, data in graph.edges(data=True):
        kinds = graph.nodes[source]["type"], graph.nodes[target]["type"]
        if "value" in data and "role" not in data and selection.keeps(data, *kinds):
            unit = graph.nodes[source].get("unit") or graph.nodes[source]["label"]
            key = (unit, data["label"], graph.nodes[target]["label"], data["measure"])
            figure = data["value"], data["bound"]
            same = (source, target, *figure, *(data.get(name, "") for name in _CIRCUMSTANCES))
            figures[key][same] = figure
    found = [_total(key, figures[key].values()) for key in sorted(figures)]
    return tuple(sorted(found, key=lambda one: (one.unit, -one.facts, one.relation, one.object)))


def _total(key: tuple[str, str, str, str], figures: Collection[Figure]) -> Total:
    total = math.fsum(value for value, _ in figures)
    return Total(*key, total, _bound(bound for _, bound in figures), len(figures))


def _bound(bounds: Iterable[str]) -> str:
    """
    How a sum is to be read whose parts are to be read so.

    >>> _bound(["exact", "min"]), _bound(["exact"]), _bound(["min", "max"])
    ('min', 'exact', 'approx')
    """
    known = set(bounds) - {"exact"}
    return known.pop() if len(known) == 1 else "approx" if known else "exact"
