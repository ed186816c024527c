"""
Several processes: how many times faster than one they build the same store, in one run.

``python benchmarks/jobs.py`` builds a store of 300 pages, the sample pages each time with another
line, alone and with as many processes as there are cores, and prints the ratio. Beside it stands
the machine's own ceiling: what builds that share nothing get done beside each other, in the
processor time of one alone. Cores that share memory give less than their number. A build of the
five pages shows that few pages are not read slower for it. ``--pages 1000`` takes more,
``--short 1000`` adds so many pages of ``news.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import news

from graph.workers import cores

ROOT = Path(__file__).parent.parent


def write_pages(folder: Path, count: int) -> None:
    """So many pages, none the same as another."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for number in range(count):
        text = f"{texts[number % len(texts)]}\n第{number}版\n"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def build(folder: Path, store: Path, jobs: int) -> subprocess.Popen[bytes]:
    """A build that has begun."""
    command = [sys.executable, "-m", "graph.cli", "build", str(folder), "-o", str(store), "-q"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([*command, "--jobs", str(jobs)], env=env)


def processor_seconds(process: subprocess.Popen[bytes]) -> float:
    """What a process has taken of the processors when it has ended, without those it started."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"a build has ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def measure(folder: Path, place: Path) -> dict[str, object]:
    """One process, as many as there are cores, and the most that these cores could give."""
    jobs = cores()
    clock, processor = [], []
    for number in (1, jobs):
        began = time.monotonic()
        processor.append(processor_seconds(build(folder, place / f"{number}.kg", number)))
        clock.append(time.monotonic() - began)
    together = [build(folder, place / f"beside{number}.kg", 1) for number in range(jobs)]
    beside = [processor_seconds(each) for each in together]
    ratio, ceiling = clock[0] / clock[1], jobs * processor[0] * jobs / sum(beside)
    return {
        "jobs": jobs,
        "times faster": round(ratio, 2),
        "ceiling": round(ceiling, 2),
        "of the ceiling": round(ratio / ceiling, 2),
        "seconds": [round(each, 1) for each in clock],
        "processor seconds": {
            "alone": round(processor[0], 1),
            "of the one that stores": round(processor[1], 1),
            "beside each other": [round(each, 1) for each in beside],
        },
    }


def main() -> None:
    """Measure, and print a JSON object a line."""
    parser = argparse.ArgumentParser(description="Several processes beside one.")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--short", type=int, default=0, metavar="PAGES")
    asked = parser.parse_args()
    kinds = (("sample", write_pages, 5), ("sample", write_pages, asked.pages))
    for kind, write, pages in (*kinds, ("short", news.write, asked.short)):
        if pages:
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place, "pages")
                folder.mkdir()
                write(folder, pages)
                told = measure(folder, Path(place))
            print(json.dumps({"pages": pages, "kind": kind, **told}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
