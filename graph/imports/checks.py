"""What is wrong with quads: statements that the graph could not show, or that say too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from extractors.facts import LITERAL
from graph.imports.records import misplaced
from graph.imports.terms import KnownTerms, is_number
from graph.labels import term_labels
from graph.rdf import CIRCUMSTANCES
from graph.terms import own_graphs, vocabulary_graph
from graph.times import time_literals, time_text
from graph.vocabulary import BASE, LABEL, OA, PROV, RDF, SCHEMA, TYPE, WG, XSD, typed
from ontology import load_ontology
from ontology.turtle import local_name

_Term = NamedNode | BlankNode | Literal

# What the checks keep of a statement, by the IRI of the property.
_SAID: Final = {
    **{RDF + name: name for name in ("subject", "predicate", "object")},
    **{WG + name: name for name in CIRCUMSTANCES},
    **{WG + name: name for name in ("modality", "negated", "confidence", "time", "clock")},
    **{WG + name: name for name in ("trigger", "openPredicate", "quantity")},
    PROV + "wasDerivedFrom": "evidence",
}
_QUOTED: Final = {
    OA + "hasSource": "source",
    OA + "start": "start",
    OA + "end": "end",
    OA + "exact": "text",
}
_NUMBERS: Final = frozenset(SCHEMA + name for name in ("value", "minValue", "maxValue"))
_MODALITIES: Final = frozenset(
    WG + name for name in ("Asserted", "Required", "Planned", "Hypothetical")
)
_SELECTOR: Final = OA + "hasSelector"
_STATEMENT: Final = WG + "Statement"
_DOCUMENT: Final = WG + "SourceDocument"
_ENDS: Final = ("subject", "object", *CIRCUMSTANCES)
_TYPE: Final = TYPE.value
_LABEL: Final = LABEL.value
_FILE_NAME: Final = WG + "fileName"
# Properties that are right with these values, and with any where there are none: of most quads
# nothing need be remembered.
_GOOD: Final[dict[str, frozenset[_Term]]] = {
    **{
        WG + name: frozenset()
        for name in (
            *("article", "extractor", "rule", "subjectMention", "objectMention", "named"),
            *("timeText", "quantityText", "earliest", "latest"),
        )
    },
    **{name: frozenset() for name in (OA + "prefix", OA + "suffix", SCHEMA + "unitText")},
    WG + "negated": frozenset(typed(text, "boolean") for text in ("true", "false")),
    WG + "modality": frozenset(map(NamedNode, _MODALITIES)),
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
class _Graph:
    """What the checks remember of one graph."""

    kinds: dict[str, list[str]] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    said: dict[str, dict[str, _Term]] = field(default_factory=dict)
    quoted: dict[str, dict[str, _Term]] = field(default_factory=dict)
    selectors: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, _Term] = field(default_factory=dict)
    plain: list[tuple[str, str, str]] = field(default_factory=list)
    nested: list[tuple[str, str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


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
    """

    def __init__(self, known: KnownTerms, base: str = BASE) -> None:
        """Nothing has been seen yet; ``base`` tells the graphs that are no document's."""
        self.known = known
        self.blank: set[str] = set()
        self._graphs: dict[str, _Graph] = {}
        self._vocabulary_graph = vocabulary_graph(base).value
        self._apart = own_graphs(base)
        self._vocabulary: list[Quad] = []

    def see(self, quad: Quad) -> None:
        """Take in one quad."""
        # Taken apart at once: each part asked for by itself costs as much as all together.
        subject, property_, value, named = quad
        predicate = property_.value
        good = _GOOD.get(predicate)
        known = isinstance(named, NamedNode)
        unremarkable = good is not None and (not good or value in good)
        if unremarkable and known and isinstance(subject, NamedNode):
            return
        graph = self._graphs.get(named.value) if known else None
        if graph is None and (graph := self._new_graph(quad)) is None:
            return
        if isinstance(value, BlankNode) or isinstance(subject, BlankNode):
            self.blank.add(_name(named))
        node = _node(subject)
        if isinstance(value, Triple):
            graph.nested.append((node, predicate, str(value)))
        elif key := _SAID.get(predicate):
            graph.said.setdefault(node, {})[key] = value
        elif key := _QUOTED.get(predicate):
            graph.quoted.setdefault(node, {})[key] = value
        elif predicate == _TYPE:
            graph.kinds.setdefault(node, []).append(value.value)
        elif predicate == _SELECTOR:
            graph.selectors.setdefault(node, []).append(value.value)
        elif predicate == _LABEL:
            graph.labelled.add(node)
        elif predicate in _NUMBERS:
            graph.numbers[node] = value
        else:
            if predicate == _FILE_NAME:
                graph.names.add(node)
            graph.plain.append((node, predicate, str(value)))

    def _new_graph(self, quad: Quad) -> _Graph | None:
        """What will be remembered of the quad's graph; None for one that is no document's."""
        name = _name(quad.graph_name)
        if name == self._vocabulary_graph:
            self._vocabulary.append(quad)
        return None if name in self._apart else self._graphs.setdefault(name, _Graph())

    @property
    def graphs(self) -> list[str]:
        """The graphs seen that are not the store's own, sorted; blank ones as ``_:name``."""
        return sorted(self._graphs)

    def statements(self) -> dict[str, int]:
        """How many statements each graph has."""
        return {
            name: sum(_STATEMENT in kinds for kinds in graph.kinds.values())
            for name, graph in self._graphs.items()
        }

    def finish(self) -> Iterator[Refusal]:
        """What cannot be taken, graph by graph."""
        self.known.learn(self._vocabulary)
        relations = {each.iri: name for name, each in self.known.relations.items()}
        for name, graph in sorted(self._graphs.items()):
            documents = {node for node, kinds in graph.kinds.items() if _DOCUMENT in kinds}
            if not documents & graph.names or (name and name not in documents):
                yield Refusal(name, "", f"{_called(name)} describes no source document")
                continue
            for node, reason, triple in _Examination(graph, self.known, relations, documents):
                yield Refusal(name, node, reason, triple)


