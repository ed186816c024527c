"""The entities of a store, each one once, whatever documents speak of it."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from extractors.facts import Entity
from graph.facts import entities_in
from graph.nodes import read_nodes
from graph.store import Store


def entities(store: Store) -> dict[str, Entity]:
    """All entities by IRI, sorted; what several documents call one is all among its aliases."""
    found: dict[str, Entity] = {}
    for document in store.documents().values():
        for entity in entities_in(read_nodes(store.raw, NamedNode(document.iri))):
            found[entity.id] = merged(found.get(entity.id), entity)
    return dict(sorted(found.items()))


def merged(known: Entity | None, entity: Entity) -> Entity:
    """An entity as one document knows it, with the aliases that it has in others."""
    if known is None:
        return entity
    return replace(known, aliases=tuple(sorted({*known.aliases, *entity.aliases})))
