"""``wangge analyse`` at work: tables for people, the writers of queries for programs, remarks."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli.analyse import ANALYSES, MEASURES
from graph.cli.group import command_line

PAGES = {
    "a.txt": "2021年7月21日，石门县招募120余名志愿者。石门县实行网格化管理。",
    "b.txt": "2021年7月22日，临澧县招募80名志愿者。临澧县实行网格化管理。",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analyse")
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    place = folder / "news.kg"
    call = ["build", *(str(folder / name) for name in PAGES), "-o", str(place), "--quiet"]
    assert CliRunner().invoke(command_line("en"), call).exit_code == 0
    return place


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "WANGGE_STORE"):
        monkeypatch.delenv(name, raising=False)


def run(*call: object, language: str = "en") -> tuple[str, str]:
    """Both outputs of a run that succeeds."""
    result = CliRunner().invoke(command_line(language), ["analyse", *map(str, call)])
    assert result.exit_code == 0, result.stderr
    return result.stdout, result.stderr


def refusal(*call: object) -> tuple[int, str]:
    result = CliRunner().invoke(command_line("en"), ["analyse", *map(str, call)])
    assert result.stdout == ""
    return result.exit_code, result.stderr.splitlines()[0]


def test_a_table_names_entities_and_types_in_the_language_asked_for(store: Path):
    chinese, _ = run(store, "centrality", language="zh")
    english, _ = run(store, "centrality")

    assert chinese.splitlines()[0].split()[:3] == ["实体", "类型", "相连实体"]
    assert english.splitlines()[0].split()[:3] == ["entity", "type", "degree"]
    assert "行政区划" in chinese
    assert "administrative area" in english
    assert "石门县" in chinese
    assert "石门县" in english


def test_csv_has_iris_and_names_of_types(store: Path):
    rows = list(csv.DictReader(io.StringIO(run(store, "centrality", "--format", "csv")[0])))

    (row,) = (each for each in rows if each["entityLabel"] == "石门县")
    assert (row["type"], row["degree"], row["weighted"]) == ("AdministrativeArea", "1", "1")
    assert row["entity"].startswith("https://w3id.org/wangge/id/")
    assert 0 < float(row["pagerank"]) < 1
    assert int(row["community"]) >= 1


def test_json_is_that_of_queries(store: Path):
    found = json.loads(run(store, "communities", "--format", "json")[0])

    assert found["head"]["vars"] == ["community", "size", "ties", "facts", "outside", "members"]
    assert all("、" in each["members"]["value"] for each in found["results"]["bindings"])


@pytest.mark.parametrize("by", MEASURES)
def test_centrality_is_sorted_by_the_measure_asked_for(store: Path, by: str):
    output, _ = run(store, "centrality", "--by", by, "--format", "csv")

    values = [float(row[by]) for row in csv.DictReader(io.StringIO(output))]
    assert values == sorted(values, reverse=True)


def test_a_path_shows_sentences(store: Path):
    output, _ = run(store, "path", "石门县", "临澧县", "--relation", "implemented", "--general")

    steps = output.splitlines()[2:]
    assert len(steps) == 2
    assert "【石门县实行网格化管理】" in steps[0]
    assert "wgr:fact-" in steps[0]


def test_a_projection_lists_what_is_shared(store: Path):
    output, _ = run(store, "projection", "行政区划", "Measure", "--format", "csv")

    (row,) = csv.DictReader(io.StringIO(output))
    assert {row["firstLabel"], row["secondLabel"]} == {"石门县", "临澧县"}
    assert (row["count"], row["shared"]) == ("1", "网格化管理")


def test_totals_are_added_up(store: Path):
    output, _ = run(store, "totals", "--format", "csv")

    rows = {
        (row["unit"], row["total"], row["bound"]) for row in csv.DictReader(io.StringIO(output))
    }
    assert {("石门县", "120", "min"), ("临澧县", "80", "exact")} <= rows


def test_what_is_left_out_is_said_on_standard_error(store: Path):
    output, remarks = run(store, "centrality", "--limit", 1)
    everything, silence = run(store, "centrality", "--limit", 0)

    assert len(output.splitlines()) == 3
    assert f"… and {len(everything.splitlines()) - 3} more" in remarks
    assert silence == ""
    assert "Modularity 0." in run(store, "communities")[1]


def test_an_estimate_says_of_how_many_it_is(store: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("graph.knowledge.sample", lambda ties: [0, 1])

    assert "estimated from 2 of 4 entities" in run(store, "centrality")[1]


def test_things_in_general_count_only_if_asked_for(store: Path):
    assert "网格化管理" not in run(store, "centrality")[0]
    assert "网格化管理" in run(store, "centrality", "--general")[0]


def test_nothing_found_is_said_too(store: Path):
    output, remarks = run(store, "components", "--relation", "donated")

    assert len(output.splitlines()) == 2
    assert remarks == "Nothing was found.\n"
    assert "--general goes over things in general too" in run(store, "path", "石门县", "临澧县")[1]


def test_the_american_spelling_is_understood(store: Path):
    result = CliRunner().invoke(command_line("en"), ["analyze", str(store), "components"])

    assert (result.exit_code, result.stdout) == (0, run(store, "components")[0])


def test_the_store_may_be_left_out(store: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WANGGE_STORE", str(store))

    assert run("components") == run(store, "components") == run("components", "--store", store)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ([], "Error: say which analysis: centrality, communities"),
        (["centraliti"], "did you mean centrality?"),
        (["news.kg", "comunities"], "did you mean communities?"),
        (["path", "石门县"], "B is missing"),
        (["projection", "Agent", "Measure", "Item", "Place"], "Place"),
        (["totals", "--by", "degree"], "Error: --by goes with centrality"),
        (["projection", "Agent", "Measure", "--type", "Agent"], "leave --type away"),
        (["centrality", "--by", "size"], "--by must be one of: degree"),
    ],
)
def test_wrong_usage_is_said_in_a_line(call: list[str], message: str):
    code, line = refusal(*call)

    assert code == 2
    assert message in line


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["centrality", "--type", "Persn"], "no type is called Persn; did you mean Person?"),
        (["centrality", "--relation", "recruted"], "did you mean recruited"),
        (
            ["centrality", "--document", "a.tx"],
            "the store has no document a.tx; did you mean a.txt",
        ),
        (["path", "石门", "临澧县"], "no entity is called 石门; did you mean 石门县"),
    ],
)
def test_an_unknown_name_is_answered_with_one_that_is_near(
    store: Path, call: list[str], message: str
):
    code, line = refusal(store, *call)

    assert code == 1
    assert message in line


def test_every_column_has_a_head_in_both_languages(store: Path):
    for analysis in ANALYSES:
        names = {"path": ["石门县", "临澧县"], "projection": ["Agent", "Measure"]}.get(analysis, [])
        for language in ("zh", "en"):
            assert run(store, analysis, *names, language=language)[0]
