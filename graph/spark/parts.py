"""
The parts of a plan, read: each leaves a file of pages, and one that is there is not read again.

Spark itself writes the file of a part when the task that read it is done, in one step. So whatever
ends a build, the next one reads only the parts that have none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final

from extractors.readers.limits import Limits
from graph.spark.places import Place
from graph.spark.plan import Input, Part, Plan, pieces_of
from graph.spark.reading import Read, contents, files, lines, table_rows
from graph.spark.tables import PAGES, ddl
from ontology.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Hear = Callable[[int, int], None]
"""Hears how many parts are read, and how many there are."""

_EVERY: Final = 2.0  # seconds between two looks at how far Spark is
_TEXTS: Final = ("id", "title", "date", "source", "text")


@dataclass(frozen=True)
class Parts:
    """
    The pages of a plan's parts, in the folder ``place``.

    ``reader`` is a pickled ``graph.pages.PageReader``; texts are read in ``encoding`` and within
    ``limits``.
    """

    spark: SparkSession
    place: Place
    plan: Plan
    reader: bytes
    encoding: str | None
    limits: Limits

    def read(self, hear: Hear) -> set[str]:
        """Have read what is not there yet; the keys of those parts. Spark's errors go through."""
        there = self._there()
        wanted = {part.key: part for part in self.plan.parts if part.key not in there}
        done = len(self.plan.parts) - len(wanted)
        for way, rows in (
            ("files", self._files),
            ("contents", self._contents),
            ("lines", self._lines),
            ("table", self._tables),
        ):
            parts = [part for part in wanted.values() if part.way == way]
            if parts:
                with _told(self.spark, hear, done, len(self.plan.parts)):
                    self._write(rows(parts), way)
                done += len(parts)
        return set(wanted)

    def pages(self) -> DataFrame:
        """The pages of all parts, each with the number of its part in the order of the plan."""
        from pyspark.sql import functions as sql

        order = {part.key: at for at, part in enumerate(self.plan.parts)}
        held = self.spark.createDataFrame([*order.items()], "part string, ordinal bigint")
        if not self.place.exists():
            pages = self.spark.createDataFrame([], ddl(PAGES))
        else:
            pages = self.spark.read.schema(ddl(PAGES)).parquet(self.place.uri)
        return pages.join(sql.broadcast(held), "part")

    def _there(self) -> set[str]:
        """The parts that are there; of one that two builds have written, one file stays."""
        found: set[str] = set()
        for name in self.place.names():
            if name.startswith("part="):
                folder = self.place / name
                tables = [each for each in folder.names() if each.endswith(".parquet")]
                for more in tables[1:]:
                    (folder / more).remove()
                if tables:
                    found.add(name.removeprefix("part="))
        return found

    def _write(self, rows: DataFrame, way: str) -> None:
        sources = {"files": files, "contents": contents, "lines": lines, "table": table_rows}[way]
        read = Read(self.reader, sources, self.encoding, self.limits)
        pages = rows.mapInArrow(read, ddl(PAGES))
        # By the second algorithm the file of a task is there when the task is done, and not only
        # when all of them are.
        pages.write.mode("append").partitionBy("part").option("compression", "zstd").option(
            "mapreduce.fileoutputcommitter.algorithm.version", "2"
        ).parquet(self.place.uri)

    def _files(self, parts: Sequence[Part]) -> DataFrame:
        rows = [
            (task, part.key, place, one.name, os.fsencode(one.uri.removeprefix("file://")))
            for task, part in enumerate(parts)
            for place, one in enumerate(part.inputs)
        ]
        table = self.spark.createDataFrame(
            rows, "task int, part string, place bigint, called string, path binary"
        )
        return table.repartitionById(len(parts), "task")

    def _contents(self, parts: Sequence[Part]) -> DataFrame:
        from pyspark.sql import functions as sql

        rows = [
            (task, part.key, place, one.name, one.uri)
            for task, part in enumerate(parts)
            for place, one in enumerate(part.inputs)
        ]
        names = self.spark.createDataFrame(
            rows, "task int, part string, place bigint, called string, uri string"
        )
        read = self.spark.read.format("binaryFile").load([_literal(row[4]) for row in rows])
        held = read.select(_decoded("_metadata.file_path").alias("uri"), "content")
        return held.join(sql.broadcast(names), "uri").repartitionById(len(parts), "task")

    def _lines(self, parts: Sequence[Part]) -> DataFrame:
        from pyspark.sql import functions as sql

        rows = [(part.key, *_piece(part.inputs[0])) for part in parts]
        pieces = self.spark.createDataFrame(
            rows, "part string, uri string, start bigint, called string, first bigint, mark boolean"
        )
        text = pieces_of(self.spark, sorted({row[1] for row in rows}))
        fits = sql.octet_length("value") <= self.limits.text
        held = text.select(
            _decoded("path").alias("uri"),
            "start",
            sql.when(fits, sql.col("value").cast("binary")).alias("line"),
        )
        # The lines of a piece stay in their order: the few pieces go to where the lines are.
        return held.join(sql.broadcast(pieces), ["uri", "start"])

    def _tables(self, parts: Sequence[Part]) -> DataFrame:
        from pyspark.sql import functions as sql

        tables: dict[tuple[Input, ...], list[Part]] = {}
        for part in parts:
            tables.setdefault(part.inputs, []).append(part)
        found: list[DataFrame] = []
        count = 0
        for inputs, shares in tables.items():
            rows = [(share.share[0], share.key, count + at) for at, share in enumerate(shares)]
            wanted = self.spark.createDataFrame(rows, "share int, part string, task int")
            table = self._table(inputs, shares[0].share[1])
            found.append(table.join(sql.broadcast(wanted), "share"))
            count += len(shares)
        return reduce(lambda one, other: one.union(other), found).repartitionById(count, "task")

    def _table(self, inputs: tuple[Input, ...], shares: int) -> DataFrame:
        """The rows of a table, with the share that has each."""
        from pyspark.sql import functions as sql

        rows = [(each.uri, each.first) for each in inputs]
        order = self.spark.createDataFrame(rows, "uri string, place bigint")
        read = self.spark.read.parquet(*[_literal(each.uri) for each in inputs])
        if "text" not in read.columns:
            raise UsageError(f"{inputs[0].name} has no column text; it needs id and text")
        held = read.select(
            *(
                (sql.col(name) if name in read.columns else sql.lit(None))
                .cast("string")
                .alias(name)
                for name in _TEXTS
            ),
            _decoded("_metadata.file_path").alias("uri"),
            sql.col("_metadata.row_index").alias("record"),
            sql.lit(inputs[0].name).alias("called"),
        ).join(sql.broadcast(order), "uri")
        share = sql.pmod(sql.xxhash64("place", "record"), sql.lit(shares)).cast("int")
        return held.withColumn("share", share)


def _piece(one: Input) -> tuple[str, int, str, int, bool]:
    return one.uri, one.start, one.name, one.first, one.mark


def _literal(uri: str) -> str:
    """An address that Spark does not take for a pattern."""
    return "".join(f"\\{each}" if each in "*?[]{}\\" else each for each in uri)


def _decoded(column: str) -> Any:
    """The address of a file as ``places.whole`` writes it, of one that is encoded."""
    from pyspark.sql import functions as sql

    address = sql.regexp_replace(sql.col(column), "^file:/(?!/)", "file:///")
    # A plus is no blank in a path.
    return sql.url_decode(sql.regexp_replace(address, r"\+", "%2B"))


@contextmanager
def _told(spark: SparkSession, hear: Hear, done: int, whole: int) -> Iterator[None]:
    """Tell how many parts are read while Spark is at work."""
    ended = Event()
    tracker = spark.sparkContext.statusTracker()

    def look() -> None:
        last = -1
        while not ended.wait(_EVERY):
            stages = [tracker.getStageInfo(each) for each in tracker.getActiveStageIds()]
            read = max((each.numCompletedTasks for each in stages if each), default=0)
            if done + read > last:
                last = done + read
                hear(min(last, whole), whole)

    teller = Thread(target=look, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
