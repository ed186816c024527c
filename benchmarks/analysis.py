"""
Analysis: how long each takes on graphs of 1,000, 5,000 and 20,000 entities.

``python benchmarks/analysis.py`` prints seconds of processor time. The graphs are random, with as
many hubs as graphs of news have, and two facts for each entity; ``--most 1000`` stops earlier.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable

import networkx as nx

from graph.analysis.centrality import betweenness, pagerank
from graph.analysis.columns import columns
from graph.analysis.groups import communities, components
from graph.analysis.measures import sample
from graph.analysis.paths import shortest_path
from graph.analysis.projection import projection
from graph.analysis.ties import ties_of
from graph.analysis.totals import totals

SIZES = (1000, 5000, 20_000)
FACTS = 2
"""For each entity."""
TYPES = ("AdministrativeArea", "Organization", "PopulationGroup", "Measure", "Place")
RELATIONS = ("implemented", "recruited", "inspected", "deployed")


def news(entities: int) -> nx.MultiDiGraph:
    """A graph of facts in which who has many gets more."""
    chance = random.Random(entities)
    graph = nx.MultiDiGraph()
    for number in range(entities):
        kind = TYPES[number % len(TYPES)]
        graph.add_node(f"n{number:06}", label=f"名{number}", type=kind, typeLabel=kind, named=True)
    ends = ["n000000"]
    for number in range(1, entities):
        for told in range(FACTS):
            one, other = f"n{number:06}", chance.choice(ends)
            subject, object = (one, other) if chance.random() < 0.5 else (other, one)
            graph.add_edge(subject, object, key=f"fact-{number}-{told}", **_said(chance))
            ends += [one, other]
    return graph


def _said(chance: random.Random) -> dict[str, object]:
    relation = chance.choice(RELATIONS)
    said: dict[str, object] = {"label": relation, "relation": relation, "evidence": "某县招募"}
    said |= {"modality": "asserted", "negated": False, "confidence": 0.9, "document": "a.txt"}
    return said | {"value": float(chance.randrange(1, 500)), "bound": "min", "measure": "名"}


def analyses(graph: nx.MultiDiGraph) -> dict[str, Callable[[], object]]:
    """Each analysis by its name, ready to be called."""
    ties = ties_of(graph)
    first, last = min(graph), max(graph)
    return {
        "ties": lambda: ties_of(graph),
        "pagerank": lambda: pagerank(ties.graph),
        "betweenness": lambda: betweenness(ties.graph, sample(ties)),
        "communities": lambda: communities(ties),
        "components": lambda: components(ties),
        "path": lambda: shortest_path(ties, [first], [last]),
        "projection": lambda: projection(graph, {"Organization"}, {"Measure"}),
        "totals": lambda: totals(graph),
        "columns": lambda: columns(graph),
    }


def seconds(call: Callable[[], object]) -> float:
    """Of processor time that one call takes."""
    begin = time.process_time()
    call()
    return time.process_time() - begin


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="entities of the largest graph")
    sizes = [size for size in SIZES if size <= parser.parse_args().most]
    found = [{name: seconds(call) for name, call in analyses(news(size)).items()} for size in sizes]
    sys.stdout.write(f"{'seconds':<12}" + "".join(f"{size:>9}" for size in sizes) + "\n")
    for name in found[0]:
        sys.stdout.write(f"{name:<12}" + "".join(f"{each[name]:>9.2f}" for each in found) + "\n")


if __name__ == "__main__":
    main()
