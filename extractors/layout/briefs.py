"""Columns of briefs: short items under one title, each an article of its own."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import shapes
from extractors.layout.gaps import Gap
from extractors.layout.parts import Part


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
            apart = below > index and any(parts[i].kind != "byline" for i in gaps[below].between)
            if apart or not is_brief(parts, gaps[below]):
                break
            briefs[below] = column
        above = _run_above(parts, gaps, index)
        briefs |= {at: column for at in above if at not in briefs}
    return briefs


def _run_above(parts: Sequence[Part], gaps: Sequence[Gap], index: int) -> list[int]:
    """The gaps above the items before a column title, back to the title or byline above."""
    run: list[int] = []
    for at in range(index - 1, -1, -1):
        if not is_brief(parts, gaps[at]):
            return []
        run.append(at)
        if gaps[at].between:
            break
    return run


def is_brief(parts: Sequence[Part], gap: Gap) -> bool:
    """Whether the paragraph below a gap opens as a piece of news does."""
    if gap.below is None:
        return False
    part = parts[gap.below]
    return part.dated or shapes.BRIEF_OPENING.match(part.text.text) is not None
