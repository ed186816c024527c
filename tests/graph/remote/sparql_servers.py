"""Real SPARQL servers in processes of their own, and one in front of them that fails as told."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import urllib3

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
HOST = "127.0.0.1"
_READY = 60.0


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


@contextmanager
def oxigraph(folder: Path, kind: str = "serve") -> Iterator[str]:
    """The Oxigraph server of a folder; its query endpoint."""
    port = free_port()
    command = [str(OXIGRAPH), kind, "--location", str(folder), "--bind", f"{HOST}:{port}"]
    with _running(command, folder.with_suffix(".log"), port):
        yield f"http://{HOST}:{port}/sparql"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """A Virtuoso server that anybody may write to; its query endpoint."""
    assert VIRTUOSO
    sql, port = free_port(), free_port()
    folder.mkdir()
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(folder=folder, sql=f"{HOST}:{sql}", web=f"{HOST}:{port}"))
    command = [VIRTUOSO, "+foreground", "+configfile", str(settings)]
    with _running(command, folder / "out.log", port):
        for right in (
            'grant SPARQL_UPDATE to "SPARQL";',
            "DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);",
        ):
            asked = ["isql-vt", f"{HOST}:{sql}", "dba", "dba", f"EXEC={right}"]
            subprocess.run(asked, check=True, capture_output=True, timeout=60)
        yield f"http://{HOST}:{port}/sparql"


@contextmanager
def _running(command: list[str], log: Path, port: int) -> Iterator[None]:
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        end = time.monotonic() + _READY
        while True:
            with suppress(OSError), socket.create_connection((HOST, port), 1):
                break
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait(30)


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def is_update(self) -> bool:
        return self.headers.get("content-type", "") == "application/sparql-update"


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


Fault = Callable[["Faulty", Request], "Reply | None"]
"""What a server does instead of its work; None means that the connection is closed."""


@dataclass
class Faulty:
    """
    A server in front of another, which it asks; each of ``faults`` spoils one request.

    ``spoils`` says which requests: all of them unless told otherwise.
    """

    address: str
    behind: str
    faults: list[Fault] = field(default_factory=list)
    spoils: Callable[[Request], bool] = lambda request: True
    changes: Callable[[Request], None] = lambda request: None
    seen: list[Request] = field(default_factory=list)
    pool: urllib3.PoolManager = field(default_factory=urllib3.PoolManager)

    @property
    def store(self) -> str:
        return f"{self.address}/sparql"

    def ask(self, request: Request) -> Reply:
        kept = {"accept", "content-type", "authorization"}
        headers = {name: value for name, value in request.headers.items() if name in kept}
        url = self.behind.rpartition("/")[0] + request.path
        found = self.pool.request(
            request.method, url, body=request.body, headers=headers, redirect=False
        )
        media = found.headers.get("content-type", "")
        return Reply(found.status, {"content-type": media}, found.data)

    def answer(self, request: Request) -> Reply | None:
        self.seen.append(request)
        self.changes(request)
        if self.faults and self.spoils(request):
            return self.faults.pop(0)(self, request)
        return self.ask(request)


def status(code: int, **headers: str) -> Fault:
    """Answers with a status and does nothing."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda server, request: Reply(code, told, b"the server says no")


def closed(server: Faulty, request: Request) -> None:
    """Closes the connection before anything is done."""


def closed_when_done(server: Faulty, request: Request) -> None:
    """Does what is asked, and closes the connection without a word."""
    server.ask(request)


def cut_off(server: Faulty, request: Request) -> Reply:
    """Does what is asked, and closes the connection in the middle of the answer."""
    reply = server.ask(request)
    reply.headers["content-length"] = str(len(reply.body) + 1)
    return Reply(reply.status, reply.headers, reply.body[: len(reply.body) // 2])


def cut_off_unsaid(server: Faulty, request: Request) -> Reply:
    """The same, of an answer of which nobody said how long it would be."""
    reply = server.ask(request)
    reply.headers["content-length"] = ""
    return Reply(reply.status, reply.headers, reply.body[: len(reply.body) // 2])


@contextmanager
def faulty(behind: str) -> Iterator[Faulty]:
    """A server that fails as told, in front of the one with this query endpoint."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            heads = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, heads, self.rfile.read(length))
            reply = told.answer(request)
            if reply is None:
                self.close_connection = True
                return
            self.send_response(reply.status)
            said = {"content-length": str(len(reply.body)), **reply.headers}
            for name, value in said.items():
                if value:
                    self.send_header(name, value)
            if said["content-length"] != str(len(reply.body)):
                self.send_header("connection", "close")
                self.close_connection = True
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_one  # noqa: N815

        def log_message(self, *args: object) -> None:
            """Nothing: what was asked stands in ``seen``."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    told = Faulty(f"http://{HOST}:{server.server_address[1]}", behind)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
        told.pool.clear()


_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 5000
MaxDirtyBuffers = 3000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = {web}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
"""
