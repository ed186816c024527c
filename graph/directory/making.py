"""Making the directory of a store: read by SPARQL once, and written as files."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from pyoxigraph import QuerySolutions

from graph.directory.entries import NAMES, ROWS, SPELT, TYPES, Entry, folded
from graph.directory.reading import Directory, places_file, starts_file
from graph.directory.spelling import spelt
from graph.store import Store
from graph.viewer.model import key_of
from ontology.turtle import local_name

_ENTITIES: Final = """
SELECT DISTINCT ?entity ?name ?type ?named WHERE {
  GRAPH ?graph { ?entity wg:named ?named ; a ?type ; rdfs:label ?name } }"""
_ALIASES: Final = """
SELECT DISTINCT ?entity ?name WHERE {
  GRAPH ?graph { ?entity wg:named ?named ; skos:altLabel ?name } }"""
_UNITS: Final = "SELECT DISTINCT ?entity ?unit WHERE { GRAPH ?graph { ?entity wg:scope ?unit } }"
_WEIGHTS: Final = """
SELECT ?entity (COUNT(?fact) AS ?count) WHERE { { SELECT DISTINCT ?entity ?fact WHERE {
  GRAPH ?document {
    VALUES ?role { rdf:subject rdf:object wg:place wg:recipient wg:organization }
    ?fact ?role ?entity ; a wg:Statement } } } } GROUP BY ?entity"""
_TABLE: Final = """
CREATE TABLE entity (place INTEGER PRIMARY KEY, iri TEXT, key TEXT, name TEXT, type TEXT,
  aliases TEXT, named INTEGER, facts INTEGER, unit TEXT);
CREATE TABLE type (number INTEGER PRIMARY KEY, name TEXT)"""
_INDEXES: Final = """
CREATE UNIQUE INDEX by_iri ON entity (iri);
CREATE INDEX by_key ON entity (key);
CREATE INDEX by_type ON entity (type, named, place);
CREATE INDEX by_named ON entity (named, place)"""


def directory_of(store: Store, folder: Path) -> Directory:
    """Write the directory of a store to a folder that exists, and open it."""
    entries = sorted(_entries(store), key=lambda one: (-one.facts, one.name, one.iri))
    types = sorted({one.type for one in entries})
    _write_rows(folder / ROWS, entries, types)
    numbers = {name: number for number, name in enumerate(types)}
    (folder / TYPES).write_bytes(bytes(min(numbers[one.type], 255) for one in entries))
    forms = [(place, name) for place, one in enumerate(entries) for name in _forms(one)]
    _write_lines(folder / NAMES, forms)
    _write_lines(folder / SPELT, ((place, spelt(name)) for place, name in forms))
    return Directory(folder)


def _forms(entry: Entry) -> Iterable[str]:
    """The name and the aliases as they are compared, each once, the name first."""
    return dict.fromkeys(each for name in (entry.name, *entry.aliases) if (each := folded(name)))


def _write_rows(path: Path, entries: Sequence[Entry], types: Sequence[str]) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("PRAGMA journal_mode = OFF")
        rows.execute("PRAGMA synchronous = OFF")
        rows.executescript(_TABLE)
        rows.executemany("INSERT INTO type VALUES (?, ?)", enumerate(types))
        rows.executemany(
            "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    place,
                    one.iri,
                    key_of(one.iri),
                    one.name,
                    one.type,
                    json.dumps(one.aliases, ensure_ascii=False),
                    one.named,
                    one.facts,
                    one.unit,
                )
                for place, one in enumerate(entries)
            ),
        )
        rows.executescript(_INDEXES)


def _write_lines(path: Path, lines: Iterable[tuple[int, str]]) -> None:
    """Lines of text, where each begins, and the place of the entity that it is of."""
    starts, places, at = array("I"), array("I"), 1
    with path.open("wb") as out:
        out.write(b"\n")
        for place, text in lines:
            data = text.encode("utf-8", "replace")
            starts.append(at)
            places.append(place)
            at += out.write(data + b"\n")
    starts_file(path).write_bytes(starts.tobytes())
    places_file(path).write_bytes(places.tobytes())


def _entries(store: Store) -> Iterator[Entry]:
    names: dict[str, tuple[str, str]] = {}
    others: defaultdict[str, set[str]] = defaultdict(set)
    proper: set[str] = set()
    for iri, name, kind, named in _rows(store, _ENTITIES):
        others[iri].add(name)
        names[iri] = min(names.get(iri, (name, kind)), (name, kind))
        if named == "true":
            proper.add(iri)
    for iri, name in _rows(store, _ALIASES):
        others[iri].add(name)
    units: dict[str, str] = {}
    for iri, unit in _rows(store, _UNITS):
        if unit in names:
            units[iri] = min(units.get(iri, unit), unit)
    weights = Counter({iri: int(count) for iri, count in _rows(store, _WEIGHTS)})
    for iri, (name, kind) in names.items():
        yield Entry(
            iri,
            name,
            local_name(kind),
            tuple(sorted(others[iri] - {name})),
            iri in proper,
            weights[iri],
            names[units[iri]][0] if iri in units else "",
        )


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    found = store.raw.query(query, prefixes=store.prefixes)
    assert isinstance(found, QuerySolutions)
    for row in found:
        yield tuple(each.value for each in row)
