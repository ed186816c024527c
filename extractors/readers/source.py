"""What the readers pass to each other: where bytes come from, what they held, what was refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from extractors.readers.limits import CHUNK, Limits, megabytes
from ontology.errors import ReadError


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be read: what it is called, and in one line why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """
    Bytes with the name that documents made of them carry; ``open`` gives them from the start.

    ``path`` is where they lie, if that is a file of their own.
    """

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found in one source: the text and what the source says about itself."""

    text: str
    encoding: str = ""
    title: str = ""
    date: str = ""
    source: str = ""


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The rest of a stream, piece by piece."""
    while piece := stream.read(CHUNK):
        yield piece


def read_within(
    stream: BinaryIO, name: Literal["text", "packed"], limits: Limits, head: bytes = b""
) -> bytes:
    """
    The rest of a stream behind what was read of it already, held in memory.

    Raises ReadError when that is together more than the limit of this name; no more is held.
    """
    limit = limits.packed if name == "packed" else limits.text
    pieces: list[bytes] = []
    size = 0
    for piece in chain((head,), chunks(stream)):
        size += len(piece)
        if size > limit:
            raise ReadError(
                f"larger than {megabytes(limit)}; split it into its pages, "
                f"or raise the limit {name}"
            )
        pieces.append(piece)
    return b"".join(pieces)


def printable(name: str) -> str:
    """
    A file's name as text that can be printed on one line and stored.

    File systems and archives hold bytes: names that are not UTF-8 (they arrive with surrogate
    escapes) are read as GB18030, the usual encoding of old Chinese archives.

    >>> printable("版面\\udcd2\\udcbb.txt"), printable("a\\nb.txt")
    ('版面一.txt', 'a�b.txt')
    """
    if any("\ud800" <= character <= "\udfff" for character in name):
        name = _decoded_name(name)
    return without_controls(name)


def _decoded_name(name: str) -> str:
    """Only the escaped bytes are GB18030: the rest of a path may well be UTF-8."""
    text, pending = [], bytearray()
    for character in name + "\0":
        if "\udc80" <= character <= "\udcff":
            pending.append(ord(character) - 0xDC00)
            continue
        if pending:
            text.append(pending.decode("gb18030", "replace"))
            pending.clear()
        text.append(character)
    return "".join(text[:-1])


def without_controls(text: str) -> str:
    """
    The text with a replacement character for each control character or lone surrogate.

    >>> without_controls("石门\\x00乡\\ud800")
    '石门�乡�'
    """
    return "".join(
        "\ufffd" if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") else character
        for character in text
    )
