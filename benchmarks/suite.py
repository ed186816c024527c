"""
The whole house beside its peers, at growing numbers of documents: ``make bench``.

``python benchmarks/suite.py`` measures every step for 10, 100 and 1,000 pages of ``news.py``, each
beside its peer or floor in the same run, prints a table for each, and writes them as a page:
``--page docs/benchmarks.md``. ``--most 100000`` goes on to a hundred thousand, which takes hours.

The steps and what they stand beside:

- start-up: ``wangge --version`` beside a Python that imports click;
- segmentation and extraction beside ``jieba.posseg`` on the same text;
- mapping and checking (what a build does with a page beyond extracting) beside extraction;
- building with as many processes as there are cores beside building with one, by the clock;
- loading what was built, with all checks, beside ``pyoxigraph``'s bulk loading, by the clock;
- all named queries beside raw pyoxigraph;
- the page of the viewer beside that of plain pyvis with the same nodes and edges.

Seconds are those of the processor but where the clock is named. Segmentation, extraction and
mapping are measured on at most 200 of the pages. Each size is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import jieba
import jieba.posseg
import loading
import news
import queries
from pyvis.network import Network

from extractors.document import Document
from extractors.pipeline import extract
from extractors.tokens import tokenize
from graph.exports import export
from graph.imports import import_files
from graph.network import network
from graph.pages import PageReader
from graph.query import named_queries
from graph.store import open_store
from graph.viewer import render_view
from graph.workers import cores
from ontology.lexicon import load_lexicon

ROOT: Final = Path(__file__).parent.parent
SIZES: Final = (10, 100, 1000, 10_000, 100_000)
SAMPLE: Final = 200
# With one process alone only so many pages are built.
ALONE: Final = 1000
DRAWN: Final = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A step: our seconds, those of what stands beside it, and what else there is to say."""

    step: str
    peer: str
    ours: float
    theirs: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the peer's seconds ours are."""
        return self.ours / self.theirs if self.theirs else float("nan")


def start_up() -> Row:
    """A command that does nothing, beside a Python that imports what reads its arguments."""
    ours = [sys.executable, "-m", "graph.cli", "--version"]
    floor = [sys.executable, "-c", "import click"]
    times: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(7):
        for name, command in (("ours", ours), ("floor", floor)):
            times[name].append(_spent(command)[1])
    return Row("start-up", "python, click", min(times["ours"]), min(times["floor"]))


