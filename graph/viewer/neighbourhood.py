"""A part of a store of any size for the viewer: the neighbourhood of entities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from extractors.facts import LITERAL, Argument, Entity, Fact
from graph.explain import surroundings
from graph.identity.card import known_entity
from graph.identity.claims import CLAIM
from graph.nodes import Nodes, Properties
from graph.rdf import CIRCUMSTANCES
from graph.store import Store
from graph.viewer.fact_rows import joined
from graph.viewer.model import Corpus, ShownFact, Source
from graph.viewer.parts import parts_of
from graph.vocabulary import DCTERMS, OA, PROV, RDF, SCHEMA, WG
from ontology.errors import QueryError

NODES: Final = 300
"""Entities of one neighbourhood; of more than these the weightiest are kept."""
FACTS: Final = 1500
"""Facts of one neighbourhood."""
_LOOKED: Final = 4  # times the facts that are shown, of which the ends are looked at
_FEW: Final = 50  # facts of each, of which they are
_HEAVY: Final = 400  # facts of a neighbour, from which those with other neighbours are not sought

_ENDS: Final = (NamedNode(RDF + "subject"), NamedNode(RDF + "object"))
_EVIDENCE: Final = NamedNode(PROV + "wasDerivedFrom")
_ROLES: Final = (*_ENDS, *(NamedNode(WG + role) for role in CIRCUMSTANCES))


@dataclass(frozen=True, slots=True)
class Part:
    """
    What is shown of a neighbourhood.

    ``documents`` are the IRIs of the documents of its facts by name, ``left`` how many facts of
    its centres were left out, ``cut`` how many entities that are so near.
    """

    corpus: Corpus
    documents: Mapping[str, str]
    left: int = 0
    cut: int = 0


def neighbourhood(
    store: Store,
    centres: Collection[str],
    weights: Mapping[str, int],
    *,
    hops: int = 1,
    nodes: int = NODES,
    facts: int = FACTS,
) -> Part:
    """
    The facts of ``centres`` and of who is so many steps from them, and those of them together.

    ``weights`` are how many facts speak of each entity: of more entities or facts than there may
    be, the weightiest are kept, and all of the centres' before others.
    """
    reader = Reader(store)
    kept = dict.fromkeys(sorted(centres, key=lambda iri: (-weights.get(iri, 0), iri)))
    told: dict[str, None] = {}
    ring = list(kept)
    centre_facts = unseen = cut = 0
    for hop in range(1, hops + 1):
        # Of hubs only a part is looked at: no more can be shown.
        most = max(_FEW, _LOOKED * facts // max(1, len(ring)))
        told_of = [reader.facts_of(iri) for iri in ring]
        found = [fact for each in told_of for fact in each[:most]]
        told |= dict.fromkeys(found)
        if hop == 1:
            centre_facts = len(told)
            unseen = sum(len(each[most:]) for each in told_of)
        beside = {end for fact in found for end in reader.ends_of(fact)} - kept.keys()
        room = max(0, nodes - len(kept))
        ring = sorted(beside, key=lambda iri: (-weights.get(iri, 0), iri))[:room]
        cut += len(beside) - len(ring)
        kept |= dict.fromkeys(ring)
    for iri in ring:
        if weights.get(iri, 0) <= _HEAVY:
            told |= dict.fromkeys(reader.facts_of(iri))
    whole = [fact for fact in told if reader.ends_of(fact) <= kept.keys()]
    shown = whole[:facts]
    first = set(list(told)[:centre_facts])
    left = unseen + len(first) - len(first & set(shown))
    return replace(reader.part(shown), left=left, cut=cut)


def entities_part(store: Store, iris: Iterable[str]) -> Part:
    """Entities alone, without what is said of them."""
    known = {iri: entity for iri in iris if (entity := _entity(store, iri))}
    return Part(Corpus((), known, ()), {})


class Reader:
    """Reads the statements of a store one by one, each once."""

    def __init__(self, store: Store) -> None:
        """Read from an open store."""
        self._store = store
        self._known: dict[str, Properties] = {}
        self._ends: dict[str, set[str]] = {}
        self._evidence: dict[str, bool] = {}

    def facts_of(self, iri: str) -> list[str]:
        """The statements that speak of an entity."""
        node = NamedNode(iri)
        return sorted(
            {
                quad.subject.value
                for role in _ROLES
                for quad in self._store.raw.quads_for_pattern(None, role, node)
                # A plain triple of wg:place, say, has an entity for its subject, and no evidence.
                if isinstance(quad.subject, NamedNode) and self._has_evidence(quad.subject)
            }
        )

    def ends_of(self, fact: str) -> set[str]:
        """The entities between which a statement is an edge."""
        if fact not in self._ends:
            node, quads = NamedNode(fact), self._store.raw.quads_for_pattern
            ends = (quad.object for role in _ENDS for quad in quads(node, role, None))
            self._ends[fact] = {end.value for end in ends if isinstance(end, NamedNode)}
        return self._ends[fact]

    def part(self, facts: list[str]) -> Part:
        """The corpus of some statements."""
        shown: list[ShownFact] = []
        entities: dict[str, Entity] = {}
        documents: dict[str, str] = {}
        for iri in facts:
            fact = self._store.fact(iri)
            graph = self._document(iri)
            documents[fact.document] = graph
            before, after = surroundings(self._store, iri)
            claim = self._describe(iri).get(CLAIM.value)
            parts = parts_of(iri, self._nodes(iri), self._store.base, graph)
            shown.append(
                ShownFact(
                    iri,
                    fact,
                    joined(before),
                    joined(after),
                    parts,
                    claim[0].value if claim else "",
                )
            )
            for end in _arguments(fact):
                if end.id not in entities and end.type != LITERAL:
                    entity = _entity(self._store, end.id)
                    entities[end.id] = entity or Entity(end.id, end.name, end.type, (), False)
        sources = tuple(_source(self._store, *pair) for pair in sorted(documents.items()))
        return Part(Corpus(sources, entities, tuple(shown)), documents)

    def _describe(self, iri: str) -> Properties:
        if iri not in self._known:
            self._known[iri] = self._store.describe(NamedNode(iri))
        return self._known[iri]

    def _has_evidence(self, node: NamedNode) -> bool:
        known = self._evidence.get(node.value)
        if known is None:
            quads = self._store.raw.quads_for_pattern(
                node, NamedNode(PROV + "wasDerivedFrom"), None
            )
            known = self._evidence[node.value] = any(True for _ in quads)
        return known

    def _document(self, fact: str) -> str:
        evidence = self._describe(fact)[PROV + "wasDerivedFrom"][0].value
        return self._store.describe(NamedNode(evidence))[OA + "hasSource"][0].value

    def _nodes(self, fact: str) -> Nodes:
        """The properties of a statement and of its evidence's parts."""
        found: dict[str, Properties] = {}
        waiting = [fact]
        while waiting:
            iri = waiting.pop()
            known = self._describe(iri) if iri == fact else self._store.describe(NamedNode(iri))
            found[iri] = known
            for name in (PROV + "wasDerivedFrom", OA + "hasSelector"):
                waiting += [one.value for one in known.get(name, ()) if one.value not in found]
        return found


def _arguments(fact: Fact) -> list[Argument]:
    ends: list[Argument | None] = [
        fact.subject,
        fact.object,
        *(getattr(fact, role) for role in CIRCUMSTANCES),
    ]
    return [end for end in ends if end is not None and end.id]


def _entity(store: Store, iri: str) -> Entity | None:
    try:
        return known_entity(store, iri)
    except QueryError:
        return None


def _source(store: Store, name: str, iri: str) -> Source:
    graph = NamedNode(iri)
    title = store.describe(graph, graph).get(DCTERMS + "title")
    headlines: dict[int, str] = {}
    for quad in store.raw.quads_for_pattern(None, NamedNode(SCHEMA + "headline"), None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            numbers = store.describe(quad.subject, graph).get(WG + "articleNumber", ())
            headlines |= {int(number.value): quad.object.value for number in numbers}
    return Source(name, title[0].value if title else "", headlines)
