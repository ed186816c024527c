"""What stands between the paragraphs of a page, and what it says about a border there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout import shapes
from extractors.layout.dates import publication_date
from extractors.layout.parts import Part
from ontology.lexicon import load_lexicon


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


@dataclass(frozen=True, slots=True)
class Bylines:
    """
    The bylines of a gap by what they sign: the text above, or an article that begins here.

    ``dateline`` is the one that stands at the head of the paragraph below.
    """

    above: tuple[int, ...]
    heading: tuple[int, ...]
    dateline: int | None


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


def has(parts: Sequence[Part], gap: Gap, kind: str) -> bool:
    """Whether a part of the kind stands in the gap."""
    return any(parts[i].kind == kind for i in gap.between)


def titles_in(parts: Sequence[Part], gap: Gap) -> list[int]:
    """The gap's titles that can head an article: no section's mark, no day of a diary."""
    titles = [i for i in gap.between if parts[i].kind == "title"]
    return [
        i
        for i in titles
        if not shapes.MARKED.match(parts[i].words)
        and not shapes.DIARY_DAY.fullmatch(parts[i].words)
    ]


def signs(part: Part) -> bool:
    """Whether a part is the byline of a text, not that of a picture."""
    return part.kind == "byline" and not (part.credit is not None and part.credit.photo)


def bylines_of(parts: Sequence[Part], gap: Gap, *, below_text: bool) -> Bylines:
    """
    The gap's bylines, sorted by what they sign.

    Where headlines are printed below their texts (``below_text``), so are the bylines with them.
    """
    found = [i for i in gap.between if signs(parts[i])]
    dateline = None
    if gap.below is not None and parts[gap.below].dated and found and found[-1] == gap.below - 1:
        dateline = found.pop()
    titles = [i for i in gap.between if parts[i].kind in ("title", "column")]
    first = titles[0] if titles else len(parts)
    if gap.below is None or (below_text and gap.above is not None):
        return Bylines(tuple(found), (), dateline)
    if gap.above is None:
        return Bylines((), tuple(found), dateline)
    above = tuple(i for i in found if i < first or _ends_a_line(parts[i]))
    return Bylines(above, tuple(i for i in found if i not in above), dateline)


def _ends_a_line(part: Part) -> bool:
    """Whether a byline stands behind the last sentence, in its line, so that it signs that text."""
    return part.closing and part.inline


def names_of(parts: Sequence[Part], positions: Sequence[int | None]) -> frozenset[str]:
    """The names that bylines give."""
    credits = [parts[i].credit for i in positions if i is not None]
    return frozenset(name for credit in credits if credit is not None for name in credit.names)


def is_document(title: str) -> bool:
    """
    Whether a title is that of an official text, which bears no byline.

    >>> is_document("云山县人民政府关于秋季禁渔的通告"), is_document("云山县召开禁渔会议")
    (True, False)
    """
    words = shapes.NUMBER_BEHIND.sub("", title)
    return len(words) > 4 and "Document" in load_lexicon().type_of(words)


def is_signed_off(parts: Sequence[Part], gap: Gap) -> bool:
    """Whether the text above ends as a notice does, with the bare day of its issue."""
    if gap.above is None or not gap.between:
        return False
    behind = [i for i in gap.between if i <= gap.above + 2]
    return any(shapes.DAY_ALONE.fullmatch(parts[i].words) for i in behind) and bool(
        publication_date(parts[i].words for i in behind)
    )
