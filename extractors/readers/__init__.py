"""
From files to documents: every format that wangge reads, behind one function.

>>> from io import BytesIO
>>> [document.text for document in read(["-"], stdin=BytesIO("石门乡招募志愿者".encode("gb18030")))]
['石门乡招募志愿者']
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import BinaryIO

from extractors.document import Document
from extractors.readers.apart import Apart
from extractors.readers.encodings import check_encoding
from extractors.readers.folders import sources_of
from extractors.readers.limits import Limits
from extractors.readers.reading import Manner, documents_of
from extractors.readers.source import Refusal, Source

__all__ = ["Limits", "Refusal", "read"]

STANDARD_INPUT = "-"


def read(
    paths: Iterable[str | os.PathLike[str]],
    *,
    encoding: str | None = None,
    stdin: BinaryIO | None = None,
    limits: Limits | None = None,
) -> Iterator[Document | Refusal]:
    """
    The documents behind the paths, one at a time, and a refusal for each source that gives none.

    A path is a file, a folder (all below it, sorted, but hidden files and READMEs), a pattern such
    as ``news/**/*.txt``, a .zip or .tar archive, or ``-`` for standard input (``stdin``, where
    given). Texts are decoded with ``encoding`` where it is given, else by detection; their
    characters are never edited.

    What was read already under the same name is not given again; another text under that name is
    refused, because facts could not be told apart by their document.

    Raises UsageError at once for an encoding that nobody knows, and nothing else: what goes wrong
    with one source is its refusal, and the others go on.
    """
    if encoding is not None:
        check_encoding(encoding)
    return _read([os.fspath(path) for path in paths], encoding, stdin, limits or Limits())


def _read(
    paths: list[str], encoding: str | None, stdin: BinaryIO | None, limits: Limits
) -> Iterator[Document | Refusal]:
    # Hashes, because names and digests of a million records would fill the memory.
    digests: dict[int, int] = {}
    for found in _all_found(paths, encoding, stdin, limits):
        if isinstance(found, Refusal):
            yield found
            continue
        name, digest = hash(found.name), hash(found.sha256)
        if name not in digests:
            digests[name] = digest
            yield found
        elif digests[name] != digest:
            yield Refusal(found.name, "another document of this name came before it")


def _all_found(
    paths: list[str], encoding: str | None, stdin: BinaryIO | None, limits: Limits
) -> Iterator[Document | Refusal]:
    with Apart(limits) as apart:
        manner = Manner(encoding, limits, apart)
        for path in paths:
            for source in _sources(path, stdin):
                if isinstance(source, Refusal):
                    yield source
                else:
                    yield from documents_of(source, manner)


def _sources(path: str, stdin: BinaryIO | None) -> Iterator[Source | Refusal]:
    if path == STANDARD_INPUT:
        return iter((Source("stdin", lambda: nullcontext(stdin or sys.stdin.buffer)),))
    return sources_of(path)
