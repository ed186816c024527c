"""
What workers can be asked to do, by name.

A job gets what it was given and the store that its process has open, and writes to the outlet;
what it raises of WanggeError is told to the client. To serve something new out of the store,
write a job, give it a name here, and ask for it in a route by ``Service.answer``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from graph.server.frames import Head, Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.querying import query
from graph.server.writing import delete_graph, get_graph, put_graph, update

DoesJob = Callable[[Job, Opened, Outlet], None]


def _of(module: str, name: str) -> DoesJob:
    """A job of a module that is loaded when it is first done: queries need none of the pages."""

    def does(job: Job, opened: Opened, out: Outlet) -> None:
        getattr(import_module(f"graph.server.{module}"), name)(job, opened, out)

    return does


def _open(job: Job, opened: Opened, out: Outlet) -> None:
    """Open the store, so that the first query need not wait for that."""
    opened.store(job.store)
    out.begin(Head(204))


JOBS: Final[dict[str, DoesJob]] = {
    "open": _open,
    "query": query,
    "count": _of("survey", "count"),
    "warm": _of("warming", "warm"),
    "ask": _of("asking", "ask"),
    "named": _of("terms", "named"),
    "terms": _of("terms", "terms"),
    "entities": _of("terms", "entities"),
    "home": _of("pages.home", "home"),
    "resource": _of("pages.resource", "resource"),
    "documents": _of("pages.resource", "documents"),
    "view_page": _of("pages.viewer", "view_page"),
    "view_data": _of("pages.viewer", "view_data"),
    "view_find": _of("pages.viewer", "view_find"),
    "update": update,
    "get_graph": get_graph,
    "put_graph": put_graph,
    "delete_graph": delete_graph,
}
