"""
Work shared among processes, its results in the order of the work.

A process pool of the standard library, with what that leaves to its user: what waits is bounded,
a process that dies takes only the item that it worked at along, and none outlives this one.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, TypeVar

from ontology.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

_LOG = logging.getLogger(__name__)

# So many items a process wait for it, or for the one before them to be done: what the processes
# do while this one is busy with a batch of results.
_AHEAD: Final = 8


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

    def __init__(self, work: Callable[[Item], Result], jobs: int) -> None:
        """Nothing is started before the first item comes."""
        self._work = work
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._others: set[BaseProcess] = set()

    def __enter__(self) -> Workers[Item, Result]:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._end(at_once=kind is not None)

    def in_order(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result | Lost]]:
        """Each item with its result, or that it was lost, in the order of the items."""
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            try:
                waiting.append((item, self._submit(item)))
            except BrokenProcessPool:
                yield from self._one_by_one([one for one, _ in waiting] + [item])
                waiting.clear()
            if len(waiting) >= _AHEAD * self._jobs:
                yield from self._next(waiting)
        while waiting:
            yield from self._next(waiting)

    def _next(
        self, waiting: deque[tuple[Item, Future[Result]]]
    ) -> Iterator[tuple[Item, Result | Lost]]:
        try:
            result = waiting[0][1].result()
        except BrokenProcessPool:
            yield from self._one_by_one([item for item, _ in waiting])
            waiting.clear()
        else:
            yield waiting.popleft()[0], result

    def _one_by_one(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result | Lost]]:
        """Find out, with a process for itself, which item it is that a process dies over."""
        self._end(at_once=True)
        for item in items:
            try:
                yield item, self._submit(item, jobs=1).result()
            except BrokenProcessPool:
                self._end(at_once=True)
                self._check_that_one_starts()
                _LOG.warning("a process died over an item; the others go on")
                yield item, Lost("the process that read it was ended, maybe for lack of memory")
        self._end(at_once=False)

    def _check_that_one_starts(self) -> None:
        """Raises UsageError where a process dies over nothing."""
        try:
            self._open(jobs=1).submit(int).result()
        except BrokenProcessPool:
            self._end(at_once=True)
            raise UsageError("no process can be started to help; use one job only") from None

    def _submit(self, item: Item, jobs: int = 0) -> Future[Result]:
        pool = self._pool or self._open(jobs or self._jobs)
        with _uninterrupted():
            return pool.submit(_do, item)

    def _open(self, jobs: int) -> ProcessPoolExecutor:
        self._others = set(multiprocessing.active_children())
        # Not by a fork, which would hold the store's lock and none of its threads.
        way = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(jobs, way, _begin, (self._work,))
        return self._pool

    def _end(self, *, at_once: bool) -> None:
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        if at_once:
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()
        pool.shutdown(wait=not at_once, cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let no Ctrl-C reach a process that starts now before it can heed our way of ending."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_work: Callable[[Any], Any]


def _begin(work: Callable[[Any], Any]) -> None:
    """In a process of the pool: keep the work, and end when the process that wants it does."""
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the first of us ends all.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _do(item: Any) -> Any:
    return _work(item)
