"""Where a text turns from the words of one headline to those of another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from extractors.layout.gaps import Gap, signs, titles_in
from extractors.layout.headlines import Likeness
from extractors.layout.parts import Part

_MOST_TITLES = 16
_COHESION = 2.0


def turns(parts: Sequence[Part], gaps: Sequence[Gap]) -> frozenset[int]:
    """
    Of each stretch of text without a sign, the gap that parts the words of two headlines best.

    The headlines are those gathered at the page's end. A stretch reaches from one byline or
    dateline to the next; it need not hold a border at all.
    """
    titles = [parts[i].words for i in titles_in(parts, gaps[-1])]
    if not 1 < len(titles) <= _MOST_TITLES:
        return frozenset()
    texts = [parts[gap.below].text.text for gap in gaps if gap.below is not None]
    likeness = Likeness(texts)
    rows = [[likeness(title, text) for text in range(len(texts))] for title in titles]
    sums = [[0.0, *accumulate(row)] for row in rows]
    bounds = [i for i, gap in enumerate(gaps) if any(signs(parts[b]) for b in gap.between)]
    bounds = sorted({0, *bounds, len(gaps) - 1})
    return frozenset(
        _best_split(sums, likeness, start, end)
        for start, end in pairwise(bounds)
        if end - start > 1
    )


def _best_split(sums: Sequence[Sequence[float]], likeness: Likeness, start: int, end: int) -> int:
    """The gap of a stretch with most words of one title above, of another below, fewest of both."""

    def worth(split: int) -> float:
        above = [row[split] - row[start] for row in sums]
        below = [row[end] - row[split] for row in sums]
        kept = likeness.shared(split, range(max(0, split - 2), split))
        return -_COHESION * kept + max(
            up + down
            for first, up in enumerate(above)
            for second, down in enumerate(below)
            if first != second
        )

    return max(range(start + 1, end), key=worth)
