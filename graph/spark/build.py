"""A build on Spark: parts read on many machines, their folder written, a store filled."""

from __future__ import annotations

import json
import logging
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import graph.build as library
from extractors.document import Document
from extractors.readers.limits import Limits
from extractors.readers.source import Refusal
from graph.build_report import BuildReport, Step, Tally
from graph.census import Census
from graph.identity.applying import worked_in
from graph.identity.corrections import (
    NO_CORRECTIONS,
    SUFFIX,
    Corrections,
    corrections_file,
    read_corrections,
)
from graph.pages import Extract, Page, PageReader
from graph.spark.output import REFUSED, Output, census_of, rows_of, steps_of
from graph.spark.parts import Hear, Parts
from graph.spark.places import Place, is_remote, uri_of
from graph.spark.plan import plan_of
from graph.spark.session import session
from graph.store_folder import MARKER, read_marker
from graph.terms import vocabulary_of
from graph.vocabulary import BASE, digest
from ontology import Ontology

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOG = logging.getLogger(__name__)

STORE: Final = ".kg"
"""How the name of a store ends; another output is a folder of N-Quads and tables alone."""

FOLDER: Final = ".spark"
"""What the folder of N-Quads and tables is called behind the name of its store."""

PARTS: Final = "parts"
"""The folder, in that one, of what each part gave: what a later build goes on from."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How pages are read: what ``graph.build.build`` takes under the same names."""

    extract: Extract
    version: str
    ontology: Ontology | None = None
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)
    options: Mapping[str, Any] | None = None


def is_store(output: str) -> bool:
    """
    Whether an output is a store, which lies on this machine.

    >>> is_store("news.kg"), is_store("news"), is_store("hdfs://news.kg")
    (True, False, False)
    """
    return output.rstrip("/").endswith(STORE) and not is_remote(output)


def build(
    paths: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    manner: Manner,
    *,
    settings: Mapping[str, str] | None = None,
    jobs: int = 1,
    on_parts: Hear = lambda read, whole: None,
    on_progress: Callable[[Step], None] | None = None,
) -> BuildReport:
    """
    Read the sources on Apache Spark, and write what was found.

    ``output`` is a folder, on any path that Spark writes; or, where it is a store, that is filled
    too, and the folder is called as the store with ``.spark`` behind it. A path of sources is what
    it is for ``graph.build.build``, or one with a scheme that Spark knows, or a table of Parquet
    with the columns id and text, and title, date and source where it has them.

    What a build read stays in the folder, part by part, however it ends; the next one reads only
    the parts that are not there, or whose sources have changed. ``settings`` are Spark's;
    ``on_parts`` hears how many parts are read, ``on_progress`` of the inputs that were not stored,
    and of all where a store is filled.

    Raises UsageError where PySpark, Java or a path cannot be used, StoreError where Spark gives up.
    """
    started = time.monotonic()
    given, target = [os.fspath(path) for path in paths], os.fspath(output)
    hear = on_progress or (lambda step: None)
    with session(settings or {}, jobs) as spark:
        folder = f"{target.rstrip('/')}{FOLDER}" if is_store(target) else target
        place = Place(spark, uri_of(folder))
        base, corrections = _known(spark, place.uri, target)
        plan = plan_of(spark, given, _fingerprint(manner, base, corrections))
        if not plan.parts:
            return _nothing(plan.refused, hear)
        reader = PageReader(manner.extract, manner.version, base, corrections, manner.ontology)
        parts = Parts(
            spark, place / PARTS, plan, pickle.dumps(reader), manner.encoding, manner.limits
        )
        _LOG.info("%d parts", len(plan.parts))
        fresh = frozenset(parts.read(on_parts))
        _LOG.info("%d parts read", len(fresh))
        lines = tuple(_own_lines(manner.ontology, base, corrections))
        out = Output(spark, place, parts.pages(), base, lines, tuple(plan.refused), fresh)
        out.write()
        if is_store(target):
            report = _fill(out, given, target, manner, hear)
        else:
            report = _report(out, target, hear)
        out.finish()
        return replace(report, seconds=time.monotonic() - started)


def _known(spark: SparkSession, uri: str, target: str) -> tuple[str, Corrections]:
    """The base of the output's resources, and what people have said of who is who in it."""
    if not is_remote(target):
        folder = Path(target)
        base = read_marker(folder) if (folder / MARKER).exists() else BASE
        return base, read_corrections(corrections_file(folder))
    text = Place(spark, uri + SUFFIX).text()
    if text is None:
        return BASE, NO_CORRECTIONS
    with tempfile.TemporaryDirectory() as copied:
        file = Path(copied, uri.rpartition("/")[2] + SUFFIX)
        file.write_text(text, encoding="utf-8")
        return BASE, read_corrections(file)


def _fingerprint(manner: Manner, base: str, corrections: Corrections) -> str:
    told = (manner.version, base, corrections.fingerprint, manner.encoding)
    return digest(*told, sorted(asdict(manner.limits).items()))


def _own_lines(ontology: Ontology | None, base: str, corrections: Corrections) -> Iterator[str]:
    """The N-Quads of a store that are no document's and do not depend on any."""
    quads = {*(vocabulary_of(ontology, base) if ontology else ()), *worked_in(corrections, base)}
    return (f"{quad} ." for quad in quads)


def _report(out: Output, target: str, hear: Callable[[Step], None]) -> BuildReport:
    """What was done, where no store was filled."""
    tally = Tally()
    counts, steps, apart = steps_of(out.spark, out.place)
    for step in steps:
        tally.add(step)
        hear(step)
    return BuildReport(
        counts,
        tuple(tally.refusals),
        census_of(out.spark, out.place),
        (),
        0.0,
        apart,
        apart if out.fresh else 0,
        f"{target.rstrip('/')}/{REFUSED}",
    )


def _nothing(refused: Sequence[Refusal], hear: Callable[[Step], None]) -> BuildReport:
    """The report where there is nothing to read: nothing is written."""
    tally = Tally()
    for one in refused:
        step = Step(one.name, "refused", reason=one.reason)
        tally.add(step)
        hear(step)
    return BuildReport(dict(tally.counts), tuple(tally.refusals), Census(0, 0, 0, {}, {}), (), 0.0)


def _fill(
    out: Output,
    paths: Sequence[str],
    target: str,
    manner: Manner,
    hear: Callable[[Step], None],
) -> BuildReport:
    """Put the pages into a store, as if they had been read by this process."""
    held: dict[str, Page] = {}

    def read(_: Iterable[str]) -> Iterator[Document | Refusal]:
        yield from out.refused
        for row in rows_of(out.settled):
            if row["outcome"] == "refused":
                yield Refusal(row["name"], row["reason"])
                continue
            held[row["name"]] = _page(row)
            yield Document(row["name"], "", size=row["size"], sha256=row["sha256"])

    return library.build(
        paths,
        target,
        encoding=manner.encoding,
        on_progress=hear,
        read=read,
        version=manner.version,
        ontology=manner.ontology,
        options=manner.options,
        pages=lambda document: held.pop(document.name),
    )


def _page(row: Any) -> Page:
    if row["outcome"] == "failed":
        return Page(failed=row["reason"])
    apart = tuple(json.loads(line) for line in row["apart"])
    quads = f"{row['quads']}\n".encode()
    return Page(quads, row["quadCount"], row["factCount"], apart)
