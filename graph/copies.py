"""Copies of a database that cost little: files of Oxigraph that never change are linked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

# Files of the database that are written once, and those that only the process needs.
WRITTEN_ONCE: Final = ".sst"
_PASSING: Final = ("LOCK", "LOG")


def copy_database(data: Path, copy: Path) -> None:
    """
    Copy a database that nobody writes into a folder that is not there yet.

    Not by Oxigraph's own backup: without a writer it leaves out what a writer that was killed had
    not yet brought from its log into its files (seen with pyoxigraph 0.5.13). Raises OSError.
    """
    copy.mkdir()
    for file in data.iterdir():
        if file.name.startswith(_PASSING):
            continue
        if file.suffix == WRITTEN_ONCE:
            try:
                os.link(file, copy / file.name)
                continue
            except OSError:  # A file system without hard links, or another one.
                pass
        shutil.copyfile(file, copy / file.name)
