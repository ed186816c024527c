"""What stands before all routes: who may ask under which name, and a line for each request."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.server.problems import Problem, told

ACCESS: Final = logging.getLogger("wangge.access")


def is_known_host(header: str, allowed: frozenset[str]) -> bool:
    """
    Whether a ``Host`` header names this server.

    An address of numbers always does: a page of another name that is made to point here
    (DNS rebinding) has that name in the header.

    >>> [is_known_host(each, frozenset({"localhost"})) for each in (
    ...     "localhost:8000", "127.0.0.1", "[::1]:8000", "evil.example", "127.0.0.1.evil.example")]
    [True, True, True, False, False]
    """
    name = header.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    if name.rstrip(".") in allowed:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Lets requests through that name this server, and writes the access log."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], access_log: bool) -> None:
        """Stand before an app that is known as ``localhost``, by its address and by ``hosts``."""
        self._app = app
        self._hosts = frozenset({"localhost", *(each.lower() for each in hosts)})
        self._log = access_log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        seen = _Seen(send)
        try:
            header = _host(scope)
            if not is_known_host(header, self._hosts):
                await _refuse(scope, seen)
            else:
                await self._app(scope, receive, seen)
        finally:
            if self._log:
                _write(scope, seen, time.perf_counter() - began)


class _Seen:
    """Passes messages on, and sees status and length."""

    __slots__ = ("_send", "length", "reason", "status")

    def __init__(self, send: Callable[[Message], object]) -> None:
        self._send: Send = send  # type: ignore[assignment]
        self.status = 0
        self.length = 0
        self.reason = ""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = message["headers"]
            for at, (name, value) in enumerate(headers):
                if name == b"x-problem":
                    self.reason = value.decode(errors="replace")
                    message["headers"] = [*headers[:at], *headers[at + 1 :]]
        else:
            self.length += len(message.get("body", b""))
        await self._send(message)


def _host(scope: Scope) -> str:
    return next(
        (value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), ""
    )


async def _refuse(scope: Scope, send: _Seen) -> None:
    problem = Problem(421, "this server is not known by that name; see --allow-host")
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    body, media = told(problem, accept.decode("latin-1"))
    headers = [(b"content-type", media.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _write(scope: Scope, seen: _Seen, seconds: float) -> None:
    # The path alone: parameters and headers may hold what is not for a log.
    client = scope["client"][0] if scope.get("client") else "-"
    path = scope.get("raw_path", b"").decode("latin-1")[:200]
    reason = scope.get("problem") or seen.reason
    ACCESS.info(
        "%s %s %s %d %d %.1fms%s",
        client,
        scope["method"],
        path,
        seen.status,
        seen.length,
        seconds * 1000,
        f" {' '.join(reason.split())[:300]}" if reason else "",
    )
