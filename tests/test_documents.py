"""The documents tell the truth: what the READMEs and CONTRIBUTING show is what happens."""

from __future__ import annotations

import doctest
import json
import re
import runpy
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.build import build
from graph.cli.group import COMMANDS, command_line
from graph.query import render, run_query
from graph.store import open_store
from ontology import load_ontology

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
SENTENCE = "7月21日，石门县招募120余名志愿者。"


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a document in one language."""
    text = (ROOT / name).read_text(encoding="utf-8")
    fenced = re.findall(rf"^( *)```{language}\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in fenced]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    place = tmp_path_factory.mktemp("seeds") / "seeds.kg"
    report = build([str(ROOT / "seeds")], place)
    assert (report.count("new"), report.refusals) == (5, ())
    with open_store(place) as store:
        yield store


@pytest.mark.parametrize("readme", READMES)
def test_the_first_question_has_the_answer_that_is_shown(readme, seeds):
    (question,) = blocks(readme, "sparql")
    (answer,) = blocks(readme, "text")

    assert render(run_query(seeds, question)) == answer


@pytest.mark.parametrize("readme", READMES)
def test_the_question_in_chinese_has_the_answer_that_is_shown(readme, seeds):
    told = runpy.run_path(str(ROOT / "docs" / "examples.py"))
    (shown,) = blocks(readme, "txt")

    assert told["reply"](seeds.path, told["_asked"]((ROOT / readme).read_text("utf-8"))) == shown


@pytest.mark.parametrize("readme", READMES)
def test_the_fact_looks_as_it_is_shown(readme, tmp_path, monkeypatch):
    """All of it but what moves whenever the extractors learn: ranks, rules and hashes."""
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(SENTENCE, encoding="utf-8")
    (shown,) = (json.loads(block) for block in blocks(readme, "json"))

    result = CliRunner().invoke(command_line("en"), ["extract", "page.txt"])
    (fact,) = (json.loads(line) for line in result.stdout.splitlines())

    assert SENTENCE in (ROOT / readme).read_text(encoding="utf-8")
    assert list(fact) == list(shown)
    for moving in ("confidence", "rule"):
        assert type(fact.pop(moving)) is type(shown.pop(moving))
    assert fact["object"].pop("id").partition("-")[0] == shown["object"].pop("id").partition("-")[0]
    assert fact == shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reference_of_queries_has_the_answers_that_are_shown(language, seeds):
    """`python docs/query_reference.py` writes it anew, as `make docs` does."""
    told = runpy.run_path(str(ROOT / "docs" / "query_reference.py"))

    assert told["FILES"][language].read_text(encoding="utf-8") == told["reference"](seeds, language)


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_named(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"| `wangge {name} " not in text] == []


@pytest.mark.parametrize(
    "document",
    [
        *READMES,
        "CONTRIBUTING.md",
        "seeds/README.md",
        "docs/rules.md",
        "docs/python.md",
        "docs/identity.md",
        "docs/queries.md",
        "docs/queries.zh.md",
    ],
)
def test_every_link_leads_to_a_file(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]

    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_a_relation_is_added_in_ten_lines_and_seen_in_the_graph(readme, tmp_path, monkeypatch):
    """From the text of the README alone: its files, its page, its commands and its answer."""
    monkeypatch.chdir(tmp_path)
    (domain,), (question,), (answer,) = (blocks(readme, kind) for kind in ("turtle", "rq", "csv"))
    (page,) = re.findall(r"`(3月5日[^`]+)`", (ROOT / readme).read_text(encoding="utf-8"))
    files = {"market.ttl": domain, "fined.rq": question, "page.txt": page}
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    (console,) = (block for block in blocks(readme, "console") if "market.ttl" in block)
    calls = [shlex.split(line.removeprefix("$ wangge ")) for line in console.splitlines()]

    results = [CliRunner().invoke(command_line("en"), call) for call in calls]

    assert [result.exit_code for result in results] == [0] * len(calls)
    assert results[-1].stdout.replace("\r\n", "\n") == answer
    assert len(domain.splitlines()) == 10


def test_both_readmes_show_the_same():
    for language in ("console", "text", "json", "turtle", "rq", "csv"):
        assert blocks("README.md", language) == blocks("README.zh.md", language)


def test_the_relation_of_contributing_can_be_added(tmp_path):
    (turtle,) = blocks("CONTRIBUTING.md", "turtle")
    domain = tmp_path / "domain.ttl"
    prefixes = re.findall(r"^@prefix .*$", (ROOT / "ontology/core.ttl").read_text(), re.MULTILINE)
    domain.write_text("\n".join([*prefixes, turtle]), encoding="utf-8")

    relation = load_ontology([domain]).relations["toldOff"]

    assert relation.label("zh") == "批评"
    assert relation.definition("en") == "Rebukes a person or a body in public."
    assert "Organization" in relation.range


def test_the_examples_in_python_run(tmp_path, monkeypatch):
    """All of them, in one session, in a folder that is empty at first."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", "docs/python.md", 0)
    told: list[str] = []

    results = doctest.DocTestRunner().run(test, out=told.append)

    assert "".join(told) == ""
    assert results.attempted > 15
