"""Servers as a user starts them, in a process of their own, and clients that ask them over HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gold
import httpx

from graph.store import open_store

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-that-only-tests-know"


@dataclass
class Running:
    """A server that runs: its process, its address, and a client that asks it."""

    process: subprocess.Popen[str]
    address: str
    http: httpx.Client
    log: Path

    def ask(self, query: str, accept: str = "application/sparql-results+json", **more: str):
        parameters = {"query": query, **more}
        return self.http.get("/sparql", params=parameters, headers={"accept": accept})

    def values(self, query: str) -> list[str]:
        """The first column of a table, sorted."""
        found = self.ask(query, "text/csv")
        assert found.status_code == 200, found.text
        return sorted(line.split(",")[0] for line in found.text.split("\r\n")[1:] if line)

    def update(self, text: str, **parameters: str):
        return self.http.post(
            "/update",
            params=parameters,
            content=text.encode(),
            headers={"content-type": "application/sparql-update", "authorization": bearer()},
        )


def bearer(token: str = TOKEN) -> str:
    return f"Bearer {token}"


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}


@contextmanager
def served(store: Path | str, folder: Path, *options: str) -> Iterator[Running]:
    log = folder / "server.log"
    command = [sys.executable, "-m", "graph.cli", "serve", str(store), "--port", "0", *options]
    with log.open("w") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment()
        )
    assert process.stdout
    try:
        address = process.stdout.readline().strip()
        assert address, log.read_text()
        with httpx.Client(base_url=address, timeout=60, trust_env=False) as http:
            wait_until_settled(http)
            yield Running(process, address, http, log)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def wait_until_settled(http: httpx.Client) -> None:
    """Until it has counted and all workers are there, pages say so and one answers for them."""
    while not is_settled(http.get("/health").json()):
        time.sleep(0.05)


def is_settled(health: Any) -> bool:
    workers = health["workers"]
    return bool(health["counted"]) and workers["started"] == workers["all"]


def make_store(path: Path) -> Path:
    with open_store(path, "w") as store:
        for page in gold.PAGES:
            store.replace_document(gold.extraction_of(page), version="1")
    return path


def many(count: int) -> str:
    """A pattern with so many solutions, made of ten thousand and what is missing."""
    digits = "VALUES ?{0} {{ 0 1 2 3 4 5 6 7 8 9 }}"
    places = range(len(str(count)))
    number = " + ".join(f"?d{place} * {10**place}" for place in places)
    values = " ".join(digits.format(f"d{place}") for place in places)
    return f"{values} BIND({number} AS ?x) BIND(STR(?x) AS ?y) FILTER(?x < {count})"
