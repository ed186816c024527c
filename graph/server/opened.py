"""The store that a worker has open, and what it found out about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from graph.store import Store, open_store

Made = TypeVar("Made")


class Opened:
    """One store at a time, opened when it is asked for."""

    def __init__(self) -> None:
        """Nothing is open."""
        self._path = ""
        self._store: Store | None = None
        self._made: dict[Callable[[Store], Any], Any] = {}
        self.prefixes: dict[str, str] = {}

    def store(self, path: str) -> Store:
        """
        The store in a folder to read, and ``prefixes`` its prefixes.

        Raises StoreError where it cannot be opened.
        """
        if self._store is None or path != self._path:
            self.close()
            self._store = open_store(Path(path))
            self._path = path
            self.prefixes = self._store.prefixes
        return self._store

    def made(self, path: str, make: Callable[[Store], Made]) -> Made:
        """
        What is made of the store in a folder, made once as long as that store is open.

        Raises StoreError where it cannot be opened.
        """
        store = self.store(path)
        if make not in self._made:
            self._made[make] = make(store)
        found: Made = self._made[make]
        return found

    def close(self) -> None:
        """Open nothing any more."""
        self._made.clear()
        if self._store is not None:
            self._store.close()
        self._store, self._path = None, ""
