"""A build on a cluster of Spark: the bytes of one machine, and nothing lost with a worker."""

from __future__ import annotations

import json
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from click.testing import CliRunner
from lethal import LETHAL, extract_or_die

from extractors.document import Document
from extractors.pipeline import extract
from extractors.readers import Limits, Refusal
from extractors.readers.apart import Apart
from extractors.readers.reading import Manner as ReadingManner
from extractors.readers.reading import record_of
from graph.build import build as build_here
from graph.build_report import BuildReport
from graph.cli.group import command_line
from graph.exports import export
from graph.identity.corrections import Merge, corrections_file, write_corrections
from graph.spark.build import Manner, build
from graph.store import open_store

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PAGES = Path(__file__).parents[2] / "annotated"
MANNER = Manner(extract, "1")
RECORD = "{day}月3日，清河县青石镇招募{count}余名志愿者，发放口罩{count}个。"


@dataclass
class Built:
    """What one machine and the cluster made of the same corpus."""

    corpus: list[str]
    here: Path
    there: Path
    told_here: BuildReport
    told_there: BuildReport

    @property
    def folder(self) -> Path:
        return self.there.with_name(f"{self.there.name}.spark")


@pytest.fixture(scope="module")
def built(cluster: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("corpus")
    paths = list(corpus(folder))
    here, there = folder / "here.kg", folder / "there.kg"
    build_here(paths[:1], here, extract=extract, version="1")
    corrections = merged(here)
    shutil.rmtree(here)
    for each in (here, there):
        write_corrections(corrections_file(each), corrections)
    told_here = build_here(paths, here, extract=extract, version="1")
    return Built(paths, here, there, told_here, build(paths, there, MANNER))


def corpus(folder: Path) -> Iterator[str]:
    """Pages of many kinds in two folders and a file, some of which nobody can read."""
    first, second = folder / "first", folder / "second"
    (first / "下 级").mkdir(parents=True)
    second.mkdir()
    pages = sorted(PAGES.glob("*.txt"))[:12]
    for page in pages[:8]:
        shutil.copy(page, first)
    for page in pages[8:]:
        shutil.copy(page, first / "下 级" / f"%41+{page.name}")
    text = pages[0].read_text("utf-8")
    (first / "gb.txt").write_text(text, encoding="gb18030")
    (first / "web.html").write_text(f"<html><body><p>{text}</p></body></html>", encoding="utf-8")
    (first / "broken.pdf").write_bytes(b"%PDF-1.7 no more")
    (first / "empty.txt").touch()
    with zipfile.ZipFile(first / "packed.zip", "w") as archive:
        for page in pages[:2]:
            archive.write(page, f"in/{page.name}")
    # Of two texts of a name the first counts; the same text once more is passed over.
    shutil.copy(pages[0], second)
    (second / pages[1].name).write_text(pages[2].read_text("utf-8"), encoding="utf-8")
    yield str(first)
    yield str(second)
    yield str(records(folder / "records.jsonl"))


def records(path: Path) -> Path:
    """So many lines that Spark splits them; the first after a byte order mark, some no records."""
    lines = [
        json.dumps(
            {"text": RECORD.format(day=1 + n % 12, count=n + 1) + "　" * 4000, "title": str(n)},
            ensure_ascii=False,
        )
        for n in range(12)
    ]
    lines[3] = ""
    lines[5] = '{"id": "no text"}'
    lines[9] = '{"id": 7, "text": "清河县采购口罩2000个。"}\r'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig", newline="")
    return path


def merged(store: Path) -> list[Merge]:
    """A correction of the first two units that the store's pages name."""
    with open_store(store) as opened:
        from graph.entities import entities

        bodies = [e for _, e in sorted(entities(opened).items()) if e.type == "Organization"]
    return [Merge(bodies[1].id, bodies[1].name, replace(bodies[0], rule="hand"))]


def nquads(store: Path) -> bytes:
    out = BytesIO()
    with open_store(store) as opened:
        export(opened, "nquads", out)
    return out.getvalue()


def lines_of(folder: Path) -> bytes:
    """The files of N-Quads one behind the other."""
    return b"".join(each.read_bytes() for each in sorted(folder.glob("nquads/*.nq")))


def refusals(report: BuildReport) -> set[tuple[str, str, str]]:
    return {(one.name, one.outcome, one.reason) for one in report.refusals}


def test_it_gives_the_bytes_of_one_machine(built: Built):
    """In the folder and in the store; corrections by hand, bad inputs and doubles included."""
    expected = nquads(built.here)
    assert len(list(built.folder.glob("nquads/*.nq"))) > 1
    assert lines_of(built.folder) == expected
    assert b"correctionsDigest" in expected
    assert nquads(built.there) == expected
    assert built.told_there.census == built.told_here.census
    assert built.told_there.counts == built.told_here.counts
    assert refusals(built.told_there) == refusals(built.told_here)
    assert {name for name, _, _ in refusals(built.told_here)} == {
        *("broken.pdf", "empty.txt", "records.jsonl:6", "records.jsonl#7", "a2.txt")
    }


def test_facts_and_bad_records_are_tables(cluster: SparkSession, built: Built):
    facts = cluster.read.parquet(str(built.folder / "facts")).collect()
    with open_store(built.here) as store:
        expected = dict(store.statements())
    assert {row["fact"] for row in facts} == expected.keys()
    for row in facts:
        fact = expected[row["fact"]]
        assert (row["document"], row["start"]) == (fact.document, fact.evidence.start)
        assert (row["subjectId"], row["evidence"]) == (fact.subject.id, fact.evidence.text)
        assert row["value"] == (fact.quantity and fact.quantity.value)
    entities = cluster.read.parquet(str(built.folder / "entities"))
    assert entities.count() == built.told_here.census.entities
    apart = [
        json.loads(line)
        for each in built.folder.glob("refused/*.txt")
        for line in each.read_text("utf-8").splitlines()
    ]
    told = {(one["document"], one["outcome"], one["reason"]) for one in apart if "reason" in one}
    assert told == refusals(built.told_here)


def test_it_goes_on_from_the_parts_that_are_there_when_a_worker_is_killed(
    built: Built, tmp_path: Path
):
    output = tmp_path / "news"
    parts = sorted(built.folder.glob("parts/part=*"))
    for part in parts[::3]:
        shutil.copytree(part, output / "parts" / part.name)
    shutil.copy(corrections_file(built.there), corrections_file(output))
    killer = ThreadPoolExecutor(1)
    killed = killer.submit(kill_when_begun, output / "parts" / "_temporary")
    told: list[int] = []

    report = build(built.corpus, output, MANNER, on_parts=lambda read, whole: told.append(whole))

    killer.shutdown()
    assert killed.result()
    assert set(told) <= {len(parts)}
    assert report.count("new") > 0 < report.count("unchanged")
    assert lines_of(output) == nquads(built.here)


def kill_when_begun(folder: Path) -> bool:
    """End one of the processes that read as soon as Spark has begun to write there."""
    end = time.monotonic() + 120
    while not folder.exists():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    executors()[0].kill()
    return True


def executors() -> list[psutil.Process]:
    """The processes of the cluster that run tasks."""
    found = []
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # it has ended meanwhile
            if "CoarseGrainedExecutorBackend" in " ".join(each.cmdline()):
                found.append(each)
    return found


def test_it_reads_tables_and_addresses_and_sets_a_lethal_page_apart(
    cluster: SparkSession, built: Built, tmp_path: Path
):
    table = tmp_path / "pages.parquet"
    rows = [(n, RECORD.format(day=n, count=n), f"第{n}版") for n in range(1, 8)]
    rows += [(8, LETHAL, None), (None, "没有编号", None)]
    held = cluster.createDataFrame(rows, "id bigint, text string, title string")
    held.coalesce(1).write.parquet(str(table))
    pages = Path(built.corpus[0])

    report = build([str(table), f"file://{pages}"], tmp_path / "news", Manner(extract_or_die, "1"))

    expected = tmp_path / "here.kg"
    build_here([], expected, extract=extract, version="1", read=lambda _: as_read(rows, pages))
    assert lines_of(tmp_path / "news") == nquads(expected)
    told = refusals(report)
    lost = "the process that read it was ended, maybe for lack of memory"
    assert ("pages.parquet#8", "failed", lost) in told
    assert ("pages.parquet:9", "refused", 'row 9: no "id"') in told
    assert {name for name, _, _ in told} == {
        *("pages.parquet#8", "pages.parquet:9", "broken.pdf", "empty.txt")
    }


def as_read(rows: list[tuple[int | None, str, str | None]], pages: Path) -> Iterator[Document]:
    """The documents of the table's sound rows, as lines of JSON, and of the folder."""
    from extractors.readers import read

    with Apart(Limits()) as apart:
        for number, (id_, text, title) in enumerate(rows[:7], 1):
            told = {"id": str(id_), "title": title, "text": text}
            line = json.dumps(told, ensure_ascii=False).encode()
            manner = ReadingManner(None, Limits(), apart)
            document = record_of("pages.parquet", number, line, manner)
            assert isinstance(document, Document)
            yield replace(document, reader="parquet")
    yield from (one for one in read([pages]) if not isinstance(one, Refusal))


def test_what_is_missing_is_said_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pyspark", reason="pip install 'wangge[spark]'")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    (tmp_path / "a.txt").write_text("清河县采购口罩2000个。", encoding="utf-8")
    arguments = ["build", str(tmp_path), "--engine", "spark", "-o", str(tmp_path / "out")]
    result = CliRunner().invoke(command_line("en"), arguments)
    assert result.exit_code == 1
    assert "needs Java 17 or newer" in result.stderr
    assert not (tmp_path / "out").exists()


def test_without_pyspark_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    arguments = ["build", str(tmp_path), "--engine", "spark", "-o", str(tmp_path / "out")]
    result = CliRunner().invoke(command_line("en"), arguments)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "pip install 'wangge[spark]'" in result.stderr
