"""How two entities are joined: the shortest way over facts, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from graph.analysis.ties import Member, Ties, Told


@dataclass(frozen=True, slots=True)
class Step:
    """
    One fact on the way from ``source`` to ``target``; several facts may make the same ``step``.

    ``direction`` is ``→`` where the fact goes the same way, ``←`` where it goes against it.
    """

    step: int
    source: Member
    direction: str
    relation: str
    target: Member
    fact: str
    document: str
    evidence: str


def shortest_path(
    ties: Ties, starts: Collection[str], ends: Collection[str], *, facts: int = 1
) -> tuple[Step, ...]:
    """
    The shortest path from one of the entities ``starts`` (IRIs) to one of ``ends``.

    Among paths of one length it is one whose ties are made by the most facts. Of each tie come
    at most ``facts`` facts, the surest first. Empty where no path is, or where an entity is in
    both, so that no step is needed.
    """
    route = _route(ties, _numbers(ties, starts), _numbers(ties, ends))
    return tuple(
        _step(ties, number, (one, other), forth, told)
        for number, (one, other) in enumerate(pairwise(route), start=1)
        for forth, told in _told(ties, one, other)[:facts]
    )


def _numbers(ties: Ties, iris: Collection[str]) -> list[int]:
    wanted = set(iris)
    return [number for number, member in enumerate(ties.members) if member.iri in wanted]


def _route(ties: Ties, starts: list[int], ends: list[int]) -> list[int]:
    if not starts or not ends:
        return []
    # One more step costs more than all facts of any path are worth, so that steps count first.
    step = int(ties.graph.size(weight="weight")) + 1
    costs, routes = nx.multi_source_dijkstra(
        ties.graph, starts, weight=lambda _, __, tie: step - tie["weight"]
    )
    reached = [end for end in ends if end in costs]
    return list(routes[min(reached, key=lambda end: (costs[end], end))]) if reached else []


def _told(ties: Ties, one: int, other: int) -> list[tuple[bool, Told]]:
    forth = [(True, told) for told in ties.told.get((one, other), ())]
    back = [(False, told) for told in ties.told.get((other, one), ())]
    return sorted(forth + back, key=lambda each: (-each[1].confidence, each[1].fact, each[1].label))


def _step(ties: Ties, number: int, ends: tuple[int, int], forth: bool, told: Told) -> Step:
    return Step(
        step=number,
        source=ties.members[ends[0]],
        direction="→" if forth else "←",
        relation=told.label,
        target=ties.members[ends[1]],
        fact=told.fact,
        document=told.document,
        evidence=told.evidence,
    )
