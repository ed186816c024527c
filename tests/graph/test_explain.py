"""Behind every fact stand its sentence, its trigger and its rule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_rdf import RECRUITED, STATED, extraction

from extractors.facts import Quote
from graph.explain import explain
from graph.rdf import fact_iri
from graph.store import Store, open_store
from ontology.errors import QueryError
from ontology.lexicon import load_lexicon

IRI = fact_iri(RECRUITED)
SHORT = IRI.rpartition("/")[2]


@pytest.fixture
def small(tmp_path: Path):
    with open_store(tmp_path / "a.kg", "w") as opened:
        opened.replace_document(extraction(RECRUITED, STATED))
        yield opened


def test_an_explanation_tells_all(small: Store):
    assert str(explain(small, IRI)).splitlines() == [
        "石门乡 招募 志愿者 ≥120名",
        "  关系 relation   wg:recruited 招募 recruited",
        "  主语 subject    石门乡（原文 该乡）  AdministrativeArea",
        "  宾语 object     志愿者  PopulationGroup",
        "  地点 place      北门卡点（原文 北门）  Place",
        "  时间 time       2020-02-20T08:00 昨日",
        "  情态 modality   asserted",
        "  触发词 trigger  招募  6-8",
        "  规则 rule       frames agent_takes_in_group  0.93",
        "  依据 evidence   昨日，【石门乡招募120余名志愿者】。",
        "  出处 source     a.txt:3-16",
        f"  编号 id         {IRI}",
    ]


def test_the_sentence_ends_where_the_next_begins(small: Store):
    assert explain(small, fact_iri(STATED)).sentence.endswith("【夏某说：“都来了。】”")


@pytest.mark.parametrize("name", [IRI, f"<{IRI}>", f"wgr:{SHORT}", SHORT, SHORT[5:], SHORT[5:13]])
def test_a_fact_is_named_in_full_or_in_short(small: Store, name: str):
    assert explain(small, name).fact == RECRUITED


@pytest.mark.parametrize("name", ["", "x", "fact-ffffffffffffffff", "not an iri", "https://a.b/c"])
def test_no_such_fact(small: Store, name: str):
    with pytest.raises(QueryError, match="no fact is called"):
        explain(small, name)


def test_more_than_one_fact(store: Store):
    """Of some hundred facts, two begin with the same four of sixteen digits only by design."""
    with pytest.raises(QueryError, match=r"^\d+ facts begin with .*; give more of the id$"):
        explain(store, store.base + "fact-")


def test_as_json_the_fact_is_that_of_extract(small: Store):
    told = explain(small, IRI).to_json()
    assert told["fact"] == RECRUITED.to_json()
    assert told["sentence"] == {"before": "昨日，", "after": "。"}
    assert told["relationLabels"] == {"zh": "招募", "en": "recruited"}


def test_the_entry_of_the_lexicon_is_shown_as_it_stands(tmp_path: Path):
    (trigger,) = load_lexicon().triggers["劝返"]
    told = replace(
        RECRUITED,
        relation="turnedBack",
        trigger=Quote(6, 8, "劝返"),
        rule=f"verb:left-right {trigger.entry}",
    )
    with open_store(tmp_path / "b.kg", "w") as store:
        store.replace_document(extraction(told))
        shown = str(explain(store, fact_iri(told)))
    assert "规则 rule       frames verb:left-right  0.93" in shown
    assert f'词条 entry      {trigger.entry}  {{"form": "劝返", "relation": "turnedBack"' in shown


def test_an_entry_that_has_moved_is_named_and_not_shown(tmp_path: Path):
    told = replace(RECRUITED, rule="verb:left-right triggers/turned_back.jsonl:1")
    with open_store(tmp_path / "b.kg", "w") as store:
        store.replace_document(extraction(told))
        shown = str(explain(store, fact_iri(told)))
    assert "词条 entry      triggers/turned_back.jsonl:1\n" in shown
