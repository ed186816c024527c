"""The store: one folder with a marker of ours, an Oxigraph database, and a lock."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from extractors.extraction import Extraction
from extractors.facts import Fact
from graph.damage import said_by
from graph.database import Database
from graph.facts import fact_at, statements_in
from graph.identity.corrections import (
    Correction,
    Corrections,
    corrections_file,
    read_corrections,
    write_corrections,
)
from graph.identity.settling import settled
from graph.nodes import Properties, read_nodes
from graph.rdf import document_iri, unsorted_quads_of
from graph.remote.place import remote_place
from graph.store_files import closed, forget_files, note_files, opened
from graph.store_folder import (
    DATA,
    FORMAT,
    MARKER,
    Mode,
    acquire,
    hold,
    make_folder,
    no_store,
    open_data,
    read_marker,
)
from graph.terms import NO_TERMS, Terms, inferred_graph, vocabulary_graph, vocabulary_of
from graph.vocabulary import BASE, STATEMENT, TYPE, VANN, WG, prefixes
from ontology import Ontology
from ontology.errors import StoreError

__all__ = [
    "BULK",
    "DATA",
    "FORMAT",
    "MARKER",
    "Mode",
    "Store",
    "StoredDocument",
    "hold",
    "open_store",
]

if TYPE_CHECKING:
    from rdflib import Dataset

# From so many quads on the bulk loader is the faster way.
BULK: Final = 20_000
# Up to so many quads the bulk loader writes all of them in one step.
_ONE_BATCH: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the store: its graph's IRI, and what it was made from and by what."""

    iri: str
    name: str
    sha256: str
    version: str


