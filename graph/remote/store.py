"""A store on a SPARQL server, read and written as one on disk is."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from graph.remote.connection import Connection
from graph.remote.database import RemoteDatabase
from graph.remote.endpoints import with_endpoints
from graph.remote.place import RemotePlace
from graph.remote.writing import content, contents
from graph.store import Store, StoredDocument
from graph.store_folder import Mode, acquire
from graph.terms import vocabulary_graph, vocabulary_of
from graph.vocabulary import WG
from ontology import Ontology
from ontology.errors import StoreError

if TYPE_CHECKING:
    from rdflib import Dataset

_ONE: Final = f"SELECT ?d {{ GRAPH ?d {{ ?d a <{WG}SourceDocument> }} }} LIMIT 1"
_DOCUMENTS: Final = f"""SELECT ?d ?name ?sha256 ?version {{ GRAPH ?d {{
  ?d a <{WG}SourceDocument> ; <{WG}fileName> ?name .
  OPTIONAL {{ ?d <{WG}sha256> ?sha256 }}
  OPTIONAL {{ ?d <{WG}extractorVersion> ?version }} }} }}"""
_BASE: Final = re.compile(r"(.*[/#])document-[^/#]*", re.DOTALL)


class RemoteStore(Store):
    """
    A store on a server; ``path`` is the working folder beside it, which only writing makes.

    The folder holds what lies beside a store on disk: manifest, runs, corrections, and what was
    refused. Readers and writers of other machines do not see it.
    """

    def __init__(
        self,
        place: RemotePlace,
        mode: Mode,
        base: str,
        connection: Connection,
        database: RemoteDatabase,
        lock: int | None,
    ) -> None:
        """A store of what ``open_remote`` has found good and locked."""
        self.path = place.folder
        self.mode = mode
        self.base = base
        self.where = str(place)
        self._connection = connection
        self._database: RemoteDatabase | None = database
        self._lock = lock
        self._corrections = None

    @property
    def raw(self) -> RemoteDatabase:
        """The server as a database. Raises StoreError when this store is closed."""
        if self._database is None:
            raise StoreError(f"{self.where}: the store is closed")
        return self._database

    @property
    def local(self) -> pyoxigraph.Store:
        """Raises StoreError: there is no database on this machine."""
        raise StoreError(
            f"{self.where} is a server's; this is done with a store on this machine, which "
            "'wangge export --format nquads' and 'wangge import' make of it"
        )

    @property
    def dataset(self) -> Dataset:
        """Raises StoreError, as ``local`` does; ``raw.query`` asks the server."""
        raise StoreError(f"{self.where} is a server's: ask it by queries, or export it")

    @property
    def prefixes(self) -> dict[str, str]:
        """Our prefixes, and those of the domains that the store was built with."""
        return dict(self._prefixes)

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return super().prefixes

    def replace_graph(self, iri: str, quads: Sequence[Quad]) -> bool:
        """
        Put the quads in the place of what a graph holds, in one request that can be repeated.

        Returns whether it held anything. Raises StoreError where the server refuses.
        """
        graph = NamedNode(iri)
        known = self.raw.contains_named_graph(graph)
        self.raw.replace([content(graph, quads)])
        return known

    def add_quads(self, quads: bytes, size: int) -> None:
        """
        Add documents that are not in the store, in N-Quads: each of them whole.

        Raises StoreError where the server refuses; then it may have those before.
        """
        self.raw.replace(contents(quads))

    def add_documents(self, quads: Sequence[Quad]) -> None:
        """Add the quads of documents that are not in the store. Raises StoreError."""
        ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
        data = pyoxigraph.serialize(ordered, format=RdfFormat.N_QUADS)
        assert data is not None
        self.add_quads(data, len(ordered))

    def add_vocabulary(self, ontology: Ontology) -> None:
        """Describe the terms that an ontology has beside the core's. Raises StoreError."""
        told = vocabulary_of(ontology, self.base)
        graph = vocabulary_graph(self.base)
        before = self.graph(graph.value)
        subjects = {quad.subject for quad in told}
        after = {*told, *(quad for quad in before if quad.subject not in subjects)}
        if after != set(before):
            self.replace_graph(graph.value, sorted(after, key=str))
            self.__dict__.pop("_prefixes", None)

    def documents(self) -> dict[str, StoredDocument]:
        """The documents of the store by their names; asked for once, with all they say."""
        found = [
            StoredDocument(*(str(getattr(term, "value", "")) for term in row))
            for row in self.raw.rows(_DOCUMENTS)
        ]
        return {document.name: document for document in sorted(found, key=lambda one: one.name)}

    def stored(self, name: str) -> StoredDocument | None:
        """
        The document of this name; None where the store holds none.

        A writer asks the server once for all of them, when it is asked for the first.
        """
        if self.mode == "r":
            return super().stored(name)
        return self._before.get(name)

    @cached_property
    def _before(self) -> dict[str, StoredDocument]:
        return self.documents()

    def close(self) -> None:
        """End the connections, and let others write; closing twice does no harm."""
        self._database = None
        self._connection.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def open_remote(place: RemotePlace, mode: Mode = "r", *, base: str) -> RemoteStore:
    """
    Open the store on a server; to write, with the working folder, which is made and locked.

    ``base`` counts only where neither the folder nor the server knows one. Readers take no lock:
    the server keeps them apart from writers.

    Raises StoreError where the server does not answer or cannot be written to, where the folder
    cannot be made, and where another process of this machine writes.
    """
    connection = Connection(place.credentials)
    try:
        base = place.base or _base_on(connection, place.query) or base
        if mode == "r":
            database = RemoteDatabase(
                connection, place.query, base=base, update=place.update, data=place.data
            )
            return RemoteStore(place, mode, base, connection, database, None)
        update, data = with_endpoints(connection, place)
        place = RemotePlace(place.query, place.folder, update, data, place.credentials)
        place.keep(base)
        lock = acquire(place.folder, mode)
        database = RemoteDatabase(connection, place.query, base=base, update=update, data=data)
        return RemoteStore(place, mode, base, connection, database, lock)
    except BaseException:
        connection.close()
        raise


def _base_on(connection: Connection, query: str) -> str:
    """The base of the documents that a server has; empty where it has none."""
    rows = RemoteDatabase(connection, query, base="").rows(_ONE)
    found = (_BASE.fullmatch(str(getattr(row[0], "value", ""))) for row in rows)
    return next((match[1] for match in found if match), "")
