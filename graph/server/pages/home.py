"""The home page: what the store holds, entities by name or by type, and where to start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.census import census
from graph.directory import Directory, Entry, directory_of
from graph.labels import names_of
from graph.runs import last_run
from graph.server.frames import Head, Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.pages.addresses import Addresses
from graph.server.pages.rendering import page_headers, render
from graph.server.pages.visitor import Visitor

PAGE: Final = 50
"""Entities of one page of a list."""
_STARTS: Final = 16


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a long list: ``rows`` from ``first``, counted from 1, of ``count`` in all."""

    rows: Sequence[Any]
    page: int
    first: int
    count: int
    size: int

    @property
    def last(self) -> int:
        """The number of its last row."""
        return self.first + len(self.rows) - 1

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count // self.size))


def slice_of(rows: Sequence[Any], page: str, size: int) -> Slice:
    """
    The page of a list that a reader asks for; the nearest there is, where there is no such page.

    >>> slice_of(range(120), "3", 50).rows, slice_of(range(120), "x", 50).first
    (range(100, 120), 1)
    """
    most = max(1, -(-len(rows) // size))
    asked = int(page) if page.isascii() and page.isdigit() and len(page) < 10 else 1
    number = min(max(asked, 1), most)
    start = (number - 1) * size
    return Slice(rows[start : start + size], number, start + 1, len(rows), size)


def home(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Write the home page for ``visitor``.

    Of its fields ``q`` is a name to look for, ``type`` a type to list, ``page`` the part of it.
    """
    visitor = Visitor.of(job.given["visitor"])
    store = opened.store(job.store)
    fields = dict(visitor.fields)
    asked, kind = fields.get("q", "").strip(), fields.get("type", "")
    directory = opened.once(job.store, directory_of)
    values: dict[str, Any] = {
        "asked": asked,
        "kind": kind,
        "labels": names_of(store, visitor.language),
        "addresses": Addresses(visitor, store.base),
    }
    if asked or kind:
        template = "found.html.j2"
        hits = directory.search(asked, kind) if asked else directory.of_type(kind)
        near = directory.near(asked) if asked and not hits else []
        values |= {"hits": slice_of(hits, fields.get("page", ""), PAGE), "near": near}
    else:
        template = "home.html.j2"
        values |= {"held": opened.once(job.store, census), "run": last_run(store.path)}
        values |= {"starts": starts(directory)}
    out.begin(Head(200, job.given["headers"] | page_headers()), gzip=job.given["gzip"])
    out.write(render(template, visitor, **values))


def starts(directory: Directory) -> list[tuple[str, list[Entry]]]:
    """The entities that most facts speak of: units, bodies and persons, by the word for each."""
    kinds = ("AdministrativeArea", "Organization", "Person")
    lists = ((kind, directory.of_type(kind, named=True)[:_STARTS]) for kind in kinds)
    return [(kind, entries) for kind, entries in lists if entries]
