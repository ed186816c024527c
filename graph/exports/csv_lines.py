"""Lines of CSV that every reader reads as they were meant."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

# What a spreadsheet takes for a formula, or for a guard of ours; figures and dates are harmless.
_FORMULA: Final = re.compile(r"['=+@\t\r]|-(?![\d\-T:.]*\Z)")


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


def guarded(text: str) -> str:
    """
    The text as the cell of a table that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("'a"), guarded("--01-09"), guarded("石门乡")
    ("'=1+1", "''a", '--01-09', '石门乡')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """
    The text that ``guarded`` made the cell of.

    >>> unguarded(guarded("@SUM(A1)"))
    '@SUM(A1)'
    """
    return cell.removeprefix("'")
