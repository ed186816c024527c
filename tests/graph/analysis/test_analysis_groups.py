"""Communities and components of graphs whose groups can be seen."""

from __future__ import annotations

from small_graphs import BRIDGE, CHAIN, LEFT, RIGHT, STAR, add, graph_of

from graph.analysis.groups import communities, components, modularity
from graph.analysis.ties import ties_of


def test_two_cliques_are_two_communities():
    ties = ties_of(graph_of(BRIDGE))

    one, other = communities(ties)

    assert ({each.name for each in one.members}, {each.name for each in other.members}) == (
        set(LEFT),
        set(RIGHT),
    )
    assert (one.community, one.size, one.ties, one.facts, one.outside) == (1, 4, 6, 6, 1)
    assert one.members[0].name == "a1"
    assert modularity(ties, [one, other]) == 0.4231  # 12/13 - 2 (13/26)²


def test_components_come_with_the_largest_first():
    ties = ties_of(graph_of([*STAR, *CHAIN, ("x", "y"), ("y", "x")]))

    found = components(ties)

    assert [(one.component, one.size, one.ties, one.facts) for one in found] == [
        (1, 6, 5, 5),
        (2, 5, 4, 4),
        (3, 2, 1, 2),
    ]
    assert [each.name for each in found[1].members] == ["b", "c", "d", "a", "e"]


def test_one_entity_alone_is_a_group():
    graph = graph_of([])
    add(graph, "alone", "alone", "fact")
    ties = ties_of(graph)

    (community,), (component,) = communities(ties), components(ties)

    assert (community.size, community.facts, community.outside) == (1, 0, 0)
    assert (component.size, component.ties) == (1, 0)
    assert modularity(ties, [community]) == 0.0


def test_nothing_has_no_groups():
    ties = ties_of(graph_of([]))

    assert (communities(ties), components(ties), modularity(ties, [])) == ((), (), 0.0)
