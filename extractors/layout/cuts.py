"""
Where one article of a page ends and the next begins.

No sign is sure by itself: a heading may head a section, the next article, or (printed below its
text) the one before; a byline may sign the text above or the text below. So every gap between
two paragraphs collects evidence for and against a border, every article thereby made must be one
that papers print (headed, signed once, as its page does it), and the best way through the whole
page is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout import shapes
from extractors.layout.briefs import find_briefs
from extractors.layout.gaps import (
    Bylines,
    Gap,
    bylines_of,
    has,
    is_document,
    is_signed_off,
    names_of,
    signs,
    titles_in,
)
from extractors.layout.headlines import Likeness
from extractors.layout.parts import Part
from extractors.layout.turns import turns

# How much each sign speaks for a border (or, negative, against one). The scale is that of a
# logarithm of odds; only the sums are compared.
CUT = {
    "any gap": -2.0,
    "nothing between": -1.5,
    "one title": 0.7,
    "picture between": 0.7,
    "items end": 2.5,
    "titles": 2.5,
    "subtitle": 1.5,
    "long title": 1.2,
    "short title": -0.7,
    "column title": 4.0,
    "brief": 12.0,
    "new stream": 6.0,
    "dateline": 6.0,
    "byline above": 6.0,
    "byline under a title": 5.0,
    "day of issue": 4.0,
    "set apart": 1.5,
    "opens as news": 0.7,
    "goes on": -2.0,
    "headline of the text above": 3.0,
    "headlines below texts": 2.5,
    "other headline's words": 2.0,
    "document": 2.0,
}
ARTICLE = {
    "signed twice": -6.0,
    "signed with others": -3.0,
    "unsigned on a signed page": -3.5,
    "without a headline": -1.5,
    "without any sign": -8.0,
}
_LONG, _SHORT = 12, 7
_BEAM = 24


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a gap says: how much for a border, and what signs and heads the articles around it."""

    score: float
    bylines: Bylines
    signs_above: frozenset[str]
    signs_below: frozenset[str]
    titled: bool
    new: bool
    behind_lead: bool


@dataclass(frozen=True, slots=True)
class _State:
    """An article under way: who signed it at its head, and whether it is headed or newly begun."""

    signed: frozenset[str]
    titled: bool
    new: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Cuts:
    """
    The indexes of the gaps at which a new article begins.

    ``below_text`` says that the page prints headlines and bylines below the texts.
    """

    indexes: frozenset[int]
    below_text: bool


def find_cuts(parts: Sequence[Part], gaps: Sequence[Gap]) -> Cuts:
    """The borders of the articles of a page."""
    below_text = _headlines_below(parts, gaps)
    briefs = find_briefs(parts, gaps)
    page = _Page(parts, gaps, below_text, briefs)
    return Cuts(_best_way(page), below_text)


