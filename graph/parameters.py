"""The parameters of named queries: what a user may write for one, and what it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from pyoxigraph import NamedNode

from graph.labels import labels_of
from graph.names import FoundEntity, find_entity, path_of, within
from graph.sparql import Value
from graph.store import Store
from graph.terms import vocabulary_graph
from graph.times import time_literals
from graph.vocabulary import OWL, TYPE, XSD
from ontology import load_ontology
from ontology.errors import QueryError
from ontology.turtle import local_name

LONGEST: Final = 60
"""How many characters of a user's text an error or a remark repeats."""

_SHAPE: Final = re.compile(
    r"(?P<name>\w+) \((?P<kind>\w+)(?P<required>, required)?\) (?P<zh>.+?) \| (?P<en>.+)"
)
_PROPERTIES: Final = ("ObjectProperty", "DatatypeProperty")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The terms that a user's text stands for, and a remark where it may stand for several."""

    values: tuple[Value, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    What a named query may be asked with.

    ``kind`` is one of ``KINDS``. ``default`` holds the words that it stands for where nobody gives
    it; without any it then restricts nothing.
    """

    name: str
    kind: str
    required: bool
    zh: str
    en: str
    default: tuple[str, ...] = ()

    def meaning(self, store: Store, text: str) -> Meaning:
        """
        What the user's text stands for in this store.

        Raises QueryError where it means nothing of the parameter's kind.
        """
        try:
            return _READERS[self.kind](store, text)
        except QueryError:
            raise
        except ValueError as error:
            like = _EXAMPLES[self.kind]
            raise QueryError(
                f"{self.name}: {_short(text)!r} is no {self.kind}; write it like {like}"
            ) from error


def parse_parameter(query: str, text: str, defaults: Mapping[str, tuple[str, ...]]) -> Parameter:
    """
    A parameter as the head of a query's file says it: ``name (kind, required) 中文 | English``.

    ``defaults`` are the words that stand in the query for each of its parameters.

    Raises QueryError for another shape, an unknown kind, and a parameter that the query has not.
    """
    match = _SHAPE.fullmatch(text)
    if not match or match["kind"] not in KINDS:
        raise QueryError(f"{query}.rq: '{text}' is no parameter: 'name (kind) 中文 | English'")
    name, kind, required = match["name"], match["kind"], bool(match["required"])
    if name not in defaults:
        raise QueryError(f"{query}.rq: the query has no VALUES ?{name} for its parameter {name}")
    return Parameter(name, kind, required, match["zh"], match["en"], defaults[name])


def _text(store: Store, text: str) -> Meaning:
    return Meaning((text,))


def _number(store: Store, text: str) -> Meaning:
    return Meaning((int(text),))


def _date(store: Store, text: str) -> Meaning:
    return Meaning((date.fromisoformat(text),))


def _day(store: Store, text: str) -> Meaning:
    # A page's 1月9日 has no year; ISO 8601 writes it --01-09, and most people 01-09.
    yearless = re.fullmatch(r"\d\d-\d\d", text)
    found, _ = time_literals(f"--{text}" if yearless else text)
    if found is None or found.datatype.value == XSD + "string":
        raise ValueError(text)
    return Meaning((found,))


def _entity(store: Store, text: str) -> Meaning:
    found = find_entity(store, text)
    return Meaning(tuple(NamedNode(one.iri) for one in found), _candidates(store, text, found))


def _unit(store: Store, text: str) -> Meaning:
    found = find_entity(store, text)
    values = tuple(within(store, [NamedNode(one.iri) for one in found]))
    return Meaning(values, _candidates(store, text, found))


def _relation(store: Store, text: str) -> Meaning:
    names: dict[str, str] = {}
    for iri in sorted(_relations(store)):
        for name in (iri, local_name(iri), *_labels(store, iri)):
            names.setdefault(name, iri)
    wanted = text.removeprefix("wg:")
    if wanted not in names:
        near = get_close_matches(wanted[:LONGEST], names, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "see 'wangge query relations'"
        raise QueryError(f"no relation is called {_short(text)}; {hint}")
    return Meaning((NamedNode(names[wanted]),))


def _relations(store: Store) -> set[str]:
    found = {relation.iri for relation in load_ontology().relations.values()}
    graph = vocabulary_graph(store.base)
    for kind in _PROPERTIES:
        quads = store.raw.quads_for_pattern(None, TYPE, NamedNode(OWL + kind), graph)
        found |= {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return found


def _labels(store: Store, iri: str) -> list[str]:
    known = (labels_of(store, language) for language in ("zh", "en"))
    return [labels[iri] for labels in known if iri in labels]


def _candidates(store: Store, text: str, found: list[FoundEntity]) -> str:
    if len(found) < 2:
        return ""
    listed = [f"{path_of(store, one)} ({one.type}) <{one.iri}>" for one in found[:5]]
    more = f", and {len(found) - 5} more" if len(found) > 5 else ""
    return (
        f"{len(found)} entities are called {_short(text)}, and all are meant: "
        f"{', '.join(listed)}{more}; name one by its path or its IRI"
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


_READERS: Final[dict[str, Callable[[Store, str], Meaning]]] = {
    "text": _text,
    "entity": _entity,
    "unit": _unit,
    "relation": _relation,
    "number": _number,
    "date": _date,
    "day": _day,
}
_EXAMPLES: Final = {"number": "20", "date": "2020-02-20", "day": "2020-02-20, 2020-02 or 02-20"}

KINDS: Final = tuple(_READERS)
"""
The kinds of parameters: ``text``, ``entity`` (a name, an alias, a path or an IRI of the store),
``unit`` (the same, and all that lies within or belongs to it), ``relation`` (a name or a label),
``number``, ``date`` and ``day`` (a day with or without its year, a month or a year).
"""
