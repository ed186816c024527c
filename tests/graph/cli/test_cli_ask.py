"""Asking at the command line: the answer in a line, its evidence, and the contract's JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli.group import command_line

PAGE = "清河县招募志愿者80余名。石门防汛突击队向灾民发放棉被200床。县水利局将采购水泵6台。\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ask")
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    store = folder / "news.kg"
    run("build", str(folder / "a.txt"), "-o", str(store), "--quiet")
    return store


@pytest.fixture
def store(built: Path, monkeypatch):
    """The store as the environment names it."""
    monkeypatch.setenv("WANGGE_STORE", str(built))
    return built


def run(*arguments: str, language: str = "zh") -> str:
    """What a run that succeeds prints."""
    result = CliRunner().invoke(command_line(language), arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_answer_stands_in_the_first_line_with_its_evidence_below(store):
    answer, sentence, place, *_ = run("ask", "清河县招募了多少名志愿者？").splitlines()
    assert answer == "≥80名"
    assert sentence.strip() == "【清河县招募志愿者80余名】。"
    assert place.split()[:2] == ["a.txt:0-12", "招募"]


def test_what_is_planned_says_so(store):
    assert run("ask", "县水利局将采购多少台水泵？").startswith("6台（计划）")
    assert run("ask", "县水利局将采购多少台水泵？", language="en").startswith("6台（planned）")


def test_of_two_arguments_the_first_is_the_store(store, monkeypatch):
    monkeypatch.setenv("WANGGE_STORE", "nowhere.kg")
    assert run("ask", str(store), "清河县招募了多少名志愿者？").startswith("≥80名")


def test_json_is_the_object_of_the_contract(store):
    reply = json.loads(run("ask", "清河县招募了多少名志愿者？", "--format", "json"))
    assert list(reply) == ["question", "status", "answers", "facts", "sparql"]
    assert reply["status"] == "answered"
    assert reply["answers"] == [{"value": 80, "bound": "min", "unit": "名"}]
    assert reply["facts"][0]["relation"] == "recruited"
    assert reply["facts"][0]["evidence"]["text"] == "清河县招募志愿者80余名"


def test_the_sparql_of_an_answer_runs_as_it_stands(store):
    sparql = json.loads(run("ask", "清河县招募了多少名志愿者？", "--format", "json"))["sparql"]
    assert "80,,名," in run("query", "-e", sparql, "--format", "csv")
    assert sparql.strip() in run("ask", "清河县招募了多少名志愿者？", "--sparql")


def test_what_is_not_known_and_what_is_not_understood_are_two_things(store):
    unknown = run("ask", "清河县养了多少头牦牛？").splitlines()
    assert unknown[:2] == ["图谱里没有答案。", "最接近的事实："]
    assert len(unknown) > 2
    assert run("ask", "清河县招募志愿者").startswith("没有看懂这个问题。")
    assert run("ask", "", language="en").startswith("The question is not understood.")


def test_a_question_is_needed(store):
    result = CliRunner().invoke(command_line("en"), ["ask"])
    assert result.exit_code == 2


def test_evaluate_questions_says_how_many_are_right(tmp_path):
    (tmp_path / "p.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "p.facts.jsonl").write_text("", encoding="utf-8")
    questions = [
        {"question": "清河县招募了多少名志愿者？", "answers": ["80"]},
        {"question": "石门防汛突击队发放了多少床棉被？", "answers": ["300"]},
        {"question": "清河县养了多少头牦牛？", "answers": ["5"]},
        {"question": "Who?", "answers": ["?"]},
    ]
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in questions)
    (tmp_path / "p.questions.jsonl").write_text(lines, encoding="utf-8")
    told = json.loads(run("evaluate", "--questions", str(tmp_path), "--json"))
    counts = {name: told["page"][name] for name in ("right", "wrong", "unknown", "not_understood")}
    assert counts == {"right": 1, "wrong": 1, "unknown": 1, "not_understood": 1}
    table = run("evaluate", "--questions", str(tmp_path), "--misses", "1")
    assert "石门防汛突击队发放了多少床棉被？ 200 (300)" in table
