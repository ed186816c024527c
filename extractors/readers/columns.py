"""
The glyphs of a printed page in reading order: columns left to right, each from top to bottom.

The page is cut recursively (XY-cut): where white gutters part it into columns, column by column;
else above, within and below the largest band of it that has columns. What has none is read line by
line. A newspaper's headline across three columns is so read before the columns under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# All in units of the height of the body text.
_GUTTER = 0.8  # the least width of the white between two columns
_SPLIT = 0.7  # the gap in a line beyond which its parts may belong to different columns
_SPACE = 0.2  # the gap between two Latin words
_NARROWEST = 4.5  # narrower strips are numbers or bullets before a text, no columns
_INDENT = (1.5, 2.6)  # the first line of a paragraph stands in by two characters
_FILLED = 0.25  # a column is covered with text to this share; the cells of a table are not
_STACKED = 4  # so many single characters below each other are a vertical headline


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character or run of text with its box; ``top`` and ``bottom`` grow down the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


Run = Glyph
Region = list[Run]


def in_reading_order(glyphs: Iterable[Glyph]) -> list[list[str]]:
    """
    The blocks of a page, each a list of its lines.

    The first line of a paragraph, set in by two characters on the page, begins with two ideographic
    spaces, as in typed Chinese.

    >>> in_reading_order([Glyph("乙", 10, 0, 20, 10), Glyph("甲", 0, 0, 10, 10)])
    [['甲乙']]
    """
    shown = [glyph for glyph in glyphs if glyph.height > 0 and glyph.text]
    if not any(glyph.text.strip() for glyph in shown):
        return []
    em = median(glyph.height for glyph in shown if glyph.text.strip())
    runs = [run for row in _rows(shown) for run in _runs(row, em)]
    return [_lines(region, em) for region in _cut(_join_stacked(runs), em)]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[Region]:
    """Glyphs at the same height, left to right; measured from the first, so rows never chain."""
    row: Region = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        if row and glyph.middle - row[0].middle > 0.3 * min(glyph.height, row[0].height):
            yield sorted(row, key=lambda glyph: glyph.x0)
            row = []
        row.append(glyph)
    yield sorted(row, key=lambda glyph: glyph.x0)


def _runs(row: Region, em: float) -> Iterator[Run]:
    """The parts of a row between gaps as wide as a gutter might be."""
    run: Region = []
    for glyph in row:
        if not glyph.text.strip():
            if run:
                run.append(glyph)
            continue
        inked = [one for one in run if one.text.strip()]
        if inked and glyph.x0 - inked[-1].x1 > _SPLIT * em:
            yield _joined(run, em)
            run = []
        run.append(glyph)
    if run:
        yield _joined(run, em)


def _joined(glyphs: Sequence[Glyph], em: float, gap: float = _SPACE) -> Run:
    """One run of several, a space where the page shows one between them."""
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    text = inked[0].text
    spaces = [glyph for glyph in glyphs if not glyph.text.strip()]
    for before, after in pairwise(inked):
        typed = any(before.x0 <= space.x0 < after.x0 for space in spaces)
        shown = after.x0 - before.x1 > gap * em and (
            gap > _SPACE or _is_latin(before.text[-1], after.text[0])
        )
        text += (" " if typed or shown else "") + after.text
    return _box(inked, text)


def _is_latin(before: str, after: str) -> bool:
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _box(glyphs: Sequence[Glyph], text: str) -> Run:
    return Glyph(
        text,
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def _join_stacked(runs: Region) -> Region:
    """Vertical headlines as one run each: their characters must not enter the lines beside."""
    single = sorted((run for run in runs if _is_ideograph(run.text)), key=lambda run: run.top)
    stacks: list[Region] = []
    for run in single:
        stack = next((stack for stack in stacks if _continues(stack[-1], run)), None)
        if stack is None:
            stacks.append([run])
        else:
            stack.append(run)
    stacks = [stack for stack in stacks if len(stack) >= _STACKED]
    stacked = {id(run) for stack in stacks for run in stack}
    vertical = [_box(stack, "".join(run.text for run in stack)) for stack in stacks]
    return [run for run in runs if id(run) not in stacked] + vertical


def _is_ideograph(text: str) -> bool:
    return len(text) == 1 and "\u3400" <= text <= "\u9fff"


def _continues(above: Run, below: Run) -> bool:
    aligned = abs(above.x0 - below.x0) < 0.3 * above.height
    alike = abs(above.height - below.height) < 0.1 * above.height
    return aligned and alike and 0 <= below.middle - above.middle < 1.6 * above.height


def _is_stacked(run: Run) -> bool:
    return len(run.text) >= _STACKED and run.height > 2 * (run.x1 - run.x0)


def _cut(region: Region, em: float) -> list[Region]:
    """The region in parts that are read line by line, in reading order."""
    columns = _columns(region, em)
    if len(columns) > 1:
        return [part for column in columns for part in _cut(column, em)]
    bands = list(_bands(region))
    start, end = _largest_with_columns(bands, em)
    if end - start in (0, len(bands)):
        return [region]
    parts = (bands[:start], bands[start:end], bands[end:])
    return [cut for part in parts if part for cut in _cut([run for b in part for run in b], em)]


def _columns(region: Region, em: float) -> list[Region]:
    """The region's columns, left to right: the region alone where it has none."""
    strips: list[Region] = []
    reach = float("-inf")
    for run in sorted(region, key=lambda run: run.x0):
        if not strips or run.x0 - reach >= _GUTTER * em:
            strips.append([])
        strips[-1].append(run)
        reach = max(reach, run.x1)
    columns: list[Region] = []
    for strip in strips:
        if columns and not (_is_column(columns[-1], em) and _is_column(strip, em)):
            columns[-1] = columns[-1] + strip
        elif columns and not _side_by_side(columns[-1], strip):
            return [region]
        else:
            columns.append(strip)
    return columns


