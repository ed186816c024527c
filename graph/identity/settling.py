"""
Settling the graph of one document: what was read, with the corrections and the claims worked in.

Every step takes the quads of one document's graph, whole, and gives them anew. What a correction
changes stays told (``wg:subjectAsRead``, ``wg:mergedAsRead``), so that it can be taken back
without the source.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from extractors.facts import Entity
from graph.facts import entities_of
from graph.identity.claims import CLAIM, claims_of
from graph.identity.corrections import BY_HAND, NO_CORRECTIONS, Corrections, entity_of
from graph.rdf import CIRCUMSTANCES, entity_triples
from graph.terms import Terms
from graph.vocabulary import BASE, LABEL, RDF, SKOS, STATEMENT, TYPE, WG, plain
from ontology.turtle import local_name

_ROLES: Final = {
    NamedNode((RDF if role in ("subject", "object") else WG) + role): role
    for role in ("subject", "object", *CIRCUMSTANCES, "scope")
}
_AS_READ: Final = {role: NamedNode(f"{WG}{role}AsRead") for role in _ROLES.values()}
_MENTIONS: Final = {role: NamedNode(f"{WG}{role}Mention") for role in _ROLES.values()}
_PREDICATE: Final = NamedNode(RDF + "predicate")
_ASSERTED: Final = NamedNode(WG + "Asserted")
_MODALITY: Final = NamedNode(WG + "modality")
_NEGATED: Final = NamedNode(WG + "negated")
_NAMED: Final = NamedNode(WG + "named")
_MERGED_AS_READ: Final = NamedNode(WG + "mergedAsRead")
_MERGED_FROM: Final = NamedNode(WG + "mergedFrom")
MARKS: Final = frozenset({_MERGED_AS_READ, *_AS_READ.values()})
"""The properties that tell what corrections have changed."""

_FILE_NAME: Final = NamedNode(WG + "fileName")
_KIND: Final = NamedNode(WG + "kind")
_BROADER: Final = NamedNode(SKOS + "broader")
_CONCEPT: Final = NamedNode(SKOS + "Concept")
# The properties by which ``entity_triples`` describes an entity.
_DESCRIPTIVE: Final = frozenset(
    {
        *(TYPE, LABEL, NamedNode(SKOS + "altLabel"), _KIND, _MERGED_AS_READ, _MERGED_FROM),
        _AS_READ["scope"],
        *(NamedNode(WG + name) for name in ("named", "adcode", "scope", "identifiedBy")),
    }
)

Known = dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]]
"""The properties of the nodes of one graph."""


def settled(
    quads: Sequence[Quad], corrections: Corrections = NO_CORRECTIONS, base: str = BASE
) -> list[Quad]:
    """
    A document's graph as it is stored: corrected, with the claims of its statements, sorted.

    It does not matter whether the quads were settled before, by these corrections or others.
    """
    if not quads:
        return []
    read = restored(quads, base)
    told = corrected(read, corrections, base) if corrections else read
    if told is not quads:
        told = _used(told)
    kept = [quad for quad in told if quad.predicate != CLAIM]
    return sorted([*kept, *claims_of(kept, base)], key=str)


def corrected(quads: Sequence[Quad], corrections: Corrections, base: str = BASE) -> Sequence[Quad]:
    """
    The graph of a document as it was read, with its entities as the corrections have them.

    The same object where there is nothing to correct.
    """
    known = described(quads)
    touched = corrections.entities.intersection(
        node.value for node in known if _NAMED in known[node]
    )
    if not touched:
        return quads
    names = (quad.object for quad in quads if quad.predicate == _FILE_NAME)
    document = next((each.value for each in names if isinstance(each, Literal)), "")

    def meant(entity: NamedNode, mention: str) -> NamedNode:
        if entity.value not in touched:
            return entity
        return NamedNode(corrections.target(entity.value, document, mention))

    changed, meanings = _retold(quads, known, meant)
    meanings = {
        entity: found for entity, found in meanings.items() if _NAMED in known[NamedNode(entity)]
    }
    for entity in touched:
        if entity not in meanings:  # named on the page, in no fact
            meanings[entity] = {meant(NamedNode(entity), "").value}
    read = {entity.id: entity for entity in entities_of(quads)}
    for target in set().union(*meanings.values()) & read.keys():
        meanings.setdefault(target, {target})  # what others become may stand in no fact itself
    return _renamed(changed, read, meanings, corrections, base)


def restored(quads: Sequence[Quad], base: str = BASE) -> Sequence[Quad]:
    """
    The graph of a document as it was read: what corrections changed in it is taken back.

    The same object where they changed nothing.
    """
    if MARKS.isdisjoint(quad.predicate for quad in quads):
        return quads
    known = described(quads)
    graph = quads[0].graph_name

    def meant(statement: NamedNode, role: str, entity: NamedNode) -> NamedNode:
        was = known[statement].get(_AS_READ[role], [entity])[0]
        return was if isinstance(was, NamedNode) else entity

    plain_before = _plain_triples(known)
    told: list[Quad] = []
    for quad in quads:
        role = _ROLES.get(quad.predicate)
        if role and isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
            told.append(
                Quad(quad.subject, quad.predicate, meant(quad.subject, role, quad.object), graph)
            )
        elif quad.predicate not in _AS_READ.values():
            told.append(quad)
    told = _with_plain(told, plain_before)
    return list(dict.fromkeys(_undone(told, known, base)))


def _retold(
    quads: Sequence[Quad], known: Known, meant: Callable[[NamedNode, str], NamedNode]
) -> tuple[list[Quad], dict[str, set[str]]]:
    """The quads with other ends for their statements; and what each entity was used for."""
    graph = quads[0].graph_name
    before = _plain_triples(known)
    told: list[Quad] = []
    meanings: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        role, entity = _ROLES.get(quad.predicate), quad.object
        if not (role and isinstance(entity, NamedNode) and isinstance(quad.subject, NamedNode)):
            told.append(quad)
            continue
        mention = known[quad.subject].get(_MENTIONS[role])
        target = meant(entity, mention[0].value if mention else "")
        meanings[entity.value].add(target.value)
        told.append(Quad(quad.subject, quad.predicate, target, graph))
        if target != entity:
            told.append(Quad(quad.subject, _AS_READ[role], entity, graph))
    return _with_plain(told, before), dict(meanings)


def _renamed(
    quads: Sequence[Quad],
    read: Mapping[str, Entity],
    meanings: Mapping[str, set[str]],
    corrections: Corrections,
    base: str,
) -> list[Quad]:
    """The quads with descriptions of what the entities mean, and of how they were read."""
    graph = quads[0].graph_name
    parts: dict[str, list[Entity]] = defaultdict(list)
    for iri, targets in sorted(meanings.items()):
        for target in sorted(targets):
            parts[target].append(read[iri])
    changed = {
        target: found for target, found in parts.items() if [e.id for e in found] != [target]
    }
    stale = {each.id for found in changed.values() for each in found} | changed.keys()
    told = [quad for quad in quads if not _describes(quad, stale - (parts.keys() - changed.keys()))]
    terms = _terms(quads)
    for target, found in sorted(changed.items()):
        entity = _entity(target, found, corrections)
        node = NamedNode(target)
        told += (Quad(*_spo(one), graph) for one in entity_triples(entity, base, terms))
        for each in found:
            asread = json.dumps(_to_json(each), ensure_ascii=False, sort_keys=True)
            told.append(Quad(node, _MERGED_AS_READ, plain(asread), graph))
            if each.id != target:
                told.append(Quad(node, _MERGED_FROM, NamedNode(each.id), graph))
    return list(dict.fromkeys(told))


def _entity(target: str, read: Sequence[Entity], corrections: Corrections) -> Entity:
    """What a document knows of an entity that its entities were corrected to."""
    own = next((each for each in read if each.id == target), None)
    entity = corrections.entity(target) or own or replace(read[0], id=target)
    names = {name for each in read for name in (each.name, *each.aliases)} | {*entity.aliases}
    rule = BY_HAND if own is None or len(read) > 1 else entity.rule
    scope = corrections.target(entity.scope, "", "") if entity.scope else ""
    return replace(entity, aliases=tuple(sorted(names - {entity.name})), rule=rule, scope=scope)


def _undone(quads: Sequence[Quad], known: Known, base: str) -> Iterator[Quad]:
    """The quads with the entities described as they were read."""
    graph = quads[0].graph_name
    corrected_ = {node.value for node, told in known.items() if _MERGED_AS_READ in told}
    terms = _terms(quads)
    yield from (quad for quad in quads if not _describes(quad, corrected_))
    for node in sorted(corrected_):
        for told in known[NamedNode(node)][_MERGED_AS_READ]:
            was = entity_of(json.loads(told.value))
            yield from (Quad(*_spo(one), graph) for one in entity_triples(was, base, terms))


def _describes(quad: Quad, entities: set[str]) -> bool:
    """Whether the quad describes one of the entities, rather than says a fact of it."""
    if not isinstance(quad.subject, NamedNode) or quad.subject.value not in entities:
        return False
    return quad.predicate in _DESCRIPTIVE


def _to_json(entity: Entity) -> dict[str, object]:
    return entity.to_json() | {"named": entity.named}


def _terms(quads: Iterable[Quad]) -> Terms:
    """The classes that are not in our namespace, by their local names."""
    kinds = (str(quad.object)[1:-1] for quad in quads if quad.predicate == TYPE)
    return {local_name(kind): kind for kind in kinds if not kind.startswith(WG)}


def _spo(triple: Triple) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
    subject, value = triple.subject, triple.object
    assert isinstance(subject, NamedNode)
    assert isinstance(value, NamedNode | Literal)
    return subject, triple.predicate, value


def described(quads: Iterable[Quad]) -> Known:
    """The properties of each node, in the order of the quads."""
    known: Known = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            known[quad.subject][quad.predicate].append(quad.object)
    return known


def _statements(known: Known) -> Iterator[dict[NamedNode, list[NamedNode | Literal]]]:
    return (told for told in known.values() if STATEMENT in told.get(TYPE, ()))


def _plain_triples(known: Known) -> set[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """The plain triples of what is asserted and not denied, as the statements have their ends."""
    subject, obj = (node for node, role in _ROLES.items() if role in ("subject", "object"))
    found = set()
    for told in _statements(known):
        if (
            _PREDICATE in told
            and told[_MODALITY][0] == _ASSERTED
            and told[_NEGATED][0].value == "false"
        ):
            who, relation = told[subject][0], told[_PREDICATE][0]
            if isinstance(who, NamedNode) and isinstance(relation, NamedNode):
                found.add((who, relation, told[obj][0]))
    return found


def _with_plain(
    quads: Sequence[Quad], before: set[tuple[NamedNode, NamedNode, NamedNode | Literal]]
) -> list[Quad]:
    """The quads with the plain triples of their statements in the place of those before."""
    graph = quads[0].graph_name
    stale = {Quad(*triple, graph) for triple in before}
    kept = [quad for quad in quads if quad not in stale]
    return [
        *kept,
        *(Quad(*triple, graph) for triple in sorted(_plain_triples(described(kept)), key=str)),
    ]


def _used(quads: Sequence[Quad]) -> list[Quad]:
    """The quads without the kinds that no entity is of any more."""
    kinds = {quad.subject for quad in quads if quad.object == _CONCEPT}
    broader = {quad.subject: quad.object for quad in quads if quad.predicate == _BROADER}
    reached: set[object] = set()
    for quad in quads:
        node: object = quad.object if quad.predicate == _KIND else None
        while node is not None and node not in reached:
            reached.add(node)
            node = broader.get(node)  # type: ignore[call-overload]
    unused = kinds - reached
    return [quad for quad in quads if quad.subject not in unused]
