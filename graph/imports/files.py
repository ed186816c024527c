"""The files of an import: which format they are in, and their bytes, unpacked where they are."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from pyoxigraph import RdfFormat

from ontology.errors import ReadError, UsageError

LINES: Final = ("jsonl", "ndjson")
"""The suffixes of files with a fact a line."""

RDF: Final = {
    "nq": RdfFormat.N_QUADS,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
}
"""The formats of RDF by their suffixes."""


def suffix_of(path: Path) -> str:
    """
    What the name of a file says of its format, ``.gz`` left aside.

    Raises UsageError where that is none that can be imported.

    >>> suffix_of(Path("news.nq.gz"))
    'nq'
    """
    parts = path.name.lower().removesuffix(".gz").rpartition(".")
    if parts[2] not in (*LINES, *RDF) or not parts[0]:
        known = ", ".join(f".{suffix}" for suffix in (*LINES, *RDF))
        raise UsageError(f"{path}: its name says no format; one of {known}, also with .gz")
    return parts[2]


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """
    The file for reading its bytes, unpacked where its name ends in ``.gz``.

    Raises ReadError where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            if path.name.lower().endswith(".gz"):
                with gzip.open(file) as unpacked:
                    yield cast(BinaryIO, unpacked)
            else:
                yield file
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path} cannot be read: {reason}") from error
