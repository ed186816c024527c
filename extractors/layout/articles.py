"""Articles put together: each part of a page in exactly one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.article import Block
from extractors.layout.briefs import find_briefs
from extractors.layout.credits import roles_in
from extractors.layout.cuts import find_cuts
from extractors.layout.gaps import Bylines, Gap, bylines_of, find_gaps, titles_in
from extractors.layout.headlines import Likeness, Title, assign
from extractors.layout.parts import Part
from extractors.layout.shapes import SUBTITLE

_FAR = 2
_NEAR = 12


@dataclass(slots=True)
class Draft:
    """An article while it is put together; numbers are positions in the page's list of parts."""

    body: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)


def compose(parts: Sequence[Part]) -> list[Draft]:
    """
    The articles of a page: every part belongs to exactly one of them.

    A page without a paragraph gives one article with what there is, an empty page none.
    """
    gaps = find_gaps(parts)
    if len(gaps) == 1:
        return [_without_body(parts)] if parts else []
    found = find_cuts(parts, gaps)
    cuts = found.indexes
    drafts = _bodies(parts, gaps, cuts)
    outer = [index for index in range(len(gaps)) if index in cuts or index in (0, len(gaps) - 1)]
    places = {index: place for place, index in enumerate(outer)}
    bodies = [
        "".join(parts[i].text.text for i in draft.body if parts[i].kind == "text")
        for draft in drafts
    ]
    briefs = find_briefs(parts, gaps)
    columns = set(briefs.values())
    titles = _titles(parts, gaps, places, columns)
    headlines = assign(titles, bodies, below_text=found.below_text)
    for article, given in headlines.items():
        drafts[article].titles = [title.at for title in given]
    _name_briefs(briefs, places, drafts)
    owners = {i: number for number, draft in enumerate(drafts) for i in draft.titles}
    likeness = Likeness(bodies)
    for index, place in places.items():
        bylines = bylines_of(parts, gaps[index], below_text=found.below_text)
        _give_bylines(parts, bylines, gaps[index], place, drafts, owners)
        _give_rest(parts, gaps[index], place, drafts, owners, likeness)
    return drafts


def _without_body(parts: Sequence[Part]) -> Draft:
    """All there is, the first title as headline and the others as the text."""
    titles = [i for i, part in enumerate(parts) if part.kind == "title"]
    body = titles[1:] + [i for i, part in enumerate(parts) if part.kind == "section"]
    inside = set(body)
    around = [i for i in range(len(parts)) if i not in inside]
    bylines = [i for i, part in enumerate(parts) if part.credit]
    return Draft(sorted(body), around, titles[:1], bylines)


def _bodies(parts: Sequence[Part], gaps: Sequence[Gap], cuts: frozenset[int]) -> list[Draft]:
    """A draft for each stretch of text, with what stands inside it."""
    drafts = [Draft()]
    for index, gap in enumerate(gaps):
        if index in cuts:
            drafts.append(Draft())
        elif 0 < index < len(gaps) - 1:
            _keep_inside(parts, gap, drafts[-1])
        if gap.below is not None:
            drafts[-1].body.append(gap.below)
    return drafts


def _keep_inside(parts: Sequence[Part], gap: Gap, draft: Draft) -> None:
    """
    The parts between two paragraphs of one article: headings into its body, the rest around.

    Of several titles only the last heads what follows; those above it, and a title with much
    room below it, are the captions of pictures that the column flows past.
    """
    heads = True
    for i in reversed(gap.between):
        part, below = parts[i], parts[i + 1]
        if part.kind == "title":
            heads = below.gap == 0 and heads if below.kind == "title" else below.gap < _FAR
        if part.kind == "section" or (part.kind == "title" and heads):
            draft.body.append(i)
        else:
            draft.around.append(i)
        if part.kind == "byline" and not _is_photo(part):
            draft.bylines.append(i)


def _is_photo(part: Part) -> bool:
    return part.credit is not None and part.credit.photo


def _titles(
    parts: Sequence[Part], gaps: Sequence[Gap], places: dict[int, int], columns: set[int]
) -> list[Title]:
    """The titles that may head an article; that of a column does where it holds no briefs."""
    found: list[Title] = []
    for index, place in places.items():
        titles = titles_in(parts, gaps[index])
        lone = [i for i in gaps[index].between if parts[i].kind == "column" and i not in columns]
        found += [Title(i, parts[i], place) for i in titles or lone]
    return found


