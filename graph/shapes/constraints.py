"""The constraint components of SHACL that our shapes are made of, each as what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.shapes.data import DataGraph, Term
from graph.shapes.literals import less, well_formed

if TYPE_CHECKING:
    from graph.shapes.model import Shape


class Constraint(Protocol):
    """One demand of a shape on the values that its path leads to."""

    @property
    def component(self) -> str:
        """The local name of SHACL's constraint component."""

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term | None]:
        """The values that do not meet it; None where it is no single value that is at fault."""


@dataclass(frozen=True, slots=True)
class Count:
    """``sh:minCount`` and ``sh:maxCount``: how many values there may be."""

    component: str
    least: int = 0
    most: int | None = None

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[None]:
        """None where there are too few or too many."""
        count = len(values)
        if count < self.least or (self.most is not None and count > self.most):
            yield None


@dataclass(frozen=True, slots=True)
class OfClass:
    """``sh:class``, and ``sh:or`` over nothing but classes: the value is of one of them."""

    component: str
    classes: frozenset[Term]

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values that are of none of the classes."""
        return (each for each in values if self.classes.isdisjoint(data.classes(each)))


@dataclass(frozen=True, slots=True)
class OfDatatype:
    """``sh:datatype``, and ``sh:or`` over nothing but datatypes; the value must be well formed."""

    component: str
    datatypes: frozenset[str]

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values that are no literals of the datatype."""
        for each in values:
            datatype = each.datatype.value if isinstance(each, Literal) else ""
            if datatype not in self.datatypes or not well_formed(each.value, datatype):
                yield each


@dataclass(frozen=True, slots=True)
class OfKind:
    """``sh:nodeKind``: the value is an IRI, a literal, or a blank node."""

    component: str
    kinds: tuple[type, ...]

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values of another kind."""
        return (each for each in values if not isinstance(each, self.kinds))


@dataclass(frozen=True, slots=True)
class OneOf:
    """``sh:in``: the value is in a list."""

    component: str
    allowed: frozenset[Term]

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values that are not in the list."""
        return (each for each in values if each not in self.allowed)


@dataclass(frozen=True, slots=True)
class Within:
    """``sh:minInclusive`` and ``sh:maxInclusive``: the value reaches, or does not exceed, this."""

    component: str
    limit: Literal
    upper: bool

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values beyond the limit, and those that cannot be compared with it."""
        return (each for each in values if not self._meets(each))

    def _meets(self, value: Term) -> bool:
        if not isinstance(value, Literal):
            return False
        pair = (value, self.limit) if self.upper else (self.limit, value)
        return less(*pair, equal=True)


@dataclass(frozen=True, slots=True)
class LongEnough:
    """``sh:minLength``: the value has so many characters."""

    component: str
    least: int

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values that are too short; a blank node always is."""
        for each in values:
            if isinstance(each, BlankNode) or len(each.value) < self.least:
                yield each


@dataclass(frozen=True, slots=True)
class Matching:
    """``sh:pattern``: the value's text has this in it."""

    component: str
    pattern: re.Pattern[str]

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values that do not match; a blank node never does."""
        for each in values:
            if isinstance(each, BlankNode) or not self.pattern.search(each.value):
                yield each


@dataclass(frozen=True, slots=True)
class InLanguage:
    """``sh:languageIn``: the value is a text in one of these languages, or a kind of one."""

    component: str
    ranges: tuple[str, ...]

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values in another language, or in none."""
        for each in values:
            language = (each.language or "") if isinstance(each, Literal) else ""
            if not any(_is_kind_of(language.lower(), one) for one in self.ranges):
                yield each


def _is_kind_of(language: str, range_: str) -> bool:
    return language == range_ or language.startswith(f"{range_}-")


@dataclass(frozen=True, slots=True)
class Before:
    """``sh:lessThan`` and ``sh:lessThanOrEquals``: the value is less than another property's."""

    component: str
    other: NamedNode
    equal: bool

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """Each value once for each of the other property's that it is not less than."""
        limits = data.objects(focus, self.other)
        return (each for each in values for limit in limits if not self._meets(each, limit))

    def _meets(self, value: Term, limit: Term) -> bool:
        if not (isinstance(value, Literal) and isinstance(limit, Literal)):
            return False
        return less(value, limit, equal=self.equal)


@dataclass(frozen=True, slots=True)
class Fitting:
    """``sh:or``, ``sh:xone``, ``sh:not``, ``sh:node``: so many of the shapes fit the value."""

    component: str
    shapes: tuple[Shape, ...]
    least: int
    most: int

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterable[Term]:
        """The values that too few of the shapes fit, or too many."""
        for each in values:
            fitting = sum(shape.fits(data, each) for shape in self.shapes)
            if not self.least <= fitting <= self.most:
                yield each


@dataclass(frozen=True, slots=True)
class Qualified:
    """``sh:qualifiedValueShape``: so many of the values fit a shape."""

    component: str
    shape: Shape
    least: int = 0
    most: int | None = None

    def faults(self, data: DataGraph, focus: Term, values: Sequence[Term]) -> Iterator[None]:
        """None where too few or too many fit."""
        count = sum(self.shape.fits(data, each) for each in values)
        if count < self.least or (self.most is not None and count > self.most):
            yield None
