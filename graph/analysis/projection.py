"""Bipartite projection: entities of one type joined by what they share of another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx
from networkx.algorithms import bipartite

from graph.analysis.selection import EVERYTHING, Selection
from graph.analysis.ties import Member, member_of


@dataclass(frozen=True, slots=True)
class Shared:
    """
    Two entities and what both are tied to.

    ``count`` is how many, ``overlap`` their part of all that either is tied to (Jaccard).
    """

    first: Member
    second: Member
    count: int
    overlap: float
    shared: tuple[Member, ...]


def projection(
    graph: nx.MultiDiGraph,
    types: Collection[str],
    over: Collection[str],
    selection: Selection = EVERYTHING,
) -> tuple[Shared, ...]:
    """
    Pairs of entities of ``types`` that facts tie to the same ones of ``over``, most shared first.

    A fact may go in either direction. What has no proper name counts as one with all others of
    its name and type: two districts that applied 网格化管理 share it, whosever it is.
    """
    two = bipartite_graph(graph, types, over, selection)
    left = sorted(node for node, side in two.nodes(data="bipartite") if side == 0)
    joined = bipartite.generic_weighted_projected_graph(two, left, weight_function=_common)
    found = []
    for one, other, common in joined.edges(data="weight"):
        first, second = sorted((one, other))
        every = len(set(two[first]) | set(two[second]))
        found.append(
            Shared(
                two.nodes[first]["member"],
                two.nodes[second]["member"],
                len(common),
                round(len(common) / every, 3),
                tuple(two.nodes[node]["member"] for node in common),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.count, -one.overlap, one.first, one.second)))


def bipartite_graph(
    graph: nx.MultiDiGraph,
    types: Collection[str],
    over: Collection[str],
    selection: Selection = EVERYTHING,
) -> nx.Graph:
    """
    The entities of ``types`` (``bipartite`` 0) tied to those of ``over`` (``bipartite`` 1).

    Each node has its ``member``; an entity of both sides is two nodes. Sorted by IRI.
    """
    ties = set()
    for source, target, data in graph.edges(data=True):
        kinds = graph.nodes[source]["type"], graph.nodes[target]["type"]
        if source == target or not selection.keeps(data):
            continue
        if kinds[0] in types and kinds[1] in over:
            ties.add((source, target))
        if kinds[1] in types and kinds[0] in over:
            ties.add((target, source))
    pools = _pools(graph, {other for _, other in ties})
    two = nx.Graph()
    for one, other in sorted((one, pools[other].iri) for one, other in ties):
        two.add_node((0, one), bipartite=0, member=member_of(graph, one))
        two.add_node((1, other), bipartite=1)
        two.add_edge((0, one), (1, other))
    for pool in pools.values():
        two.nodes[1, pool.iri]["member"] = pool
    return two


def _pools(graph: nx.MultiDiGraph, iris: Collection[str]) -> dict[str, Member]:
    """Each entity as itself, or as the first of those that share its name without owning it."""
    first: dict[tuple[str, str], Member] = {}
    pools = {}
    for iri in sorted(iris):
        member = member_of(graph, iri)
        if not graph.nodes[iri].get("named", True):
            general = Member(iri, member.name, member.type)
            member = first.setdefault((member.name, member.type), general)
        pools[iri] = member
    return pools


def _common(two: nx.Graph, one: tuple[int, str], other: tuple[int, str]) -> list[tuple[int, str]]:
    return sorted(set(two[one]) & set(two[other]))
