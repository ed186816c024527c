"""Which lines are no running text: titles, section headings, bylines, folios, editors' lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extractors.layout import shapes
from extractors.layout.columns import Column, Setting, ends_sentence
from extractors.layout.credits import (
    WINDOW,
    are_names,
    find_end_credit,
    is_unsure,
    read_credit,
    roles_in,
)
from extractors.layout.lines import Line
from extractors.layout.runs import begins_report, title_runs
from ontology.lexicon import load_lexicon

_LONGEST_TITLE = 42
_NARROW = 14
_ITEMS_REACH = 12
_NAMES = 12
_ISSUERS = (("Organization",), ("AdministrativeArea",))
_LATIN_END = re.compile(r"[A-Za-z\d][.;,]\Z")
_COMPOSED = re.compile(r"[一-鿿“”]{3}[ \u3000]+[一-鿿“”]{3}")


def classify(setting: Setting) -> list[str]:
    """
    The kind of each line of a page.

    It is ``text``, ``title``, ``section`` (a numbered heading), ``byline``, ``caption`` (a
    photographer's line), ``header``, ``column`` (the title of a column of briefs) or ``editor``.
    """
    fixed = [_fixed_kind(line) for line in setting.lines]
    _mark_sections(setting.lines, fixed)
    _mark_names(setting.lines, fixed)
    _mark_issuers(setting, fixed)
    heads = _heads_something(setting, fixed)
    for position in title_runs(setting, fixed):
        heads[position] = True
    kinds: list[str] = []
    for position in range(len(setting.lines)):
        kinds.append(
            fixed[position]
            or _caption_kind(setting, kinds, position)
            or (begins_report(setting, position) and "text")
            or (heads[position] and _stands_free(setting, kinds, position) and "title")
            or _title_kind(setting, kinds, position)
        )
    return _narrow_runs_to_text(setting.lines, kinds)


def _fixed_kind(line: Line) -> str:
    """The kind of a line that shows it by its own look, else nothing."""
    text = line.text.strip()
    if len(text) > WINDOW:
        return ""
    if shapes.HEADER.fullmatch(text) or shapes.is_folio(text) or shapes.DAY_ALONE.fullmatch(text):
        return "header"
    if shapes.EDITOR.fullmatch(text):
        return "editor"
    if shapes.is_column_title(text):
        return "column"
    credit = read_credit(text)
    if credit is not None:
        return "caption" if credit.photo else "byline"
    return ""


def _mark_sections(lines: Sequence[Line], fixed: list[str]) -> None:
    """
    Turn bulleted words that may be names, but stand as headings do, from bylines to sections.

    They stand between two lines of text, or under a byline, or others with their bullet do.
    """
    bulleted = {i: is_unsure(line.text) for i, line in enumerate(lines) if fixed[i] == "byline"}
    among = {
        lines[i].text[0]
        for i, unsure in bulleted.items()
        if unsure and 0 < i < len(lines) - 1
        if not fixed[i + 1] and fixed[i - 1] in ("", "byline")
        if fixed[i - 1] or not may_be_title(lines[i - 1].text)
        if not may_be_title(lines[i + 1].text) or lines[i + 1].gap == 0
    }
    for i in bulleted:
        if lines[i].text[0] in among and not roles_in(lines[i].text):
            fixed[i] = "section"


def _mark_names(lines: Sequence[Line], fixed: list[str]) -> None:
    """Names alone in a line between a title and a longer line are the byline."""
    for i in range(1, len(lines) - 1):
        line, above, below = lines[i], lines[i - 1], lines[i + 1]
        if fixed[i] or fixed[i - 1] or line.gap > 0 or len(line.text) > _NAMES:
            continue
        if are_names(line.text) and may_be_title(above.text) and below.width > 2 * line.width:
            fixed[i] = "byline"


def _mark_issuers(setting: Setting, fixed: list[str]) -> None:
    """Who issued a notice, in a line between its end and the day of issue, is no headline."""
    lexicon = load_lexicon()
    for i in range(1, len(setting.lines) - 1):
        text, below = setting.lines[i].text, setting.lines[i + 1].text
        if fixed[i] or not setting.stops(i - 1) or not shapes.DAY_ALONE.fullmatch(below.strip()):
            continue
        if len(text) <= _LONGEST_TITLE and lexicon.type_of(text.strip())[:1] in _ISSUERS:
            fixed[i] = "header"


def _heads_something(setting: Setting, fixed: Sequence[str]) -> list[bool]:
    """
    Which lines have the words of a title and stand right above what follows no open sentence.

    That is a byline, an indented first line, the page's end behind a byline, or such a title.
    """
    lines = setting.lines
    heads = [False] * len(lines)
    for position in range(len(lines) - 1, -1, -1):
        line = lines[position]
        if fixed[position] or 2 <= line.indent <= 8 or not may_be_title(line.text):
            continue
        if shapes.SECTION_NUMBER.match(line.text) or shapes.DATELINE.match(line.text):
            continue
        below = position + 1
        if below == len(lines) or fixed[below] == "editor":
            heads[position] = position > 0 and fixed[position - 1] == "byline"
        else:
            begins = line.indent < 2 <= lines[below].indent <= 8
            heads[position] = heads[below] or fixed[below] == "byline" or begins
    return heads


def _stands_free(setting: Setting, kinds: Sequence[str], position: int) -> bool:
    """Whether no text above a line is still to be gone on with."""
    return position == 0 or kinds[-1] != "text" or setting.stops(position - 1)


def _caption_kind(setting: Setting, kinds: Sequence[str], position: int) -> str:
    """
    Whether a line is a picture's caption: 图为…, or a sentence with a photographer behind it.

    A caption that begins with 图为 reaches to the line where its sentence ends.
    """
    line, before = setting.lines[position], position - 1
    if _is_item(setting, position):
        return ""
    goes_on = kinds and kinds[-1] == "caption" and not setting.stops(before) and line.gap == 0
    if goes_on and (_is_filled(setting, before) or line.text[-1] in "。）)"):
        return "caption" if read_credit(setting.lines[before].text) is None else ""
    if shapes.CAPTION.match(line.text):
        return "caption"
    alone = position == 0 or kinds[-1] != "text" or setting.stops(before)
    alone = alone or (line.gap > 0 and not setting.around(position).airy)
    found = find_end_credit(line.text) if alone and setting.ends_text[position] else None
    return "caption" if found and found[1].photo else ""


def _is_filled(setting: Setting, position: int) -> bool:
    """Whether a line is full, or the page's lines are too few to tell."""
    column = setting.around(position)
    return column.is_full(setting.lines[position]) or not column.wrapped


def _is_item(setting: Setting, position: int) -> bool:
    """Whether a line that begins with a picture's mark is one of several items with full stops."""
    lines = setting.lines
    mark = lines[position].text[0]
    if mark not in shapes.ITEM_MARKS:
        return False
    near = range(max(0, position - _ITEMS_REACH), min(len(lines), position + _ITEMS_REACH + 1))
    items = [i for i in near if lines[i].text[0] == mark]
    spoken = [i for i in items if "，" in lines[i].text or _goes_on_below(setting, i)]
    return len(spoken) >= 2 and position in spoken


def _goes_on_below(setting: Setting, position: int) -> bool:
    """Whether a line ends a sentence, or fills its column and goes on in the next."""
    if setting.ends_sentence[position]:
        return True
    line, column = setting.lines[position], setting.around(position)
    below = setting.lines[position + 1 : position + 2]
    return column.wrapped and column.is_full(line, 3) and bool(below) and not below[0].gap


def _title_kind(setting: Setting, kinds: Sequence[str], position: int) -> str:
    """Whether a line is a title or a section's heading, by its words and its setting."""
    lines = setting.lines
    line, column = lines[position], setting.around(position)
    before = lines[position - 1] if position else None
    behind = lines[position + 1] if position + 1 < len(lines) else None
    if not may_be_title(line.text) or shapes.DATELINE.match(line.text):
        return "text"
    apart = not column.airy and line.gap > 0 and (behind is None or behind.gap > 0)
    goes_on = before and kinds[-1] == "text" and not setting.stops(position - 1)
    if goes_on and not (apart and looks_composed(line.text)):
        return "text"
    if behind and not behind.indent and _goes_on_in(line.text, behind.text):
        return "text"
    if shapes.SUBTITLE.match(line.text) or is_doubled(line.text):
        return "title"
    if behind and line.indent < 2 <= behind.indent <= 8 and not goes_on:
        return "section" if shapes.SECTION_NUMBER.match(line.text) else "title"
    if shapes.SECTION_NUMBER.match(line.text):
        return "text" if column.is_full(line) and not apart else "section"
    if column.indented:
        return _kind_by_indent(line, behind, column)
    if looks_composed(line.text) or not column.wrapped:
        return "title"
    follows_title = position > 0 and kinds[-1] == "title"
    return "title" if _is_set_apart(setting, position, apart, follows_title) else "text"


def _goes_on_in(text: str, below: str) -> bool:
    """Whether the line below goes on with a word, a number or a clause of this one."""
    if shapes.CONTINUES.match(below):
        return True
    return text[-1].isdigit() and below[0].isdigit()


def _kind_by_indent(line: Line, behind: Line | None, column: Column) -> str:
    """
    Where paragraphs are indented: a line that is not, or that heads an indented one, is a title.

    A full line may also go on with its paragraph, behind a sentence that ended with a line.
    """
    heads = behind is None or behind.indent >= 2 or behind.gap > line.gap
    if 2 <= line.indent <= 8:
        return "title" if heads and not column.is_full(line) else "text"
    fits = column.is_full(line, 5) and not column.is_wider(line)
    return "text" if fits and not heads else "title"


def _is_set_apart(setting: Setting, position: int, apart: bool, follows_title: bool) -> bool:
    """Whether a line is too short, too long or too lonely to begin a paragraph of its column."""
    lines = setting.lines
    line, column = lines[position], setting.around(position)
    behind = lines[position + 1] if position + 1 < len(lines) else None
    if behind and 2 <= line.indent <= 4 and behind.indent < line.indent:
        return False
    if _is_two_line_paragraph(line, behind, column):
        return False
    if line.gap > 0 and not column.airy and _begins_column(setting, position + 1):
        return True
    if any(char in line.text for char in "，、") and not apart:
        return False
    if _opens_page(setting, position) and behind and _begins_afresh(behind):
        return True
    room = _room(line, behind, column, follows_title=follows_title)
    below = setting.below(position)
    return not any(
        near.is_full(line, slack) and not near.is_wider(line)
        for near, slack in ((column, room), (below, min(room, 7)))
    )


def _opens_page(setting: Setting, position: int) -> bool:
    """Whether hardly anything stands above a line, so that a headline is expected there."""
    return not any(setting.ends_text[:position]) if position < 6 else False


def _begins_afresh(line: Line) -> bool:
    """Whether a line begins as an article's first sentence does: quoting, or with a day."""
    return line.text[0] in "“" or shapes.BRIEF_OPENING.match(line.text) is not None


def _room(line: Line, behind: Line | None, column: Column, *, follows_title: bool) -> int:
    """How much narrower than its column a title must be, given what stands around it."""
    if column.flush or (follows_title and line.gap == 0):
        return 3
    if behind is not None and behind.gap > line.gap and not column.airy:
        return 3
    return 10 if behind is not None and behind.gap == 0 and behind.indent < 2 else 7


def _is_two_line_paragraph(line: Line, behind: Line | None, column: Column) -> bool:
    """Whether the next line is but the short end of the sentence that this one begins."""
    if behind is None or not ends_sentence(behind.text):
        return False
    return column.is_full(line, 10) and behind.width * 2 < column.width


def _begins_column(setting: Setting, position: int) -> bool:
    """
    Whether a line begins a text that is set in a column of another width than the text above.

    It goes on below, and is narrower than what follows by an indentation that the source lost.
    """
    lines = setting.lines
    if position >= len(lines) or setting.ends_text[position]:
        return False
    above, below = setting.above(position - 1), setting.below(position)
    if min(above.width, below.width) == 0 or abs(above.width - below.width) < 4:
        return False
    return below.width - 9 <= lines[position].width <= below.width - 4


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


def may_be_title(text: str) -> bool:
    """
    Whether a line's words can be a title's: one phrase or two, no sentence, nothing left open.

    >>> may_be_title("雪后清晨 千人扫雪"), may_be_title("截至目前，全镇已")
    (True, True)
    >>> may_be_title("全镇出动300人。"), may_be_title("负责包村的")
    (False, False)
    """
    if shapes.SPEAKER.match(text) or shapes.ASIDE.search(text):
        return False
    if len(text) > _LONGEST_TITLE or shapes.unclosed(text) or shapes.HEADLINE_TAIL.search(text):
        return False
    if "。" in text or "；" in text or (ends_sentence(text) and text[-1] not in "！？!?"):
        return False
    if sum(map(text.count, "，、,")) >= 4 or _LATIN_END.search(text):
        return False
    return not shapes.CONTINUES.match(text) and any(map(str.isalnum, text))


def looks_composed(text: str) -> bool:
    """
    Whether a line is set like a headline: two halves, a space between them, no comma.

    >>> looks_composed("雪后清晨 千人扫雪"), looks_composed("雪后清晨， 千人")
    (True, False)
    """
    return _COMPOSED.search(text) is not None and not any(char in text for char in "，。")


def is_doubled(text: str) -> bool:
    """Whether a line says the same twice, as a headline with a printed shadow does."""
    half = len(text) // 2
    return half >= 4 and text[:half] == text[-half:] and len(text) - 2 * half <= 1
