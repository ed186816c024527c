"""
What many pages cost: processor time, storage and memory a page, and so for millions of them.

``python benchmarks/scale.py`` reads the annotated pages in one process, as a task of
``wangge build --engine spark`` does, and prints what a page takes as JSON; ``--spark`` also builds
them on Spark on this machine, twice, and tells what the second step (joins, sorting and writing,
all parts being read already) takes of the processors. ``--pages`` says for how many pages the sums
are made, ``--first`` reads fewer. All times are those of processors, so that a busy machine does
not count, but for what it makes them wait for memory.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pyarrow
import pyarrow.parquet
import pyoxigraph
from pyoxigraph import RdfFormat

from extractors.pipeline import extract
from extractors.readers import Limits
from graph.pages import PageReader
from graph.spark.reading import Read, files
from graph.spark.tables import PAGES, arrow
from ontology import load_ontology

FOLDER = Path(__file__).parent.parent / "tests" / "annotated"
_TOGETHER = 20
_NEEDED = {"part": pyarrow.string(), "place": pyarrow.int64(), "called": pyarrow.string()}


def batches(pages: list[Path]) -> Iterator[pyarrow.RecordBatch]:
    """What Spark would tell a task to read."""
    schema = pyarrow.schema({**_NEEDED, "path": pyarrow.binary()})
    for start in range(0, len(pages), _TOGETHER):
        rows = [
            {"part": "p", "place": at, "called": page.name, "path": os.fsencode(page)}
            for at, page in enumerate(pages[start : start + _TOGETHER], start)
        ]
        yield pyarrow.RecordBatch.from_pylist(rows, schema)


def one_process(pages: list[Path], folder: Path) -> dict[str, float]:
    """What the pages take in one process, a page."""
    reader = PageReader(extract, "1", ontology=load_ontology())
    read = Read(pickle.dumps(reader), files, None, Limits())
    for _ in read(batches(pages[:3])):  # words and models are loaded
        pass
    sums = dict.fromkeys(("quads", "facts", "nquadsBytes"), 0.0)
    lines = folder / "lines.nq"
    began = process_time()
    spent = 0.0
    with (
        pyarrow.parquet.ParquetWriter(folder / "part", arrow(PAGES), compression="zstd") as parts,
        lines.open("wb") as out,
    ):
        for batch in read(batches(pages)):
            spent += process_time() - began
            parts.write_batch(batch)
            for row in batch.to_pylist():
                data = f"{row['quads']}\n".encode()
                out.write(data)
                sums["quads"] += row["quadCount"]
                sums["facts"] += row["factCount"]
                sums["nquadsBytes"] += len(data)
            began = process_time()
    sums["readSeconds"] = spent
    sums["sourceBytes"] = sum(page.stat().st_size for page in pages)
    sums["partBytes"] = (folder / "part").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sums |= load(lines, folder / "store")
    told = {name: value / len(pages) for name, value in sums.items()}
    return told | {"peakMemoryBytes": peak}


def load(lines: Path, folder: Path) -> dict[str, float]:
    """What one store takes for all of it."""
    store = pyoxigraph.Store(str(folder))
    began = process_time()
    with lines.open("rb") as data:
        store.bulk_load(data, format=RdfFormat.N_QUADS)
    store.optimize()
    spent = process_time() - began
    return {"storeSeconds": spent, "storeBytes": size_of(folder)}


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def on_spark(pages: list[Path], folder: Path) -> dict[str, float]:
    """What Spark takes for what comes after the reading, and what its folder holds, a page."""
    from graph.spark.build import Manner, build

    output = folder / "news"
    manner = Manner(extract, "1", load_ontology())
    used = [children()]
    for _ in range(2):
        build(list(map(str, pages)), output, manner, jobs=os.cpu_count() or 1)
        used.append(children())
    # A third one of nothing: what starting Spark takes is no matter of pages.
    build([str(pages[0])], folder / "one", manner, jobs=1)
    build([str(pages[0])], folder / "one", manner, jobs=1)
    used.append(children())
    start = (used[3] - used[2]) / 2
    told = {
        "allSeconds": used[1] - used[0] - start,
        "joinAndSortSeconds": used[2] - used[1] - start,
    }
    for name in ("nquads", "facts", "entities", "inputs"):
        told[f"{name}FolderBytes"] = size_of(output / name)
    return {name: value / len(pages) for name, value in told.items()} | {"startSeconds": start}


def children() -> float:
    """The processor time of the processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sums(page: dict[str, float], count: int) -> dict[str, float]:
    """What so many pages take: hours of processors, and terabytes."""
    told: dict[str, float] = {"pages": count}
    for name, value in page.items():
        if name.endswith("Seconds"):
            told[f"{name.removesuffix('Seconds')}Hours"] = value * count / 3600
        elif name.endswith("Bytes"):
            told[f"{name.removesuffix('Bytes')}Terabytes"] = value * count / 1e12
        else:
            told[name] = value * count
    return told


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--first", type=int, metavar="N")
    parser.add_argument("--pages", type=int, default=10_000_000, metavar="N")
    parser.add_argument("--spark", action="store_true")
    asked = parser.parse_args()
    pages = sorted(FOLDER.glob("*.txt"))[: asked.first]
    with tempfile.TemporaryDirectory() as folder:
        page = one_process(pages, Path(folder))
        memory = page.pop("peakMemoryBytes")
        fixed: dict[str, Any] = {"measured": len(pages), "peakMemoryBytes": memory}
        if asked.spark:
            page |= on_spark(pages, Path(folder))
            fixed["startSeconds"] = page.pop("startSeconds")
    result = {**fixed, "aPage": page, "together": sums(page, asked.pages)}
    json.dump(result, sys.stdout, indent=2)
    print()  # noqa: T201


if __name__ == "__main__":
    main()
