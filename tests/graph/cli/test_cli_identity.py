"""Who is who, at the command line: shown with reasons, corrected by hand, traced to a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli.group import command_line
from graph.store import open_store

FIRST = "清河县招募志愿者80名。石门防汛突击队向灾民发放棉被200床。\n"
SECOND = "清河县招募志愿者60名。防汛突击队采购水泵6台。\n"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Two pages that tell of one team by two names, in a store that was just built."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WANGGE_STORE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    Path("pages").mkdir()
    Path("pages/a.txt").write_text(FIRST, encoding="utf-8")
    Path("pages/b.txt").write_text(SECOND, encoding="utf-8")
    wangge("build", "pages", "--quiet")
    return tmp_path / "wangge.kg"


def wangge(*arguments: str, language: str = "en") -> str:
    """What a run that succeeds prints."""
    result = CliRunner().invoke(command_line(language), arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def refused(*arguments: str) -> str:
    """What a run that fails says, in one line."""
    result = CliRunner().invoke(command_line("en"), arguments)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    return line


def subjects(store: Path) -> dict[str, str]:
    """Who acts in which relation."""
    with open_store(store) as opened:
        return {fact.relation: fact.subject.name for fact in opened.facts()}


def nquads(store: Path) -> str:
    return wangge("export", str(store), "--format", "nquads")


def test_a_unit_has_its_code_path_and_place(store):
    card = json.loads(wangge("entity", "清河县", "--json"))
    assert card["adcode"] == "130534"
    assert card["path"] == "河北省 › 邢台市 › 清河县"
    assert 36 < card["latitude"] < 38
    assert 115 < card["longitude"] < 116
    assert {each["document"] for each in card["merged"]} == {"a.txt", "b.txt"}
    assert {each["rule"] for each in card["merged"]} == {"code"}
    assert all(0 < each["confidence"] <= 1 for each in card["merged"])


def test_a_person_has_posts_and_a_unit(store):
    text = "清河县召开会议。清河县水利局局长王小林到堤上检查。\n"
    Path("pages/c.txt").write_text(text, encoding="utf-8")
    wangge("build", "pages", "--quiet")
    card = json.loads(wangge("entity", "王小林", "--json"))
    assert card["posts"] == ["清河县水利局局长"]
    assert card["scopeName"] == "清河县"


def test_the_card_for_people_has_the_reasons_and_the_evidence(store):
    for language, reason in (("en", "national code"), ("zh", "区划代码")):
        card = wangge("entity", "清河县", language=language)
        assert reason in card
        assert "河北省 › 邢台市 › 清河县" in card
        assert "招募志愿者80名" in card


def test_a_merge_holds_at_once_and_in_every_build_after(store):
    before = subjects(store)
    assert before["delivered"] != before["purchased"]
    wangge("merge", before["delivered"], before["purchased"])
    assert subjects(store)["purchased"] == before["delivered"]
    corrected = nquads(store)
    Path("pages/b.txt").write_text(SECOND + "\n", encoding="utf-8")
    wangge("build", "pages", "--quiet")
    assert subjects(store)["purchased"] == before["delivered"]
    Path("pages/b.txt").write_text(SECOND, encoding="utf-8")
    wangge("build", "pages", "-o", "other.kg", "--quiet")
    assert nquads(Path("other.kg")) != corrected
    Path("wangge.kg.corrections.jsonl").rename("third.kg.corrections.jsonl")
    wangge("build", "pages", "-o", "third.kg", "--quiet")
    assert nquads(Path("third.kg")) == corrected


def test_a_merge_can_be_taken_back(store):
    before, names = nquads(store), subjects(store)
    wangge("merge", names["delivered"], names["purchased"])
    wangge("split", names["delivered"], names["purchased"])
    assert nquads(store) == before


def test_a_document_that_means_another_is_split_off(store):
    wangge("split", "清河县", "--document", "a.txt")
    with open_store(store) as opened:
        named = {f.document: f.subject.id for f in opened.facts() if f.subject.name == "清河县"}
    assert named["b.txt"].endswith("-130534")
    assert named["a.txt"].startswith(named["b.txt"] + "-")


def test_the_file_edited_by_hand_counts_at_the_next_build(store):
    names = subjects(store)
    wangge("merge", names["delivered"], names["purchased"])
    Path("wangge.kg.corrections.jsonl").write_text("", encoding="utf-8")
    wangge("build", "pages", "--quiet")
    assert subjects(store) == names


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("entity", "高坪县"), "no entity is called 高坪县"),
        (("entity", "志愿者", "--of", "高坪县"), "no 志愿者 belongs to 高坪县"),
        (("merge", "清河县", "清河县"), "are one entity already"),
        (("merge", "清河县", "水泵"), "merge two of one type"),
        (("split", "清河县", "石门县"), "nothing was merged into it by hand"),
        (("split", "清河县", "--document", "c.txt"), "c.txt does not name 清河县"),
        (("split", "清河县", "--mention", "本县"), "no document calls 清河县 本县"),
        (("source", "fact-0000"), "no fact is called"),
        (("merge", "none.kg", "清河县", "石门县"), "there is no store here"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_changes_nothing(store, arguments, reason):
    before = nquads(store)
    assert reason in refused(*arguments)
    assert nquads(store) == before
    assert not Path("wangge.kg.corrections.jsonl").exists()
    assert not Path("none.kg").exists()


def test_a_file_that_contradicts_itself_stops_the_build_with_its_line(store):
    names = subjects(store)
    wangge("merge", names["delivered"], names["purchased"])
    file = Path("wangge.kg.corrections.jsonl")
    before = nquads(store)
    file.write_text(file.read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert "corrections.jsonl:2: " in refused("build", "pages", "--quiet")
    assert nquads(store) == before


def test_the_source_of_a_fact_is_its_paragraph_with_the_evidence_marked(store):
    with open_store(store) as opened:
        fact = next(fact for fact in opened.facts() if fact.relation == "purchased")
        from graph.rdf import fact_iri

        iri = fact_iri(fact)
    told = json.loads(wangge("source", iri, "--json"))
    start = told["fact"]["evidence"]["start"] - told["paragraph"]["start"]
    assert told["paragraph"]["text"][start:].startswith(told["fact"]["evidence"]["text"])
    assert told["file"]["name"] == "b.txt"
    assert told["file"]["size"] == len(SECOND.encode())
    assert len(told["file"]["sha256"]) == 64
    assert told["file"]["reader"] == "plain"
    assert told["run"]["started"] <= told["run"]["ended"]
    assert told["run"]["version"].startswith("wangge ")
    text = wangge("source", iri)
    assert "【" in text
    assert "«采购»" in text
    assert told["file"]["sha256"] in text
