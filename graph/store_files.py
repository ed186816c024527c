"""
The checksums of a store's files, noted by whoever wrote them: damage is seen without the database.

Oxigraph's tables are written once and never changed. A query that meets a damaged block of one
may not end at all (seen with pyoxigraph 0.5.13), so that somebody else has to look.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from graph.damage import WAY_OUT
from ontology.errors import StoreError

FILE: Final = "files.json"
_TABLES: Final = "*.sst"
# RocksDB's number of a table, the last that it writes.
_END: Final = (0x88E241B785F4CFF7).to_bytes(8, "little")
_PIECE: Final = 1 << 20

# The folders of databases that this process has open.
_open: list[Path] = []


def opened(data: Path) -> None:
    """Note that this process has the database in a folder open."""
    _open.append(data)


def closed(data: Path) -> None:
    """Note that this process has it open no more."""
    with suppress(ValueError):
        _open.remove(data)


def note_files(data: Path) -> None:
    """
    Note the checksums of a database's tables that are not noted yet, in the folder above it.

    Where the disk refuses, these stay unknown: what was stored is stored all the same.
    """
    known = _noted(data)
    with suppress(OSError):
        found = {file.name: file for file in data.glob(_TABLES) if _whole(file)}
        told = {name: known.get(name) or checksum(file) for name, file in sorted(found.items())}
        if told == known:
            return
        place = data.parent / FILE
        unfinished = place.with_suffix(f".{os.getpid()}")
        try:
            unfinished.write_text(json.dumps(told, indent=1) + "\n", encoding="ascii")
            unfinished.replace(place)
        finally:
            unfinished.unlink(missing_ok=True)


def forget_files(data: Path) -> None:
    """Forget what is noted of a database that is gone: names of tables begin anew with another."""
    with suppress(OSError):
        (data.parent / FILE).unlink(missing_ok=True)


def damaged_file(data: Path) -> Path | None:
    """The first table of a database that is not what was written; None where none is seen."""
    for name, told in _noted(data).items():
        file = data / name
        with suppress(FileNotFoundError):  # A writer removes what it has written anew elsewhere.
            if checksum(file) != told:
                return file
    return None


def refuse_damaged(data: Path) -> None:
    """Raise StoreError where a table of a database is not what was written."""
    if file := damaged_file(data):
        raise StoreError(f"{file} is not what was written: {WAY_OUT}")


def refuse_damage_of_open() -> None:
    """Raise StoreError where a database that this process has open is damaged."""
    for data in tuple(_open):
        refuse_damaged(data)


def checksum(file: Path) -> str:
    """
    The size and the CRC-32 of a file: it is to show accidents, not forgeries.

    Raises OSError where it cannot be read.
    """
    size = check = 0
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            size, check = size + len(piece), zlib.crc32(piece, check)
    return f"{size}-{check:08x}"


def _whole(file: Path) -> bool:
    """Whether a table is written to its end: one that is still being written is not noted."""
    with file.open("rb") as stream:
        stream.seek(-min(len(_END), file.stat().st_size), os.SEEK_END)
        return stream.read() == _END


def _noted(data: Path) -> dict[str, str]:
    try:
        told = json.loads((data.parent / FILE).read_text(encoding="ascii"))
        return {Path(str(name)).name: str(sum_) for name, sum_ in told.items()}
    except (OSError, ValueError, AttributeError):
        return {}
