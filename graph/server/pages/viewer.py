"""The jobs behind ``/view``: the viewer's page, the parts that it asks for, and its search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.directory import Directory
from graph.names import find_entity
from graph.server.frames import Head, Job
from graph.server.negotiation import best
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.pages.missing import missing_page, near_entities
from graph.server.pages.rendering import AGAIN, page_headers, render
from graph.server.pages.visitor import Visitor
from graph.server.problems import Problem
from graph.server.survey import leave, needed, surveyed
from graph.viewer.served import Served, served
from ontology.errors import QueryError

_HOPS = 3


def view_page(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Write the viewer's page around ``around``, a name or an IRI, or around the most central.

    While the store is being counted it is a page that says so, and where no entity is called so
    one that names those that are near. Raises Problem for that where no page is wanted.
    """
    given = job.given
    store = opened.store(job.store)
    around = given["around"]
    found = surveyed(opened, job)
    try:
        centres = [one.iri for one in find_entity(store, around)] if around else []
    except QueryError as error:
        _missing(job, out, found[1] if found else None, error)
        return
    if found is None:
        visitor = Visitor.of(given["visitor"])
        out.begin(Head(503, given["headers"] | page_headers() | AGAIN), gzip=given["gzip"])
        out.write(render("counting.html.j2", visitor))
        return
    language = given["visitor"]["language"]
    page = _page(job, opened, centres, language) if around else first_page(job, opened, language)
    # The page has a policy of its own, by the digests of its scripts; this it cannot say itself.
    headers = page_headers() | {"content-security-policy": "frame-ancestors 'self'"}
    out.begin(Head(200, given["headers"] | headers), gzip=given["gzip"])
    out.write(page)


def _missing(job: Job, out: Outlet, directory: Directory | None, error: QueryError) -> None:
    """Tell whom nobody is called like: in one line who asked for no page."""
    given = job.given
    if best(given["accept"], {"text/html": "html"}) is None:
        raise Problem(404, str(error))
    visitor = Visitor.of(given["visitor"])
    near = near_entities(
        directory, given["around"], lambda one: visitor.link("/view", around=one.iri)
    )
    missing_page(job, out, visitor, given["around"], near)


def first_page(job: Job, opened: Opened, language: str) -> bytes:
    """The page that all begin with: the first to make it leaves it with the survey for others."""
    file = Path(job.given["survey"]) / f"view.{language}.html"
    if not file.exists():
        leave(file, _page(job, opened, [], language))
    return file.read_bytes()


def _page(job: Job, opened: Opened, centres: list[str], language: str) -> bytes:
    held, _ = needed(opened, job)
    counts = {"sources": held.documents, "entities": held.entities, "facts": held.facts}
    return _served(job, opened).page(centres, counts, language).encode("utf-8", "replace")


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
