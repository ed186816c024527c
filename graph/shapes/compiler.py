"""From SHACL in Turtle to shapes that are ready to be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from graph.shapes.constraints import (
    Before,
    Constraint,
    Count,
    Fitting,
    InLanguage,
    LongEnough,
    Matching,
    OfClass,
    OfDatatype,
    OfKind,
    OneOf,
    Qualified,
    Within,
)
from graph.shapes.data import Term
from graph.shapes.model import TARGETS, Path, Shape, Target
from graph.vocabulary import RDF, SH
from ontology.errors import OntologyError
from ontology.turtle import local_name

_NIL: Final = NamedNode(RDF + "nil")
_KINDS: Final = {"IRI": (NamedNode,), "Literal": (Literal,), "BlankNode": (BlankNode,)}
# What a shape says beside its constraints.
_OTHER: Final = frozenset({"path", "property", "message", *TARGETS})


def compile_shapes(turtle: str) -> dict[str, Shape]:
    """
    The shapes of a Turtle text by IRI, in the order of the text; those without IRI lie in them.

    Raises OntologyError for what is no Turtle, and for a property of SHACL that is not known
    here: passed over, it would let through what it forbids.
    """
    return _Compiler(turtle).named()


class _Compiler:
    def __init__(self, turtle: str) -> None:
        self._told: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._compiled: dict[Term, Shape] = {}
        try:
            for quad in parse(turtle, format=RdfFormat.TURTLE):
                if isinstance(quad.subject, NamedNode | BlankNode) and isinstance(
                    quad.object, NamedNode | BlankNode | Literal
                ):
                    self._told[quad.subject][quad.predicate.value].append(quad.object)
        except SyntaxError as error:
            raise OntologyError(f"the shapes are no Turtle: {error}") from error

    def named(self) -> dict[str, Shape]:
        kinds = {NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")}
        return {
            node.value: self._shape(node)
            for node in list(self._told)
            if isinstance(node, NamedNode) and kinds & set(self._values(node, RDF + "type"))
        }

    def _shape(self, node: Term) -> Shape:
        if node in self._compiled:
            return self._compiled[node]
        shape = self._compiled[node] = Shape(node.value)
        shape.path = self._path(node)
        shape.targets = tuple(
            Target(kind, term)
            for kind in TARGETS
            for term in self._values(node, SH + kind)
            if isinstance(term, NamedNode)
        )
        shape.messages = {
            term.language: term.value
            for term in self._values(node, SH + "message")
            if isinstance(term, Literal) and term.language
        }
        shape.properties = tuple(map(self._shape, self._values(node, SH + "property")))
        shape.constraints = tuple(self._constraints(node))
        return shape

    def _path(self, node: Term) -> Path | None:
        for path in self._values(node, SH + "path"):
            inverse = self._values(path, SH + "inversePath")
            term = inverse[0] if inverse else path
            if not isinstance(term, NamedNode):
                raise OntologyError(f"{node}: only a property, or one inverted, can be a sh:path")
            return Path(term, bool(inverse))
        return None

    def _constraints(self, node: Term) -> Iterator[Constraint]:
        for predicate, values in self._told[node].items():
            name = predicate.removeprefix(SH)
            if not predicate.startswith(SH) or name in _OTHER:
                continue
            if name not in _READERS:
                raise OntologyError(f"{node}: sh:{name} is not known here")
            for value in values:
                yield from _READERS[name](self, node, value, f"{name[0].upper()}{name[1:]}")

    def _values(self, node: Term, predicate: str) -> list[Term]:
        return self._told[node][predicate] if node in self._told else []

    def _members(self, head: Term) -> list[Term]:
        members = []
        while head != _NIL:
            members.append(self._values(head, RDF + "first")[0])
            head = self._values(head, RDF + "rest")[0]
        return members

    def only(self, nodes: list[Term], name: str) -> list[Term] | None:
        """What the shapes ask for by ``name``, where they all ask for nothing else."""
        wanted = SH + name
        if all(list(self._told.get(node, ())) == [wanted] for node in nodes):
            return [self._told[node][wanted][0] for node in nodes]
        return None

    def either(self, head: Term, component: str) -> Constraint:
        members = self._members(head)
        # By far the most demands are a choice of classes: asked at once, not one by one.
        if classes := self.only(members, "class"):
            return OfClass(component, frozenset(classes))
        if datatypes := self.only(members, "datatype"):
            return OfDatatype(component, frozenset(each.value for each in datatypes))
        return Fitting(component, self.shapes(members), 1, len(members))

    def one(self, head: Term, component: str) -> Constraint:
        return Fitting(component, self.shapes(self._members(head)), 1, 1)

    def none_of(self, node: Term, component: str) -> Constraint:
        return Fitting(component, self.shapes([node]), 0, 0)

    def shapes(self, nodes: list[Term]) -> tuple[Shape, ...]:
        return tuple(map(self._shape, nodes))

    def listed(self, head: Term) -> list[Term]:
        return self._members(head)

    def qualified(self, node: Term, shape: Term) -> Iterator[Constraint]:
        fitting = self._shape(shape)
        for least in self._values(node, SH + "qualifiedMinCount"):
            name = "QualifiedMinCountConstraintComponent"
            yield Qualified(name, fitting, least=int(least.value))
        for most in self._values(node, SH + "qualifiedMaxCount"):
            name = "QualifiedMaxCountConstraintComponent"
            yield Qualified(name, fitting, most=int(most.value))


_Reader = Callable[[_Compiler, Term, Term, str], Iterator[Constraint]]


def _simple(make: Callable[[_Compiler, Term, str], Constraint]) -> _Reader:
    def read(compiler: _Compiler, node: Term, value: Term, name: str) -> Iterator[Constraint]:
        yield make(compiler, value, f"{name}ConstraintComponent")

    return read


def _limit(value: Term, name: str, upper: bool) -> Constraint:
    if not isinstance(value, Literal):
        raise OntologyError(f"{value}: a limit must be a literal")
    return Within(name, value, upper)


def _before(value: Term, name: str, equal: bool) -> Constraint:
    if not isinstance(value, NamedNode):
        raise OntologyError(f"{value}: only a property can be compared with")
    return Before(name, value, equal)


def _nothing(compiler: _Compiler, node: Term, value: Term, name: str) -> Iterator[Constraint]:
    return iter(())  # Read together with the shape that it qualifies.


_READERS: Final[dict[str, _Reader]] = {
    "class": _simple(lambda _, value, name: OfClass(name, frozenset({value}))),
    "datatype": _simple(lambda _, value, name: OfDatatype(name, frozenset({value.value}))),
    "nodeKind": _simple(lambda _, value, name: OfKind(name, _KINDS[local_name(value.value)])),
    "minCount": _simple(lambda _, value, name: Count(name, least=int(value.value))),
    "maxCount": _simple(lambda _, value, name: Count(name, most=int(value.value))),
    "minLength": _simple(lambda _, value, name: LongEnough(name, int(value.value))),
    "minInclusive": _simple(lambda _, value, name: _limit(value, name, upper=False)),
    "maxInclusive": _simple(lambda _, value, name: _limit(value, name, upper=True)),
    "pattern": _simple(lambda _, value, name: Matching(name, re.compile(value.value))),
    "lessThan": _simple(lambda _, value, name: _before(value, name, equal=False)),
    "lessThanOrEquals": _simple(lambda _, value, name: _before(value, name, equal=True)),
    "in": _simple(lambda compiler, value, name: OneOf(name, frozenset(compiler.listed(value)))),
    "languageIn": _simple(
        lambda compiler, value, name: InLanguage(
            name, tuple(each.value.lower() for each in compiler.listed(value))
        )
    ),
    "or": _simple(lambda compiler, value, name: compiler.either(value, name)),
    "xone": _simple(lambda compiler, value, name: compiler.one(value, name)),
    "not": _simple(lambda compiler, value, name: compiler.none_of(value, name)),
    "qualifiedValueShape": lambda compiler, node, value, _: compiler.qualified(node, value),
    "qualifiedMinCount": _nothing,
    "qualifiedMaxCount": _nothing,
}
