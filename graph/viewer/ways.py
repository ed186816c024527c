"""The way between two entities of a store of any size, without reading all of it."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Final

from graph.store import Store
from graph.viewer.neighbourhood import Reader

DETOUR: Final = 3
"""What a step to a thing in general costs, which joins whoever has any of it (``scene.js``)."""
_MOST: Final = 3000  # entities to look at before the search is given up


def way_between(
    store: Store, start: str, end: str, is_general: Callable[[str], bool], most: int = _MOST
) -> list[str]:
    """
    The entities of a cheapest way from ``start`` to ``end``, both included, by their IRIs.

    Empty where there is none, and where ``most`` entities were looked at without finding one.
    """
    reader = Reader(store)
    before: dict[str, str] = {}
    costs = {start: 0}
    waiting, done = [(0, start)], set[str]()
    while waiting and len(done) < most:
        cost, iri = heappop(waiting)
        if iri == end:
            return _back(before, start, end)
        if iri in done:
            continue
        done.add(iri)
        beside = {each for fact in reader.facts_of(iri) for each in reader.ends_of(fact)}
        for other in sorted(beside - done):
            total = cost + (DETOUR if other != end and is_general(other) else 1)
            if total < costs.get(other, total + 1):
                costs[other], before[other] = total, iri
                heappush(waiting, (total, other))
    return []


def _back(before: dict[str, str], start: str, end: str) -> list[str]:
    found = [end]
    while found[-1] != start:
        found.append(before[found[-1]])
    return found[::-1]
