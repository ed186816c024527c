"""Groups of entities: communities, denser inside than between, and connected components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from graph.analysis.ties import Member, Ties

SEED: Final = 20200207
"""Begins every drawing of lots, so that the same store gives the same result."""


@dataclass(frozen=True, slots=True)
class Community:
    """
    Entities that have more to do with each other than with the rest; the most tied come first.

    ``ties`` and ``facts`` count what joins the members, ``outside`` the facts that lead to others.
    """

    community: int
    size: int
    ties: int
    facts: int
    outside: int
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """Entities that ties lead between, and to no other; the most tied come first."""

    component: int
    size: int
    ties: int
    facts: int
    members: tuple[Member, ...]


def communities(ties: Ties) -> tuple[Community, ...]:
    """
    The communities that Louvain's method finds, facts as weights, the largest first.

    Numbers start at 1; an entity without ties is a community of its own.
    """
    found = nx.community.louvain_communities(ties.graph, weight="weight", seed=SEED)
    degrees = dict(ties.graph.degree(weight="weight"))
    parts = _numbered(found)
    inner = _inside(ties, parts)
    groups = []
    for number, part in parts:
        count, facts = inner[number]
        outside = int(sum(degrees[node] for node in part)) - 2 * facts
        members = _members(ties, part, degrees)
        groups.append(Community(number, len(part), count, facts, outside, members))
    return tuple(groups)


def components(ties: Ties) -> tuple[Component, ...]:
    """The connected components, the largest first; numbers start at 1."""
    degrees = dict(ties.graph.degree(weight="weight"))
    parts = _numbered(nx.connected_components(ties.graph))
    inner = _inside(ties, parts)
    return tuple(
        Component(number, len(part), *inner[number], _members(ties, part, degrees))
        for number, part in parts
    )


def _inside(ties: Ties, parts: Iterable[tuple[int, set[int]]]) -> dict[int, tuple[int, int]]:
    """How many ties, and how many facts, join the members of each of the numbered parts."""
    numbers = {node: number for number, part in parts for node in part}
    counts, facts = dict.fromkeys(numbers.values(), 0), dict.fromkeys(numbers.values(), 0)
    for one, other, weight in ties.graph.edges(data="weight"):
        number = numbers[one]
        if number == numbers[other]:
            counts[number] += 1
            facts[number] += weight
    return {number: (counts[number], facts[number]) for number in counts}


def modularity(ties: Ties, groups: Iterable[Community]) -> float:
    """How much more the groups keep to themselves than chance would have it, 1 at most."""
    if not ties.graph.size():
        return 0.0
    numbers = {member.iri: number for number, member in enumerate(ties.members)}
    parts = [{numbers[each.iri] for each in group.members} for group in groups]
    return round(float(nx.community.modularity(ties.graph, parts)), 4)


def _numbered(parts: Iterable[set[int]]) -> list[tuple[int, set[int]]]:
    ordered = sorted(filter(None, parts), key=lambda part: (-len(part), min(part)))
    return list(enumerate(ordered, start=1))


def _members(ties: Ties, part: set[int], degrees: Mapping[int, int]) -> tuple[Member, ...]:
    return tuple(
        ties.members[node] for node in sorted(part, key=lambda node: (-degrees[node], node))
    )
