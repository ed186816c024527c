"""What ties two entities, and what does not."""

from __future__ import annotations

import pytest
from networkx import MultiDiGraph
from small_graphs import add, graph_of

from graph.analysis.selection import Selection
from graph.analysis.ties import ties_among, ties_of
from graph.network import network, traits_of
from graph.store import Store

GENERAL = Selection(general=True)


def ties(graph: MultiDiGraph, selection: Selection = GENERAL) -> set[tuple[str, str, str]]:
    """Subject, object and label of what ties them."""
    found = ties_of(graph, selection)
    return {
        (found.members[one].iri, found.members[other].iri, told.label)
        for (one, other), bundle in found.told.items()
        for told in bundle
    }


@pytest.fixture
def gift() -> MultiDiGraph:
    """The county gives the village rice: something in general, and a recipient."""
    graph = graph_of([])
    add(graph, "county", "rice", "fact-gift", label="捐赠")
    add(graph, "rice", "village", "fact-gift-recipient", label="捐赠·接受者",
        role="recipient", fact="fact-gift")  # fmt: skip
    graph.nodes["rice"]["named"] = False
    return graph


def test_a_circumstance_is_tied_to_the_object(gift: MultiDiGraph):
    assert ties(gift) == {("county", "rice", "捐赠"), ("rice", "village", "捐赠·接受者")}


def test_without_circumstances_a_fact_ties_its_ends(gift: MultiDiGraph):
    alone = Selection(general=True, circumstances=False)

    assert ties(gift, alone) == {("county", "rice", "捐赠")}


def test_a_thing_in_general_joins_nobody_but_giver_and_recipient_are_tied(gift: MultiDiGraph):
    assert ties(gift, Selection()) == {("county", "village", "捐赠·接受者")}
    (told,) = ties_of(gift).told.values()
    assert [one.fact for one in told] == ["fact-gift"]


def test_what_a_unit_has_is_nothing_in_general(gift: MultiDiGraph):
    gift.nodes["rice"]["unit"] = "county"

    assert ties(gift, Selection()) == ties(gift)


def test_who_only_has_to_do_with_things_in_general_is_there_without_ties():
    graph = graph_of([("county", "rice")])
    graph.nodes["rice"]["named"] = False

    found = ties_of(graph)

    assert [one.iri for one in found.members] == ["county"]
    assert found.graph.number_of_edges() == 0


def test_a_place_where_something_was_said_is_tied_to_the_speaker():
    graph = graph_of([])
    add(graph, "leader", "speech", "fact-speech")
    add(graph, "leader", "hall", "fact-speech-place", role="place", fact="fact-speech")
    graph.nodes["speech"]["type"] = "Literal"

    assert ties(graph) == {("leader", "hall", "到")}


def test_the_ties_of_facts_are_those_of_their_graph(store: Store) -> None:
    found = ties_among(store.statements(), traits_of(store))
    whole = ties_of(network(store, circumstances=True))
    assert [one.iri for one in found.members] == [one.iri for one in whole.members]
    assert list(found.graph.edges(data=True)) == list(whole.graph.edges(data=True))
    assert found.graph.size() > 10
