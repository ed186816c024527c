"""What a validation found, told with the fact and the sentence that it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from extractors.facts import Fact
from graph.explain import headline, marked
from graph.facts import fact_at
from graph.nodes import Properties
from graph.shapes.blame import facts_at_fault
from graph.shapes.data import DataGraph, Term
from graph.shapes.model import Violation
from graph.shapes.validation import Shapes
from graph.vocabulary import LABEL, OA, PROV, TYPE
from ontology.turtle import local_name

_EVIDENCE: Final = NamedNode(PROV + "wasDerivedFrom")
_SELECTOR: Final = NamedNode(OA + "hasSelector")


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One violation for a reader.

    ``facts`` are the IRIs of the facts that it concerns; of the first of them, ``fact`` says in a
    line what it says, by language, and ``sentence`` where it is read, its evidence in brackets.
    ``focus`` and ``value`` are terms as N-Triples writes them, ``name`` and ``value_name`` what
    they are called, ``value_type`` the class or the datatype of the value. ``value`` is empty
    where no single value is at fault. ``path``, ``shape`` and ``component`` are as in Violation.
    """

    focus: str
    name: str
    path: str
    value: str
    value_name: str
    value_type: str
    shape: str
    component: str
    facts: tuple[str, ...] = ()
    fact: Mapping[str, str] = field(default_factory=dict, hash=False)
    sentence: str = ""

    def to_json(self) -> dict[str, Any]:
        """The finding as a JSON object."""
        return asdict(self)

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> Finding:
        """The finding that ``to_json`` wrote. Raises TypeError where it is none."""
        return Finding(**{**record, "facts": tuple(record["facts"])})


Labels = Mapping[str, Mapping[str, str]]
"""What relations are called, by language and by name."""


def finding(data: DataGraph, violation: Violation, shapes: Shapes, labels: Labels) -> Finding:
    """A violation of a shape by this graph, with what the graph says of it."""
    facts = facts_at_fault(data, violation, shapes.by_iri[violation.shape])
    value = violation.value
    told = _fact(data, facts[0]) if facts else None
    return Finding(
        focus=str(violation.focus),
        name=_name(data, violation.focus),
        path=violation.path,
        value="" if value is None else str(value),
        value_name="" if value is None else _name(data, value),
        value_type="" if value is None else _type(data, value),
        shape=violation.shape,
        component=violation.component,
        facts=tuple(fact.value for fact in facts),
        fact={
            language: headline(told, known.get(told.relation, "")) if told else ""
            for language, known in labels.items()
        },
        sentence=_sentence(data, facts[0], told) if told else "",
    )


def _fact(data: DataGraph, node: NamedNode) -> Fact | None:
    """The fact, where it is whole enough to be told."""

    def describe(part: str) -> Properties:
        known = data.properties(NamedNode(part))
        return {
            predicate.value: [each for each in values if not isinstance(each, BlankNode)]
            for predicate, values in known.items()
        }

    try:
        return fact_at(node.value, describe)
    except (KeyError, IndexError, ValueError, StopIteration):
        return None


def _sentence(data: DataGraph, node: NamedNode, fact: Fact) -> str:
    around = {"prefix": "", "suffix": ""}
    for evidence in data.objects(node, _EVIDENCE):
        for selector in data.objects(evidence, _SELECTOR):
            for name in around:
                for text in data.objects(selector, NamedNode(OA + name)):
                    around[name] = text.value
    return marked(around["prefix"], fact.evidence.text, around["suffix"])


def _name(data: DataGraph, term: Term) -> str:
    if isinstance(term, Literal):
        return term.value
    labels = data.objects(term, LABEL)
    return labels[0].value if labels else ""


def _type(data: DataGraph, term: Term) -> str:
    if isinstance(term, Literal):
        return f"@{term.language}" if term.language else local_name(term.datatype.value)
    return " ".join(sorted(local_name(each.value) for each in data.objects(term, TYPE)))
