"""What of a store the viewer shows, and what it marks in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import (
    COUNTY,
    FACTS,
    GATE,
    LEADER,
    MASKS,
    POST,
    TOWN,
    VOLUNTEERS,
    fact,
    laid_out,
    thing,
)

from extractors.facts import Entity, Fact
from graph.rdf import fact_iri
from graph.viewer.model import Corpus, ShownFact, Source, View, key_of, marks_of, view_of


def corpus(*facts: Fact) -> Corpus:
    extraction = laid_out(facts)
    shown = tuple(ShownFact(fact_iri(each), each) for each in extraction.facts)
    entities = {entity.id: entity for entity in extraction.entities}
    return Corpus((Source("page.txt"),), entities, shown)


def names(view: View) -> set[str]:
    return {node.entity.name for node in view.nodes}


def lines(view: View) -> set[tuple[str, str, str, int]]:
    """Edges as they are read: from, relation, to, number of facts."""
    name = {node.key: node.entity.name for node in view.nodes}
    return {(name[e.source], e.relation, name[e.target], len(e.facts)) for e in view.edges}


def test_facts_of_one_pair_and_relation_are_one_edge() -> None:
    assert ("石门乡", "recruited", "志愿者", 2) in lines(view_of(corpus(*FACTS)))


def test_a_circumstance_is_an_edge_from_the_object() -> None:
    assert ("志愿者", "place", "北门卡点", 1) in lines(view_of(corpus(*FACTS)))


def test_reported_speech_is_no_node() -> None:
    assert "都到齐了" not in names(view_of(corpus(*FACTS)))


def test_what_is_said_of_a_place_goes_out_from_who_said_it() -> None:
    said = fact("夏安民在北门卡点说：“好。”", LEADER, "stated", thing("好", "Literal"), place=GATE)
    assert lines(view_of(corpus(said))) == {("夏安民", "place", "北门卡点", 1)}


def test_a_node_counts_the_facts_that_speak_of_it() -> None:
    degrees = {node.entity.name: node.degree for node in view_of(corpus(*FACTS)).nodes}
    assert degrees == {
        "石门乡": 5, "志愿者": 2, "夏安民": 2, "北门卡点": 1, "口罩": 1, "乡长": 1, "平川县": 1,
    }  # fmt: skip


def test_above_the_limit_the_nodes_with_most_facts_are_drawn_and_all_are_found() -> None:
    view = view_of(corpus(*FACTS), limit=3)
    assert view.drawn == {key_of(one.id) for one in (TOWN, VOLUNTEERS, LEADER)}
    assert len(view.nodes) == 7


@pytest.mark.parametrize(
    ("hops", "expected"),
    [
        (0, {"夏安民"}),
        (1, {"夏安民", "乡长", "石门乡"}),
        (2, {"夏安民", "乡长", "石门乡", "志愿者", "北门卡点", "口罩", "平川县"}),
    ],
)
def test_a_neighbourhood_is_as_wide_as_asked(hops: int, expected: set[str]) -> None:
    view = view_of(corpus(*FACTS), centres=[LEADER.id], hops=hops)
    assert names(view) == expected
    assert view.around == "夏安民"


def test_an_entity_without_facts_is_its_own_neighbourhood() -> None:
    lonely = corpus(*FACTS)
    entities = {**lonely.entities, "urn:x": Entity("urn:x", "柳河村", "AdministrativeArea")}
    assert names(view_of(replace(lonely, entities=entities), centres=["urn:x"])) == {"柳河村"}


def test_an_empty_store_gives_an_empty_view() -> None:
    view = view_of(Corpus((), {}, ()))
    assert (view.nodes, view.edges, view.facts) == ((), (), ())


@pytest.mark.parametrize(
    ("told", "marked"),
    [
        (FACTS[0], "[石门乡:subject][招募:trigger]120余名[志愿者:object]到北门卡点值守"),
        (fact("该乡招募志愿者", thing("石门乡", mention="该乡"), "recruited", VOLUNTEERS),
         "[该乡:subject]招募[志愿者:object]"),
        (fact("志愿者由石门乡招募", TOWN, "recruited", VOLUNTEERS, trigger="招募"),
         "[志愿者:object]由[石门乡:subject][招募:trigger]"),
        (fact("招募志愿者120名", TOWN, "recruited", VOLUNTEERS), "招募[志愿者:object]120名"),
        (fact("志愿者带动志愿者", VOLUNTEERS, "mobilized", VOLUNTEERS, trigger="带动"),
         "[志愿者:subject][带动:trigger][志愿者:object]"),
        (fact("志愿者", VOLUNTEERS, "mobilized", VOLUNTEERS), "[志愿者:subject]"),
    ],
)  # fmt: skip
def test_subject_trigger_and_object_are_marked_where_they_stand(told: Fact, marked: str) -> None:
    text, at, written = told.evidence.text, 0, ""
    for mark in marks_of(told):
        written += text[at : mark.start] + f"[{text[mark.start : mark.end]}:{mark.role}]"
        at = mark.end
    assert written + text[at:] == marked


@given(
    st.text("甲乙丙", max_size=12), st.text("甲乙丙", min_size=1, max_size=3),
    st.text("甲乙丙", min_size=1, max_size=3), st.text("甲乙丙", max_size=2),
)  # fmt: skip
def test_marks_lie_within_the_evidence_and_apart(text: str, one: str, two: str, verb: str) -> None:
    told = fact(text, thing(one), "visited", thing(two), trigger=verb if verb in text else "")
    marks = marks_of(told)
    borders = [0, *(at for mark in marks for at in (mark.start, mark.end)), len(text)]
    assert borders == sorted(borders)
    assert all(mark.start < mark.end for mark in marks)


def test_keys_say_nothing_of_what_they_stand_for() -> None:
    keys = [key_of(one.id) for one in (TOWN, COUNTY, POST, MASKS, thing('"><script>'))]
    assert all(key.isascii() and key.isalnum() for key in keys)
    assert len(set(keys)) == len(keys)
