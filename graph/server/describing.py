"""What the graph says of one thing, as RDF: what its page has as Turtle, JSON-LD and N-Triples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple

from graph.rdf import CIRCUMSTANCES
from graph.store import Store
from graph.terms import inferred_graph
from graph.vocabulary import OA, PROV, RDF, STATEMENT, TYPE, WG

_ROLES: Final = tuple(
    NamedNode(name) for name in (RDF + "subject", RDF + "object", *(WG + r for r in CIRCUMSTANCES))
)
_PARTS: Final = tuple(
    NamedNode(name)
    for name in (WG + "quantity", WG + "trigger", PROV + "wasDerivedFrom", OA + "hasSelector")
)


def description_of(store: Store, iri: str, kind: str) -> list[Triple]:
    """
    The triples about a thing, its own first, sorted; none where there is none.

    Of a document it is its whole graph. Of an entity and whatever else it is all that is said of
    it and with it, and each fact that speaks of it with its quantity, its evidence and its trigger.
    """
    node = NamedNode(iri)
    if kind == "document":
        return sorted(
            (q.triple for q in store.raw.quads_for_pattern(None, None, None, node)), key=str
        )
    found = set(_whole(store, node))
    for quad in store.raw.quads_for_pattern(None, None, node):
        if quad.predicate in _ROLES and isinstance(quad.subject, NamedNode):
            found.update(_whole(store, quad.subject))
        elif quad.graph_name != inferred_graph(store.base):
            found.add(quad.triple)
    return sorted(found, key=lambda triple: (triple.subject != node, str(triple)))


def kind_of(store: Store, iri: str) -> str:
    """
    What an IRI names in the store: ``fact``, ``document``, ``article``, ``entity`` or ``thing``.

    Empty where the store says nothing of it, and for what is no IRI.
    """
    try:
        known = store.describe(NamedNode(iri))
    except ValueError:
        return ""
    kinds = set(known.get(TYPE.value, ()))
    named = {"document": "SourceDocument", "article": "Article"}
    if STATEMENT in kinds:
        return "fact"
    for kind, name in named.items():
        if NamedNode(WG + name) in kinds:
            return kind
    if WG + "named" in known:
        return "entity"
    return "thing" if known else ""


def _whole(store: Store, node: NamedNode) -> Iterator[Triple]:
    """What is said of a node, and of what belongs to it alone."""
    concluded = inferred_graph(store.base)
    seen, waiting = {node}, [node]
    while waiting:
        for quad in store.raw.quads_for_pattern(waiting.pop(), None, None):
            if quad.graph_name == concluded:
                continue
            yield quad.triple
            part = quad.object
            if quad.predicate in _PARTS and isinstance(part, NamedNode) and part not in seen:
                seen.add(part)
                waiting.append(part)
