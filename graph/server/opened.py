"""The store that a worker has open, and what it found out about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from graph.store import Store, open_store

Kept = TypeVar("Kept")


class Opened:
    """One store at a time, opened when it is asked for."""

    def __init__(self) -> None:
        """Nothing is open."""
        self._path = ""
        self._store: Store | None = None
        self._kept: dict[str, Any] = {}
        self._survey: tuple[str, Any] = ("", None)
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

    def once(self, path: str, make: Callable[[Store], Kept], name: str = "") -> Kept:
        """
        What ``make``, known by its name, finds in the store, found once while that is open.

        What rests on the survey too has a name that begins with an asterisk.
        """
        store = self.store(path)
        name = name or make.__name__
        if name not in self._kept:
            self._kept[name] = make(store)
        return cast(Kept, self._kept[name])

    def of_survey(self, path: str, read: Callable[[str], Kept]) -> Kept:
        """What ``read`` finds in the folder of a survey, read once while that is the latest."""
        if path != self._survey[0]:
            self._survey = (path, read(path))
            # What was made of the one before goes with it.
            self._kept = {name: kept for name, kept in self._kept.items() if name[:1] != "*"}
        return cast(Kept, self._survey[1])

    def close(self) -> None:
        """Open nothing any more."""
        if self._store is not None:
            self._store.close()
        self._store, self._path = None, ""
        self._kept.clear()
