"""Positions of nodes, computed beforehand so that nothing moves when the page opens."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from graph.viewer.forces import Point, arrange

_Key = TypeVar("_Key")

_LEAF = 30.0  # the room of one leaf on its ring
_CELL = 48.0  # the grain at which components are set beside one another
_WIDE = 1.6  # the stage's width to its height, beside the card and above the legend


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


def place_apart(
    sizes: Mapping[str, float],
    edges: Iterable[tuple[str, str]],
    leaf_order: Mapping[str, Any],
    groups: Mapping[str, int],
) -> dict[str, Point]:
    """
    A position for each node of ``sizes`` such that each of ``groups`` has a disc of its own.

    Within its disc a group is laid out as ``place`` does it; the discs, joined where any of their
    nodes are, are laid out by forces like nodes themselves.
    """
    import networkx as nx

    ties = sorted((min(pair), max(pair)) for pair in edges)
    members: defaultdict[int, list[str]] = defaultdict(list)
    for key in sorted(sizes):
        members[groups[key]].append(key)
    inner: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for a, b in ties:
        if groups[a] == groups[b]:
            inner[groups[a]].append((a, b))
    discs = {
        group: _centred(place({k: sizes[k] for k in keys}, inner[group], leaf_order))
        for group, keys in sorted(members.items())
    }
    radii = {
        group: max(math.hypot(x, y) + sizes[key] for key, (x, y) in disc.items()) + _LEAF
        for group, disc in discs.items()
    }
    joined = nx.Graph()
    joined.add_nodes_from(discs)
    joined.add_edges_from((groups[a], groups[b]) for a, b in ties if groups[a] != groups[b])
    blocks = []
    for part in sorted(nx.connected_components(joined), key=lambda c: (-len(c), min(c))):
        numbers = sorted(part)
        index = {group: number for number, group in enumerate(numbers)}
        ends = sorted({(index[min(e)], index[max(e)]) for e in joined.subgraph(part).edges})
        centres = arrange([radii[group] for group in numbers], ends)
        blocks.append(dict(zip(numbers, centres, strict=True)))
    centres_of = _pack(joined, blocks, radii)
    return {
        key: (round(x + centres_of[group][0], 1), round(y + centres_of[group][1], 1))
        for group, disc in discs.items()
        for key, (x, y) in disc.items()
    }


def _centred(positions: Mapping[str, Point]) -> dict[str, Point]:
    """The same places around the middle of the box that holds them."""
    across, down = zip(*positions.values(), strict=True)
    x, y = (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
    return {key: (px - x, py - y) for key, (px, py) in positions.items()}


def _component(
    graph: Any, sizes: Mapping[str, float], order: Mapping[str, Any]
) -> dict[str, Point]:
    hubs, leaves = _strip_leaves(graph, order)
    rings = {hub: _rings(len(leaves[hub]), sizes[hub]) for hub in hubs}
    radii = [rings[hub][-1][0] + _LEAF / 2 if rings[hub] else sizes[hub] for hub in hubs]
    index = {hub: number for number, hub in enumerate(hubs)}
    joined = graph.subgraph(hubs).edges
    ends = sorted((min(pair), max(pair)) for a, b in joined for pair in [(index[a], index[b])])
    centres = arrange(radii, ends)
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


def _pack(
    graph: Any, blocks: Sequence[dict[_Key, Point]], sizes: Mapping[_Key, float]
) -> dict[_Key, Point]:
    """Each component, the largest first, as near to the middle as there is room for it."""
    import numpy as np

    shapes = [_cells(graph, block, sizes) for block in blocks]
    extents = [np.ptp(shape, axis=0) + 1 for shape in shapes]
    widest = max((int(extent.max()) for extent in extents), default=0)
    side = 2 * widest + 6 * math.isqrt(sum(int(extent.prod()) for extent in extents)) + 8
    taken = np.zeros((side, side), dtype=bool)
    spots = _spiral(side)
    tried: dict[bytes, int] = {}
    positions: dict[_Key, Point] = {}
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
    raise AssertionError("a grid of many times their area has room for all components")


def _cells(graph: Any, block: Mapping[_Key, Point], sizes: Mapping[_Key, float]) -> Any:
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
    """All cells of a square grid, from the middle outwards, as wide as the stage, with corners."""
    import numpy as np

    middle = side // 2
    x, y = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
    # To the fourth: between an ellipse, which leaves the corners empty, and a box, whose sides
    # would be filled one after the other.
    distance = ((x - middle) / _WIDE) ** 4 + (y - middle) ** 4.0
    order = np.argsort(distance, axis=None, kind="stable")
    return np.stack([x.ravel()[order], y.ravel()[order]], axis=1)
