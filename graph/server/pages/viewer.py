"""The jobs behind ``/view``: the viewer's page, the parts that it asks for, and its search."""

from __future__ import annotations

import json
from typing import Any

from graph.names import find_entity
from graph.server.frames import Head, Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.pages.rendering import AGAIN, page_headers, render
from graph.server.pages.visitor import Visitor
from graph.server.survey import needed, surveyed
from graph.store import Store
from graph.viewer.served import Served, served

_HOPS = 3


def view_page(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Write the viewer's page around ``around``, a name or an IRI, or around the most central.

    While the store is being counted it is a page that says so. Raises QueryError where no entity
    is called so.
    """
    given = job.given
    store = opened.store(job.store)
    around = given["around"]
    centres = [one.iri for one in find_entity(store, around)] if around else []
    found = surveyed(opened, job)
    if found is None:
        visitor = Visitor.of(given["visitor"])
        out.begin(Head(503, given["headers"] | page_headers() | AGAIN), gzip=given["gzip"])
        out.write(render("counting.html.j2", visitor))
        return
    held, _ = found
    counts = {"sources": held.documents, "entities": held.entities, "facts": held.facts}
    language = given["visitor"]["language"]

    def make(_: Store) -> bytes:
        return _served(job, opened).page(centres, counts, language).encode("utf-8", "replace")

    # The page that all begin with is kept; those around somebody are made when they are asked for.
    page = make(store) if around else opened.once(job.store, make, f"*view {language}")
    # The page has a policy of its own, by the digests of its scripts; this it cannot say itself.
    headers = page_headers() | {"content-security-policy": "frame-ancestors 'self'"}
    out.begin(Head(200, given["headers"] | headers), gzip=given["gzip"])
    out.write(page)


def view_data(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Write the neighbourhoods of the entities ``keys``, ``hops`` steps wide, as JSON.

    With ``way`` they are those of a way between the first two.
    """
    keys, seen = job.given["keys"], _served(job, opened)
    if job.given["way"] and len(keys) == 2:
        _write(job, out, seen.between(*keys))
        return
    _write(job, out, seen.around(keys, min(max(job.given["hops"], 1), _HOPS)))


def view_find(job: Job, opened: Opened, out: Outlet) -> None:
    """Write the entities that are called ``text`` as JSON."""
    _write(job, out, _served(job, opened).find(job.given["text"]))


def _served(job: Job, opened: Opened) -> Served:
    _, directory = needed(opened, job)
    return opened.once(job.store, lambda store: served(store, directory), "*served")


def _write(job: Job, out: Outlet, data: dict[str, Any]) -> None:
    headers = job.given["headers"] | {"content-type": "application/json"}
    out.begin(Head(200, headers), gzip=job.given["gzip"])
    out.write(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    )
