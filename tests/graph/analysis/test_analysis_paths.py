"""The way from one entity to another, told by facts."""

from __future__ import annotations

from small_graphs import CHAIN, STAR, add, graph_of

from graph.analysis.paths import Step, shortest_path
from graph.analysis.ties import ties_of


def told(steps: tuple[Step, ...]) -> list[str]:
    return [f"{one.step} {one.source.name} {one.direction} {one.target.name}" for one in steps]


def test_every_step_has_its_fact_and_its_evidence():
    steps = shortest_path(ties_of(graph_of(CHAIN)), ["a"], ["c"])

    assert told(steps) == ["1 a → b", "2 b → c"]
    assert [one.evidence for one in steps] == ["a到b", "b到c"]
    assert [one.fact for one in steps] == ["fact-a-b-0", "fact-b-c-1"]
    assert {(one.relation, one.document) for one in steps} == {("到", "page.txt")}


def test_a_fact_may_be_gone_against():
    steps = shortest_path(ties_of(graph_of(STAR)), ["ray0"], ["ray1"])

    assert told(steps) == ["1 ray0 ← middle", "2 middle → ray1"]


def test_of_ways_of_one_length_the_one_with_most_facts_is_taken():
    pairs = [("a", "b"), ("b", "z"), ("a", "c"), ("c", "z"), ("c", "z")]

    assert told(shortest_path(ties_of(graph_of(pairs)), ["a"], ["z"])) == ["1 a → c", "2 c → z"]


def test_many_facts_make_no_way_shorter():
    pairs = [("a", "z"), *[("a", "b")] * 9, *[("b", "z")] * 9]

    assert told(shortest_path(ties_of(graph_of(pairs)), ["a"], ["z"])) == ["1 a → z"]


def test_a_step_may_be_told_by_several_facts_the_surest_first():
    graph = graph_of([])
    add(graph, "a", "b", "fact-unsure", confidence=0.4)
    add(graph, "b", "a", "fact-sure", confidence=0.9)
    add(graph, "a", "b", "fact-between", confidence=0.5)

    steps = shortest_path(ties_of(graph), ["a"], ["b"], facts=2)

    assert [(one.step, one.direction, one.fact) for one in steps] == [
        (1, "←", "fact-sure"),
        (1, "→", "fact-between"),
    ]


def test_among_namesakes_the_nearest_two_are_taken():
    ties = ties_of(graph_of(CHAIN))

    assert told(shortest_path(ties, ["a", "d"], ["e", "b"])) == ["1 a → b"]


def test_there_may_be_no_way():
    ties = ties_of(graph_of([("a", "b"), ("c", "d")]))

    assert shortest_path(ties, ["a"], ["c"]) == ()
    assert shortest_path(ties, ["a"], ["unknown"]) == ()
    assert shortest_path(ties, ["a"], ["a"]) == ()
    assert shortest_path(ties_of(graph_of([])), ["a"], ["a"]) == ()
