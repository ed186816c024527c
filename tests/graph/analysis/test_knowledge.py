"""What ``graph.open`` gives to Python: graph, frames and analyses of a store on disk."""

from __future__ import annotations

import sys
from pathlib import Path

import counties
import pytest

import graph
from graph.frames import ENTITIES, FACTS
from graph.knowledge import Knowledge
from ontology.errors import QueryError, StoreError, UsageError


def test_the_graph_is_the_reader_s_own(news: Knowledge):
    network = news.network()
    network.clear()

    assert news.network().number_of_edges() == 7
    assert news.network(circumstances=True).number_of_edges() == 8


def test_a_circumstance_is_an_edge_with_its_role(news: Knowledge):
    edges = news.network(circumstances=True).edges(data=True)

    (edge,) = (each for each in edges if "role" in each[2])

    source, target, data = edge
    assert (source, target) == (counties.STONE_CROWD.id, counties.GATE.id)
    assert (data["role"], data["label"], data["relation"]) == ("place", "招募·地点", "recruited")
    assert data["fact"] in {key for *_, key in news.network().edges(keys=True)}


def test_a_node_knows_its_unit_and_whether_its_name_is_its_own(news: Knowledge):
    nodes = news.network().nodes

    assert (nodes[counties.STONE_CROWD.id]["unit"], nodes[counties.STONE_CROWD.id]["named"]) == (
        "石门县",
        False,
    )
    assert "unit" not in nodes[counties.STONE.id]


def test_facts_are_a_frame_of_typed_columns(news: Knowledge):
    frame = news.facts()

    assert frame.dtypes.astype(str).to_dict() == dict(FACTS)
    assert len(frame) == 7
    chosen = (frame.relation == "recruited") & (frame.subject == "石门县")
    (row,) = frame[chosen].to_dict("records")
    assert (row["value"], row["bound"], row["negated"], row["place"]) == (
        120.0, "min", False, "北门卡点",
    )  # fmt: skip
    assert row["relationLabel"] == "招募"
    assert [row["earliest"].isoformat()[:10], row["latest"].isoformat()[:10]] == ["2021-07-21"] * 2


def test_a_day_without_a_year_is_missing_but_told(news: Knowledge):
    frame = news.facts()

    (row,) = frame[frame.time == "--07-22"].to_dict("records")

    assert frame[frame.fact == row["fact"]].earliest.isna().all()
    assert frame[frame.time.isna()].timeText.isna().all()


def test_entities_are_a_frame_with_their_measures(news: Knowledge):
    frame = news.entities().set_index("id")

    assert frame.dtypes.astype(str).to_dict() == {
        name: kind for name, kind in ENTITIES.items() if name != "id"
    }
    assert frame.loc[counties.STONE.id, "degree"] == 2
    assert frame.loc[counties.STONE_CROWD.id, "unit"] == "石门县"
    assert not frame.loc[counties.STONE_CROWD.id, "named"]
    assert frame.loc[[counties.MASKS.id], "degree"].isna().all()  # It was only demanded.


def test_frames_of_nothing_have_the_same_columns(nothing: Knowledge):
    assert nothing.facts().dtypes.astype(str).to_dict() == dict(FACTS)
    assert nothing.entities().dtypes.astype(str).to_dict() == dict(ENTITIES)
    assert list(nothing.centrality().to_frame().columns[:3]) == ["entity", "entityId", "type"]


def test_without_pandas_the_error_names_the_extra(news: Knowledge, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pandas", None)

    for call in (news.facts, news.entities, news.totals().to_frame):
        with pytest.raises(UsageError, match=r"pip install 'wangge\[notebook\]'"):
            call()


def test_groups_of_one_name_are_told_apart_by_their_unit(news: Knowledge):
    labels = [one.entity.label for one in news.centrality().rows]

    assert {"志愿者（石门县）", "志愿者（临澧县）"} < set(labels)


def test_a_choice_of_facts_is_that_of_all_analyses(news: Knowledge):
    assert {one.entity.name for one in news.centrality(documents=["river.txt"]).rows} == {
        "临澧县", "志愿者",
    }  # fmt: skip
    assert [one.relation for one in news.totals(documents=["river.txt"]).rows] == ["招募"]
    assert news.components(relations=["purchased"]).rows == ()
    assert len(news.components(relations=["purchased"], unreal=True).rows) == 1
    assert "网格化管理" in {one.entity.name for one in news.centrality(general=True).rows}
    assert news.communities(types=["Person"]).rows == ()
    assert len(news.path("石门县", "夏安民").rows) == 3
    assert news.path("石门县", "夏安民", circumstances=False).rows == ()


def test_the_steps_of_a_path_have_their_sentences(news: Knowledge):
    steps = news.path("石门县", "临澧县", general=True).rows

    assert [(one.source.label, one.direction, one.target.label) for one in steps] == [
        ("石门县", "→", "网格化管理"),
        ("网格化管理", "←", "临澧县"),
    ]
    assert [one.evidence for one in steps] == [
        "【石门县实行网格化管理】。", "【临澧县实行网格化管理】。",
    ]  # fmt: skip
    facts = news.facts().set_index("fact")
    assert [facts.loc[one.fact, "relation"] for one in steps] == ["implemented"] * 2


def test_counties_share_a_method(news: Knowledge):
    (pair,) = news.projection("AdministrativeArea", "措施").rows

    assert {pair.first.name, pair.second.name} == {"石门县", "临澧县"}
    assert [each.name for each in pair.shared] == ["网格化管理"]


def test_labels_are_in_the_language_asked_for(news_path: Path):
    with graph.open(news_path, "en") as news:
        (edge,) = news.path("夏安民", "北门卡点").rows

    assert edge.relation == "inspected"


def test_what_a_reader_may_get_wrong_is_said_in_a_line(news: Knowledge, tmp_path: Path):
    with pytest.raises(QueryError, match="no measure is called size; choose one of degree"):
        news.centrality(by="size")
    with pytest.raises(QueryError, match="no entity is called 石门; did you mean 石门县"):
        news.path("石门", "临澧县")
    with pytest.raises(StoreError, match="there is no store here"):
        graph.open(tmp_path / "none.kg")


def test_an_empty_store_has_empty_tables(nothing: Knowledge):
    tables = (nothing.centrality(), nothing.communities(), nothing.components(), nothing.totals())

    assert [table.rows for table in tables] == [()] * 4
    assert nothing.projection("Agent", "Measure").rows == ()
