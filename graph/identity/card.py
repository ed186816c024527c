"""The card of an entity: all names, where it stands, what made it one, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from extractors.facts import Entity, Fact
from graph.facts import entity_at
from graph.identity.rules import identity_rules
from graph.names import find_entity
from graph.store import Store
from graph.terms import units_graph
from graph.vocabulary import LABEL, SKOS, WG, WGS84
from ontology.errors import QueryError
from ontology.turtle import local_name

_CLAIMS: Final = """
SELECT (COUNT(DISTINCT ?document) AS ?sources) (MIN(STR(?fact)) AS ?one)
       (MIN(STR(?predicate)) AS ?relation) WHERE {{
  GRAPH ?document {{
    VALUES ?role {{ rdf:subject rdf:object wg:place wg:recipient wg:organization }}
    ?fact ?role {node} ; wg:claim ?claim .
    OPTIONAL {{ ?fact rdf:predicate ?predicate }}
  }}
}} GROUP BY ?claim ORDER BY DESC(?sources) ?one"""


_POSTS: Final = """
SELECT DISTINCT ?post ?body WHERE {{
  GRAPH ?document {{
    ?fact rdf:predicate wg:holdsPost ; rdf:subject {node} ; rdf:object/rdfs:label ?post ;
      wg:modality wg:Asserted ; wg:negated false .
    OPTIONAL {{ ?fact wg:organization/rdfs:label ?body }}
  }}
}} ORDER BY ?body ?post"""


@dataclass(frozen=True, slots=True)
class Merged:
    """
    Which mentions of one document are the entity, by which rule, and how sure that is.

    ``parts`` are the names of the entities that a person has merged into it there.
    """

    document: str
    mentions: tuple[str, ...]
    rule: str
    parts: tuple[str, ...] = ()

    @property
    def confidence(self) -> float | None:
        """How sure the rule is, from 0 to 1; None where no rule of ours made the record."""
        known = identity_rules().get(self.rule)
        return known.confidence if known else None

    def to_json(self) -> dict[str, Any]:
        """The record as a JSON object."""
        return {
            "document": self.document,
            "mentions": list(self.mentions),
            "rule": self.rule,
            **({} if self.confidence is None else {"confidence": self.confidence}),
            **({"mergedFrom": list(self.parts)} if self.parts else {}),
        }


@dataclass(frozen=True, slots=True)
class Sourced:
    """A fact that the entity takes part in, and how many documents say the same."""

    iri: str
    fact: Fact
    sources: int


@dataclass(frozen=True, slots=True)
class Claim:
    """
    What one or more documents say of an entity: the IRI of the first fact that says so, its
    relation by name, empty for one outside of the ontology, and how many documents say it.
    """

    fact: str
    relation: str
    sources: int


@dataclass(frozen=True, slots=True)
class Card:
    """
    All that a store knows of an entity.

    ``scope`` is the name of the unit that it belongs to, ``posts`` are those that a person holds,
    each with its body where that is told; ``path`` is its way through the hierarchy,
    ``place`` its longitude and latitude in degrees; ``claims`` counts what is said of it, of
    which ``facts`` are the first, those with the most sources before the others.
    """

    entity: Entity
    scope: str
    posts: tuple[str, ...]
    path: str
    place: tuple[str, str] | None
    merged: tuple[Merged, ...]
    claims: int
    facts: tuple[Sourced, ...]

    def to_json(self) -> dict[str, Any]:
        """The card as a JSON object."""
        told = self.entity.to_json() | {"named": self.entity.named}
        if self.scope:
            told["scopeName"] = self.scope
        if self.posts:
            told["posts"] = list(self.posts)
        if self.path:
            told["path"] = self.path
        if self.place:
            told["longitude"], told["latitude"] = map(float, self.place)
        facts = [{"id": o.iri, "sources": o.sources, **o.fact.to_json()} for o in self.facts]
        merged = [each.to_json() for each in self.merged]
        return told | {"merged": merged, "claims": self.claims, "facts": facts}


def find_one(store: Store, name: str, within: str = "") -> str:
    """
    The IRI of the one entity of that name; ``within`` names the unit that it belongs to.

    Raises QueryError where there is none, or more than one, with their units and IRIs.
    """
    entities = {each.iri: known_entity(store, each.iri) for each in find_entity(store, name)}
    units = {iri: _scope_name(store, entity) for iri, entity in entities.items()}
    found = list(entities)
    if within:
        kept = [iri for iri in found if units[iri] == within]
        if not kept:
            known = "、".join(sorted({each for each in units.values() if each}))
            raise QueryError(f"no {name} belongs to {within}; there is one of {known or 'no unit'}")
        found = kept
    # 清河县 is the county, whatever body or place is called so somewhere.
    coded = [iri for iri in found if entities[iri].adcode]
    if len(found) == 1 or len(coded) == 1:
        return coded[0] if coded else found[0]
    shown = ", ".join(f"{iri} ({units[iri] or '-'})" for iri in found[:4])
    more = " …" if len(found) > 4 else ""
    raise QueryError(f"{len(found)} entities are called {name}: {shown}{more}; name one by its IRI")


def entity_card(store: Store, iri: str, limit: int = 20) -> Card:
    """The card of an entity, with at most ``limit`` of its facts."""
    entity = known_entity(store, iri)
    node = NamedNode(iri)
    unit = store.describe(node, units_graph(store.base))
    longitude, latitude = unit.get(WGS84 + "long"), unit.get(WGS84 + "lat")
    facts, claims = _facts(store, iri, limit)
    return Card(
        entity=entity,
        scope=_scope_name(store, entity),
        posts=tuple(_posts(store, iri)),
        path=unit[WG + "path"][0].value if WG + "path" in unit else "",
        place=(longitude[0].value, latitude[0].value) if longitude and latitude else None,
        merged=tuple(_merged(store, node)),
        claims=claims,
        facts=facts,
    )


def claims_of(store: Store, iri: str) -> list[Claim]:
    """All that is said of an entity, what most documents say first."""
    rows = store.raw.query(_CLAIMS.format(node=NamedNode(iri)), prefixes=store.prefixes)
    assert isinstance(rows, QuerySolutions)
    return [
        Claim(
            row["one"].value,
            local_name(row["relation"].value) if row["relation"] else "",
            int(row["sources"].value),
        )
        for row in rows
    ]


def entity_in(store: Store, node: NamedNode, graph: NamedNode) -> Entity:
    """The entity as one document knows it."""
    return entity_at(node.value, lambda part: store.describe(NamedNode(part), graph))


def _graphs(store: Store, node: NamedNode) -> list[NamedNode]:
    named = store.raw.quads_for_pattern(node, NamedNode(WG + "named"), None)
    found = {quad.graph_name for quad in named} - {units_graph(store.base)}
    return sorted((each for each in found if isinstance(each, NamedNode)), key=str)


def _names(store: Store, node: NamedNode, graph: NamedNode) -> bool:
    return WG + "named" in store.describe(node, graph)


def known_entity(store: Store, iri: str) -> Entity:
    """
    The entity as all documents together know it.

    Raises QueryError where there is none.
    """
    node = NamedNode(iri)
    graphs = _graphs(store, node)
    above = units_graph(store.base)  # 河北省 may be named on no page
    if not graphs and not _names(store, node, above):
        raise QueryError(f"{store.where}: there is no entity {iri} in this store")
    graphs = graphs or [above]
    first = entity_in(store, node, graphs[0])
    # Who is named on a thousand pages is not described a thousand times.
    aliases = sorted(_said(store, node, SKOS + "altLabel", graphs) - {first.name})
    named = "true" in _said(store, node, WG + "named", graphs)
    return Entity(
        iri, first.name, first.type, tuple(aliases), named, first.scope, first.adcode, first.kinds
    )


def _said(store: Store, node: NamedNode, name: str, graphs: Collection[NamedNode]) -> set[str]:
    """What some documents say of a node by a property."""
    among = set(graphs)
    quads = store.raw.quads_for_pattern(node, NamedNode(name), None)
    return {
        quad.object.value
        for quad in quads
        if quad.graph_name in among and isinstance(quad.object, (Literal, NamedNode))
    }


def _scope_name(store: Store, entity: Entity) -> str:
    if not entity.scope:
        return ""
    known = store.describe(NamedNode(entity.scope))
    return known[LABEL.value][0].value if LABEL.value in known else ""


def _merged(store: Store, node: NamedNode) -> Iterator[Merged]:
    for graph in _graphs(store, node):
        known = store.describe(node, graph)
        entity = entity_in(store, node, graph)
        document = store.describe(graph, graph)[WG + "fileName"][0].value
        read = [json.loads(each.value) for each in known.get(WG + "mergedAsRead", ())]
        parts = sorted(each["name"] for each in read if each["id"] != node.value)
        yield Merged(document, (entity.name, *entity.aliases), entity.rule, tuple(parts))


def _posts(store: Store, iri: str) -> Iterator[str]:
    rows = store.raw.query(_POSTS.format(node=NamedNode(iri)), prefixes=store.prefixes)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        yield (row["body"].value if row["body"] else "") + row["post"].value


def _facts(store: Store, iri: str, limit: int) -> tuple[tuple[Sourced, ...], int]:
    found = claims_of(store, iri)
    facts = (Sourced(one.fact, store.fact(one.fact), one.sources) for one in found[:limit])
    return tuple(facts), len(found)
