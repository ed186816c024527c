"""Positions of nodes, computed beforehand so that nothing moves when the page opens."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Point = tuple[float, float]

_SEED = 20200109
_STEPS = 220
_GAP = 12.0  # between two discs
_LEAF = 30.0  # the room of one leaf on its ring
_CELL = 48.0  # the grain at which components are set beside one another
_WIDE = 1.5  # a screen's width to its height


def place(
    sizes: Mapping[str, float], edges: Iterable[tuple[str, str]], leaf_order: Mapping[str, Any]
) -> dict[str, Point]:
    """
    A position for each node of ``sizes`` (radii), the same for the same input.

    Nodes with one neighbour stand on rings around it, in the order of ``leaf_order``; what remains
    of each connected component is laid out by forces between discs; the components are set side
    by side, the largest first.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_edges_from(sorted((a, b) for a, b in edges if a != b))
    blocks = [
        _component(graph.subgraph(members), sizes, leaf_order)
        for members in sorted(nx.connected_components(graph), key=lambda c: (-len(c), min(c)))
    ]
    return _pack(graph, blocks, sizes)


def _component(
    graph: Any, sizes: Mapping[str, float], order: Mapping[str, Any]
) -> dict[str, Point]:
    hubs, leaves = _strip_leaves(graph, order)
    rings = {hub: _rings(len(leaves[hub]), sizes[hub]) for hub in hubs}
    radii = [rings[hub][-1][0] + _LEAF / 2 if rings[hub] else sizes[hub] for hub in hubs]
    centres = _forces(graph, hubs, radii)
    positions = {}
    for hub, (x, y) in zip(hubs, centres, strict=True):
        positions[hub] = (x, y)
        waiting = iter(leaves[hub])
        for ring, (radius, count) in enumerate(rings[hub]):
            for slot in range(count):
                angle = 2 * math.pi * (slot + ring / 2) / count - math.pi / 2
                spot = (x + radius * math.cos(angle), y + radius * math.sin(angle))
                positions[next(waiting)] = spot
    return positions


def _strip_leaves(graph: Any, order: Mapping[str, Any]) -> tuple[list[str], dict[str, list[str]]]:
    leaves: defaultdict[str, list[str]] = defaultdict(list)
    for node in sorted(graph):
        neighbours = list(graph[node])
        if len(neighbours) == 1 and graph.degree(neighbours[0]) > 1:
            leaves[neighbours[0]].append(node)
    stripped = {leaf for group in leaves.values() for leaf in group}
    for group in leaves.values():
        group.sort(key=lambda leaf: (order[leaf], leaf))
    return [node for node in sorted(graph) if node not in stripped], leaves


def _rings(count: int, size: float) -> list[tuple[float, int]]:
    """Radius and number of places of each ring that ``count`` leaves need around a disc."""
    rings: list[tuple[float, int]] = []
    radius = size + _LEAF * 1.2
    while count:
        places = min(count, max(5, int(2 * math.pi * radius / _LEAF)))
        rings.append((radius, places))
        count -= places
        radius += _LEAF
    return rings


def _forces(graph: Any, hubs: Sequence[str], radii: Sequence[float]) -> list[Point]:
    """
    Discs repel one another by their mass and edges pull, as in ForceAtlas2.

    The picture is then scaled to the room that the discs need, and no two of them overlap.
    """
    import numpy as np

    if len(hubs) == 1:
        return [(0.0, 0.0)]
    index = {hub: i for i, hub in enumerate(hubs)}
    pairs = [(index[a], index[b]) for a, b in graph.edges if a in index and b in index]
    ends = np.array(sorted(tuple(sorted(pair)) for pair in pairs), dtype=np.intp)
    radius = np.array(radii) + _GAP / 2
    mass = radius / radius.mean()
    masses = np.outer(mass, mass)
    at = _start(graph, hubs)
    for step in range(_STEPS):
        push = masses / np.maximum(_square_distances(at), 1e-2)
        move = _apart(at, push)
        pull = at[ends[:, 1]] - at[ends[:, 0]]
        np.add.at(move, ends[:, 0], pull)
        np.add.at(move, ends[:, 1], -pull)
        move -= at * mass[:, None] * (0.3, 0.6)  # a screen is wider than it is high
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-6)
        limit = 3.0 * (1 - step / _STEPS) ** 2 + 0.01
        at = at + move * (np.minimum(length * 0.2, limit) / length)[:, None]
    spread = at.var(axis=0).sum() * 2 * math.pi
    at *= math.sqrt((radius**2).sum() * math.pi * 1.05 / max(spread, 1e-9))
    separated = _separate(at, radius[:, None] + radius[None, :])
    return [(float(x), float(y)) for x, y in separated]


