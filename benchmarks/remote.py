"""
What a store on a SPARQL server costs beside one on disk, in one run.

    python benchmarks/remote.py STORE [PATH...]

Starts the Oxigraph server (``pip install oxigraph``) on a free port of this machine with an empty
folder. Writes the documents of STORE to it and to a new store on disk, asks both the same, and
builds the PATHs into both. Prints seconds of the clock and their ratio; each is the best of three
runs, the two taken in turn.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from graph.build import build
from graph.check import check
from graph.query import named_queries, run_named
from graph.remote.place import RemotePlace, place_of
from graph.store import open_store
from graph.terms import own_graphs
from graph.viewer import render_view

RUNS = 3


def main() -> None:
    """Measure writing, reading and building."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("paths", nargs="*")
    asked = parser.parse_args()
    graphs = documents_of(asked.store)
    quads = sum(size for _, size in graphs)
    say(f"{len(graphs)} documents, {quads:,} quads")
    with tempfile.TemporaryDirectory() as folder, server(Path(folder) / "server") as address:
        home = Path(folder)
        far, near = place_of(address, home / "work"), home / "near.kg"
        compare("write", lambda place: write(place, graphs), far, near)
        compare("write anew", lambda place: replace(place, graphs), far, near)
        compare("know all documents", lambda place: known(place, graphs), far, near)
        compare("named queries", ask, far, near)
        compare("view", view, far, near)
        compare("check", lambda place: check(place, everything=True), far, near)
        if asked.paths:
            far, near = place_of(address, home / "second"), home / "second.kg"
            compare("build", lambda place: build(asked.paths, place, version=tick()), far, near)
            compare("build, unchanged", lambda place: build(asked.paths, place), far, near)


def compare(
    what: str, work: Callable[[RemotePlace | Path], object], far: RemotePlace, near: Path
) -> None:
    """Say how long a work takes with both."""
    took: dict[str, list[float]] = {"disk": [], "server": []}
    for _ in range(RUNS):
        for name, place in (("disk", near), ("server", far)):
            started = time.perf_counter()
            work(place)
            took[name].append(time.perf_counter() - started)
    disk, there = min(took["disk"]), min(took["server"])
    say(f"{what:20} disk {disk:8.2f} s  server {there:8.2f} s  ratio {there / disk:6.2f}")


def documents_of(path: Path) -> list[tuple[bytes, int]]:
    """The documents of a store, as N-Quads, each with the number of its quads."""
    with open_store(path) as store:
        found = []
        for document in store.documents().values():
            quads = store.graph(document.iri)
            data = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
            assert data is not None
            found.append((data, len(quads)))
        assert not own_graphs(store.base) & {one.iri for one in store.documents().values()}
    return found


def write(place: RemotePlace | Path, graphs: list[tuple[bytes, int]]) -> None:
    """As a build does: some forty documents at a time. A store on disk is a new one each time."""
    if isinstance(place, Path):
        place = place.with_name(f"{place.name}.{tick()}")
    with open_store(place, "w") as store:
        for at in range(0, len(graphs), 40):
            batch = graphs[at : at + 40]
            store.add_quads(b"".join(data for data, _ in batch), sum(size for _, size in batch))


def replace(place: RemotePlace | Path, graphs: list[tuple[bytes, int]]) -> None:
    """Document by document in the place of what is there."""
    with open_store(place, "w") as store:
        for data, _ in graphs:
            quads = list(pyoxigraph.parse(data, format=RdfFormat.N_QUADS, lenient=True))
            store.replace_graph(quads[0].graph_name.value, quads)  # type: ignore[union-attr]


def known(place: RemotePlace | Path, graphs: list[tuple[bytes, int]]) -> None:
    """What a build asks before it reads documents: whether the store has them."""
    with open_store(place, "w") as store:
        for name in list(store.documents()):
            assert store.stored(name)


def ask(place: RemotePlace | Path) -> None:
    """All named queries that need no argument."""
    with open_store(place) as store:
        for name, query in named_queries().items():
            if not any(each.required for each in query.parameters):
                run_named(store, name)


def view(place: RemotePlace | Path) -> None:
    """The viewer's page."""
    with open_store(place) as store:
        render_view(store)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tick() -> str:
    """Another text each time."""
    return str(time.monotonic_ns())


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The Oxigraph server; its query endpoint."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/sparql"
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
