"""A build that is killed in the middle of a bulk load while its store is served."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from servers import environment, make_store

DOCUMENTS = "SELECT ?n { ?d a wg:SourceDocument ; wg:fileName ?n }"
LOAD = """
import sys
from pyoxigraph import Literal, NamedNode, Quad
from graph.store import BULK, open_store

graphs = (NamedNode(f"http://example.org/half/{number}") for number in range(10 * BULK))
quads = [Quad(graph, NamedNode("http://example.org/p"), Literal("x"), graph) for graph in graphs]
with open_store(sys.argv[1], "w") as store:
    print("loading", flush=True)
    store.add_documents(quads)
    print("loaded", flush=True)
"""


def begin_loading(store):
    process = subprocess.Popen(
        [sys.executable, "-c", LOAD, str(store)],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "loading\n"
    return process


@pytest.mark.parametrize("seconds", [0.05, 0.3])
def test_the_last_good_snapshot_is_served_on_when_a_bulk_load_is_killed(serve, tmp_path, seconds):
    store = make_store(tmp_path / "pages.kg")
    server = serve(store)
    before = server.values(DOCUMENTS)

    loading = begin_loading(store)
    time.sleep(seconds)
    loading.kill()
    finished = loading.communicate()[0] == "loaded\n"
    time.sleep(3)  # Longer than the server waits before it looks again.

    halves = server.values("SELECT (COUNT(*) AS ?n) { ?s <http://example.org/p> ?o }")
    assert server.values(DOCUMENTS) == before
    assert halves == (["200000"] if finished else ["0"])
    assert server.http.get("/health").json()["status"] == "ok"


def test_what_is_built_after_a_killed_load_is_seen(serve, tmp_path):
    store = make_store(tmp_path / "pages.kg")
    server = serve(store)
    loading = begin_loading(store)
    loading.kill()
    loading.communicate()

    assert begin_loading(store).communicate()[0] == "loaded\n"

    wanted = "ASK { <http://example.org/half/0> ?p ?o }"
    for _ in range(600):
        if server.ask(wanted).json()["boolean"]:
            break
        time.sleep(0.1)
    assert server.ask(wanted).json()["boolean"]
