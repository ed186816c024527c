"""What entities of one type share of another."""

from __future__ import annotations

from networkx import MultiDiGraph
from small_graphs import graph_of

from graph.analysis.projection import bipartite_graph, projection
from graph.analysis.selection import Selection

BODIES = [("bureau1", "grid"), ("bureau1", "ledger"), ("bureau2", "grid"), ("bureau2", "ledger"),
          ("bureau3", "grid"), ("bureau4", "hotline")]  # fmt: skip


def bodies(pairs: list[tuple[str, str]] = BODIES) -> MultiDiGraph:
    """Organizations and the measures that they apply."""
    graph = graph_of(pairs, relation="implemented")
    for node, data in graph.nodes(data=True):
        data["type"] = "Organization" if "bureau" in node else "Measure"
    return graph


def shared(graph: MultiDiGraph, **chosen: frozenset[str]) -> list[tuple[str, str, int, float, str]]:
    found = projection(graph, {"Organization"}, {"Measure"}, Selection(**chosen))
    return [
        (one.first.label, one.second.label, one.count, one.overlap,
         " ".join(each.label for each in one.shared))
        for one in found
    ]  # fmt: skip


def test_bodies_that_share_measures_come_with_what_they_share():
    assert shared(bodies()) == [
        ("bureau1", "bureau2", 2, 1.0, "grid ledger"),
        ("bureau1", "bureau3", 1, 0.5, "grid"),
        ("bureau2", "bureau3", 1, 0.5, "grid"),
    ]


def test_a_fact_may_go_either_way():
    turned = [(target, source) for source, target in BODIES]

    assert shared(bodies(turned)) == shared(bodies())


def test_only_facts_of_the_relation_count():
    assert shared(bodies(), relations=frozenset({"implemented"})) == shared(bodies())
    assert shared(bodies(), relations=frozenset({"inspected"})) == []


def test_what_has_no_proper_name_is_shared_by_its_name():
    """Two districts' 网格 are two things, but the same method; two villages of a name are not."""
    graph = bodies([("bureau1", "urn:1"), ("bureau2", "urn:2")])
    for node in ("urn:1", "urn:2"):
        graph.nodes[node].update(label="网格", named=False, unit=f"{node}县")

    assert shared(graph) == [("bureau1", "bureau2", 1, 1.0, "网格")]

    for node in ("urn:1", "urn:2"):
        graph.nodes[node]["named"] = True

    assert shared(graph) == []


def test_one_type_may_stand_on_both_sides():
    graph = bodies([("bureau1", "bureau3"), ("bureau2", "bureau3")])

    found = projection(graph, {"Organization"}, {"Organization"})

    assert [(one.first.name, one.second.name, one.count) for one in found] == [
        ("bureau1", "bureau2", 1)
    ]


def test_the_two_sides_are_a_bipartite_graph():
    two = bipartite_graph(bodies(), {"Organization"}, {"Measure"})

    assert sorted(name for (_, name), side in two.nodes(data="bipartite") if side == 0) == [
        "bureau1", "bureau2", "bureau3", "bureau4",
    ]  # fmt: skip
    assert all(one[0] != other[0] for one, other in two.edges)


def test_nothing_is_shared_by_nobody():
    assert shared(graph_of([])) == []
