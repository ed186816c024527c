"""A server cannot be hurt: what lasts, is large, or reaches out is ended or refused."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar
from urllib.parse import quote

import httpx
import pytest
from servers import TOKEN, environment, make_store, many, served

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
TSV = "text/tab-separated-values"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("limits") / "pages.kg")


@pytest.fixture(scope="module")
def strict(tmp_path_factory, store):
    options = ["--timeout", "0.5", "--workers", "8", "--max-rows", "1000", "--max-answer", "8"]
    with served(store, tmp_path_factory.mktemp("strict"), *options) as running:
        yield running


def test_a_hundred_endless_queries_leave_the_server_answering(strict):
    with ThreadPoolExecutor(16) as clients:
        found = list(clients.map(lambda _: strict.ask(ENDLESS), range(100)))

    assert Counter(one.status_code for one in found) == {504: 100}
    assert (
        found[0].text
        == '{"status": 504, "error": "the query was ended after 0.5 seconds, its limit"}\n'
    )
    assert strict.http.get("/health").json()["workers"]["busy"] == 0
    assert strict.values("SELECT ?x { VALUES ?x { 1 } }") == ["1"]


@pytest.mark.parametrize(
    "accept", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_more_rows_than_allowed_are_an_error_and_as_many_are_not(strict, accept):
    most = strict.ask(f"SELECT ?x ?y {{ {many(1000)} }}", accept)
    more = strict.ask(f"SELECT ?x ?y {{ {many(1001)} }}", accept)

    assert most.status_code == 200
    assert more.status_code == 400
    assert "more than 1000 rows; add LIMIT" in more.text


def test_more_triples_than_allowed_are_an_error(strict):
    found = strict.ask(f"CONSTRUCT {{ <a:b> <a:c> ?x }} {{ {many(1001)} }}", "text/turtle")

    assert found.status_code == 400
    assert "more than 1000 rows" in found.text


def test_a_line_break_within_a_value_is_no_row(strict):
    value = r'"a\n\"},{\"b"'
    query = f"SELECT ?x ({value} AS ?z) {{ {many(1000)} }}"

    assert strict.ask(query, "text/csv").status_code == 200
    assert strict.ask(query, JSON).status_code == 200


def test_an_answer_that_is_too_long_is_cut_off_and_never_looks_complete(serve, store):
    """After its first mebibyte an answer is on its way, and its status with it."""
    cut = serve(store, "--max-answer", "8")
    long = "x" * 100_000
    query = f'SELECT ?x ("{long}" AS ?z) {{ {many(900)} }}'

    answer, error = taken(cut, query)

    assert isinstance(error, httpx.TransportError)
    assert not answer.endswith(b"]}}")
    assert "longer than 8388608 bytes" in cut.log.read_text()


def taken(server, query):
    """What came of an answer, and what ended it."""
    answer = b""
    try:
        with server.http.stream("POST", "/sparql", data={"query": query}) as found:
            for piece in found.iter_raw():
                answer += piece
    except httpx.TransportError as error:
        return answer, error
    return answer, None


def test_a_query_that_takes_all_memory_ends_alone(serve, store):
    server = serve(store, "--max-memory", "256")

    found = server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")

    assert found.status_code == 500
    assert "memory" in found.json()["error"]
    assert server.ask("ASK {}").json() == {"head": {}, "boolean": True}


def test_a_worker_that_is_killed_is_replaced(serve, store):
    import psutil

    server = serve(store, "--workers", "1")
    server.ask("ASK {}")
    workers = [
        each
        for each in psutil.Process(server.process.pid).children(recursive=True)
        if any(str(store) in opened.path for opened in each.open_files())
    ]
    os.kill(workers[0].pid, signal.SIGKILL)

    answers = [server.ask("ASK {}").status_code for _ in range(5)]

    assert len(workers) == 1
    assert answers[-1] == 200


def test_a_query_whose_turn_does_not_come_is_sent_away(serve, store):
    server = serve(store, "--workers", "1", "--timeout", "5", "--patience", "0.5")
    with ThreadPoolExecutor(2) as clients:
        found = list(clients.map(lambda _: server.ask(ENDLESS), range(2)))

    assert sorted(one.status_code for one in found) == [503, 504]
    assert next(one for one in found if one.status_code == 503).headers["retry-after"]
    assert server.ask("ASK {}").status_code == 200


@pytest.mark.parametrize(
    ("length", "status"), [(1 << 20, 400), ((1 << 20) + 1, 413)], ids=["largest", "larger"]
)
def test_a_query_may_have_a_mebibyte(reading, length, status):
    found = reading.http.post(
        "/sparql", content=b"#" * length, headers={"content-type": "application/sparql-query"}
    )

    assert found.status_code == status


def test_a_body_without_a_length_is_counted(strict):
    pieces = (b"#" * 65536 for _ in range(17))

    found = strict.http.post(
        "/sparql", content=pieces, headers={"content-type": "application/sparql-query"}
    )

    assert found.status_code == 413


def test_an_address_without_end_is_refused(reading):
    with connected(reading) as client:
        client.sendall(b"GET /sparql?query=" + b"x" * 100_000)

        assert client.recv(100).startswith(b"HTTP/1.1 431 ")


def test_brackets_in_brackets_without_end_are_refused(strict):
    found = strict.ask("SELECT * {" + "{" * 5000 + "}" * 5000 + "}")

    assert found.status_code == 400


class Elsewhere(BaseHTTPRequestHandler):
    """Another machine, which notes who asks it."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere():
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{0}/sparql> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICESILENT<{0}/sparql> {{ ?s ?p ?o }} }}",
        "PREFIX s: <{0}/> SELECT * {{ SERVICE s:sparql {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{0}/data.ttl> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{0}/data.ttl> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ],
)
def test_no_query_reaches_another_machine(reading, elsewhere, query):
    found = reading.ask(query.format(elsewhere), "text/csv")

    assert Elsewhere.asked == []
    assert found.status_code == 400 or found.text.split("\r\n")[1:] == [""]


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <{0}/data.ttl>",
        "LOADSILENT<{0}/data.ttl>",
        "LOAD SILENT <file:///etc/hostname> INTO GRAPH <a:b>",
        "PREFIX load: <{0}/> LOAD load:x",
        "BASE <{0}/>load<x>",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <{0}/sparql> {{ ?s ?p ?o }} }}",
    ],
)
def test_no_update_reaches_another_machine_or_a_file(writing, elsewhere, update):
    found = writing.update(update.format(elsewhere))

    assert found.status_code == 400
    assert "not allowed" in found.text
    assert Elsewhere.asked == []


