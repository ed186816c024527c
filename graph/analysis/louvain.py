"""Louvain's method over lists: what networkx finds, in less than half the time that it takes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

import networkx as nx

GAIN: Final = 1e-7
"""A level that makes the modularity no greater by more than this is the last."""

_Weights = list[dict[int, int]]
"""By node: what ties it to which other, or to itself; each tie stands at both of its ends."""


def louvain(graph: nx.Graph, seed: int) -> list[set[int]]:
    """
    The communities of a graph of the numbers from 0, its ties weighing ``weight``, whole numbers.

    They are those of ``networkx.community.louvain_communities``, in its order: nodes are gone
    through as the lots of ``seed`` say, and of neighbours that are equally good the first is taken.
    """
    groups = [{node} for node in graph]
    if not graph.number_of_edges():
        return groups
    chance = random.Random(seed)
    weights: _Weights = [
        {other: data["weight"] for other, data in graph[node].items()} for node in graph
    ]
    total = int(graph.size(weight="weight"))
    before = _modularity(weights, range(len(weights)), total)
    while True:
        homes = _moved(weights, total, chance)
        numbers = {home: number for number, home in enumerate(sorted(set(homes)))}
        homes = [numbers[home] for home in homes]
        groups = _joined(groups, homes, len(numbers))
        now = _modularity(weights, homes, total)
        if now - before <= GAIN:
            return groups
        before = now
        weights = _condensed(weights, homes, len(numbers))


def _moved(weights: _Weights, total: int, chance: random.Random) -> list[int]:
    """The community of each node when none gains by moving; each begins as one of its own."""
    homes = list(range(len(weights)))
    degrees = [_degree(node, ties) for node, ties in enumerate(weights)]
    sums = list(degrees)
    others = [
        [(other, weight) for other, weight in ties.items() if other != node]
        for node, ties in enumerate(weights)
    ]
    order = list(homes)
    chance.shuffle(order)
    squared = 2 * total**2
    moves = True
    while moves:
        moves = False
        for node in order:
            home, degree = homes[node], degrees[node]
            near: dict[int, int] = {}
            for other, weight in others[node]:
                there = homes[other]
                near[there] = near.get(there, 0) + weight
            sums[home] -= degree
            cost = -near.get(home, 0) / total + sums[home] * degree / squared
            best, most = home, 0.0
            for there, weight in near.items():
                gain = cost + weight / total - sums[there] * degree / squared
                if gain > most:
                    best, most = there, gain
            sums[best] += degree
            if best != home:
                homes[node] = best
                moves = True
    return homes


def _degree(node: int, ties: dict[int, int]) -> int:
    """What ties a node to all; what ties it to itself counts twice."""
    return sum(ties.values()) + ties.get(node, 0)


def _joined(groups: Sequence[set[int]], homes: Sequence[int], count: int) -> list[set[int]]:
    """The groups of the next level by those of this."""
    joined: list[set[int]] = [set() for _ in range(count)]
    for group, home in zip(groups, homes, strict=True):
        joined[home] |= group
    return joined


def _condensed(weights: _Weights, homes: Sequence[int], count: int) -> _Weights:
    """The graph of the communities, each a node tied to itself by what is inside of it."""
    condensed: _Weights = [{} for _ in range(count)]
    for node, ties in enumerate(weights):
        for other, weight in ties.items():
            if other < node:
                continue
            one, two = homes[node], homes[other]
            condensed[one][two] = condensed[two][one] = condensed[one].get(two, 0) + weight
    return condensed


def _modularity(weights: _Weights, homes: Sequence[int], total: int) -> float:
    """How much more the communities keep to themselves than chance would have it."""
    inner: dict[int, int] = {}
    sums: dict[int, int] = {}
    for node, ties in enumerate(weights):
        home = homes[node]
        sums[home] = sums.get(home, 0) + _degree(node, ties)
        # Inside, every tie is met at both ends, but that of a node to itself.
        inside = sum(weight for other, weight in ties.items() if homes[other] == home)
        inner[home] = inner.get(home, 0) + inside + ties.get(node, 0)
    return sum(
        inner[home] / (2 * total) - (sums[home] / (2 * total)) ** 2 for home in sorted(inner)
    )
