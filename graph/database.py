"""What a store asks of the database behind it, wherever that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

Found = QuerySolutions | QueryBoolean | QueryTriples
GraphName = NamedNode | BlankNode | DefaultGraph


class Database(Protocol):
    """
    The part of ``pyoxigraph.Store`` by which stores are read and written.

    An Oxigraph database on disk is one, and so is a SPARQL server (``graph.remote``); whoever
    asks for no more than this works with both.
    """

    def query(
        self,
        query: str,
        /,
        *,
        base_iri: str | None = None,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: GraphName | list[GraphName] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
    ) -> Found:
        """What a SPARQL query finds. Raises SyntaxError for a mistake in it."""

    def update(
        self, update: str, /, *, base_iri: str | None = None, prefixes: dict[str, str] | None = None
    ) -> None:
        """Apply a SPARQL update. Raises SyntaxError for a mistake in it."""

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: NamedNode | BlankNode | Literal | Triple | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads that have these parts; None stands for any."""

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """The names of the graphs."""

    def contains_named_graph(self, graph_name: GraphName, /) -> bool:
        """Whether there is a graph of this name."""

    def add_graph(self, graph_name: GraphName, /) -> None:
        """Make an empty graph where there is none of this name."""

    def extend(self, quads: Iterable[Quad], /) -> None:
        """Add quads, all of them or none."""

    def remove(self, quad: Quad, /) -> None:
        """Take a quad away."""
