"""Figures of units, added up as far as they may be."""

from __future__ import annotations

from typing import Any

from networkx import MultiDiGraph
from small_graphs import add, graph_of

from graph.analysis.selection import Selection
from graph.analysis.totals import Total, totals


def recruited(graph: MultiDiGraph, key: str, value: float, bound: str, **said: Any) -> None:
    told = {"relation": "recruited", "label": "招募", "value": value, "bound": bound}
    add(graph, "石门县", "志愿者", key, **told | {"measure": "名"} | said)


def test_figures_of_one_kind_are_added_up():
    graph = graph_of([])
    recruited(graph, "fact-1", 120.0, "min")
    recruited(graph, "fact-2", 30.0, "exact")

    assert totals(graph) == (Total("石门县", "招募", "志愿者", "名", 150.0, "min", 2),)


def test_the_same_figure_told_again_is_added_once():
    graph = graph_of([])
    recruited(graph, "fact-1", 120.0, "min", time="2021-07-21", document="a.txt")
    recruited(graph, "fact-2", 120.0, "min", time="2021-07-21", document="b.txt")
    recruited(graph, "fact-3", 120.0, "min", time="2021-07-22", document="b.txt")

    (total,) = totals(graph)

    assert (total.total, total.facts) == (240.0, 2)


def test_other_measure_words_stand_apart():
    graph = graph_of([])
    recruited(graph, "fact-1", 3.0, "exact")
    recruited(graph, "fact-2", 2.0, "max", measure="支")

    assert [(one.measure, one.total, one.bound) for one in totals(graph)] == [
        ("名", 3.0, "exact"),
        ("支", 2.0, "max"),
    ]


def test_a_body_counts_for_its_unit():
    graph = graph_of([])
    recruited(graph, "fact-1", 3.0, "exact")
    graph.nodes["石门县"].update(label="县交通局", unit="石门县")

    assert [one.unit for one in totals(graph)] == ["石门县"]


def test_what_was_only_planned_is_not_added():
    graph = graph_of([])
    recruited(graph, "fact-1", 3.0, "exact", modality="planned")

    assert totals(graph) == ()
    assert [one.total for one in totals(graph, Selection(unreal=True))] == [3.0]


def test_facts_without_a_figure_and_their_circumstances_add_nothing():
    graph = graph_of([("a", "b")])
    recruited(graph, "fact-1-place", 3.0, "exact", role="place")

    assert totals(graph) == ()
