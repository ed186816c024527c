"""JSON-LD that people can read: a fact is one object, with its quantity and evidence inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from graph.exports.jsonld_names import AmbiguousError, Json, Names, context_for
from graph.store import Store
from graph.vocabulary import LABEL, OA, PROV, STATEMENT, TYPE, WG

_ENDS: Final = ("subject", "object", "place", "recipient", "organization")
_PARTS: Final = ("evidence", "trigger", "quantity", "position", "quote", "selector")
_SELECTOR: Final = OA + "hasSelector"
_DEEPEST: Final = 4  # objects within each other; a graph may run in a circle
# What a selector's type makes of the key it stands under.
_SELECTORS: Final = {
    OA + "TextPositionSelector": "position",
    OA + "TextQuoteSelector": "quote",
}

_Term = NamedNode | Literal
_Described = dict[str, dict[str, list[_Term]]]


def write_jsonld(store: Store, out: BinaryIO) -> None:
    """
    Write the store, one document in memory at a time; the context stands at the beginning.

    Every document is an object with its ``graph``: the document itself, its articles, entities and
    facts. Entities are named wherever a fact speaks of them, and what belongs to a fact alone
    stands inside it, so that some statements come twice; they are one for every reader of RDF.
    """
    context = context_for(store.base, store.prefixes)
    names = Names(context)
    out.write(f'{{"@context": {_dump(context)},\n"graph": ['.encode())
    first = True
    for part in _graphs(store, names):
        out.write(b"\n" if first else b",\n")
        out.write(part.encode())
        first = False
    out.write(b"\n]}\n")


def _graphs(store: Store, names: Names) -> Iterator[str]:
    """Every graph as an object; what stands in no graph as objects of its own."""
    yield from (_dump(node) for node in _nodes(_described(store, DefaultGraph()), Names()))
    for graph in sorted(store.raw.named_graphs(), key=str):
        assert isinstance(graph, NamedNode), "our graphs are named by IRIs"
        described = _described(store, graph)
        try:
            yield _graph(graph, described, names)
        except AmbiguousError:
            yield _graph(graph, described, Names())


def _graph(graph: NamedNode, described: _Described, names: Names) -> str:
    head: Json = {} if names.context else {"@context": None}
    head[names.id] = names.iri(graph.value)
    nodes = ",\n".join(_dump(node) for node in _nodes(described, names))
    return f'{_dump(head)[:-1].rstrip()},\n "{names.graph}": [\n{nodes}\n]}}'


def _nodes(described: _Described, names: Names) -> Iterator[Json]:
    """The objects of one graph: what is part of another stands in it."""
    if not names.context:
        # In the default graph, too, where our context is in force, this one is not.
        for iri in sorted(described):
            yield {"@context": None} | _Writer(described, names).node(iri)
        return
    writer = _Writer(described, names)
    statements = {iri for iri, known in described.items() if STATEMENT in known.get(TYPE.value, ())}
    inside = set(_parts_of(described)) - statements
    for iri in sorted(described.keys() - inside, key=lambda iri: _rank(iri, described)):
        yield writer.node(iri)


class _Writer:
    """Writes the nodes of one graph; ``described`` holds what the graph says, node by node."""

    def __init__(self, described: _Described, names: Names) -> None:
        self.described = described
        self.names = names

    def node(self, iri: str, within: tuple[str, ...] = ()) -> Json:
        """A node with all that is said of it; ``within`` are the nodes that it stands in."""
        known = self.described[iri]
        found: Json = {self.names.id: self.names.iri(iri)}
        if kinds := _kinds(known):
            found[self.names.type] = _one_or_all([self.names.vocab(kind) for kind in kinds])
        values: dict[str, list[Any]] = {}
        for predicate, terms in known.items():
            for term in terms:
                if predicate != TYPE.value or not isinstance(term, NamedNode):
                    key, value = self._property(predicate, term, (*within, iri))
                    values.setdefault(key, []).append(value)
        order = self.names.order
        for key in sorted(values, key=lambda key: (order.get(key, len(order)), key)):
            found[key] = _one_or_all(values[key])
        return found

    def _property(self, predicate: str, term: _Term, within: tuple[str, ...]) -> tuple[str, Any]:
        key, value = self.names.written(predicate, term)
        known = self.described.get(term.value)
        if known is None or not self.names.context or not isinstance(term, NamedNode):
            return key, value
        if predicate == _SELECTOR:
            kinds = _kinds(known)
            key = _SELECTORS.get(kinds[0], "selector") if len(kinds) == 1 else "selector"
        if key in _ENDS:
            return key, self._named(term.value)
        inside = key in _PARTS and STATEMENT not in known.get(TYPE.value, ())
        if inside and term.value not in within and len(within) < _DEEPEST:
            return key, self.node(term.value, within)
        return key, value

    def _named(self, iri: str) -> Json:
        """An entity in short: its IRI, its type and its name."""
        whole = self.described[iri]
        short = {name: whole[name] for name in (TYPE.value, LABEL.value) if name in whole}
        return _Writer({iri: short}, self.names).node(iri)


def _parts_of(described: _Described) -> Iterator[str]:
    """The nodes that stand inside the object of a statement."""
    for known in described.values():
        if STATEMENT not in known.get(TYPE.value, ()):
            continue
        for predicate in (WG + "quantity", WG + "trigger", PROV + "wasDerivedFrom"):
            for part in known.get(predicate, ()):
                inner = described.get(part.value, {})
                if STATEMENT not in inner.get(TYPE.value, ()):
                    yield part.value
                    yield from (one.value for one in inner.get(_SELECTOR, ()))


def _kinds(known: dict[str, list[_Term]]) -> list[str]:
    return [kind.value for kind in known.get(TYPE.value, ()) if isinstance(kind, NamedNode)]


def _rank(iri: str, described: _Described) -> tuple[int, int, str]:
    """The document first, then articles, entities, facts as they stand in it, and the rest."""
    known = described[iri]
    kinds = {kind.removeprefix(WG) for kind in _kinds(known)}
    if "Statement" in kinds:
        return 3, _start(known, described), iri
    if WG + "named" in known:
        return 2, 0, iri
    return (0 if "SourceDocument" in kinds else 1 if "Article" in kinds else 4), 0, iri


def _start(known: dict[str, list[_Term]], described: _Described) -> int:
    for quote in known.get(PROV + "wasDerivedFrom", ()):
        for selector in described.get(quote.value, {}).get(_SELECTOR, ()):
            for start in described.get(selector.value, {}).get(OA + "start", ()):
                if start.value.isdecimal():
                    return int(start.value)
    return 0


def _described(store: Store, graph: NamedNode | DefaultGraph) -> _Described:
    """What a graph says, node by node, in an order that does not change."""
    found: _Described = {}
    for quad in sorted(store.raw.quads_for_pattern(None, None, None, graph), key=str):
        subject, value = quad.subject, quad.object
        assert isinstance(subject, NamedNode), "our graphs hold no blank nodes"
        assert isinstance(value, NamedNode | Literal), "our graphs hold no blank nodes"
        known = found.setdefault(subject.value, {})
        known.setdefault(quad.predicate.value, []).append(value)
    return found


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
