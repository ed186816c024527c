"""Communities as a layout: those who have much to do with one another stand together, apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.viewer.layout import place_apart
from graph.viewer.model import Edge, Node


def placed_by_community(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    sizes: Mapping[str, float],
    leaf_order: Mapping[str, object],
) -> dict[str, list[object]]:
    """
    For each of ``nodes``, in their order, its place (``places``) and its community (``groups``).

    ``sizes`` are radii by key. The numbers of the communities go by size, from 0.
    """
    groups = community_numbers(nodes, edges)
    ties = [(edge.source, edge.target) for edge in edges]
    places = place_apart(sizes, ties, leaf_order, groups)
    return {
        "places": [places[node.key] for node in nodes],
        "groups": [groups[node.key] for node in nodes],
    }


def community_numbers(nodes: Sequence[Node], edges: Iterable[Edge]) -> dict[str, int]:
    """
    The community of each node by key, numbered from 0, the largest first.

    It is the one that the analysis found. Things in general, and what is only demanded, have none
    there: they go with the neighbours to whom most facts tie them, and without any form their own.
    """
    found: dict[str, object] = {
        node.key: node.measures["community"] for node in nodes if "community" in node.measures
    }
    weights: defaultdict[str, Counter[str]] = defaultdict(Counter)
    keys = {node.key for node in nodes}
    for edge in edges:
        if edge.source != edge.target and {edge.source, edge.target} <= keys:
            weights[edge.source][edge.target] += len(edge.facts)
            weights[edge.target][edge.source] += len(edge.facts)
    waiting = sorted(keys - found.keys())
    while waiting:
        joined = {key: group for key in waiting if (group := _of_most(weights[key], found))}
        if not joined:  # Those left have no way to any community: the first begins a new one.
            joined = {waiting[0]: waiting[0]}
        found |= joined
        waiting = [key for key in waiting if key not in joined]
    sizes = Counter(found.values())
    order = sorted(sizes, key=lambda group: (-sizes[group], str(group)))
    numbers = {group: number for number, group in enumerate(order)}
    return {key: numbers[group] for key, group in found.items()}


def _of_most(weights: Mapping[str, int], found: Mapping[str, object]) -> object:
    """The community to which most of the weight goes, nothing where none of them has one."""
    votes: Counter[object] = Counter()
    for key, weight in weights.items():
        if key in found:
            votes[found[key]] += weight
    return min(votes, key=lambda group: (-votes[group], str(group)), default=None)
