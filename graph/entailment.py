"""
What follows from what a store says, by the ontology: RDFS, inverse and transitive properties.

The hierarchies of classes and properties are small: they are followed to their ends once. Then
every statement is looked at once, so that the work grows with what is said and what follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final, TypeVar

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from graph.database import Database
from graph.vocabulary import OWL, RDFS, TYPE, XSD

SUBCLASS: Final = NamedNode(RDFS + "subClassOf")
SUBPROPERTY: Final = NamedNode(RDFS + "subPropertyOf")
_INVERSE: Final = NamedNode(OWL + "inverseOf")
_TRANSITIVE: Final = NamedNode(OWL + "TransitiveProperty")
_ENDS: Final = (NamedNode(RDFS + "domain"), NamedNode(RDFS + "range"))

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Pair = tuple[Term, Term]
Pairs = dict[NamedNode, set[Pair]]
Directed = tuple[NamedNode, bool]
"""A property, and whether it is read from the other end."""

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Schema:
    """
    What an ontology lets one conclude, followed to the end.

    ``superclasses`` and ``implied`` leave out the class and the property themselves. ``ends`` are
    the domain and the range of those properties from which others follow, where each is one class
    with a name; of the others, which statements have by the million, nothing need be concluded.
    """

    superclasses: Mapping[NamedNode, frozenset[NamedNode]]
    implied: Mapping[NamedNode, frozenset[Directed]]
    transitive: frozenset[NamedNode]
    ends: Mapping[NamedNode, tuple[NamedNode | None, NamedNode | None]]

    @property
    def properties(self) -> list[NamedNode]:
        """Every property that something follows from, or that follows from one, sorted."""
        follow = {name for each in self.implied.values() for name, _ in each}
        return sorted({*self.implied, *self.transitive, *follow}, key=str)

    @property
    def classes(self) -> list[NamedNode]:
        """Every class that lies below another, or above one, sorted."""
        above = {name for each in self.superclasses.values() for name in each}
        return sorted({*self.superclasses, *above}, key=str)


def schema_of(quads: Iterable[Quad]) -> Schema:
    """The schema that some triples of RDFS and OWL describe; what has no name is passed over."""
    wider: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    directed: dict[Directed, set[Directed]] = defaultdict(set)
    transitive: set[NamedNode] = set()
    ends: dict[NamedNode, list[NamedNode | None]] = defaultdict(lambda: [None, None])
    for quad in quads:
        subject, key, value = quad.subject, quad.predicate, quad.object
        if not (isinstance(subject, NamedNode) and isinstance(value, NamedNode)):
            continue
        if key == SUBCLASS:
            wider[subject].add(value)
        elif key == SUBPROPERTY:
            for turned in (False, True):
                directed[subject, turned].add((value, turned))
        elif key == _INVERSE:
            for turned in (False, True):
                directed[subject, turned].add((value, not turned))
                directed[value, turned].add((subject, not turned))
        elif key == TYPE and value == _TRANSITIVE:
            transitive.add(subject)
        elif key in _ENDS and not value.value.startswith((XSD, RDFS)):
            ends[subject][_ENDS.index(key)] = value
    implied = {name: _reached((name, False), directed) for name, turned in directed if not turned}
    return Schema(
        superclasses={each: _reached(each, wider) for each in wider},
        implied=implied,
        transitive=frozenset(transitive),
        ends={name: (both[0], both[1]) for name, both in ends.items() if name in implied},
    )


def conclusions(store: Database, schema: Schema, sure: NamedNode | None = None) -> Iterator[Triple]:
    """
    What follows from all that the store says and is not said in it, each triple once.

    What the graph ``sure`` says of a thing by a transitive property is all that is believed of it:
    where a unit of the national code lies, no page knows better. Such a property is not followed
    along a circle either, where one of the statements must be wrong and nothing tells which: from A
    within B and B within A nothing follows. Nothing is concluded of a thing to itself. A domain
    or a range is concluded only of what has no type at all.
    """
    stated = {each: _pairs(store, each) for each in schema.properties}
    known = {each: _pairs(store, each, sure) for each in stated} if sure else {}
    edges = _followed(stated, schema)
    for name, doubtful in _doubtful(edges, known, schema).items():
        edges[name] -= doubtful
    chains = {each: _chains(edges[each]) for each in schema.transitive}
    edges |= chains
    for name, pairs in _followed(chains, schema).items():
        if name not in schema.transitive:
            edges[name] |= pairs
    for name in sorted(edges, key=str):
        for subject, value in edges[name] - stated.get(name, set()):
            if isinstance(subject, NamedNode) and subject != value:
                yield Triple(subject, name, value)
    yield from _types(store, schema, edges)
    yield from _hierarchy(schema)


def _pairs(store: Database, name: NamedNode, graph: NamedNode | None = None) -> set[Pair]:
    found = store.quads_for_pattern(None, name, None, graph)
    return {(quad.subject, quad.object) for quad in found}


def _followed(stated: Mapping[NamedNode, Set[Pair]], schema: Schema) -> Pairs:
    """The pairs of each property, with those that its narrower and inverse ones give it."""
    found: Pairs = defaultdict(set)
    for name, pairs in stated.items():
        found[name] |= pairs
        for other, turned in schema.implied.get(name, ()):
            found[other] |= {(end, start) for start, end in pairs} if turned else pairs
    return found


def _doubtful(edges: Pairs, known: Mapping[NamedNode, Set[Pair]], schema: Schema) -> Pairs:
    """What is said by transitive properties of things of which something else is known."""
    believed = _followed(known, schema)
    subjects: dict[Directed, set[Term]] = defaultdict(set)
    for name, pairs in known.items():
        described = {end for pair in pairs for end in pair}
        for each in ((name, False), *schema.implied.get(name, ())):
            subjects[each] |= described
    return {
        name: {pair for pair in edges[name] - believed[name] if pair[turned] in things}
        for (name, turned), things in subjects.items()
        if name in schema.transitive
    }


def _chains(pairs: Set[Pair]) -> set[Pair]:
    """The pairs and all chains of them, without those that stand in a circle."""
    from networkx import DiGraph, strongly_connected_components

    circles = enumerate(strongly_connected_components(DiGraph(pairs)))
    circle = {node: number for number, nodes in circles for node in nodes}
    following: dict[Term, list[Term]] = defaultdict(list)
    for start, end in pairs:
        if circle[start] != circle[end]:
            following[start].append(end)
    return {(start, end) for start in list(following) for end in _reached(start, following)}


def _types(store: Database, schema: Schema, edges: Pairs) -> Iterator[Triple]:
    members: dict[NamedNode, set[Term]] = {
        each: {quad.subject for quad in store.quads_for_pattern(None, TYPE, each)}
        for each in schema.classes
    }
    typed = set[Term]().union(*members.values())
    found: dict[NamedNode, set[Term]] = defaultdict(set)
    for name, nodes in members.items():
        for wider in schema.superclasses.get(name, ()):
            found[wider] |= nodes
    for name, ends in schema.ends.items():
        for at, kind in enumerate(ends):
            if kind is not None:
                nodes = {pair[at] for pair in edges[name]} - typed
                nodes = {each for each in nodes if _untyped(store, each)}
                for wider in (kind, *schema.superclasses.get(kind, ())):
                    found[wider] |= nodes
    for name in sorted(found, key=str):
        for node in found[name] - members.get(name, set()):
            if isinstance(node, NamedNode):
                yield Triple(node, TYPE, name)


def _untyped(store: Database, node: Term) -> bool:
    if not isinstance(node, NamedNode):
        return False
    return next(iter(store.quads_for_pattern(node, TYPE, None)), None) is None


def _hierarchy(schema: Schema) -> Iterator[Triple]:
    """The hierarchies themselves, so that a query can go up and down in them."""
    for name, wider in sorted(schema.superclasses.items(), key=str):
        yield from (Triple(name, SUBCLASS, each) for each in sorted(wider, key=str))
    for name, implied in sorted(schema.implied.items(), key=str):
        above = sorted((other for other, turned in implied if not turned), key=str)
        yield from (Triple(name, SUBPROPERTY, each) for each in above if each != name)


def _reached(start: _Key, following: Mapping[_Key, Iterable[_Key]]) -> frozenset[_Key]:
    """What can be reached from a node, itself left out."""
    seen: set[_Key] = set()
    ways = [start]
    while ways:
        for each in following.get(ways.pop(), ()):
            if each not in seen:
                seen.add(each)
                ways.append(each)
    return frozenset(seen - {start})
