"""The store as RDF: N-Quads, TriG and Turtle, sorted, in the memory of one part at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby, islice
from typing import IO, BinaryIO, Final

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from graph.serialization import serialize
from graph.store import Store
from graph.terms import units_graph

# So many lines are sorted in memory at once, about 100 MB; more are merged from files.
_SORTED: Final = 400_000


def write_nquads(store: Store, out: BinaryIO) -> None:
    """Write every quad on a line of its own, the lines sorted by their bytes."""
    lines = (f"{quad} .\n" for quad in store.raw.quads_for_pattern(None, None, None))
    for line in _sorted(lines):
        out.write(line.encode())


def write_turtle(store: Store, out: BinaryIO) -> None:
    """
    Write every triple once, whatever documents state it.

    What the gazetteer says of units is left out: without graphs nobody could tell it from what
    the documents say.
    """
    apart = units_graph(store.base)
    every = store.raw.quads_for_pattern(None, None, None)
    lines = _sorted(f"{quad.triple} .\n" for quad in every if quad.graph_name != apart)
    serialize(_triples(lines), out, RdfFormat.TURTLE, store.prefixes)


def write_trig(store: Store, out: BinaryIO) -> None:
    """Write the documents one after the other, each a graph."""
    serialize(_by_document(store), out, RdfFormat.TRIG, store.prefixes)


def _triples(lines: Iterable[str]) -> Iterator[Triple]:
    once = (line for line, _ in groupby(lines))
    while part := "".join(islice(once, 10_000)):
        yield from (quad.triple for quad in pyoxigraph.parse(part, format=RdfFormat.N_TRIPLES))


def _by_document(store: Store) -> Iterator[Quad]:
    graphs = [pyoxigraph.DefaultGraph(), *sorted(store.raw.named_graphs(), key=str)]
    for graph in graphs:
        yield from sorted(store.raw.quads_for_pattern(None, None, None, graph), key=str)


def _sorted(lines: Iterable[str], at_once: int = _SORTED) -> Iterator[str]:
    """
    The lines in the order of their characters, which for UTF-8 is that of their bytes.

    >>> list(_sorted(["c\\n", "a\\n", "b\\n"], at_once=2))
    ['a\\n', 'b\\n', 'c\\n']
    """
    rest = iter(lines)
    first = sorted(islice(rest, at_once))
    with ExitStack() as files:
        runs: list[Iterable[str]] = [first]
        while run := sorted(islice(rest, at_once)):
            # Only \n ends a line here: a literal may hold other line breaks, written raw.
            file: IO[str] = files.enter_context(
                tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")
            )
            file.writelines(run)
            file.seek(0)
            runs.append(file)
        yield from merge(*runs)
