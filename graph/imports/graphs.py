"""The graph of a document with other facts in it: what was said of it otherwise stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact
from graph.facts import entities_of, statements_of
from graph.rdf import CIRCUMSTANCES, fact_iri, quads_of
from graph.terms import NO_TERMS, Terms
from graph.vocabulary import LABEL, OA, RDF, SCHEMA, TYPE, WG

# Nodes that are there for what points at them, and go with it.
_PARTS: Final = frozenset(
    {
        SCHEMA + "QuantitativeValue",
        OA + "SpecificResource",
        OA + "TextPositionSelector",
        OA + "TextQuoteSelector",
    }
)

# A document of which only facts are known has no size.
_SIZE: Final = NamedNode(WG + "byteSize")

NO_ENTITIES: Final[Mapping[str, Entity]] = {}


def with_facts(
    name: str,
    facts: Iterable[Fact],
    old: list[Quad],
    *,
    base: str,
    terms: Terms = NO_TERMS,
    minted: Mapping[str, Entity] = NO_ENTITIES,
    complete: bool = True,
) -> list[Quad]:
    """
    The graph of the document ``name`` with these facts, ``old`` being what it was.

    Facts that were there stay as they are, with all that was said of them; with ``complete`` the
    others that were there go. The document, its articles and its entities stay. ``minted`` are
    entities that nobody had named by an IRI.
    """
    stated = statements_of(old)
    known = {fact: iri for iri, fact in stated}
    wanted: dict[str, list[Fact]] = {}
    for fact in dict.fromkeys(facts):
        wanted.setdefault(known.get(fact) or fact_iri(fact, base=base), []).append(fact)
    kept = {iri for iri, same in wanted.items() if len(same) == 1 and same[0] in known}
    added = [fact for iri, same in wanted.items() if iri not in kept for fact in same]
    gone = {iri for iri, _ in stated if iri not in kept and (complete or iri in wanted)}
    entities = _entities(added, {**minted, **{one.id: one for one in entities_of(old)}})
    document = Document(name, "", reader="", encoding="")
    new = quads_of(
        Extraction(document, (), (), tuple(entities), tuple(added)), base=base, terms=terms
    )
    # What is known of a document from its file is known better than from a line.
    alone = quads_of(Extraction(document, (), (), (), ()), base=base, terms=terms)
    unsaid = {quad for quad in alone if old or quad.predicate == _SIZE}
    said = [quad for quad in new if quad not in unsaid]
    return tidy([*_renamed(without(old, gone), entities), *said])


def without(quads: Iterable[Quad], statements: set[str]) -> list[Quad]:
    """The quads without some statements, and without the plain triples that only they made."""
    all_quads = list(quads)
    left = {triple for iri, triple in claims(all_quads).items() if iri not in statements}
    lost = {triple for iri, triple in claims(all_quads).items() if iri in statements} - left
    return [
        quad
        for quad in all_quads
        if subject_of(quad) not in statements
        and (subject_of(quad), quad.predicate.value, str(quad.object)) not in lost
    ]


def tidy(quads: Iterable[Quad]) -> list[Quad]:
    """The quads sorted and each once, without quotes and quantities that nothing points at."""
    left = sorted(set(quads), key=str)
    parts = {subject_of(q) for q in left if q.predicate == TYPE and _text(q.object) in _PARTS}
    while parts:
        pointed = {_text(quad.object) for quad in left if not isinstance(quad.object, Literal)}
        loose = parts - pointed
        if not loose:
            break
        left = [quad for quad in left if subject_of(quad) not in loose]
        parts -= loose
    return left


def claims(quads: Iterable[Quad]) -> dict[str, tuple[str, str, str]]:
    """What each statement says, by its IRI: subject, predicate, and the object as written."""
    ends: dict[str, dict[str, str]] = {}
    for quad in quads:
        name = quad.predicate.value.removeprefix(RDF)
        if name in ("subject", "predicate", "object"):
            written = str(quad.object) if name == "object" else _text(quad.object)
            ends.setdefault(subject_of(quad), {})[name] = written
    return {
        iri: (one["subject"], one["predicate"], one["object"])
        for iri, one in ends.items()
        if len(one) == 3
    }


def _entities(facts: Iterable[Fact], known: Mapping[str, Entity]) -> list[Entity]:
    """The entities of the facts, with what is known of them beside."""
    found: dict[str, Entity] = {}
    for fact in facts:
        for part in (fact.subject, fact.object, *(getattr(fact, role) for role in CIRCUMSTANCES)):
            if part is not None and part.id:
                found.setdefault(part.id, _entity(part, known.get(part.id)))
    return list(found.values())


def _entity(part: Argument, known: Entity | None) -> Entity:
    # Groups of people have no names of their own: 志愿者.
    named = part.type != "PopulationGroup"
    if known is None:
        return Entity(part.id, part.name, part.type, named=named)
    return replace(known, name=part.name, type=part.type, named=known.named and named)


def _renamed(quads: Iterable[Quad], entities: Iterable[Entity]) -> list[Quad]:
    """The quads without the name and the type of entities that are now described anew."""
    anew = {entity.id for entity in entities}
    return [
        quad
        for quad in quads
        if subject_of(quad) not in anew or quad.predicate not in (TYPE, LABEL)
    ]


def subject_of(quad: Quad) -> str:
    """The IRI, or the label of the blank node, that a quad is about."""
    return _text(quad.subject)


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
