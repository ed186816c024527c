"""``wangge check`` and what ``build`` says of the facts that it did not store."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from graph.cli.group import command_line
from graph.store import open_store

PAGE = "7月21日，石门县招募120余名志愿者。临澧县采购口罩2000个。\n"


@pytest.fixture
def store(tmp_path, monkeypatch) -> Path:
    """A store built from a page, in a working folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WANGGE_STORE", raising=False)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    assert wangge("build", "page.txt", "--quiet").exit_code == 0
    return tmp_path / "wangge.kg"


@pytest.fixture
def spoiled(store) -> Path:
    """The store, one of its facts surer than sure."""
    with open_store(store, "w") as opened:
        opened.raw.update(
            """DELETE { GRAPH ?g { ?f wg:confidence ?c } }
            INSERT { GRAPH ?g { ?f wg:confidence 1.5 } }
            WHERE { GRAPH ?g { ?f rdf:predicate wg:recruited ; wg:confidence ?c } }""",
            prefixes=opened.prefixes,
        )
    return store


def wangge(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(command_line(language), arguments)


def test_a_sound_store_is_said_to_be_so(store):
    result = wangge("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Nothing is violated. Documents: 1 looked at, 0 unchanged since the last check.\n"
    )
    assert "0 looked at, 1 unchanged" in wangge("check", str(store)).stdout
    assert "1 looked at" in wangge("check", "--all").stdout


def test_a_violation_is_told_by_document_with_its_sentence(spoiled):
    result = wangge("check")
    assert result.exit_code == 1
    first, fact, sentence, iri, fault, _, summary = result.stdout.splitlines()
    assert first == "page.txt: violations 1"
    assert fact == "  石门县 recruited 志愿者 ≥120名"
    assert "【" in sentence
    assert iri.strip().startswith("https://")
    assert fault.startswith("    ✗ The confidence must be a decimal number from 0 to 1. Here: 1.5")
    assert fault.endswith("[statement-confidence MaxInclusive]")
    assert summary.startswith("Violations: 1, in 1 documents.")


def test_a_violation_is_told_in_chinese(spoiled):
    shown = wangge("check", language="zh").stdout
    assert "page.txt：违反 1 处" in shown
    assert "石门县 招募 志愿者" in shown
    assert "✗ 置信度须是 0 到 1 之间的小数。此处：1.5" in shown


def test_the_forms_for_machines(spoiled):
    told = {form: wangge("check", "--format", form) for form in ("json", "csv", "ttl")}
    assert {result.exit_code for result in told.values()} == {1}
    assert json.loads(told["json"].stdout)["violations"] == 1
    assert len(list(csv.DictReader(io.StringIO(told["csv"].stdout)))) == 1
    assert len(Graph().parse(data=told["ttl"].stdout, format="turtle")) > 5


def test_what_a_page_says_stays_in_its_line(store):
    with open_store(store, "w") as opened:
        opened.raw.update(
            """INSERT { GRAPH ?g { ?e skos:altLabel "\\u001b[31m\\u2028a\\r\\n✗ fine" } }
            WHERE { GRAPH ?g { ?f rdf:predicate wg:recruited ; rdf:subject ?e } }""",
            prefixes=opened.prefixes,
        )
    shown = wangge("check").stdout
    assert "\x1b" not in shown
    assert len(shown.splitlines()) == 7
    assert "Here: [31m a ✗ fine" in shown


def test_the_shapes_are_printed(store, tmp_path):
    core = Graph().parse(data=wangge("check", "--shapes").stdout, format="turtle")
    assert len(core) > 1000
    os.chdir(tmp_path / "..")
    assert wangge("check", "--shapes").exit_code == 0
    assert wangge("check", "nowhere.kg", "--shapes").exit_code == 1


def test_no_store_is_a_failure_in_one_line(tmp_path):
    result = wangge("check", str(tmp_path / "none.kg"))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_a_build_says_what_it_did_not_store(tmp_path, monkeypatch):
    from dataclasses import replace

    from extractors import pipeline

    def too_sure(document, *arguments):
        found = read(document, *arguments)
        return replace(found, facts=tuple(replace(fact, confidence=3) for fact in found.facts))

    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    read = pipeline.extract
    monkeypatch.setattr(pipeline, "extract", too_sure)
    result = wangge("build", "page.txt")
    assert result.exit_code == 0
    assert "not stored: 2 facts or entities, 2 of them from this run" in result.stdout
    assert "refused.jsonl" in result.stdout
    assert "本次 0 条" in wangge("build", "page.txt", language="zh").stdout
