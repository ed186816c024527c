"""
From triples to the model: relations with their domains, ranges and frames, each checked.

Nothing here knows a relation by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode

from ontology.frames import FrameTable, refuse_unknown_keys
from ontology.hierarchy import ClassTable, by_name, described
from ontology.model import EntityClass, Ontology, Relation
from ontology.turtle import OWL, RDFS, WG, Triples, local_name


def assemble(paths: Sequence[Path]) -> Ontology:
    """
    The ontology that the Turtle files describe together, the core's file first.

    A relation below another takes from it what it leaves out: domain, range, frame and slots.

    Raises OntologyError, naming file and line, for what cannot be used: a syntax error, a class
    or role that nothing declares, a missing label, a cycle of classes, relations or frames, a
    relation that is given two frames.
    """
    triples = Triples(paths)
    _refuse_unknown_terms(triples)
    classes = ClassTable(triples)
    frames = FrameTable(triples, classes)
    lineages = _lineages(triples)
    _refuse_frameless(triples, lineages)
    relations = [_relation(triples, classes, frames, each) for each in lineages.values()]
    header = triples.header()
    return Ontology(
        iri=header.value,
        version=next(iter(triples.words(header, OWL + "versionInfo")), ""),
        classes=classes.by_name,
        relations=by_name(triples, relations),
        types=classes.types,
        roots=_roots(lineages, classes.by_name, classes.types),
        prefixes=_prefixes(
            triples,
            [*(each.iri for each in classes.by_name.values()), *(each.iri for each in relations)],
        ),
    )


Lineage = tuple[NamedNode, ...]
"""A relation and, one after the other, those that it narrows down."""


def _lineages(triples: Triples) -> dict[NamedNode, Lineage]:
    """The relations, in the order of the files: what has a frame, or lies below what has one."""
    nodes = triples.named_subjects()
    for node in nodes:
        if cycle := triples.cycle(node, RDFS + "subPropertyOf"):
            raise triples.error(f"relations in a circle: {cycle}; break one subPropertyOf", node)
    lineages: dict[NamedNode, Lineage] = {}
    for node in nodes:
        # What is wider first, and no recursion: a chain may be longer than Python's stack.
        waiting = [node]
        while waiting:
            wider = triples.nodes(waiting[-1], RDFS + "subPropertyOf")
            if unknown := [each for each in wider if each not in lineages]:
                waiting += unknown
            else:
                last = waiting.pop()
                above = next(filter(None, (lineages[each] for each in wider)), ())
                framed = above or triples.values(last, WG + "frame")
                lineages[last] = (last, *above) if framed else ()
    return {node: lineages[node] for node in nodes if lineages[node]}


def _relation(
    triples: Triples, classes: ClassTable, frames: FrameTable, lineage: Lineage
) -> Relation:
    node = lineage[0]
    labels, definitions = described(triples, node)
    domain = _ends(triples, classes, lineage, "domain")
    range_ = _ends(triples, classes, lineage, "range")
    return Relation(
        name=local_name(node.value),
        iri=node.value,
        labels=labels,
        definitions=definitions,
        domain=domain,
        range=range_,
        frame=frames.of_relation(lineage, domain, range_),
        counts=frames.counted(lineage),
        parents=tuple(
            local_name(each.value)
            for each in triples.nodes(node, RDFS + "subPropertyOf")
            if triples.values(each, RDFS + "label")
        ),
    )


def _ends(triples: Triples, classes: ClassTable, lineage: Lineage, end: str) -> frozenset[str]:
    """The types of a relation's domain or range; several narrow each other, as in OWL."""
    for node in lineage:
        stated = [classes.expand(each, node) for each in triples.values(node, RDFS + end)]
        if stated:
            break
    types = frozenset.intersection(*stated) if stated else frozenset[str]()
    if not types:
        name = local_name(lineage[0].value)
        raise triples.error(f"{name} has no {end}; give it an rdfs:{end} of entity types", node)
    return types


def _roots(
    lineages: Mapping[NamedNode, Lineage], classes: Mapping[str, EntityClass], types: Sequence[str]
) -> dict[str, str]:
    hierarchy = Ontology("", "", classes, {}, tuple(types))
    roots = {name: hierarchy.lineage(name)[-1] for name in types}
    roots |= {local_name(each[0].value): local_name(each[-1].value) for each in lineages.values()}
    return {name: root for name, root in roots.items() if root != name}


def _prefixes(triples: Triples, terms: Sequence[str]) -> dict[str, str]:
    """The prefixes of namespaces, not our own, that hold terms of the ontology."""
    declared = {name: base for file in triples.files for name, base in file.prefixes.items()}
    namespaces = {iri.removesuffix(local_name(iri)) for iri in terms} - {WG}
    return {name: base for name, base in sorted(declared.items()) if name and base in namespaces}


def _refuse_unknown_terms(triples: Triples) -> None:
    """A misspelt wg:markerBefor would otherwise be passed over in silence."""
    for subject in triples.named_subjects():
        refuse_unknown_keys(triples, subject, subject)


def _refuse_frameless(triples: Triples, lineages: Mapping[NamedNode, Lineage]) -> None:
    """A relation without a frame would be passed over in silence."""
    for group in ("structuralRelation", "actionRelation"):
        for node in triples.having(RDFS + "subPropertyOf"):
            under = NamedNode(WG + group) in triples.nodes(node, RDFS + "subPropertyOf")
            if under and node not in lineages:
                raise triples.error(
                    f"{local_name(node.value)} has no frame; name one with wg:frame", node
                )
