"""The measures as columns of what is exported for programs that draw graphs."""

from __future__ import annotations

import io

import counties
import networkx as nx
import pytest
from small_graphs import BRIDGE, graph_of

from graph.analysis import columns as columns_module
from graph.analysis.columns import columns, measured_network
from graph.exports import export
from graph.knowledge import Knowledge

MEASURES = {"degree", "weightedDegree", "pagerank", "betweenness", "community", "component"}


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_exports_carry_the_measures(news: Knowledge, form: str, read: object):
    out = io.BytesIO()
    export(news.store, form, out)

    graph = read(io.BytesIO(out.getvalue()))  # type: ignore[operator]

    (row,) = (one for one in news.centrality().rows if one.entity.iri == counties.STONE.id)
    data = graph.nodes[counties.STONE.id]
    assert data.keys() >= MEASURES
    assert (data["degree"], data["weightedDegree"]) == (row.degree, row.weighted)
    assert (data["pagerank"], data["betweenness"]) == (row.pagerank, row.betweenness)
    assert (data["community"], data["component"]) == (row.community, row.component)


def test_only_what_the_graph_has_is_measured(news: Knowledge):
    """A place that is only a circumstance has no node, and what was demanded has no measure."""
    graph = measured_network(news.store)

    assert set(graph) == set(news.network())
    assert graph.number_of_edges() == news.network().number_of_edges()
    assert not MEASURES & graph.nodes[counties.MASKS.id].keys()


def test_a_large_graph_has_no_column_of_betweenness(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(columns_module, "QUICK", 10)

    assert {frozenset(each) for each in columns(graph_of(BRIDGE)).values()} == {
        frozenset(MEASURES - {"betweenness"})
    }
