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
    return _pack(blocks, sizes)


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
    at = _start(graph, hubs)
    for step in range(_STEPS):
        delta = at[:, None, :] - at[None, :, :]
        square = np.maximum((delta**2).sum(axis=2), 1e-2)
        move = (delta * (mass[:, None] * mass[None, :] / square)[:, :, None]).sum(axis=1)
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
        delta = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((delta**2).sum(axis=2)), 1e-3)
        overlap = np.maximum(0, reach - distance)
        np.fill_diagonal(overlap, 0)
        if not overlap.any():
            break
        at = at + (delta * (overlap / distance * 0.5)[:, :, None]).sum(axis=1)
    return at


def _pack(blocks: Sequence[dict[str, Point]], sizes: Mapping[str, float]) -> dict[str, Point]:
    """Components as tiles in rows about as wide as the largest one, or as a screen is."""
    margin = _LEAF
    tiles = []
    for block in blocks:
        left = min(x - sizes[k] for k, (x, _) in block.items()) - margin
        top = min(y - sizes[k] for k, (_, y) in block.items()) - margin
        right = max(x + sizes[k] for k, (x, _) in block.items()) + margin
        bottom = max(y + sizes[k] for k, (_, y) in block.items()) + margin
        tiles.append((block, left, top, right - left, bottom - top))
    area = sum(width * height for *_, width, height in tiles)
    row_width = max([width for *_, width, _ in tiles] + [math.sqrt(area * 1.6)])
    positions: dict[str, Point] = {}
    x = y = row_height = 0.0
    for block, left, top, width, height in tiles:
        if x and x + width > row_width:
            x, y, row_height = 0.0, y + row_height, 0.0
        for key, (px, py) in block.items():
            positions[key] = (round(px - left + x, 1), round(py - top + y, 1))
        x += width
        row_height = max(row_height, height)
    return positions
