"""A shape as it is ready to be asked: where it looks, what it demands, and what it says then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from pyoxigraph import NamedNode

from graph.shapes.constraints import Constraint
from graph.shapes.data import DataGraph, Term
from graph.vocabulary import SH

TargetKind = Literal["targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"]
TARGETS: Final[tuple[TargetKind, ...]] = (
    "targetClass",
    "targetNode",
    "targetSubjectsOf",
    "targetObjectsOf",
)


@dataclass(frozen=True, slots=True)
class Target:
    """Which nodes a shape is about."""

    kind: TargetKind
    term: NamedNode

    def nodes(self, data: DataGraph) -> Iterator[Term]:
        """The nodes of this graph, each once."""
        match self.kind:
            case "targetClass":
                yield from data.instances(self.term)
            case "targetNode":
                yield self.term
            case "targetSubjectsOf":
                yield from data.subjects_of(self.term)
            case "targetObjectsOf":
                yield from data.objects_of(self.term)


@dataclass(frozen=True, slots=True)
class Path:
    """A property, followed forwards or, where ``inverse``, from the value to who has it."""

    predicate: NamedNode
    inverse: bool = False

    def values(self, data: DataGraph, focus: Term) -> Sequence[Term]:
        """What the path leads to."""
        if self.inverse:
            return data.subjects(self.predicate, focus)
        return data.objects(focus, self.predicate)

    def __str__(self) -> str:
        """The property's IRI, behind a ^ where it is inverted."""
        return f"^{self.predicate.value}" if self.inverse else self.predicate.value


@dataclass(frozen=True, slots=True)
class Violation:
    """
    One result of a validation: what is wrong, where, and which demand of which shape says so.

    ``path`` is the IRI of a property, empty where the node itself is at fault; ``value`` is None
    where no single value is;
    ``component`` is the local name of SHACL's constraint component.
    """

    focus: Term
    path: str
    value: Term | None
    shape: str
    component: str

    @property
    def order(self) -> tuple[str, ...]:
        """The key that sorts violations, the same on every machine."""
        return (str(self.focus), self.shape, self.path, str(self.value or ""), self.component)


@dataclass(slots=True)
class Shape:
    """
    A node shape, or with a ``path`` a property shape.

    ``properties`` are the property shapes that each value must fit too; ``messages`` say by
    language what the shape demands.
    """

    iri: str
    path: Path | None = None
    targets: tuple[Target, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    properties: tuple[Shape, ...] = ()
    messages: Mapping[str, str] = field(default_factory=dict)

    def violations(self, data: DataGraph, focus: Term) -> Iterator[Violation]:
        """What is wrong with this node; nothing where it fits."""
        values = self.path.values(data, focus) if self.path else (focus,)
        for constraint in self.constraints:
            for value in constraint.faults(data, focus, values):
                path = str(self.path or "")
                yield Violation(focus, path, value, self.iri, constraint.component)
        for value in values:
            for shape in self.properties:
                yield from shape.violations(data, value)

    def fits(self, data: DataGraph, node: Term) -> bool:
        """Whether nothing is wrong with this node."""
        return next(self.violations(data, node), None) is None

    def focus_nodes(self, data: DataGraph) -> Iterator[Term]:
        """The nodes of the graph that the shape is about, each once."""
        if len(self.targets) == 1:
            return self.targets[0].nodes(data)
        return iter(dict.fromkeys(node for each in self.targets for node in each.nodes(data)))


def component_iri(name: str) -> str:
    """
    The IRI of a constraint component.

    >>> component_iri("MinCountConstraintComponent")
    'http://www.w3.org/ns/shacl#MinCountConstraintComponent'
    """
    return SH + name
