"""What the place of an entity in the graph can be measured by."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.analysis.centrality import betweenness, pagerank
from graph.analysis.groups import SEED, communities, components
from graph.analysis.ties import Member, Ties

EXACT: Final = 5_000_000
"""While entities times ties are not more, betweenness is exact: that takes a second or two."""
PIVOTS: Final = 200
"""By the ways from so many entities it is estimated in a larger graph."""


@dataclass(frozen=True, slots=True)
class Measures:
    """
    An entity's place in the graph.

    ``degree`` counts the entities it is tied to, ``weighted`` the facts that tie it. ``pagerank``
    is how often a reader comes by who goes from entity to entity along facts, at random.
    ``betweenness`` is the part of the shortest paths between others that pass through it, None
    where it was not computed. ``community`` and ``component`` number its groups, the largest 1.
    """

    entity: Member
    type: str
    degree: int
    weighted: int
    pagerank: float
    betweenness: float | None
    community: int
    component: int


MEASURES: Final = ("degree", "weighted", "pagerank", "betweenness")
"""Those by which entities can be ranked."""


def measures(
    ties: Ties, *, exact: int = EXACT, pivots: int | None = PIVOTS
) -> tuple[Measures, ...]:
    """
    The measures of every entity, in the order of their IRIs.

    Above the size ``exact`` (entities times ties) betweenness is estimated from ``pivots``
    entities drawn by lot, or left out where that is None.
    """
    graph = ties.graph
    ranks, drawn = pagerank(graph), sample(ties, exact=exact, pivots=pivots)
    between = betweenness(graph, drawn) if drawn else None
    community = {one.iri: group.community for group in communities(ties) for one in group.members}
    component = {one.iri: group.component for group in components(ties) for one in group.members}
    degree, weighted = dict(graph.degree()), dict(graph.degree(weight="weight"))
    return tuple(
        Measures(
            entity=member,
            type=member.type,
            degree=degree[number],
            weighted=int(weighted[number]),
            pagerank=ranks[number],
            betweenness=between[number] if between else None,
            community=community[member.iri],
            component=component[member.iri],
        )
        for number, member in enumerate(ties.members)
    )


def ranked(found: Sequence[Measures], by: str = "degree") -> tuple[Measures, ...]:
    """The measures, the greatest of ``by`` (one of ``MEASURES``) first; equals by the others."""
    order = (by, *(name for name in MEASURES if name != by))

    def rank(one: Measures) -> tuple[float, ...]:
        return tuple(-(getattr(one, name) or 0) for name in order)

    return tuple(sorted(found, key=lambda one: (rank(one), one.entity.iri)))


def sample(ties: Ties, *, exact: int = EXACT, pivots: int | None = PIVOTS) -> list[int]:
    """The entities that betweenness starts from: all, those drawn by lot, or none."""
    count = len(ties.members)
    if count * ties.graph.number_of_edges() <= exact:
        return list(range(count))
    return sorted(random.Random(SEED).sample(range(count), min(count, pivots or 0)))
