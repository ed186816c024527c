"""Reading the directory: searches in mapped files, rows out of a database."""

from __future__ import annotations

import json
import mmap
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from pathlib import Path
from typing import Final, overload

from graph.directory.entries import NAMES, ROWS, SPELT, TYPES, Entry, folded
from graph.directory.spelling import letters_of, pattern

MOST: Final = 1000
"""Entities that a search finds: the best, of those alike the weightiest."""

_ALIKE: Final = 0.3  # share of pairs that a name has in common with another that is near
_NEAR: Final = 60_000  # names, of the weightiest entities, among which near ones are looked for
_COLUMNS: Final = "iri, name, type, aliases, named, facts, unit"


class Directory:
    """The entities of a store as it was when this was made, the weightiest first."""

    def __init__(self, folder: Path) -> None:
        """Open the files that ``directory_of`` wrote; OSError or sqlite3.Error without them."""
        self._names = _Lines(folder / NAMES)
        self._spelt = _Lines(folder / SPELT)
        self._types = (folder / TYPES).read_bytes()
        address = f"{(folder / ROWS).absolute().as_uri()}?mode=ro&immutable=1"
        self._rows = sqlite3.connect(address, uri=True, check_same_thread=False)
        self.weights: Mapping[str, int] = _Weights(self)
        """How many facts speak of each entity, by its IRI."""

    def __len__(self) -> int:
        """How many entities there are."""
        return len(self._types)

    def close(self) -> None:
        """Close the database; the mapped files go with the directory."""
        self._rows.close()

    def of(self, iri: str) -> Entry | None:
        """The entity of an IRI."""
        return next(self._where("iri = ?", iri), None)

    def iri_of(self, key: str) -> str | None:
        """The IRI of the entity that the viewer knows by a key."""
        found = self._rows.execute("SELECT iri FROM entity WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def of_type(self, kind: str, *, named: bool = False) -> Sequence[Entry]:
        """The entries of a type, of all types where it is empty; with ``named`` proper names."""
        chosen = {"type": kind} if kind else {}
        return _Chosen(self._rows, chosen | ({"named": True} if named else {}))

    def search(self, text: str, kind: str = "") -> list[Entry]:
        """
        The entries that are called so or have the text in a name, in Chinese or in pinyin.

        Who is called just so comes first, then whose name or alias begins so, then the others;
        among equals the weightiest. Pinyin may be cut short to initials and parts of syllables.
        No more than ``MOST`` are looked for.
        """
        asked = folded(text)
        if not asked:
            return []
        wanted = self._number(kind) if kind else None
        if kind and wanted is None:
            return []
        ranks: dict[int, int] = {}
        for rank, place in self._ranked(asked, letters_of(text)):
            if wanted is None or self._types[place] == wanted:
                ranks[place] = min(rank, ranks.get(place, rank))
            if len(ranks) >= MOST:
                break
        return list(self._at(sorted(ranks, key=lambda place: (ranks[place], place))))

    def near(self, text: str, count: int = 5) -> list[Entry]:
        """
        The entries whose names have most in common with the text, for who has misspelt one.

        The measure is the share of pairs of neighbouring letters that both have. Only among the
        weightiest some ten thousand is looked.
        """
        asked, latin = _pairs(folded(text)[:60]), _pairs(letters_of(text)[:60])
        scores: dict[int, float] = {}
        lines = [(self._names, asked), (self._spelt, latin if text.isascii() else frozenset())]
        for names, wanted in lines:
            for place, name in names.first(_NEAR) if wanted else ():
                score = _likeness(wanted, _pairs(name.replace("'", "")))
                if score >= _ALIKE:
                    scores[place] = max(score, scores.get(place, 0.0))
        return list(self._at(nsmallest(count, scores, key=lambda place: (-scores[place], place))))

    def _ranked(self, asked: str, letters: str) -> Iterator[tuple[int, int]]:
        """The places of who is called so, and how well, about from the best to the worst."""
        data = asked.encode("utf-8", "replace")
        names = self._names
        for line in names.lines_with(b"\n" + data + b"\n"):
            yield (1 if names.is_another(line) else 0), names.places[line]
        for line in names.lines_with(b"\n" + data):
            yield (3 if names.is_another(line) else 2), names.places[line]
        sounds = pattern(letters) if any(each.isascii() for each in letters) else None
        if sounds is not None:
            yield from self._spelt.matching(sounds)
        for line in names.lines_with(data):
            yield 4, names.places[line]

    def _number(self, kind: str) -> int | None:
        found = self._rows.execute("SELECT number FROM type WHERE name = ?", (kind,)).fetchone()
        return min(found[0], 255) if found else None

    def _at(self, places: Iterable[int]) -> Iterator[Entry]:
        for place in places:
            yield from self._where("place = ?", place)

    def _where(self, condition: str, value: object) -> Iterator[Entry]:
        query = f"SELECT {_COLUMNS} FROM entity WHERE {condition}"
        yield from map(_entry, self._rows.execute(query, (value,)))


class _Lines:
    """Lines of text in a mapped file, in the order of the entities that they are of."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.starts = _numbers(starts_file(path))
        self.places = _numbers(places_file(path))

    def lines_with(self, data: bytes) -> Iterator[int]:
        """The numbers of the lines that hold some bytes; a line break stands for its ends."""
        at = self.text.find(data, 0)  # else from where somebody has read to
        while at >= 0:
            line = bisect_right(self.starts, at + (data[:1] == b"\n")) - 1
            yield line
            if line + 1 == len(self.starts):
                return
            at = self.text.find(data, self.starts[line + 1] - 1)

    def is_another(self, line: int) -> bool:
        """Whether a line is not the first of its entity: an alias."""
        return line > 0 and self.places[line - 1] == self.places[line]

    def matching(self, sounds: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
        """How well, and of which place, a line sounds: 2 whole, 3 its beginning, 5 elsewhere."""
        for match in sounds.finditer(self.text):
            line = bisect_right(self.starts, match.start() + 1) - 1
            start, end = self.starts[line], self.text.find(b"\n", match.end())
            if b"'" in self.text[start : match.start() + 1]:
                rank = 5
            else:
                rank = 2 if b"'" not in self.text[match.end() : end - 1] else 3
            yield rank, self.places[line]

    def first(self, count: int) -> Iterator[tuple[int, str]]:
        """The first lines with their places."""
        for line in range(min(count, len(self.starts))):
            start = self.starts[line]
            end = self.text.find(b"\n", start)
            yield self.places[line], self.text[start:end].decode("utf-8", "replace")


class _Chosen(Sequence[Entry]):
    """The entries that have some columns, read as they are looked at."""

    def __init__(self, rows: sqlite3.Connection, chosen: Mapping[str, object]) -> None:
        self._rows = rows
        self._values = tuple(chosen.values())
        where = " AND ".join(f"{name} = ?" for name in chosen)
        self._from = f"FROM entity {'WHERE ' if where else ''}{where}"

    def __len__(self) -> int:
        found = self._rows.execute(f"SELECT COUNT(*) {self._from}", self._values).fetchone()
        return int(found[0])

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        start, end, _ = at.indices(1 << 40)
        query = f"SELECT {_COLUMNS} {self._from} ORDER BY place LIMIT ? OFFSET ?"
        values = (*self._values, max(0, end - start), start)
        return list(map(_entry, self._rows.execute(query, values)))


class _Weights(Mapping[str, int]):
    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._known: dict[str, int | None] = {}

    def __getitem__(self, iri: str) -> int:
        if iri not in self._known:
            found = self._directory.of(iri)
            self._known[iri] = found.facts if found else None
        known = self._known[iri]
        if known is None:
            raise KeyError(iri)
        return known

    def __iter__(self) -> Iterator[str]:
        return (one.iri for one in self._directory.of_type(""))

    def __len__(self) -> int:
        return len(self._directory)


def starts_file(path: Path) -> Path:
    """The file that says where the lines of another begin."""
    return path.with_suffix(".starts")


def places_file(path: Path) -> Path:
    """The file that says which place the lines of another are of."""
    return path.with_suffix(".places")


def _numbers(path: Path) -> memoryview:
    """The numbers of a file, mapped, or none."""
    if not path.stat().st_size:
        return memoryview(b"").cast("I")
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("I")


def _entry(row: tuple[str, str, str, str, int, int, str]) -> Entry:
    iri, name, kind, aliases, named, facts, unit = row
    return Entry(iri, name, kind, tuple(json.loads(aliases)), bool(named), facts, unit)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(max(1, len(text) - 1))) - {""}


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
