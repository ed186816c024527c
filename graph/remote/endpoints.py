"""Where a server is written to, found from the address where it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from graph.remote.connection import Answer, Connection
from graph.remote.place import RemotePlace
from ontology.errors import StoreError

# What stands in the place of the last part of the query endpoint: that of Oxigraph, Fuseki and
# wangge; that of RDF4J and GraphDB; and itself, as with Virtuoso and Blazegraph.
_UPDATES: Final = ("update", "{}/statements", "{}")
_DATA: Final = ("store", "data", "sparql-graph-crud", "{}/rdf-graphs/service")
_NOTHING: Final = b"INSERT DATA {}"
UPDATE: Final = "application/sparql-update"
_RDF: Final = ("text/turtle", "application/n-triples", "text/plain")
_UNKNOWN: Final = "urn:wangge:no-graph"


def update_endpoint(connection: Connection, query: str) -> str:
    """
    The address for SPARQL Update of the server with this query endpoint; empty where none is found.

    An update that changes nothing is sent to each of the usual ones. Raises StoreError where one
    is found that wants other credentials, and where the server does not answer.
    """
    refused: StoreError | None = None
    for url in beside(query, _UPDATES):
        headers = {"content-type": UPDATE}
        found = connection.send("POST", url, _NOTHING, headers=headers)
        if found.good:
            return url
        if found.status in (401, 403) and refused is None:
            refused = connection.refusal(url, found)
    if refused:
        raise refused
    return ""


def data_endpoint(connection: Connection, query: str) -> str:
    """The address for the Graph Store Protocol; empty where none is found. Raises StoreError."""
    for url in beside(query, _DATA):
        headers = {"accept": ", ".join(_RDF)}
        found = connection.send("GET", f"{url}?graph={_UNKNOWN}", headers=headers)
        if _is_graph_store(connection, url, found):
            return url
    return ""


def with_endpoints(connection: Connection, place: RemotePlace) -> tuple[str, str]:
    """
    Where a server is written to: for SPARQL Update, and for the Graph Store Protocol.

    Raises StoreError where there is neither.
    """
    update = place.update or ("" if place.data else update_endpoint(connection, place.query))
    data = place.data or data_endpoint(connection, place.query)
    if not update and not data:
        raise StoreError(
            f"{place} can be asked, but no address for updates is found beside it; "
            "name it by --update-url, or that for whole graphs by --data-url"
        )
    return update, data


def beside(query: str, patterns: tuple[str, ...]) -> Iterator[str]:
    """
    The addresses that patterns give for a query endpoint.

    >>> list(beside("http://h/ds/sparql?x=1", ("update", "{}/statements")))
    ['http://h/ds/update', 'http://h/ds/sparql/statements']
    """
    scheme, host, path, _, _ = urlsplit(query)
    folder, _, last = path.rstrip("/").rpartition("/")
    for pattern in patterns:
        yield urlunsplit((scheme, host, f"{folder}/{pattern.format(last)}", "", ""))


def _is_graph_store(connection: Connection, url: str, found: Answer) -> bool:
    # A graph that does not exist is told of by 404, as is an address that does not; but a store of
    # graphs knows its default graph.
    if found.good:
        return found.media in _RDF
    if found.status != 404:
        return False
    told = connection.send("HEAD", f"{url}?default", headers={"accept": ", ".join(_RDF)})
    return told.good
