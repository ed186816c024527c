"""``--domain`` and ``--min-confidence`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli.group import command_line

PAGE = "7月12日，青石镇组织抢险队员加高圩堤1.2公里。"
DOMAIN = """\
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
wg:felled rdfs:subPropertyOf wg:repaired ; rdfs:label "采伐"@zh ; wg:verb "伐除" .
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(PAGE + "青石镇伐除行道树30棵。", encoding="utf-8")
    Path("mine.ttl").write_text(DOMAIN, encoding="utf-8")


def wangge(*arguments: str, code: int = 0) -> tuple[str, str]:
    result = CliRunner().invoke(command_line("en"), arguments)
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def relations(*options: str) -> set[str]:
    lines = wangge("extract", "page.txt", *options)[0].splitlines()
    return {json.loads(line)["relation"] for line in lines}


def test_domains_are_given_by_name_by_path_and_together():
    assert relations().isdisjoint({"reinforced", "felled"})
    assert relations("--domain", "flood") >= {"reinforced"}
    assert relations("--domain", "mine.ttl") >= {"felled"}
    assert relations("--domain", "flood", "--domain", "mine.ttl") >= {"reinforced", "felled"}


def test_a_folder_is_a_domain():
    Path("words").mkdir()
    Path("mine.ttl").rename("words/mine.ttl")
    assert "felled" in relations("--domain", "words")


def test_turtle_names_the_terms_of_the_domain():
    shown = wangge("extract", "page.txt", "--domain", "flood", "--format", "ttl")[0]
    assert "@prefix flood: <https://w3id.org/wangge/flood#> ." in shown
    assert "rdf:predicate flood:reinforced" in shown


def test_a_build_with_a_domain_reads_again_and_tells_it():
    wangge("build", "page.txt", "-o", "s.kg")
    told = wangge("build", "page.txt", "-o", "s.kg", "--domain", "mine.ttl")[0]
    assert "0 new, 1 replaced" in told
    assert "felled" in told
    again = wangge("build", "page.txt", "-o", "s.kg", "--domain", "mine.ttl")[0]
    assert "1 unchanged" in again


def test_a_lower_confidence_finds_more_and_a_higher_one_less():
    Path("page.txt").write_text(
        "县长周立民要求各部门做好防汛准备。青石镇组织党员清理河道，群众纷纷参与。", encoding="utf-8"
    )

    def count(*options: str) -> int:
        return len(wangge("extract", "page.txt", *options)[0].splitlines())

    usual = count()
    assert count("--min-confidence", "0") > usual > count("--min-confidence", "0.99")


@pytest.mark.parametrize("command", ["extract", "build", "evaluate"])
def test_an_unknown_domain_is_a_line_that_names_the_known(command):
    said = wangge(command, "page.txt", "--domain", "storm", code=1)[1]
    assert said.startswith("Error: storm: no such domain; ")
    assert "flood, winter-road" in said
    assert said.count("\n") == 1


BAD = [
    ("mine.ttl", DOMAIN + "wg:felled wg:frame wg:FellFrame .\n", "mine.ttl:4: "),
    ("mine.ttl", DOMAIN.replace('"伐除" .', '"伐除"'), "mine.ttl:4:1: not Turtle: "),
    ("mine.ttl", DOMAIN + 'wg:planted wg:verb "栽植" .\n', "mine.ttl:4: planted is given a verb"),
    ("mine.jsonl", '{"form": "伐除", "relation": "felled"}\n', "mine.jsonl:1: relation 'felled'"),
    ("mine.jsonl", "{'form': 1}\n", "mine.jsonl:1: not a JSON object"),
]


@pytest.mark.parametrize(("name", "text", "said"), BAD)
def test_bad_data_is_a_line_with_file_and_line(name, text, said):
    Path(name).write_text(text, encoding="utf-8")
    error = wangge("extract", "page.txt", "--domain", name, code=1)[1]
    assert error.startswith(f"Error: {said}")
    assert error.count("\n") == 1
