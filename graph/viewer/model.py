"""What the viewer shows: entities, facts with their marked evidence, and the part that is drawn."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from extractors.facts import LITERAL, Argument, Entity, Fact
from graph.rdf import CIRCUMSTANCES
from graph.viewer.parts import NO_PARTS, Parts

MEASURES: Final = ("degree", "weightedDegree", "pagerank", "betweenness", "community")
"""The figures of an entity that the page holds."""
RANKED: Final = ("degree", "pagerank", "betweenness")
"""Those by which entities are ranked."""

NO_WEIGHTS: Final[Mapping[str, int]] = {}
NO_MEASURES: Final[Mapping[str, Mapping[str, float]]] = {}


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its name, its title where it has one, and its articles' headlines by number."""

    name: str
    title: str = ""
    headlines: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownFact:
    """
    A fact with the IRI of its statement, and what its sentence says around the evidence.

    Facts of the same ``claim``, an IRI, say the same in several places.
    """

    iri: str
    fact: Fact
    before: str = ""
    after: str = ""
    parts: Parts = NO_PARTS
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was read from a store; ``entities`` are by IRI."""

    sources: tuple[Source, ...]
    entities: Mapping[str, Entity]
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of an evidence text that plays a ``role``: subject, trigger or object."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Node:
    """
    An entity with the number of facts that speak of it; ``key`` is the hash of its IRI.

    ``measures`` are its figures in the whole store by name, none where it is only denied or
    demanded, or a thing in general; ``ranks`` say by the same names which place that gives it
    among all, from 1.
    """

    key: str
    entity: Entity
    degree: int
    measures: Mapping[str, float] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """
    All facts of one relation between the same two entities, or one circumstance of them.

    ``facts`` are indexes into the view's facts. A circumstance, whose role is its ``relation``,
    goes out from the fact's object, or from the subject where the object is reported speech.
    """

    key: str
    source: str
    target: str
    relation: str
    facts: tuple[int, ...]
    circumstance: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """
    One picture: ``nodes``, ``edges`` and ``facts`` are all that can be found and read in it.

    ``drawn`` holds the keys of the nodes that are drawn when it opens.
    ``around`` names the entity at the centre, where there is one.
    """

    sources: tuple[Source, ...]
    nodes: tuple[Node, ...]
    facts: tuple[ShownFact, ...]
    edges: tuple[Edge, ...]
    drawn: frozenset[str]
    around: str = ""
    hops: int = 0


@lru_cache(maxsize=100_000)  # each entity is asked for once for each fact of it
def key_of(iri: str) -> str:
    """
    The short name of an entity inside the page: no letter of the corpus gets into an identifier.

    >>> key_of("https://w3id.org/wangge/id/x")
    'n63d6c2a65fb1'
    """
    return "n" + hashlib.sha256(iri.encode()).hexdigest()[:12]


def view_of(
    corpus: Corpus,
    *,
    centres: Collection[str] = (),
    hops: int = 1,
    limit: int = 1000,
    measures: Mapping[str, Mapping[str, float]] = NO_MEASURES,
    weights: Mapping[str, int] = NO_WEIGHTS,
) -> View:
    """
    The part of ``corpus`` to show, whole or the neighbourhood of the entities ``centres`` (IRIs).

    At most ``limit`` nodes are drawn, the most central ones; the others can still be found.
    ``measures`` are the figures of the entities by IRI, as ``graph.analysis.columns`` gives them.
    Where the corpus is a part of a store, ``weights`` are how many facts of the whole speak of
    each entity.
    """
    facts = corpus.facts
    if centres:
        kept = _neighbourhood(facts, centres, hops)
        facts = tuple(shown for shown in facts if _ends(shown.fact) <= kept)
    degrees = Counter(dict.fromkeys(centres, 0))
    for shown in facts:
        degrees.update(_ends(shown.fact) | _circumstances(shown.fact).keys())
    ranks = _ranks(measures)
    nodes = tuple(
        Node(
            key_of(iri),
            corpus.entities[iri],
            max(degrees[iri], weights.get(iri, 0)),
            measures.get(iri, {}),
            ranks.get(iri, {}),
        )
        for iri in sorted(degrees, key=lambda iri: (-degrees[iri], iri))
    )
    edges = _bundle(facts)
    told = {shown.fact.document for shown in facts}
    return View(
        sources=tuple(s for s in corpus.sources if not centres or s.name in told),
        nodes=nodes,
        facts=facts,
        edges=edges,
        drawn=_central(nodes, edges, limit),
        around="、".join(sorted({corpus.entities[iri].name for iri in centres})),
        hops=hops if centres else 0,
    )


def _ranks(measures: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, int]]:
    """The place of each entity among all by each measure that ranks; equals share the best."""
    ranks: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name in RANKED:
        figures = {iri: known[name] for iri, known in measures.items() if name in known}
        places: dict[float, int] = {}
        for place, figure in enumerate(sorted(figures.values(), reverse=True), start=1):
            places.setdefault(figure, place)
        for iri, figure in figures.items():
            ranks[iri][name] = places[figure]
    return ranks


def marks_of(fact: Fact) -> tuple[Mark, ...]:
    """
    Where subject, trigger and object stand in the evidence of a fact, as far as they do.

    The trigger is the occurrence nearest to its offset; of the subject the last before it is
    taken, of the object the first behind it, else any that is free.
    """
    text = fact.evidence.text
    marks: list[Mark] = []
    pivot = len(text) // 2
    if fact.trigger and fact.trigger.text in text:
        expected = max(0, fact.trigger.start - fact.evidence.start)
        start = min(_occurrences(text, fact.trigger.text), key=lambda at: abs(at - expected))
        marks.append(Mark(start, start + len(fact.trigger.text), "trigger"))
        pivot = start
    for role, argument in (("subject", fact.subject), ("object", fact.object)):
        found = _locate(text, argument, pivot, before=role == "subject", taken=marks)
        if found:
            marks.append(Mark(*found, role))
    return tuple(sorted(marks, key=_beginning))


def _beginning(mark: Mark) -> int:
    return mark.start


def _locate(
    text: str, argument: Argument, pivot: int, *, before: bool, taken: Sequence[Mark]
) -> tuple[int, int] | None:
    """Where a name is said that is not taken: the last before the pivot, or the first behind it."""
    for form in (argument.mention, argument.name):
        free = [at for at in _occurrences(text, form) if _is_free(at, at + len(form), taken)]
        if free:
            wanted = free if len(free) == 1 else [at for at in free if (at < pivot) == before]
            at = (wanted or free)[-1 if before else 0]
            return at, at + len(form)
    return None


def _is_free(start: int, end: int, taken: Iterable[Mark]) -> bool:
    for mark in taken:  # noqa: SIM110 (asked for each fact; a generator takes twice as long)
        if start < mark.end and mark.start < end:
            return False
    return True


def _occurrences(text: str, form: str) -> list[int]:
    places = []
    at = text.find(form) if form else -1
    while at >= 0:
        places.append(at)
        at = text.find(form, at + 1)
    return places


def _ends(fact: Fact) -> set[str]:
    return {end.id for end in (fact.subject, fact.object) if end.type != LITERAL}


def _circumstances(fact: Fact) -> dict[str, str]:
    found = {}
    for role in CIRCUMSTANCES:
        argument: Argument | None = getattr(fact, role)
        if argument is not None and argument.type != LITERAL:
            found[argument.id] = role
    return found


def _bundle(facts: Sequence[ShownFact]) -> tuple[Edge, ...]:
    bundles: defaultdict[tuple[str, str, str, bool], list[int]] = defaultdict(list)
    for index, shown in enumerate(facts):
        fact = shown.fact
        start = fact.subject.id
        if fact.object.type != LITERAL:
            bundles[start, fact.object.id, fact.relation or fact.predicate, False].append(index)
            start = fact.object.id
        for iri, role in _circumstances(fact).items():
            if iri not in _ends(fact):
                bundles[start, iri, role, True].append(index)
    return tuple(
        Edge(
            _edge_key(source, target, relation, aside),
            key_of(source),
            key_of(target),
            relation,
            tuple(members),
            aside,
        )
        for (source, target, relation, aside), members in bundles.items()
    )


def _edge_key(*parts: object) -> str:
    return "e" + hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def _central(nodes: Sequence[Node], edges: Iterable[Edge], limit: int) -> frozenset[str]:
    """The ``limit`` nodes with most facts, among equals those whose neighbours have most."""
    degrees = {node.key: node.degree for node in nodes}
    weight: Counter[str] = Counter()
    for edge in edges:
        weight[edge.source] += degrees[edge.target]
        weight[edge.target] += degrees[edge.source]
    ranked = sorted(nodes, key=lambda node: (-node.degree, -weight[node.key], node.key))
    return frozenset(node.key for node in ranked[:limit])


def _neighbourhood(facts: Iterable[ShownFact], centres: Collection[str], hops: int) -> set[str]:
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for shown in facts:
        joined = _ends(shown.fact) | _circumstances(shown.fact).keys()
        for iri in joined:
            neighbours[iri] |= joined
    distance = dict.fromkeys(centres, 0)
    queue = deque(sorted(centres))
    while queue:
        iri = queue.popleft()
        if distance[iri] == hops:
            continue
        for neighbour in sorted(neighbours[iri] - distance.keys()):
            distance[neighbour] = distance[iri] + 1
            queue.append(neighbour)
    return set(distance)
