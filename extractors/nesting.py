"""In which town a village lies, where the page names the two together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extractors.divisions import chain_of, located
from extractors.mentions.areas import LOCAL_RANK, rank_of
from extractors.mentions.mention import Mention

if TYPE_CHECKING:
    from extractors.article import Article
    from extractors.passages import Passage

AREA: Final = "AdministrativeArea"
Towns = Mapping[str, str]
"""The town of each village, by the village's own name."""
NO_TOWNS: Final[Towns] = {}


def towns_of_page(read: Iterable[tuple[Article, Sequence[Passage]]]) -> dict[int, Towns]:
    """
    The towns of the villages that each article speaks of, by the article's number.

    Articles that speak for units of one county, or of one unit without a code, share what they
    tell.
    """
    mentions: defaultdict[str, list[Iterable[Mention]]] = defaultdict(list)
    counties: dict[int, str] = {}
    for article, passages in read:
        county = _county_of(article.unit) or str(article.number)
        counties[article.number] = county
        mentions[county] += (each.mentions for one in passages for each in one.sentences)
    towns = {county: towns_of_villages(found) for county, found in mentions.items()}
    return {number: towns[county] for number, county in counties.items()}


def _county_of(unit: str) -> str:
    division = located(unit).division if unit else None
    return division.adcode if division else next(iter(chain_of(unit)), "")


def towns_of_villages(sentences: Iterable[Iterable[Mention]]) -> Towns:
    """
    The town of each village that stands behind one somewhere: 柳林镇 of 双桥村 in 柳林镇双桥村.

    ``sentences`` are the mentions of each sentence in order. A village that stands behind two
    towns is left out: there are two of that name.
    """
    towns: defaultdict[str, set[str]] = defaultdict(set)
    for mentions in sentences:
        for town, village in _nested(list(mentions)):
            towns[village].add(town)
    return {village: next(iter(found)) for village, found in towns.items() if len(found) == 1}


def nests(first: Mention, second: Mention) -> bool:
    """Whether a town and a village stand directly behind one another."""
    units = first.type == second.type == AREA and first.named and second.named
    if not units or first.span.end != second.span.start:
        return False
    return rank_of(first.text) == LOCAL_RANK < rank_of(second.text)


def _nested(mentions: list[Mention]) -> Iterator[tuple[str, str]]:
    """Towns and villages that stand so, and those that bodies are called by."""
    yield from ((one.text, other.text) for one, other in pairwise(mentions) if nests(one, other))
    for mention in mentions:
        chain = chain_of(mention.owner) if mention.owner else ()
        for town, village in pairwise(chain):
            if rank_of(town) == LOCAL_RANK < rank_of(village):
                yield town, village
