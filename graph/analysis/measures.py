"""What the place of an entity in the graph can be measured by."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx
import numpy as np

from graph.analysis.groups import SEED, communities, components
from graph.analysis.ties import Member, Ties

DAMPING: Final = 0.85
STEPS: Final = 200
CLOSE: Final = 1e-10

EXACT: Final = 3_000_000
"""While entities times ties are not more, betweenness goes through all: a second or two."""
PIVOTS: Final = 200
"""Through so many, drawn by lot, it goes in a larger graph."""


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

    Above the size ``exact`` (entities times ties) betweenness goes through ``pivots`` entities
    drawn by lot, or is left out where that is None.
    """
    graph = ties.graph
    ranks = pagerank(ties)
    between = betweenness(ties, exact=exact, pivots=pivots)
    community = {one: group.community for group in communities(ties) for one in group.members}
    component = {one: group.component for group in components(ties) for one in group.members}
    return tuple(
        Measures(
            entity=member,
            type=member.type,
            degree=graph.degree(number),
            weighted=int(graph.degree(number, weight="weight")),
            pagerank=ranks[number],
            betweenness=between[number] if between else None,
            community=community[member],
            component=component[member],
        )
        for number, member in enumerate(ties.members)
    )


def ranked(found: tuple[Measures, ...], by: str = "degree") -> tuple[Measures, ...]:
    """The measures, the greatest of ``by`` (one of ``MEASURES``) first; equals by the others."""
    order = (by, *(name for name in MEASURES if name != by))

    def rank(one: Measures) -> tuple[float, ...]:
        return tuple(-(getattr(one, name) or 0) for name in order)

    return tuple(sorted(found, key=lambda one: (rank(one), one.entity.iri)))


def pagerank(ties: Ties) -> list[float]:
    """
    The PageRank of each entity by its number, along ties in both directions, facts as weights.

    From subject to object alone it would rank highest what little is said of and nothing comes
    from. networkx's own needs scipy, and adds up in an order that depends on the machine.
    """
    count = len(ties.members)
    if not count:
        return []
    there = np.array(list(ties.graph.edges), dtype=np.intp).reshape(-1, 2)
    sources, targets = np.concatenate([there, there[:, ::-1]]).T
    one_way = np.array([facts for *_, facts in ties.graph.edges(data="weight")], dtype=float)
    weights = np.concatenate([one_way, one_way])
    leaving = np.bincount(sources, weights, count)
    shares = weights / leaving[sources]
    alone = leaving == 0
    rank = np.full(count, 1 / count)
    for _ in range(STEPS):
        lost = math.fsum(rank[alone])
        arrived = np.bincount(targets, rank[sources] * shares, count)
        new = DAMPING * (arrived + lost / count) + (1 - DAMPING) / count
        change = math.fsum(np.abs(new - rank))
        rank = new
        if change < CLOSE:
            break
    return [_rounded(each) for each in rank]


def betweenness(
    ties: Ties, *, exact: int = EXACT, pivots: int | None = PIVOTS
) -> list[float] | None:
    """The betweenness of each entity by its number, as ``measures`` says; None if left out."""
    sample = sampled(ties, exact=exact, pivots=pivots)
    if sample == 0:
        return None
    drawn = None if sample == len(ties.members) else sample
    found: Mapping[int, float] = nx.betweenness_centrality(ties.graph, k=drawn, seed=SEED)
    return [_rounded(found[number]) for number in range(len(ties.members))]


def sampled(ties: Ties, *, exact: int = EXACT, pivots: int | None = PIVOTS) -> int:
    """Through how many entities betweenness goes: all, those drawn by lot, or none."""
    count = len(ties.members)
    if count * ties.graph.number_of_edges() <= exact:
        return count
    return min(count, pivots or 0)


def _rounded(value: float) -> float:
    """Six digits that count: the last ones of a sum are chance."""
    return float(f"{value:.6g}")
