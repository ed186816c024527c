"""Which facts an analysis looks at, and how a user names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, TypedDict, Unpack

from pyoxigraph import NamedNode

from graph.labels import languages_of
from graph.store import Store
from graph.terms import vocabulary_graph
from graph.vocabulary import RDFS
from ontology import load_ontology
from ontology.errors import QueryError
from ontology.turtle import local_name

_SUGGESTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """
    The facts that count: those between entities of the types, of the relations and documents.

    An empty set leaves nothing out. ``unreal`` takes in what was only demanded, planned or
    supposed, and what was denied; without ``circumstances`` a fact ties only its subject to its
    object, and no place, recipient or organization. ``general`` takes in things in general, which
    have neither a name of their own nor a unit (money, rice, a post): every page speaks of them,
    so that they would be in the middle of everything and join what has nothing to do with it.
    """

    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    unreal: bool = False
    circumstances: bool = True
    general: bool = False

    def keeps(self, edge: Mapping[str, Any], *types: str) -> bool:
        """Whether an edge of ``graph.network`` counts whose ends have these types."""
        return (
            (self.unreal or (edge["modality"] == "asserted" and not edge["negated"]))
            and (self.circumstances or "role" not in edge)
            and (not self.types or self.types.issuperset(types))
            and (not self.relations or edge["relation"] in self.relations)
            and (not self.documents or edge["document"] in self.documents)
        )


EVERYTHING: Final = Selection()
"""What happened, in all documents."""


class Choice(TypedDict, total=False):
    """A selection as a user gives it: types and relations by name or label, in any case."""

    types: Iterable[str]
    relations: Iterable[str]
    documents: Iterable[str]
    unreal: bool
    circumstances: bool
    general: bool


def selection_of(store: Store, **choice: Unpack[Choice]) -> Selection:
    """
    The selection that a user means.

    Raises QueryError for a name that is not known, with names that are near.
    """
    names = {name: name for name in store.documents()}
    documents = frozenset(choice.get("documents", ()))
    for name in sorted(documents):
        if name not in names:
            raise QueryError(f"the store has no document {name}{_near(name, names)}")
    return Selection(
        frozenset[str]().union(*(types_named(store, name) for name in choice.get("types", ()))),
        frozenset[str]().union(
            *(relations_named(store, name) for name in choice.get("relations", ()))
        ),
        documents,
        choice.get("unreal", False),
        choice.get("circumstances", True),
        choice.get("general", False),
    )


def types_named(store: Store, name: str) -> frozenset[str]:
    """
    The entity types that are meant: the one so called or labelled, and those below it.

    Raises QueryError where there is none, with names that are near.
    """
    parents = {each.name: each.parents for each in load_ontology().classes.values()}
    return _named(store, name, "type", parents, "subClassOf")


def relations_named(store: Store, name: str) -> frozenset[str]:
    """
    The relations that are meant: the one so called or labelled, and those below it.

    Raises QueryError where there is none, with names that are near.
    """
    parents = {each.name: each.parents for each in load_ontology().relations.values()}
    return _named(store, name, "relation", parents, "subPropertyOf")


def _named(
    store: Store, name: str, kind: str, core: Mapping[str, tuple[str, ...]], below: str
) -> frozenset[str]:
    parents = dict(core) | _told(store, below)
    above = {parent for each in parents.values() for parent in each}
    labels = languages_of(store)
    texts = {
        text: term
        for term in sorted(above | parents.keys())
        for text in (*labels.get(term, {}).values(), term)
    }
    folded = {text.casefold(): text for text in texts}
    text = folded.get(name.casefold())
    if text is None:
        raise QueryError(f"no {kind} is called {name}{_near(name.casefold(), folded)}")
    term = texts[text]
    return frozenset(each for each in {term, *parents} if term in _lineage(each, parents))


def _told(store: Store, below: str) -> dict[str, tuple[str, ...]]:
    """What the domains of the store add: the terms above each of theirs."""
    found: dict[str, tuple[str, ...]] = {}
    graph = vocabulary_graph(store.base)
    for quad in store.raw.quads_for_pattern(None, NamedNode(RDFS + below), None, graph):
        name, above = (local_name(str(getattr(each, "value", ""))) for each in quad.triple[::2])
        found[name] = (*found.get(name, ()), above)
    return found


def _lineage(name: str, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting += parents.get(each, ())
    return seen


def _near(name: str, known: Mapping[str, str]) -> str:
    """A hint at the known names that are near, each written as its value."""
    names = sorted(known)
    near = get_close_matches(name, names, n=_SUGGESTIONS, cutoff=0.5)
    near += [each for each in names if name in each and each not in near]
    shown = (near or names)[:_SUGGESTIONS]
    return f"; did you mean {', '.join(known[each] for each in shown)}?" if shown else ""
