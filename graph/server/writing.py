"""The jobs that write: SPARQL Update, and graphs put, added to, taken away and read."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from graph import sparql as text
from graph.serialization import serialize
from graph.server.frames import Head, Job
from graph.server.negotiation import GRAPH_FORMATS, GRAPHS, charset
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.problems import Problem
from graph.server.querying import nodes
from graph.store import Store, open_store
from ontology.errors import QueryError

UPLOADS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
"""The media types in which a graph can be sent."""


def update(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Apply ``update``, whole or not at all; ``default`` and ``named`` are what its WHERE reads.

    Raises QueryError for what cannot be read or may not be done, StoreError where another
    process writes.
    """
    given = job.given
    asked = given["update"]
    text.check_update(asked, remote=given["remote"])
    if given["default"] or given["named"]:
        asked = text.using(asked, nodes(given["default"]), nodes(given["named"]))
    with open_store(job.store, "w", create=False) as store:
        try:
            store.raw.update(text.padded(asked), base_iri=given["base"], prefixes=store.prefixes)
        except SyntaxError as error:
            raise text.syntax_error(asked, error) from error
    out.begin(Head(204))


def get_graph(job: Job, opened: Opened, out: Outlet) -> None:
    """Write the graph ``graph``. Raises Problem where there is none."""
    given = job.given
    node = _graph(given)
    store = opened.store(job.store)
    if not _known(store, node):
        raise Problem(404, f"there is no graph {node.value}")  # type: ignore[union-attr]
    media = given["media"]
    out.begin(Head(200, {**given["headers"], "content-type": charset(media)}), gzip=given["gzip"])
    quads = store.raw.quads_for_pattern(None, None, None, node)
    triples = (quad.triple for quad in quads)
    serialize(triples, out.file, GRAPH_FORMATS[GRAPHS[media]], opened.prefixes)


def put_graph(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Put the triples of ``body`` in the place of a graph's, or with ``merge`` beside them.

    Raises Problem for what cannot be read, StoreError where another process writes.
    """
    given = job.given
    node = _graph(given)
    triples = _sent(given["media"], given["body"], given["graph"] or given["base"])
    with open_store(job.store, "w", create=False) as store:
        known = _known(store, node)
        if given["merge"]:
            store.raw.extend(
                [Quad(one.subject, one.predicate, one.object, node) for one in triples]
            )
            if isinstance(node, NamedNode):
                store.raw.add_graph(node)
        else:
            store.raw.update(_replacement(node, triples))
    out.begin(Head(204 if known else 201, given["headers"]))


def delete_graph(job: Job, opened: Opened, out: Outlet) -> None:
    """Take a graph away. Raises Problem where there is none, StoreError while another writes."""
    node = _graph(job.given)
    with open_store(job.store, "w", create=False) as store:
        if not _known(store, node):
            raise Problem(404, f"there is no graph {node.value}")  # type: ignore[union-attr]
        store.raw.update(f"DROP {_named(node)}")
    out.begin(Head(204))


def _graph(given: dict[str, Any]) -> NamedNode | DefaultGraph:
    return nodes([given["graph"]])[0] if given["graph"] else DefaultGraph()


def _known(store: Store, node: NamedNode | DefaultGraph) -> bool:
    return isinstance(node, DefaultGraph) or store.raw.contains_named_graph(node)


def _named(node: NamedNode | DefaultGraph) -> str:
    return f"GRAPH {node}" if isinstance(node, NamedNode) else "DEFAULT"


def _replacement(node: NamedNode | DefaultGraph, triples: list[Triple]) -> str:
    # One request, which Oxigraph applies as one transaction.
    written = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    data = written.decode()
    if isinstance(node, DefaultGraph):
        return f"DROP DEFAULT ; INSERT DATA {{\n{data}}}"
    return f"DROP SILENT {_named(node)} ; CREATE {_named(node)} ; " + (
        f"INSERT DATA {{ {_named(node)} {{\n{data}}} }}"
    )


def _sent(media: str, body: bytes, base: str) -> list[Triple]:
    kind = media.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return [one for each, part in _parts(media, body) for one in _sent(each, part, base)]
    form = UPLOADS.get(kind)
    if form is None:
        raise Problem(415, f"a graph is sent as {', '.join(UPLOADS)}, not as {kind or 'nothing'}")
    try:
        return [quad.triple for quad in pyoxigraph.parse(body, format=form, base_iri=base)]
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the data cannot be read: {str(error).splitlines()[0]}") from error


def _parts(media: str, body: bytes) -> list[tuple[str, bytes]]:
    head = f"Content-Type: {media}\r\n\r\n".encode("latin-1", errors="replace")
    message = message_from_bytes(head + body, policy=policy.HTTP)
    found = [
        (part.get_content_type(), part.get_payload(decode=True)) for part in message.iter_parts()
    ]
    return [(kind, data) for kind, data in found if isinstance(data, bytes)]
