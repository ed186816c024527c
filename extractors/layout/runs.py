"""Runs of short lines that stand by themselves: a headline of several lines, or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.layout import shapes
from extractors.layout.columns import Setting, ends_sentence
from extractors.layout.lines import Line

LONGEST = 42
_MOST = 4
_MOST_AT_END = 24
_NARROWER = 8
_LONGER = 12


def title_runs(setting: Setting, fixed: Sequence[str]) -> set[int]:
    """
    The positions of lines that stand free above and below, and hold the words of titles.

    Free above is what stands at the page's head, under an empty line, a byline, a caption or a
    finished sentence; free below, above an empty line, a byline, a dateline, the first line of
    an indented paragraph, or the page's end. Lines between are one headline or several: a line
    may break off with 的, or within quotation marks, where the next line goes on.
    """
    found: set[int] = set()
    for start, end in _runs(setting, fixed):
        at_end = _is_foot(setting, fixed, end)
        most = _MOST_AT_END if at_end else _MOST
        if end - start > most or not _are_titles(setting.lines[start:end]):
            continue
        if _closes(setting, fixed, end) or _is_narrow(setting, start, end):
            found.update(range(start, end))
    return found


def begins_report(setting: Setting, position: int) -> bool:
    """Whether a line is a report's first (近日，…), cut at the edge of the column below it."""
    text = setting.lines[position].text
    if "，" not in text or not shapes.BRIEF_OPENING.match(text):
        return False
    return setting.below(position).is_full(setting.lines[position])


def _runs(setting: Setting, fixed: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of lines, each free above, that a title's words could be."""
    lines = setting.lines
    start: int | None = None
    for position, line in enumerate(lines):
        inside = not fixed[position] and _could_be(line)
        fresh = line.gap > 0 and not setting.around(position).airy
        if start is not None and (not inside or fresh or _indents(lines[position - 1], line)):
            yield start, position
            start = None
        if inside and start is None and _opens(setting, fixed, position, fresh=fresh):
            start = position
    if start is not None:
        yield start, len(lines)


def _could_be(line: Line) -> bool:
    text = line.text
    if len(text) > LONGEST or "。" in text or "；" in text or text[-1] in "：:，":
        return False
    if shapes.SECTION_NUMBER.match(text) or shapes.DATELINE.match(text):
        return False
    if shapes.CAPTION.match(text) or not any(map(str.isalnum, text)):
        return False
    if "，" in text and (shapes.BRIEF_OPENING.match(text) or shapes.goes_on(text)):
        return False
    if shapes.SPEAKER.match(text) or shapes.ASIDE.search(text):
        return False
    return sum(map(text.count, "，、")) <= 2


def _opens(setting: Setting, fixed: Sequence[str], position: int, *, fresh: bool) -> bool:
    """Whether no sentence above can go on in a line."""
    if (
        position == 0
        or fixed[position - 1]
        or shapes.CAPTION.match(setting.lines[position - 1].text)
    ):
        return True
    return setting.stops(position - 1) and (fresh or not _fills(setting, position))


def _fills(setting: Setting, position: int) -> bool:
    """Whether a line is as wide as the text above it, so that it may begin a paragraph."""
    return setting.above(position).is_full(setting.lines[position], 8)


def _indents(before: Line, line: Line) -> bool:
    return before.indent < 2 <= line.indent <= 8


def _is_foot(setting: Setting, fixed: Sequence[str], end: int) -> bool:
    """Whether nothing but the editors' lines and a page's foot stands below."""
    rest = fixed[end : end + _MOST_AT_END]
    return end + len(rest) == len(setting.lines) and set(rest) <= {"editor", "header"}


def _closes(setting: Setting, fixed: Sequence[str], end: int) -> bool:
    """Whether what stands below a run is no more of the same."""
    lines = setting.lines
    if end == len(lines) or fixed[end]:
        return True
    last = end - 1
    if shapes.DATELINE.match(lines[end].text) or _indents(lines[last], lines[end]):
        return True
    if shapes.SALUTATION.match(lines[end].text):
        return True
    if setting.unwrapped:
        longer = lines[end].width > lines[last].width + _LONGER
        return longer or setting.ends_sentence[end] or lines[end].gap > 0
    if setting.ends_sentence[end] and len(lines[end].text) <= len(lines[last].text):
        return False  # the short end of a sentence, not a paragraph
    fresh = lines[end].gap > 0 and not setting.around(end).airy
    return fresh and not setting.around(last).is_full(lines[last])


def _is_narrow(setting: Setting, start: int, end: int) -> bool:
    """Whether a run is much narrower than the full lines that go on below it without a sign."""
    lines, column = setting.lines, setting.below(end - 1)
    if end + 2 >= len(lines) or not (column.is_full(lines[end]) and column.is_full(lines[end + 1])):
        return False
    return not any(column.is_full(line, _NARROWER) for line in lines[start:end])


def _are_titles(lines: Sequence[Line]) -> bool:
    """Whether the lines together leave nothing open, and do not go on from something above."""
    words = "".join(line.text for line in lines)
    if words.count("，") > 1:
        return False
    if shapes.unclosed(words) or shapes.HEADLINE_TAIL.search(lines[-1].text):
        return False
    if shapes.CONTINUES.match(lines[0].text) or (
        ends_sentence(words) and words[-1] not in "！？!?"
    ):
        return False
    return len(lines[0].text) >= 2
