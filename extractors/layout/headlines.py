"""Which headline belongs to which article: by words in common, then by where it stands.

Headlines stand above their text, below it, or gathered at the end of a page in the order in
which the composer placed them. A headline repeats words of its article; words that only this
article of the page uses weigh most.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.layout.parts import Part
from extractors.layout.shapes import HEADLINE_TAIL, SUBTITLE, unclosed

_WORDS = re.compile(r"[一-鿿]+|\d+")
_ABOVE = 0.25
_BELOW = 0.15
_LEAST = 0.05
_TOGETHER = 0.2
_GATHERED = 0.05
_AT_ONCE = 64
_BEAM = 48
_LABEL = 0.3
_NEW, _SAME, _IN_ORDER, _LEFT_OPEN = 0.3, 0.05, 0.03, 0.6


@dataclass(frozen=True, slots=True)
class Title:
    """
    A title that waits for its article.

    ``at`` is its position in the page's list of parts, ``place`` the number of articles above.
    """

    at: int
    part: Part
    place: int


@dataclass(frozen=True, slots=True)
class _Group:
    titles: tuple[Title, ...]
    article: int
    score: float


class Likeness:
    """How much of a title's words each article of a page has, rare words weighing more."""

    def __init__(self, bodies: Sequence[str]) -> None:
        """Read the words of each article's body."""
        self._grams = [frozenset(_grams(body)) for body in bodies]
        self._having = Counter(gram for grams in self._grams for gram in grams)

    def __call__(self, title: str, article: int) -> float:
        """The share of the title's two-character sequences that the article has, 0 to 1."""
        weights = {gram: self._weight(gram) for gram in _grams(title)}
        total = sum(weights.values())
        own = self._grams[article]
        return (
            sum(weight for gram, weight in weights.items() if gram in own) / total if total else 0
        )

    def shared(self, text: int, others: range) -> float:
        """The share of a text's words that others of the texts have, rare words weighing more."""
        weights = {gram: self._weight(gram) for gram in self._grams[text]}
        known = frozenset[str]().union(*(self._grams[other] for other in others))
        total = sum(weights.values())
        return sum(weights[gram] for gram in weights if gram in known) / total if total else 0.0

    def _weight(self, gram: str) -> float:
        return math.log((len(self._grams) + 1) / (max(self._having[gram], 1) + 0.5)) + 0.1


def assign(
    titles: Sequence[Title], bodies: Sequence[str], *, below_text: bool = False
) -> dict[int, tuple[Title, ...]]:
    """
    The titles of each article that has some, by the article's position.

    Each article gets at most one group of titles that stand side by side; a title that no
    article wants (a page's banner) is left out.
    ``below_text`` says that the page prints its headlines below their texts.
    """
    likeness = Likeness(bodies)
    given: dict[int, tuple[Title, ...]] = {}
    gathered = [title for title in titles if title.place == len(bodies) > 1]
    if 1 < len(gathered) <= _AT_ONCE:
        titles = [title for title in titles if title.place < len(bodies)]
        if len(gathered) >= len(bodies):  # a headline for each: one above may be a column's label
            titles = [t for t in titles if t.place or likeness(t.part.words, 0) >= _LABEL]
    else:
        gathered = []
    for start in range(0, len(titles), _AT_ONCE):
        _assign_some(titles[start : start + _AT_ONCE], likeness, len(bodies), given, below_text)
    free = [article for article in range(len(bodies)) if article not in given]
    return given | share_out(gathered, free[-_AT_ONCE:], likeness)


@dataclass(frozen=True, slots=True)
class _Shares:
    """The titles of a page's end as far as they are shared out, each with an article or none."""

    score: float = 0.0
    owners: tuple[int | None, ...] = ()


def share_out(
    titles: Sequence[Title], free: Sequence[int], likeness: Likeness
) -> dict[int, tuple[Title, ...]]:
    """
    The titles gathered at a page's end to the articles without a headline, as fits best in all.

    An article's titles stand side by side; most articles get some, mostly in their own order; a
    title that leaves a quotation open, or a clause, goes on in the next.
    """
    shares = [_Shares()]
    for place, title in enumerate(titles):
        fits = {article: likeness(title.part.words, article) for article in free}
        before = titles[place - 1] if place else None
        longer = [
            each for share in shares for each in _share_next(share, title, before, free, fits)
        ]
        shares = sorted(longer, key=lambda share: -share.score)[:_BEAM]
    owners = shares[0].owners
    return {
        article: tuple(t for t, owner in zip(titles, owners, strict=True) if owner == article)
        for article in dict.fromkeys(owners)
        if article is not None
    }


