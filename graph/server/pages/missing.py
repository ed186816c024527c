"""What is answered to whoever asks for something that is not there: that, and what is near."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final

from graph.directory import Directory, Entry
from graph.server.frames import Head, Job
from graph.server.outlet import Outlet
from graph.server.pages.addresses import Addresses
from graph.server.pages.rendering import page_headers, render
from graph.server.pages.visitor import Visitor
from graph.store import Store

Near = list[tuple[str, str]]
"""Names, each with the address where it leads."""

_NEAR: Final = 5
_LONGEST: Final = 100


def missing_page(job: Job, out: Outlet, visitor: Visitor, asked: str, near: Near) -> None:
    """Write the page that says that ``asked`` is not here, with status 404."""
    headers = job.given["headers"] | page_headers()
    out.begin(Head(404, headers), gzip=job.given["gzip"])
    out.write(render("missing.html.j2", visitor, asked=asked, near=near))


def near_entities(directory: Directory | None, asked: str, address: Callable[[Entry], str]) -> Near:
    """The entities whose names are most like what was asked for; none while nothing is counted."""
    if directory is None:
        return []
    # The digits behind a name that our IRIs have are not a part of it.
    name = re.sub("-[0-9a-f]+$", "", asked)
    found = directory.search(name) or directory.near(name)
    return [(one.name, address(one)) for one in found[:_NEAR]]


def near_documents(store: Store, asked: str, addresses: Addresses) -> Near:
    """The documents whose names are most like what was asked for."""
    names = get_close_matches(asked[:_LONGEST], list(store.documents()), n=_NEAR, cutoff=0.4)
    return [(name, addresses.document(name)) for name in names]


def reason(asked: str, near: Near) -> str:
    """The same in one line, for programs."""
    names = "、".join(name for name, _ in near)
    return f"there is no {asked[:_LONGEST]} here" + (f"; did you mean {names}?" if names else "")
