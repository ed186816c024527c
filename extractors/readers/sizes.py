"""How much there is to read, known before any of it is read."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from extractors.readers.folders import sources_of
from extractors.readers.source import Source

# What documents of these hold together is not known by the size of the file.
_PACKED: Final = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz")


def size_of(paths: Iterable[str]) -> int | None:
    """
    The bytes of all documents behind the paths, as their ``size`` counts them.

    None where that cannot be known: for standard input, and where there are archives.
    """
    size = 0
    for path in paths:
        if path == "-":
            return None
        for source in sources_of(path):
            if isinstance(source, Source) and source.path is not None:
                if source.path.name.lower().endswith(_PACKED):
                    return None
                with suppress(OSError):
                    size += source.path.stat().st_size
    return size
