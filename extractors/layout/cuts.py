"""Where one article of a page ends and the next begins.

Sure signs are a byline that closes a text, a dateline, a new page or text stream, and a column of
briefs. A heading alone says little: it may head a section of the same article, the next article,
or (printed below its text) the one before. The page as a whole decides that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout import shapes
from extractors.layout.headlines import Likeness
from extractors.layout.parts import Part


@dataclass(frozen=True, slots=True)
class Gap:
    """
    What stands between two paragraphs of a page: positions in the page's list of parts.

    ``above`` and ``below`` are the paragraphs', absent at the page's ends; ``between`` those of
    the titles, bylines, captions and headers there.
    """

    above: int | None
    between: tuple[int, ...]
    below: int | None


def find_gaps(parts: Sequence[Part]) -> list[Gap]:
    """The gaps of a page, before its first paragraph, between all, and behind its last."""
    texts = [position for position, part in enumerate(parts) if part.kind == "text"]
    bounds: list[int | None] = [None, *texts, None]
    return [
        Gap(above, tuple(range(0 if above is None else above + 1, _end(below, parts))), below)
        for above, below in pairwise(bounds)
    ]


def _end(below: int | None, parts: Sequence[Part]) -> int:
    return len(parts) if below is None else below


def find_cuts(parts: Sequence[Part], gaps: Sequence[Gap]) -> set[int]:
    """The indexes of the gaps at which a new article begins."""
    briefs = find_briefs(parts, gaps)
    sure: set[int] = set()
    length = 0
    titled = _has(parts, gaps[0], "title")
    for index, gap in enumerate(gaps[1:-1], start=1):
        length += 1
        lead = length == 1 and titled
        if index in briefs or index - 1 in briefs or _is_sure_cut(parts, gap, lead=lead):
            sure.add(index)
            length, titled = 0, _has(parts, gap, "title")
    sure = _with_own_signs(parts, gaps, sure, set(briefs))
    open_gaps = [
        index
        for index, gap in enumerate(gaps[1:-1], start=1)
        if index not in sure and _has(parts, gap, "title")
    ]
    return sure | _titles_that_cut(parts, gaps, sure, open_gaps)


def _with_own_signs(
    parts: Sequence[Part], gaps: Sequence[Gap], cuts: set[int], briefs: set[int]
) -> set[int]:
    """
    The cuts below which there is an article indeed: headed, dated, signed or newly opened.

    A byline above a text that has none of that signs the text too: it stood behind the lead.
    """
    kept: set[int] = set()
    bounds = sorted({*cuts, len(gaps) - 1})
    gathered = _has(parts, gaps[-1], "title")
    for start, end in pairwise(bounds):
        below = gaps[start].below
        assert below is not None
        new = parts[below].opens or parts[below].dated
        headed = _has(parts, gaps[start], "title") or _has(parts, gaps[start], "column")
        signed = any(_signs(parts[i]) for i in gaps[end].between)
        brief = start in briefs or start - 1 in briefs
        if new or headed or signed or gathered or brief:
            kept.add(start)
    return kept


def find_briefs(parts: Sequence[Part], gaps: Sequence[Gap]) -> dict[int, int]:
    """
    The short items of a column such as 简讯: for each gap above one, its column title's position.

    An item is one paragraph that opens as news does (近日, 3月5日); the column's title may stand
    above its items, or among them.
    """
    briefs: dict[int, int] = {}
    for index, gap in enumerate(gaps):
        column = next((i for i in gap.between if parts[i].kind == "column"), None)
        if column is None:
            continue
        for below in range(index, len(gaps) - 1):
            if not _is_brief(parts, gaps[below]) or (below > index and gaps[below].between):
                break
            briefs[below] = column
        above = _brief_run_above(parts, gaps, index)
        briefs |= {at: column for at in above if at not in briefs}
    return briefs


def _brief_run_above(parts: Sequence[Part], gaps: Sequence[Gap], index: int) -> list[int]:
    """The gaps above the items before a column title, back to the title or byline above."""
    run: list[int] = []
    for at in range(index - 1, -1, -1):
        if not _is_brief(parts, gaps[at]):
            return []
        run.append(at)
        if gaps[at].between:
            break
    return run


def _is_brief(parts: Sequence[Part], gap: Gap) -> bool:
    if gap.below is None:
        return False
    part = parts[gap.below]
    return part.dated or shapes.BRIEF_OPENING.match(part.text.text) is not None


def _has(parts: Sequence[Part], gap: Gap, kind: str) -> bool:
    return any(parts[i].kind == kind for i in gap.between)


def _signs(part: Part) -> bool:
    """Whether a part is the byline of a text, not that of a picture."""
    return part.kind == "byline" and not (part.credit is not None and part.credit.photo)


def _is_sure_cut(parts: Sequence[Part], gap: Gap, *, lead: bool) -> bool:
    """
    Whether the parts between two paragraphs end one article for certain.

    A byline behind a first paragraph under a headline (``lead``) signs the whole article, unless
    it stands in brackets or at the end of the paragraph's last line.
    """
    assert gap.below is not None
    between = [parts[i] for i in gap.between]
    kinds = [part.kind for part in between if part.kind == "title" or _signs(part)]
    if any(part.closing for part in between) or parts[gap.below].opens:
        return True
    if "title" in kinds and "byline" in kinds[kinds.index("title") :]:
        return True
    if parts[gap.below].dated:
        return True
    return "byline" in kinds and not lead


def _titles_that_cut(
    parts: Sequence[Part], gaps: Sequence[Gap], sure: set[int], open_gaps: Sequence[int]
) -> set[int]:
    """
    Which of the gaps with nothing but titles part articles; the others hold section headings.

    They do where titles repeat the words of the text above them rather than below (headlines
    printed under their texts), or where every text under a title opens as a report does.
    """
    if not open_gaps:
        return set()
    after = gaps[-1]
    ends_with_title = _has(parts, after, "title") and not parts[after.between[0]].opens
    if not sure and _all_open_as_news(parts, gaps, open_gaps):
        return set(open_gaps)
    likeness = _likeness_to_neighbours(parts, gaps, open_gaps)
    if _signed(parts, gaps, sure):
        return {
            index
            for index, (above, below) in zip(open_gaps, likeness, strict=True)
            if above > 0.6 and above > 2 * below
        }
    above, below = (sum(side) for side in zip(*likeness, strict=True))
    starts_with_title = _has(parts, gaps[0], "title")
    votes = len(open_gaps) + (ends_with_title and not starts_with_title)
    alike = above > (1.5 * below if starts_with_title else 1.2 * below)
    return set(open_gaps) if votes >= 2 and alike and above > 0.2 * len(open_gaps) else set()


def _signed(parts: Sequence[Part], gaps: Sequence[Gap], sure: set[int]) -> bool:
    """Whether articles of the page bear bylines, so that a gap without one cuts nothing."""
    return any(_signs(parts[i]) for index in sure for i in gaps[index].between)


def _all_open_as_news(parts: Sequence[Part], gaps: Sequence[Gap], open_gaps: Sequence[int]) -> bool:
    headed = [0, *open_gaps] if _has(parts, gaps[0], "title") else list(open_gaps)
    return len(headed) >= 2 and all(_is_brief(parts, gaps[index]) for index in headed)


def _likeness_to_neighbours(
    parts: Sequence[Part], gaps: Sequence[Gap], open_gaps: Sequence[int]
) -> list[tuple[float, float]]:
    """How much each gap's titles are like the stretch of text above them and that below them."""
    bounds = [0, *open_gaps, len(gaps) - 1]
    stretches = [
        "".join(parts[gap.below].text.text for gap in gaps[start:end] if gap.below is not None)
        for start, end in pairwise(bounds)
    ]
    likeness = Likeness(stretches)
    found: list[tuple[float, float]] = []
    for number, index in enumerate(open_gaps):
        titles = [parts[i].words for i in gaps[index].between if parts[i].kind == "title"]
        above = sum(likeness(title, number) for title in titles) / len(titles)
        below = sum(likeness(title, number + 1) for title in titles) / len(titles)
        found.append((above, below))
    return found
