"""The folder of a store: its marker, its lock, and the opening of the database in it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import pyoxigraph

from graph.damage import said_by
from ontology.errors import StoreError

Mode = Literal["r", "w"]

FORMAT: Final = 2
"""The version of the store's layout and of the RDF in it; a store of another one is refused."""

MARKER: Final = "wangge.json"
DATA: Final = "oxigraph"
"""The folder, in a store's, of its Oxigraph database."""

_LOCK: Final = "lock"
# What RocksDB says where another process, or this one, has its database open.
_LOCKED: Final = ("lock hold by", "While lock file")


_ANEW: Final = "read the pages anew by 'wangge rebuild', or by 'wangge build' into another folder"


@contextmanager
def hold(path: str | os.PathLike[str], mode: Mode) -> Iterator[None]:
    """
    Keep others from what does not go together with mode, without opening the database.

    Raises StoreError where another process has the store open in such a way.
    """
    lock = acquire(Path(path), mode)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def no_store(folder: Path) -> StoreError:
    """What is wrong where a folder, or file, is to be a store and is none."""
    if folder.is_file():
        return StoreError(f"{folder} is a file; a store is a folder made by 'wangge build'")
    if folder.is_dir():
        return StoreError(f"{folder} holds no store of wangge; name one made by 'wangge build'")
    return StoreError(f"{folder}: there is no store here; make one by 'wangge build'")


def make_folder(folder: Path, base: str) -> None:
    """Make the folder of a new store, with its marker. Raises StoreError where that cannot be."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "holds other files" if folder.is_dir() else "is a file"
        raise StoreError(f"{folder} {what}; name a new or empty folder for the store")
    marker = folder / MARKER
    unfinished = marker.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(
            json.dumps({"kind": "wangge store", "format": FORMAT, "base": base}) + "\n",
            encoding="utf-8",
        )
        unfinished.replace(marker)
    except OSError as error:
        raise StoreError(f"{folder}: no store can be made here: {error.strerror}") from error


def read_marker(folder: Path) -> str:
    """The base of a store. Raises StoreError where it is damaged or of another format."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        version, base = int(marker["format"]), str(marker["base"])
    except OSError as error:
        raise StoreError(f"{folder / MARKER} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder / MARKER} is damaged; {_ANEW}") from error
    if version != FORMAT:
        raise StoreError(
            f"{folder} is a store of format {version}, this wangge uses format {FORMAT}; {_ANEW}"
        )
    return base


def acquire(folder: Path, mode: Mode) -> int | None:
    """
    Lock the store for one writer or for many readers; the descriptor holds the lock.

    Oxigraph's own lock keeps two writers apart, but a reader beside a writer reads files that
    the writer deletes: 'Corruption: No such file', seen with pyoxigraph 0.5.13.
    """
    if sys.platform == "win32":  # There, readers open the database as writers do: one at a time.
        return None
    import fcntl

    path = folder / _LOCK
    try:
        if mode == "w" or not path.exists():
            path.touch()
        lock = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise StoreError(f"{folder} cannot be opened: {error.strerror}") from error
    try:
        fcntl.flock(lock, (fcntl.LOCK_EX if mode == "w" else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise _in_use(folder, mode) from error
    return lock


def _in_use(folder: Path, mode: Mode) -> StoreError:
    done = "being written" if mode == "r" else "in use"
    return StoreError(f"{folder} is {done} by another process; wait until it ends, and try again")


def open_data(folder: Path, mode: Mode) -> pyoxigraph.Store:
    """Open the database. Raises StoreError where that cannot be."""
    data = folder / DATA
    try:
        if mode == "r" and sys.platform != "win32":
            return pyoxigraph.Store.read_only(str(data))
        return pyoxigraph.Store(str(data))
    except (OSError, RuntimeError) as error:
        text = str(error)
        if any(said in text for said in _LOCKED):
            raise _in_use(folder, mode) from error
        if mode == "r" and not data.exists():
            raise StoreError(
                f"{folder}: the store is unfinished; run 'wangge build' again"
            ) from error
        raise StoreError(f"{folder} cannot be opened: {said_by(error)}") from error
