"""
Killing: a build that is killed again and again gives what an undisturbed one gives.

``python benchmarks/killed.py`` starts builds and ends them after random times, 200 times; every
build that is let through is compared, byte for byte, with one that nobody disturbed. Pages are
added and changed between the rounds, so that new and replaced documents are hit; batches are
small, so that storing is hit often. ``--kills 1000`` goes on longer, ``--seed`` takes other times.

All that opens a store runs in processes forked from this one, which has the extractors loaded, so
that a build begins at once; it opens none itself, for the database's threads would not be forked.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from extractors.document import Document
from extractors.pipeline import extract
from graph import build as library
from graph.build import build
from graph.exports import export
from graph.manifest import entries
from graph.refusals import REFUSED
from graph.store import open_store

_PLACES = ("青禾县", "白石镇", "柳湾乡", "双塔街道", "南坡村", "云岭区", "大桥镇", "红星社区")
_DEEDS = (
    "{place}招募志愿者{n}名。",
    "{place}向{other}捐赠口罩{n}个。",
    "{place}在{other}设立检查点{n}处。",
    "{n}月2日，{place}组织党员{n}名到{other}消毒。",
)
_SIGNALS = (signal.SIGKILL,) * 8 + (signal.SIGTERM, signal.SIGINT)
_SENTENCES = 6  # a page
_QUADS_A_BATCH = 600
_HELPED = 0.1  # of the builds, with processes that help
_STARTING = 3.0  # seconds that these take to start
_LET_THROUGH = 0.1


@dataclass(slots=True)
class Trial:
    """Builds in a folder, killed at random times by a seed; ``kills`` counts how many were."""

    folder: Path
    seed: int
    pages: int = 16
    kills: int = 0
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def rounds(self, kills: int) -> None:
        """
        Rounds until so many builds were killed.

        Raises AssertionError where a build that was let through in the end differs from one that
        nobody disturbed.
        """
        number = 0
        while self.kills < kills:
            sources = self.folder / f"pages-{number}"
            store = self.folder / f"{number}.kg"
            for change in range(2):
                self.write_pages(sources, change)
                calm = self.folder / f"{number}-{change}-calm.kg"
                seconds = self._calm(sources, calm)
                self._disturbed(sources, store, seconds, kills)
                succeed(compare, store, calm)
                shutil.rmtree(calm)
                print(f"{self.kills} kills", file=sys.stderr, flush=True)  # noqa: T201
            shutil.rmtree(store)
            number += 1

    def write_pages(self, folder: Path, change: int) -> None:
        """Pages of a few sentences; a change rewrites every third one, and adds one."""
        folder.mkdir(exist_ok=True)
        for number in range(self.pages + change):
            if change and number % 3 and number < self.pages:
                continue
            lines = [
                self.chance.choice(_DEEDS).format(
                    place=self.chance.choice(_PLACES),
                    other=self.chance.choice(_PLACES),
                    n=self.chance.randrange(2, 12),
                )
                for _ in range(_SENTENCES)
            ]
            (folder / f"{number:03}.txt").write_text("\n".join(lines), encoding="utf-8")

    def _calm(self, sources: Path, store: Path) -> float:
        """A build that nobody disturbs; how many seconds it takes."""
        began = time.monotonic()
        succeed(build_pages, sources, store, 1)
        return time.monotonic() - began

    def _disturbed(self, sources: Path, store: Path, seconds: float, kills: int) -> None:
        while self.kills < kills:
            jobs = 2 if self.chance.random() < _HELPED else 1
            process = start(build_pages, sources, store, jobs)
            # Helping processes take their time to start. Not behind the end: some come through.
            longest = 0.9 * seconds + (_STARTING if jobs > 1 else 0)
            process.join(self.chance.uniform(0, longest))
            if process.is_alive():
                os.kill(process.pid or 0, self.chance.choice(_SIGNALS))
                self.kills += 1
            process.join()
            await_end_of_group(process.pid or 0)
            if self.chance.random() < _LET_THROUGH:
                break
        succeed(build_pages, sources, store, 1)


def start(work: Callable[..., None], *arguments: Any) -> BaseProcess:
    """Work in another process, the first of a group."""
    process = get_context("fork").Process(target=_in_group, args=(work, *arguments))
    process.start()
    return process


def succeed(work: Callable[..., None], *arguments: Any) -> None:
    """Work in another process. Raises AssertionError where it fails."""
    process = start(work, *arguments)
    process.join()
    assert process.exitcode == 0, f"{work.__name__} fails with {process.exitcode}"


def _in_group(work: Callable[..., None], *arguments: Any) -> None:
    os.setsid()
    with suppress(KeyboardInterrupt):
        work(*arguments)


def build_pages(sources: Path, store: Path, jobs: int) -> None:
    """What the process that is killed does."""
    build([sources], store, extract=extract, version="1", jobs=jobs)


def await_end_of_group(group: int, seconds: float = 30) -> None:
    """Wait until no process of a group is left. Raises AssertionError where one stays."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError("a process that helped with a build outlives it")


def compare(store: Path, calm: Path) -> None:
    """Raises AssertionError where two stores, what they set apart, or their manifests differ."""
    assert _quads(store) == _quads(calm), "another graph"
    refused = [each / REFUSED for each in (store, calm)]
    told = [each.read_bytes() if each.exists() else b"" for each in refused]
    assert told[0] == told[1], "other facts set apart"
    known = [{(one.name, one.sha256, one.facts) for one in entries(each)} for each in (store, calm)]
    assert known[0] == known[1], "another manifest"
    assert {one.outcome for one in entries(store)} <= {"new", "replaced", "unchanged"}


def _quads(store: Path) -> bytes:
    out = BytesIO()
    with open_store(store) as opened:
        export(opened, "nquads", out)
    return out.getvalue()


def main() -> None:
    """Run the rounds and print what was done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    library._BATCH = _QUADS_A_BATCH  # type: ignore[misc]
    library._WORTH_HELP = 500  # type: ignore[misc]
    extract(Document("warm.txt", "白石镇招募志愿者2名。"))
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), asked.seed)
        trial.rounds(asked.kills)
    print(json.dumps({"kills": trial.kills, "seed": trial.seed, "differences": 0}))  # noqa: T201


if __name__ == "__main__":
    main()
