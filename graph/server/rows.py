"""Counting the rows of a result in its bytes, as they pass by in pieces of any length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol


class Counter(Protocol):
    """Counts the rows of what has passed."""

    def feed(self, data: bytes) -> int:
        """The rows that have begun up to the end of these bytes, which follow those before."""


class _Quoted:
    """Bytes that stand in no quotation marks."""

    def __init__(self, escapes: bool) -> None:
        self._escapes = escapes
        self._inside = 0
        self._kept = b""

    def outside(self, data: bytes) -> list[bytes]:
        if self._escapes:
            data = self._kept + data
            slashes = len(data) - len(data.rstrip(b"\\"))
            cut = len(data) - slashes % 2
            self._kept, data = data[cut:], data[:cut]
            data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        pieces = data.split(b'"')
        found = pieces[self._inside :: 2]
        self._inside ^= (len(pieces) - 1) & 1
        return found


class JsonRows:
    """
    Rows of SPARQL JSON.

    A row is an object that is no value of a key. The outermost object is one too.

    >>> JsonRows().feed(b'{"head":{"vars":["x"]},"results":{"bindings":[{},{"x":{"value":"},{"}}')
    2
    """

    def __init__(self) -> None:
        """Nothing has passed."""
        self._quoted = _Quoted(escapes=True)
        self._colon = False
        self._rows = -1

    def feed(self, data: bytes) -> int:
        """The rows that have begun."""
        for piece in self._quoted.outside(data):
            if piece:
                self._rows += piece.count(b"{") - piece.count(b":{")
                self._rows -= self._colon and piece[:1] == b"{"
                self._colon = piece[-1:] == b":"
        return max(self._rows, 0)


class CsvRows:
    """Rows of CSV, whose quoted values may hold line breaks."""

    def __init__(self) -> None:
        """Nothing has passed."""
        self._quoted = _Quoted(escapes=False)
        self._rows = -1

    def feed(self, data: bytes) -> int:
        """The rows that have ended, the head not counted."""
        self._rows += sum(piece.count(b"\n") for piece in self._quoted.outside(data))
        return max(self._rows, 0)


class MarkedRows:
    """Rows that each have a mark that stands nowhere else."""

    def __init__(self, mark: bytes, first: int = 0) -> None:
        """Count the mark, beginning at ``first``."""
        self._mark = mark
        self._tail = b""
        self._rows = first

    def feed(self, data: bytes) -> int:
        """The marks that have passed."""
        data = self._tail + data
        self._rows += data.count(self._mark)
        self._tail = data[-(len(self._mark) - 1) :] if len(self._mark) > 1 else b""
        return max(self._rows, 0)


COUNTERS: Final[dict[str, Callable[[], Counter]]] = {
    "json": JsonRows,
    "csv": CsvRows,
    "tsv": lambda: MarkedRows(b"\n", -1),
    "xml": lambda: MarkedRows(b"<result>"),
}
"""What counts the rows of a table in each format."""
