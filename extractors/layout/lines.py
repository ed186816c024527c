"""The physical lines of a page: where each stands, how it is set, and its characters cleaned.

Nothing here changes a character. Cleaning drops white space that printing put between Chinese
characters and characters that carry no text (replacement, private-use, control and direction
marks); every character kept still knows its offset in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.document import AlignedText, Span
from extractors.records import record

_UNREADABLE = (
    "\ufffd\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u00ad\ue000-\uf8ff"
    "\ud800-\udfff\U000f0000-\U0010ffff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_BLANK = r"\s" + _UNREADABLE
_SOLID = re.compile(f"[^{_BLANK}]+")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ENDS = "。！？…!?"
_CLOSERS = "”’」』）)】》"
_INNER_BREAK = re.compile(f"(?<=[{_ENDS}{_CLOSERS}])(?:\u3000{{2,}}| {{4,}}|\t+)(?=[^{_BLANK}])")
_GLYPHS = re.compile("[\ufffd\ue000-\uf8ff]{2}")


def shown(text: str) -> str:
    r"""
    The characters of a text that a page shows, without white space.

    >>> shown("清\ufffd河 县\n")
    '清河县'
    """
    return "".join(_SOLID.findall(text))


@record(frozen=True, slots=True)
class Line:
    """
    One line with characters on it.

    ``span`` is its range in the source without the blanks at its ends, ``text`` its cleaned
    characters with single spaces kept, ``indent`` the width of the blanks before it (a Chinese
    character counts 2), ``gap`` how many empty lines stand above it. ``opens`` says that the
    source begins something new here: a text stream, or an ornament before a first word.
    ``turns`` says that a form feed, a new sheet, stands before it.
    """

    span: Span
    text: str
    indent: int
    gap: int
    opens: bool
    width: int
    turns: bool = False


def is_wide(char: str) -> bool:
    """
    Whether a character is set in a full square: Chinese, Chinese punctuation, quotation marks.

    >>> [is_wide(char) for char in "村，“a1,"]
    [True, True, True, False, False, False]
    """
    return char >= "\u2e80" or char in "“”‘’—…·"


def width_of(text: str) -> int:
    """How wide the text is set, a Chinese character counting 2 and a space or Latin letter 1."""
    return len(text) + sum(map(is_wide, text))


def split_lines(source: str) -> list[Line]:
    """The lines of a source that hold characters, in order."""
    lines: list[Line] = []
    gap, after_feed = 0, False
    stream = _is_stream(source)
    for start, end, feed in _physical_lines(source):
        runs = [run.span() for run in _SOLID.finditer(source, start, end)]
        if runs:
            span = Span(runs[0][0], runs[-1][1])
            lead = source[start : span.start]
            opens = _opens(lead, stream)
            text = clean(source, (span,), spaced=True).text
            width = width_of(text)
            lines.append(Line(span, text, _indent(lead), gap, opens, width, after_feed))
        gap, after_feed = (0, feed) if runs else (gap + 1, after_feed or feed)
    return lines


def clean(source: str, spans: Iterable[Span], *, spaced: bool) -> AlignedText:
    """
    The characters of the spans, one span behind the other, without what is no text.

    White space between Chinese characters, digits and Chinese punctuation is left out; between
    two Latin words one white-space character is kept (a line break, where there is nothing
    else). With ``spaced`` one is kept between Chinese words too, as in headlines and bylines,
    unless every character stands alone.

    >>> clean("截至 3 月 5 日， 全镇", [Span(0, 15)], spaced=False).text
    '截至3月5日，全镇'
    >>> clean("记者 陈 一鸣", [Span(0, 7)], spaced=True).text
    '记者 陈 一鸣'
    >>> clean("Wi-Fi 6 覆盖", [Span(0, 10)], spaced=False).text
    'Wi-Fi 6覆盖'
    """
    runs = [run.span() for span in spans for run in _SOLID.finditer(source, span.start, span.end)]
    spaced = spaced and any(end - start > 1 for start, end in runs)
    text: list[str] = []
    offsets: list[int] = []
    for position, (start, end) in enumerate(runs):
        if position:
            kept = _kept_space(source, runs[position - 1][1], start, spaced)
            if kept is not None:
                text.append(source[kept])
                offsets.append(kept)
        text.append(source[start:end])
        offsets.extend(range(start, end))
    return AlignedText("".join(text), tuple(offsets))


def solid_offsets(source: str) -> Iterator[int]:
    """The offsets of the characters that cleaning never drops."""
    for run in _SOLID.finditer(source):
        yield from range(*run.span())


def _kept_space(source: str, start: int, end: int, spaced: bool) -> int | None:
    """The offset of the white space to keep between two solid characters, if any is."""
    blanks = source[start:end]
    space = next((start + i for i, char in enumerate(blanks) if char.isspace()), None)
    if space is None:
        return None
    left, right = source[start - 1], source[end]
    broken = _LINE_END.search(blanks) is not None
    if is_wide(left) or is_wide(right):
        keep = spaced and not broken and not (left.isdigit() and is_wide(right))
    else:
        number = left.isdigit() or (left in ".," and source[start - 2 : start - 1].isdigit())
        keep = not broken or (right.isalnum() and not (number and right.isdigit()))
    if not keep:
        return None
    plain = blanks.find(" ")
    return space if plain < 0 else start + plain


def _physical_lines(source: str) -> Iterator[tuple[int, int, bool]]:
    """
    Start and end of each line, and whether a form feed follows it.

    A sentence's end followed by two ideographic spaces ends a line too: texts pasted into one
    line keep their paragraphs' indentation only.
    """
    start = 0
    for stop in _LINE_END.finditer(source):
        yield from _parted(source, start, stop.start(), stop.group() == "\f")
        start = stop.end()
    yield from _parted(source, start, len(source), False)


def _parted(source: str, start: int, end: int, feed: bool) -> Iterator[tuple[int, int, bool]]:
    for inner in _INNER_BREAK.finditer(source, start, end):
        yield start, inner.start(), False
        start = inner.start()
    yield start, end, feed


def _is_stream(source: str) -> bool:
    """
    Whether text streams laid end to end make the source, each begun with a space.

    The first one is; and few lines are, or the space would be the page's margin. Where every
    paragraph is begun with a space, it is the paragraph's indent.
    """
    if not source.startswith(" "):
        return False
    leads = len(re.findall(r"(?:^|\n) (?! )", source))
    lines = [line.rstrip() for line in source.splitlines() if line.strip()]
    return leads <= 3 + len(lines) // 20 and (leads == 1 or _has_plain_paragraphs(lines))


def _has_plain_paragraphs(lines: Sequence[str]) -> bool:
    """
    Whether a paragraph that ends before its line does is followed by one without a space.

    A headline is no such paragraph: it does not fill its first line.
    """
    widths = sorted(map(width_of, lines))
    full = widths[len(lines) // 2] - 4 if lines else 0  # half of the lines are full, or more
    return any(
        line[-1] in _ENDS + _CLOSERS
        and width_of(line) < full <= width_of(after)
        and not after.startswith(" ")
        for line, after in pairwise(lines)
    )


def _opens(lead: str, stream: bool) -> bool:
    """Whether the blanks before a line's first character show that something new begins."""
    return _GLYPHS.search(lead) is not None or (lead == " " and stream)


def _indent(lead: str) -> int:
    return sum({"\u3000": 2, "\t": 4}.get(char, 1) for char in lead if char.isspace())