class _Examination:
    """What is wrong with one graph."""

    def __init__(
        self, graph: _Graph, known: KnownTerms, relations: dict[str, str], documents: set[str]
    ) -> None:
        self.graph = graph
        self.known = known
        self.relations = relations
        self.documents = documents
        self.types = {iri: name for name, iri in known.iris.items()}

    def __iter__(self) -> Iterator[tuple[str, str, tuple[str, str] | None]]:
        claimed = set()
        for node, kinds in self.graph.kinds.items():
            if _STATEMENT in kinds:
                said = self.graph.said.get(node, {})
                if reason := self._statement(said):
                    yield node, reason, None
                if {"subject", "predicate", "object"} <= said.keys():
                    ends = said["subject"].value, said["predicate"].value
                    claimed.add((*ends, str(said["object"])))
            elif reason := self._kind(kinds):
                yield node, reason, None
        for subject, predicate, value in self.graph.nested:
            yield subject, "a triple cannot be the object of another one here", (predicate, value)
        for subject, predicate, value in self.graph.plain:
            if reason := self._plain(subject, predicate, value, claimed):
                yield subject, reason, (predicate, value)

    def _kind(self, kinds: list[str]) -> str:
        for kind in kinds:
            if kind.startswith(WG) and kind not in self.types and kind not in term_labels():
                return self.known.unknown_type(local_name(kind))
        return ""

    def _plain(
        self, subject: str, predicate: str, value: str, claimed: set[tuple[str, str, str]]
    ) -> str:
        if name := self.relations.get(predicate):
            if (subject, predicate, value) in claimed:
                return ""
            return f"evidence is missing: no statement says that {_short(subject)} {name} it"
        if predicate.startswith(WG) and predicate not in term_labels():
            return self.known.unknown_relation(local_name(predicate))
        return ""

    def _statement(self, said: dict[str, _Term]) -> str:
        for role in ("subject", "object"):
            if role not in said:
                return f"the statement has no {role}"
        if "predicate" not in said and "openPredicate" not in said:
            return "the statement has no predicate"
        reasons = (
            self._relation(said),
            *(self._end(role, said) for role in _ENDS if role in said),
            self._fit(said),
            self._quote("evidence", said),
            self._quote("trigger", said) if "trigger" in said else "",
            self._quantity(said),
            *_literals(said),
        )
        return next(filter(None, reasons), "")

    def _relation(self, said: dict[str, _Term]) -> str:
        if "predicate" not in said or said["predicate"].value in self.relations:
            return ""
        return self.known.unknown_relation(local_name(said["predicate"].value))

    def _end(self, role: str, said: dict[str, _Term]) -> str:
        term = said[role]
        if isinstance(term, Literal):
            return "" if role == "object" else f"the {role} is a text, not a thing"
        if term.value not in self.graph.labelled or term.value not in self.graph.kinds:
            return f"the {role} {_short(term.value)} is not described: it has no name and type"
        if not self._types(term):
            return self._kind(self.graph.kinds[term.value]) or (
                f"the {role} {_short(term.value)} has no type of the ontology"
            )
        return ""

    def _types(self, term: _Term) -> list[str]:
        if isinstance(term, Literal):
            return [LITERAL]
        kinds = self.graph.kinds.get(term.value, ())
        return [self.types[kind] for kind in kinds if kind in self.types]

    def _fit(self, said: dict[str, _Term]) -> str:
        name = self.relations.get(said["predicate"].value) if "predicate" in said else None
        if name is None:
            return ""
        subjects, objects = self._types(said["subject"]), self._types(said["object"])
        reasons = [self.known.misfit(name, one, other) for one in subjects for other in objects]
        return "" if "" in reasons or not reasons else reasons[0]

    def _quote(self, role: str, said: dict[str, _Term]) -> str:
        if role not in said:
            return f"{role} is missing: every statement needs the sentence that says it"
        node = said[role].value
        source = self.graph.quoted.get(node, {}).get("source")
        if source is None or source.value not in self.documents:
            return f"the {role} {_short(node)} is of no document that is described here"
        found: dict[str, _Term] = {}
        for selector in self.graph.selectors.get(node, ()):
            found |= self.graph.quoted.get(selector, {})
        if not {"start", "end", "text"} <= found.keys():
            return f"the {role} {_short(node)} has no start, end and exact text"
        start, end = found["start"].value, found["end"].value
        if not (start.isdecimal() and end.isdecimal() and start.isascii() and end.isascii()):
            return f"the {role} has no numbers for start and end"
        if reason := misplaced(int(start[:15]), int(end[:15]), found["text"].value):
            return f"{role}: {reason}"
        return ""

    def _quantity(self, said: dict[str, _Term]) -> str:
        if "quantity" in said and not is_number(self.graph.numbers.get(said["quantity"].value)):
            return "the quantity has no number for its value"
        return ""


