"""What a machine of Spark does: rows that say what is to be read in, rows of pages out."""

from __future__ import annotations

import io
import json
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from extractors.document import Document
from extractors.facts import Entity, Fact
from extractors.qualification import AREA
from extractors.readers.apart import Apart
from extractors.readers.folders import file_source
from extractors.readers.limits import Limits
from extractors.readers.reading import Manner, documents_of, record_of
from extractors.readers.source import Refusal, Source
from graph.exports.facts_table import row_of
from graph.facts import entities_of, statements_of
from graph.identity.claims import CLAIM
from graph.pages import Page, PageReader
from graph.spark.tables import ENTITIES, FACTS, PAGES, arrow
from graph.vocabulary import TYPE, WG
from graph.workers import Lost, Workers

if TYPE_CHECKING:
    from pyarrow import RecordBatch

Row = Mapping[str, Any]
Found = Iterator[tuple[Row, int, Document | Refusal]]
"""Of which row, the how many-th in it, and what was there."""

# So many characters of N-Quads go back to Spark at once, of some ten pages.
_BATCH: Final = 8_000_000
_ARTICLE: Final = NamedNode(WG + "Article")
_COLUMNS: Final = ("id", "title", "date", "source", "text")


@dataclass(frozen=True)
class Read:
    """
    Reads what the rows of one table say, and extracts: a function for ``DataFrame.mapInArrow``.

    ``reader`` is a pickled ``PageReader``, which a process unpacks once for all its tasks.
    ``sources`` gives the documents of the rows.
    """

    reader: bytes
    sources: Callable[[Iterator[Row], Manner], Found]
    encoding: str | None
    limits: Limits

    def __call__(self, batches: Iterable[RecordBatch]) -> Iterator[RecordBatch]:
        """The pages of all that the rows say."""
        rows = (row for batch in batches for row in batch.to_pylist())
        with Apart(self.limits) as apart:
            manner = Manner(self.encoding, self.limits, apart)
            found = self.sources(rows, manner)
            yield from _batches(self._pages(found))

    def _pages(self, found: Found) -> Iterator[Row]:
        reader = _reader(self.reader)
        if not _again():
            for row, record, one in found:
                page = reader(one) if isinstance(one, Document) else Page(refused=one.reason)
                yield _page_row(row, record, one, page)
            return
        # A task that was tried before may have died over one of its pages: that one is to cost
        # a process of its own now, and to be set apart.
        with Workers(reader, 1) as workers:
            for row, record, one in found:
                if isinstance(one, Refusal):
                    yield _page_row(row, record, one, Page(refused=one.reason))
                    continue
                for _, made in workers.in_order([one]):
                    page = Page(failed=str(made)) if isinstance(made, Lost) else made
                    yield _page_row(row, record, one, page)


@lru_cache(maxsize=1)
def _reader(pickled: bytes) -> PageReader:
    reader: PageReader = pickle.loads(pickled)
    return reader


def _again() -> bool:
    from pyspark import TaskContext

    task = TaskContext.get()
    return task is not None and task.attemptNumber() > 0


def files(rows: Iterator[Row], manner: Manner) -> Found:
    """The documents of files that every machine sees under the same path."""
    for row in rows:
        source = file_source(row["called"], Path(os.fsdecode(row["path"])))
        for record, one in enumerate(documents_of(source, manner)):
            yield row, record, one


def contents(rows: Iterator[Row], manner: Manner) -> Found:
    """The documents of files whose bytes Spark has read."""
    for row in rows:
        content = row["content"]
        source = Source(row["called"], partial(_opened, content))
        for record, one in enumerate(documents_of(source, manner)):
            yield row, record, one


def _opened(content: bytes) -> AbstractContextManager[BinaryIO]:
    return nullcontext(io.BytesIO(content))


def lines(rows: Iterator[Row], manner: Manner) -> Found:
    """The documents of the lines of JSON Lines, ``first`` being the number of a part's first."""
    part, count = "", 0
    for row in rows:
        part, count = row["part"], count + 1 if row["part"] == part else 0
        number, line = row["first"] + count, row["line"]
        if number == 1 and row["mark"] and line is not None:
            line = b"\xef\xbb\xbf" + line  # Spark leaves the byte order mark out.
        one = record_of(row["called"], number, line, manner)
        if one is not None:
            yield {**row, "place": 0}, number, one


def table_rows(rows: Iterator[Row], manner: Manner) -> Found:
    """The documents of rows of a table with columns as JSON Lines have keys."""
    for row in rows:
        told = {name: row[name] for name in _COLUMNS if row.get(name) is not None}
        line = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        number = row["record"] + 1
        if not told.get("id"):
            yield row, number, Refusal(f"{row['called']}:{number}", f'row {number}: no "id"')
        elif (one := record_of(row["called"], number, line, manner)) is not None:
            read = replace(one, reader="parquet") if isinstance(one, Document) else one
            yield row, number, read


def _batches(rows: Iterator[Row]) -> Iterator[RecordBatch]:
    import pyarrow

    schema = arrow(PAGES)
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += len(row["quads"] or "")
        if size > _BATCH:
            yield pyarrow.RecordBatch.from_pylist(held, schema)
            held, size = [], 0
    if held:
        yield pyarrow.RecordBatch.from_pylist(held, schema)


def _page_row(row: Row, record: int, one: Document | Refusal, page: Page) -> Row:
    told: dict[str, Any] = {"part": row["part"], "place": row["place"], "record": record}
    told |= {"name": one.name, "document": isinstance(one, Document), "size": 0}
    if isinstance(one, Document):
        told |= {"sha256": one.sha256, "size": one.size}
    if page.refused or page.failed:
        outcome = "refused" if page.refused else "failed"
        return told | {"outcome": outcome, "reason": page.refused or page.failed, "quads": None}
    quads = _as_stored(page.quads)
    entities = entities_of(quads)
    return told | {
        "outcome": "stored",
        "reason": "",
        "quadCount": len(quads),
        "factCount": page.facts,
        "articleCount": sum(q.predicate == TYPE and q.object == _ARTICLE for q in quads),
        "quads": "\n".join(f"{quad} ." for quad in quads),
        "apart": [json.dumps(each, ensure_ascii=False) for each in page.apart],
        "units": [_unit_row(one) for one in entities if one.type == AREA and one.named],
        "facts": _fact_rows(quads),
        "entities": [{name: getattr(one, name) for name in ENTITIES} for one in entities],
    }


def _as_stored(data: bytes) -> list[Quad]:
    """The quads as a store gives them back, which writes numbers and times in its own way."""
    store = pyoxigraph.Store()
    store.load(data, format=RdfFormat.N_QUADS, lenient=True)
    return list(store)


def _unit_row(entity: Entity) -> Row:
    return {
        "iri": entity.id,
        "name": entity.name,
        "adcode": entity.adcode,
        "scope": entity.scope,
    }


def _fact_rows(quads: list[Quad]) -> list[Row]:
    claims = {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate == CLAIM
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode | Literal)
    }
    return [
        _fact_row(iri, fact) | {"claim": claims.get(iri, "")} for iri, fact in statements_of(quads)
    ]


def _fact_row(iri: str, fact: Fact) -> dict[str, Any]:
    told = row_of(iri, fact) | {"negated": fact.negated}
    return {name: _typed(told.get(name), kind) for name, kind in FACTS.items()}


def _typed(value: object, kind: object) -> object:
    if kind == "double" and isinstance(value, int | float):
        return float(value)
    return value if value != "" else None
