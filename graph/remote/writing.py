"""Graphs as updates: each replaced whole, many in a request, a request no larger than it may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat

from graph.vocabulary import WG

BATCH: Final = 512 * 1024
"""
So many bytes of graphs go into one update; a larger graph is put alone.

Some servers compile an update before they run it, and give up at some thousand triples.
"""

_FINGERPRINT: Final = NamedNode(WG + "sha256")


@dataclass(frozen=True, slots=True)
class Content:
    """What a graph is to hold: ``data`` as N-Triples, and ``last``, what is written at its end."""

    graph: NamedNode
    data: bytes
    last: bytes

    @property
    def size(self) -> int:
        """How many bytes."""
        return len(self.data) + len(self.last)

    @property
    def whole(self) -> bytes:
        """All of it, as N-Triples."""
        return self.data + self.last

    @property
    def update(self) -> bytes:
        """
        The operations that put this in the place of what the graph holds.

        They do the same however often they are applied. What tells a document from its older
        versions comes last: where a server applies operations one by one and is stopped among
        them, the document counts as not stored, and is written again.
        """
        node = str(self.graph).encode()
        parts = [b"DROP SILENT GRAPH " + node]
        parts += [
            b"INSERT DATA { GRAPH " + node + b" {\n" + data + b"} }"
            for data in (self.data, self.last)
            if data
        ]
        return b" ;\n".join(parts)


def content(graph: NamedNode, quads: Iterable[Quad]) -> Content:
    """What a graph is to hold, by its quads; their own graph names do not count."""
    data: list[Quad] = []
    last: list[Quad] = []
    for quad in quads:
        marks = quad.predicate == _FINGERPRINT and quad.subject == graph
        (last if marks else data).append(quad)
    return Content(graph, _ntriples(data), _ntriples(last))


def contents(quads: bytes) -> Iterator[Content]:
    """The graphs of N-Quads, in which the quads of a graph stand together."""
    parsed = pyoxigraph.parse(quads, format=RdfFormat.N_QUADS, lenient=True)
    for name, together in groupby(parsed, lambda quad: quad.graph_name):
        assert isinstance(name, NamedNode), "our documents are named graphs"
        yield content(name, together)


def batched(graphs: Iterable[Content], most: int) -> Iterator[list[Content]]:
    """The graphs in lists of no more than so many bytes; a larger one is alone in its list."""
    batch: list[Content] = []
    size = 0
    for each in graphs:
        if batch and size + each.size > most:
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += each.size
    if batch:
        yield batch


def added(quads: Sequence[Quad]) -> tuple[str, bool]:
    """
    An update that adds quads, and whether applying it again adds nothing more.

    It does where a blank node is among them, which is another one each time.
    """
    data = "".join(f"{_in_graph(quad)}\n" for quad in quads)
    blank = any(isinstance(part, BlankNode) for quad in quads for part in quad)
    return f"INSERT DATA {{\n{data}}}", not blank


def removed(quads: Sequence[Quad]) -> str:
    """An update that takes quads away; none of them may hold a blank node."""
    data = "".join(f"{_in_graph(quad)}\n" for quad in quads)
    return f"DELETE DATA {{\n{data}}}"


def _in_graph(quad: Quad) -> str:
    if isinstance(quad.graph_name, NamedNode):
        return f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
    return f"{quad.triple} ."


def _ntriples(quads: Iterable[Quad]) -> bytes:
    data = pyoxigraph.serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data
