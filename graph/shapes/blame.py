"""From a violation to the facts that are at fault."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from graph.rdf import CIRCUMSTANCES
from graph.shapes.data import DataGraph, Term
from graph.shapes.model import Shape, Violation
from graph.vocabulary import OA, PROV, RDF, STATEMENT, TYPE, WG

_ENDS: Final = {
    "targetSubjectsOf": NamedNode(RDF + "subject"),
    "targetObjectsOf": NamedNode(RDF + "object"),
}
_PREDICATE: Final = NamedNode(RDF + "predicate")
# From what a fact is made of up to the fact; an article is no part of its facts.
_UP: Final = tuple(
    NamedNode(each)
    for each in (
        OA + "hasSelector",
        PROV + "wasDerivedFrom",
        WG + "trigger",
        WG + "quantity",
        RDF + "subject",
        RDF + "object",
        *(WG + role for role in CIRCUMSTANCES),
    )
)


def facts_at_fault(data: DataGraph, violation: Violation, shape: Shape) -> list[NamedNode]:
    """
    The statements that a violation concerns, sorted; ``shape`` is the one that is violated.

    What is wrong with a triple of a relation concerns the facts that say it; what is wrong with
    an entity, an evidence or a quantity concerns every fact that it is part of.
    """
    found = facts_of_triple(data, violation, shape) or _above(data, violation.focus)
    return sorted({each for each in found if isinstance(each, NamedNode)}, key=str)


def facts_of_triple(data: DataGraph, violation: Violation, shape: Shape) -> list[Term]:
    """The statements whose plain triple is wrong; none where something else is."""
    return [
        fact
        for target in shape.targets
        if target.kind in _ENDS
        for fact in data.subjects(_ENDS[target.kind], violation.focus)
        if target.term in data.objects(fact, _PREDICATE)
    ]


def _above(data: DataGraph, node: Term) -> list[Term]:
    if STATEMENT in data.objects(node, TYPE):
        return [node]
    parents = (parent for step in _UP for parent in data.subjects(step, node))
    return [fact for parent in parents for fact in _above(data, parent)]
