"""Small files of a store's folder, written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ontology.errors import StoreError


def write_whole(path: Path, text: str) -> None:
    """
    Put the text in the place of what the file held; a reader sees the one or the other.

    Raises StoreError where the folder cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())  # After a power cut too it is the one or the other.
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