class _Page:
    """A page's gaps with their evidence, and how the page prints its articles."""

    def __init__(
        self,
        parts: Sequence[Part],
        gaps: Sequence[Gap],
        below_text: bool,
        briefs: dict[int, int],
    ) -> None:
        self.parts, self.gaps, self.below_text = parts, gaps, below_text
        self.usual_room = _usual_room(parts, gaps)
        self.briefs = briefs
        self.gathered = bool(titles_in(parts, gaps[-1])) and len(gaps) > 2
        headed = bool(titles_in(parts, gaps[0]))
        titled = [i for i in range(1, len(gaps) - 1) if titles_in(parts, gaps[i]) and not headed]
        alike = zip(titled, likeness_around(parts, gaps, titled), strict=True)
        self.like_above = {i for i, (above, below) in alike if above > max(0.6, 2 * below)}
        self.turns = turns(parts, gaps) if self.gathered else frozenset()
        self.evidence = [self._evidence(index) for index in range(len(gaps))]
        self.signatures = sum(signs(part) and part.credit is not None for part in parts)

    def _evidence(self, index: int) -> _Evidence:
        parts, gap = self.parts, self.gaps[index]
        bylines = bylines_of(parts, gap, below_text=self.below_text)
        heading = (*bylines.heading, bylines.dateline)
        dated = gap.below is not None and parts[gap.below].dated
        new = gap.below is not None and (parts[gap.below].opens or dated)
        new = new or index in self.briefs or has(parts, gap, "column")
        new = new or any(is_document(parts[i].words) for i in titles_in(parts, gap))
        lone = [i for i in bylines.above if not parts[i].closing]
        return _Evidence(
            score=sum(CUT[sign] for sign in self._signs(index, bylines)),
            bylines=bylines,
            signs_above=names_of(parts, bylines.above),
            signs_below=names_of(parts, heading),
            titled=bool(titles_in(parts, gap)),
            new=new,
            behind_lead=bool(lone) and len(lone) == len(bylines.above),
        )

    def _signs(self, index: int, bylines: Bylines) -> list[str]:
        """The names of the signs that a gap shows."""
        parts, gap = self.parts, self.gaps[index]
        below = None if gap.below is None else parts[gap.below]
        titles = titles_in(parts, gap)
        column = has(parts, gap, "column")
        found = ["any gap"]
        found += ["nothing between"] * (not titles and not column)
        found += ["column title"] * column
        found += ["brief"] * (index in self.briefs or index - 1 in self.briefs)
        found += ["byline above"] * bool(bylines.above)
        found += ["byline under a title"] * bool(bylines.heading)
        found += ["items end"] * bool(titles and self._items_end(gap))
        found += ["picture between"] * bool(titles and has(parts, gap, "caption"))
        found += ["headline of the text above"] * (index in self.like_above)
        found += ["headlines below texts"] * (self.below_text and bool(titles))
        found += ["other headline's words"] * (index in self.turns)
        found += ["document"] * any(is_document(parts[i].words) for i in titles)
        found += ["day of issue"] * (is_signed_off(parts, gap) and bool(titles or column))
        if below is not None:
            found += ["new stream"] * below.opens
            found += ["dateline"] * below.dated
            found += ["opens as news"] * bool(shapes.NEWS_OPENING.match(below.text.text))
            found += ["goes on"] * shapes.goes_on(below.text.text)
        return found + self._looks_of(gap, titles)

    def _items_end(self, gap: Gap) -> bool:
        """Whether the paragraph above is an item behind a mark, and the one below is none."""
        if gap.above is None or gap.below is None:
            return False
        above, below = (self.parts[i].text.text[:1] for i in (gap.above, gap.below))
        return above in shapes.BULLETS and below not in shapes.BULLETS

    def _looks_of(self, gap: Gap, titles: Sequence[int]) -> list[str]:
        """What the setting of a gap's titles says."""
        if not titles:
            return []
        words = [self.parts[i].words for i in titles]
        found = ["one title" if len(titles) == 1 else "titles"]
        found += ["subtitle"] * any(map(shapes.SUBTITLE.match, words))
        length = sum(map(len, words))
        found += ["long title"] * (length >= _LONG)
        found += ["short title"] * (length <= _SHORT)
        return found + ["set apart"] * (self.parts[titles[0]].gap > self.usual_room)


def _usual_room(parts: Sequence[Part], gaps: Sequence[Gap]) -> int:
    """How many empty lines stand between two paragraphs of one article, as a rule."""
    rooms = [parts[gap.below].gap for gap in gaps[1:-1] if not gap.between and gap.below]
    return Counter(rooms).most_common(1)[0][0] if rooms else 0


_Trail = tuple[int, "_Trail"] | None
_Ways = dict[_State, tuple[float, _Trail]]


def _best_way(page: _Page) -> frozenset[int]:
    """The borders by which a page falls into the best articles, found from its head on."""
    first = page.evidence[0]
    ways: _Ways = {_State(first.signs_below, first.titled, first.new, True): (0.0, None)}
    for index in range(1, len(page.gaps) - 1):
        after: _Ways = {}
        for state, (score, trail) in ways.items():
            for following, worth, cut in _steps(page, index, state):
                best = after.get(following)
                if best is None or best[0] < score + worth:
                    after[following] = (score + worth, (index, trail) if cut else trail)
        ways = dict(sorted(after.items(), key=lambda way: -way[1][0])[:_BEAM])
    last = len(page.gaps) - 1
    state = max(ways, key=lambda state: ways[state][0] + _worth(page, state, last))
    return frozenset(_unwound(ways[state][1]))


