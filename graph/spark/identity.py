"""
What no page can know alone, by joins that give the same in whatever order the pages come.

The extractors give a thing its identifier from its name and the unit within which the name means
one thing; both stand on the page, so that the same thing has the same identifier on all pages. What
is left to be joined is: which of several texts of one name counts, what the pages together know of
an entity, and which units of the gazetteer they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.identity.units import units_of
from graph.spark.tables import UNITS

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

_WHERE: Final = ["ordinal", "place", "record"]

ANOTHER: Final = "another document of this name came before it"
"""Why a document is refused that has the name of another one, as ``extractors.readers`` says it."""


def later_of_a_name(pages: DataFrame) -> DataFrame:
    """
    Where the documents stand whose name one had before them, and whether that was the same text.

    The first in the order of the command counts, as it does on one machine.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    met = pages.where("document").select(*_WHERE, "name", "sha256")
    order = Window.partitionBy("name").orderBy(*_WHERE)
    told = met.select(
        *_WHERE,
        sql.row_number().over(order).alias("number"),
        (sql.col("sha256") == sql.first("sha256").over(order)).alias("same"),
    )
    return told.where("number > 1").drop("number")


def settled(pages: DataFrame, later: DataFrame) -> DataFrame:
    """The pages without what was read twice; another text of the same name is refused."""
    from pyspark.sql import functions as sql

    joined = pages.join(later, _WHERE, "left").where("same IS NULL OR NOT same")
    other = sql.col("same").isNotNull()
    outcome = sql.when(other, "refused").otherwise(sql.col("outcome"))
    reason = sql.when(other, ANOTHER).otherwise(sql.col("reason"))
    return joined.withColumns({"outcome": outcome, "reason": reason}).drop("same")


def entities_of(stored: DataFrame) -> DataFrame:
    """What the stored pages together know of each entity, and how many of them name it."""
    from pyspark.sql import functions as sql

    each = stored.select(sql.explode("entities").alias("entity")).select("entity.*")
    told = each.groupBy("id").agg(
        *(sql.min(name).alias(name) for name in ("name", "type")),
        *(sql.max(name).alias(name) for name in ("named", "scope", "adcode", "kinds")),
        sql.count("*").alias("documents"),
    )
    # Each alias once before they are put together: a province is named on every tenth page.
    alias = each.select("id", sql.explode("aliases").alias("alias")).distinct()
    aliases = alias.groupBy("id").agg(sql.array_sort(sql.collect_list("alias")).alias("aliases"))
    nothing = sql.array().cast("array<string>")
    return told.join(aliases, "id", "left").withColumn("aliases", sql.coalesce("aliases", nothing))


def units_named(stored: DataFrame, base: str) -> DataFrame:
    """The lines of the graph that describes the units which the stored pages name."""
    from pyspark.sql import functions as sql

    named = stored.select(sql.explode("units").alias("unit")).select("unit.*").distinct()
    return named.mapInArrow(Units(base), "line string").distinct()


@dataclass(frozen=True)
class Units:
    """Describes units by the gazetteer: a function for ``DataFrame.mapInArrow``."""

    base: str

    def __call__(self, batches: Iterable[RecordBatch]) -> Iterator[RecordBatch]:
        """The lines of N-Quads for rows of ``tables.UNITS``."""
        import pyarrow

        for batch in batches:
            named = [tuple(str(row[name]) for name in UNITS) for row in batch.to_pylist()]
            quads = units_of(
                ((iri, name, code, scope) for iri, name, code, scope in named), self.base
            )
            yield pyarrow.RecordBatch.from_pydict({"line": [f"{quad} ." for quad in quads]})
