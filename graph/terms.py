"""The terms that domains add to the core: how the graph names them and what it says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.vocabulary import LABEL, OWL, RDFS, SCHEMA, SKOS, TYPE, VANN, WG, plain
from ontology import EntityClass, Ontology, Relation, load_ontology

Terms = Mapping[str, str]
"""The IRIs of the classes and relations that do not lie in our own namespace, by name."""

NO_TERMS: Final[Terms] = {}


def iris_of(ontology: Ontology) -> Terms:
    """The IRIs of an ontology's classes and relations where they are not ``wg:`` and the name."""
    terms: list[EntityClass | Relation] = [*ontology.classes.values(), *ontology.relations.values()]
    return {each.name: each.iri for each in terms if each.iri != WG + each.name}


def term(name: str, terms: Terms = NO_TERMS) -> NamedNode:
    """
    The class or relation of that name.

    >>> term("recruited").value
    'https://w3id.org/wangge/ontology#recruited'
    """
    return NamedNode(terms.get(name) or WG + name)


def vocabulary_graph(base: str) -> NamedNode:
    """The graph of a store that describes the terms of domains; it is no document's."""
    return NamedNode(f"{base}vocabulary")


def units_graph(base: str) -> NamedNode:
    """The graph of a store that describes the divisions with a national code."""
    return NamedNode(f"{base}units")


def inferred_graph(base: str) -> NamedNode:
    """The graph of what was concluded; it stands in copies of stores only (``inference``)."""
    return NamedNode(f"{base}inferred")


def identity_graph(base: str) -> NamedNode:
    """The graph of a store that says which corrections by hand were worked in."""
    return NamedNode(f"{base}identity")


def own_graphs(base: str) -> frozenset[str]:
    """The graphs of a store that are no document's, by name."""
    graphs = (vocabulary_graph, units_graph, identity_graph, inferred_graph)
    return frozenset(graph(base).value for graph in graphs)


def vocabulary_of(ontology: Ontology, base: str) -> list[Quad]:
    """What the graph says of the terms that are not the core's, sorted; nothing for the core."""
    graph = vocabulary_graph(base)
    triples = {*_described(ontology), *_named(ontology)}
    return sorted((Quad(one.subject, one.predicate, one.object, graph) for one in triples), key=str)


def _described(ontology: Ontology) -> Iterator[Triple]:
    core, iris = load_ontology(), iris_of(ontology)
    for each in ontology.classes.values():
        if each.name not in core.classes:
            yield from _term_triples(each, "Class", "subClassOf", iris)
    for relation in ontology.relations.values():
        if relation.name not in core.relations:
            literal = relation.range == {"Literal"}
            kind = "DatatypeProperty" if literal else "ObjectProperty"
            yield from _term_triples(relation, kind, "subPropertyOf", iris)
            node = NamedNode(relation.iri)
            for end, types in (("domain", relation.domain), ("range", relation.range)):
                for name in sorted(types - {"Literal"}):
                    yield Triple(node, NamedNode(f"{SCHEMA}{end}Includes"), term(name, iris))


def _term_triples(
    each: EntityClass | Relation, kind: str, below: str, iris: Terms
) -> Iterator[Triple]:
    node = NamedNode(each.iri)
    yield Triple(node, TYPE, NamedNode(OWL + kind))
    for language, text in each.labels.items():
        yield Triple(node, LABEL, Literal(text, language=language))
    for language, text in each.definitions.items():
        yield Triple(node, NamedNode(SKOS + "definition"), Literal(text, language=language))
    for parent in each.parents:
        yield Triple(node, NamedNode(RDFS + below), term(parent, iris))


def _named(ontology: Ontology) -> Iterator[Triple]:
    """The prefixes of the domains' namespaces, so that queries may use them undeclared."""
    prefix = NamedNode(VANN + "preferredNamespacePrefix")
    for name, namespace in ontology.prefixes.items():
        yield Triple(NamedNode(namespace), prefix, plain(name))