def _unwound(trail: _Trail) -> Iterator[int]:
    while trail is not None:
        index, trail = trail
        yield index


def _steps(page: _Page, index: int, state: _State) -> Iterator[tuple[_State, float, bool]]:
    """The two ways past a gap: on with the article, or to a new one; and what each is worth."""
    found = page.evidence[index]
    lead = state.first and state.titled and found.behind_lead and not state.signed
    signed = found.signs_above or state.signed
    on = _twice(state.signed, found.signs_above)
    yield _State(signed, state.titled, state.new, False), on, False
    worth = found.score + _worth(page, state, index) - CUT["byline above"] * lead
    yield _State(found.signs_below, found.titled, found.new, True), worth, True


def _twice(one: frozenset[str], other: frozenset[str]) -> float:
    """What it costs that an article is signed twice; the same names are one signature."""
    if not one or not other or one == other:
        return 0.0
    return ARTICLE["signed with others" if one <= other or other <= one else "signed twice"]


def _worth(page: _Page, state: _State, index: int) -> float:
    """What an article is worth that ends at a gap."""
    end = page.evidence[index]
    headed = state.titled or state.new or page.gathered or (page.below_text and end.titled)
    signed = bool(state.signed or end.signs_above)
    found = ["unsigned on a signed page"] * (not signed and not state.new and page.signatures > 1)
    found += ["without a headline"] * (not headed)
    found += ["without any sign"] * (not headed and not end.signs_above)
    twice = _twice(state.signed, end.signs_above)
    return twice + sum(ARTICLE[sign] for sign in found)


def _headlines_below(parts: Sequence[Part], gaps: Sequence[Gap]) -> bool:
    """
    Whether the page prints its headlines below their texts.

    Its titles then repeat the words of the text above them rather than of that below.
    """
    titled = [index for index, gap in enumerate(gaps[1:-1], start=1) if titles_in(parts, gap)]
    if not titled:
        return False
    ended = [gap for gap in gaps[1:-1] if any(parts[i].closing for i in gap.between)]
    if 2 * sum(bool(titles_in(parts, gap)) for gap in ended) < len(ended):
        return False
    above, below = (sum(side) for side in zip(*likeness_around(parts, gaps, titled), strict=True))
    starts = bool(titles_in(parts, gaps[0]))
    after = gaps[-1].between
    ends = bool(titles_in(parts, gaps[-1])) and not parts[after[0]].opens
    if bylines_of(parts, gaps[0], below_text=False).heading and starts and not ends:
        return False  # the page begins as one that prints them above
    votes = len(titled) + (ends and not starts)
    alike = above > (1.5 if starts else 1.2) * below
    return votes >= 2 and alike and above > 0.2 * len(titled)


def likeness_around(
    parts: Sequence[Part], gaps: Sequence[Gap], titled: Sequence[int]
) -> list[tuple[float, float]]:
    """How much each gap's titles are like the stretch of text above them and that below them."""
    if not titled:
        return []
    signed = [
        i for i, gap in enumerate(gaps[1:-1], start=1) if any(parts[b].closing for b in gap.between)
    ]
    bounds = sorted({0, *titled, *signed, len(gaps) - 1})
    places = {index: place for place, index in enumerate(bounds)}
    stretches = [
        "".join(parts[gap.below].text.text for gap in gaps[start:end] if gap.below is not None)
        for start, end in pairwise(bounds)
    ]
    likeness = Likeness(stretches)
    found: list[tuple[float, float]] = []
    for index in titled:
        titles = [parts[i].words for i in titles_in(parts, gaps[index])]
        above = sum(likeness(title, places[index] - 1) for title in titles) / len(titles)
        below = sum(likeness(title, places[index]) for title in titles) / len(titles)
        found.append((above, below))
    return found