def test_who_allows_it_reaches_another_machine(serve, store, elsewhere):
    server = serve(store, "--allow-remote")

    server.ask(f"SELECT * {{ SERVICE SILENT <{elsewhere}/asked> {{ ?s ?p ?o }} }}")

    assert [path for path in Elsewhere.asked if path.startswith("/asked")]
    Elsewhere.asked.clear()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil"])
def test_a_name_that_is_not_the_servers_is_refused(reading, host):
    """A page of that name may have been made to point here."""
    found = reading.http.get("/sparql?query=ASK%7B%7D", headers={"host": host})

    assert found.status_code == 421


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:8000", "news.example"]
)
def test_addresses_and_names_that_were_allowed_are_the_servers(serve, store, host):
    server = serve(store, "--allow-host", "news.example")

    assert server.http.get("/health", headers={"host": host}).status_code == 200


def test_only_pages_of_allowed_origins_may_read(serve, store, reading):
    server = serve(store, "--cors", "https://friend.example")

    def allowed(running, origin):
        found = running.http.get("/sparql?query=ASK%7B%7D", headers={"origin": origin})
        return found.headers.get("access-control-allow-origin")

    assert allowed(server, "https://friend.example") == "https://friend.example"
    assert allowed(server, "https://other.example") is None
    assert allowed(reading, "https://friend.example") is None


def test_the_log_has_a_line_for_each_request_and_no_secrets(writing):
    writing.http.get("/sparql", params={"query": "ASK { <a:hush> ?p ?o }", "token": "hush"})
    writing.update("CLEAR ALL")

    log = writing.log.read_text()
    assert "GET /sparql 200" in log
    assert "POST /update" in log
    assert not {word for word in ("hush", TOKEN, "Bearer") if word in log}


def test_queries_reach_oxigraph(reading):
    """It compares days of a year, which rdflib's engine does not."""
    found = reading.ask('ASK { FILTER("--01-09"^^xsd:gMonthDay < "--02-01"^^xsd:gMonthDay) }')

    assert found.json()["boolean"] is True


WORKING = """
import socket, sys, threading
from graph.server.frames import Job, job_frame, read_frame
from graph.server.settings import Limits
from graph.server.worker import main

ours, theirs = socket.socketpair()
given = {"query": "SELECT * { ?s ?p ?o } LIMIT 1", "default": None, "named": None, "base": "a:b"}
given |= {"table": "text/csv", "answer": None, "graph": None, "gzip": False, "remote": False}
ours.sendall(job_frame(Job("query", sys.argv[1], given | {"headers": {}})))
ours.shutdown(socket.SHUT_WR)
main(theirs, Limits())
kinds = [read_frame(ours.recv)[0].decode() for _ in range(2)]
print(*kinds, "pyoxigraph" in sys.modules, "rdflib" in sys.modules)
"""


def test_a_worker_never_loads_an_engine_in_python(store):
    run = subprocess.run(
        [sys.executable, "-c", WORKING, str(store)],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == "R W True False\n"


def connected(server):
    port = int(server.address.rstrip("/").rsplit(":", 1)[1])
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def test_a_client_that_sends_its_request_too_slowly_is_cut_off(serve, store):
    server = serve(store, "--patience", "0.5")
    with connected(server) as slow:
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n")

        assert slow.recv(1) == b""


def test_a_client_whose_body_does_not_come_is_told(serve, store):
    server = serve(store, "--patience", "0.5")
    with connected(server) as slow:
        slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n")
        slow.sendall(b"Content-Type: application/sparql-query\r\n\r\nASK")

        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")


def test_a_client_that_does_not_take_its_answer_is_cut_off(serve, store):
    server = serve(store, "--patience", "0.5", "--workers", "1")
    with connected(server) as slow:
        query = quote(f"SELECT ?x ?y {{ {many(900_000)} }}")
        slow.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

        tries = [server.ask("ASK {}").status_code for _ in range(10)]

    assert tries[-1] == 200


def test_a_client_that_leaves_frees_its_worker(serve, store):
    server = serve(store, "--workers", "1", "--timeout", "600")
    with connected(server) as gone:
        query = quote(ENDLESS)
        gone.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    assert server.ask("ASK {}").status_code == 200
