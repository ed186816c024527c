"""
What is found out about the whole of a store before it is shown: once for all workers.

It is counted by a process of its own, however long that takes (``counting``); workers read what it
left in a folder. Until there is something, they have None.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from graph.census import Census, census
from graph.directory import Directory, directory_of
from graph.server.frames import Head, Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.problems import Problem

Survey = tuple[Census, Directory]

_HELD: Final = "held.json"


def count(job: Job, opened: Opened, out: Outlet) -> None:
    """Survey the store and leave what was found in ``folder``."""
    if hasattr(os, "nice"):
        os.nice(10)  # Whoever asks something goes before.
    store, folder = opened.store(job.store), Path(job.given["folder"])
    folder.mkdir()
    directory_of(store, folder).close()
    (folder / _HELD).write_text(json.dumps(asdict(census(store))), encoding="utf-8")
    out.begin(Head(204))


def surveyed(opened: Opened, job: Job) -> Survey | None:
    """The counts and the directory that a job was told of; None where nothing is counted yet."""
    folder = job.given.get("survey", "")
    if not folder:
        return None

    def read(path: str) -> Survey:
        held = json.loads((Path(path) / _HELD).read_text(encoding="utf-8"))
        return Census(**held), Directory(Path(path))

    with suppress(OSError, sqlite3.Error):
        return opened.of_survey(folder, read)
    return None


def leave(file: Path, content: bytes) -> None:
    """Write a file of a survey whole, also where another does the same at the same time."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)


def needed(opened: Opened, job: Job) -> Survey:
    """The same. Raises Problem where nothing is counted yet."""
    found = surveyed(opened, job)
    if found is None:
        reason = "what the store holds is being counted; try again in a moment"
        raise Problem(503, reason, {"retry-after": "2"})
    return found
