"""Warming a worker: what its first question and its first page would have to load."""

from __future__ import annotations

from typing import Final

from graph.server.frames import Head, Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.survey import surveyed

QUESTION: Final = "县里有多少名群众？"
"""Any question will do: reading it loads what reading takes."""


def warm(job: Job, opened: Opened, out: Outlet) -> None:
    """Load what questions, pages and the viewer need, and the survey where there is one."""
    from graph.asking import Asker
    from graph.server.pages import home, resource  # noqa: F401
    from graph.server.pages.viewer import first_page
    from graph.server.pages.visitor import LANGUAGES

    if surveyed(opened, job) is not None:
        for language in LANGUAGES:
            first_page(job, opened, language)
    opened.once(job.store, Asker).ask(QUESTION)
    out.begin(Head(204))
