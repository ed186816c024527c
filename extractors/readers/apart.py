"""
Files that could harm their reader are read in a process of its own, which can be ended.

A PDF, a Word file or an HTML page of a few kilobytes can keep its reader busy for days, or fill the
memory of the machine. The process is started when the first such file comes and then reads the
others too; it has the limits on time and memory that the system can set, and this side ends it when
it gives no answer at all.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import Any, Self

from extractors.readers.formats import Format
from extractors.readers.limits import MEBIBYTE, Limits
from extractors.readers.source import Content
from ontology.errors import ReadError

# Processor time is what is bounded; a busy machine takes a multiple of it by the clock.
_PATIENCE = 10
_ESCAPED = 12  # bytes that a character may take as JSON


class Apart:
    """
    A process for reading risky files; a context that ends it.

    It belongs to one thread.
    """

    def __init__(self, limits: Limits) -> None:
        """No process is started before there is something to read."""
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, form: Format, data: bytes, encoding: str | None) -> Content:
        """
        What the format's reader finds in the bytes.

        Raises ReadError where it finds no text, takes more time or memory than the limits say, or
        breaks down. What was read before makes no difference.
        """
        used = self._process is not None
        try:
            return self._ask(form, data, encoding)
        except _EndedError as ended:
            if ended.late or not used:
                raise ReadError(ended.reason) from None
        # What earlier files left behind must not count against this one.
        try:
            return self._ask(form, data, encoding)
        except _EndedError as ended:
            raise ReadError(ended.reason) from None

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was still to be written to it
                    assert pipe is not None
                    pipe.close()
            process.wait()

    def _ask(self, form: Format, data: bytes, encoding: str | None) -> Content:
        process = self._process or self._start()
        late = Event()
        timer = Timer(self._limits.seconds * _PATIENCE, _end, (process, late))
        timer.daemon = True
        timer.start()
        try:
            reply = self._answer(process, form, data, encoding)
        finally:
            timer.cancel()
        if reply is None:
            self.close()
            raise self._ended(process.returncode, late.is_set())
        if reply["last"]:
            self.close()
        if "memory" in reply:
            raise _EndedError(reply["memory"])
        if "refused" in reply:
            raise ReadError(reply["refused"])
        return Content(**reply["content"])

    def _start(self) -> subprocess.Popen[bytes]:
        # Our own modules as this process has them, and none that lies where the user stands.
        limits = json.dumps(asdict(self._limits))
        path = os.pathsep.join(str(Path(place).absolute()) for place in sys.path)
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "extractors.readers.worker", limits],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        except OSError as error:
            reason = error.strerror or str(error)
            raise ReadError(f"no process could be started to read it: {reason}") from None
        self._process = process
        return process

    def _answer(
        self, process: subprocess.Popen[bytes], form: Format, data: bytes, encoding: str | None
    ) -> dict[str, Any] | None:
        """The reply of the process; None where it ended before."""
        assert process.stdin is not None
        assert process.stdout is not None
        request = {"format": form.name, "encoding": encoding, "size": len(data)}
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.write(data)
            process.stdin.flush()
        except OSError:
            return None
        line = process.stdout.readline(self._limits.characters * _ESCAPED + MEBIBYTE)
        return json.loads(line) if line.endswith(b"\n") else None

    def _ended(self, code: int, late: bool) -> _EndedError:
        """What the code of the ended process says of the file."""
        limits = self._limits
        if late or code == -getattr(signal, "SIGXCPU", 0):
            return _EndedError(
                f"takes more than {limits.seconds} seconds to read; "
                "split it, or raise the limit seconds",
                late=True,
            )
        said = f"signal {-code}" if code < 0 else f"code {code}"
        return _EndedError(f"its reader broke down on it ({said}); save it anew, or as plain text")


def _end(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


class _EndedError(Exception):
    """The process has ended over a file; ``late`` says that it had its time."""

    def __init__(self, reason: str, *, late: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.late = late
