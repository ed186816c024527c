"""Small graphs with known answers, in the form that ``graph.network`` gives."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from networkx import MultiDiGraph

Pair = tuple[str, str]

STAR = [("middle", f"ray{number}") for number in range(5)]
CHAIN = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]
LEFT, RIGHT = ("a1", "a2", "a3", "a4"), ("b1", "b2", "b3", "b4")
BRIDGE = [*combinations(LEFT, 2), *combinations(RIGHT, 2), ("a1", "b1")]
"""Two cliques of four, joined by one tie."""


def graph_of(pairs: list[Pair], **said: Any) -> MultiDiGraph:
    """A graph with a fact for each pair, whose nodes are named by their IRIs."""
    graph = MultiDiGraph()
    for number, (source, target) in enumerate(pairs):
        add(graph, source, target, f"fact-{source}-{target}-{number}", **said)
    return graph


def add(graph: MultiDiGraph, source: str, target: str, key: str, **said: Any) -> None:
    """Add a fact, told as ``said`` says; the type of a node that is not known yet is Place."""
    for end in (source, target):
        if end not in graph:
            graph.add_node(end, label=end, type="Place", typeLabel="场所", named=True)
    told = {"label": "到", "relation": "visited", "modality": "asserted", "negated": False}
    told |= {"confidence": 0.9, "document": "page.txt", "evidence": f"{source}到{target}"}
    graph.add_edge(source, target, key=key, **told | said)
