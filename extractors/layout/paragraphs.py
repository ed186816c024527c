"""Lines joined to paragraphs: what belongs together though the page broke it over lines.

A page is hard-wrapped (every line of a paragraph but its last is as full as its column), or has a
paragraph on each line, or mixes both; empty lines may part paragraphs or stand behind every line.
So where a paragraph ends is read from several signs: the sentence's end, how full the line is
compared with its neighbours, indentation, and whether lines that certainly go on have empty
lines behind them too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.document import AlignedText
from extractors.layout import shapes
from extractors.layout.credits import WINDOW, find_end_credit, read_credit
from extractors.layout.lines import Line, clean

_REACH = 7
_WIDEST_COLUMN = 130
_LONGEST_TITLE = 42
_NARROW = 14
_COMPOSED = re.compile(r"[一-鿿“”]{3}[ \u3000]+[一-鿿“”]{3}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """
    Lines that stand together, and their part in the layout.

    ``kind`` is ``text``, ``title``, ``section``, ``byline``, ``caption``, ``header``, ``column``
    or ``editor``. ``gap`` counts the empty lines above, ``opens`` says that the source begins
    something new with it.
    """

    kind: str
    lines: tuple[Line, ...]

    @property
    def gap(self) -> int:
        """How many empty lines stand above the chunk."""
        return self.lines[0].gap

    @property
    def opens(self) -> bool:
        """Whether a new page, stream or ornamented first word begins here."""
        return self.lines[0].opens

    def text(self, source: str, *, spaced: bool = False) -> AlignedText:
        """The chunk's characters, cleaned."""
        return clean(source, (line.span for line in self.lines), spaced=spaced)


