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
_FAR_REACH = 24
_WIDEST = 130
_SLACK = 3
_INDENT = 8


@dataclass(frozen=True, slots=True)
class Column:
    """
    How the lines around one line are set.

    ``width`` is the width of a full line and ``length`` its number of characters where lines are
    cut by that, each 0 where the lines do not agree on one. ``airy`` says that lines which go on
    have empty lines behind them too, ``indented`` that paragraphs begin with an indentation, and
    ``flush`` that they begin with a full line, without an indentation, not even a lost one.
    """

    width: int
    length: int
    airy: bool
    indented: bool
    flush: bool

    @property
    def wrapped(self) -> bool:
        """Whether the lines are cut to a common width at all."""
        return self.width > 0 or self.length > 0

    def is_full(self, line: Line, slack: int = _SLACK) -> bool:
        """Whether a line reaches the column's right edge."""
        by_width = self.width > 0 and extent(line) >= self.width - slack
        return by_width or (self.length > 0 and len(line.text) >= self.length - slack // 2)


class Setting:
    """The lines of a page with the column around each."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take the lines; columns are read when asked for."""
        self.lines = lines
        self._around: dict[int, Column] = {}

    def around(self, position: int) -> Column:
        """The column that a line's neighbours on both sides stand in."""
        if position not in self._around:
            start, stop = position + 1, position + REACH + 1
            near = [*self.lines[max(0, position - REACH) : position], *self.lines[start:stop]]
            far = self.lines[max(0, position - _FAR_REACH) : position + _FAR_REACH + 1]
            self._around[position] = _column(near, far)
        return self._around[position]

    def above(self, position: int) -> Column:
        """The column of the lines above a line."""
        near = self.lines[max(0, position - REACH) : position]
        return _column(near, near)

    def below(self, position: int) -> Column:
        """The column of the lines below a line."""
        near = self.lines[position + 1 : position + 1 + REACH]
        return _column(near, near)

    def stops(self, position: int) -> bool:
        """Whether the text may be at its end with this line."""
        text = self.lines[position].text
        if ends_text(text) or shapes.SOFT_END.search(text[-6:]):
            return True
        wrapped = position > 0 and text[-1:] in "）)" and len(text) < WINDOW // 2
        return wrapped and find_end_credit(self.lines[position - 1].text + text) is not None


def extent(line: Line) -> int:
    """Where a line ends, counted from its column's left edge."""
    return line.width + (line.indent if line.indent <= _INDENT else 0)


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence ends."""
    return shapes.STRONG_END.search(text[-12:]) is not None


def ends_text(text: str) -> bool:
    """Whether nothing of a paragraph can follow: a sentence ends here, or a credit behind one."""
    return ends_sentence(text) or find_end_credit(text) is not None


def _column(near: Sequence[Line], far: Sequence[Line]) -> Column:
    short = [line for line in near if line.width <= _WIDEST]
    if len(near) - len(short) >= 2:
        return Column(0, 0, False, _is_indented(far), False)
    width = _common_edge([extent(line) for line in short])
    length = 0 if width else _common_edge([len(line.text) for line in short], give=0)
    return Column(width, length, _is_airy(near, width), _is_indented(far), _is_flush(far, width))


def _common_edge(sizes: list[int], give: int = _SLACK) -> int:
    """The greatest size that three lines have, give or take, else 0."""
    for size in sorted(sizes, reverse=True):
        if sum(size - give <= other <= size for other in sizes) >= 3:
            return size
    return 0


def _is_airy(near: Sequence[Line], width: int) -> bool:
    going_on = [
        behind.gap > 0
        for line, behind in pairwise(near)
        if width // 2 < line.width <= _WIDEST and not ends_sentence(line.text)
    ]
    return len(going_on) >= 2 and sum(going_on) * 2 > len(going_on)


def _is_indented(far: Sequence[Line]) -> bool:
    """Whether lines behind a sentence's end are mostly indented, lines within one never."""
    first = [behind.indent >= 2 for line, behind in pairwise(far) if ends_text(line.text)]
    inner = [behind.indent >= 2 for line, behind in pairwise(far) if not ends_text(line.text)]
    return sum(first) >= 2 and 3 * sum(first) > len(first) and 2 * sum(inner) <= len(inner)


def _is_flush(far: Sequence[Line], width: int) -> bool:
    """Whether the lines behind a short last line are mostly full."""
    firsts = [
        extent(behind) >= width - _SLACK
        for line, behind in pairwise(far)
        if ends_text(line.text) and extent(line) < width - _SLACK and extent(behind) <= width
    ]
    return len(firsts) >= 2 and 3 * sum(firsts) >= 2 * len(firsts)
