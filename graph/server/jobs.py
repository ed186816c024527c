"""
What workers can be asked to do, by name.

A job gets what it was given and the store that its process has open, and writes to the outlet;
what it raises of WanggeError is told to the client. To serve something new out of the store,
write a job, give it a name here, and ask for it in a route by ``Service.answer``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from graph.server.asking import ask
from graph.server.frames import Head, Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.pages.home import home
from graph.server.pages.resource import documents, resource
from graph.server.pages.viewer import view_data, view_find, view_page
from graph.server.querying import query
from graph.server.terms import entities, named, terms
from graph.server.writing import delete_graph, get_graph, put_graph, update


def _open(job: Job, opened: Opened, out: Outlet) -> None:
    """Open the store, so that the first query need not wait for that."""
    opened.store(job.store)
    out.begin(Head(204))


JOBS: Final[dict[str, Callable[[Job, Opened, Outlet], None]]] = {
    "open": _open,
    "query": query,
    "ask": ask,
    "named": named,
    "terms": terms,
    "entities": entities,
    "home": home,
    "resource": resource,
    "documents": documents,
    "view_page": view_page,
    "view_data": view_data,
    "view_find": view_find,
    "update": update,
    "get_graph": get_graph,
    "put_graph": put_graph,
    "delete_graph": delete_graph,
}
