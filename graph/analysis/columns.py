"""The measures as columns, for exports and for the viewer."""

from __future__ import annotations

from typing import Final

import networkx as nx

from graph.analysis.measures import Measures, measures
from graph.analysis.ties import Ties, ties_of
from graph.labels import names_of
from graph.network import network_of, traits_of
from graph.rdf import fact_iri
from graph.store import Store

QUICK: Final = 2_000_000
"""Betweenness has a column while entities times ties are not more: it takes half a second then."""


def measured_network(store: Store) -> nx.MultiDiGraph:
    """
    The graph that ``graph.network`` gives, its entities with their measures as attributes.

    The measures are those of ``wangge analyse centrality``: circumstances count as ties, though
    the graph has no edges for them, and only what happened counts.
    """
    facts = [(fact_iri(fact, base=store.base), fact) for fact in store.facts()]
    labels, traits = names_of(store), traits_of(store)
    graph = network_of(facts, labels, traits)
    found = columns(network_of(facts, labels, traits, circumstances=True))
    for iri, data in graph.nodes(data=True):
        data.update(found.get(iri, {}))
    return graph


def columns(graph: nx.MultiDiGraph) -> dict[str, dict[str, float]]:
    """
    The figures of each entity of a graph with circumstances, by IRI and then by column.

    Who only stated something has figures too; things in general have none, and betweenness is
    left out in a large graph.
    """
    return columns_of_ties(ties_of(graph))


def columns_of_ties(ties: Ties) -> dict[str, dict[str, float]]:
    """The figures of each entity that is tied, as ``columns`` gives them."""
    return {one.entity.iri: _figures(one) for one in measures(ties, exact=QUICK, pivots=None)}


def _figures(one: Measures) -> dict[str, float]:
    figures: dict[str, float] = {
        "degree": one.degree,
        "weightedDegree": one.weighted,
        "pagerank": one.pagerank,
    }
    if one.betweenness is not None:
        figures["betweenness"] = one.betweenness
    return figures | {"community": one.community, "component": one.component}
