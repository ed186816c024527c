"""Building on a SPARQL server: the bytes of a local store, nothing twice, nothing by half."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import hostile
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from sparql_servers import (
    Faulty,
    Reply,
    Request,
    closed,
    closed_when_done,
    cut_off,
    cut_off_unsaid,
    status,
)

from extractors.document import Document
from extractors.extraction import Extraction
from graph.build import build
from graph.exports import export
from graph.manifest import entries
from graph.rdf import document_iri
from graph.remote import writing
from graph.remote.place import Place, RemotePlace, place_of
from graph.store import open_store
from graph.vocabulary import WG
from ontology.errors import StoreError

ROOT = Path(__file__).parents[3]
SENTENCES = {
    "a.txt": "7月21日，石门县招募120余名志愿者。\n",
    "b.txt": "临澧县党委书记陈立新到河堤检查。临澧县采购口罩2000个。\n",
    "c.txt": "清河县红十字会向石门县捐赠消毒液300箱。\n",
}
SIZES = enumerate((40, 60, 50, 300, 20, 20))
NOTHING = b"INSERT DATA {}"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in SENTENCES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def local(pages: Path, tmp_path: Path) -> bytes:
    """What a store on disk has of the pages."""
    build([pages], tmp_path / "local.kg")
    return nquads(tmp_path / "local.kg")


@pytest.fixture
def behind(failing: Faulty, tmp_path: Path) -> RemotePlace:
    """The store on the server that fails as told, which spoils what writes graphs."""
    failing.spoils = writes
    return place_of(failing.store, tmp_path / "work")


def writes(request: Request) -> bool:
    """Whether a request changes a graph, and does not only look whether one could be changed."""
    return (request.is_update and request.body != NOTHING) or (
        request.method == "PUT" and bool(request.body)
    )


def nquads(store: Place) -> bytes:
    out = BytesIO()
    with open_store(store) as opened:
        export(opened, "nquads", out)
    return out.getvalue()


def refuse(document: Document) -> Extraction:
    raise AssertionError(f"{document.name} was read again")


def test_a_server_gets_what_a_store_on_disk_has(pages: Path, place: RemotePlace, local: bytes):
    report = build([pages], place)
    assert report.count("new") == 3
    assert report.census.documents == 3
    assert nquads(place) == local


def test_an_unchanged_document_is_not_read_again(pages: Path, place: RemotePlace, local: bytes):
    build([pages], place)
    report = build([pages], place, extract=refuse)
    assert report.count("unchanged") == 3
    assert nquads(place) == local


def test_without_its_working_folder_the_server_still_tells_what_is_unchanged(
    pages: Path, place: RemotePlace, tmp_path: Path
):
    build([pages], place)
    elsewhere = place_of(place.query, tmp_path / "another")
    assert build([pages], elsewhere, extract=refuse).count("unchanged") == 3


def test_a_changed_document_replaces_what_it_gave(
    pages: Path, place: RemotePlace, tmp_path: Path, local: bytes
):
    build([pages], place)
    with (pages / "a.txt").open("a", encoding="utf-8") as page:
        page.write("石门县采购口罩300个。\n")
    report = build([pages], place)
    assert (report.count("replaced"), report.count("unchanged")) == (1, 2)
    build([pages], tmp_path / "changed.kg")
    assert nquads(place) == nquads(tmp_path / "changed.kg") != local


def test_beside_the_server_a_folder_keeps_manifest_and_runs(pages: Path, place: RemotePlace):
    build([pages], place)
    assert [entry.outcome for entry in entries(place)] == ["new"] * 3
    assert {"manifest.sqlite", "runs.jsonl"} <= {file.name for file in place.folder.iterdir()}
    with open_store(place.folder) as opened:
        assert len(opened.documents()) == 3


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param([status(503), status(503)], id="busy twice"),
        pytest.param([status(429, retry_after="0")], id="too many requests"),
        pytest.param([status(502), status(504)], id="a proxy without its server"),
        pytest.param([closed], id="closed before it was done"),
        pytest.param([closed_when_done], id="closed when it was done"),
        pytest.param([cut_off], id="the answer cut off"),
        pytest.param([closed_when_done, status(503), closed], id="one thing after the other"),
    ],
)
def test_what_fails_for_a_while_is_done_once(
    faults: list, failing: Faulty, behind: RemotePlace, pages: Path, local: bytes
):
    failing.faults = faults
    report = build([pages], behind)
    assert report.count("new") == 3
    assert failing.faults == []
    assert nquads(behind) == local


def test_a_replacement_is_done_once_too(
    failing: Faulty, behind: RemotePlace, pages: Path, local: bytes
):
    build([pages], behind, version="before")
    failing.faults = [closed_when_done, closed_when_done]
    build([pages], behind)
    assert nquads(behind) == local


@pytest.mark.parametrize("fault", [cut_off, cut_off_unsaid, status(503)])
def test_answers_that_are_cut_off_are_asked_for_again(
    fault, failing: Faulty, behind: RemotePlace, pages: Path, local: bytes
):
    build([pages], behind)
    failing.spoils = lambda request: b"query=" in request.body
    failing.faults = [fault] * 3
    assert nquads(behind) == local
    assert failing.faults == []


def test_a_build_whose_server_goes_away_goes_on_later(
    failing: Faulty,
    behind: RemotePlace,
    pages: Path,
    local: bytes,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(writing, "BATCH", 1)
    written = []

    def gone(request: Request) -> bool:
        written.extend([request] if writes(request) else [])
        return len(written) > 1

    failing.spoils = gone
    failing.faults = [closed] * 1000
    with pytest.raises(StoreError, match="the connection was closed"):
        build([pages], behind)
    failing.faults = []
    assert {entry.outcome for entry in entries(behind)} == {"begun"}
    report = build([pages], behind)
    assert (report.count("unchanged"), report.count("new")) == (1, 2)
    assert nquads(behind) == local


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
@pytest.mark.parametrize(
    ("write", "done"),
    [pytest.param(1, True, id="documents stored"), pytest.param(2, False, id="units not stored")],
)
def test_a_build_that_is_killed_while_it_writes_goes_on(
    write: int, done: bool, failing: Faulty, behind: RemotePlace, pages: Path, local: bytes
):
    builds: list[subprocess.Popen[bytes]] = []
    number = 0

    def killing(server: Faulty, request: Request) -> Reply | None:
        nonlocal number
        number += 1
        if number < write:
            return server.ask(request)
        builds[0].kill()
        if done:
            server.ask(request)
        return None

    failing.faults = [killing] * 9
    store = ("--store", behind.query, "--work", str(behind.folder))
    command = [sys.executable, "-m", "graph.cli", "build", str(pages), *store, "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    builds.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
    assert builds[0].wait(120) < 0
    failing.faults = []
    assert build([pages], behind).census.documents == 3
    assert nquads(behind) == local


@pytest.mark.parametrize("code", [400, 404, 409, 413, 418, 500, 501])
def test_a_refusal_is_final_and_told_in_one_line(
    code: int, failing: Faulty, behind: RemotePlace, pages: Path
):
    failing.faults = [status(code)] * 9
    with pytest.raises(StoreError) as caught:
        build([pages], behind)
    assert len(failing.faults) == 8
    told = f"{failing.address} answers {code} at /update: the server says no"
    assert str(caught.value) == told


def test_small_documents_go_together_and_large_ones_alone(
    failing: Faulty,
    behind: RemotePlace,
    pages: Path,
    local: bytes,
    monkeypatch: pytest.MonkeyPatch,
):
    build([pages], behind)
    first, *_ = [request for request in failing.seen if writes(request)]
    assert first.body.count(b"DROP SILENT GRAPH") == 3
    failing.seen.clear()
    monkeypatch.setattr(writing, "BATCH", 1000)
    build([pages], behind, version="another")
    assert [request.method for request in failing.seen if writes(request)][:3] == ["PUT"] * 3


def test_batches_are_bound_in_bytes():
    graphs = [writing.Content(NamedNode(f"a:{at}"), b"x" * size, b"") for at, size in SIZES]
    told = [[one.size for one in batch] for batch in writing.batched(graphs, 100)]
    assert told == [[40, 60], [50], [300], [20, 20]]


def test_what_tells_a_document_from_an_older_one_is_written_last():
    """A server that is stopped between operations must not have it without the rest."""
    node = NamedNode("https://example.org/document-a")
    digest = Quad(node, NamedNode(WG + "sha256"), Literal("0"), node)
    other = Quad(node, NamedNode(WG + "fileName"), Literal("a.txt"), node)
    told = writing.content(node, [digest, other]).update.decode()
    emptied, first, last = told.split(" ;\n")
    assert emptied == f"DROP SILENT GRAPH {node}"
    assert str(other.triple) in first
    assert str(digest.triple) in last


def test_a_server_that_knows_no_updates_takes_whole_graphs(
    failing: Faulty, behind: RemotePlace, pages: Path, local: bytes
):
    failing.spoils = lambda request: request.is_update
    failing.faults = [status(404)] * 1000
    build([pages], behind)
    assert nquads(behind) == local
    assert {request.method for request in failing.seen if "/store?" in request.path} >= {"PUT"}


def test_a_server_that_takes_nothing_is_told_of(failing: Faulty, behind: RemotePlace, pages: Path):
    failing.spoils = lambda request: request.is_update or request.method == "PUT"
    failing.faults = [status(405)] * 1000
    with pytest.raises(StoreError, match="can be asked, but no address for updates is found"):
        build([pages], behind)


def test_what_pages_say_arrives_as_it_is(place: RemotePlace, tmp_path: Path):
    iri = document_iri("odd.txt")
    node = NamedNode(iri)
    quads = [
        Quad(node, NamedNode(f"https://example.org/{at}"), literal, node)
        for at, text in enumerate(hostile.ATTEMPTS)
        for literal in (Literal(text), Literal(text, language="zh"))
    ]
    for store in (place, tmp_path / "local.kg"):
        with open_store(store, "w") as opened:
            opened.replace_graph(iri, quads)
            assert set(opened.graph(iri)) == set(quads)
    assert nquads(place) == nquads(tmp_path / "local.kg")


def test_two_builds_into_one_working_folder_are_kept_apart(place: RemotePlace):
    with open_store(place, "w"), pytest.raises(StoreError, match="in use by another process"):
        open_store(place, "w")