def _is_column(strip: Region, em: float) -> bool:
    box = _box(strip, "")
    covered = sum((run.x1 - run.x0) * run.height for run in strip)
    return (
        box.x1 - box.x0 >= _NARROWEST * em
        and box.height >= 2 * em
        and len(strip) >= 2
        and covered >= _FILLED * (box.x1 - box.x0) * box.height
    )


def _side_by_side(left: Region, right: Region) -> bool:
    one, other = _box(left, ""), _box(right, "")
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.height, other.height)


def _bands(region: Region) -> Iterator[Region]:
    """The region cut wherever a horizontal line can cross it without touching text."""
    band: Region = []
    reach = float("-inf")
    for run in sorted(region, key=lambda run: run.top):
        if band and run.top >= reach:
            yield band
            band = []
        band.append(run)
        reach = max(reach, run.bottom)
    yield band


def _largest_with_columns(bands: list[Region], em: float) -> tuple[int, int]:
    """
    Which bands together hold the most gutter, ``bands[start:end]``: many columns, or high ones.

    A headline that happens to end before a gutter adds to the height of that one gutter, but it
    closes the others, so it is not taken for the head of a column.
    """
    best, most = (0, 0), 0.0
    for start in range(len(bands)):
        for end in _ends_of_gutters(bands, start, em):
            together = [run for band in bands[start:end] for run in band]
            gutters = len(_columns(together, em)) - 1
            area = gutters * _box(together, "").height
            if area > most:
                best, most = (start, end), area
    return best


def _ends_of_gutters(bands: list[Region], start: int, em: float) -> Iterator[int]:
    """The bands after ``start`` at which a gutter of those before ends, to the last gutter."""
    inked: list[tuple[float, float]] = []
    gutters = 0
    for end in range(start, len(bands)):
        inked = _merged([*inked, *((run.x0, run.x1) for run in bands[end])], _GUTTER * em)
        if len(inked) - 1 < gutters:
            yield end
        gutters = len(inked) - 1
        if not gutters:
            return
    yield len(bands)


def _merged(intervals: list[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted(intervals):
        if merged and x0 - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(x1, merged[-1][1]))
        else:
            merged.append((x0, x1))
    return merged


def _lines(region: Region, em: float) -> list[str]:
    vertical = [run.text for run in region if _is_stacked(run)]
    rows = list(_text_rows([run for run in region if not _is_stacked(run)]))
    left = min((row[0].x0 for row in rows), default=0.0)
    return vertical + [_line(row, left, em) for row in rows]


def _text_rows(region: Region) -> Iterator[Region]:
    """Runs that share half their height: large and small characters of a line, or mixed fonts."""
    row: Region = []
    for run in sorted(region, key=lambda run: (run.middle, run.x0)):
        if row and not _overlap(row[0], run):
            yield sorted(row, key=lambda run: run.x0)
            row = []
        row.append(run)
    if row:
        yield sorted(row, key=lambda run: run.x0)


def _overlap(one: Run, other: Run) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.height, other.height)


def _line(row: Region, left: float, em: float) -> str:
    text = _joined(row, em, gap=0.5).text
    least, most = _INDENT
    return "\u3000\u3000" + text if least * em <= row[0].x0 - left <= most * em else text
