"""Where nodes stand: the same places for the same graph, and no two in one place."""

from __future__ import annotations

import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.viewer.layout import Point, place

SIZE = 8.0


def placed(count: int, edges: list[tuple[int, int]]) -> dict[str, Point]:
    names = [f"n{i}" for i in range(count)]
    return place(
        dict.fromkeys(names, SIZE), [(f"n{a}", f"n{b}") for a, b in edges], dict.fromkeys(names, "")
    )


def nearest(positions: dict[str, Point]) -> float:
    points = list(positions.values())
    pairs = ((a, b) for i, a in enumerate(points) for b in points[:i])
    return min((math.dist(a, b) for a, b in pairs), default=math.inf)


graphs = st.integers(1, 25).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=3 * n),
    )
)


@settings(deadline=None, max_examples=60)
@given(graphs)
def test_every_node_has_a_place_of_its_own(graph: tuple[int, list[tuple[int, int]]]) -> None:
    positions = placed(*graph)
    assert len(positions) == graph[0]
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in positions.values())
    assert nearest(positions) > SIZE


def test_the_order_of_the_input_does_not_matter() -> None:
    edges = [(a, (a * 7 + 3) % 40) for a in range(40)] + [(0, b) for b in range(40, 60)]
    shuffled = [tuple(reversed(edge)) for edge in edges]
    random.Random(1).shuffle(shuffled)
    assert placed(60, edges) == placed(60, [(a, b) for a, b in shuffled])


def test_leaves_stand_in_rings_around_their_hub() -> None:
    positions = placed(41, [(0, leaf) for leaf in range(1, 41)])
    radii = {round(math.dist(positions["n0"], positions[f"n{leaf}"])) for leaf in range(1, 41)}
    assert 1 < len(radii) < 5


def test_a_graph_without_nodes_has_no_places() -> None:
    assert placed(0, []) == {}


def test_two_components_stand_apart() -> None:
    ring = [(i, (i + 1) % 10) for i in range(10)]
    other = [(10 + a, 10 + b) for a, b in ring]
    assert nearest(placed(20, ring + other)) > 2 * SIZE
