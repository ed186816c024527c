"""From what the user names to the files behind it: a file, a folder, a pattern."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import BinaryIO

from extractors.readers.source import Refusal, Source, printable
from extractors.readers.steady import steady
from ontology.errors import ReadError

_NO_FILE = "a device, pipe or socket, no file; for standard input give -"


def sources_of(path: str) -> Iterator[Source | Refusal]:
    """
    The files that a path, folder or pattern stands for, sorted.

    A file alone goes by its name, one in a folder by its path below the folder, one that matches a
    pattern by its path below the part of the pattern without wildcards. Hidden files and folders
    are passed over unless they are named; so is a folder's README, which speaks of the texts.
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
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    yielded: set[str] = set()
    refused: dict[str, Refusal] = {}
    for match in sorted(set(_expanded(base, parts[fixed:], refused))):
        for found in _walk(match, base):
            if found.name not in yielded:
                yielded.add(found.name)
                yield found
    yield from (one for name, one in refused.items() if name not in yielded)
    if not yielded and not refused:
        yield Refusal(printable(pattern), "the pattern matches no file")


def _expanded(base: Path, parts: tuple[str, ...], refused: dict[str, Refusal]) -> Iterator[Path]:
    """
    What the rest of a pattern stands for below a folder; what could not be looked into is refused.

    Not left to the standard library: its ``**`` follows links, in a circle or to the whole disk.
    """
    waiting = [(base, parts)]
    while waiting:
        path, left = waiting.pop()
        try:
            if not left:
                yield path
            elif path.is_dir():
                waiting += _steps(path, left)
        except OSError as error:
            name = _name(path, base)
            refused.setdefault(name, Refusal(name, reason_of(error)))


def _steps(folder: Path, parts: tuple[str, ...]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Where a pattern leads from a folder in one step, with what is left of it there."""
    first, rest = parts[0], parts[1:]
    if first != "**":
        for path in _entries(folder, hidden=first.startswith(".")):
            if fnmatchcase(path.name, first):
                yield path, rest
        return
    yield folder, rest
    for path in _entries(folder) if rest else ():
        if not path.is_symlink():
            yield path, parts


def _walk(start: Path, base: Path) -> Iterator[Source | Refusal]:
    """The file, or those below the folder: depth first, each folder sorted; no link is followed."""
    waiting = [start]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                yield _file(path, base)
            elif path.is_symlink() and path != base:
                # It may lead in a circle, or to the whole disk.
                yield Refusal(_name(path, base), "a link to a folder; give that folder itself")
            else:
                waiting += reversed([one for one in _entries(path) if not _is_readme(one)])
        except OSError as error:
            yield Refusal(_name(path, base), reason_of(error))


def _entries(folder: Path, *, hidden: bool = False) -> list[Path]:
    return sorted(path for path in folder.iterdir() if hidden or not path.name.startswith("."))


def _is_readme(path: Path) -> bool:
    """README, readme.txt, README.zh.md."""
    return path.name.partition(".")[0].lower() == "readme"


def _file(path: Path, base: Path) -> Source:
    return file_source(_name(path, base), path)


def file_source(name: str, path: Path) -> Source:
    """The file at a path as a source of this name; whether it can be read shows when it is."""
    return Source(name, partial(_open, path), path)


def _name(path: Path, base: Path) -> str:
    return printable(str(path) if path == base else path.relative_to(base).as_posix())


def _open(path: Path) -> BinaryIO:
    if path.is_symlink() and not path.exists():
        raise ReadError("a link to nothing, or to itself")
    # Opening a pipe would wait for somebody to write into it; a device may never end.
    if not stat.S_ISREG(path.stat().st_mode):
        raise ReadError(_NO_FILE)
    # What was a file may be a pipe by now: this does not wait for it, and it is looked at again.
    plain = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    stream = os.fdopen(os.open(path, os.O_RDONLY | plain), "rb")
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise ReadError(_NO_FILE)
    return steady(stream)


def reason_of(error: OSError) -> str:
    """What the operating system says, in the tone of our own reasons."""
    return (error.strerror or str(error) or type(error).__name__).lower()
