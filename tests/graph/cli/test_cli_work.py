"""The commands at their work, in one process: what they print, and what they leave on disk."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner

from graph.cli.group import command_line
from graph.store import open_store

FIRST = "7月21日，石门县招募120余名志愿者。\n"
SECOND = "临澧县党委书记陈立新到河堤检查。临澧县采购口罩2000个。\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder with two pages, and no store named elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WANGGE_STORE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    Path("pages/sub").mkdir(parents=True)
    Path("pages/a.txt").write_text(FIRST, encoding="utf-8")
    Path("pages/sub/b.txt").write_text(SECOND, encoding="gb18030")
    return tmp_path


@pytest.fixture
def store(folder):
    assert wangge("build", "pages", "--quiet") == ("", "")
    return folder / "wangge.kg"


def wangge(*arguments: str, language: str = "en", stdin: str | bytes = "") -> tuple[str, str]:
    """Both outputs of a run that succeeds."""
    result = CliRunner().invoke(command_line(language), arguments, input=stdin)
    assert result.exit_code == 0, result.stderr
    return result.stdout, result.stderr


def records(output: str) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


# extract


def test_extract_prints_facts_one_a_line_with_their_evidence(folder):
    output, remarks = wangge("extract", "pages")

    facts = records(output)
    assert remarks == ""
    assert {fact["document"] for fact in facts} == {"a.txt", "sub/b.txt"}
    assert "石门县" in output
    for fact in facts:
        source = FIRST if fact["document"] == "a.txt" else SECOND
        evidence = fact["evidence"]
        assert source[evidence["start"] : evidence["end"]] == evidence["text"]


def test_extract_reads_standard_input(folder):
    (fact, *_) = records(wangge("extract", "-", stdin=FIRST.encode("gb18030"))[0])

    assert (fact["relation"], fact["quantity"]["value"]) == ("recruited", 120)


def test_extract_takes_an_encoding_for_granted(folder):
    Path("c.txt").write_bytes("石门县".encode("utf-16-le"))

    assert wangge("extract", "--text", "c.txt", "--encoding", "utf-16-le")[0] == "石门县"


def test_extract_prints_mentions(folder):
    mentions = records(wangge("extract", "--mentions", "pages/sub/b.txt")[0])

    person = next(mention for mention in mentions if mention["text"] == "陈立新")
    assert list(person) == ["document", "start", "end", "text", "type", "named"]
    assert SECOND[person["start"] : person["end"]] == "陈立新"
    assert (person["type"], person["named"]) == ("Person", True)


def test_extract_prints_entities(folder):
    entities = records(wangge("extract", "--entities", "pages")[0])

    names = {(entity["document"], entity["name"], entity["type"]) for entity in entities}
    assert ("a.txt", "石门县", "AdministrativeArea") in names
    assert ("sub/b.txt", "陈立新", "Person") in names


def test_extract_prints_articles_in_the_shape_of_the_gold(folder):
    Path("d.txt").write_text(FIRST.strip() * 3, encoding="utf-8")

    (article,) = records(wangge("extract", "--articles", "d.txt")[0])

    assert article["starts"] == FIRST[:15]
    assert article["ends"] == FIRST.strip()[-15:]
    assert {"headline", "authors", "unit"} < article.keys()
    assert "date" not in article


def test_extract_prints_the_decoded_text_and_nothing_else(folder):
    assert wangge("extract", "--text", "pages/sub/b.txt")[0] == SECOND
    assert records(wangge("extract", "--text", "--format", "jsonl", "pages")[0]) == [
        {"document": "a.txt", "text": FIRST},
        {"document": "sub/b.txt", "text": SECOND},
    ]


def test_extract_prints_turtle(folder):
    output, _ = wangge("extract", "--format", "ttl", "pages")

    triples = list(pyoxigraph.parse(output, format=pyoxigraph.RdfFormat.TURTLE))
    predicates = {quad.predicate.value.rpartition("#")[2] for quad in triples}
    assert {"recruited", "purchased"} <= predicates


def test_extract_prints_a_table_for_the_eye(folder):
    output, _ = wangge("extract", "--format", "table", "pages/a.txt")

    name, heads, rule, row, end = output.split("\n")[:5]
    assert name == "a.txt"
    assert heads.split()[:4] == ["article", "subject", "relation", "object"]
    assert set(rule) == {"-", " "}
    assert row.split()[:5] == ["1", "石门县", "recruited", "志愿者", "120余名"]
    assert end == ""


def test_extract_prints_facts_of_any_predicate(folder):
    (folder / "prose.txt").write_text("山洪冲毁了三座桥。", encoding="utf-8")

    (fact,) = records(wangge("extract", "--open", "prose.txt")[0])

    assert (fact["relation"], fact["predicate"], fact["extractor"]) == (None, "冲毁了", "open")
    assert (fact["subject"]["name"], fact["object"]["name"]) == ("山洪", "三座桥")
    assert fact["evidence"] == {"start": 0, "end": 8, "text": "山洪冲毁了三座桥"}
    table = wangge("extract", "--open", "--format", "table", "prose.txt")[0]
    assert table.split("\n")[1].split()[:5] == [
        *("article", "subject", "relation", "predicate", "object")
    ]


def test_extract_leaves_out_what_it_is_not_sure_of(folder):
    every = records(wangge("extract", "pages")[0])
    limit = max(fact["confidence"] for fact in every)

    kept = records(wangge("extract", "pages", "--min-confidence", str(limit))[0])

    assert kept == [fact for fact in every if fact["confidence"] == limit]


# build


def test_build_says_what_it_did_and_what_the_store_holds(folder):
    output, remarks = wangge("build", "pages", "-o", "news.kg")

    did, holds, *_ = output.splitlines()
    assert did.startswith("Pages: 2 new, 0 replaced, 0 unchanged, 0 refused, 0 failed; ")
    assert holds.startswith("news.kg holds 2 documents, 2 articles, ")
    assert "Person" in output
    assert "recruited" in output
    assert remarks == ""


def test_build_reports_in_chinese_with_the_labels_of_the_ontology(folder):
    output, _ = wangge("build", "pages", language="zh")

    assert output.startswith("版面：新增 2，替换 0，未变 0，未读 0，失败 0；")
    assert "人物 Person" in output
    assert "招募 recruited" in output


def test_build_leaves_alone_what_has_not_changed(store):
    Path("pages/a.txt").write_text(FIRST * 2, encoding="utf-8")

    output, _ = wangge("build", "pages")

    assert output.startswith("Pages: 0 new, 1 replaced, 1 unchanged, 0 refused, 0 failed; ")


def test_build_notes_a_page_without_facts(folder):
    Path("pages/c.txt").write_text("今天天气很好，天上有云。", encoding="utf-8")

    _, remarks = wangge("build", "pages")

    assert remarks == "note: c.txt: no fact found\n"


def test_build_writes_where_the_environment_says(folder, monkeypatch):
    monkeypatch.setenv("WANGGE_STORE", "env.kg")

    wangge("build", "pages")

    with open_store("env.kg") as store:
        assert list(store.documents()) == ["a.txt", "sub/b.txt"]


# query


COUNT = "SELECT (COUNT(?fact) AS ?facts) WHERE { ?fact a wg:Statement }"


@pytest.mark.parametrize("call", [["query"], ["query", "wangge.kg"]])
def test_query_takes_text(store, call):
    output, _ = wangge(*call, "-e", COUNT, "--format", "csv")

    with open_store(store) as opened:
        assert output.split() == ["facts", str(len(list(opened.facts())))]


def test_query_takes_a_file_and_standard_input(store):
    Path("count.rq").write_text(COUNT, encoding="utf-8")

    from_file, _ = wangge("query", "count.rq", "--format", "tsv")
    from_input, _ = wangge("query", "-", "--format", "tsv", stdin=COUNT)

    assert from_file == from_input
    assert from_file.startswith("?facts\n")


def test_query_takes_a_name_and_its_parameters(store):
    output, _ = wangge("query", "entity", "--param", "name=临澧县", "--format", "json")

    rows = json.loads(output)["results"]["bindings"]
    assert rows
    assert "石门县" not in output


def test_query_prints_a_graph_as_turtle_unless_told_otherwise(store):
    output, _ = wangge("query", "-e", "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }")

    assert list(pyoxigraph.parse(output, format=pyoxigraph.RdfFormat.TURTLE))


def test_query_fits_its_table_to_the_terminal(store, monkeypatch):
    query = "SELECT ?long WHERE { BIND ('" + "长" * 100 + "' AS ?long) }"
    whole, _ = wangge("query", "-e", query)
    monkeypatch.setenv("COLUMNS", "40")

    fitted, _ = wangge("query", "-e", query)

    assert "长" * 100 in whole
    assert fitted.splitlines()[2] == "长" * 19 + "…"


@pytest.mark.parametrize(("language", "word"), [("en", "donations: "), ("zh", "捐赠")])
def test_query_lists_the_named_queries(folder, language, word):
    output, _ = wangge("query", "--list", language=language)

    assert word in next(line for line in output.splitlines() if line.startswith("donations"))


def test_the_list_of_queries_has_the_mechanisms_for_headings(folder):
    output, _ = wangge("query", "--list", language="zh")

    lines = output.splitlines()
    supplies = lines.index("物资和捐赠")
    assert lines[supplies - 1] == ""
    assert [line.split()[0] for line in lines[supplies + 1 : supplies + 3]] == [
        "donations",
        "supplies",
    ]


def test_query_prints_the_text_of_a_named_query_without_a_store(folder):
    printed, _ = wangge("query", "donations", "--print")

    assert "PREFIX wg: <https://w3id.org/wangge/ontology#>\n" in printed
    assert "VALUES ?what { UNDEF }" in printed


def test_what_query_prints_can_be_asked(store):
    call = ("recruitment", "--param", "subject=石门县", "--param", "what=志愿者")
    printed, _ = wangge("query", *call, "--print")
    Path("recruitment.rq").write_text(printed, encoding="utf-8")

    by_name, _ = wangge("query", *call, "--format", "csv")
    by_text, _ = wangge("query", "recruitment.rq", "--format", "csv")

    assert by_name == by_text
    assert "120余名" in by_name


def test_a_parameter_given_twice_means_any_of_both(store):
    both = ("--param", "name=石门县", "--param", "name=临澧县")
    one, _ = wangge("query", "facts", *both[:2], "--format", "csv")
    either, _ = wangge("query", "facts", *both, "--format", "csv")

    assert set(one.splitlines()) < set(either.splitlines())


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["-e", COUNT, "--print"], "--print is for named queries"),
        (["wangge.kg"], "is a folder, not a query"),
        (["entity", "--param", "临澧县"], "takes name=value"),
        (["-e", COUNT, "--param", "name=临澧县"], "is for named queries"),
    ],
)
def test_query_says_how_it_is_called(store, call, said):
    result = CliRunner().invoke(command_line("en"), ["query", *call])

    assert result.exit_code == 2
    assert said in result.stderr


# view, export, explain, evaluate


def test_view_writes_a_page_and_says_how_to_open_it(store, folder):
    output, remarks = wangge("view", "-o", "out/graph.html")

    page = folder / "out" / "graph.html"
    assert output == ""
    assert remarks == (
        f"The graph is in out/graph.html. Open it in a browser: {page.resolve().as_uri()}\n"
    )
    assert "石门县" in page.read_text(encoding="utf-8")


def test_view_writes_to_standard_output_too(store):
    output, remarks = wangge("view", "-o", "-", "--around", "石门县", "--hops", "2")

    assert output.lower().startswith("<!doctype html>")
    assert remarks == ""


def test_export_writes_to_standard_output_and_to_a_file_the_same(store):
    printed, _ = wangge("export", "--format", "nquads")
    wangge("export", "wangge.kg", "--format", "nquads", "-o", "out/news.nq")

    assert printed == Path("out/news.nq").read_text(encoding="utf-8")
    assert printed.splitlines() == sorted(printed.splitlines())


def test_explain_shows_the_sentence_and_the_trigger(store):
    table, _ = wangge("query", "recruitment", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(table))

    explained, _ = wangge("explain", row["fact"])

    assert "120余名志愿者" in explained
    assert "recruited.jsonl" in explained


@pytest.fixture
def gold(folder):
    """One page with one fact that is found and one that is not."""
    place = folder / "gold"
    place.mkdir()
    (place / "p.txt").write_text(FIRST, encoding="utf-8")
    fact = {
        "id": "p-1",
        "subject": ["石门县"],
        "subject_type": "AdministrativeArea",
        "relation": "recruited",
        "object": ["志愿者"],
        "object_type": "PopulationGroup",
        "quantity": {"value": 120, "bound": "min", "unit": "名"},
        "time": "--07-21",
        "modality": "asserted",
        "negated": False,
        "evidence": "石门县招募120余名志愿者",
    }
    missing = fact | {"id": "p-2", "relation": "rescued"}
    lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in (fact, missing))
    (place / "p.facts.jsonl").write_text("".join(lines), encoding="utf-8")
    return place


def test_evaluate_prints_the_figures(gold):
    figures = json.loads(wangge("evaluate", str(gold), "--json")[0])

    assert figures["facts"]["precision"] == 1
    assert figures["facts"]["recall"] == 0.5
    assert "facts" in wangge("evaluate", str(gold))[0]


def test_evaluate_shows_what_was_missed(gold):
    output, _ = wangge("evaluate", str(gold / "p.facts.jsonl"), "--misses", "5")

    assert "missed 1" in output
    assert "石门县 -rescued-> 志愿者" in output
