"""
Several processes: how many times faster than one they build the same store, in one run.

``python benchmarks/jobs.py`` builds a store of 300 pages, the sample pages each time with another
line, alone and with as many processes as there are cores, and prints the ratio, with the seconds
of processor time, which say more where the machine is busy with other things. A build of the five
pages shows that few pages are not read slower for it. ``--pages 1000`` takes more.
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

from graph.workers import cores

ROOT = Path(__file__).parent.parent


def write_pages(folder: Path, count: int) -> None:
    """So many pages, none the same as another."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for number in range(count):
        text = f"{texts[number % len(texts)]}\n第{number}版\n"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def seconds(folder: Path, store: Path, jobs: int) -> tuple[float, float]:
    """How long a build takes, by the clock and in processor time of all its processes."""
    command = [sys.executable, "-m", "graph.cli", "build", str(folder), "-o", str(store), "-q"]
    before, began = os.times(), time.monotonic()
    subprocess.run(
        [*command, "--jobs", str(jobs)],
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    after = os.times()
    used = after.children_user + after.children_system
    return time.monotonic() - began, used - before.children_user - before.children_system


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description="Several processes beside one.")
    parser.add_argument("--pages", type=int, default=300)
    asked = parser.parse_args()
    told = {}
    for pages in (5, asked.pages):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place, "pages")
            folder.mkdir()
            write_pages(folder, pages)
            alone = seconds(folder, Path(place, "1.kg"), 1)
            helped = seconds(folder, Path(place, "n.kg"), cores())
        told[pages] = {
            "jobs": cores(),
            "times faster": round(alone[0] / helped[0], 2),
            "seconds": [round(alone[0], 1), round(helped[0], 1)],
            "processor seconds": [round(alone[1], 1), round(helped[1], 1)],
        }
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()
