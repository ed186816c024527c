"""HTTP connections whose clients may not keep the server waiting for ever."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_LONGEST_HEAD: Final = 64 * 1024
"""Bytes that the first line and the headers of a request may have."""
_TOO_LONG: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 53\r\nconnection: close\r\n\r\n"
    b"the head of the request is too long; send it by POST\n"
)


class PatientProtocol(HttpToolsProtocol):
    """
    The connection of one client.

    It is cut where the head of a request does not come in time, is too long, or where the client
    does not take what is sent to it.
    """

    patience: float = 15.0
    """Seconds to wait for a client; the server's settings say."""

    def __init__(self, *settings: Any, **more: Any) -> None:
        """As uvicorn makes it."""
        super().__init__(*settings, **more)
        self._timer: asyncio.TimerHandle | None = None
        self._head: int | None = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > _LONGEST_HEAD:
            self.transport.write(_TOO_LONG)
            self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins; its head must come in time."""
        super().on_message_begin()
        self._head = self._head or 0
        self._wait()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._head = None
        self._stop()
        self.scope["cut"] = self.transport.abort  # type: ignore[typeddict-unknown-key]
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next request may come."""
        super().on_message_complete()
        self._head = 0

    def pause_writing(self) -> None:
        """The client takes too little."""
        super().pause_writing()
        self._wait()

    def resume_writing(self) -> None:
        """It takes what is sent again."""
        super().resume_writing()
        self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop()
        self._timer = self.loop.call_later(self.patience, self.transport.abort)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def patient(seconds: float) -> type[PatientProtocol]:
    """The connections of a server that waits so many seconds for a client."""
    return type("Connection", (PatientProtocol,), {"patience": seconds})
