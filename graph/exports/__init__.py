"""Writing a store out, in formats that other programs read; the same store gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from graph.exports.cypher import write_cypher
from graph.exports.facts_table import write_csv, write_jsonl
from graph.exports.gephi import write_gexf, write_graphml
from graph.exports.jsonld import write_jsonld
from graph.exports.pairs import write_neo4j, write_pandas
from graph.exports.rdf import write_nquads, write_trig, write_turtle
from graph.store import Store
from ontology.errors import UsageError

FORMATS: Final[dict[str, Callable[[Store, BinaryIO], None]]] = {
    "nquads": write_nquads,
    "trig": write_trig,
    "turtle": write_turtle,
    "jsonld": write_jsonld,
    "jsonl": write_jsonl,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_csv,
    "cypher": write_cypher,
}
"""What writes each format that is one file."""

FOLDERS: Final[dict[str, Callable[[Store, Path], list[Path]]]] = {
    "neo4j": write_neo4j,
    "pandas": write_pandas,
}
"""What writes each format that is several files into a folder."""


def export(store: Store, format: str, out: BinaryIO) -> None:
    """
    Write the whole store as one of ``FORMATS``.

    N-Quads come sorted line by line. Turtle holds every triple once, whatever documents state
    it; the other RDF formats keep the documents apart. GraphML, GEXF and Cypher hold entities and
    facts, CSV is a table with a fact a row, JSON Lines has a fact a line.

    Raises UsageError for an unknown format.
    """
    write = FORMATS.get(format)
    if write is None:
        raise UsageError(f"no format is called {format}; choose one of {', '.join(FORMATS)}")
    write(store, out)


def export_folder(store: Store, format: str, folder: Path) -> list[Path]:
    """
    Write the whole store as one of ``FOLDERS``, and say which files were written.

    Raises UsageError for an unknown format.
    """
    write = FOLDERS.get(format)
    if write is None:
        raise UsageError(f"no format is called {format}; choose one of {', '.join(FOLDERS)}")
    return write(store, folder)
