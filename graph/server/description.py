"""What the service says of itself, in the words of SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from graph.serialization import serialized
from graph.server.negotiation import GRAPH_FORMATS
from graph.server.settings import Settings
from graph.vocabulary import TYPE, prefixes

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def description(address: str, settings: Settings, form: str) -> str:
    """The description of the service at an address, in one of the formats of graphs."""
    known = prefixes() | {"sd": SD, "format": _FORMATS}
    return serialized(_triples(address, settings), GRAPH_FORMATS[form], known)


def _triples(address: str, settings: Settings) -> Iterator[Triple]:
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("graph")

    def say(subject: BlankNode, name: str, thing: NamedNode | BlankNode) -> Triple:
        return Triple(subject, NamedNode(SD + name), thing)

    yield Triple(service, TYPE, NamedNode(SD + "Service"))
    yield say(service, "endpoint", NamedNode(address))
    yield say(service, "supportedLanguage", NamedNode(SD + "SPARQL11Query"))
    if settings.token is not None:
        yield say(service, "supportedLanguage", NamedNode(SD + "SPARQL11Update"))
    yield say(service, "feature", NamedNode(SD + "UnionDefaultGraph"))
    if settings.remote:
        yield say(service, "feature", NamedNode(SD + "BasicFederatedQuery"))
    for name in _RESULTS:
        yield say(service, "resultFormat", NamedNode(_FORMATS + name))
    for name in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML") if settings.token else ():
        yield say(service, "inputFormat", NamedNode(_FORMATS + name))
    yield say(service, "defaultDataset", dataset)
    yield Triple(dataset, TYPE, NamedNode(SD + "Dataset"))
    yield say(dataset, "defaultGraph", graph)
    yield Triple(graph, TYPE, NamedNode(SD + "Graph"))
