"""Parts of long lists, as a reader turns their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a long list: ``rows`` from ``first``, counted from 1, of ``count`` in all."""

    rows: Sequence[Any]
    page: int
    first: int
    count: int
    size: int

    @property
    def last(self) -> int:
        """The number of its last row."""
        return self.first + len(self.rows) - 1

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count // self.size))


def slice_of(rows: Sequence[Any], page: str, size: int) -> Slice:
    """
    The page of a list that a reader asks for; the nearest there is, where there is no such page.

    >>> slice_of(range(120), "3", 50).rows, slice_of(range(120), "x", 50).first
    (range(100, 120), 1)
    """
    most = max(1, -(-len(rows) // size))
    asked = int(page) if page.isascii() and page.isdigit() and len(page) < 10 else 1
    number = min(max(asked, 1), most)
    start = (number - 1) * size
    return Slice(rows[start : start + size], number, start + 1, len(rows), size)
