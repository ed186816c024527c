"""What is wrong with one graph, told by the notes that were taken of its quads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from extractors.facts import LITERAL
from graph.imports.records import misplaced
from graph.imports.terms import KnownTerms, is_number
from graph.labels import term_labels
from graph.rdf import CIRCUMSTANCES
from graph.times import time_literals, time_text
from graph.vocabulary import WG, XSD
from ontology.turtle import local_name

Term = NamedNode | BlankNode | Literal

STATEMENT: Final = WG + "Statement"
MODALITIES: Final = frozenset(
    WG + name for name in ("Asserted", "Required", "Planned", "Hypothetical")
)
_ENDS: Final = ("subject", "object", *CIRCUMSTANCES)


@dataclass(slots=True)
class Notes:
    """What is kept of one graph, by the names of its nodes."""

    kinds: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    units: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    said: dict[str, dict[str, Term]] = field(default_factory=dict)
    quoted: dict[str, dict[str, Term]] = field(default_factory=dict)
    selectors: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, Term] = field(default_factory=dict)
    plain: list[tuple[str, str, str]] = field(default_factory=list)
    nested: list[tuple[str, str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class Examination:
    """What is wrong with one graph."""

    def __init__(
        self, graph: Notes, known: KnownTerms, relations: dict[str, str], documents: set[str]
    ) -> None:
        """Of a graph whose documents these are; ``relations`` are the known ones by their IRIs."""
        self.graph = graph
        self.known = known
        self.relations = relations
        self.documents = documents
        self.types = {iri: name for name, iri in known.iris.items()}

    def __iter__(self) -> Iterator[tuple[str, str, tuple[str, str] | None]]:
        claimed = set()
        for node, kinds in self.graph.kinds.items():
            if STATEMENT in kinds:
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
            return f"evidence is missing: no statement says that {short(subject)} {name} it"
        if predicate.startswith(WG) and predicate not in term_labels():
            return self.known.unknown_relation(local_name(predicate))
        return ""

    def _statement(self, said: dict[str, Term]) -> str:
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

    def _relation(self, said: dict[str, Term]) -> str:
        if "predicate" not in said or said["predicate"].value in self.relations:
            return ""
        return self.known.unknown_relation(local_name(said["predicate"].value))

    def _end(self, role: str, said: dict[str, Term]) -> str:
        term = said[role]
        if isinstance(term, Literal):
            return "" if role == "object" else f"the {role} is a text, not a thing"
        if term.value not in self.graph.labels or term.value not in self.graph.kinds:
            return f"the {role} {short(term.value)} is not described: it has no name and type"
        if not self._types(term):
            return self._kind(self.graph.kinds[term.value]) or (
                f"the {role} {short(term.value)} has no type of the ontology"
            )
        return ""

    def _types(self, term: Term) -> list[str]:
        if isinstance(term, Literal):
            return [LITERAL]
        kinds = self.graph.kinds.get(term.value, ())
        return [self.types[kind] for kind in kinds if kind in self.types]

    def _fit(self, said: dict[str, Term]) -> str:
        name = self.relations.get(said["predicate"].value) if "predicate" in said else None
        if name is None:
            return ""
        subjects, objects = self._types(said["subject"]), self._types(said["object"])
        reasons = [self.known.misfit(name, one, other) for one in subjects for other in objects]
        return "" if "" in reasons or not reasons else reasons[0]

    def _quote(self, role: str, said: dict[str, Term]) -> str:
        if role not in said:
            return f"{role} is missing: every statement needs the sentence that says it"
        node = said[role].value
        source = self.graph.quoted.get(node, {}).get("source")
        if source is None or source.value not in self.documents:
            return f"the {role} {short(node)} is of no document that is described here"
        found: dict[str, Term] = {}
        for selector in self.graph.selectors.get(node, ()):
            found |= self.graph.quoted.get(selector, {})
        if not {"start", "end", "text"} <= found.keys():
            return f"the {role} {short(node)} has no start, end and exact text"
        start, end = found["start"].value, found["end"].value
        if not (start.isdecimal() and end.isdecimal() and start.isascii() and end.isascii()):
            return f"the {role} has no numbers for start and end"
        if reason := misplaced(int(start[:15]), int(end[:15]), found["text"].value):
            return f"{role}: {reason}"
        return ""

    def _quantity(self, said: dict[str, Term]) -> str:
        if "quantity" in said and not is_number(self.graph.numbers.get(said["quantity"].value)):
            return "the quantity has no number for its value"
        return ""


def _literals(said: dict[str, Term]) -> Iterator[str]:
    modality, negated, confidence = (said.get(key) for key in ("modality", "negated", "confidence"))
    if modality is not None and modality.value not in MODALITIES:
        yield f"{short(modality.value)} is no modality"
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


def short(iri: str) -> str:
    """The last part of an IRI, as far as it is short enough for a line."""
    return iri.rpartition("/")[2][-60:] or iri
