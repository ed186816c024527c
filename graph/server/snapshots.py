"""
Snapshots: what is served is a store as it was when last nobody wrote to it.

A snapshot is a folder with hard links to the store's files, made in an instant while no writer
can come in between. The store itself stays free, so that a build need not wait, and what it
writes is seen when it is done: as whole documents, never as half of one.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.checked import state_of
from graph.copies import copy_database
from graph.store import DATA, open_store
from ontology.errors import StoreError

FOLDER: Final = "serving"
"""The folder, in a store's, of the snapshots that are served."""

_RENEWED: Final = 60.0
"""Seconds after which what was found out about the store of a server is found out again."""
_LOCK: Final = "server.lock"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of a store: its folder, the state it has of it, and the store's base."""

    path: Path
    state: str
    base: str


class Snapshots:
    """The snapshots of one server: one that is served, and older ones while they are read."""

    def __init__(self, store: Path) -> None:
        """Snapshots of a store, of which none is taken yet."""
        self._store = store
        self._home: Path | None = None
        self._lock: int | None = None
        self._number = 0
        self._readers: dict[Path, int] = {}
        self._current: Snapshot | None = None

    @property
    def current(self) -> Snapshot:
        """The one in use. Raises StoreError where there is none."""
        if self._current is None:
            raise StoreError(f"{self._store}: no snapshot is taken yet")
        return self._current

    def make(self) -> Snapshot:
        """
        A new snapshot, which ``use`` gives to readers; made in any thread, one at a time.

        Raises StoreError where there is no store, where it is being written, and where there is
        no place for a snapshot.
        """
        with open_store(self._store) as source:  # Nobody writes while this is open.
            state, base = self._state(), source.base
            path = self._place()
            try:
                path.mkdir()
                for file in self._store.iterdir():
                    if file.is_file() and file.name != "lock":
                        shutil.copyfile(file, path / file.name)
                if self._is_local:
                    copy_database(self._store / DATA, path / DATA)
            except OSError as error:
                shutil.rmtree(path, ignore_errors=True)
                raise StoreError(f"{path}: no snapshot can be made: {error.strerror}") from error
        return Snapshot(path, state, base)

    def use(self, snapshot: Snapshot) -> None:
        """Let the next readers have this one; the one before goes when nobody reads it."""
        before, self._current = self._current, snapshot
        if before is not None and before.path not in self._readers:
            shutil.rmtree(before.path, ignore_errors=True)

    def seen(self) -> str:
        """The state that the store has now; empty where it cannot be told."""
        try:
            return self._state()
        except OSError:  # A writer took a file away meanwhile.
            return ""

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """The snapshot of now; it stays as long as it is read."""
        snapshot = self.current
        readers = self._readers
        readers[snapshot.path] = readers.get(snapshot.path, 0) + 1
        try:
            yield snapshot
        finally:
            readers[snapshot.path] -= 1
            if not readers[snapshot.path]:
                del readers[snapshot.path]
                if snapshot is not self._current:
                    shutil.rmtree(snapshot.path, ignore_errors=True)

    @property
    def _is_local(self) -> bool:
        return (self._store / DATA).is_dir()

    def _state(self) -> str:
        if self._is_local:
            return state_of(self._store)
        # A server's, whose working folder this is, does not say when it was written. What is read
        # of it once, as its counts, is read again at times; every query asks the server itself.
        return f"{time.monotonic() // _RENEWED:.0f}"

    def beside(self, name: str) -> Path:
        """Where something may lie that goes with the snapshots."""
        assert self._home is not None
        return self._home / name

    def close(self) -> None:
        """Take all snapshots away."""
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
        self._home = self._lock = self._current = None

    def _place(self) -> Path:
        self._number += 1
        if self._home is None or not self._home.exists():
            self._home = self._make_home()
        return self._home / str(self._number)

    def _make_home(self) -> Path:
        try:
            folder = self._store / FOLDER
            folder.mkdir(exist_ok=True)
            _clear(folder)
            home = Path(tempfile.mkdtemp(dir=folder))
        except OSError:  # A store that may only be read: its files are copied elsewhere.
            home = Path(tempfile.mkdtemp(prefix="wangge-"))
        if self._lock is not None:
            os.close(self._lock)
        self._lock = os.open(home / _LOCK, os.O_RDWR | os.O_CREAT)
        _try_lock(self._lock)
        return home


def _clear(folder: Path) -> None:
    """Take away what servers that were killed have left."""
    for home in folder.iterdir():
        try:
            lock = os.open(home / _LOCK, os.O_RDWR)
        except OSError:  # One that is being made.
            continue
        if _try_lock(lock):
            shutil.rmtree(home, ignore_errors=True)
        os.close(lock)


def _try_lock(lock: int) -> bool:
    if sys.platform == "win32":  # There, nobody can tell a living server's from a dead one's.
        return False
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
