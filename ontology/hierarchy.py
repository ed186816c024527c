"""The classes of the ontology and the hierarchy they form, read from triples and checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pyoxigraph import BlankNode, NamedNode

from ontology.model import EntityClass, Ontology, Relation
from ontology.turtle import OWL, RDF, RDFS, SKOS, WG, XSD, Term, Triples, local_name, suggestion

LITERAL = "Literal"
ROOT = "Entity"

Named = TypeVar("Named", EntityClass, Relation)


class ClassTable:
    """The ontology's own classes, and what an expression that names them comes to."""

    def __init__(self, triples: Triples) -> None:
        """Read the classes that are labelled; the others are foreign, only declared."""
        self._triples = triples
        declared = list(triples.subjects(OWL + "Class"))
        self._foreign = {each for each in declared if not triples.values(each, RDFS + "label")}
        self._names = {
            each: local_name(each.value) for each in declared if each not in self._foreign
        }
        for node in self._names:
            self._refuse_cycle(node)
        self.by_name = by_name(triples, [self._class(node) for node in self._names])
        hierarchy = Ontology("", "", self.by_name, {})
        self.types = tuple(
            name
            for name, each in self.by_name.items()
            if not each.abstract and hierarchy.is_a(name, ROOT)
        )
        self._concrete = {
            name: frozenset(each for each in self.types if hierarchy.is_a(each, name))
            for name in self.by_name
        }

    def expand(self, expression: Term, owner: NamedNode) -> frozenset[str]:
        """
        The concrete types of a class, of a union of classes, or ``Literal`` for a datatype.

        Raises OntologyError at the place of ``owner`` for a class that is not the ontology's.
        """
        if isinstance(expression, BlankNode):
            union = [
                member
                for head in self._triples.values(expression, OWL + "unionOf")
                for member in self._triples.items(head)
            ]
            return frozenset[str]().union(*(self.expand(each, owner) for each in union))
        if expression == NamedNode(RDFS + "Literal") or expression.value.startswith(XSD):
            return frozenset({LITERAL})
        return self._concrete[self.known(expression, owner)]

    def known(self, term: Term, owner: NamedNode) -> str:
        """The name of one of the ontology's own classes; OntologyError for any other term."""
        if isinstance(term, NamedNode) and term in self._names:
            return self._names[term]
        name = local_name(term.value)
        raise self._triples.error(
            f"{local_name(owner.value)} names the class {name}, which the ontology does not have"
            + suggestion(name, self._names.values()),
            owner,
            *([term] if isinstance(term, NamedNode) else []),
        )

    def covers(self, ancestor: str, name: str) -> bool:
        """Whether the concrete type ``name`` is ``ancestor`` or lies below it."""
        return name in self._concrete[ancestor]

    def _class(self, node: NamedNode) -> EntityClass:
        labels, definitions = described(self._triples, node)
        parents = [
            self.known(each, node)
            for each in self._triples.nodes(node, RDFS + "subClassOf")
            if each not in self._foreign and not each.value.startswith(RDF)
        ]
        return EntityClass(
            name=self._names[node],
            iri=node.value,
            labels=labels,
            definitions=definitions,
            parents=tuple(parents),
            abstract="true" in self._triples.words(node, WG + "abstract"),
        )

    def _refuse_cycle(self, node: NamedNode) -> None:
        cycle = self._triples.cycle(node, RDFS + "subClassOf")
        if cycle:
            raise self._triples.error(f"classes in a circle: {cycle}; break one subClassOf", node)


def described(triples: Triples, node: NamedNode) -> tuple[dict[str, str], dict[str, str]]:
    """
    The label and the definition of a term in each language that has one.

    Raises OntologyError for a term without a label, and for two in one language.
    """
    labels = _by_language(triples, node, "rdfs:label", RDFS + "label")
    if not labels:
        name = local_name(node.value)
        raise triples.error(f'{name} has no label; add one: rdfs:label "…"@zh', node)
    return labels, _by_language(triples, node, "skos:definition", SKOS + "definition")


def _by_language(triples: Triples, node: NamedNode, kind: str, predicate: str) -> dict[str, str]:
    texts = triples.texts(node, predicate)
    for language, given in texts.items():
        if len(given) > 1:
            name, listed = local_name(node.value), " and ".join(given)
            raise triples.error(f"{name} has two {kind} in @{language}: {listed}; keep one", node)
    return {language: given[0] for language, given in texts.items()}


def by_name(triples: Triples, terms: Iterable[Named]) -> dict[str, Named]:
    """The terms by local name, which is what facts call them, so it must be unique."""
    named: dict[str, Named] = {}
    for each in terms:
        if each.name in named:
            raise triples.error(
                f"{each.name} stands for {named[each.name].iri} already; choose another name",
                NamedNode(each.iri),
            )
        named[each.name] = each
    return named
