"""The job behind ``/id/`` and ``/doc/``: one thing of the graph, as a page or as RDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pyoxigraph import NamedNode

from graph.labels import names_of
from graph.results import shorten
from graph.serialization import serialize
from graph.server.describing import description_of, kind_of
from graph.server.frames import Head, Job
from graph.server.negotiation import GRAPH_FORMATS, GRAPHS, charset
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.pages.addresses import Addresses
from graph.server.pages.document_page import document_named, document_values, list_values
from graph.server.pages.entity_page import entity_values
from graph.server.pages.fact_page import fact_values
from graph.server.pages.missing import missing_page, near_documents, near_entities, reason
from graph.server.pages.rendering import page_headers, render
from graph.server.pages.visitor import Visitor
from graph.server.problems import Problem
from graph.server.survey import surveyed
from graph.store import Store

HTML: Final = "text/html"
_MOST: Final = 200

Values = Callable[[Store, str, Visitor], dict[str, Any]]


def resource(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Write what the store knows of ``iri``, or of the document ``name``, in the format ``media``.

    Raises Problem where it knows nothing, with names that are near.
    """
    given = job.given
    store = opened.store(job.store)
    visitor = Visitor.of(given["visitor"])
    iri = given["iri"] or document_named(store, given["name"])
    kind = kind_of(store, iri) if iri else ""
    if not kind:
        _missing(job, opened, out, visitor)
        return
    media = given["media"]
    if media != HTML:
        form = GRAPH_FORMATS[GRAPHS[media]]
        triples = description_of(store, iri, kind)
        out.begin(
            Head(200, given["headers"] | {"content-type": charset(media)}), gzip=given["gzip"]
        )
        serialize(triples, out.file, form, opened.prefixes)
        return
    template, values = PAGES[kind]
    _show(job, opened, out, visitor, template, {"iri": iri} | values(store, iri, visitor))


def documents(job: Job, opened: Opened, out: Outlet) -> None:
    """Write the list of the documents."""
    visitor = Visitor.of(job.given["visitor"])
    values = list_values(opened.store(job.store), visitor)
    _show(job, opened, out, visitor, "documents.html.j2", values)


def thing_values(store: Store, iri: str, visitor: Visitor) -> dict[str, Any]:
    """What ``thing.html.j2`` shows: what is said of something that has no page of its own kind."""
    rows = [
        (shorten(predicate, store.prefixes), value.value, isinstance(value, NamedNode))
        for predicate, values in sorted(store.describe(NamedNode(iri)).items())
        for value in sorted(values, key=str)
    ]
    return {"rows": rows[:_MOST], "short": shorten(iri, store.prefixes)}


PAGES: Final[dict[str, tuple[str, Values]]] = {
    "entity": ("entity.html.j2", entity_values),
    "fact": ("fact.html.j2", fact_values),
    "document": ("document.html.j2", document_values),
    "article": ("thing.html.j2", thing_values),
    "thing": ("thing.html.j2", thing_values),
}


def _show(
    job: Job,
    opened: Opened,
    out: Outlet,
    visitor: Visitor,
    template: str,
    values: dict[str, Any],
) -> None:
    store = opened.store(job.store)
    labels = names_of(store, visitor.language)
    addresses = Addresses(visitor, store.base)
    html = render(template, visitor, labels=labels, addresses=addresses, **values)
    out.begin(Head(200, job.given["headers"] | page_headers()), gzip=job.given["gzip"])
    out.write(html)


def _missing(job: Job, opened: Opened, out: Outlet, visitor: Visitor) -> None:
    """Send who named an entity to its page; tell all others that there is none, in one line."""
    given = job.given
    store = opened.store(job.store)
    asked = given["name"] or given["iri"].removeprefix(store.base)
    found = surveyed(opened, job)
    directory = found[1] if found else None
    called = []
    if directory is not None and not given["name"]:
        called = [one for one in directory.search(asked) if one.name == asked]
    if len(called) == 1:
        address = Addresses(visitor, store.base).of(called[0].iri, format=given["format"])
        out.begin(Head(303, {"location": address, "vary": given["headers"]["vary"]}))
        return
    addresses = Addresses(visitor, store.base)
    if given["name"]:
        near = near_documents(store, asked, addresses)
    else:
        near = near_entities(directory, asked, lambda one: addresses.of(one.iri))
    if given["media"] != HTML:
        raise Problem(404, reason(asked, near))
    missing_page(job, out, visitor, asked, near)
