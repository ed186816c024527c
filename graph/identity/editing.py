"""Merging and splitting entities by hand: a line in the file of corrections, and its effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.identity.applying import apply_corrections
from graph.identity.card import entity_card, find_one, known_entity
from graph.identity.corrections import BY_HAND, Merge, Split
from graph.store import Store
from ontology.errors import UsageError


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit did: the entity that is left, and how many documents changed."""

    name: str
    iri: str
    documents: int


def merge(store: Store, into: str, other: str) -> Edit:
    """
    Say that ``other`` is ``into``, both by name or IRI, in a store open for writing.

    Raises QueryError where a name is not that of one entity, UsageError where the two are of
    different types or the same, StoreError where earlier corrections say otherwise.
    """
    one, two = find_one(store, into), find_one(store, other)
    if one == two:
        raise UsageError(f"{into} and {other} are one entity already: {one}")
    kept, gone = known_entity(store, one), known_entity(store, two)
    if kept.type != gone.type:
        raise UsageError(
            f"{gone.type} {gone.name} cannot be {kept.type} {kept.name}; merge two of one type"
        )
    line = Merge(two, gone.name, replace(kept, rule=BY_HAND))
    store.correct([*store.corrections.lines, line])
    return Edit(kept.name, one, apply_corrections(store))


def unmerge(store: Store, into: str, other: str) -> Edit:
    """
    Take back that ``other``, by name or IRI, is ``into``.

    Raises UsageError where nothing of that name was merged into it by hand.
    """
    one = find_one(store, into)
    merged = [each for each in store.corrections.lines if isinstance(each, Merge)]
    lines = [each for each in merged if each.into.id == one and other in (each.name, each.entity)]
    if len(lines) != 1:
        names = "、".join(each.name for each in merged if each.into.id == one)
        known = f"merged by hand were: {names}" if names else "nothing was merged into it by hand"
        raise UsageError(f"{other} was not merged into {into}; {known}")
    store.correct([each for each in store.corrections.lines if each != lines[0]])
    return Edit(lines[0].name, lines[0].entity, apply_corrections(store))


def split(store: Store, entity: str, documents: Sequence[str], mention: str = "") -> Edit:
    """
    Say that what these documents, or this way of writing, call by an entity's name is another.

    Raises UsageError where a document does not name the entity, or nothing writes it so.
    """
    iri = find_one(store, entity)
    card = entity_card(store, iri, 0)
    named = {each.document: each.mentions for each in card.merged}
    for document in documents:
        if document not in named:
            known = "、".join(sorted(named)[:4])
            raise UsageError(f"{document} does not name {entity}; named is it in {known}")
    if mention and not any(mention in mentions for mentions in named.values()):
        known = "、".join(sorted({each for mentions in named.values() for each in mentions})[:6])
        raise UsageError(f"no document calls {entity} {mention}; it is called {known}")
    if not documents and not mention:
        raise UsageError(f"say which documents, or which mention, of {entity} mean another")
    line = Split(iri, card.entity.name, tuple(sorted(set(documents))), mention)
    store.correct([*store.corrections.lines, line])
    return Edit(line.name, line.part, apply_corrections(store))
