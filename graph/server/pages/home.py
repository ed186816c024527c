"""The home page: what the store holds, entities by name or by type, and where to start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from graph.directory import Directory, Entry
from graph.labels import names_of
from graph.runs import last_run
from graph.server.frames import Head, Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.pages.addresses import Addresses
from graph.server.pages.rendering import AGAIN, page_headers, render
from graph.server.pages.slices import slice_of
from graph.server.pages.visitor import Visitor
from graph.server.survey import surveyed

PAGE: Final = 50
"""Entities of one page of a list."""
_STARTS: Final = 16


def home(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Write the home page for ``visitor``.

    Of its fields ``q`` is a name to look for, ``type`` a type to list, ``page`` the part of it.
    """
    visitor = Visitor.of(job.given["visitor"])
    store = opened.store(job.store)
    fields = dict(visitor.fields)
    asked, kind = fields.get("q", "").strip(), fields.get("type", "")
    found = surveyed(opened, job)
    values: dict[str, Any] = {
        "asked": asked,
        "kind": kind,
        "labels": names_of(store, visitor.language),
        "addresses": Addresses(visitor, store.base),
    }
    headers = job.given["headers"] | page_headers()
    if found is None:
        template, headers = "counting.html.j2", headers | AGAIN
    elif asked or kind:
        directory = found[1]
        template = "found.html.j2"
        hits = directory.search(asked, kind) if asked else directory.of_type(kind)
        near = directory.near(asked) if asked and not hits else []
        values |= {"hits": slice_of(hits, fields.get("page", ""), PAGE), "near": near}
    else:
        template = "home.html.j2"
        values |= {"held": found[0], "run": last_run(store.path)}
        values |= {"starts": starts(found[1])}
    out.begin(Head(200, headers), gzip=job.given["gzip"])
    out.write(render(template, visitor, **values))


def starts(directory: Directory) -> list[tuple[str, Sequence[Entry]]]:
    """The entities that most facts speak of: units, bodies and persons, by the word for each."""
    kinds = ("AdministrativeArea", "Organization", "Person")
    lists = ((kind, directory.of_type(kind, named=True)[:_STARTS]) for kind in kinds)
    return [(kind, entries) for kind, entries in lists if entries]
