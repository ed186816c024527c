"""Every command that reads or corrects a store, on a SPARQL server as on a disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import counties
import pytest
from click.testing import CliRunner
from servers import TOKEN, Running, bearer, served
from sparql_servers import Faulty, Request, faulty, oxigraph

from graph.cli.group import command_line
from graph.query import named_queries, run_named
from graph.rdf import fact_iri
from graph.remote.place import RemotePlace, place_of
from graph.store import open_store

FACT = fact_iri(counties.STONE_PAGE.facts[0]).rpartition("/")[2]
NEEDED = {
    "entity": "石门县",
    "unit": "石门县",
    "text": "志愿者",
    "relation": "recruited",
    "number": "10",
    "date": "2020-02-01",
    "day": "02-01",
}


def wangge(*arguments: str, code: int = 0) -> str:
    """What a run prints; its remarks where it fails."""
    result = CliRunner().invoke(command_line("en"), arguments)
    assert result.exit_code == code, result.stderr
    return result.stderr if code else result.stdout


def outcome(*arguments: str) -> tuple[int, str]:
    """How a run ends, and what it prints."""
    result = CliRunner().invoke(command_line("en"), arguments)
    return result.exit_code, result.stdout


@pytest.fixture
def work(tmp_path: Path) -> str:
    return str(tmp_path / "work")


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("query", ["relations", "--format", "csv"]),
        ("query", ["-e", "SELECT ?s { ?s a wg:Statement } ORDER BY ?s", "--format", "json"]),
        ("query", ["-e", "ASK { ?s a wg:Statement }"]),
        ("query", ["-e", "CONSTRUCT { ?s a wg:Fact } WHERE { ?s a wg:Statement }"]),
        ("query", ["hierarchy", "--infer"]),
        ("ask", ["石门县招募了多少名志愿者？", "--format", "json"]),
        ("check", []),
        ("check", ["--format", "csv"]),
        ("view", ["-o", "-"]),
        ("view", ["-o", "-", "--around", "石门县"]),
        ("entity", ["石门县"]),
        ("explain", [FACT]),
        ("analyse", ["centrality"]),
        ("analyse", ["path", "石门县", "临澧县"]),
        ("export", ["--format", "nquads"]),
        ("export", ["--format", "trig"]),
        ("export", ["--format", "turtle"]),
        ("export", ["--format", "jsonld"]),
        ("export", ["--format", "graphml"]),
        ("export", ["--format", "csv"]),
    ],
    ids=lambda part: " ".join(part)[:30] if isinstance(part, list) else part,
)
def test_a_command_says_of_a_server_what_it_says_of_a_disk(
    command: str, more: list[str], county_server: str, news_path: Path, work: str
):
    told = outcome(command, county_server, *more, "--work", work)
    assert told == outcome(command, str(news_path), *more)
    assert told[1]


def test_named_queries_find_the_same(county_server: str, news_path: Path):
    with open_store(county_server) as far, open_store(news_path) as near:
        for name, query in named_queries().items():
            given = {one.name: [NEEDED[one.kind]] for one in query.parameters if one.required}
            told = [sorted(map(str, run_named(one, name, given).rows)) for one in (far, near)]
            assert told[0] == told[1], name


def test_reading_makes_no_folder(county_server: str, tmp_path: Path):
    wangge("query", county_server, "relations")
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_in_a_query_is_told_with_its_place(county_server: str, news_path: Path):
    query = ("-e", "SELECT ?s {\n ?s a ; wg:has }")
    told = wangge("query", county_server, *query, code=1)
    assert told == wangge("query", str(news_path), *query, code=1)
    assert told.startswith("Error: line 2, column 2: this cannot be read")


def test_entities_are_merged_and_split_on_a_server_as_on_a_disk(place: RemotePlace, tmp_path: Path):
    edits = (["merge", "石门县", "临澧县"], ["split", "石门县", "临澧县"])
    disk = str(tmp_path / "local.kg")
    for store in (place, disk):
        with open_store(store, "w") as opened:
            for page in counties.PAGES:
                opened.replace_document(page)
    for edit in edits:
        told = [
            wangge(*edit, "--store", *where).rpartition(";")[0]
            for where in ([str(place), "--work", str(place.folder)], [disk])
        ]
        assert told[0] == told[1]
        exported = [wangge("export", str(where), "--format", "nquads") for where in (place, disk)]
        assert exported[0] == exported[1]


def test_what_was_exported_is_imported_into_a_server(
    empty: str, news_path: Path, tmp_path: Path, work: str
):
    lines = wangge("export", str(news_path), "--format", "nquads")
    (tmp_path / "news.nq").write_text(lines, encoding="utf-8")
    for _ in range(2):
        wangge("import", empty, str(tmp_path / "news.nq"), "--work", work)
        assert wangge("export", empty, "--format", "nquads") == lines


def test_the_files_of_a_server_are_its_own(county_server: str, tmp_path: Path):
    for command in (["backup", county_server, str(tmp_path / "copy")], ["rebuild", county_server]):
        told = wangge(*command, code=1)
        assert county_server in told
        assert "wangge export --format nquads" in told
    assert not (tmp_path / "copy").exists()


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("remote-token") / "token.txt"
    file.write_text(TOKEN)
    return file


@pytest.fixture(scope="session")
def served_again(
    county_server: str, tmp_path_factory: pytest.TempPathFactory, token: Path
) -> Iterator[Running]:
    """Our own server, of a store that is on another server."""
    folder = tmp_path_factory.mktemp("served")
    options = ("--work", str(folder / "work"), "--token-file", str(token))
    with served(county_server, folder, *options) as running:
        yield running


def test_a_servers_store_is_served(served_again: Running):
    count = "SELECT (COUNT(*) AS ?n) { ?s a wg:Statement }"
    assert served_again.values(count) == [str(sum(len(page.facts) for page in counties.PAGES))]
    assert "石门县" in served_again.http.get("/").text
    assert served_again.http.get("/view").status_code == 200
    assert (
        served_again.http.get(f"/id/{FACT}", headers={"accept": "text/turtle"}).status_code == 200
    )
    assert served_again.ask("SELECT * { ?s").status_code == 400


def test_what_is_written_to_ours_is_written_to_the_other(served_again: Running, county_server: str):
    graph, said = "<https://example.org/g>", "<https://example.org/s> rdfs:label '石'"
    find = f"SELECT ?l {{ GRAPH {graph} {{ ?s rdfs:label ?l }} }}"
    assert served_again.update(f"INSERT DATA {{ GRAPH {graph} {{ {said} }} }}").status_code == 204
    assert served_again.values(find) == ["石"]
    assert "石" in wangge("query", county_server, "-e", find)
    head = {"authorization": bearer()}
    gone = served_again.http.delete("/data", params={"graph": graph.strip("<>")}, headers=head)
    assert gone.status_code == 204
    assert served_again.values(find) == []


def test_our_own_server_is_written_to_with_its_token(
    tmp_path: Path, token: Path, work: str, news_path: Path, monkeypatch: pytest.MonkeyPatch
):
    open_store(tmp_path / "empty.kg", "w").close()
    lines = wangge("export", str(news_path), "--format", "nquads")
    (tmp_path / "news.nq").write_text(lines, encoding="utf-8")
    with served(tmp_path / "empty.kg", tmp_path, "--token-file", str(token)) as ours:
        call = ("import", f"{ours.address}sparql", str(tmp_path / "news.nq"), "--work", work)
        assert "(401): it asks for credentials" in wangge(*call, code=1)
        monkeypatch.setenv("WANGGE_STORE_TOKEN_FILE", str(token))
        wangge(*call)
        assert wangge("export", f"{ours.address}sparql", "--format", "nquads") == lines


def test_a_server_that_is_only_read(tmp_path: Path):
    """A server without a way to write is queried, viewed and asked."""
    page = tmp_path / "a.txt"
    page.write_text("7月21日，石门县招募120余名志愿者。\n", encoding="utf-8")
    with (
        oxigraph(tmp_path / "data") as address,
        open_store(place_of(address, tmp_path / "first"), "w") as store,
    ):
        store.replace_document(counties.STONE_PAGE)
    with oxigraph(tmp_path / "data", "serve-read-only") as address:
        assert "recruited" in wangge("query", address, "relations")
        assert "石门县" in wangge("view", address, "-o", "-")
        assert "120" in wangge("ask", address, "石门县招募了多少名志愿者？")
        told = wangge("build", str(page), "--store", address, "--work", str(tmp_path / "w"), code=1)
        assert "(403): it only lets itself be read, or asks for credentials" in told


UNIONS = {
    "of all graphs by their names": lambda request: _without(request, b"union-default-graph"),
    "in words of its own": lambda request: None,
}


def _without(request: Request, word: bytes) -> None:
    request.body = request.body.replace(word, b"unknown")


@pytest.fixture
def strict(county_server: str) -> Iterator[Faulty]:
    with faulty(county_server) as server:
        yield server


@pytest.mark.parametrize("changes", UNIONS.values(), ids=UNIONS)
def test_the_default_graph_is_the_union(changes, strict: Faulty, news_path: Path):
    strict.changes = changes
    for query in (
        "SELECT ?s { ?s a wg:Statement } ORDER BY ?s",
        "SELECT ?g (COUNT(*) AS ?n) { ?s a wg:Statement GRAPH ?g { ?s rdf:object ?o } }"
        " GROUP BY ?g ORDER BY ?g",
    ):
        told = wangge("query", strict.store, "-e", query, "--format", "json")
        assert json.loads(told) == json.loads(
            wangge("query", str(news_path), "-e", query, "--format", "json")
        )
