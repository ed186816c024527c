"""
Serving: ``wangge serve`` beside the Oxigraph server and rdflib-endpoint, in turns, in one run.

``python benchmarks/serving.py`` serves the same store by all three, asks them the named queries
mixed, over HTTP by ``wrk``, and prints requests a second, latency, errors, and how many times as
fast as the Oxigraph server each is. ``--oxigraph`` and ``--rdflib-endpoint`` name the other
programs (``pip install oxigraph rdflib-endpoint`` in an environment of their own); one that is
not there is left out. ``--minute`` asks ours alone for a minute and prints its memory too.

``--store FOLDER`` is the store; without one, one of the sample pages is built. ``wrk`` is a
package of Debian.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from graph.build import build
from graph.query import bound_query, named_queries
from graph.store import DATA, open_store

SEEDS = Path(__file__).parent.parent / "seeds"
ARGUMENTS = {"name": "华龙区", "word": "志愿者", "kind": "志愿者"}
SCRIPT = """
local queries = {%s}
local at = %d
request = function()
  at = at %% #queries + 1
  return wrk.format("POST", "%s", {
    ["Content-Type"] = "application/sparql-query",
    ["Accept"] = "application/sparql-results+json, text/turtle;q=0.5"
  }, queries[at])
end
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server to measure: its name, its command, and where it takes queries."""

    name: str
    command: Sequence[str]
    port: int
    path: str


def queries(store: Path) -> list[str]:
    """The named queries that answer without being told more than a name, as texts."""
    with open_store(store) as opened:
        return [
            bound_query(
                opened,
                name,
                {part.name: ARGUMENTS[part.name] for part in each.parameters if part.required},
            )
            for name, each in named_queries().items()
        ]


def lua(texts: Sequence[str], path: str) -> str:
    """The script of ``wrk`` that asks the queries in turn."""
    quoted = ", ".join(json.dumps(each, ensure_ascii=False).replace("\\/", "/") for each in texts)
    return SCRIPT % (quoted, 0, path)


@contextmanager
def running(server: Server) -> Iterator[psutil.Process]:
    """The server, as long as the context lasts."""
    process = psutil.Popen(server.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, process)
        yield process
    finally:
        process.terminate()
        with suppress(psutil.TimeoutExpired):
            process.wait(10)
        if process.is_running():
            process.kill()


def _wait(server: Server, process: psutil.Popen) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"{server.name} ended: {' '.join(server.command)}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1):
            return
        time.sleep(0.1)
    raise SystemExit(f"{server.name} does not listen")


def answers(server: Server, text: str) -> bytes:
    """What the server answers to one query."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{server.path}",
        text.encode(),
        {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=120) as response:
        found: bytes = response.read()
        return found


def load(server: Server, script: Path, seconds: int, clients: int) -> dict[str, str]:
    """What ``wrk`` says after so many seconds."""
    address = f"http://127.0.0.1:{server.port}"
    told = subprocess.run(
        [
            "wrk",
            "-t1",
            f"-c{clients}",
            f"-d{seconds}",
            "--timeout",
            "60",
            "--latency",
            "-s",
            str(script),
            address,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {
        "count": _found(r"(\d+) requests in", told),
        "rate": _found(r"Requests/sec:\s+(\S+)", told),
        "half": _found(r"50%\s+(\d\S+)", told),
        "most": _found(r"99%\s+(\d\S+)", told),
        "errors": _found(r"(Non-2xx.*|Socket errors.*)", told) or "none",
    }


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else ""


def memory(process: psutil.Process) -> float:
    """Mebibytes that a process and those it started hold for themselves."""
    total = 0
    for each in [process, *process.children(recursive=True)]:
        with suppress(psutil.Error):
            total += each.memory_full_info().uss
    return total / (1 << 20)


def processor(process: psutil.Process) -> float:
    """Seconds of the processors that a process and those it started have used."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        with suppress(psutil.Error):
            used = each.cpu_times()
            total += used.user + used.system
    return total


def servers(store: Path, dump: Path, asked: argparse.Namespace) -> list[Server]:
    """The servers that are there."""
    ours = [sys.executable, "-m", "graph.cli", "serve", str(store), "--port", "8101"]
    found = [Server("wangge", [*ours, *(["--quiet"] if asked.quiet else [])], 8101, "/sparql")]
    if program := shutil.which(asked.oxigraph):
        options = [
            "--location",
            str(store / DATA),
            "--bind",
            "127.0.0.1:8102",
            "--union-default-graph",
        ]
        found.append(Server("oxigraph", [program, "serve-read-only", *options], 8102, "/query"))
    if program := shutil.which(asked.rdflib_endpoint):
        command = [program, "serve", "--host", "127.0.0.1", "--port", "8103", str(dump)]
        found.append(Server("rdflib-endpoint", command, 8103, "/"))
    return found


def compare(
    found: Sequence[Server], texts: Sequence[str], place: Path, asked: argparse.Namespace
) -> None:
    """Print what each does, in rounds of turns."""
    rates: dict[str, list[float]] = {each.name: [] for each in found}
    for number in range(asked.rounds):
        for server in found:
            with running(server) as process:
                script = place / f"{server.name}.lua"
                script.write_text(lua(texts, server.path), encoding="utf-8")
                load(server, script, 4, asked.clients)
                before = processor(process)
                told = load(server, script, asked.seconds, asked.clients)
                used = (processor(process) - before) * 1000 / max(1, int(told["count"]))
                rates[server.name].append(float(told["rate"]))
                sys.stdout.write(
                    f"{number + 1} {server.name:<16}{told['rate']:>10}/s  50% {told['half']:>9}  "
                    f"99% {told['most']:>9}  "
                    f"{used:7.2f} ms of processor each  {memory(process):7.0f} MiB  "
                    f"errors: {told['errors']}\n"
                )
                sys.stdout.flush()
    best = {name: max(each) for name, each in rates.items()}
    for name, rate in best.items():
        if "oxigraph" in best:
            sys.stdout.write(f"{name}: {rate / best['oxigraph']:.2f} times the Oxigraph server\n")


def minute(server: Server, texts: Sequence[str], place: Path, clients: int) -> None:
    """Print the memory of ours, and errors, over six times ten seconds."""
    script = place / "minute.lua"
    script.write_text(lua(texts, server.path), encoding="utf-8")
    with running(server) as process:
        for _ in range(6):
            told = load(server, script, 10, clients)
            sys.stdout.write(
                f"{told['rate']}/s, errors: {told['errors']}, {memory(process):.0f} MiB\n"
            )
            sys.stdout.flush()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--query", help="ask this one instead of the named ones")
    parser.add_argument("--quiet", action="store_true", help="ours without an access log")
    parser.add_argument("--minute", action="store_true")
    parser.add_argument("--oxigraph", default="oxigraph")
    parser.add_argument("--rdflib-endpoint", default="rdflib-endpoint")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store = asked.store or place / "seeds.kg"
        if not store.exists():
            build([SEEDS], store)
        texts = [asked.query] if asked.query else queries(store)
        dump = place / "dump.nq"
        with open_store(store) as opened:
            opened.raw.dump(str(dump))
            sys.stdout.write(
                f"{len(opened.raw)} quads, {len(texts)} queries, {os.cpu_count()} processors\n"
            )
        found = servers(store, dump, asked)
        if asked.minute:
            minute(found[0], texts, place, asked.clients)
        else:
            compare(found, texts, place, asked)


if __name__ == "__main__":
    main()
