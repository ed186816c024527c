"""
Facts are told by what is asked of a graph as by the graph whole.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.facts import entities_in, statements_in
from graph.nodes import described, read_nodes
from graph.store import Store


def test_what_is_asked_of_a_graph_tells_the_facts_that_the_whole_graph_tells(store: Store) -> None:
    for document in store.documents().values():
        whole = described(store.graph(document.iri))
        asked = read_nodes(store.raw, NamedNode(document.iri))
        assert statements_in(asked) == statements_in(whole)
        assert entities_in(asked) == entities_in(whole)
        assert statements_in(asked)
