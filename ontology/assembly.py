"""
From triples to the model: relations with their domains, ranges and frames, each checked.

Nothing here knows a relation by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import NamedNode

from ontology.frames import FrameTable, refuse_unknown_keys
from ontology.hierarchy import ClassTable, by_name, described
from ontology.model import Ontology, Relation
from ontology.turtle import OWL, RDFS, WG, Triples, local_name


def assemble(paths: Sequence[Path]) -> Ontology:
    """
    The ontology that the Turtle files describe together, the core's file first.

    Raises OntologyError, naming file and line, for what cannot be used: a syntax error, a class
    or role that nothing declares, a missing label, a cycle of classes or frames, a relation that
    is given two frames.
    """
    triples = Triples(paths)
    _refuse_unknown_terms(triples)
    classes = ClassTable(triples)
    frames = FrameTable(triples, classes)
    _refuse_frameless(triples)
    relations = [_relation(triples, classes, frames, each) for each in triples.having(WG + "frame")]
    header = triples.header()
    return Ontology(
        iri=header.value,
        version=next(iter(triples.words(header, OWL + "versionInfo")), ""),
        classes=classes.by_name,
        relations=by_name(triples, relations),
        types=classes.types,
    )


def _relation(
    triples: Triples, classes: ClassTable, frames: FrameTable, node: NamedNode
) -> Relation:
    labels, definitions = described(triples, node)
    domain = _ends(triples, classes, node, "domain")
    range_ = _ends(triples, classes, node, "range")
    return Relation(
        name=local_name(node.value),
        iri=node.value,
        labels=labels,
        definitions=definitions,
        domain=domain,
        range=range_,
        frame=frames.of_relation(node, domain, range_),
        counts=frames.counted(node),
        parents=tuple(
            local_name(each.value)
            for each in triples.nodes(node, RDFS + "subPropertyOf")
            if triples.values(each, RDFS + "label")
        ),
    )


def _ends(triples: Triples, classes: ClassTable, node: NamedNode, end: str) -> frozenset[str]:
    """The types of a relation's domain or range; several narrow each other, as in OWL."""
    stated = [classes.expand(each, node) for each in triples.values(node, RDFS + end)]
    types = frozenset.intersection(*stated) if stated else frozenset[str]()
    if not types:
        name = local_name(node.value)
        raise triples.error(f"{name} has no {end}; give it an rdfs:{end} of entity types", node)
    return types


def _refuse_unknown_terms(triples: Triples) -> None:
    """A misspelt wg:markerBefor would otherwise be passed over in silence."""
    for subject in triples.named_subjects():
        refuse_unknown_keys(triples, subject, subject)


def _refuse_frameless(triples: Triples) -> None:
    """A relation without a frame would be passed over in silence."""
    for group in ("structuralRelation", "actionRelation"):
        for node in triples.having(RDFS + "subPropertyOf"):
            under = NamedNode(WG + group) in triples.nodes(node, RDFS + "subPropertyOf")
            if under and not triples.values(node, WG + "frame"):
                raise triples.error(
                    f"{local_name(node.value)} has no frame; name one with wg:frame", node
                )
