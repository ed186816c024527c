"""
The manifest: what a store's builds were called with, and what came of each input.

An SQLite database in the store's folder. What is stored is for the store to say: the manifest is
written before and after it, so that whenever a build is killed, no input is forgotten.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, get_args

from ontology.errors import StoreError

Outcome = Literal["new", "replaced", "unchanged", "refused", "failed"]
"""What may come of an input. An input that is ``begun`` was being stored when a build ended."""

OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
BEGUN: Final = "begun"

FILE: Final = "manifest.sqlite"
_DAMAGED: Final = "manifest.damaged"
_VERSION: Final = 1
_TABLES: Final = f"""
CREATE TABLE call (id INTEGER PRIMARY KEY, told TEXT NOT NULL UNIQUE);
CREATE TABLE input (
  name TEXT PRIMARY KEY, outcome TEXT NOT NULL, reason TEXT NOT NULL, sha256 TEXT NOT NULL,
  facts INTEGER NOT NULL, apart INTEGER NOT NULL, call INTEGER NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""
_PUT: Final = """
INSERT INTO input VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET
  outcome = excluded.outcome, reason = excluded.reason, sha256 = excluded.sha256,
  facts = CASE excluded.outcome WHEN 'unchanged' THEN facts ELSE excluded.facts END,
  apart = CASE excluded.outcome WHEN 'unchanged' THEN apart ELSE excluded.apart END,
  call = excluded.call, run = excluded.run"""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """
    An input: its name, what came of it the last time, and why where it was not stored.

    ``facts`` were stored, ``apart`` did not fit the shapes. ``sha256`` is that of its bytes,
    empty where nothing was read.
    """

    name: str
    outcome: Outcome | Literal["begun"]
    reason: str = ""
    sha256: str = ""
    facts: int = 0
    apart: int = 0

    def to_json(self) -> dict[str, Any]:
        """The entry as a JSON object, without what there is not."""
        told = {"name": self.name, "outcome": self.outcome, "reason": self.reason}
        told |= {"sha256": self.sha256, "facts": self.facts, "apart": self.apart}  # type: ignore[dict-item]
        return {key: value for key, value in told.items() if value != ""}


Call = Mapping[str, Any]
"""
How a store was written to: ``command`` (build or import), ``paths``, and the options that count.
"""


class Manifest:
    """
    The manifest of a store that is open for writing: what one run met is put into it.

    A context manager; what was put and not yet saved is lost where it is left by an exception,
    as it is where the process is killed.
    """

    def __init__(self, folder: Path, call: Call) -> None:
        """Note the call. Raises StoreError where the folder cannot be written."""
        self.path = folder / FILE
        self._put: dict[str, Entry] = {}
        with self._told():
            self._data = _open_or_make(self.path)
            with self._data:
                told = json.dumps(call, ensure_ascii=False, sort_keys=True)
                self._data.execute("INSERT OR IGNORE INTO call (told) VALUES (?)", (told,))
                found = self._data.execute("SELECT id FROM call WHERE told = ?", (told,))
                self._call = int(found.fetchone()[0])
                last = self._data.execute("SELECT max(run) FROM input").fetchone()[0]
                self._run = (last or 0) + 1

    def met(self, name: str) -> str | None:
        """The digest of what this run met under a name, None where it met none."""
        if name in self._put:
            return self._put[name].sha256
        with self._told():
            row = self._data.execute(
                "SELECT sha256 FROM input WHERE name = ? AND run = ?", (name, self._run)
            ).fetchone()
        return None if row is None else str(row[0])

    def put(self, entry: Entry) -> None:
        """Take down what came of an input, to be saved later."""
        self._put[entry.name] = entry

    @property
    def unsaved(self) -> int:
        """How many entries wait to be saved."""
        return len(self._put)

    def begin(self) -> None:
        """Save that what was put is about to be stored. Raises StoreError where it cannot be."""
        self._write(begun=True)

    def save(self) -> None:
        """Save what was put. Raises StoreError where it cannot be written."""
        self._write(begun=False)
        self._put.clear()

    def end(self) -> None:
        """Say that the run has met all that its call means: what else it refused once, is gone."""
        self.save()
        with self._told(), self._data:
            self._data.execute(
                "DELETE FROM input WHERE call = ? AND run < ? AND outcome IN ('refused', 'failed')",
                (self._call, self._run),
            )

    def _write(self, *, begun: bool) -> None:
        stored = ("new", "replaced")
        rows = [
            (
                one.name,
                BEGUN if begun and one.outcome in stored else one.outcome,
                *(one.reason, one.sha256, one.facts, one.apart, self._call, self._run),
            )
            for one in self._put.values()
        ]
        if rows:
            with self._told(), self._data:
                self._data.executemany(_PUT, rows)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.path} cannot be written: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._data.close()


def entries(store: str | os.PathLike[str], outcomes: tuple[str, ...] = ()) -> Iterator[Entry]:
    """
    What the manifest of a store says of each input, by name; of these outcomes only, if given.

    Raises StoreError where there is no manifest, or one that cannot be read.
    """
    chosen = f"WHERE outcome IN ({', '.join('?' * len(outcomes))})" if outcomes else ""
    sql = f"SELECT name, outcome, reason, sha256, facts, apart FROM input {chosen} ORDER BY name"
    for row in _rows(Path(store), sql, outcomes):
        yield Entry(*row)


def calls(store: str | os.PathLike[str]) -> list[Call]:
    """
    How a store was written to, one call after the other.

    Raises StoreError where there is no manifest, or one that cannot be read.
    """
    return [json.loads(row[0]) for row in _rows(Path(store), "SELECT told FROM call ORDER BY id")]


def note_call(folder: Path, call: Call) -> None:
    """Note a call that has no inputs to tell of. Raises StoreError where it cannot be written."""
    with Manifest(folder, call):
        pass


def _rows(folder: Path, sql: str, values: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    path = folder / FILE
    if not path.exists():
        raise StoreError(
            f"{folder} has no manifest; 'wangge build' writes one for the pages that it is given"
        )
    try:
        # A folder that may not be written: SQLite would want to lay its journal there.
        how = "mode=ro" if os.access(folder, os.W_OK) else "immutable=1"
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as data:
            yield from data.execute(sql, values)
    except sqlite3.Error as error:
        raise StoreError(
            f"{path} cannot be read ({error}); 'wangge build' on the same pages makes it anew"
        ) from error


def _open_or_make(path: Path) -> sqlite3.Connection:
    try:
        return _open(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        # The store knows what it holds; of the inputs, this build tells anew.
        _LOG.warning("%s is damaged and is made anew; the old one is %s", path, _DAMAGED)
        path.replace(path.with_name(_DAMAGED))
        return _open(path)


def _open(path: Path) -> sqlite3.Connection:
    data = sqlite3.connect(path, timeout=10)
    try:
        version = data.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            data.executescript(f"BEGIN; {_TABLES} COMMIT;")
        elif version != _VERSION:
            raise StoreError(
                f"{path} is of version {version}, this wangge uses {_VERSION}; use a newer wangge"
            )
        else:
            sound = data.execute("PRAGMA quick_check(1)").fetchone()[0]
            if sound != "ok":
                raise sqlite3.DatabaseError(sound)
    except BaseException:
        data.close()
        raise
    return data
