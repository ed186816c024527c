"""
Memory while a store grows: that of the process that writes and of those that read, by pages read.

``python benchmarks/memory.py`` builds a store of 10,000 pages of ``news.py`` with as many processes
as there are cores, and prints a line for every thousand: MB of the one that writes, MB of the
largest of those that read, MB of the store on disk. What counts is memory of their own, without
the pages of files that the system may take back. ``--most`` and ``--every`` change the numbers.
Needs Linux.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import loading
import news

from graph.build import build
from graph.build_report import Step
from graph.cli.reading import reading
from graph.version import extractor_version
from graph.workers import cores


@dataclass(frozen=True, slots=True)
class Sample:
    """After so many pages: MB of the writer, of the largest reader, and of the store on disk."""

    pages: int
    writer: int
    reader: int
    disk: int

    def __str__(self) -> str:
        return f"{self.pages:>8,} {self.writer:>8,} {self.reader:>8,} {self.disk:>8,}"


def own_memory(process: str) -> int:
    """MB that belong to a process alone, not to files; 0 where it has ended."""
    try:
        status = Path("/proc", process, "status").read_text("utf-8")
    except OSError:
        return 0
    lines = (line.split() for line in status.splitlines() if line.startswith("RssAnon:"))
    return next((int(line[1]) // 1024 for line in lines), 0)


def readers(process: str = "self") -> Iterator[str]:
    """The processes below one: what it has started, whichever of its threads did, and these."""
    for file in Path("/proc", process, "task").glob("*/children"):
        with suppress(OSError):  # It has ended meanwhile.
            for child in file.read_text("utf-8").split():
                yield child
                yield from readers(child)


def grow(folder: Path, most: int, every: int, jobs: int) -> Iterator[Sample]:
    """Build a store of so many pages; a sample whenever so many more have been read."""
    news.write(folder / "pages", most)
    store = folder / "news.kg"
    read, samples = 0, []

    def hear(step: Step) -> None:
        nonlocal read
        read += 1
        if read % every == 0:
            sample = Sample(
                read,
                own_memory("self"),
                max(map(own_memory, readers()), default=0),
                loading.bytes_of(store) >> 20,
            )
            samples.append(sample)
            _say(str(sample))

    read_by = reading((), None)
    build(
        [folder / "pages"],
        store,
        on_progress=hear,
        extract=read_by.extract,
        version=extractor_version(),
        jobs=jobs,
    )
    yield from samples
    yield Sample(read, own_memory("self"), 0, loading.bytes_of(store) >> 20)


def main() -> None:
    """Measure, print, and say what the second half of the pages added."""
    parser = argparse.ArgumentParser(description="Memory while a store grows.")
    parser.add_argument("--most", type=int, default=10_000, metavar="PAGES")
    parser.add_argument("--every", type=int, default=1000, metavar="PAGES")
    parser.add_argument("--jobs", type=int, default=cores())
    asked = parser.parse_args()
    _say(f"{'pages':>8} {'writer':>8} {'reader':>8} {'disk':>8}")
    with tempfile.TemporaryDirectory() as name:
        samples = list(grow(Path(name), asked.most, asked.every, asked.jobs))
    _say(str(samples[-1]))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
