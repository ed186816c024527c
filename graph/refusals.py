"""What a build does not store: the facts that do not fit the shapes, set apart with the reason."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Quad

from extractors.extraction import Extraction
from extractors.facts import Fact
from graph.files import write_whole
from graph.rdf import fact_iri
from graph.shapes.blame import facts_at_fault, facts_of_triple
from graph.shapes.data import DataGraph
from graph.shapes.model import Violation
from graph.shapes.validation import Shapes
from graph.shapes.vocabulary import LANGUAGES
from graph.vocabulary import BASE
from ontology.errors import StoreError

REFUSED: Final = "refused.jsonl"
"""The file in a store's folder that holds what its builds did not store."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sifted:
    """The quads of a document that may be stored, how many facts they hold, and the others."""

    quads: list[Quad]
    facts: int
    refused: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Sieve:
    """
    Lets pass what fits the shapes.

    ``graph_of`` maps an extraction to the graph that is to be stored, ``base`` is where its
    resources live.
    """

    shapes: Shapes
    graph_of: Callable[[Extraction], list[Quad]]
    base: str = BASE

    def sift(self, extraction: Extraction) -> Sifted:
        """
        The document's quads without the facts that violate a shape.

        A fact goes with all that is its own; an entity that is wrong takes its facts with it.
        What is wrong with the document or an article itself, and not with a fact, is told of; of
        it only a value that is at fault stays out.
        """
        quads = self.graph_of(extraction)
        data = self.shapes.data(quads)
        violations = self.shapes.validate(data)
        if not violations:
            return Sifted(quads, len(extraction.facts))
        guilty = _Guilty(extraction, data, self.shapes, violations)
        kept = replace(
            extraction,
            facts=tuple(each for each in extraction.facts if self._iri(each) not in guilty.facts),
            entities=tuple(each for each in extraction.entities if each.id not in guilty.entities),
        )
        bad = {(each.focus, each.path, each.value) for each in guilty.others}
        quads = [
            quad
            for quad in self.graph_of(kept)
            if (quad.subject, quad.predicate.value, quad.object) not in bad
        ]
        return Sifted(quads, len(kept.facts), tuple(self._records(extraction, guilty)))

    def _records(self, extraction: Extraction, guilty: _Guilty) -> Iterator[Record]:
        document = extraction.document.name
        for fact in extraction.facts:
            if violations := guilty.facts.get(iri := self._iri(fact)):
                told = {**fact.to_json(), "document": document}
                yield {"fact": iri, **told, "violations": self._told(violations)}
        for entity in extraction.entities:
            if violations := guilty.entities.get(entity.id):
                told = {"entity": entity.to_json(), "violations": self._told(violations)}
                yield {"document": document, **told}
        for each in guilty.others:
            told = {"node": each.focus.value, "violations": self._told([each])}
            yield {"document": document, **told}

    def _iri(self, fact: Fact) -> str:
        return fact_iri(fact, base=self.base)

    def _told(self, violations: Iterable[Violation]) -> list[Record]:
        return [
            {
                "focus": each.focus.value,
                **({"path": each.path} if each.path else {}),
                **({"value": each.value.value} if each.value is not None else {}),
                "shape": each.shape,
                "component": each.component,
                "message": {key: self.shapes.message(each.shape, key) for key in LANGUAGES},
            }
            for each in violations
        ]


class _Guilty:
    """Which facts and entities of a document the violations concern, and what else is wrong."""

    def __init__(
        self,
        extraction: Extraction,
        data: DataGraph,
        shapes: Shapes,
        violations: Iterable[Violation],
    ) -> None:
        self.facts: dict[str, list[Violation]] = {}
        self.entities: dict[str, list[Violation]] = {}
        self.others: list[Violation] = []
        named = {entity.id for entity in extraction.entities}
        for violation in violations:
            shape = shapes.by_iri[violation.shape]
            concerned = facts_at_fault(data, violation, shape)
            for fact in concerned:
                self.facts.setdefault(fact.value, []).append(violation)
            iri = violation.focus.value
            if iri in named and not facts_of_triple(data, violation, shape):
                self.entities.setdefault(iri, []).append(violation)
            elif not concerned:
                self.others.append(violation)


class RefusedFile:
    """
    The file in a store's folder that holds, a JSON object a line, what its builds set apart.

    ``path`` is where it is, whether there is one or not.
    """

    def __init__(self, store: str | os.PathLike[str]) -> None:
        """Read the file of the store in this folder. Raises StoreError where it cannot be read."""
        self.path = Path(store) / REFUSED
        self._lines: dict[str, list[str]] = {}
        self._changed = False
        for line in self._read():
            self._lines.setdefault(_document(line), []).append(line)

    def __len__(self) -> int:
        """How many facts, and other things, stand apart."""
        return sum(map(len, self._lines.values()))

    def put(self, document: str, records: Iterable[Record]) -> None:
        """Put the records in the place of all that the file says of this document."""
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        if lines != self._lines.pop(document, []):
            self._changed = True
        if lines:
            self._lines[document] = lines

    def save(self) -> None:
        """Write the file where something has changed. Raises StoreError where it cannot be."""
        if self._changed:
            lines = [line for _, each in sorted(self._lines.items()) for line in each]
            write_whole(self.path, "".join(f"{line}\n" for line in lines))
            self._changed = False

    def _read(self) -> list[str]:
        try:
            # Only \n ends a line: a page's text may hold other line breaks.
            return [line for line in self.path.read_text("utf-8").split("\n") if line]
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{self.path} cannot be read: {error}") from error


def _document(line: str) -> str:
    try:
        return str(json.loads(line)["document"])
    except (ValueError, KeyError, TypeError):
        return ""  # Not ours; it stays as it is.
