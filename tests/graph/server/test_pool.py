"""Workers: one that loads nothing stands in until the others have loaded what they share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from servers import make_store

from graph.server.frames import Job
from graph.server.pool import Pool, Worker, WorkerEndedError
from graph.server.settings import Limits

LONG = 120


def in_pool(size: int, work: Callable[[Pool], Awaitable[None]]) -> None:
    """Do some work in a pool that was just opened."""

    async def run() -> None:
        pool = Pool(size, Limits(patience=LONG))
        await pool.open()
        try:
            await asyncio.wait_for(work(pool), LONG)
        finally:
            await pool.close()

    asyncio.run(run())


async def filled(pool: Pool) -> None:
    while pool.started < pool.size:
        await asyncio.sleep(0.05)


async def does_open(worker: Worker, store: Path) -> bool:
    worker.ask(Job("open", str(store)))
    return bool(await worker.frame())


def test_one_answers_before_the_others_are_there(tmp_path: Path) -> None:
    store = make_store(tmp_path / "pages.kg")

    async def work(pool: Pool) -> None:
        assert pool.started == 0
        worker = await pool.take()
        assert worker.stands_in
        assert await does_open(worker, store)
        pool.give(worker)

    in_pool(2, work)


def test_who_stood_in_goes_when_the_others_are_there() -> None:
    async def work(pool: Pool) -> None:
        await filled(pool)
        found = [await pool.take() for _ in range(2)]
        assert not any(worker.stands_in for worker in found)
        for worker in found:
            pool.give(worker)

    in_pool(2, work)


def test_who_stands_in_ends_first_what_it_does(tmp_path: Path) -> None:
    store = make_store(tmp_path / "pages.kg")

    async def work(pool: Pool) -> None:
        worker = await pool.take()
        await filled(pool)
        assert await does_open(worker, store)
        pool.give(worker)
        assert worker.ended
        assert not (await pool.take()).stands_in

    in_pool(1, work)


def test_another_stands_in_where_the_first_was_ended() -> None:
    async def work(pool: Pool) -> None:
        worker = await pool.take()
        worker.end("too long")
        pool.give(worker)
        assert (await pool.take()) is not worker

    in_pool(1, work)


def test_every_worker_that_is_taken_has_said_that_it_is_ready() -> None:
    async def work(pool: Pool) -> None:
        assert (await pool.take()).ready

    in_pool(1, work)


def test_workers_that_share_nothing_are_all_there_at_once() -> None:
    async def work() -> None:
        pool = Pool(1, Limits(), share=False)
        await pool.open()
        try:
            assert pool.started == 1
        finally:
            await pool.close()

    asyncio.run(work())


def test_a_worker_that_was_ended_says_why() -> None:
    async def work(pool: Pool) -> None:
        worker = await pool.take()
        worker.end("too long")
        with pytest.raises(WorkerEndedError, match="too long"):
            await worker.frame()

    in_pool(1, work)
