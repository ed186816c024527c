"""Where a worker writes its answer: counted, packed, held back while it may still fail."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import BinaryIO, Final, cast

from graph.server.frames import BEGIN, END, PIECE, Head, frame, head_bytes, whole_frame
from graph.server.problems import Problem
from graph.server.rows import Counter

HELD: Final = 1 << 20
"""An answer of so many bytes is sent when it is complete, so that what goes wrong can be told."""
_PIECE: Final = 1 << 16
_SMALL: Final = 1024
"""Less than this is not worth packing."""


class Outlet(io.RawIOBase):
    """A binary file to write one answer to; ``begin`` comes first, ``end`` last."""

    def __init__(self, send: Callable[[bytes], None], most_rows: int, most_bytes: int) -> None:
        """Send frames by ``send``; no more rows or bytes than this."""
        super().__init__()
        self._send = send
        self._most_rows = most_rows
        self._most_bytes = most_bytes
        self._head = Head(200)
        self._gzip = False
        self._packer: zlib._Compress | None = None
        self._counter: Counter | None = None
        self._waiting = bytearray()
        self._written = 0
        self.begun = False
        """Whether a part of the answer is on its way."""

    def begin(self, head: Head, *, gzip: bool = False, counter: Counter | None = None) -> None:
        """Say how the answer begins; nothing is sent yet."""
        self._head, self._gzip, self._counter = head, gzip, counter

    @property
    def file(self) -> BinaryIO:
        """This, as those who write binary files want it."""
        return cast(BinaryIO, self)

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """
        Write a piece of the answer.

        Raises Problem where the answer has more rows or bytes than it may.
        """
        self._waiting += data
        self._written += len(data)
        if self._written > self._most_bytes:
            reason = f"the answer is longer than {self._most_bytes} bytes; add LIMIT to the query"
            raise Problem(400, reason)
        if len(self._waiting) >= (_PIECE if self.begun else HELD):
            self._pass_on()
        return len(data)

    def count(self, rows: int) -> None:
        """Raises Problem where so many rows are too many."""
        if rows > self._most_rows:
            raise Problem(
                400, f"the answer has more than {self._most_rows} rows; add LIMIT to the query"
            )

    def end(self) -> None:
        """Send what was not sent yet."""
        if self.begun:
            self._pass_on(last=True)
            self._send(frame(END))
            return
        body = bytes(self._waiting)
        # No row is shorter than a byte: most answers need no counting.
        if self._counter is not None and len(body) > self._most_rows:
            self.count(self._counter.feed(body))
        if self._gzip and len(body) >= _SMALL:
            self._packed_head()
            body = self._pack(body, last=True)
        self._send(whole_frame(self._head, body))

    def _pass_on(self, last: bool = False) -> None:
        data = bytes(self._waiting)
        self._waiting.clear()
        if self._counter is not None:
            self.count(self._counter.feed(data))
        if not self.begun:
            self.begun = True
            if self._gzip:
                self._packed_head()
            self._send(frame(BEGIN, head_bytes(self._head)))
        if self._packer is not None:
            data = self._pack(data, last)
        if data:
            self._send(frame(PIECE, data))

    def _packed_head(self) -> None:
        headers = {**self._head.headers, "content-encoding": "gzip"}
        self._head = Head(self._head.status, headers)
        self._packer = zlib.compressobj(4, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def _pack(self, data: bytes, last: bool) -> bytes:
        assert self._packer is not None
        packed = self._packer.compress(data)
        return packed + self._packer.flush() if last else packed
