"""What shapes are derived from: classes and relations, of an ontology or as a store tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from graph.shapes.disjoint import disjoint_classes
from graph.terms import vocabulary_graph
from graph.vocabulary import LABEL, OWL, RDFS, SCHEMA, TYPE
from ontology import EntityClass, Ontology, Relation, load_ontology
from ontology.turtle import local_name

if TYPE_CHECKING:
    from graph.store import Store

LANGUAGES: Final = ("zh", "en")
"""The languages in which a shape says what it asks for."""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a relation by its IRI, with a label in each of the languages."""

    iri: str
    labels: Mapping[str, str]

    def label(self, language: str) -> str:
        """What it is called in that language."""
        return self.labels[language]


@dataclass(frozen=True, slots=True)
class ClassTerm(Term):
    """
    A class that an entity may have.

    ``above`` are classes that it lies below, ``disjoint`` those that exclude it.
    """

    above: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationTerm(Term):
    """
    A relation: ``domain`` and ``range`` are classes one of which its ends must have.

    A relation to words has no range.
    """

    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Classes and relations by IRI; ``every_class`` is the choice that a range of anything has."""

    classes: Mapping[str, ClassTerm]
    relations: Mapping[str, RelationTerm]
    every_class: tuple[str, ...]

    @property
    def superclasses(self) -> dict[str, frozenset[str]]:
        """What each class is a kind of, itself with it."""
        return {iri: frozenset(self._lineage(iri, frozenset())) for iri in self.classes}

    def _lineage(self, iri: str, below: frozenset[str]) -> frozenset[str]:
        known = self.classes.get(iri)
        # A store may tell of classes in a circle; each is looked at once.
        above = known.above if known and iri not in below else ()
        lines = (self._lineage(each, below | {iri}) for each in above)
        return frozenset({iri}).union(*lines)


def vocabulary_of(ontology: Ontology) -> Vocabulary:
    """The classes and relations of an ontology."""
    classes = {
        ontology.classes[name].iri: _class_term(ontology, ontology.classes[name])
        for name in ontology.types
    }
    relations = {each.iri: _relation_term(ontology, each) for each in ontology.relations.values()}
    return Vocabulary(classes, relations, _choice(ontology, frozenset(ontology.types)))


def vocabulary_in(store: Store) -> Vocabulary:
    """The classes and relations of the core, and those of the domains that a store tells of."""
    core = vocabulary_of(load_ontology())
    graph = vocabulary_graph(store.base)

    def told(kind: str) -> list[str]:
        quads = store.raw.quads_for_pattern(None, TYPE, NamedNode(OWL + kind), graph)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    def values(iri: str, predicate: str) -> tuple[str, ...]:
        quads = store.raw.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, graph)
        return tuple(
            sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
        )

    def labels(iri: str) -> dict[str, str]:
        quads = store.raw.quads_for_pattern(NamedNode(iri), LABEL, None, graph)
        return _labels(iri, (quad.object for quad in quads if isinstance(quad.object, Literal)))

    classes = {
        iri: ClassTerm(iri, labels(iri), above=values(iri, RDFS + "subClassOf"))
        for iri in told("Class")
    }
    relations = {
        iri: RelationTerm(
            iri,
            labels(iri),
            values(iri, SCHEMA + "domainIncludes"),
            values(iri, SCHEMA + "rangeIncludes"),
        )
        for kind in ("ObjectProperty", "DatatypeProperty")
        for iri in told(kind)
    }
    return Vocabulary(
        {**core.classes, **classes}, {**core.relations, **relations}, core.every_class
    )


def _labels(iri: str, texts: Iterable[Literal]) -> dict[str, str]:
    known = {text.language: text.value for text in texts}
    return {language: known.get(language) or local_name(iri) for language in LANGUAGES}


def _class_term(ontology: Ontology, each: EntityClass) -> ClassTerm:
    return ClassTerm(
        each.iri,
        {language: each.label(language) for language in LANGUAGES},
        above=tuple(
            other.iri
            for other in ontology.classes.values()
            if other != each and ontology.is_a(each.name, other.name)
        ),
        disjoint=disjoint_classes().get(each.iri, ()),
    )


def _relation_term(ontology: Ontology, each: Relation) -> RelationTerm:
    return RelationTerm(
        each.iri,
        {language: each.label(language) for language in LANGUAGES},
        _choice(ontology, each.domain),
        _choice(ontology, each.range),
    )


def _choice(ontology: Ontology, types: frozenset[str]) -> tuple[str, ...]:
    """
    The classes to name where one of ``types`` is asked for: the widest, in the ontology's order.

    An abstract class all of whose kinds are among the types is named beside them: so a class
    that a domain puts directly below it is taken too.
    """
    widest = {
        name for name in types if not any(each in types for each in ontology.lineage(name)[1:])
    } - {"Literal"}
    abstract = {
        each.name
        for each in ontology.classes.values()
        if each.abstract and ontology.concrete(each.name) <= types
    }
    known = (*(name for name in ontology.classes if name in abstract), *ontology.types)
    return tuple(ontology.classes[name].iri for name in known if name in abstract | widest)
