"""From what the user names to the files behind it: a file, a folder, a pattern."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from extractors.readers.source import Refusal, Source, printable
from ontology.errors import ReadError


def sources_of(path: str) -> Iterator[Source | Refusal]:
    """
    The files that a path, folder or pattern stands for, sorted.

    A file alone goes by its name, one in a folder by its path below the folder, one that matches a
    pattern by its path below the part of the pattern without wildcards. Hidden files and folders
    are passed over unless they are named.
    """
    try:
        if os.path.lexists(path):
            yield from _named(Path(path))
        elif glob.has_magic(path):
            yield from _matching(path)
        else:
            yield Refusal(printable(path) or "''", "no such file or folder")
    except OSError as error:
        yield Refusal(printable(path), reason_of(error))
    except ValueError:
        yield Refusal(printable(path), "no name that a file can have")


def _named(path: Path) -> Iterator[Source | Refusal]:
    if not path.is_dir():
        yield _file(path, path.parent)
        return
    empty = True
    for found in _walk(path, path):
        empty = False
        yield found
    if empty:
        yield Refusal(printable(str(path)), "the folder holds no files")


def _matching(pattern: str) -> Iterator[Source | Refusal]:
    base = _fixed_part(pattern)
    recursive = Path(pattern).name == "**"
    yielded: set[str] = set()
    # Path.glob knows no absolute patterns and does not pass over hidden files.
    for match in sorted(map(Path, glob.iglob(pattern, recursive=True))):  # noqa: PTH207
        if recursive and match.is_dir():
            continue  # the files below it are matches themselves
        for found in _walk(match, base):
            if found.name not in yielded:
                yielded.add(found.name)
                yield found
    if not yielded:
        yield Refusal(printable(pattern), "the pattern matches no file")


def _fixed_part(pattern: str) -> Path:
    parts = Path(pattern).parts
    fixed = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return Path(*parts[:fixed])


def _walk(start: Path, base: Path) -> Iterator[Source | Refusal]:
    """The file, or those below the folder: depth first, each folder sorted, none read twice."""
    walked: set[Path] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                yield _file(path, base)
            elif _is_read_anyway(path, start, walked):
                yield Refusal(_name(path, base), "a link to a folder that is read anyway")
            else:
                walked.add(path.resolve())
                waiting += _entries_reversed(path)
        except OSError as error:
            yield Refusal(_name(path, base), reason_of(error))


def _is_read_anyway(folder: Path, start: Path, walked: set[Path]) -> bool:
    """Whether to follow a link would read twice, or for ever."""
    target = folder.resolve()
    if folder == start or not folder.is_symlink():
        return target in walked
    root = start.resolve()
    return target in walked or target.is_relative_to(root) or root.is_relative_to(target)


def _entries_reversed(folder: Path) -> list[Path]:
    return sorted(
        (entry for entry in folder.iterdir() if not entry.name.startswith(".")), reverse=True
    )


def _file(path: Path, base: Path) -> Source:
    return Source(_name(path, base), partial(_open, path))


def _name(path: Path, base: Path) -> str:
    return printable(str(path) if path == base else path.relative_to(base).as_posix())


def _open(path: Path) -> BinaryIO:
    if path.is_symlink() and not path.exists():
        raise ReadError("a link to nothing, or to itself")
    # Opening a pipe would wait for somebody to write into it; a device may never end.
    if not stat.S_ISREG(path.stat().st_mode):
        raise ReadError("a device, pipe or socket, no file; for standard input give -")
    return path.open("rb")


def reason_of(error: OSError) -> str:
    """What the operating system says, in the tone of our own reasons."""
    return (error.strerror or str(error) or type(error).__name__).lower()
