"""
Work shared among processes, its results in the order of the work.

Each process has a thread here that hands it one item after the other, through a pipe of its own.
A pool of the standard library shares one pipe among its processes: where one of them dies while
it sends a result, the pool waits for the rest of it for ever (seen with Python 3.11).
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, TypeVar

from ontology.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

_LOG = logging.getLogger(__name__)

# So many items a process wait for it, or for those before them to be done: what the processes do
# while this one is busy with a batch of results. Of light items more, for they are done sooner.
_AHEAD: Final = 8
_LIGHT_AHEAD: Final = 64


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Lost(Exception):  # noqa: N818 -- it is a result, not an error of ours
    """The process that worked at an item died over it."""


class Workers(Generic[Item, Result]):
    """
    Processes that do ``work``, which must be picklable, as its arguments and results must be.

    A context manager; leaving it by an exception ends the processes at once, whatever they do.
    """

    def __init__(self, work: Callable[[Item], Result], jobs: int, preloaded: str = "") -> None:
        """
        Nothing is started before the first item comes.

        ``preloaded`` names a module that loads what the work needs: where the system can, it is
        imported once, by a process from which the others are forked.
        """
        self._work = work
        self._jobs = jobs
        self._method = _method(preloaded)
        self._threads = ThreadPoolExecutor(jobs, "helper", _block_interrupt)
        self._free: queue.SimpleQueue[_Helper] = queue.SimpleQueue()
        self._helpers: list[_Helper] = []
        self._ended = False

    def __enter__(self) -> Workers[Item, Result]:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._ended = True
        if kind is not None:
            for helper in self._helpers:
                helper.kill()
        self._threads.shutdown(cancel_futures=True)
        for helper in self._helpers:
            helper.close()

    def in_order(
        self, items: Iterable[Item], share: Callable[[Item], float] = lambda item: 1 / _AHEAD
    ) -> Iterator[tuple[Item, Result | Lost]]:
        """
        Each item with its result, or that it was lost, in the order of the items.

        ``share`` says what an item takes of the room that a process has for those that wait:
        as many are ahead as fill it, but 8 at least and 64 at most.

        Raises UsageError where no process can be started. The work itself is to raise nothing.
        """
        waiting: deque[tuple[Item, Future[Result | Lost]]] = deque()
        room = 0.0
        for item in items:
            waiting.append((item, self._threads.submit(self._do, item)))
            room += share(item)
            while self._is_enough(len(waiting), room):
                room -= share(waiting[0][0])
                yield waiting[0][0], waiting.popleft()[1].result()
        while waiting:
            yield waiting[0][0], waiting.popleft()[1].result()

    def _is_enough(self, waiting: int, room: float) -> bool:
        if waiting < _AHEAD * self._jobs:
            return False
        return room >= self._jobs or waiting >= _LIGHT_AHEAD * self._jobs

    def _do(self, item: Item) -> Result | Lost:
        helper = self._helper()
        try:
            result: Result = helper.do(item)
        except (EOFError, OSError):
            helper.close()
            if not self._ended:
                _LOG.warning("a process that reads pages has died; another one takes its place")
            return Lost("the process that read it was ended, maybe for lack of memory")
        self._free.put(helper)
        return result

    def _helper(self) -> _Helper:
        try:
            return self._free.get_nowait()
        except queue.Empty:
            helper = _Helper(self._work, self._method)
            self._helpers.append(helper)
            if self._ended:
                helper.kill()
            return helper


class _Helper:
    """A process, and our end of the pipe to it."""

    def __init__(self, work: Callable[[Any], Any], method: str) -> None:
        context: Any = multiprocessing.get_context(method)
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_help, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = self._killed = False

    def do(self, item: Any) -> Any:
        """The result. Raises EOFError or OSError where the process died."""
        if not self._ready:
            self._await_start()
        self._pipe.send(item)
        return self._pipe.recv()

    def _await_start(self) -> None:
        try:
            self._pipe.recv()
        except (EOFError, OSError):
            if self._killed:
                raise
            raise UsageError("no process can be started to help; use --jobs 1") from None
        self._ready = True

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._killed = True
        self._process.kill()

    def close(self) -> None:
        """End the process, which is idle or dead."""
        self._pipe.close()
        self._process.join()


def _method(preloaded: str) -> str:
    """How processes start: never by a fork of this one, which has the store's lock and threads."""
    if not preloaded or "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    multiprocessing.set_forkserver_preload([preloaded])
    return "forkserver"


def _block_interrupt() -> None:
    """Let no Ctrl-C reach the processes that this thread starts: who starts them ends them."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _help(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """What a process does until nobody wants it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, BrokenPipeError):
        pipe.send(None)
        while True:
            pipe.send(work(pipe.recv()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