def _literals(said: dict[str, _Term]) -> Iterator[str]:
    modality, negated, confidence = (said.get(key) for key in ("modality", "negated", "confidence"))
    if modality is not None and modality.value not in _MODALITIES:
        yield f"{_short(modality.value)} is no modality"
    if negated is not None and negated.value not in ("true", "false"):
        yield f"negated is {negated.value!r}, neither true nor false"
    if confidence is not None and not (is_number(confidence) and 0 <= float(confidence.value) <= 1):
        yield f"the confidence {confidence.value!r} is no number from 0 to 1"
    day, clock = (said[key].value if key in said else "" for key in ("time", "clock"))
    if (day or clock) and _is_no_time(time_text(day, clock)):
        yield f"the time {time_text(day, clock)!r} is no date"


def _is_no_time(text: str) -> bool:
    day, _ = time_literals(text)
    return day is not None and day.datatype.value == XSD + "string"


def _node(term: object) -> str:
    return str(getattr(term, "value", term))


def _name(graph: NamedNode | BlankNode | DefaultGraph) -> str:
    """What a graph is called here: the default one has no name, and a blank one no document's."""
    if isinstance(graph, NamedNode):
        return graph.value
    return "" if isinstance(graph, DefaultGraph) else str(graph)


def _called(graph: str) -> str:
    return f"graph {_short(graph)}" if graph else "the file"


def _short(iri: str) -> str:
    return iri.rpartition("/")[2][-60:] or iri
