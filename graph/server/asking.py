"""The job of a question in Chinese: what ``wangge ask --format json`` prints."""

from __future__ import annotations

from graph.server.frames import Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.told import tell


def ask(job: Job, opened: Opened, out: Outlet) -> None:
    """Answer ``question`` as the contract's JSON object, as ``tell`` writes it."""
    # What questions need is large: a worker loads it with the first one.
    from graph.asking import Asker

    reply = opened.once(job.store, Asker).ask(job.given["question"])
    tell(reply.to_json(), job.given, out)
