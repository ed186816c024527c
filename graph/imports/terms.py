"""What a fact may be made of: the types and relations of the ontology and of a store's domains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, Quad

from extractors.facts import LITERAL
from graph.terms import Terms
from graph.vocabulary import OWL, RDFS, SCHEMA, TYPE, WG
from ontology import Ontology
from ontology.turtle import local_name


@dataclass(slots=True)
class KnownRelation:
    """A relation: its IRI, and the names of the types that its ends may have."""

    iri: str
    domain: set[str] = field(default_factory=set)
    range: set[str] = field(default_factory=set)


@dataclass(slots=True)
class KnownTerms:
    """
    Types and relations by the names that facts call them by.

    ``parents`` leads from a type to those directly above it; ``iris`` from a type to its IRI.
    """

    iris: dict[str, str]
    parents: dict[str, tuple[str, ...]]
    relations: dict[str, KnownRelation]
    labels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ontology: Ontology) -> KnownTerms:
        """The terms of an ontology."""
        types = {name: ontology.classes[name] for name in ontology.types}
        relations = ontology.relations.values()
        return cls(
            iris={name: each.iri for name, each in types.items()},
            parents={name: each.parents for name, each in types.items()},
            relations={
                each.name: KnownRelation(each.iri, set(each.domain), set(each.range))
                for each in relations
            },
            labels={
                **{each.label("zh"): each.name for each in types.values()},
                **{each.label("zh"): each.name for each in relations},
            },
        )

    def learn(self, quads: Iterable[Quad]) -> None:
        """Take in the terms that the vocabulary graph of a store or of a dump describes."""
        for quad in quads:
            node, value = quad.subject, quad.object
            if not isinstance(node, NamedNode):
                continue
            name, predicate = local_name(node.value), quad.predicate
            if predicate == TYPE and value == NamedNode(OWL + "Class"):
                self.iris[name] = node.value
                self.parents.setdefault(name, ())
            elif predicate.value == RDFS + "subClassOf" and isinstance(value, NamedNode):
                self.parents[name] = (*self.parents.get(name, ()), local_name(value.value))
            elif predicate == TYPE and value == NamedNode(OWL + "DatatypeProperty"):
                self._relation(node).range.add(LITERAL)
            elif predicate.value == SCHEMA + "domainIncludes" and isinstance(value, NamedNode):
                self._relation(node).domain.add(local_name(value.value))
            elif predicate.value == SCHEMA + "rangeIncludes" and isinstance(value, NamedNode):
                self._relation(node).range.add(local_name(value.value))

    @property
    def outside(self) -> Terms:
        """The IRIs of the terms that do not lie in our own namespace, by name."""
        named = self.iris | {name: each.iri for name, each in self.relations.items()}
        return {name: iri for name, iri in named.items() if iri != WG + name}

    def fits(self, type: str, ends: Iterable[str]) -> bool:
        """Whether a thing of this type may stand where one of ``ends`` is asked for."""
        allowed = set(ends)
        waiting = [type]
        while waiting:
            name = waiting.pop()
            if name in allowed:
                return True
            waiting += self.parents.get(name, ())
        return False

    def misfit(self, relation: str, subject: str, object: str) -> str:
        """Why the ends do not fit the relation, in a few words; empty where they do."""
        known = self.relations[relation]
        for role, kind, ends in (
            ("subject", subject, known.domain),
            ("object", object, known.range),
        ):
            if not self.fits(kind, ends):
                one_of = ", ".join(sorted(ends))
                return f"the {role} of {relation} cannot be of type {kind}, only {one_of}"
        return ""

    def unknown_type(self, name: str) -> str:
        """Why no thing can be of this type; empty where one can."""
        return "" if name in self.iris else self._unknown("type", name, self.iris)

    def unknown_relation(self, name: str) -> str:
        """Why no fact can have this relation; empty where one can."""
        if name in self.relations:
            return ""
        return self._unknown("relation", name, self.relations)

    def _unknown(self, what: str, name: str, known: Mapping[str, object]) -> str:
        near = self.labels.get(name, "")
        close = [near] if near in known else get_close_matches(name, known, n=3)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        return f"{what} {name!r} is not in the ontology{hint}"

    def _relation(self, node: NamedNode) -> KnownRelation:
        return self.relations.setdefault(local_name(node.value), KnownRelation(node.value))


def is_number(term: object) -> bool:
    """Whether the term is a literal that holds a finite number."""
    if not isinstance(term, Literal):
        return False
    try:
        return abs(float(term.value)) < float("inf")
    except ValueError:
        return False
