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
    if not has_known_suffix(path):
        known = ", ".join(f".{suffix}" for suffix in (*LINES, *RDF))
        raise UsageError(f"{path}: its name says no format; one of {known}, also with .gz")
    return _suffix(path)


def has_known_suffix(path: Path) -> bool:
    """Whether the name of a file says that it can be imported."""
    return _suffix(path) in (*LINES, *RDF)


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix.removeprefix(".")


def is_packed(path: Path) -> bool:
    """Whether the name of a file says that its bytes are packed."""
    return path.name.lower().endswith(".gz")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """
    The file for reading its bytes, unpacked where its name ends in ``.gz``.

    Raises ReadError where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            if is_packed(path):
                with gzip.open(file) as unpacked:
                    yield cast(BinaryIO, unpacked)
            else:
                yield file
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path} cannot be read: {reason}") from error