def _start(graph: Any, hubs: Sequence[str]) -> Any:
    """Communities start side by side on a circle, so that they need not cross one another."""
    import networkx as nx
    import numpy as np

    groups = nx.community.louvain_communities(graph.subgraph(hubs), seed=_SEED)
    groups = sorted((sorted(group) for group in groups), key=lambda g: (-len(g), g[0]))
    ranks = {node: i for i, node in enumerate(node for group in groups for node in group)}
    angles = np.array([2 * math.pi * ranks[hub] / len(hubs) for hub in hubs])
    jitter = np.random.default_rng(_SEED).uniform(0.7, 1.0, len(hubs))
    spread = math.sqrt(3 * len(hubs)) * jitter
    return np.stack([spread * np.cos(angles), spread * np.sin(angles)], axis=1)


def _separate(at: Any, reach: Any) -> Any:
    import numpy as np

    for _ in range(_STEPS):
        distance = np.sqrt(np.maximum(_square_distances(at), 1e-6))
        overlap = np.maximum(0, reach - distance)
        np.fill_diagonal(overlap, 0)
        if overlap.max() < 1:
            break
        at = at + _apart(at, overlap / distance * 0.5)
    return at


def _square_distances(at: Any) -> Any:
    import numpy as np

    squares = (at**2).sum(axis=1)
    return np.maximum(squares[:, None] + squares[None, :] - 2 * (at @ at.T), 0)


def _apart(at: Any, push: Any) -> Any:
    """The sum over all j of ``push[i, j] * (at[i] - at[j])``, without the matrix of differences."""
    return at * push.sum(axis=1)[:, None] - push @ at


def _pack(
    graph: Any, blocks: Sequence[dict[str, Point]], sizes: Mapping[str, float]
) -> dict[str, Point]:
    """Each component, the largest first, as near to the middle as there is room for it."""
    import numpy as np

    shapes = [_cells(graph, block, sizes) for block in blocks]
    side = 2 * sum(1 + int(np.ptp(shape, axis=0).max()) for shape in shapes) + 8
    taken = np.zeros((side, side), dtype=bool)
    spots = _spiral(side)
    tried: dict[bytes, int] = {}
    positions: dict[str, Point] = {}
    for block, shape in zip(blocks, shapes, strict=True):
        origin = (shape.min(axis=0) + shape.max(axis=0)) // 2
        cells = shape - origin
        # A component of a shape that was placed before need not look where that one found no room.
        number = _first_fit(taken, cells, spots, tried.get(cells.tobytes(), 0))
        tried[cells.tobytes()] = number
        spot = spots[number]
        taken[tuple((cells + spot).T)] = True
        shift = (spot - side // 2 - origin) * _CELL
        for key, (px, py) in block.items():
            positions[key] = (round(px + float(shift[0]), 1), round(py + float(shift[1]), 1))
    return positions


def _first_fit(taken: Any, cells: Any, spots: Any, start: int) -> int:
    """The number of the first spot, from ``start``, where all of ``cells`` are still free."""
    for number in range(start, len(spots)):
        x, y = (cells + spots[number]).T
        inside = min(x.min(), y.min()) >= 0 and max(x.max(), y.max()) < len(taken)
        if inside and not taken[x, y].any():
            return number
    raise AssertionError("the grid holds all components side by side")


def _cells(graph: Any, block: Mapping[str, Point], sizes: Mapping[str, float]) -> Any:
    """The cells of a grid that a component's nodes and edges touch, in a fixed order."""
    import numpy as np

    touched: set[tuple[int, int]] = set()
    for key, (x, y) in block.items():
        reach = sizes[key] + _LEAF
        columns = range(math.floor((x - reach) / _CELL), math.floor((x + reach) / _CELL) + 1)
        rows = range(math.floor((y - reach) / _CELL), math.floor((y + reach) / _CELL) + 1)
        touched.update((column, row) for column in columns for row in rows)
    for one, other in graph.subgraph(block).edges:
        (x, y), (x2, y2) = block[one], block[other]
        steps = int(math.hypot(x2 - x, y2 - y) / _CELL) + 1
        for step in range(steps):
            part = step / steps
            touched.add(
                (
                    math.floor((x + (x2 - x) * part) / _CELL),
                    math.floor((y + (y2 - y) * part) / _CELL),
                )
            )
    return np.array(sorted(touched), dtype=np.intp)


def _spiral(side: int) -> Any:
    """All cells of a square grid, from the middle outwards, in ellipses as wide as a screen."""
    import numpy as np

    middle = side // 2
    x, y = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
    distance = ((x - middle) / _WIDE) ** 2 + (y - middle) ** 2
    order = np.argsort(distance, axis=None, kind="stable")
    return np.stack([x.ravel()[order], y.ravel()[order]], axis=1)
