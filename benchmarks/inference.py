"""
How long it takes to conclude what follows from a store, and to ask for it.

    python benchmarks/inference.py STORE

Prints the quads of the store, the conclusions, the processor seconds of concluding alone, of the
first question that asks for them (which makes the copy) and of the next one, the bytes that the
copy takes beside the store, and the memory at the peak.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.inference import FOLDER, infer, open_inferred
from graph.store import open_store


def main() -> None:
    """Measure one store; a copy that it has is removed first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("store", type=Path)
    path = parser.parse_args().store
    shutil.rmtree(path / FOLDER, ignore_errors=True)
    with open_store(path) as store:
        say("quads", f"{len(store.raw):,}")
        with timed("concluding"):
            count = sum(1 for _ in infer(store))
        say("conclusions", f"{count:,}")
    for which in ("first question", "next question"):
        with timed(which):
            open_inferred(path).close()
    say("bytes of the copy", f"{own_bytes(path / FOLDER):,}")
    say("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


def own_bytes(folder: Path) -> int:
    """The bytes of the files that are not shared with the store by a hard link."""
    files = (each.stat() for each in folder.rglob("*") if each.is_file())
    return sum(each.st_size for each in files if each.st_nlink == 1)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how many seconds of processor time the body took."""
    started = time.process_time()
    yield
    say(what, f"{time.process_time() - started:.2f} s")


def say(what: str, value: str) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{what:18} {value:>14}\n")


if __name__ == "__main__":
    main()
