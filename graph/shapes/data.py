"""The triples of one graph as a validator asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.vocabulary import TYPE

Term = NamedNode | BlankNode | Literal
Superclasses = Mapping[NamedNode, frozenset[NamedNode]]
"""What each class is a kind of, itself with it."""

_NOTHING: Final[dict[NamedNode, list[Term]]] = {}
_NONE: Final[tuple[Term, ...]] = ()


class DataGraph:
    """
    Triples by their subject, and by predicate and object.

    The triples must be distinct: those of one named graph are. ``elsewhere`` tells the classes of
    a node that the triples give no class.
    """

    def __init__(
        self,
        triples: Iterable[Quad | Triple],
        superclasses: Superclasses,
        elsewhere: Callable[[Term], Sequence[Term]] = lambda _: _NONE,
    ) -> None:
        """Sort the triples by what will be asked for."""
        self._superclasses = superclasses
        self._elsewhere = elsewhere
        self._forward: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._pairs: dict[NamedNode, list[tuple[Term, Term]]] = defaultdict(list)
        self._backward: dict[NamedNode, dict[Term, list[Term]]] = {}
        self._classes: dict[Term, frozenset[Term]] = {}
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            if not (isinstance(subject, Triple) or isinstance(value, Triple)):
                self._forward[subject][predicate].append(value)
                self._pairs[predicate].append((subject, value))

    def objects(self, subject: Term, predicate: NamedNode) -> Sequence[Term]:
        """The values of a property of a node."""
        return self.properties(subject).get(predicate, _NONE)

    def properties(self, subject: Term) -> Mapping[NamedNode, Sequence[Term]]:
        """All properties of a node."""
        return self._forward.get(subject, _NOTHING)

    def subjects(self, predicate: NamedNode, value: Term) -> Sequence[Term]:
        """The nodes that have this value of a property."""
        return self._by_value(predicate).get(value, _NONE)

    def subjects_of(self, predicate: NamedNode) -> Iterable[Term]:
        """The nodes that have a property, each once."""
        return dict.fromkeys(subject for subject, _ in self._pairs.get(predicate, ()))

    def objects_of(self, predicate: NamedNode) -> Iterable[Term]:
        """The values that a property has anywhere, each once."""
        return dict.fromkeys(value for _, value in self._pairs.get(predicate, ()))

    def instances(self, kind: NamedNode) -> Iterable[Term]:
        """The nodes of a class or of one below it, each once."""
        typed = self._by_value(TYPE)
        below = [each for each in typed if each == kind or kind in self._above(each)]
        return dict.fromkeys(node for each in below for node in typed[each])

    def classes(self, node: Term) -> frozenset[Term]:
        """The classes of a node, those above its own with them."""
        known = self._classes.get(node)
        if known is None:
            own = self.objects(node, TYPE) or self._elsewhere(node)
            known = self._classes[node] = frozenset(own).union(*map(self._above, own))
        return known

    def _by_value(self, predicate: NamedNode) -> Mapping[Term, Sequence[Term]]:
        known = self._backward.get(predicate)
        if known is None:
            known = self._backward[predicate] = defaultdict(list)
            for subject, value in self._pairs.get(predicate, ()):
                known[value].append(subject)
        return known

    def _above(self, kind: Term) -> frozenset[NamedNode]:
        return (
            self._superclasses.get(kind, frozenset())
            if isinstance(kind, NamedNode)
            else frozenset()
        )
