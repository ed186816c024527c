"""What goes between the front and a worker: frames of a kind, a length and bytes."""

from __future__ import annotations

import marshal
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

HEAD: Final = struct.Struct(">cI")

WHOLE: Final = b"W"
"""A whole answer: the length of its head (4 bytes), the head, the body."""
BEGIN: Final = b"B"
"""The head of an answer that comes in pieces."""
PIECE: Final = b"P"
END: Final = b"E"
BROKEN: Final = b"X"
"""The answer ends here though it is not complete; the reason as text."""
JOB: Final = b"J"
READY: Final = b"R"
"""The worker takes jobs from now on."""

_LENGTH: Final = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Job:
    """
    What a worker is to do: the name of a job, the store's folder, and what the job needs.

    ``given`` holds only what Python marshals: texts, numbers, bytes, and lists and dicts of them.
    """

    name: str
    store: str
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """How an answer begins: its HTTP status, and its headers."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)


def job_frame(job: Job) -> bytes:
    """A job as a frame."""
    return frame(JOB, marshal.dumps((job.name, job.store, job.given)))


def job_of(payload: bytes) -> Job:
    """The job of a frame."""
    return Job(*marshal.loads(payload))


def head_bytes(head: Head) -> bytes:
    """A head as the payload of a frame."""
    return marshal.dumps((head.status, head.headers))


def head_of(payload: bytes) -> Head:
    """The head of a frame's payload."""
    return Head(*marshal.loads(payload))


def whole_frame(head: Head, body: bytes) -> bytes:
    """A whole answer as a frame."""
    told = head_bytes(head)
    return frame(WHOLE, _LENGTH.pack(len(told)) + told + body)


def whole_of(payload: bytes) -> tuple[Head, bytes]:
    """Head and body of a whole answer."""
    end = _LENGTH.size + _LENGTH.unpack_from(payload)[0]
    return head_of(payload[_LENGTH.size : end]), payload[end:]


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return HEAD.pack(kind, len(payload)) + payload


def read_frame(receive: Callable[[int], bytes]) -> tuple[bytes, bytes] | None:
    """The next frame from what ``receive`` gives, at most so many bytes; None at its end."""
    head = _exactly(receive, HEAD.size)
    if head is None:
        return None
    kind, length = HEAD.unpack(head)
    payload = _exactly(receive, length)
    return None if payload is None else (kind, payload)


def _exactly(receive: Callable[[int], bytes], length: int) -> bytes | None:
    found = bytearray()
    while len(found) < length:
        data = receive(min(length - len(found), 1 << 20))
        if not data:
            return None
        found += data
    return bytes(found)