def _share_next(
    share: _Shares,
    title: Title,
    before: Title | None,
    free: Sequence[int],
    fits: Mapping[int, float],
) -> Iterator[_Shares]:
    """The ways to give one more title: to nobody, to the article just headed, to a new one."""
    last = share.owners[-1] if share.owners else None
    yield _Shares(share.score, (*share.owners, None))
    if last is not None and before is not None and before.at + 1 == title.at:
        kept = fits[last] + _SAME + _LEFT_OPEN * _is_left_open(before.part.words)
        yield _Shares(share.score + kept, (*share.owners, last))
    new = _NEW - _LEFT_OPEN * _is_subtitle(title)
    for article in free:
        if article not in share.owners:
            order = _IN_ORDER * (last is None or article > last)
            yield _Shares(share.score + fits[article] + new + order, (*share.owners, article))


def _is_left_open(words: str) -> bool:
    return unclosed(words) or HEADLINE_TAIL.search(words) is not None


def _assign_some(
    titles: Sequence[Title],
    likeness: Likeness,
    count: int,
    given: dict[int, tuple[Title, ...]],
    below_text: bool,
) -> None:
    """Give titles to the articles that have none, the surest group first."""
    scores = {title.at: _scores(title, likeness, count, below_text) for title in titles}
    waiting = list(titles)
    while groups := [*_groups(waiting, scores, given), *_joins(waiting, scores, given, count)]:
        best = max(groups, key=lambda group: group.score)
        given[best.article] = best.titles
        placed = {title.at for title in best.titles}
        waiting = [title for title in waiting if title.at not in placed]


def _scores(title: Title, likeness: Likeness, count: int, below_text: bool) -> Mapping[int, float]:
    """How well a title fits each article that it can belong to at all."""
    above, below = title.place - 1, title.place
    at_end = title.place == count
    first = max(0, count - _AT_ONCE) if at_end else max(0, above)
    fits: dict[int, float] = {}
    for article in range(first, min(count, below + 1)):
        if title.part.opens and article < title.place:
            continue
        usual, other = (above, below) if below_text else (below, above)
        near = {usual: _ABOVE, other: _BELOW}.get(article, 0.0)
        near = min(near, _GATHERED) if at_end and count > 1 else near
        fits[article] = likeness(title.part.words, article) + near
    return fits


def _groups(
    waiting: Sequence[Title],
    scores: Mapping[int, Mapping[int, float]],
    given: Mapping[int, tuple[Title, ...]],
) -> list[_Group]:
    """The waiting titles; those side by side that want the same article stand together."""
    groups: list[_Group] = []
    for title in waiting:
        free = {a: score for a, score in scores[title.at].items() if a not in given}
        if not free:
            continue
        article = max(free, key=lambda a: (free[a], -a))
        last = groups[-1] if groups else None
        if last and last.article == article and _beside(last.titles, title):
            score = max(last.score, free[article])
            groups[-1] = _Group((*last.titles, title), article, score)
        else:
            groups.append(_Group((title,), article, free[article]))
    worth = [group for group in groups if group.score >= _LEAST]
    return [group for group in worth if not all(map(_is_subtitle, group.titles))]


def _joins(
    waiting: Sequence[Title],
    scores: Mapping[int, Mapping[int, float]],
    given: Mapping[int, tuple[Title, ...]],
    count: int,
) -> list[_Group]:
    """
    Headlines that a waiting title beside them would make longer.

    Titles gathered at the end of several articles are rather a headline for each.
    """
    joins: list[_Group] = []
    for title in waiting:
        bonus = _GATHERED if title.place == count > 1 else _TOGETHER
        for article, score in scores[title.at].items():
            titles = given.get(article, ())
            if titles and _beside(titles, title):
                joins.append(_Group((*titles, title), article, score + bonus))
            elif titles and _beside((title,), titles[0]):
                joins.append(_Group((title, *titles), article, score + bonus))
    return joins


def _beside(titles: Sequence[Title], title: Title) -> bool:
    return titles[-1].at + 1 == title.at


def _is_subtitle(title: Title) -> bool:
    return SUBTITLE.match(title.part.words) is not None


def _grams(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters, and the numbers."""
    grams: set[str] = set()
    for word in _WORDS.findall(text):
        grams |= {word} if word.isdigit() else {word[i : i + 2] for i in range(len(word) - 1)}
    return grams
