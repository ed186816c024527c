"""PageRank and betweenness of graphs whose nodes are numbered: the same to the last digit kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import networkx as nx
import numpy as np

DAMPING: Final = 0.85
STEPS: Final = 200
CLOSE: Final = 1e-10


def pagerank(graph: nx.Graph) -> list[float]:
    """
    The PageRank of each node of a graph of the numbers from 0, its ties weighing ``weight``.

    Ties are gone in both directions: from subject to object alone it would rank highest what
    little is said of and nothing comes from. networkx's own needs scipy, and adds up in an order
    that depends on the machine.
    """
    count = len(graph)
    if not count:
        return []
    there = np.array(list(graph.edges), dtype=np.intp).reshape(-1, 2)
    sources, targets = np.concatenate([there, there[:, ::-1]]).T
    one_way = np.array([weight for *_, weight in graph.edges(data="weight")], dtype=float)
    weights = np.concatenate([one_way, one_way])
    leaving = np.bincount(sources, weights, count)
    shares = weights / leaving[sources]
    alone = leaving == 0
    rank = np.full(count, 1 / count)
    for _ in range(STEPS):
        lost = math.fsum(rank[alone])
        arrived = np.bincount(targets, rank[sources] * shares, count)
        new = DAMPING * (arrived + lost / count) + (1 - DAMPING) / count
        change = math.fsum(np.abs(new - rank))
        rank = new
        if change < CLOSE:
            break
    return [_rounded(each) for each in rank]


def betweenness(graph: nx.Graph, pivots: Sequence[int]) -> list[float]:
    """
    The betweenness of each node of a graph of the numbers from 0, by the ways from ``pivots``.

    It is exact where all nodes are pivots, else an estimate from them. This is Brandes' method,
    as networkx has it too; over lists it takes a third to a sixth of the time.
    """
    count = len(graph)
    neighbours = [list(graph[node]) for node in range(count)]
    between = [0.0] * count
    for pivot in pivots:
        _add_ways(neighbours, pivot, between)
    pairs = (count - 1) * (count - 2)
    share = count / len(pivots) / pairs if pivots and pairs > 0 else 0.0
    return [_rounded(each * share) for each in between]


def _add_ways(neighbours: list[list[int]], pivot: int, between: list[float]) -> None:
    """Add to each node the part that it has in the shortest ways from ``pivot`` to the others."""
    depth, ways = [-1] * len(neighbours), [0] * len(neighbours)
    depth[pivot], ways[pivot] = 0, 1
    order = [pivot]
    for one in order:  # It grows while it is gone through, level by level.
        below = depth[one] + 1
        for other in neighbours[one]:
            if depth[other] < 0:
                depth[other] = below
                order.append(other)
            if depth[other] == below:
                ways[other] += ways[one]
    part = [0.0] * len(neighbours)
    for one in reversed(order):
        share, above = (1 + part[one]) / ways[one], depth[one] - 1
        for other in neighbours[one]:
            if depth[other] == above:
                part[other] += ways[other] * share
        if one != pivot:
            between[one] += part[one]


def _rounded(value: float) -> float:
    """Six digits that count: the last ones of a sum are chance."""
    return float(f"{value:.6g}")
