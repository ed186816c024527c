"""What is wrong with quads: statements that the graph could not show, or that say too much."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from extractors.qualification import AREA
from graph.imports.examination import MODALITIES, STATEMENT, Examination, Notes, Term, short
from graph.imports.terms import KnownTerms
from graph.rdf import CIRCUMSTANCES
from graph.terms import own_graphs, vocabulary_graph
from graph.vocabulary import BASE, LABEL, OA, PROV, RDF, SCHEMA, SKOS, TYPE, WG, typed
from ontology import load_ontology

# What the checks keep of a statement, by the IRI of the property.
_SAID: Final = {
    **{RDF + name: name for name in ("subject", "predicate", "object")},
    **{WG + name: name for name in CIRCUMSTANCES},
    **{WG + name: name for name in ("modality", "negated", "confidence", "time", "clock")},
    **{WG + name: name for name in ("trigger", "openPredicate", "quantity", "claim")},
    PROV + "wasDerivedFrom": "evidence",
}
_QUOTED: Final = {
    OA + "hasSource": "source",
    OA + "start": "start",
    OA + "end": "end",
    OA + "exact": "text",
}
_NUMBERS: Final = frozenset(SCHEMA + name for name in ("value", "minValue", "maxValue"))
_SELECTOR: Final = OA + "hasSelector"
_DOCUMENT: Final = WG + "SourceDocument"
_TYPE: Final = TYPE.value
_LABEL: Final = LABEL.value
_FILE_NAME: Final = WG + "fileName"
_AREA: Final = WG + AREA
# What tells which unit of the national hierarchy a thing is.
_UNIT: Final = {WG + name: name for name in ("adcode", "scope")}
_NAMED: Final = WG + "named"
_TRUE: Final = typed("true", "boolean")
# Properties that are right with these values, and with any where there are none: of most quads
# nothing need be remembered.
_GOOD: Final[dict[str, frozenset[Term]]] = {
    **{
        WG + name: frozenset()
        for name in (
            *("article", "extractor", "rule", "subjectMention", "objectMention"),
            *(f"{name}Mention" for name in CIRCUMSTANCES),
            *("timeText", "quantityText", "earliest", "latest", "identifiedBy", "kind"),
        )
    },
    **{name: frozenset() for name in (OA + "prefix", OA + "suffix", SCHEMA + "unitText")},
    **{name: frozenset() for name in (SKOS + "broader", SKOS + "altLabel")},
    PROV + "wasGeneratedBy": frozenset(),
    WG + "negated": frozenset(typed(text, "boolean") for text in ("true", "false")),
    WG + "modality": frozenset(map(NamedNode, MODALITIES)),
    WG + "confidence": frozenset(typed(f"{step / 1000:g}", "decimal") for step in range(1001)),
    # What points at these is checked.
    TYPE.value: frozenset(
        NamedNode(name)
        for name in (
            *(OA + kind for kind in ("SpecificResource", "TextPositionSelector")),
            OA + "TextQuoteSelector",
            SCHEMA + "QuantitativeValue",
        )
    ),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    A node of a graph that cannot be taken, and why; without a node, the whole graph.

    Where ``triple`` is given, only that triple of the node cannot: its predicate and its object.
    """

    graph: str
    node: str
    reason: str
    triple: tuple[str, str] | None = None


@dataclass(slots=True)
class Seen:
    """
    What quads have told beside what cannot be taken of them.

    ``statements`` are how many statements each graph has, ``unsettled`` the graphs with some that
    lack their claims, and ``units`` the named units as ``graph.identity.units`` takes them.
    """

    statements: dict[str, int] = field(default_factory=dict)
    unsettled: list[str] = field(default_factory=list)
    units: set[tuple[str, str, str, str]] = field(default_factory=set)


def refusals(
    quads: Iterable[Quad], known: KnownTerms | None = None, base: str = BASE
) -> list[Refusal]:
    """
    What cannot be taken of quads that hold each document's graph whole.

    ``known`` are the terms that may be used, those of the core where it is left out.
    """
    checker = Checker(known or KnownTerms.of(load_ontology()), base)
    for quad in quads:
        checker.see(quad)
    return list(checker.finish())


