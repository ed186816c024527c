"""Work shared among processes: in order, bounded, and none lost but what a process dies over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from graph.workers import Lost, Workers


def doubled(number: int) -> int:
    return 2 * number


def deadly(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGTERM)
    return number


def heavy(number: int) -> bytes:
    """More than a pipe holds, from a process that dies before anybody has read all of it."""
    if number == 1:
        os.kill(os.getpid(), signal.SIGTERM)
    return bytes(5_000_000)


def endless(number: int) -> int:
    signal.pause()
    return number


def test_results_come_in_the_order_of_the_work():
    with Workers(doubled, 2) as workers:
        assert list(workers.in_order(range(50))) == [(n, 2 * n) for n in range(50)]


def test_no_more_is_asked_for_than_can_be_done_soon():
    asked: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            asked.append(number)
            yield number

    with Workers(doubled, 1) as workers:
        assert next(workers.in_order(items())) == (0, 0)
        assert len(asked) == 8


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
@pytest.mark.parametrize(("work", "over"), [(deadly, 3), (heavy, 1)])
def test_a_process_that_dies_takes_one_item_along(work, over):
    with Workers(work, 2) as workers:
        results = dict(workers.in_order(range(6)))
    assert [number for number, result in results.items() if isinstance(result, Lost)] == [over]


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
def test_leaving_by_an_exception_ends_what_goes_on():
    def items() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Workers(endless, 2) as workers:
        list(workers.in_order(items()))


@pytest.mark.skipif(os.name == "nt", reason="there is no fork on Windows")
def test_what_the_work_needs_is_loaded_before_the_processes_are_made(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from graph.workers import Workers\n"
        "def has(name):\n"
        "    return name in sys.modules\n"
        "if __name__ == '__main__':\n"
        "    with Workers(has, 2, 'wave') as workers:\n"
        "        print([found for _, found in workers.in_order(['wave'] * 9)], has('wave'))\n"
    )
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert run.stdout == f"{[True] * 9} False\n"
