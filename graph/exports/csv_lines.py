"""Lines of CSV that every reader reads as they were meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def csv_line(cells: Iterable[object]) -> str:
    r"""
    The cells as one line that ends with a line feed.

    A carriage return is quoted too, which Python's own writer does only where lines end in one.

    >>> csv_line(["石门乡", "a\rb", 3, ""])
    '石门乡,"a\rb",3,\n'
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"
