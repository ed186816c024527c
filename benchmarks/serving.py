"""
Serving: ``wangge serve`` beside the Oxigraph server and rdflib-endpoint, in turns, in one run.

``python benchmarks/serving.py`` serves the same store by all three and prints

- which of the named queries each answers within ``--limit`` seconds, asked one by one, and
  whether with as many rows as the Oxigraph server;
- requests a second and latency under load by ``wrk``, in rounds of turns: of all named queries,
  mixed, by those who answer them all; of those that all three answer; of ``ASK {}``; and how
  many times as fast as the Oxigraph server each is, the median of the rounds.

No answer comes out of a store of answers: ours keeps none. ``--oxigraph`` and
``--rdflib-endpoint`` name the other programs (``pip install oxigraph rdflib-endpoint[cli]`` in an
environment of their own); one that is not there is left out. ``--only`` chooses among the mixes.
``--minute`` asks ours alone for a minute and prints its memory too.

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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
from pyoxigraph import RdfFormat, parse

from graph.build import build
from graph.query import bound_query, named_queries
from graph.store import DATA, open_store

SEEDS = Path(__file__).parent.parent / "seeds"
ARGUMENTS = {"name": "华龙区", "word": "志愿者", "kind": "志愿者"}
ACCEPT = "application/sparql-results+json, text/turtle;q=0.5"
SCRIPT = """
local queries = {%s}
local at = %d
request = function()
  at = at %% #queries + 1
  return wrk.format("POST", "%s", {
    ["Content-Type"] = "application/sparql-query",
    ["Accept"] = "%s"
  }, queries[at])
end
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server to measure: its name and command, where it takes queries and tells its health."""

    name: str
    command: Sequence[str]
    port: int
    path: str
    health: str = ""


def queries(store: Path) -> dict[str, str]:
    """The named queries that answer without being told more than a name, as texts."""
    with open_store(store) as opened:
        return {
            name: bound_query(
                opened,
                name,
                {part.name: ARGUMENTS[part.name] for part in each.parameters if part.required},
            )
            for name, each in named_queries().items()
        }


def lua(texts: Sequence[str], path: str) -> str:
    """The script of ``wrk`` that asks the queries in turn."""
    quoted = ", ".join(json.dumps(each, ensure_ascii=False).replace("\\/", "/") for each in texts)
    return SCRIPT % (quoted, 0, path, ACCEPT)


@contextmanager
def running(server: Server) -> Iterator[psutil.Process]:
    """The server, as long as the context lasts."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1):
        raise SystemExit(f"something else listens on port {server.port}")
    process = psutil.Popen(server.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, process)
        yield process
    finally:
        with suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
            process.terminate()
            process.wait(1)
        if process.is_running():
            process.kill()
            process.wait(30)


def _wait(server: Server, process: psutil.Popen) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"{server.name} ended: {' '.join(server.command)}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1):
            break
        time.sleep(0.1)
    else:
        raise SystemExit(f"{server.name} does not listen")
    while server.health and not _is_settled(f"http://127.0.0.1:{server.port}{server.health}"):
        time.sleep(0.1)


def _is_settled(address: str) -> bool:
    """Whether ours has started all that it starts, and has counted what the store holds."""
    with urllib.request.urlopen(address, timeout=60) as response:
        told = json.load(response)
    return bool(told["counted"] and told["workers"]["started"] == told["workers"]["all"])