@dataclass(frozen=True, slots=True)
class Column:
    """
    How the lines around one line are set.

    ``width`` is the width of a full line and ``length`` its number of characters where lines are
    cut by that, each 0 where the lines do not agree on one; ``airy`` says that lines which go on
    have empty lines behind them too.
    """

    width: int
    length: int
    airy: bool

    @property
    def wrapped(self) -> bool:
        """Whether the lines are cut to a common width at all."""
        return self.width > 0 or self.length > 0

    def is_full(self, line: Line, slack: int = 3) -> bool:
        """Whether a line reaches the column's right edge."""
        by_width = self.width > 0 and line.width >= self.width - slack
        return by_width or (self.length > 0 and len(line.text) >= self.length - slack // 2)


def join_lines(lines: Sequence[Line]) -> list[Chunk]:
    """The chunks of a page, in the order of the source."""
    columns = [
        _column(
            [
                *lines[max(0, position - _REACH) : position],
                *lines[position + 1 : position + _REACH + 1],
            ]
        )
        for position in range(len(lines))
    ]
    kinds = _kinds_of(lines, columns)
    chunks: list[Chunk] = []
    pending: list[Line] = []
    for position, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if pending and (kind != "text" or _breaks(lines, columns, position)):
            chunks.append(Chunk("text", tuple(pending)))
            pending = []
        if kind == "text":
            pending.append(line)
        else:
            chunks.append(Chunk(kind, (line,)))
    if pending:
        chunks.append(Chunk("text", tuple(pending)))
    return _reunite(chunks)


def _column(lines: Sequence[Line]) -> Column:
    """The column that some neighbouring lines stand in."""
    short = [line for line in lines if line.width <= _WIDEST_COLUMN]
    if len(lines) - len(short) >= 2:
        return Column(0, 0, False)
    width = _common_edge([line.width for line in short])
    length = _common_edge([len(line.text) for line in short], give=0) if width == 0 else 0
    going_on = [
        behind.gap > 0
        for line, behind in pairwise(lines)
        if width // 2 < line.width <= _WIDEST_COLUMN and not ends_sentence(line.text)
    ]
    return Column(width, length, len(going_on) >= 2 and sum(going_on) * 2 > len(going_on))


def _common_edge(sizes: list[int], give: int = 3) -> int:
    """The greatest size that three lines have, give or take, else 0."""
    for size in sorted(sizes, reverse=True):
        if sum(size - give <= other <= size for other in sizes) >= 3:
            return size
    return 0


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence ends."""
    return shapes.STRONG_END.search(text[-12:]) is not None


def ends_text(text: str) -> bool:
    """Whether nothing of a paragraph can follow: a sentence ends here, or a credit behind one."""
    return ends_sentence(text) or find_end_credit(text) is not None


def _kinds_of(lines: Sequence[Line], columns: Sequence[Column]) -> list[str]:
    kinds: list[str] = []
    for position in range(len(lines)):
        kinds.append(_fixed_kind(lines[position]) or _title_kind(lines, columns, kinds, position))
    return _narrow_runs_to_text(lines, kinds)


def _narrow_runs_to_text(lines: Sequence[Line], kinds: list[str]) -> list[str]:
    """Four or more very short lines in a row are text flowing past a picture, not titles."""
    start = 0
    narrow = [
        line.width <= _NARROW and kind in ("title", "text")
        for line, kind in zip(lines, kinds, strict=True)
    ]
    for is_narrow, run in groupby(narrow):
        end = start + sum(1 for _ in run)
        if is_narrow and end - start >= 4 and "text" in kinds[start:end]:
            kinds[start:end] = ["text"] * (end - start)
        start = end
    return kinds


def _fixed_kind(line: Line) -> str:
    """The kind of a line that shows it by its own look, else nothing."""
    text = line.text.strip()
    if len(text) > WINDOW:
        return ""
    if shapes.HEADER.fullmatch(text):
        return "header"
    if shapes.EDITOR.fullmatch(text):
        return "editor"
    if shapes.COLUMN_TITLE.fullmatch(text):
        return "column"
    credit = read_credit(text)
    if credit is not None:
        return "caption" if credit.photo else "byline"
    return ""


def _title_kind(
    lines: Sequence[Line], columns: Sequence[Column], kinds: Sequence[str], position: int
) -> str:
    """Whether a line is a title or a section's heading by its setting among its neighbours."""
    line, column = lines[position], columns[position]
    before = lines[position - 1] if position else None
    behind = lines[position + 1] if position + 1 < len(lines) else None
    if not _may_be_title(line.text):
        return "text"
    apart = not column.airy and line.gap > 0 and (behind is None or behind.gap > 0)
    composed = _looks_composed(line.text)
    goes_on = before and kinds[-1] == "text" and not _stops(lines, position - 1)
    if goes_on and not (apart and composed):
        return "text"
    if behind and not behind.indent and shapes.CONTINUES.match(behind.text):
        return "text"
    if shapes.SUBTITLE.match(line.text) or _is_doubled(line.text):
        return "title"
    if shapes.SECTION_NUMBER.match(line.text):
        return "text" if _fills(lines, columns, position, 1) else "section"
    if behind and 2 <= line.indent <= 4 and behind.indent < line.indent:
        return "text"
    if composed or not column.wrapped:
        return "title"
    if _is_two_line_paragraph(line, behind, column):
        return "text"
    if line.gap > 0 and not column.airy and _begins_column(lines, position + 1):
        return "title"
    if (
        any(char in line.text for char in "，、")
        and not apart
        and not (behind and behind.indent >= 2)
    ):
        return "text"
    follows = position > 0 and kinds[-1] == "title"
    room = _room(line, behind, follows_title=follows, airy=column.airy)
    return "text" if _fills(lines, columns, position, room) else "title"


def _is_two_line_paragraph(line: Line, behind: Line | None, column: Column) -> bool:
    """Whether the next line is but the short end of the sentence that this one begins."""
    if behind is None or not ends_sentence(behind.text):
        return False
    return column.is_full(line, 10) and behind.width * 2 < column.width


def _begins_column(lines: Sequence[Line], position: int) -> bool:
    """
    Whether a line begins a text that is set in a column of another width than the text above.

    It goes on below, and is narrower than what follows by an indentation that the source lost.
    """
    if position >= len(lines) or ends_text(lines[position].text):
        return False
    above = _column(lines[max(0, position - 1 - _REACH) : position - 1])
    below = _column(lines[position + 1 : position + 1 + _REACH])
    if min(above.width, below.width) == 0 or abs(above.width - below.width) < 4:
        return False
    return below.width - 9 <= lines[position].width <= below.width - 4


def _room(line: Line, behind: Line | None, *, follows_title: bool, airy: bool) -> int:
    """How much narrower than its column a title must be, given what stands around it."""
    if follows_title and line.gap == 0:
        return 3
    if behind is not None and behind.gap > line.gap and not airy:
        return 3
    return 10 if behind is not None and behind.gap == 0 and behind.indent < 2 else 7


def _fills(lines: Sequence[Line], columns: Sequence[Column], position: int, room: int) -> bool:
    """Whether a line may be text's first: as full as the column around it or the one below."""
    line, around = lines[position], columns[position]
    below = _column(lines[position + 1 : position + 1 + _REACH])
    return any(
        column.is_full(line, slack) and line.width <= column.width + 3
        for column, slack in ((around, room), (below, min(room, 7)))
    )


def _stops(lines: Sequence[Line], position: int) -> bool:
    """Whether the text may be at its end with this line."""
    text = lines[position].text
    if ends_text(text) or shapes.SOFT_END.search(text[-6:]):
        return True
    wrapped = position > 0 and text[-1:] in "）)" and len(text) < WINDOW // 2
    return wrapped and find_end_credit(lines[position - 1].text + text) is not None


def _may_be_title(text: str) -> bool:
    """
    Whether a line's words can be a title's: one phrase or two, no sentence, nothing left open.

    >>> _may_be_title("雪后清晨 千人扫雪"), _may_be_title("截至目前，全镇已")
    (True, True)
    >>> _may_be_title("全镇出动300人。"), _may_be_title("负责包村的")
    (False, False)
    """
    if len(text) > _LONGEST_TITLE or shapes.unclosed(text) or shapes.HEADLINE_TAIL.search(text):
        return False
    if "。" in text or "；" in text or (ends_sentence(text) and text[-1] not in "！？!?"):
        return False
    if sum(map(text.count, "，、,")) >= 3:
        return False
    return not shapes.CONTINUES.match(text) and any(map(str.isalnum, text))


def _looks_composed(text: str) -> bool:
    """
    Whether a line is set like a headline: two halves, a space between them, no comma.

    >>> _looks_composed("雪后清晨 千人扫雪"), _looks_composed("雪后清晨， 千人")
    (True, False)
    """
    return _COMPOSED.search(text) is not None and not any(char in text for char in "，。")


def _is_doubled(text: str) -> bool:
    """Whether a line says the same twice, as a headline with a printed shadow does."""
    half = len(text) // 2
    return half >= 4 and text[:half] == text[-half:] and len(text) - 2 * half <= 1


def _breaks(lines: Sequence[Line], columns: Sequence[Column], position: int) -> bool:
    """Whether a new paragraph begins at this line, the one before being text too."""
    before, line, column = lines[position - 1], lines[position], columns[position - 1]
    full = column.is_full(before)
    if line.indent >= 2 and before.indent < line.indent:
        return ends_text(before.text) or not full or line.indent >= 4
    if shapes.SOFT_END.search(before.text[-6:]):
        return not full and line.gap > 0 and not column.airy
    if not _stops(lines, position - 1):
        return False
    if line.opens or (line.gap > 0 and not column.airy):
        return True
    return not full or not ends_sentence(before.text)


def _reunite(chunks: list[Chunk]) -> list[Chunk]:
    """Join the two halves of a sentence that a heading or a caption between them broke."""
    joined: list[Chunk] = []
    broken: int | None = None
    for chunk in chunks:
        if chunk.kind == "text":
            first = chunk.lines[0]
            if broken is not None and not (first.opens or first.indent >= 2):
                joined[broken] = Chunk("text", joined[broken].lines + chunk.lines)
            else:
                broken = len(joined)
                joined.append(chunk)
            if _stops(joined[broken].lines, len(joined[broken].lines) - 1):
                broken = None
        else:
            joined.append(chunk)
            if chunk.kind in ("byline", "column", "section"):
                broken = None
    return joined
