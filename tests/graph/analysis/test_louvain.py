"""Louvain's method: as good as networkx's, and the same whatever order ties come in."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.louvain import louvain

KNOWN = {
    "karate": nx.karate_club_graph(),
    "novel": nx.convert_node_labels_to_integers(nx.les_miserables_graph()),
    "caves": nx.connected_caveman_graph(12, 6),
    "chance": nx.gnm_random_graph(300, 900, seed=2),
}
TIES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(1, 4)), max_size=30)


@pytest.mark.parametrize("name", KNOWN)
def test_communities_are_about_as_good_as_those_of_networkx(name: str) -> None:
    graph = KNOWN[name]
    ties = [(one, other, int(w)) for one, other, w in graph.edges(data="weight", default=1)]
    theirs = nx.community.louvain_communities(graph, seed=1)

    ours = louvain(len(graph), ties)

    modularity = nx.community.modularity
    assert modularity(graph, ours) > modularity(graph, theirs) - 0.01


@given(TIES)
def test_each_node_is_in_one_community(ties: list[tuple[int, int, int]]) -> None:
    assert sorted(node for group in louvain(12, ties) for node in group) == list(range(12))


@given(TIES)
def test_no_community_reaches_beyond_its_component(ties: list[tuple[int, int, int]]) -> None:
    graph = nx.Graph([(one, other) for one, other, _ in ties])
    graph.add_nodes_from(range(12))

    parts = list(nx.connected_components(graph))

    assert all(any(group <= part for part in parts) for group in louvain(12, ties))