class Checker:
    """
    Sees quads in any order, and says at the end what of them cannot be taken.

    ``blank`` are the graphs that hold blank nodes; the default graph is called by an empty name.
    After ``finish``, ``seen`` is what is known of those that are not the store's own, blank ones
    called ``_:name``.
    """

    def __init__(self, known: KnownTerms, base: str = BASE) -> None:
        """Nothing has been seen yet; ``base`` tells the graphs that are no document's."""
        self.known = known
        self.blank: set[str] = set()
        self.seen = Seen()
        self._graphs: dict[str, Notes] = {}
        self._last: NamedNode | BlankNode | DefaultGraph | None = None
        self._graph: Notes | None = None
        self._described = vocabulary_graph(base)
        self._apart = own_graphs(base)
        self._vocabulary: list[Quad] = []

    def see(self, quad: Quad) -> None:
        """Take in one quad."""
        # Taken apart at once: each part asked for by itself costs as much as all together.
        subject, property_, value, named = quad
        predicate = property_.value
        good = _GOOD.get(predicate)
        blank = type(subject) is BlankNode or type(value) is BlankNode
        known = type(named) is NamedNode and not blank
        if good is not None and known and (not good or value in good):
            return
        if named != self._last:
            self._last, self._graph = named, self._graph_of(quad)
        graph = self._graph
        if graph is None:
            if named == self._described:
                self._vocabulary.append(quad)
            return
        if blank:
            self.blank.add(_name(named))
        node = _node(subject)
        if isinstance(value, Triple):
            graph.nested.append((node, predicate, str(value)))
        elif key := _SAID.get(predicate):
            graph.said.setdefault(node, {})[key] = value
        elif key := _QUOTED.get(predicate):
            graph.quoted.setdefault(node, {})[key] = value
        elif predicate == _TYPE:
            # Few kinds for many nodes: each is kept once.
            graph.kinds.setdefault(node, []).append(sys.intern(value.value))
        elif predicate == _SELECTOR:
            graph.selectors.setdefault(node, []).append(value.value)
        elif predicate == _LABEL:
            graph.labels.setdefault(node, []).append(_node(value))
        elif predicate in _NUMBERS:
            graph.numbers[node] = value
        elif predicate == _NAMED:
            if value == _TRUE:
                graph.named.add(node)
        elif key := _UNIT.get(predicate):
            graph.units.setdefault(node, {}).setdefault(key, []).append(_node(value))
        else:
            if predicate == _FILE_NAME:
                graph.names.add(node)
            graph.plain.append((node, predicate, str(value)))

    def _graph_of(self, quad: Quad) -> Notes | None:
        """What is remembered of the quad's graph; None for one that is no document's."""
        name = _name(quad.graph_name)
        if name in self._apart:
            return None
        return self._graphs.get(name) or self._graphs.setdefault(name, Notes())

    def finish(self) -> Iterator[Refusal]:
        """What cannot be taken, graph by graph; fills ``seen``."""
        self.known.learn(self._vocabulary)
        relations = {each.iri: name for name, each in self.known.relations.items()}
        for name in sorted(self._graphs):
            graph = self._graphs.pop(name)  # what was looked at need not be remembered
            documents = {node for node, kinds in graph.kinds.items() if _DOCUMENT in kinds}
            self._sum_up(name, graph, documents)
            if not documents & graph.names or (name and name not in documents):
                yield Refusal(name, "", f"{_called(name)} describes no source document")
                continue
            for node, reason, triple in Examination(graph, self.known, relations, documents):
                yield Refusal(name, node, reason, triple)

    def _sum_up(self, name: str, graph: Notes, documents: set[str]) -> None:
        statements = [node for node, kinds in graph.kinds.items() if STATEMENT in kinds]
        self.seen.statements[name] = len(statements)
        if not all("claim" in graph.said.get(node, ()) for node in statements):
            self.seen.unsettled.append(name)
        if name in documents:
            self.seen.units.update(_named_units(graph))


def _named_units(graph: Notes) -> Iterator[tuple[str, str, str, str]]:
    for node in graph.named:
        if _AREA in graph.kinds.get(node, ()):
            said = graph.units.get(node, {})
            names, codes = graph.labels.get(node, ()), said.get("adcode", [""])
            yield from ((node, *one) for one in product(names, codes, said.get("scope", [""])))


def _node(term: object) -> str:
    return str(getattr(term, "value", term))


def _name(graph: NamedNode | BlankNode | DefaultGraph) -> str:
    """What a graph is called here: the default one has no name, and a blank one no document's."""
    if isinstance(graph, NamedNode):
        return graph.value
    return "" if isinstance(graph, DefaultGraph) else str(graph)


def _called(graph: str) -> str:
    return f"graph {short(graph)}" if graph else "the file"