class Store:
    """
    A store opened by ``open_store``; leave it by ``close`` or use it as a context manager.

    ``raw`` is the database behind it, for queries; ``local`` the same as an Oxigraph store, which
    that of a server is not; ``dataset`` the same data through rdflib, its default graph the union
    of all named ones. ``where`` is what messages call the store.
    """

    def __init__(self, path: Path, mode: Mode, base: str, lock: int | None) -> None:
        """Open the database of a folder that ``open_store`` has found good and locked."""
        self.path = path
        self.mode: Mode = mode
        self.base = base
        self.where = str(path)
        self._lock = lock
        self._dataset: Dataset | None = None
        self._corrections: Corrections | None = None
        if mode == "w" and not (path / DATA).exists():
            forget_files(path / DATA)
        self._raw: pyoxigraph.Store | None = open_data(path, mode)
        opened(path / DATA)

    @property
    def raw(self) -> Database:
        """The database. Raises StoreError when this store is closed."""
        return self.local

    @property
    def local(self) -> pyoxigraph.Store:
        """The database as an Oxigraph store. Raises StoreError where it is none, or closed."""
        if self._raw is None:
            raise StoreError(f"{self.path}: the store is closed")
        return self._raw

    @property
    def dataset(self) -> Dataset:
        """The store as an rdflib Dataset with our prefixes bound."""
        if self._dataset is None:
            from oxrdflib import OxigraphStore
            from rdflib import Dataset

            self._dataset = Dataset(store=OxigraphStore(store=self.local), default_union=True)
            for prefix, namespace in self.prefixes.items():
                self._dataset.bind(prefix, namespace)
        return self._dataset

    @property
    def corrections(self) -> Corrections:
        """
        What people have said of who is who, in the file beside the store.

        Raises StoreError, with file and line, where that contradicts itself.
        """
        if self._corrections is None:
            self._corrections = read_corrections(corrections_file(self.path))
        return self._corrections

    def correct(self, corrections: Iterable[Correction]) -> None:
        """
        Write these corrections beside the store, in the place of those that were there.

        The documents stay as they are until ``graph.identity.applying`` works them in. Raises
        StoreError where they contradict each other.
        """
        self._corrections = write_corrections(corrections_file(self.path), corrections)

    def replace_document(
        self, extraction: Extraction, *, version: str = "", terms: Terms = NO_TERMS
    ) -> bool:
        """
        Put the document's graph in the place of the one it had, whole or not at all.

        Returns whether there was one. Raises StoreError where the disk refuses.
        """
        quads = self.graph_of(extraction, version=version, terms=terms)
        return self.replace_graph(document_iri(extraction.document.name, base=self.base), quads)

    def graph_of(
        self, extraction: Extraction, *, version: str = "", terms: Terms = NO_TERMS
    ) -> list[Quad]:
        """The document's graph as this store keeps it, its corrections worked in."""
        quads = unsorted_quads_of(extraction, base=self.base, version=version, terms=terms)
        return settled(quads, self.corrections, self.base)

    def replace_graph(self, iri: str, quads: Sequence[Quad]) -> bool:
        """
        Put the quads in the place of what a graph holds, whole or not at all.

        Returns whether it held anything. Raises StoreError where the disk refuses.
        """
        graph = NamedNode(iri)
        known = self.raw.contains_named_graph(graph)
        try:
            if known:
                self.raw.update(_replacement(graph, quads))
            else:
                self.raw.extend(quads)
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"{self.path}: {graph.value} cannot be written: {said_by(error)}"
            ) from error
        return known

    def graph(self, iri: str) -> list[Quad]:
        """What a graph holds, in no order."""
        return list(self.raw.quads_for_pattern(None, None, None, NamedNode(iri)))

    def add_documents(self, quads: Sequence[Quad]) -> None:
        """
        Add the quads of documents that are not in the store.

        Raises StoreError where the disk refuses.
        """
        if quads:
            data = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
            assert data is not None
            self.add_quads(data, len(quads))

    def add_quads(self, quads: bytes, size: int) -> None:
        """
        Add so many quads, as N-Quads, of documents that are not in the store: all or none.

        Raises StoreError where the disk refuses.
        """
        # The bulk loader writes new files each time, so that for few quads a transaction does
        # better; and of very many it may, where it is killed, have stored a part.
        bulk = BULK <= size <= _ONE_BATCH
        load = self.local.bulk_load if bulk else self.local.load
        try:
            load(quads, format=RdfFormat.N_QUADS, lenient=True)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.path} cannot be written: {said_by(error)}") from error

    def add_vocabulary(self, ontology: Ontology) -> None:
        """
        Describe the terms that an ontology has beside the core's; those known are described anew.

        Raises StoreError where the disk refuses.
        """
        quads = vocabulary_of(ontology, self.base)
        graph = vocabulary_graph(self.base)
        subjects = {quad.subject for quad in quads}
        told = [
            quad
            for subject in subjects
            for quad in self.raw.quads_for_pattern(subject, None, None, graph)
        ]
        try:
            for quad in told:
                self.raw.remove(quad)
            self.raw.extend(quads)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.path} cannot be written: {said_by(error)}") from error

    @property
    def prefixes(self) -> dict[str, str]:
        """Our prefixes, and those of the domains that the store was built with."""
        known = NamedNode(VANN + "preferredNamespacePrefix")
        graph = vocabulary_graph(self.base)
        found = self.raw.quads_for_pattern(None, known, None, graph)
        told = {_text(quad.object): _text(quad.subject) for quad in found}
        return dict(sorted(told.items())) | prefixes(self.base)

    def documents(self) -> dict[str, StoredDocument]:
        """The documents of the store by their names."""
        kind = NamedNode(WG + "SourceDocument")
        found = [
            self._stored(quad.subject)
            for quad in self.raw.quads_for_pattern(None, TYPE, kind)
            if isinstance(quad.subject, NamedNode)
        ]
        return {document.name: document for document in sorted(found, key=lambda one: one.name)}

    def stored(self, name: str) -> StoredDocument | None:
        """The document of this name; None where the store holds none."""
        document = self._stored(NamedNode(document_iri(name, base=self.base)))
        return document if document.name else None

    def facts(self) -> Iterator[Fact]:
        """All facts, document by document, in reading order."""
        return (fact for _, fact in self.statements())

    def statements(self) -> Iterator[tuple[str, Fact]]:
        """All facts, document by document, in reading order, each behind its statement's IRI."""
        for document in self.documents().values():
            yield from statements_in(read_nodes(self.raw, NamedNode(document.iri)))

    def fact(self, iri: str) -> Fact:
        """
        The fact with this IRI.

        Raises StoreError where the store holds no such fact.
        """
        node = NamedNode(iri)
        graphs = [quad.graph_name for quad in self.raw.quads_for_pattern(node, TYPE, STATEMENT)]
        if not graphs:
            raise StoreError(f"{self.where}: there is no fact {iri} in this store")
        graph = graphs[0]
        assert isinstance(graph, NamedNode)
        return fact_at(iri, lambda part: self.describe(NamedNode(part), graph))

    def describe(self, node: NamedNode, graph: NamedNode | None = None) -> Properties:
        """The values of a node's properties as they are said, in one graph or in all."""
        known: dict[str, list[NamedNode | pyoxigraph.Literal]] = {}
        concluded = inferred_graph(self.base)
        for quad in self.raw.quads_for_pattern(node, None, None, graph):
            if quad.graph_name == concluded:
                continue
            if isinstance(quad.object, NamedNode | pyoxigraph.Literal):
                known.setdefault(quad.predicate.value, []).append(quad.object)
        return known

    def close(self) -> None:
        """
        Give the store free for others; closing twice does no harm.

        Raises StoreError where the disk refuses what was written last.
        """
        self._dataset = None
        raw, self._raw = self._raw, None
        written = False
        try:
            if raw is not None and self.mode == "w":
                raw.flush()
                written = True
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.path} cannot be written: {said_by(error)}") from error
        finally:
            del raw
            closed(self.path / DATA)
            if written:
                note_files(self.path / DATA)
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def _stored(self, node: NamedNode) -> StoredDocument:
        known = self.describe(node, node)

        def value(predicate: str) -> str:
            return known[predicate][0].value if predicate in known else ""

        return StoredDocument(
            iri=node.value,
            name=value(WG + "fileName"),
            sha256=value(WG + "sha256"),
            version=value(WG + "extractorVersion"),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(
    path: str | os.PathLike[str], mode: Mode = "r", *, base: str = BASE, create: bool = True
) -> Store:
    """
    Open the store in a folder; with ``mode="w"`` for writing, made where there is none.

    The address of a SPARQL server, or the working folder of one, opens the store that is there.

    With ``create=False`` a store to write to must be there already.

    Readers may stand beside each other, in any number of processes; a writer stands alone.
    ``base`` counts only for a new store: afterwards the store knows its own.

    Raises StoreError where there is no store, or something else, or one of another version; and
    where another process, or this one, has it open in a way that does not go together with mode.
    """
    if remote := remote_place(path):
        from graph.remote.store import open_remote

        return open_remote(remote, mode, base=base)
    folder = Path(path)
    known = (folder / MARKER).exists()
    if known:
        base = read_marker(folder)
    elif mode == "r" or not create:
        raise no_store(folder)
    else:
        make_folder(folder, base)
    lock = acquire(folder, mode)
    try:
        return Store(folder, mode, base, lock)
    except BaseException:
        if lock is not None:
            os.close(lock)
        raise


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _replacement(graph: NamedNode, quads: Sequence[Quad]) -> str:
    # One request, which Oxigraph applies as one transaction.
    data = pyoxigraph.serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{\n{data.decode()}}} }}"
