"""The table of formats: which reader takes a source, by what its bytes begin with or its suffix."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as distribution_version
from pathlib import PurePosixPath

from extractors.readers.limits import Limits
from extractors.readers.pdf import read_pdf
from extractors.readers.plain import read_plain
from extractors.readers.source import Content
from extractors.readers.web import read_web
from extractors.readers.word import read_word
from ontology.errors import ReadError

Reader = Callable[[bytes, str | None, Limits], Content]
Test = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Format:
    """
    One kind of source.

    ``begins`` knows it by its first bytes whatever its suffix says; ``looks`` is asked only where
    the suffix says nothing. ``reader`` turns the bytes into text; a container has none: its
    documents are read one by one. ``packed`` says which limit on the size holds, ``risky`` that the
    bytes are read in a process of its own, ``library`` which package does the reading where it is
    not wangge itself.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: Reader | None = None
    begins: Test | None = None
    looks: Test | None = None
    packed: bool = False
    risky: bool = False
    library: str = ""

    @property
    def version(self) -> str:
        """The package that reads the format, with its version; empty for wangge's own."""
        return _version_of(self.library) if self.library else ""


@cache
def _version_of(library: str) -> str:
    return f"{library} {distribution_version(library)}"


def _starting(*starts: bytes) -> Test:
    return lambda head: head.startswith(starts)


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar" or head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"))


def _is_word(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"word/" in head)


_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head)\b", re.I | re.S
)
_RECORD = re.compile(rb'\s*\{(?=[^\n]*"text"\s*:)\s*"')

PLAIN = Format("plain", (".txt", ".text", ".md"), read_plain)
JSON_LINES = Format(
    "jsonlines", (".jsonl", ".ndjson"), looks=lambda head: bool(_RECORD.match(head))
)
ZIP = Format("zip", (".zip",), begins=_starting(b"PK\x03\x04", b"PK\x05\x06"), packed=True)
TAR = Format("tar", (".tar", ".tgz", ".tbz2", ".txz"), begins=_is_tar, packed=True)
CONTAINERS = (ZIP, TAR)

# The first that fits is taken.
FORMATS = (
    Format(
        "pdf",
        (".pdf",),
        read_pdf,
        begins=_starting(b"%PDF-"),
        packed=True,
        risky=True,
        library="pdfplumber",
    ),
    Format(
        "docx",
        (".docx",),
        read_word,
        begins=_is_word,
        packed=True,
        risky=True,
        library="python-docx",
    ),
    ZIP,
    TAR,
    Format(
        "html",
        (".html", ".htm", ".xhtml", ".shtml"),
        read_web,
        looks=lambda head: bool(_HTML.match(head.removeprefix(b"\xef\xbb\xbf"))),
        risky=True,
        library="trafilatura",
    ),
    JSON_LINES,
    PLAIN,
)

_OLD_OFFICE = "an old or encrypted Office file; save it as .docx without a password"
_UNREADABLE: tuple[tuple[Test, str], ...] = (
    (_starting(b"\xd0\xcf\x11\xe0"), _OLD_OFFICE),
    (_starting(b"{\\rtf"), "Rich Text; save it as .docx or plain text"),
    (_starting(b"7z\xbc\xaf\x27\x1c", b"Rar!"), "a 7z or RAR archive; pack it as .zip or .tar.gz"),
    (_starting(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "a picture, no text"),
    (_starting(b"\x7fELF", b"MZ\x90", b"\xca\xfe\xba\xbe"), "a program, no text"),
    (_starting(b"SQLite format 3\0"), "a database, no text"),
)
_UNREAD_SUFFIXES = {
    ".doc": _OLD_OFFICE,
    ".xls": "a spreadsheet, no text",
    ".xlsx": "a spreadsheet, no text",
    ".pptx": "slides, no text; save them as PDF",
    ".odt": "an OpenDocument file; save it as .docx",
    ".epub": "an e-book; save it as HTML or plain text",
    ".json": "JSON; only JSON Lines (.jsonl, a record with a text on each line) is read",
}


def format_of(name: str, head: bytes) -> Format:
    """
    The format of a source called ``name`` that begins with ``head``.

    Raises ReadError where it is known to be one that cannot be read.

    >>> format_of("page.txt", b"%PDF-1.7").name, format_of("stdin", b"<!DOCTYPE html>").name
    ('pdf', 'html')
    """
    suffix = PurePosixPath(name).suffix.lower()
    for test, reason in _UNREADABLE:
        if test(head):
            raise ReadError(reason)
    if suffix in _UNREAD_SUFFIXES:
        raise ReadError(_UNREAD_SUFFIXES[suffix])
    for known in FORMATS:
        if known.begins is not None and known.begins(head):
            return known
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    return next(
        (known for known in FORMATS if known.looks is not None and known.looks(head)), PLAIN
    )
