"""Facts from JSON Lines into the store, checked line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

from extractors.facts import Argument, Fact
from extractors.resolution import Resolver
from graph.imports.files import opened
from graph.imports.graphs import with_facts
from graph.imports.records import Record, RecordError, document_of, fact_of, parse_line
from graph.imports.report import ImportReport, Refused
from graph.imports.terms import KnownTerms
from graph.rdf import CIRCUMSTANCES, document_iri
from graph.store import Store
from graph.vocabulary import LABEL, TYPE, WG
from ontology.turtle import local_name

# So many facts are in memory at once.
_TOGETHER: Final = 20_000

Tell = Callable[[Refused], None]


def import_lines(
    path: Path, store: Store, known: KnownTerms, report: ImportReport, tell: Tell
) -> None:
    """
    Put the facts of a file into the store, a document's in the place of those that it had.

    The file is read twice: first to see what must be refused, so that a document of which a line
    is refused keeps what it had. ``tell`` hears of each refused line; ``report`` is added to.

    Raises ReadError where the file cannot be read, StoreError where the disk refuses.
    """
    reader = _Reader(path, store, known)
    bad: set[str] = set()
    for item in reader.lines():
        if isinstance(item, _BadLine):
            bad.add(item.document)
            refused = Refused(str(path), item.line, item.reason)
            report.refused.append(refused)
            tell(refused)
    _write(reader, store, bad, report)


def _write(reader: _Reader, store: Store, bad: set[str], report: ImportReport) -> None:
    seen: set[str] = set()
    facts = (item for item in reader.lines() if isinstance(item, Fact))
    while batch := list(islice(facts, _TOGETHER)):
        by_document: dict[str, list[Fact]] = {}
        for fact in batch:
            by_document.setdefault(fact.document, []).append(fact)
        new: list[Quad] = []
        for name, together in by_document.items():
            graph = NamedNode(document_iri(name, base=store.base))
            old = list(store.raw.quads_for_pattern(None, None, None, graph))
            # A line whose document cannot be told may be of any of them.
            complete = name not in seen and not bad & {name, ""}
            quads = reader.graph(name, together, old, complete)
            if old:
                store.replace_graph(graph.value, quads)
            else:
                new += quads
            if name not in seen:
                report.hear(known=bool(old), complete=complete)
            seen.add(name)
            report.facts += len(together)
        store.add_documents(new)


@dataclass(frozen=True, slots=True)
class _BadLine:
    line: int
    reason: str
    document: str = ""


@dataclass(slots=True)
class _Called:
    """What an entity is called in one document, and the line that first said so (0: the store)."""

    name: str
    type: str
    line: int


@dataclass(slots=True)
class _Reader:
    """Reads the facts of a file; what it minted and learnt of names is forgotten at each pass."""

    path: Path
    store: Store
    known: KnownTerms
    called: dict[tuple[str, str], _Called] = field(default_factory=dict)
    minted: dict[tuple[str, str, str], str] = field(default_factory=dict)
    resolvers: dict[tuple[str, int], Resolver] = field(default_factory=dict)

    def lines(self) -> Iterator[Fact | _BadLine]:
        """Each line as its fact, or as what is wrong with it; empty lines are passed over."""
        self.called.clear()
        self.minted.clear()
        with opened(self.path) as file:
            for number, data in enumerate(file, 1):
                if data.strip():
                    yield self._line(number, data)

    def graph(self, name: str, facts: list[Fact], old: list[Quad], complete: bool) -> list[Quad]:
        """The graph of a document with these facts."""
        minted = {
            iri: entity
            for (document, _), resolver in self.resolvers.items()
            if document == name
            for iri, entity in resolver.entities.items()
        }
        return with_facts(
            name,
            facts,
            old,
            base=self.store.base,
            terms=self.known.outside,
            minted=minted,
            complete=complete,
        )

    def _line(self, number: int, data: bytes) -> Fact | _BadLine:
        document = ""
        try:
            record = parse_line(data.decode("utf-8-sig" if number == 1 else "utf-8"))
            document, article = document_of(record)
            fact = self._fact(record, document, article)
            self._hear_names(fact, number)
        except UnicodeDecodeError as error:
            return _BadLine(number, f"this is not UTF-8 at byte {error.start + 1}")
        except RecordError as error:
            return _BadLine(number, str(error), document)
        return fact

    def _fact(self, record: Record, document: str, article: int) -> Fact:
        def mint(name: str, kind: str) -> str:
            known = self.minted.get((document, name, kind))
            return known or self._mint(document, article, name, kind)

        return fact_of(record, self.known, lambda iri: self._find(document, iri), mint)

    def _find(self, document: str, iri: str) -> tuple[str, str] | None:
        """What the file or the store calls an entity, its own document first."""
        if known := self.called.get((document, iri)):
            return known.name, known.type
        own = NamedNode(document_iri(document, base=self.store.base))
        node = NamedNode(iri)
        for properties in (self.store.describe(node, own), self.store.describe(node)):
            if WG + "named" in properties and LABEL.value in properties:
                name, kind = (properties[key.value][0].value for key in (LABEL, TYPE))
                return name, local_name(kind)
        return None

    def _mint(self, document: str, article: int, name: str, kind: str) -> str:
        """The IRI that the extractors give such a thing in the article of that number."""
        key = document, article
        if key not in self.resolvers:
            unit = self._unit(document, article)
            self.resolvers[key] = Resolver(unit, document, self.store.base)
        return self.resolvers[key].register(name, kind).id

    def _unit(self, document: str, article: int) -> str:
        graph = NamedNode(document_iri(document, base=self.store.base))
        for quad in self.store.raw.quads_for_pattern(None, NamedNode(WG + "unit"), None, graph):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.endswith(f"-{article}"):
                return str(getattr(quad.object, "value", ""))
        return ""

    def _hear_names(self, fact: Fact, number: int) -> None:
        """
        Note what the fact calls its things.

        Raises RecordError where a line before called one otherwise in the same document.
        """
        parts = [fact.subject, fact.object, *(getattr(fact, role) for role in CIRCUMSTANCES)]
        things: list[Argument] = [part for part in parts if part is not None and part.id]
        for part in things:
            before = self.called.get((fact.document, part.id))
            if before and (before.name, before.type) != (part.name, part.type):
                raise RecordError(
                    f"{part.id} is {part.name!r} ({part.type}) here, but {before.name!r} "
                    f"({before.type}) in line {before.line}"
                )
        for part in things:
            key = fact.document, part.id
            self.called.setdefault(key, _Called(part.name, part.type, number))
            self.minted.setdefault((fact.document, part.name, part.type), part.id)
