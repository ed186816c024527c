"""What the analyses work on: entities tied by facts, in an order that depends on nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from extractors.facts import LITERAL, Argument, Fact
from graph.analysis.selection import EVERYTHING, Selection
from graph.network import Trait
from graph.rdf import CIRCUMSTANCES


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """An entity as tables name it: its IRI, its name, its type, and its unit where it has one."""

    iri: str
    name: str
    type: str = ""
    unit: str = ""

    @property
    def label(self) -> str:
        """
        The name, with the unit where the name does not tell it.

        >>> Member("", "志愿者", unit="石门乡").label
        '志愿者（石门乡）'
        >>> Member("", "石门乡交通局", unit="石门乡").label
        '石门乡交通局'
        """
        return self.name if self.unit in self.name else f"{self.name}（{self.unit}）"


@dataclass(frozen=True, slots=True)
class Told:
    """One fact, or one circumstance of it, from one entity to another, as an edge tells it."""

    fact: str
    label: str
    document: str
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Ties:
    """
    Entities by number, sorted by their IRIs, and the ties between them.

    ``graph`` is a networkx Graph of the numbers; the ``weight`` of a tie is how many facts make
    it, in either direction. ``told`` holds them by subject and object, the surest first.

    Numbers instead of IRIs make every algorithm give the same in every process: sets of texts
    have another order in each.
    """

    members: tuple[Member, ...]
    graph: nx.Graph
    told: Mapping[tuple[int, int], tuple[Told, ...]]


def ties_of(graph: nx.MultiDiGraph, selection: Selection = EVERYTHING) -> Ties:
    """
    The entities of a graph that ``graph.network`` gave, and their ties.

    Entities that no selected fact speaks of are left out, and so are general things unless the
    selection takes them in; what was given to whom, or who holds a post where, then ties the two
    directly. What somebody stated is no entity, and nothing is tied to itself, but who only
    stated something is there, without ties.
    """
    counted = {node for node in graph if _is_entity(graph, node, selection)}
    edges = [
        (source, target, key, data)
        for source, target, key, data in _edges(graph, counted)
        if selection.keeps(data, *(_types(graph, source, target) if selection.types else ()))
    ]
    spoken = {source for source, *_ in edges} | {target for _, target, *_ in edges}
    iris = sorted(spoken & counted)
    numbers = {iri: number for number, iri in enumerate(iris)}
    told = _told(edges, numbers)
    return Ties(tuple(member_of(graph, iri) for iri in iris), _simple(len(iris), told), dict(told))


def ties_among(facts: Iterable[tuple[str, Fact]], traits: Mapping[str, Trait]) -> Ties:
    """
    The ties of what happened, of facts with their IRIs, without what tells them.

    They are those that ``ties_of`` finds in ``graph.network.network_of`` with circumstances, which
    takes three times as long: of a large store only the ties are wanted.
    """
    members: dict[str, Member] = {}
    joined: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for iri, fact in facts:
        if fact.modality != "asserted" or fact.negated:
            continue
        subject, thing = (_counted(end, traits, members) for end in (fact.subject, fact.object))
        ends = [(subject, thing)]
        for role in CIRCUMSTANCES:
            argument: Argument | None = getattr(fact, role)
            if argument is not None and argument.id:
                ends.append((thing or subject, _counted(argument, traits, members)))
        for one, other in ends:
            if one and other and one != other:
                joined[min(one, other), max(one, other)].add(iri)
    numbers = {iri: number for number, iri in enumerate(sorted(members))}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(numbers)))
    for one, other in sorted(joined):
        graph.add_edge(numbers[one], numbers[other], weight=len(joined[one, other]))
    return Ties(tuple(members[iri] for iri in numbers), graph, {})


def _counted(end: Argument, traits: Mapping[str, Trait], members: dict[str, Member]) -> str:
    """The IRI of what a fact speaks of, now among ``members``; nothing where it does not count."""
    if end.id in members:
        return end.id
    trait = traits.get(end.id, Trait())
    if end.type == LITERAL or not (trait.named or trait.unit):
        return ""
    members[end.id] = Member(end.id, end.name, end.type, trait.unit)
    return end.id


def member_of(graph: nx.MultiDiGraph, iri: str) -> Member:
    """The entity of a node."""
    data = graph.nodes[iri]
    return Member(iri, data["label"], data["type"], data.get("unit", ""))


def is_general(graph: nx.MultiDiGraph, node: str) -> bool:
    """Whether a node is a thing in general: with no name of its own, and no unit that has it."""
    data = graph.nodes[node]
    return not data.get("named", True) and "unit" not in data


_Edge = tuple[str, str, str, dict[str, Any]]


def _edges(graph: nx.MultiDiGraph, counted: Collection[str]) -> Iterator[_Edge]:
    """All edges; a circumstance of a fact whose object is not counted starts at its subject."""
    edges = list(graph.edges(keys=True, data=True))
    subjects = {key: source for source, _, key, data in edges if "role" not in data}
    for source, target, key, data in edges:
        aside = "role" in data and source not in counted
        yield subjects[data["fact"]] if aside else source, target, str(key), data


def _is_entity(graph: nx.MultiDiGraph, node: str, selection: Selection) -> bool:
    literal = graph.nodes[node]["type"] == LITERAL
    return not literal and (selection.general or not is_general(graph, node))


def _types(graph: nx.MultiDiGraph, *ends: str) -> Iterable[str]:
    found = (graph.nodes[end]["type"] for end in ends)
    return [kind for kind in found if kind != LITERAL]


def _told(
    edges: Iterable[_Edge], numbers: Mapping[str, int]
) -> dict[tuple[int, int], tuple[Told, ...]]:
    bundles: defaultdict[tuple[int, int], list[Told]] = defaultdict(list)
    for source, target, key, data in edges:
        if source != target and source in numbers and target in numbers:
            told = Told(
                data.get("fact", key),
                data["label"],
                data["document"],
                data["evidence"],
                data["confidence"],
            )
            bundles[numbers[source], numbers[target]].append(told)
    return {
        pair: tuple(sorted(bundle, key=_surest)) if (bundle := bundles[pair])[1:] else tuple(bundle)
        for pair in sorted(bundles)
    }


def _surest(one: Told) -> tuple[float, str, str]:
    return -one.confidence, one.fact, one.label


def _simple(count: int, told: Mapping[tuple[int, int], tuple[Told, ...]]) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    facts: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for (source, target), bundle in told.items():
        facts[min(source, target), max(source, target)].update(one.fact for one in bundle)
    for source, target in sorted(facts):
        graph.add_edge(source, target, weight=len(facts[source, target]))
    return graph
