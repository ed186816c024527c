"""Whether a graph fits its shapes, and what is wrong where it does not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import NamedNode, Quad, Triple

from graph.shapes.compiler import compile_shapes
from graph.shapes.data import DataGraph, Superclasses, Term
from graph.shapes.derived import derived_shapes
from graph.shapes.model import Shape, Violation
from graph.shapes.vocabulary import Vocabulary
from ontology import SHAPES


@dataclass(frozen=True, slots=True)
class Shapes:
    """
    Everything that a graph must fit: the shapes of shapes.ttl, and those of a vocabulary.

    ``turtle`` is their text, for other validators, and ``by_iri`` the shapes themselves.
    """

    turtle: str
    by_iri: Mapping[str, Shape] = field(repr=False)
    superclasses: Superclasses = field(repr=False)

    @property
    def version(self) -> str:
        """A digest of the shapes: another one, and a graph must be looked at anew."""
        return hashlib.sha256(self.turtle.encode()).hexdigest()[:16]

    def validate(self, data: DataGraph) -> list[Violation]:
        """What is wrong with a graph, sorted; nothing where it fits."""
        found = {
            violation: None
            for shape in self.by_iri.values()
            for focus in shape.focus_nodes(data)
            for violation in shape.violations(data, focus)
        }
        return sorted(found, key=lambda violation: violation.order)

    def data(
        self,
        triples: Iterable[Quad | Triple],
        elsewhere: Callable[[Term], Sequence[Term]] | None = None,
    ) -> DataGraph:
        """The triples of one graph, ready to be validated; ``elsewhere`` as in DataGraph."""
        if elsewhere is None:
            return DataGraph(triples, self.superclasses)
        return DataGraph(triples, self.superclasses, elsewhere)

    def message(self, shape: str, language: str) -> str:
        """What the shape with this IRI demands, in one language; empty where it says nothing."""
        known = self.by_iri.get(shape)
        return known.messages.get(language, "") if known else ""


def shapes_of(vocabulary: Vocabulary) -> Shapes:
    """The shapes for graphs that are written in this vocabulary."""
    turtle = SHAPES.read_text(encoding="utf-8") + derived_shapes(vocabulary)
    superclasses = {
        NamedNode(iri): frozenset(map(NamedNode, above))
        for iri, above in vocabulary.superclasses.items()
    }
    return Shapes(turtle, _compiled(turtle), superclasses)


@lru_cache(maxsize=4)
def _compiled(turtle: str) -> dict[str, Shape]:
    return compile_shapes(turtle)
