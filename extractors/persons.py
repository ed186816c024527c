"""Who a person is beyond the page: one of the same name, post and unit, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from extractors.facts import Argument, Entity, Fact
from extractors.identity import BASE, entity_iri
from extractors.qualification import scope_of

_ROLES = ("subject", "object", "place", "recipient", "organization")


def identify_persons(
    facts: Sequence[Fact],
    entities: Mapping[str, Entity],
    units: Mapping[int, str],
    base: str = BASE,
) -> tuple[list[Fact], dict[str, Entity]]:
    """
    The facts and entities of a page, its persons told apart from their namesakes on others.

    A person belongs to the page that names them, for two pages of a county may name two people of
    one name. Who holds a post is the same as who holds it, by the same name and in the same unit,
    on another page. ``units`` are those that the articles speak for, by the articles' numbers.
    """
    held: dict[str, Fact] = {}
    for fact in facts:
        if fact.relation == "holdsPost" and fact.modality == "asserted" and not fact.negated:
            held.setdefault(fact.subject.id, fact)
    known = {
        iri: _of_post(entities[iri], fact, units.get(fact.article, ""), base)
        for iri, fact in held.items()
        if iri in entities and entities[iri].type == "Person" and units.get(fact.article)
    }
    if not known:
        return list(facts), dict(entities)

    told = [_called(fact, known) for fact in facts]
    named = {(known.get(iri) or one).id: known.get(iri) or one for iri, one in entities.items()}
    return told, named


def _called(fact: Fact, known: Mapping[str, Entity]) -> Fact:
    """The fact with the persons of its ends and circumstances as they are known."""
    changed: dict[str, Any] = {}
    for role in _ROLES:
        argument: Argument | None = getattr(fact, role)
        if argument is not None and argument.id in known:
            changed[role] = replace(argument, id=known[argument.id].id)
    return replace(fact, **changed) if changed else fact


def _of_post(person: Entity, fact: Fact, unit: str, base: str) -> Entity:
    body = fact.organization
    scope = scope_of(unit, fact.document, base)
    place = body.id if body is not None else scope
    iri = entity_iri(person.type, person.name, f"{place} {fact.object.name}", "", base)
    return replace(person, id=iri, scope=scope, rule="post")
