"""
The process in which files are read that could harm their reader: ``python -m`` this module.

It is started and spoken to by ``extractors.readers.apart``, with the limits as its argument. For
each file, a line that says what it is and then its bytes come on standard input, and a line with
what was found, or why nothing was, goes to standard output. All but the bytes is JSON.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from extractors.readers.contents import OutOfMemoryError, content_of
from extractors.readers.formats import FORMATS
from extractors.readers.limits import Limits
from ontology.errors import ReadError

_FORMATS = {form.name: form for form in FORMATS}
_TIRED = 4  # a process that has held this part of its memory is not to read another file


def main() -> None:
    """Read file after file, until standard input ends or too much memory was taken."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the run ends this process too
    requests, replies = _own(sys.stdin.fileno(), "rb"), _own(sys.stdout.fileno(), "wb")
    limits = Limits(**json.loads(sys.argv[1]))
    bound_memory(limits.memory)
    last = False
    while not last and (line := requests.readline()):
        request = json.loads(line)
        bound_time(limits.seconds)
        reply = _reply(request, requests.read(request["size"]), limits)
        last = reply["last"] = reply.get("last", False) or peak_memory() > limits.memory // _TIRED
        replies.write(json.dumps(reply).encode("ascii") + b"\n")
        replies.flush()


def _own(descriptor: int, mode: str) -> BinaryIO:
    """A stream of our own; libraries that print or ask have nothing to print to or to ask."""
    kept = os.dup(descriptor)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, descriptor)
    os.close(nothing)
    return os.fdopen(kept, mode)  # type: ignore[return-value]


def _reply(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    try:
        content = content_of(_FORMATS[request["format"]], data, request["encoding"], limits)
    except OutOfMemoryError as error:
        return {"memory": str(error), "last": True}
    except ReadError as error:
        return {"refused": str(error)}
    return {"content": asdict(content)}


def bound_memory(size: int) -> None:
    """Let this process have no more than so many bytes, where the system can say so."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _lower(resource.RLIMIT_AS, size)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_time(seconds: int) -> None:
    """Let the system end this process after so many more seconds of processor time."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _lower(resource.RLIMIT_CPU, int(time.process_time()) + 1 + seconds)


def _lower(kind: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def peak_memory() -> int:
    """The most bytes of memory that this process has held so far; 0 where nobody counts them."""
    # On Linux the other count begins with what the process held that started this one.
    with suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        if found := re.search(r"^VmHWM:\s*(\d+) kB$", status, re.MULTILINE):
            return int(found[1]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
