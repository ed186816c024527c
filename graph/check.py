"""Whether what a store holds fits the shapes, document by document."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from graph import checked
from graph.findings import Finding, finding
from graph.labels import names_of
from graph.shapes.data import Term
from graph.shapes.validation import Shapes, shapes_of
from graph.shapes.vocabulary import LANGUAGES, vocabulary_in
from graph.store import DATA, Store, StoredDocument, open_store
from graph.store_files import refuse_damaged
from graph.terms import own_graphs
from graph.vocabulary import TYPE
from ontology.errors import StoreError


@dataclass(frozen=True, slots=True)
class GraphReport:
    """
    What was found in one graph.

    ``name`` is the document's, or the graph's IRI where it is no document's; ``remembered`` says
    that it was not looked at anew.
    """

    iri: str
    name: str
    findings: tuple[Finding, ...]
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class CheckReport:
    """
    What a check found: the graphs with violations, and how many it looked at or knew already.

    ``remark`` says why the result was not kept for the next check, where it was not.
    """

    graphs: tuple[GraphReport, ...]
    looked_at: int
    remembered: int
    shapes: Shapes = field(repr=False)
    remark: str = ""

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.graphs

    @property
    def violations(self) -> int:
        """How many violations there are."""
        return sum(len(graph.findings) for graph in self.graphs)

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            "conforms": self.conforms,
            "shapes": self.shapes.version,
            "lookedAt": self.looked_at,
            "remembered": self.remembered,
            "violations": self.violations,
            "documents": [
                {
                    "document": graph.name,
                    "graph": graph.iri,
                    "violations": [self._told(each) for each in graph.findings],
                }
                for graph in self.graphs
            ],
        }

    def _told(self, each: Finding) -> dict[str, Any]:
        told = {
            "facts": list(each.facts),
            "fact": dict(each.fact) if each.facts else {},
            "sentence": each.sentence,
            "focus": each.focus,
            "name": each.name,
            "path": each.path,
            "value": each.value,
            "valueName": each.value_name,
            "valueType": each.value_type,
            "shape": each.shape,
            "component": each.component,
            "message": {
                language: self.shapes.message(each.shape, language) for language in LANGUAGES
            },
        }
        return {key: value for key, value in told.items() if value}


def check(
    path: str | os.PathLike[str],
    *,
    everything: bool = False,
    on_progress: Callable[[str], None] | None = None,
) -> CheckReport:
    """
    Validate the graphs of a store.

    A document that has not changed since the last check is not looked at again, unless
    ``everything`` is; what was found in it then is still told. ``on_progress`` hears the name of
    each document that is looked at.

    Raises StoreError where there is no store, or it is being written, or its files are damaged.
    """
    state = checked.state_of(path)
    with open_store(path) as store:
        refuse_damaged(store.path / DATA)
        checker = _Checker(store, shapes_of(vocabulary_in(store)), on_progress)
        known = checked.NOTHING
        if not everything:
            known = checked.recall(path, state, checker.shapes.version)
        reports = list(checker.documents(known))
        others = list(checker.other_graphs({document.iri for document, _ in reports}))
    remark = ""
    try:
        found = [(one, [each.to_json() for each in report.findings]) for one, report in reports]
        # Another state means that the store was written before it was opened: nothing is known
        # of the one that was read.
        if any(not report.remembered for _, report in reports) and checked.state_of(path) == state:
            checked.remember(path, state, checker.shapes.version, found)
    except StoreError as error:
        remark = str(error)
    graphs = [*(report for _, report in reports), *others]
    return CheckReport(
        graphs=tuple(each for each in graphs if each.findings),
        looked_at=sum(not each.remembered for each in graphs),
        remembered=sum(each.remembered for each in graphs),
        shapes=checker.shapes,
        remark=remark,
    )


def _findings(known: checked.Found | None) -> tuple[Finding, ...] | None:
    try:
        return None if known is None else tuple(map(Finding.from_json, known))
    except (TypeError, KeyError):  # Somebody has edited what was remembered.
        return None


class _Checker:
    def __init__(
        self, store: Store, shapes: Shapes, on_progress: Callable[[str], None] | None
    ) -> None:
        self.shapes = shapes
        self._store = store
        self._hear = on_progress or (lambda _: None)
        self._labels = {language: names_of(store, language) for language in LANGUAGES}

    def documents(self, memory: checked.Memory) -> Iterator[tuple[StoredDocument, GraphReport]]:
        """The documents' graphs, by their names."""
        for document in self._store.documents().values():
            known = _findings(memory.recall(document))
            if known is None:
                found = self._look_at(NamedNode(document.iri), document.name)
                yield document, GraphReport(document.iri, document.name, found)
            else:
                yield document, GraphReport(document.iri, document.name, known, remembered=True)

    def other_graphs(self, documents: set[str]) -> Iterator[GraphReport]:
        """The graphs that are no documents': they may speak of what stands in others."""
        named = {
            graph.value for graph in self._store.raw.named_graphs() if isinstance(graph, NamedNode)
        }
        for iri in sorted(named - own_graphs(self._store.base) - documents):
            yield GraphReport(iri, iri, self._look_at(NamedNode(iri), iri, self._classes))
        unnamed = DefaultGraph()
        if any(True for _ in self._store.raw.quads_for_pattern(None, None, None, unnamed)):
            yield GraphReport("", "", self._look_at(unnamed, "", self._classes))

    def _look_at(
        self,
        graph: NamedNode | BlankNode | DefaultGraph,
        name: str,
        elsewhere: Callable[[Term], Sequence[Term]] | None = None,
    ) -> tuple[Finding, ...]:
        self._hear(name)
        data = self.shapes.data(
            self._store.raw.quads_for_pattern(None, None, None, graph), elsewhere
        )
        return tuple(
            finding(data, violation, self.shapes, self._labels)
            for violation in self.shapes.validate(data)
        )

    def _classes(self, node: Term) -> Sequence[Term]:
        if isinstance(node, Literal):
            return ()
        quads = self._store.raw.quads_for_pattern(node, TYPE, None)
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]
