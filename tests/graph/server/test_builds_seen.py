"""A build that goes on while a store is served: not hindered, and seen whole when it is done."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time

import pytest
from servers import ROOT, environment, make_store, served

from graph.server.snapshots import FOLDER
from graph.store import open_store

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
DOCUMENTS = "SELECT ?n { ?d a wg:SourceDocument ; wg:fileName ?n }"
PATIENCE = 120


def build(store, *pages):
    return subprocess.Popen(
        [sys.executable, "-m", "graph.cli", "build", "-q", *map(str, pages), "-o", str(store)],
        env=environment(),
    )


def wait_for(found, wanted):
    for _ in range(PATIENCE * 10):
        if found() == wanted:
            return
        time.sleep(0.1)
    assert found() == wanted


def test_a_build_is_seen_when_it_is_done_and_no_document_before_it_is_whole(serve, tmp_path):
    store = tmp_path / "news.kg"
    assert build(store, SEEDS[0]).wait() == 0
    server = serve(store)
    facts = "SELECT ?n (COUNT(?f) AS ?c) { ?d a wg:SourceDocument ; wg:fileName ?n"
    facts += " GRAPH ?d { ?f a wg:Statement } } GROUP BY ?n"

    def seen():
        return server.ask(facts, "text/csv").text

    before, states = seen(), set()
    running = build(store, *SEEDS)
    while running.poll() is None:
        states.add(seen())
    wait_for(lambda: len(server.values(DOCUMENTS)), len(SEEDS))

    states.add(seen())
    assert running.returncode == 0
    assert states == {before, seen()}


def test_a_store_that_is_built_anew_is_served_on(serve, tmp_path):
    store = make_store(tmp_path / "pages.kg")
    server = serve(store)
    tag = server.ask(DOCUMENTS).headers["etag"]

    shutil.rmtree(store)
    assert build(store, SEEDS[0]).wait() == 0

    wait_for(lambda: server.values(DOCUMENTS), [SEEDS[0].name])
    assert server.ask(DOCUMENTS).headers["etag"] != tag


def test_a_store_is_free_for_others_while_it_is_served(serve, tmp_path):
    store = make_store(tmp_path / "pages.kg")
    serve(store)

    with open_store(store, "w") as opened:
        assert opened.documents()


def test_an_update_waits_for_nobody_and_says_so(serve, tmp_path, token_file):
    store = make_store(tmp_path / "pages.kg")
    server = serve(store, "--token-file", str(token_file))
    with open_store(store, "w"):
        found = server.update("INSERT DATA { <a:s> <a:p> 1 }")

    assert found.status_code == 503
    assert found.headers["retry-after"]
    assert server.update("INSERT DATA { <a:s> <a:p> 1 }").status_code == 204


def test_a_server_leaves_nothing_behind(tmp_path):
    store = make_store(tmp_path / "pages.kg")
    with served(store, tmp_path) as server:
        assert list((store / FOLDER).iterdir())
        server.ask("ASK {}")

    assert list((store / FOLDER).iterdir()) == []


def test_what_a_killed_server_left_is_taken_away_by_the_next(serve, tmp_path):
    store = make_store(tmp_path / "pages.kg")
    first = serve(store)
    first.process.kill()
    first.process.wait()
    (left,) = (store / FOLDER).iterdir()

    serve(store)

    assert not left.exists()
    assert len(list((store / FOLDER).iterdir())) == 1


def test_a_store_that_may_only_be_read_is_served(serve, tmp_path):
    store = make_store(tmp_path / "pages.kg")
    (store / FOLDER).write_text("no folder can be made here")

    server = serve(store)

    assert server.values(DOCUMENTS)


@pytest.mark.parametrize("name", ["nothing.kg", "file.kg"])
def test_what_is_no_store_is_said_in_one_line(tmp_path, name):
    (tmp_path / "file.kg").write_text("no store")

    run = subprocess.run(
        [sys.executable, "-m", "graph.cli", "serve", str(tmp_path / name), "--port", "0"],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stdout) == (1, "")
    assert len(run.stderr.splitlines()) == 1
