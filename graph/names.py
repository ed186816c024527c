"""Entities by their names, as a user writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from graph.terms import vocabulary_graph
from graph.vocabulary import LABEL, SKOS, TYPE, WG, chinese
from ontology.errors import QueryError
from ontology.turtle import local_name

_SUGGESTIONS: Final = 5


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An entity of the store that bears a name: its IRI, its canonical name, its type."""

    iri: str
    name: str
    type: str


def find_entity(store: Store, name: str) -> list[FoundEntity]:
    """
    The entities that are called so, sorted by IRI; an IRI counts as a name too.

    A canonical name goes before an alias: entities that only have it as an alias come only
    where no other entity has it.

    Raises QueryError where there is none, with names that are near.
    """
    for predicate in (LABEL, NamedNode(SKOS + "altLabel")):
        quads = store.raw.quads_for_pattern(None, predicate, chinese(name))
        found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        entities = [one for iri in sorted(found) for one in _entity(store, iri)]
        if entities:
            return entities
    entities = list(_entity(store, name))
    if entities:
        return entities
    near = suggestions(store, name)
    hint = f"; did you mean {'、'.join(near)}?" if near else ""
    raise QueryError(f"no entity is called {name}{hint}")


def suggestions(store: Store, name: str) -> list[str]:
    """The names in the store that are most like this one, the nearest first."""
    known = sorted(set(_names(store)))
    parts = sorted((one for one in known if name in one or one in name), key=len) if name else []
    near = get_close_matches(name, known, n=_SUGGESTIONS, cutoff=0.5)
    return list(dict.fromkeys([*near, *parts]))[:_SUGGESTIONS]


def _names(store: Store) -> Iterator[str]:
    terms = vocabulary_graph(store.base)
    for predicate in (LABEL, NamedNode(SKOS + "altLabel")):
        for quad in store.raw.quads_for_pattern(None, predicate, None):
            name = quad.object
            # Entities are named in Chinese, documents in no language, and terms are no entities.
            if isinstance(name, Literal) and name.language == "zh" and quad.graph_name != terms:
                yield name.value


def _entity(store: Store, iri: str) -> Iterator[FoundEntity]:
    try:
        known = store.describe(NamedNode(iri))
    except ValueError:  # What the user wrote is no IRI.
        return
    if WG + "named" in known:
        kind = local_name(known[TYPE.value][0].value)
        yield FoundEntity(iri, known[LABEL.value][0].value, kind)
