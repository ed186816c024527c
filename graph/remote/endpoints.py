"""Where a server is written to, found from the address where it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from graph.remote.connection import Connection
from graph.remote.place import RemotePlace
from ontology.errors import StoreError

# What stands in the place of the last part of the query endpoint: that of Oxigraph, Fuseki and
# wangge; itself, as with Virtuoso and Blazegraph; and that of RDF4J and GraphDB.
_UPDATES: Final = ("update", "{}", "{}/statements")
_DATA: Final = ("store", "data", "sparql-graph-crud", "{}/rdf-graphs/service")
_NOTHING: Final = b"INSERT DATA {}"
UPDATE: Final = "application/sparql-update"
_TRIPLES: Final = "application/n-triples"
_PROBE: Final = "urn:wangge:probe"


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
    """
    The address for the Graph Store Protocol; empty where none is found. Raises StoreError.

    An empty graph is put to each of the usual ones, and taken away again: to ask for one that
    does not exist has the same answer where there is no such address.
    """
    for url in beside(query, _DATA):
        place = f"{url}?graph={_PROBE}"
        if connection.send("PUT", place, b"", headers={"content-type": _TRIPLES}).good:
            connection.send("DELETE", place)
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
