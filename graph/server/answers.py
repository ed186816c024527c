"""Answers of workers as responses: their bytes go on to the client as they come."""

from __future__ import annotations

import hashlib
import re
from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from importlib.metadata import version
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.server.service import Answer, Broken

_CHANGING: Final = re.compile(r"\b(NOW|RAND|UUID|STRUUID)\b|SERVICE", re.IGNORECASE)


class Answered(Response):
    """A response that is what a worker answers."""

    def __init__(self, answer: AbstractAsyncContextManager[Answer]) -> None:
        """The answer is asked for when the response is sent."""
        super().__init__()
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send head, beginning and pieces; where one fails, cut the connection."""
        async with self._answer as answer:
            await send(start(answer))
            if answer.pieces is None:
                await send({"type": "http.response.body", "body": answer.body})
                return
            try:
                async for piece in answer.pieces:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            except Broken as broken:
                scope["problem"] = str(broken)
                scope["cut"]()
                return
            await send({"type": "http.response.body", "body": b""})


def start(answer: Answer) -> dict[str, object]:
    """The message that begins a response."""
    headers = [
        (name.encode(), value.encode("latin-1", "replace"))
        for name, value in answer.head.headers.items()
    ]
    if answer.pieces is None and answer.head.status != 204:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    return {"type": "http.response.start", "status": answer.head.status, "headers": headers}


def etag_of(state: str, *asked: str) -> str | None:
    """
    A tag for what is answered to a question in a state of the store.

    None where two answers may differ: the query asks for the time or for chance.

    >>> etag_of("1", "ASK {}", "text/csv") == etag_of("1", "ASK {}", "text/csv")
    True
    >>> etag_of("1", "SELECT (NOW() AS ?now) {}") is None
    True
    """
    if any(_CHANGING.search(each) for each in asked):
        return None
    return f'W/"{hashlib.sha256(repr((_version(), state, asked)).encode()).hexdigest()[:24]}"'


def matches(header: str, tag: str | None) -> bool:
    """
    Whether ``If-None-Match`` names the tag.

    >>> matches('"a", W/"b"', 'W/"b"'), matches('"b"', 'W/"b"'), matches("", 'W/"b"')
    (True, True, False)
    """
    if tag is None or not header:
        return False
    bare = tag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") == bare for each in header.split(","))


@lru_cache(maxsize=1)
def _version() -> str:
    return f"{version('wangge')} {version('pyoxigraph')}"
