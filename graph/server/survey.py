"""What is found out about the whole of a store before it is shown: once for all workers."""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from graph.census import Census, census
from graph.directory import Directory, Entry, directory_of
from graph.server.opened import Opened
from graph.store import Store

_FILE: Final = "survey"
"""The file, in the folder of a snapshot, that the first worker to know leaves for the others."""


def survey(opened: Opened, path: str) -> tuple[Census, Directory]:
    """The counts and the directory of the snapshot in a folder."""
    return opened.once(path, _read_or_made)


def _read_or_made(store: Store) -> tuple[Census, Directory]:
    file = store.path / _FILE
    with suppress(OSError, ValueError, EOFError, TypeError):
        return _unpacked(marshal.loads(file.read_bytes()))
    held, directory = census(store), directory_of(store)
    _leave(file, marshal.dumps((astuple(held), [astuple(one) for one in directory.entries])))
    return held, directory


def _unpacked(told: Any) -> tuple[Census, Directory]:
    held, entries = told
    return Census(*held), Directory([Entry(*one) for one in entries])


def _leave(file: Path, content: bytes) -> None:
    """Write the file whole; where it cannot be written, every worker finds out for itself."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        unfinished.write_bytes(content)
        unfinished.replace(file)
