"""The directory of a store: all its entities, to be looked up by name, by type and by weight."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import Final

from pyoxigraph import QuerySolutions

from graph.store import Store
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


@dataclass(frozen=True, slots=True)
class Entry:
    """
    An entity: IRI, canonical name, type, other names, and how many facts speak of it.

    ``unit`` names the unit that it belongs to, where that is known: by it namesakes differ.
    """

    iri: str
    name: str
    type: str
    aliases: tuple[str, ...]
    named: bool
    facts: int
    unit: str = ""


class Directory:
    """The entities of a store as it was when this was made, the weightiest first."""

    def __init__(self, entries: list[Entry]) -> None:
        """A directory of these; ``directory_of`` reads them from a store."""
        self.entries = sorted(entries, key=lambda one: (-one.facts, one.name, one.iri))
        self.by_iri = {one.iri: one for one in self.entries}

    @cached_property
    def _spelt(self) -> list[tuple[str, tuple[str, ...], str]]:
        """Names, aliases and the pinyin of each entry, as they are compared."""
        return [
            (folded(one.name), tuple(map(folded, one.aliases)), _pinyin(one.iri))
            for one in self.entries
        ]

    @cached_property
    def weights(self) -> dict[str, int]:
        """How many facts speak of each entity, by its IRI."""
        return {one.iri: one.facts for one in self.entries}

    def of_type(self, kind: str, *, named: bool = False) -> list[Entry]:
        """The entries of a type, of all types where it is empty; with ``named`` proper names."""
        return [
            one
            for one in self.entries
            if (not kind or one.type == kind) and (one.named or not named)
        ]

    def search(self, text: str, kind: str = "") -> list[Entry]:
        """
        The entries that are called so or have the text in a name, in Chinese or in pinyin.

        Who is called just so comes first, then whose name or alias begins so, then the others;
        among equals the weightiest.
        """
        asked = folded(text)
        if not asked:
            return []
        latin = _plain(asked) if asked.isascii() else ""
        ranked = []
        for place, (name, aliases, pinyin) in enumerate(self._spelt):
            rank = _rank(asked, latin, name, aliases, pinyin)
            if rank is not None and (not kind or self.entries[place].type == kind):
                ranked.append((rank, place))
        return [self.entries[place] for _, place in sorted(ranked)]

    def near(self, text: str, count: int = 5) -> list[Entry]:
        """
        The entries whose names have most in common with the text, for who has misspelt one.

        The measure is the share of pairs of neighbouring letters that both have.
        """
        asked = _pairs(folded(text)[:60])
        latin = _pairs(_plain(folded(text)[:60]))
        scored = []
        for place, (name, _, pinyin) in enumerate(self._spelt):
            score = max(_likeness(asked, _pairs(name)), _likeness(latin, _pairs(pinyin)))
            if score >= 0.3:
                scored.append((-score, place))
        return [self.entries[place] for _, place in nsmallest(count, scored)]


def directory_of(store: Store) -> Directory:
    """Read the directory of a store; it takes a second for some ten thousand entities."""
    prefixes = store.prefixes

    def rows(query: str) -> Iterator[tuple[str, ...]]:
        found = store.raw.query(query, prefixes=prefixes)
        assert isinstance(found, QuerySolutions)
        for row in found:
            yield tuple(each.value for each in row)

    names: dict[str, tuple[str, str]] = {}
    others: defaultdict[str, set[str]] = defaultdict(set)
    proper: set[str] = set()
    for iri, name, kind, named in rows(_ENTITIES):
        others[iri].add(name)
        names[iri] = min(names.get(iri, (name, kind)), (name, kind))
        if named == "true":
            proper.add(iri)
    for iri, name in rows(_ALIASES):
        others[iri].add(name)
    units: dict[str, str] = {}
    for iri, unit in rows(_UNITS):
        if unit in names:
            units[iri] = min(units.get(iri, unit), unit)
    weights: Counter[str] = Counter()
    for iri, count in rows(_WEIGHTS):
        weights[iri] = int(count)
    return Directory(
        [
            Entry(
                iri,
                name,
                local_name(kind),
                tuple(sorted(others[iri] - {name})),
                iri in proper,
                weights[iri],
                names[units[iri]][0] if iri in units else "",
            )
            for iri, (name, kind) in names.items()
        ]
    )


def folded(text: str) -> str:
    """
    A name as it is compared: without white space, wide letters as narrow ones, all small.

    >>> folded(" ＡＢ 小区")
    'ab小区'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _pinyin(iri: str) -> str:
    # Our IRIs spell the name in pinyin with its tones, before digits.
    return _plain(iri.rpartition("/")[2].rpartition("-")[0])


def _plain(text: str) -> str:
    """Letters without their tones, ü as v as a keyboard has it."""
    spelt = unicodedata.normalize("NFC", text.casefold())
    decomposed = unicodedata.normalize("NFD", "".join(_V.get(one, one) for one in spelt))
    return "".join(one for one in decomposed if one.isalnum() and one.isascii())


_V: Final = dict.fromkeys("üǖǘǚǜ", "v")


def _rank(asked: str, latin: str, name: str, aliases: tuple[str, ...], pinyin: str) -> int | None:
    if asked == name:
        return 0
    if asked in aliases:
        return 1
    if name.startswith(asked):
        return 2
    if any(alias.startswith(asked) for alias in aliases):
        return 3
    if latin and pinyin.startswith(latin):
        return 2 if pinyin == latin else 3
    if asked in name or any(asked in alias for alias in aliases):
        return 4
    return 5 if latin and latin in pinyin else None


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(max(1, len(text) - 1))) - {""}


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
