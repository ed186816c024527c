"""Measures of small graphs whose answers are known, the same whatever the order of facts."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import BRIDGE, CHAIN, STAR, Pair, add, graph_of

from graph.analysis.centrality import betweenness, pagerank
from graph.analysis.measures import MEASURES, Measures, measures, ranked, sample
from graph.analysis.selection import Selection
from graph.analysis.ties import ties_of

PAIRS = st.lists(st.tuples(*[st.sampled_from("abcdefgh")] * 2), max_size=30)


def by_name(pairs: list[Pair]) -> dict[str, Measures]:
    return {one.entity.name: one for one in measures(ties_of(graph_of(pairs)))}


def test_the_middle_of_a_star_is_on_every_way():
    found = by_name(STAR)

    assert found["middle"].degree == 5
    assert found["middle"].betweenness == 1.0
    assert {found[f"ray{number}"].betweenness for number in range(5)} == {0.0}
    assert found["middle"].pagerank == max(one.pagerank for one in found.values())
    assert {one.component for one in found.values()} == {1}


def test_the_middle_of_a_chain_is_between_most():
    found = by_name(CHAIN)

    assert [found[name].degree for name in "abcde"] == [1, 2, 2, 2, 1]
    # Of the 6 pairs of others, the ways of 3 lead over b, of 4 over c.
    assert [found[name].betweenness for name in "abcde"] == [0, 0.5, 0.666667, 0.5, 0]


def test_the_ends_of_a_bridge_are_between_two_cliques():
    found = by_name(BRIDGE)

    names = [one.entity.name for one in ranked(tuple(found.values()), "betweenness")]
    assert names[:2] == ["a1", "b1"]
    assert {found[name].community for name in ("a1", "a2", "a3", "a4")} == {1}
    assert {found[name].community for name in ("b1", "b2", "b3", "b4")} == {2}


def test_facts_of_one_pair_are_one_tie_that_weighs_more():
    found = by_name([("a", "b"), ("a", "b"), ("b", "a"), ("a", "c")])

    assert (found["a"].degree, found["a"].weighted) == (2, 4)
    assert (found["b"].degree, found["b"].weighted) == (1, 3)
    assert found["b"].pagerank > found["c"].pagerank


def test_what_leads_to_itself_is_no_tie():
    found = by_name([("a", "a")])

    assert (found["a"].degree, found["a"].weighted, found["a"].pagerank) == (0, 0, 1.0)


def test_no_entity_has_no_measure():
    assert measures(ties_of(graph_of([]))) == ()


def test_what_was_demanded_or_denied_counts_only_if_asked_for():
    graph = graph_of([("a", "b")])
    add(graph, "a", "c", "fact-demanded", modality="required")
    add(graph, "a", "d", "fact-denied", negated=True)

    assert [one.iri for one in ties_of(graph).members] == ["a", "b"]
    assert [one.iri for one in ties_of(graph, Selection(unreal=True)).members] == list("abcd")


def test_who_only_stated_something_is_there_without_ties():
    graph = graph_of([])
    add(graph, "speaker", "speech", "fact-speech")
    graph.nodes["speech"]["type"] = "Literal"

    (one,) = measures(ties_of(graph))

    assert (one.entity.iri, one.degree) == ("speaker", 0)


@given(PAIRS)
@settings(deadline=None)
def test_pagerank_is_that_of_networkx(pairs: list[Pair]):
    """Which needs scipy; ours does not."""
    ties = ties_of(graph_of(pairs))

    theirs = nx.pagerank(ties.graph, weight="weight", tol=1e-9, max_iter=200)

    expected = [theirs[number] for number in sorted(theirs)]
    assert pagerank(ties.graph) == pytest.approx(expected, abs=1e-6)


@given(PAIRS)
@settings(deadline=None)
def test_betweenness_is_that_of_networkx(pairs: list[Pair]):
    """Which is slower."""
    graph = ties_of(graph_of(pairs)).graph

    theirs = nx.betweenness_centrality(graph)

    expected = [theirs[number] for number in sorted(theirs)]
    assert betweenness(graph, range(len(graph))) == pytest.approx(expected, abs=1e-6)


@given(PAIRS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_facts_changes_nothing(pairs: list[Pair], chance: random.Random):
    mixed = list(enumerate(pairs))
    chance.shuffle(mixed)
    one, other = graph_of([]), graph_of([])
    for number, pair in enumerate(pairs):
        add(one, *pair, f"fact-{number}")
    for number, pair in mixed:
        add(other, *pair, f"fact-{number}")

    assert measures(ties_of(one)) == measures(ties_of(other))


@pytest.mark.parametrize("by", MEASURES)
def test_ranked_by_each_measure_the_greatest_comes_first(by: str):
    found = [getattr(one, by) for one in ranked(measures(ties_of(graph_of(BRIDGE))), by)]

    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def test_betweenness_of_a_larger_graph_is_estimated_or_left_out():
    ties = ties_of(graph_of(BRIDGE))

    drawn = sample(ties, exact=8, pivots=3)

    assert sample(ties) == list(range(8))
    assert (len(drawn), drawn) == (3, sample(ties, exact=8, pivots=3))
    assert sample(ties, exact=8, pivots=None) == []
    assert {one.betweenness for one in measures(ties, exact=8, pivots=None)} == {None}


def test_an_estimate_is_right_on_average():
    """Over all pivots one by one, the estimates come to what is exact."""
    graph = ties_of(graph_of(BRIDGE)).graph

    estimates = [betweenness(graph, [pivot]) for pivot in graph]

    mean = [sum(each) / len(graph) for each in zip(*estimates, strict=True)]
    assert mean == pytest.approx(betweenness(graph, range(len(graph))), abs=1e-6)