def reading(count: int) -> Iterator[Row]:
    """Segmentation, extraction, and what a build does with a page beyond it."""
    step = max(1, count // SAMPLE)
    texts = [news.page(number) for number in range(0, count, step)][:SAMPLE]
    lexicon = load_lexicon()
    reader = PageReader(extract, "1")
    reader(Document("first.txt", texts[0]))  # models and dictionaries are read once
    list(jieba.posseg.cut(texts[0]))
    spent = dict.fromkeys(("tags", "tokens", "extraction", "page"), 0.0)
    for number, text in enumerate(texts):
        document = Document(f"{number}.txt", text)
        spent["tags"] += _processor(lambda text=text: list(jieba.posseg.cut(text)))
        spent["tokens"] += _processor(lambda text=text: tokenize(text, lexicon))
        spent["extraction"] += _processor(lambda one=document: extract(one))
        spent["page"] += _processor(lambda one=document: reader(one))
    each = f"{spent['extraction'] / len(texts) * 1000:.0f} ms a page"
    yield Row("segmentation", "jieba.posseg", spent["tokens"], spent["tags"])
    yield Row("extraction", "jieba.posseg", spent["extraction"], spent["tags"], each)
    beyond = spent["page"] - spent["extraction"]
    yield Row("mapping and checking", "extraction", beyond, spent["extraction"])


def building(folder: Path, store: Path, count: int) -> Iterator[Row]:
    """A build with all cores beside one with one, and its memory."""
    pages = folder / "pages"
    news.write(pages, count)
    build = [sys.executable, "-m", "graph.cli", "build", str(pages), "--quiet", "-o"]
    together, _, memory = _spent([*build, str(store), "--jobs", str(cores())])
    note = f"{memory} MB in the process that stores"
    if count > ALONE:
        yield Row(f"build, {cores()} processes", "-", together, 0.0, note)
        return
    alone, _, _ = _spent([*build, str(folder / "alone.kg"), "--jobs", "1"])
    yield Row(f"build, {cores()} processes (clock)", "build, 1 process", together, alone, note)


def storing(folder: Path, store: Path) -> Iterator[Row]:
    """Loading what was built, by the clock, and the bytes on disk."""
    dump = folder / "all.nq"
    with open_store(store) as opened, dump.open("wb") as out:
        export(opened, "nquads", out)
        count = len(opened.raw)

    theirs, _ = loading.timed(lambda: loading.load_raw(dump, folder / "raw"))
    ours, _ = loading.timed(lambda: import_files([dump], folder / "loaded.kg"))
    disk = loading.bytes_of(folder / "loaded.kg") / count
    note = f"{count:,} quads, {disk:.0f} bytes each"
    yield Row("loading (clock)", "pyoxigraph", ours, theirs, note)


def asking(store: Path) -> Iterator[Row]:
    """All named queries together, and the one that is furthest behind."""
    given = {"name": news.county(0), "word": "志愿者", "kind": "志愿者"}
    total = {"ours": 0.0, "raw": 0.0}
    worst = (0.0, "")
    with open_store(store) as opened:
        for name in named_queries():
            _, ours, raw = queries.compare(opened, name, 2, given)
            total["ours"] += ours
            total["raw"] += raw
            if raw > 0.005:
                worst = max(worst, (ours / raw, name))
    note = f"at most {worst[0]:.2f}, {worst[1]}" if worst[1] else ""
    count = len(named_queries())
    yield Row(f"{count} named queries", "raw pyoxigraph", total["ours"], total["raw"], note)


def viewing(folder: Path, store: Path) -> Iterator[Row]:
    """The viewer's page beside pyvis' of the most linked nodes, as many as are drawn."""
    with open_store(store) as opened:
        ours = _processor(lambda: render_view(opened))
        graph = network(opened)
    drawn = sorted(graph.nodes, key=graph.degree, reverse=True)[:DRAWN]
    part = graph.subgraph(drawn)

    def plain() -> None:
        page = Network(directed=True, cdn_resources="in_line")
        for node, data in part.nodes(data=True):
            page.add_node(node, label=str(data.get("label", node)))
        for one, other, data in part.edges(data=True):
            page.add_edge(one, other, title=str(data.get("label", "")))
        (folder / "plain.html").write_text(page.generate_html(), encoding="utf-8")

    note = f"{graph.number_of_nodes():,} nodes, of which pyvis has {len(drawn):,}"
    yield Row("viewer's page", "pyvis", ours, _processor(plain), note)


def measure(count: int) -> Iterator[Row]:
    """All steps at one number of documents."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = folder / "news.kg"
        yield from reading(count)
        yield from building(folder, store, count)
        yield from storing(folder, store)
        yield from asking(store)
        yield from viewing(folder, store)


def _processor(work: Callable[[], Any]) -> float:
    return loading.timed(work)[1]


def _spent(command: list[str]) -> tuple[float, float, int]:
    """Seconds on the clock, of the processor, and the most memory in MB, of a command."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    clock = time.perf_counter() - began
    return clock, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


_HEAD: Final = """# How fast, and how it grows

Made by `make bench` (`benchmarks/suite.py`, which says what stands beside what). The ratio is what
counts: how many times the seconds of the peer ours are, in the same run on the same machine; below
1 is faster. The pages are generated (`benchmarks/news.py`), {characters} characters on average.

Measured with wangge {version} on {machine}.
"""


def page_of(rows: dict[str, list[Row]], version: str) -> str:
    """The results as a page in Markdown: a table for each size."""
    texts = [news.page(number) for number in range(100)]
    characters = sum(map(len, texts)) // len(texts)
    machine = f"{cores()} cores, Python {platform.python_version()}, {platform.system()}"
    parts = [_HEAD.format(characters=characters, version=version, machine=machine)]
    for size, found in rows.items():
        parts += [f"## {size}\n", "| step | beside | ours, s | peer, s | ratio | |"]
        parts += ["| --- | --- | ---: | ---: | ---: | --- |", *map(_line, found), ""]
    return "\n".join(parts)


def _line(row: Row) -> str:
    theirs, ratio = (f"{row.theirs:.2f}", f"{row.ratio:.2f}") if row.theirs else ("", "")
    return f"| {row.step} | {row.peer} | {row.ours:.2f} | {theirs} | {ratio} | {row.note} |"


def main() -> None:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description="The whole house beside its peers.")
    parser.add_argument("--most", type=int, default=1000, metavar="DOCUMENTS")
    parser.add_argument("--page", type=Path, help="where the results are written, as Markdown")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        for row in measure(asked.one):
            sys.stdout.write(json.dumps(asdict(row)) + "\n")
            sys.stdout.flush()
        return
    from graph.version import extractor_version

    rows = {"Start-up": [start_up()]}
    _say("Start-up", rows["Start-up"])
    for size in (each for each in SIZES if each <= asked.most):
        command = [sys.executable, __file__, "--one", str(size)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True)
        rows[f"{size:,} pages"] = [Row(**json.loads(line)) for line in done.stdout.splitlines()]
        _say(f"{size:,} pages", rows[f"{size:,} pages"])
    if asked.page:
        asked.page.write_text(page_of(rows, extractor_version()), encoding="utf-8")


def _say(head: str, rows: list[Row]) -> None:
    sys.stdout.write("\n".join([head, *map(_line, rows), ""]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
