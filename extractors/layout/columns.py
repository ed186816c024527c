"""How lines are set: the width of their column, their indentation, the empty lines between them.

A page mixes columns of different widths, so the setting of a line is read from its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout import shapes
from extractors.layout.credits import WINDOW, find_end_credit
from extractors.layout.lines import Line

REACH = 7
_FAR_REACH = 40
_BLOCK = 8
_WIDEST = 130
_LONG = 56
_SLACK = 3
_INDENT = 8


@dataclass(frozen=True, slots=True)
class Column:
    """
    How the lines around one line are set.

    ``width`` is the width of a full line, ``length`` its number of characters; each is 0 where
    the lines do not agree on one. ``counted`` says that more lines agree on the number, as where
    a digit is given a full square. ``airy`` says that lines which
    go on have empty lines behind them too, ``indented`` that paragraphs begin with an
    indentation, and ``flush`` that they begin with a full line, not even narrower by a lost one.
    """

    width: int
    length: int
    airy: bool
    indented: bool
    flush: bool
    counted: bool = False

    @property
    def wrapped(self) -> bool:
        """Whether the lines are cut to a common width at all."""
        return self.width > 0 or self.length > 0

    def is_full(self, line: Line, slack: int = _SLACK) -> bool:
        """Whether a line reaches the column's right edge."""
        return _reaches(line, self.width, self.length, slack)

    def is_wider(self, line: Line) -> bool:
        """Whether a line is set wider than the column."""
        if self.counted:
            return _cells(line) > self.length + 1
        return self.width > 0 and extent(line) > self.width + _SLACK


class Setting:
    """The lines of a page with the column around each."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take the lines and read how each ends; columns are read when asked for."""
        self.lines = lines
        self.ends_sentence = [ends_sentence(line.text) for line in lines]
        self.ends_text = [
            ends or find_end_credit(line.text) is not None
            for line, ends in zip(lines, self.ends_sentence, strict=True)
        ]
        self.unwrapped = self._is_unwrapped()
        self._around: dict[int, Column] = {}
        self._firsts: dict[tuple[int, int, int, int], tuple[bool, bool]] = {}

    def _is_unwrapped(self) -> bool:
        """Whether every paragraph stands on a line: long lines end where a text may end."""
        long = [i for i, line in enumerate(self.lines) if line.width > _LONG]
        going_on = sum(
            not self.ends_text[i] and self.lines[i].text[-1] not in "：:；;" for i in long
        )
        widths = {self.lines[i].width for i in long}
        return len(long) >= 2 and 5 * going_on <= len(long) and 2 * len(widths) > len(long)

    def around(self, position: int) -> Column:
        """The column that a line's neighbours on both sides stand in."""
        if position not in self._around:
            near = [i for i in self._range(position, REACH) if i != position]
            block = position - position % _BLOCK + _BLOCK // 2
            self._around[position] = self._column(near, self._range(block, _FAR_REACH))
        return self._around[position]

    def above(self, position: int) -> Column:
        """The column of the lines above a line."""
        near = range(max(0, position - REACH), position)
        return self._column(near, near)

    def below(self, position: int) -> Column:
        """The column of the lines below a line."""
        near = range(position + 1, min(len(self.lines), position + 1 + REACH))
        return self._column(near, near)

    def stops(self, position: int) -> bool:
        """Whether the text may be at its end with this line."""
        text = self.lines[position].text
        if self.ends_text[position] or shapes.SOFT_END.search(text[-6:]):
            return True
        wrapped = position > 0 and text[-1:] in "）)" and len(text) < WINDOW // 2
        before = self.lines[position - 1].text[-WINDOW:] if wrapped else ""
        return wrapped and find_end_credit(before + text) is not None

    def _range(self, position: int, reach: int) -> range:
        return range(max(0, position - reach), min(len(self.lines), position + reach + 1))

    def _column(self, near: Sequence[int], far: Sequence[int]) -> Column:
        lines = [self.lines[i] for i in near]
        short = [line for line in lines if line.width <= _WIDEST]
        if len(lines) - len(short) >= 2:
            return Column(0, 0, False, self._first_lines(far, 0, 0)[0], False)
        width, wide = _common_edge([extent(line) for line in short], give=_SLACK)
        length, long = _common_edge([_cells(line) for line in short], give=1)
        indented, flush = self._first_lines(far, width, length)
        airy = self._is_airy(near, width or 2 * length)
        return Column(width, length, airy, indented, flush, long > wide)

    def _first_lines(self, far: Sequence[int], width: int, length: int) -> tuple[bool, bool]:
        """Whether the paragraphs of a stretch are indented, and whether they are flush."""
        key = (far[0], far[-1], width, length) if far else (0, 0, 0, 0)
        if key not in self._firsts:
            indented = self._is_indented(far, width, length)
            self._firsts[key] = (indented, self._is_flush(far, width, length))
        return self._firsts[key]

    def _is_airy(self, near: Sequence[int], width: int) -> bool:
        going_on = [
            self.lines[below].gap > 0
            for i, below in pairwise(near)
            if width // 2 < self.lines[i].width <= _WIDEST and not self.ends_sentence[i]
        ]
        return len(going_on) >= 2 and sum(going_on) * 2 > len(going_on)

    def _is_indented(self, far: Sequence[int], width: int, length: int) -> bool:
        """Whether lines that begin a paragraph are often indented, lines within one never."""
        first = inner = firsts = inners = 0
        for i, below in pairwise(far):
            indented = 2 <= self.lines[below].indent <= _INDENT
            line = self.lines[i]
            if not _reaches(line, width, length, _SLACK) or line.width > _WIDEST:
                first, firsts = first + indented, firsts + 1
            elif not self.ends_text[i]:
                inner, inners = inner + indented, inners + 1
        return first > 0 and 3 * first >= firsts and 5 * inner <= inners

    def _is_flush(self, far: Sequence[int], width: int, length: int) -> bool:
        """Whether the lines behind a short last line are mostly full."""
        firsts = [
            _reaches(self.lines[below], width, length, _SLACK)
            for i, below in pairwise(far)
            if self.ends_text[i]
            and not _reaches(self.lines[i], width, length, _SLACK)
            and extent(self.lines[below]) <= (width or 2 * length)
        ]
        return len(firsts) >= 2 and 3 * sum(firsts) >= 2 * len(firsts)


def extent(line: Line) -> int:
    """Where a line ends, counted from its column's left edge."""
    return line.width + (line.indent if line.indent <= _INDENT else 0)


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence ends."""
    return shapes.STRONG_END.search(text[-12:]) is not None


def ends_text(text: str) -> bool:
    """Whether nothing of a paragraph can follow: a sentence ends here, or a credit behind one."""
    return ends_sentence(text) or find_end_credit(text) is not None


def _reaches(line: Line, width: int, length: int, slack: int) -> bool:
    """Whether a line is as wide as a column, or has as many characters."""
    if 0 < width <= extent(line) + slack:
        return True
    return 0 < length <= _cells(line) + slack // 2


def _cells(line: Line) -> int:
    """The squares that a line takes where every character is given one."""
    return len(line.text) + (line.indent // 2 if line.indent <= _INDENT else 0)


def _common_edge(sizes: list[int], give: int) -> tuple[int, int]:
    """The greatest size that three lines have, give or take, and how many have; else zeros."""
    for size in sorted(sizes, reverse=True):
        having = sum(size - give <= other <= size for other in sizes)
        if having >= 3:
            return size, having
    return 0, 0