def answer(server: Server, text: str, seconds: float) -> int | None:
    """How many rows or triples the server answers to a query; None for no answer in time."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{server.path}",
        text.encode(),
        {"Content-Type": "application/sparql-query", "Accept": ACCEPT},
    )
    try:
        with urllib.request.urlopen(request, timeout=seconds) as response:
            body, media = response.read(), response.headers.get_content_type()
    except OSError:
        return None
    if media.endswith("json"):
        return len(json.loads(body).get("results", {"bindings": [True]})["bindings"])
    return sum(1 for _ in parse(body, format=RdfFormat.from_media_type(media)))


def answered(server: Server, texts: Sequence[str], seconds: float) -> list[int | None]:
    """What the server answers to each query; after one that lasts too long it begins anew."""
    found: list[int | None] = []
    while len(found) < len(texts):
        with running(server):
            for text in texts[len(found) :]:
                found.append(answer(server, text, seconds))
                if found[-1] is None:
                    break
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
    found = [
        Server("wangge", [*ours, *(["--quiet"] if asked.quiet else [])], 8101, "/sparql", "/health")
    ]
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


def sift(found: Sequence[Server], texts: Mapping[str, str], seconds: float) -> list[str]:
    """Print how many rows each server answers to each query; the texts that all answer."""
    told = {server.name: answered(server, list(texts.values()), seconds) for server in found}
    for name, counts in told.items():
        others = told.get("oxigraph", counts)
        alike = sum(
            one is not None and one == other for one, other in zip(counts, others, strict=True)
        )
        late = [query for query, one in zip(texts, counts, strict=True) if one is None]
        sys.stdout.write(
            f"{name}: {len(texts) - len(late)} of {len(texts)} queries answered within "
            f"{seconds:g} s, {alike} with as many rows as the Oxigraph server; "
            f"not answered: {', '.join(late) or 'none'}\n"
        )
    sys.stdout.flush()
    rows = zip(texts.values(), *told.values(), strict=True)
    return [text for text, *counts in rows if None not in counts]


def compare(
    title: str,
    found: Sequence[Server],
    texts: Sequence[str],
    place: Path,
    asked: argparse.Namespace,
) -> None:
    """Print what each does, in rounds of turns, and the medians of the rounds."""
    sys.stdout.write(f"\n{title}: {len(texts)} queries, {asked.clients} clients\n")
    rounds = [
        {each.name: _turn(each, texts, place, asked) for each in found} for _ in range(asked.rounds)
    ]
    for server in found:
        rates = [each[server.name] for each in rounds]
        sys.stdout.write(f"{server.name:<16} median {median(rates):10.1f}/s")
        if "oxigraph" in rounds[0]:
            ratios = [each[server.name] / each["oxigraph"] for each in rounds]
            sys.stdout.write(
                f"  {median(ratios):.2f} times the Oxigraph server "
                f"({min(ratios):.2f} to {max(ratios):.2f})"
            )
        sys.stdout.write("\n")
    sys.stdout.flush()


def _turn(server: Server, texts: Sequence[str], place: Path, asked: argparse.Namespace) -> float:
    """Print what a server does under load; its requests a second."""
    script = place / f"{server.name}.lua"
    script.write_text(lua(texts, server.path), encoding="utf-8")
    with running(server) as process:
        load(server, script, 2, asked.clients)
        before = processor(process)
        told = load(server, script, asked.seconds, asked.clients)
        used = (processor(process) - before) * 1000 / max(1, int(told["count"]))
        sys.stdout.write(
            f"{server.name:<16}{told['rate']:>10}/s  50% {told['half']:>9}  "
            f"99% {told['most']:>9}  {used:7.2f} ms of processor each  "
            f"{memory(process):7.0f} MiB  errors: {told['errors']}\n"
        )
        sys.stdout.flush()
    return float(told["rate"])


def minute(server: Server, texts: Sequence[str], place: Path, clients: int) -> None:
    """Print the memory of ours before a minute of load, in it every 15 seconds; and errors."""
    script = place / "minute.lua"
    script.write_text(lua(texts, server.path), encoding="utf-8")
    with running(server) as process:
        time.sleep(3)  # Workers are warmed one after another.
        sys.stdout.write(f"at the start {memory(process):.0f} MiB\n")
        for seconds in range(15, 75, 15):
            told = load(server, script, 15, clients)
            sys.stdout.write(
                f"after {seconds} s {memory(process):.0f} MiB; "
                f"{told['rate']}/s, errors: {told['errors']}\n"
            )
            sys.stdout.flush()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--limit", type=float, default=10.0, help="seconds for one query")
    parser.add_argument("--only", choices=["named", "all", "ask"], action="append")
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
        texts = queries(store)
        dump = place / "dump.nq"
        with open_store(store) as opened:
            opened.raw.dump(str(dump))
            sys.stdout.write(
                f"{len(opened.raw)} quads, {len(texts)} queries, {os.cpu_count()} processors\n"
            )
        found = servers(store, dump, asked)
        if asked.minute:
            minute(found[0], list(texts.values()), place, asked.clients)
            return
        wanted = asked.only or ["named", "all", "ask"]
        if "named" in wanted:
            compare("named queries", found[:2], list(texts.values()), place, asked)
        if "all" in wanted:
            easy = sift(found, texts, asked.limit)
            compare("named queries that all answer", found, easy, place, asked)
        if "ask" in wanted:
            compare("ASK", found, ["ASK {}"], place, asked)


if __name__ == "__main__":
    main()
