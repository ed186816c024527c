"""Text laid out for a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from graph.width import display_width, is_wide

NOT_AT_START = frozenset("，。、；：？！）》」』”’％…")
NOT_AT_END = frozenset("（《「『“‘")


def wrap(text: str, columns: int) -> list[str]:
    """
    The lines of ``text``, broken at spaces or beside Chinese characters, at most ``columns`` wide.

    A word that is wider than a line stands on a line of its own, unbroken.

    >>> wrap("把事实连同证据存进图库。", 12)
    ['把事实连同证', '据存进图库。']
    >>> wrap("facts and their evidence", 9)
    ['facts and', 'their', 'evidence']
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and display_width((line + piece).rstrip()) > columns:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def cut(text: str, columns: int) -> str:
    """
    The beginning of a text that fits into so many columns, with … where something was left out.

    >>> cut("石门乡招募志愿者", 8)
    '石门乡…'
    >>> cut("石门乡", 8)
    '石门乡'
    """
    if display_width(text) <= columns:
        return text
    while display_width(text) > columns - 1:
        text = text[:-1]
    return text + "…"


def terminal_columns() -> int | None:
    """How wide a table may be: what ``COLUMNS`` says, else the terminal, else any width."""
    if "COLUMNS" in os.environ or sys.stdout.isatty():
        import shutil

        return shutil.get_terminal_size().columns
    return None


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """
    The rows under their heads in aligned columns, each line ended; numbers stand to the right.

    >>> print(table(["类型", "数量"], [["地点", "7"], ["Person", "12"]]), end="")
    类型    数量
    ------  ----
    地点       7
    Person    12
    """
    body = [[" ".join(cell.split()) for cell in row] for row in rows]
    columns = [[row[i] for row in body] for i in range(len(heads))]
    widths = [
        max(map(display_width, [head, *cells])) for head, cells in zip(heads, columns, strict=True)
    ]
    right = [all(map(str.isdigit, cells)) and bool(cells) for cells in columns]
    lines = [heads, ["-" * each for each in widths], *body]
    return "".join(_line(cells, widths, right) for cells in lines)


def fitted(answer: str) -> str:
    """The lines of a table without what would not fit a line of the terminal."""
    columns = terminal_columns()
    if columns is None:
        return answer
    return "\n".join(cut(line, columns) for line in answer.split("\n"))


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, columns, to_right in zip(cells, widths, right, strict=True):
        gap = " " * (columns - display_width(cell))
        padded.append(gap + cell if to_right else cell + gap)
    return "  ".join(padded).rstrip() + "\n"


def _pieces(text: str) -> Iterable[str]:
    """The parts of a text that no line break may part, white space kept behind each."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += " " if character == "\n" else character
    yield piece


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in NOT_AT_START or before in NOT_AT_END:
        return False
    return before == " " or is_wide(before) or is_wide(after)
