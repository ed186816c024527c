"""Entities by their names, as a user writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from graph.terms import vocabulary_graph
from graph.vocabulary import LABEL, SKOS, TYPE, WG, chinese
from ontology.errors import QueryError
from ontology.turtle import local_name

PATH: Final = " › "
"""What stands between the names of a path, the widest unit first."""

_SUGGESTIONS: Final = 5
# What no name is longer than: near names are looked for with no more of the text than this.
_LONGEST: Final = 60
_STEP: Final = re.compile(r"\s*[›>/]\s*")
_ABOVE: Final = (NamedNode(WG + "partOf"), NamedNode(WG + "scope"))
_WITHIN: Final = (*_ABOVE, NamedNode(WG + "locatedIn"))


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An entity of the store that bears a name: its IRI, its canonical name, its type."""

    iri: str
    name: str
    type: str


def find_entity(store: Store, name: str) -> list[FoundEntity]:
    """
    The entities that are called so, sorted by IRI.

    A canonical name goes before an alias: entities that only have it as an alias come only
    where no other entity has it. An IRI counts as a name too, whole or with its prefix, and so
    does a path, ``濮阳市 › 华龙区`` or ``濮阳市/华龙区``: of the entities with the last name it
    leaves those that lie within units with the names before.

    Raises QueryError where there is none, with names that are near.
    """
    found = _named(store, name) or list(_entity(store, _expanded(store, name)))
    if found:
        return found
    *above, last = _STEP.split(name)
    candidates = _named(store, last) if above else []
    found = [one for one in candidates if _lies_within(store, one, above)]
    if found:
        return found
    if candidates:
        known = ", ".join(path_of(store, one) for one in candidates[:_SUGGESTIONS])
        raise QueryError(f"no {last} is known to lie within {PATH.join(above)}; there is {known}")
    near = suggestions(store, name)
    hint = f"; did you mean {'、'.join(near)}?" if near else ""
    shown = " ".join(name.split())
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    raise QueryError(f"no entity is called {shown}{hint}")


def path_of(store: Store, entity: FoundEntity) -> str:
    """The names of the units that an entity lies within, the widest first, and its own."""
    names = [entity.name]
    seen = {entity.iri}
    node = NamedNode(entity.iri)
    while above := [one for one in _above(store, node) if one.value not in seen]:
        node = above[0]
        seen.add(node.value)
        names += [found.name for found in _entity(store, node.value)]
    return PATH.join(reversed(names))


def within(store: Store, nodes: Iterable[NamedNode]) -> list[NamedNode]:
    """The nodes, and all that is part of them, lies in them or belongs to them; sorted."""
    return sorted(_reached(nodes, lambda node: _below(store, node)), key=str)


def suggestions(store: Store, name: str) -> list[str]:
    """The names in the store that are most like this one, the nearest first."""
    known = sorted(set(_names(store)))
    parts = sorted((one for one in known if name in one or one in name), key=len) if name else []
    near = get_close_matches(name[:_LONGEST], known, n=_SUGGESTIONS, cutoff=0.5)
    return list(dict.fromkeys([*near, *parts]))[:_SUGGESTIONS]


def _names(store: Store) -> Iterator[str]:
    terms = vocabulary_graph(store.base)
    for predicate in (LABEL, NamedNode(SKOS + "altLabel")):
        for quad in store.raw.quads_for_pattern(None, predicate, None):
            name = quad.object
            # Entities are named in Chinese, documents in no language, and terms are no entities.
            if isinstance(name, Literal) and name.language == "zh" and quad.graph_name != terms:
                yield name.value


def _named(store: Store, name: str) -> list[FoundEntity]:
    for predicate in (LABEL, NamedNode(SKOS + "altLabel")):
        quads = store.raw.quads_for_pattern(None, predicate, chinese(name))
        found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        entities = [one for iri in sorted(found) for one in _entity(store, iri)]
        if entities:
            return entities
    return []


def _expanded(store: Store, name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return store.prefixes[prefix] + rest if colon and prefix in store.prefixes else name


def _above(store: Store, node: NamedNode) -> list[NamedNode]:
    quads = (quad for one in _ABOVE for quad in store.raw.quads_for_pattern(node, one, None))
    return sorted({quad.object for quad in quads if isinstance(quad.object, NamedNode)}, key=str)


def _below(store: Store, node: NamedNode) -> Iterator[NamedNode]:
    for predicate in _WITHIN:
        for quad in store.raw.quads_for_pattern(None, predicate, node):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _lies_within(store: Store, entity: FoundEntity, names: list[str]) -> bool:
    # Not every level need be named: 河南省 › 华龙区 leaves out the city.
    around = _reached([NamedNode(entity.iri)], lambda node: _above(store, node))
    above = {node.value for node in around}
    return all(any(one.iri in above for one in _named(store, name)) for name in names)


def _reached(
    nodes: Iterable[NamedNode], beside: Callable[[NamedNode], Iterable[NamedNode]]
) -> set[NamedNode]:
    found = set(nodes)
    waiting = list(found)
    while waiting:
        new = set(beside(waiting.pop())) - found
        found |= new
        waiting += new
    return found


def _entity(store: Store, iri: str) -> Iterator[FoundEntity]:
    try:
        known = store.describe(NamedNode(iri))
    except ValueError:  # What the user wrote is no IRI.
        return
    if WG + "named" in known:
        kind = local_name(known[TYPE.value][0].value)
        yield FoundEntity(iri, known[LABEL.value][0].value, kind)
