"""Discs joined by edges, laid out by forces: connected ones near, and none upon another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Point = tuple[float, float]

_SEED = 20200109
_GAP = 12.0  # between two discs
_FEW = 300  # discs that all steps are taken for; with more of them each step costs more
_STEPS = 220
_DENSITY = 1.05  # the room of the picture to that of its discs


def arrange(radii: Sequence[float], edges: Sequence[tuple[int, int]]) -> list[Point]:
    """
    A place for each disc of a connected graph, whose edges are pairs of indexes into ``radii``.

    >>> arrange([10, 10], [(0, 1)])
    [(0.0, 0.0), (32.0, 0.0)]
    """
    if len(radii) == 1:
        return [(0.0, 0.0)]
    if len(radii) == 2:
        return [(0.0, 0.0), (float(sum(radii)) + _GAP, 0.0)]
    import numpy as np

    radius = np.array(radii, dtype=np.float32) + _GAP / 2
    steps = _STEPS if len(radii) <= _FEW else max(60, _STEPS * _FEW // len(radii))
    at = _attracted(radius, np.array(sorted(edges), dtype=np.intp), steps)
    spread = at.var(axis=0).sum() * 2 * math.pi
    at *= math.sqrt((radius**2).sum() * math.pi * _DENSITY / max(float(spread), 1e-9))
    return [(float(x), float(y)) for x, y in _separated(at, radius, steps)]


def _attracted(radius: Any, edges: Any, steps: int) -> Any:
    """As in ForceAtlas2: discs repel one another by their mass, edges pull, all tend inwards."""
    import numpy as np

    mass = radius / radius.mean()
    masses = np.outer(mass, mass)
    inwards = mass[:, None] * np.array([0.3, 0.6], dtype=np.float32)  # a screen is wide
    at = _by_community(len(radius), edges)
    for step in range(steps):
        squares = np.maximum(_square_distances(at), np.float32(1e-2))
        move = _apart(at, np.divide(masses, squares, out=squares)) - at * inwards
        pull = at[edges[:, 1]] - at[edges[:, 0]]
        np.add.at(move, edges[:, 0], pull)
        np.add.at(move, edges[:, 1], -pull)
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-6)
        limit = 3.0 * (1 - step / steps) ** 2 + 0.01
        at = at + move * (np.minimum(length * 0.2, limit) / length)[:, None]
    return at


def _by_community(count: int, edges: Any) -> Any:
    """Communities start side by side on a circle, so that they need not cross one another."""
    import networkx as nx
    import numpy as np

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(edges.tolist())
    groups = sorted(sorted(group) for group in nx.community.louvain_communities(graph, seed=_SEED))
    angles = np.empty(count)
    angles[[node for group in groups for node in group]] = np.arange(count) * 2 * math.pi / count
    reach = math.sqrt(3 * count) * np.random.default_rng(_SEED).uniform(0.7, 1.0, count)
    return np.stack([reach * np.cos(angles), reach * np.sin(angles)], axis=1).astype(np.float32)


def _separated(at: Any, radius: Any, steps: int) -> Any:
    import numpy as np

    reach = radius[:, None] + radius[None, :]
    for _ in range(steps):
        distance = np.sqrt(np.maximum(_square_distances(at), np.float32(1e-4)))
        overlap = np.maximum(reach - distance, 0)
        np.fill_diagonal(overlap, 0)
        if overlap.max() < 1:
            break
        at = at + _apart(at, np.divide(overlap, distance, out=overlap)) / 2
    return at


def _square_distances(at: Any) -> Any:
    squares = (at**2).sum(axis=1)
    products = at @ at.T
    products *= -2
    products += squares[:, None]
    products += squares[None, :]
    return products


def _apart(at: Any, push: Any) -> Any:
    """The sum over all j of ``push[i, j] * (at[i] - at[j])``, without the matrix of differences."""
    return at * push.sum(axis=1)[:, None] - push @ at
