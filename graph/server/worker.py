"""
A worker process: it takes a job, answers it from the store, and takes the next.

It may be ended at any moment, and is so when a job lasts too long.
"""

from __future__ import annotations

import math
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Final

from graph.server.frames import BROKEN, READY, Head, Job, frame, job_of, read_frame, whole_frame
from graph.server.jobs import JOBS
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.problems import Problem, told
from graph.server.settings import Limits
from ontology.errors import QueryError, StoreError, WanggeError

_GRACE: Final = 5.0
"""Seconds after which a worker that nobody ended at its limit ends itself."""


def main(connection: socket.socket, limits: Limits) -> None:
    """Say by a frame that all is ready, and answer the jobs that come until nobody listens."""
    _prepare(limits)
    opened = Opened()
    with connection:
        connection.sendall(frame(READY))
        while (taken := read_frame(connection.recv)) is not None:
            _alarm(limits.seconds + _GRACE)
            _answer(job_of(taken[1]), opened, connection, limits)
            _alarm(0)


def _answer(job: Job, opened: Opened, connection: socket.socket, limits: Limits) -> None:
    out = Outlet(connection.sendall, limits.rows, limits.answer)
    try:
        JOBS[job.name](job, opened, out)
        out.end()
    except (WanggeError, OSError, RuntimeError, ValueError) as error:
        problem = _problem(error)
        if out.begun:
            connection.sendall(frame(BROKEN, problem.reason.encode()))
            return
        body, media = told(problem, job.given.get("accept", ""))
        reason = problem.reason.encode().decode("latin-1")  # as headers are encoded
        headers = {"content-type": media, "x-problem": reason, **problem.headers}
        connection.sendall(whole_frame(Head(problem.status, headers), body))


def _problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, QueryError):
        return Problem(400, str(error))
    if isinstance(error, StoreError):
        return Problem(503, str(error), {"retry-after": "5"})
    lines = str(error).splitlines() or [type(error).__name__]
    return Problem(500 if isinstance(error, OSError) else 400, f"the query failed: {lines[0]}")


def _prepare(limits: Limits) -> None:
    # Ctrl-C is for the front, which ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    if sys.platform == "linux":  # Elsewhere it does not count what is mapped.
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        memory = limits.memory + _shared()
        wanted = memory if most == resource.RLIM_INFINITY else min(most, memory)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _shared() -> int:
    """Bytes of data that this process has from the one that it was forked from."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _alarm(seconds: float) -> None:
    # The kernel ends the process: Oxigraph, while it works, lets no handler of Python run.
    if sys.platform != "win32" and math.isfinite(seconds):
        signal.setitimer(signal.ITIMER_REAL, seconds)