def _name_briefs(briefs: dict[int, int], places: dict[int, int], drafts: list[Draft]) -> None:
    """Head the items of a column with the column's title, unless they have a headline."""
    for index, column in briefs.items():
        draft = drafts[places[index]]
        draft.titles = draft.titles or [column]


def _give_bylines(
    parts: Sequence[Part],
    bylines: Bylines,
    gap: Gap,
    place: int,
    drafts: list[Draft],
    owners: dict[int, int],
) -> None:
    """
    Each byline between two articles to one of them.

    Behind a text it signs that text; behind a headline, the headline's article; where that one
    has a byline already, the article of the next headline.
    """
    above, below = max(place - 1, 0), min(place, len(drafts) - 1)
    owner = above
    for i in gap.between:
        if parts[i].kind != "byline":
            continue
        if i == bylines.dateline or not _goes_with(parts, i):
            owner = above
            second = drafts[above].bylines and not parts[i].closing
            if i == bylines.dateline:
                owner = below
            elif i in bylines.heading or (i in bylines.above and second):
                owner = _headed_by(i, place, drafts, owners)
        if not _is_photo(parts[i]):
            drafts[owner].bylines.append(i)
        drafts[owner].around.append(i)


def _goes_with(parts: Sequence[Part], i: int) -> bool:
    """Whether a byline goes on from the line above: first who reports, then who writes to us."""
    before = parts[i - 1] if i else None
    if before is None or before.kind != "byline" or before.inline:
        return False
    one, other = roles_in(before.words), roles_in(parts[i].words)
    return bool(one) and bool(other) and one.isdisjoint(other)


def _headed_by(byline: int, place: int, drafts: Sequence[Draft], owners: dict[int, int]) -> int:
    """The unsigned article whose headline stands nearest above the byline, else below it."""
    near = (*range(byline - 1, byline - _NEAR, -1), *range(byline + 1, byline + _NEAR))
    for i in near:
        if i in owners and not drafts[owners[i]].bylines:
            return owners[i]
    return min(place, len(drafts) - 1)


def _give_rest(
    parts: Sequence[Part],
    gap: Gap,
    place: int,
    drafts: list[Draft],
    owners: dict[int, int],
    likeness: Likeness,
) -> None:
    """Titles to their articles' surroundings, captions by their words, the rest by place."""
    above, below = max(place - 1, 0), min(place, len(drafts) - 1)
    for i in gap.between:
        if parts[i].kind == "byline":
            continue
        owner = owners.get(i, above)
        if i not in owners and parts[i].kind == "caption":
            words = parts[i].words
            owner = below if likeness(words, below) > likeness(words, above) else above
        if parts[i].kind == "header" and parts[i].credit is not None:
            drafts[below].bylines.append(i)
        drafts[owner].around.append(i)


def headline_of(parts: Sequence[Part], draft: Draft) -> str:
    """The headline as one line; a subtitle that stands above its title does not begin it."""
    words = [parts[i].words for i in draft.titles]
    while len(words) > 1 and SUBTITLE.match(words[0]):
        words.pop(0)
    return " ".join(words)


def authors_of(parts: Sequence[Part], draft: Draft) -> tuple[str, ...]:
    """The names of the article's bylines, photographers of single pictures left out."""
    credits = [parts[i].credit for i in sorted(draft.bylines)]
    names = [name for credit in credits if credit for name in credit.names]
    return tuple(dict.fromkeys(names))


def body_of(parts: Sequence[Part], draft: Draft) -> tuple[Block, ...]:
    """The paragraphs and section headings, in the source's order."""
    kinds = {"text": "paragraph", "title": "heading", "section": "heading"}
    return tuple(Block(kinds[parts[i].kind], parts[i].text) for i in sorted(draft.body))


def around_of(parts: Sequence[Part], draft: Draft) -> tuple[Block, ...]:
    """What stands around the body, in the source's order."""
    return tuple(Block(_around_kind(parts, draft, i), parts[i].text) for i in sorted(draft.around))


def _around_kind(parts: Sequence[Part], draft: Draft, i: int) -> str:
    kind = parts[i].kind
    if kind in ("byline", "caption", "editor"):
        return kind
    if i in draft.titles:
        return "headline"
    inside = draft.body and min(draft.body) < i < max(draft.body)
    return "caption" if inside and kind == "title" else "header"
