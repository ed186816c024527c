"""What routes ask for answers: a store's snapshots, its workers, and the one that writes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from graph.server.counting import Counting
from graph.server.frames import BEGIN, BROKEN, END, PIECE, WHOLE, Head, Job, head_of, whole_of
from graph.server.pool import Pool, Worker, WorkerEndedError
from graph.server.problems import Problem
from graph.server.settings import Settings
from graph.server.snapshots import Snapshots
from ontology.errors import StoreError

LOG: Final = logging.getLogger("wangge.server")
Receive = Callable[[], Awaitable[Any]]

_LOOK: Final = 1.0
"""Seconds between two looks at the store, whether something was written."""
_WATCHED: Final = 0.5
"""Seconds after which a query is ended when its client goes away."""
_TIMEOUT: Final = "timeout"
_GONE: Final = "the client is gone"


class Broken(Exception):  # noqa: N818 - the answer is
    """An answer that is on its way cannot be completed; the connection is to be cut."""


@dataclass(slots=True)
class Answer:
    """The head of an answer, its beginning, and its other pieces where it has more."""

    head: Head
    body: bytes
    pieces: AsyncIterator[bytes] | None = None


class Service:
    """A store being served."""

    def __init__(self, settings: Settings) -> None:
        """Nothing runs before ``running``."""
        self.settings = settings
        self.snapshots = Snapshots(settings.store)
        limits = settings.limits
        self.readers = Pool(limits.workers, limits)
        self.writer = Pool(1, limits, share=False)
        self.counting = Counting(self.snapshots, limits)
        self._taking = asyncio.Lock()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Workers and snapshots, as long as the context lasts. Raises StoreError."""
        watch: asyncio.Task[None] | None = None
        try:
            self.snapshots.use(await asyncio.to_thread(self.snapshots.make))
            await self.readers.open()
            if self.settings.token is not None:
                await self.writer.open()
            await self._open()
            self.counting.begin(self._warm)
            watch = asyncio.create_task(self._watch())
            yield
        finally:
            if watch is not None:
                watch.cancel()
                with suppress(asyncio.CancelledError):
                    await watch
            await self.counting.close()
            await self.readers.close()
            await self.writer.close()
            await asyncio.to_thread(self.snapshots.close)

    @asynccontextmanager
    async def answer(
        self, name: str, given: dict[str, Any], receive: Receive
    ) -> AsyncIterator[Answer]:
        """
        What a job reads out of the store as it is now.

        ``receive`` is the request's, whose body was read: when its client goes away, the job is
        ended. Raises Problem where there is no answer.
        """
        with self.snapshots.reading() as snapshot:
            job = Job(name, str(snapshot.path), given)
            async with self._run(self.readers, job, receive) as answer:
                yield answer

    async def counted(self) -> str:
        """
        The folder of the latest survey, that of the snapshot in use where it is there soon.

        Empty where nothing was counted yet.
        """
        await self.counting.soon()
        return self.counting.folder

    async def change(self, name: str, given: dict[str, Any], receive: Receive) -> Answer:
        """
        What a job that writes answers; what it wrote is seen by whoever asks from now on.

        Raises Problem where it could not be done, and nothing is changed.
        """
        job = Job(name, str(self.settings.store), given)
        async with self._run(self.writer, job, _never) as answer:
            pass
        if answer.head.status < 400:
            await self._renew()
        return answer

    @asynccontextmanager
    async def _run(
        self, pool: Pool, job: Job, receive: Receive, taken: Worker | None = None
    ) -> AsyncIterator[Answer]:
        """What a worker answers, ``taken`` from the pool or the next that is free."""
        worker = taken or await pool.take()
        given_back = False
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self.settings.limits.seconds, worker.end, _TIMEOUT)
        watch = _Watch(worker, receive)
        try:
            worker.ask(job)
            kind, payload = await worker.frame()
            if kind == WHOLE:
                timer.cancel()
                watch.cancel()
                pool.give(worker)
                given_back = True
                yield Answer(*whole_of(payload))
            else:
                assert kind == BEGIN
                yield Answer(head_of(payload), b"", self._pieces(worker))
        except WorkerEndedError as ended:
            raise self._problem(ended.reason) from None
        finally:
            timer.cancel()
            watch.cancel()
            if not given_back:
                pool.give(worker)

    async def _pieces(self, worker: Worker) -> AsyncIterator[bytes]:
        complete = False
        try:
            while True:
                kind, payload = await worker.frame()
                if kind == PIECE:
                    yield payload
                    continue
                complete = kind in (END, BROKEN)
                if kind == BROKEN:
                    raise Broken(payload.decode())
                return
        except WorkerEndedError as ended:
            raise Broken(self._problem(ended.reason).reason) from None
        finally:
            if not complete:  # Nobody takes what it still sends.
                worker.end(_GONE)

    def _problem(self, reason: str) -> Problem:
        if reason == _TIMEOUT:
            seconds = self.settings.limits.seconds
            return Problem(504, f"the query was ended after {seconds:g} seconds, its limit")
        if reason:
            return Problem(503, reason)
        return Problem(
            500,
            "the query ended its process: it needs more memory than it may have, or met a defect",
        )

    async def _renew(self) -> None:
        async with self._taking:
            try:
                self.snapshots.use(await asyncio.to_thread(self.snapshots.make))
                await self._open()
                self.counting.begin(self._warm)
            except StoreError as error:  # Written again already; the next look sees it.
                LOG.debug("the store as it was before is served on: %s", error)

    async def _warm(self) -> None:
        """Warm all workers, one at a time, so that the others answer meanwhile."""
        while True:
            with self.snapshots.reading() as snapshot:
                warm = (snapshot.path, self.counting.folder)
                worker = self.readers.take_cold(warm)
                if worker is None:
                    return
                job = Job("warm", str(snapshot.path), {"survey": self.counting.folder})
                with suppress(Problem):
                    async with self._run(self.readers, job, _never, worker):
                        pass

    async def _open(self) -> None:
        """Let the workers that have nothing to do open the snapshot."""

        async def one() -> None:
            with suppress(Problem):
                async with self.answer("open", {}, _never):
                    pass

        free = max(1, self.readers.started) - self.readers.busy
        await asyncio.gather(*(one() for _ in range(free)))

    async def _watch(self) -> None:
        """Take a snapshot when the store was written and then left alone for a while."""
        last = ""
        while True:
            await asyncio.sleep(_LOOK)
            seen = await asyncio.to_thread(self.snapshots.seen)
            # A build may end in several writings, so it must have come to rest.
            if seen and seen == last and seen != self.snapshots.current.state:
                await self._renew()
            if self.counting.is_done:  # Those that were busy then, and those that are new.
                await self._warm()
            last = seen


class _Watch:
    """Ends a worker when the client is gone; it costs nothing where the answer comes soon."""

    def __init__(self, worker: Worker, receive: Receive) -> None:
        self._worker = worker
        self._receive = receive
        self._task: asyncio.Task[None] | None = None
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(_WATCHED, self._begin)

    def cancel(self) -> None:
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._worker.end(_GONE)


async def _never() -> Any:
    await asyncio.Event().wait()
