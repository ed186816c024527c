"""Rivals: what else a sentence may tell of the thing that a trigger acts on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from extractors.document import Span
from extractors.frames.readings import Deed

_LIMITS = (0.05, 0.15, 0.3, 0.5, 0.7, 0.85)
_LIKELY = 0.15  # the share from which the relation of a rival is worth naming
_Thing = tuple[int, Span, Span | None]


class Rivals:
    """
    The deeds of one sentence by the thing that they act on.

    A thing, a counted one above all, mostly takes part in one fact: what another trigger tells of
    it speaks against this one.
    """

    def __init__(self, deeds: Iterable[Deed]) -> None:  # noqa: D107
        self._by_thing: dict[_Thing, list[Deed]] = defaultdict(list)
        for deed in deeds:
            self._by_thing[_thing(deed)].append(deed)

    def features_of(self, deed: Deed) -> Iterator[str]:
        """How a deed stands among those that act on the same thing."""
        relation = deed.trigger.root
        rank, best = 0, None
        for other in self._by_thing.get(_thing(deed), ()):
            if other.trigger.root == relation and other.span == deed.span:
                continue
            rank += other.share > deed.share
            if best is None or other.share > best.share:
                best = other
        if best is None:
            yield "rival=none"
            yield f"relation={relation}&rival=none"
            return
        share = _portion(best.share)
        where = "same" if best.span == deed.span else "other"
        yield f"rival={share}"
        yield f"rival.{where}={share}"
        yield f"rival.rank={min(rank, 3)}"
        yield f"relation={relation}&rival.rank={min(rank, 3)}"
        yield f"rule={deed.rule}&rival={share}"
        yield f"rival.rule={best.rule}&rule={deed.rule}"
        if best.share >= _LIKELY:
            yield f"relation={relation}&rival={best.trigger.root}"
            if deed.object.quantity is not None:
                yield f"rival.{where}={share}&counted"


def _thing(deed: Deed) -> _Thing:
    thing = deed.object
    counted = thing.quantity.span if thing.quantity is not None else None
    return thing.sentence, thing.mention.span, counted


def _portion(share: float) -> str:
    for limit in _LIMITS:
        if share < limit:
            return f"<{limit}"
    return "most"
