"""Worker processes: one job each at a time, ended at their limit, and replaced when they end."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import sys
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, cast

from graph.server.frames import HEAD, Job, job_frame
from graph.server.problems import Problem
from graph.server.settings import Limits

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

_MUCH: Final = 4 << 20
"""From so many bytes on that nobody has taken yet, a worker waits."""


class WorkerEndedError(Exception):
    """A worker ended while something was expected of it; ``reason`` says why it was ended."""

    def __init__(self, reason: str) -> None:
        """``reason`` is empty where nobody ended it."""
        super().__init__(reason)
        self.reason = reason


class Worker(asyncio.Protocol):
    """One process and the frames that come from it."""

    def __init__(self, process: BaseProcess) -> None:
        """A process that was started, and that a transport is yet to connect."""
        self.process = process
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._size = 0
        self._waiter: asyncio.Future[None] | None = None
        self._paused = False
        self._reason = ""
        self.warm: object = None
        """What it was warmed for."""
        self.warming = False
        """Whether it is being warmed, and answers nobody."""
        self.stands_in = False
        """Whether it answers only until the others have loaded what they share."""
        self.ready = False
        """Whether it has said that it takes jobs: from then on their time counts."""
        self.ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are of another class.

    def data_received(self, data: bytes) -> None:
        """Take what came apart into frames."""
        self._buffer += data
        while len(self._buffer) >= HEAD.size:
            kind, length = HEAD.unpack_from(self._buffer)
            end = HEAD.size + length
            if len(self._buffer) < end:
                break
            self._frames.append((kind, bytes(memoryview(self._buffer)[HEAD.size : end])))
            del self._buffer[:end]
            self._size += length
        if self._size > _MUCH and not self._paused and self._transport:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing comes any more."""
        self.ended = True
        self._wake()

    def ask(self, job: Job) -> None:
        """Send a job; ``frame`` gives what comes of it."""
        assert self._transport
        self._transport.write(job_frame(job))

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame: its kind and its bytes. Raises WorkerEndedError."""
        while not self._frames:
            if self.ended:
                raise WorkerEndedError(self._reason)
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        kind, payload = self._frames.popleft()
        self._size -= len(payload)
        if self._paused and self._size < _MUCH and self._transport:
            self._paused = False
            self._transport.resume_reading()
        return kind, payload

    def end(self, reason: str) -> None:
        """End the process, whatever it does."""
        self._reason = self._reason or reason
        self.process.kill()
        self._frames.clear()
        self.ended = True
        if self._transport:
            self._transport.abort()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Pool:
    """A number of workers, and who waits for one of them."""

    def __init__(self, size: int, limits: Limits, *, share: bool = True) -> None:
        """A pool whose workers are started by ``open``, with or without models that they share."""
        self.size = size
        self.limits = limits
        self.busy = 0
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._alone = multiprocessing.get_context("spawn")
        self._forked = _forking() if share and sys.platform != "win32" else None
        self._filled = self._forked is None
        self._starting = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def started(self) -> int:
        """How many workers there are, but for one that stands in for others."""
        return sum(worker.ready and not worker.stands_in for worker in self._all)

    @property
    def answering(self) -> int:
        """How many workers answer somebody: those that are busy, but for the one being warmed."""
        return self.busy - sum(worker.warming for worker in self._all)

    @property
    def waiting(self) -> int:
        """How many wait for a worker."""
        return len(self._waiting)

    async def open(self) -> None:
        """
        Start the workers.

        What they share takes seconds to load: until then one that loads nothing stands in.
        """
        if self._forked is None:
            await self._fill()
        else:
            await self._add(stands_in=True)
            self._begin(self._fill())

    async def close(self) -> None:
        """End the workers; who waits for one is told that the server stops."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_exception(_busy("the server is being stopped"))
        for worker in list(self._all):
            worker.end("the server is being stopped")
            await asyncio.to_thread(worker.process.join, 5)

    async def take(self) -> Worker:
        """
        A worker that has nothing to do; give it back by ``give``.

        Raises Problem where too many wait already, and where the wait is too long.
        """
        while self._idle:
            worker = self._idle.pop()
            if not worker.ended:
                self.busy += 1
                return worker
            self._replace(worker)
        if len(self._waiting) >= self.limits.waiting:
            raise _busy("too many queries are waiting; try again later")
        waiter: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            async with asyncio.timeout(self.limits.patience):
                worker = await asyncio.shield(waiter)
        except (TimeoutError, asyncio.CancelledError) as error:
            if waiter.done() and not waiter.cancelled() and not waiter.exception():
                self._hand_on(waiter.result())
            waiter.cancel()
            with suppress(ValueError):
                self._waiting.remove(waiter)
            if isinstance(error, TimeoutError):
                raise _busy("all workers are busy; try again later") from None
            raise
        self.busy += 1
        return worker

    def take_cold(self, warm: object) -> Worker | None:
        """
        A worker that has nothing to do and was not warmed for ``warm``; ``give`` it back.

        None where it is the last that is free: a query must not wait for the warming.
        """
        for worker in self._idle if len(self._idle) > 1 else ():
            if worker.warm != warm and not worker.ended and not worker.stands_in:
                self._idle.remove(worker)
                self.busy += 1
                worker.warm = warm
                worker.warming = True
                return worker
        return None

    def give(self, worker: Worker) -> None:
        """Give a worker back; one that has ended is replaced."""
        self.busy -= 1
        worker.warming = False
        if worker.ended:
            self._replace(worker)
        else:
            self._hand_on(worker)

    def _hand_on(self, worker: Worker) -> None:
        if worker.stands_in and self._filled:
            worker.end("it stood in for others")
            self._replace(worker)
            return
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(worker)
                return
        self._idle.append(worker)

    def _replace(self, worker: Worker) -> None:
        if worker in self._all and not self._closed:
            self._all.discard(worker)
            self._begin(self._follow(worker))

    async def _follow(self, ended: Worker) -> None:
        """Start another in the place of one that has ended, where one is needed."""
        await asyncio.to_thread(ended.process.join, 5)
        if not (ended.stands_in and self._filled):
            await self._add(stands_in=ended.stands_in)

    async def _fill(self) -> None:
        """Start all workers, and end the one that stood in for them."""
        for _ in range(self.size):
            await self._add()
        self._filled = True
        for worker in [each for each in self._idle if each.stands_in]:
            self._idle.remove(worker)
            self._hand_on(worker)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _add(self, *, stands_in: bool = False) -> None:
        context = self._alone if stands_in or self._forked is None else self._forked
        async with self._starting:
            process, ours = await self._connected(context)
        worker = Worker(process)
        worker.stands_in = stands_in
        loop = asyncio.get_running_loop()
        connect: Any = loop.create_connection
        if hasattr(socket, "AF_UNIX") and ours.family == socket.AF_UNIX:
            connect = loop.create_unix_connection
        await connect(lambda: worker, sock=ours)
        if self._closed:
            worker.end("the server is being stopped")
            return
        self._all.add(worker)
        try:
            await worker.frame()
        except WorkerEndedError:
            self._replace(worker)
        else:
            worker.ready = True
            self._hand_on(worker)

    async def _connected(self, context: BaseContext) -> tuple[BaseProcess, socket.socket]:
        """A new process and the socket to it, which is closed where nobody waits any more."""
        starting = asyncio.get_running_loop().run_in_executor(None, self._start, context)
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(lambda done: done.result()[1].close())
            raise

    def _start(self, context: BaseContext) -> tuple[BaseProcess, socket.socket]:
        from graph.server.worker import main

        ours, theirs = socket.socketpair()
        process = context.Process(  # type: ignore[attr-defined]
            target=main, args=(theirs, self.limits), daemon=True
        )
        process.start()
        theirs.close()
        ours.setblocking(False)
        return process, ours


def _forking() -> BaseContext:
    """How processes start that share: forked from one that has it, but no loop and no store."""
    multiprocessing.set_forkserver_preload(["graph.server.preloaded"])
    return multiprocessing.get_context("forkserver")


def _busy(reason: str) -> Problem:
    return Problem(503, reason, {"retry-after": "5"})
