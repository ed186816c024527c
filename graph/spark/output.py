"""The folder that a build on Spark leaves: sorted N-Quads, and the rest as tables."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from extractors.readers.source import Refusal
from graph.build_report import TOLD, Step
from graph.census import Census
from graph.spark.identity import entities_of, later_of_a_name, settled, units_named
from graph.spark.places import Place
from ontology.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

NQUADS: Final = "nquads"
FACTS: Final = "facts"
ENTITIES: Final = "entities"
INPUTS: Final = "inputs"
REFUSED: Final = "refused"
"""The folders of the output; see ``docs/scale.md``."""

FILE_SETTING: Final = "spark.wangge.fileBytes"
"""The setting of Spark that says how many bytes a file of N-Quads has, about."""

_LOG = logging.getLogger(__name__)

_WORK: Final = "unfinished"
_LATER: Final = "later"
_UNITS: Final = "units"
_FILE: Final = 256 * 1024 * 1024
# Rows in a file of Parquet, a few hundred bytes each.
_ROWS: Final = 1_000_000


@dataclass(frozen=True)
class Output:
    """
    What a build makes of its pages, below the folder ``place``.

    ``lines`` are those N-Quads that are no page's, ``refused`` what no part could be made of,
    ``fresh`` the parts that were read just now.
    """

    spark: SparkSession
    place: Place
    pages: DataFrame
    base: str
    lines: tuple[str, ...]
    refused: tuple[Refusal, ...]
    fresh: frozenset[str]

    def write(self) -> None:
        """Write all of it, each folder in one step in the place of the one before."""
        later_of_a_name(self.pages).write.mode("overwrite").parquet(self._work(_LATER).uri)
        _LOG.info("names joined")
        counts = self.stored.selectExpr(
            "coalesce(sum(octet_length(quads)), 0)", "coalesce(sum(factCount), 0)", "count(*)"
        ).collect()[0]
        self._write_nquads(counts[0])
        _LOG.info("N-Quads written")
        self._write_facts(counts[1])
        self._write_entities(counts[1])
        self._write_inputs(counts[2])
        _LOG.info("tables written")

    def finish(self) -> None:
        """Remove what was only needed meanwhile; nothing of this can be asked afterwards."""
        (self.place / _WORK).remove()

    @cached_property
    def settled(self) -> DataFrame:
        """All pages but those that were read twice."""
        return settled(self.pages, self.spark.read.parquet(self._work(_LATER).uri))

    @property
    def stored(self) -> DataFrame:
        """The pages that have a graph."""
        return self.settled.where("outcome = 'stored'")

    def _work(self, name: str) -> Place:
        return self.place / _WORK / name

    def _write_nquads(self, size: int) -> None:
        """All lines in the order of their bytes, in files that follow each other."""
        from pyspark.sql import functions as sql

        lines = self.stored.select(sql.explode(sql.split("quads", "\n")).alias("line"))
        own = self.spark.createDataFrame([(one,) for one in self.lines], "line string")
        # Spark looks at what it sorts twice: what takes work is not to be done again.
        units = units_named(self.stored, self.base)
        units.write.mode("overwrite").parquet(self._work(_UNITS).uri)
        every = lines.union(self.spark.read.parquet(self._work(_UNITS).uri)).union(own)
        files = -(-size // _file_size(self.spark))
        sorted_ = every.repartitionByRange(files or 1, "line").sortWithinPartitions("line")
        work = self._work(NQUADS)
        sorted_.write.mode("overwrite").text(work.uri)
        for name in work.names():
            if name.endswith(".txt"):
                (work / name).move_to(work / f"{name[: len('part-00000')]}.nq")
        work.move_to(self.place / NQUADS)

    def _write_facts(self, count: int) -> None:
        from pyspark.sql import functions as sql

        facts = self.stored.select(sql.explode("facts").alias("fact")).select("fact.*")
        self._write(facts, FACTS, ["document", "article", "start", "fact"], count)

    def _write_entities(self, facts: int) -> None:
        # There are fewer entities than facts.
        self._write(entities_of(self.stored), ENTITIES, ["id"], facts)

    def _write_inputs(self, count: int) -> None:
        """What came of each input; and what was set apart, with the reasons, as JSON Lines."""
        from pyspark.sql import functions as sql

        fresh = sql.when(sql.col("part").isin(*self.fresh), "new").otherwise("unchanged")
        outcome = sql.when(sql.col("outcome") == "stored", fresh).otherwise(sql.col("outcome"))
        stored = sql.col("outcome") == "stored"
        read = self.settled.select(
            "name",
            outcome.alias("outcome"),
            "reason",
            "sha256",
            "size",
            sql.when(stored, sql.col("factCount")).otherwise(0).alias("facts"),
            sql.when(stored, sql.col("articleCount")).otherwise(0).alias("articles"),
            sql.when(stored, sql.size("apart")).otherwise(0).alias("apart"),
        )
        unread = self.spark.createDataFrame(
            [(one.name, "refused", one.reason) for one in self.refused],
            "name string, outcome string, reason string",
        ).selectExpr(
            "*", "'' AS sha256", "0L AS size", "0L AS facts", "0L AS articles", "0 AS apart"
        )
        inputs = read.union(unread)
        self._write(inputs, INPUTS, ["name", "reason"], count)
        told = inputs.where("outcome IN ('refused', 'failed')").select(
            "name",
            sql.to_json(sql.struct(sql.col("name").alias("document"), "outcome", "reason")).alias(
                "value"
            ),
        )
        apart = self.stored.select("name", sql.explode("apart").alias("value"))
        both = told.union(apart).repartitionByRange(1, "name")
        work = self._work(REFUSED)
        both.sortWithinPartitions("name", "value").select("value").write.mode("overwrite").text(
            work.uri
        )
        work.move_to(self.place / REFUSED)

    def _write(self, rows: DataFrame, name: str, order: Sequence[str], count: int) -> None:
        files = max(1, -(-count // _ROWS))
        work = self._work(name)
        sorted_ = rows.repartitionByRange(files, order[0]).sortWithinPartitions(*order)
        sorted_.write.mode("overwrite").option("compression", "zstd").parquet(work.uri)
        work.move_to(self.place / name)


def steps_of(spark: SparkSession, place: Place) -> tuple[dict[str, int], list[Step], int]:
    """How many inputs had each outcome, the first that were not stored, and what stands apart."""
    inputs = spark.read.parquet((place / INPUTS).uri)
    counts = {row[0]: int(row[1]) for row in inputs.groupBy("outcome").count().collect()}
    bad = inputs.where("outcome IN ('refused', 'failed')").orderBy("name", "reason").limit(TOLD)
    steps = [Step(row["name"], row["outcome"], reason=row["reason"]) for row in bad.collect()]
    apart = inputs.selectExpr("coalesce(sum(apart), 0)").collect()[0][0]
    return counts, steps, int(apart)


def census_of(spark: SparkSession, place: Place) -> Census:
    """What the folder holds, counted as ``graph.census`` counts a store."""
    facts = spark.read.parquet((place / FACTS).uri)
    entities = spark.read.parquet((place / ENTITIES).uri)
    inputs = spark.read.parquet((place / INPUTS).uri).where("outcome IN ('new', 'unchanged')")
    counts = inputs.selectExpr("count(*)", "coalesce(sum(articles), 0)").collect()[0]
    relations = _counted(facts.groupBy("relation"))
    return Census(
        documents=int(counts[0]),
        articles=int(counts[1]),
        facts=sum(relations.values()),
        entities_by_type=_counted(entities.groupBy("type")),
        relations=relations,
    )


def _counted(groups: Any) -> dict[str, int]:
    counts = {row[0]: int(row[1]) for row in groups.count().collect()}
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def rows_of(stored: DataFrame) -> Iterator[Any]:
    """The pages one after the other, a few in the memory of this process."""
    return iter(stored.toLocalIterator(prefetchPartitions=False))


def _file_size(spark: SparkSession) -> int:
    told = spark.conf.get(FILE_SETTING, None)
    if told is None:
        return _FILE
    if not told.isdecimal() or not int(told):
        raise UsageError(f"{FILE_SETTING} is a number of bytes, not '{told}'")
    return int(told)
