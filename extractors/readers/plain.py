"""Plain text: the decoded bytes as they stand."""

from __future__ import annotations

from extractors.readers.encodings import decode
from extractors.readers.limits import DEFAULT, Limits
from extractors.readers.source import Content


def read_plain(data: bytes, encoding: str | None, limits: Limits = DEFAULT) -> Content:
    """The text of the bytes, line ends and all; raises ReadError where they are no text."""
    decoded = decode(data, encoding)
    return Content(decoded.text, decoded.encoding)
