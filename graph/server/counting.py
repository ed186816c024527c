"""Counting what a store holds, in the background, so that no page need wait for it."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.server.frames import WHOLE, Job, whole_of
from graph.server.pool import Pool, WorkerEndedError
from graph.server.problems import Problem
from graph.server.settings import Limits
from graph.server.snapshots import Snapshots

LOG: Final = logging.getLogger("wangge.server")

SOON: Final = 1.5
"""Seconds from when counting begins that pages wait for it, before they do with what there is."""
_NAME: Final = "survey-"
_LONG: Final = 30 * 86400.0
_ROOM: Final = 8
"""Times the memory of a worker that counting may take: it looks at all entities."""


class Counting:
    """The latest survey of a store, and the making of the next one."""

    def __init__(self, snapshots: Snapshots, limits: Limits) -> None:
        """Nothing is counted before ``begin``."""
        self._snapshots = snapshots
        self._limits = replace(limits, seconds=_LONG, memory=_ROOM * limits.memory)
        self._number = 0
        self._until = 0.0
        self._task: asyncio.Task[None] | None = None
        self._done = asyncio.Event()
        self.folder = ""
        """Where the latest survey lies; empty where there is none."""
        self.state = ""
        """The state of the store that it is of."""

    def begin(self, then: Callable[[], Awaitable[None]]) -> None:
        """Count the snapshot in use, and after that ``then``; what is being counted goes on."""
        self._done.clear()
        self._until = asyncio.get_running_loop().time() + SOON
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._count(then))

    @property
    def is_done(self) -> bool:
        """Whether nothing is being counted."""
        return self._done.is_set()

    async def soon(self) -> None:
        """Wait for the survey of the snapshot in use, if it began a moment ago."""
        if self._done.is_set():
            return
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._until):
                await self._done.wait()

    async def close(self) -> None:
        """Count no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _count(self, then: Callable[[], Awaitable[None]]) -> None:
        failed = ""
        while (state := self._snapshots.current.state) not in (self.state, failed):
            # Its process ends with the counting, for its memory.
            pool = Pool(1, self._limits, share=False)
            try:
                await pool.open()
                folder = await self._survey(pool)
                self._use(folder, state)
            except (WorkerEndedError, Problem, OSError) as error:
                failed = state
                LOG.warning("what the store holds could not be counted: %s", error)
            finally:
                await pool.close()
        self._done.set()
        await then()

    async def _survey(self, pool: Pool) -> Path:
        self._number += 1
        folder = self._snapshots.beside(f"{_NAME}{self._number}")
        worker = await pool.take()
        try:
            with self._snapshots.reading() as snapshot:
                worker.ask(Job("count", str(snapshot.path), {"folder": str(folder)}))
                kind, payload = await worker.frame()
        finally:
            pool.give(worker)
        head, body = whole_of(payload) if kind == WHOLE else (None, payload)
        if head is None or head.status >= 400:
            raise OSError(body.decode("utf-8", "replace").strip())
        return folder

    def _use(self, folder: Path, state: str) -> None:
        """Let pages have this one; the one before stays for who began with it."""
        self.folder, self.state = str(folder), state
        old = folder.with_name(f"{_NAME}{self._number - 2}")
        shutil.rmtree(old, ignore_errors=True)
