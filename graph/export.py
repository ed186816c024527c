"""Writing a store out, in formats that other programs read; the same store gives the same bytes."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby, islice
from typing import IO, TYPE_CHECKING, BinaryIO, Final

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from extractors.facts import Fact
from graph.labels import names_of
from graph.rdf import CIRCUMSTANCES, fact_iri
from graph.serialization import serialize
from graph.store import Store
from ontology.errors import UsageError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

# So many lines are sorted in memory at once, about 100 MB; more are merged from files.
_SORTED: Final = 400_000
# What XML 1.0 cannot hold; the text of a page may.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(store: Store, format: str, out: BinaryIO) -> None:
    """
    Write the whole store as one of ``FORMATS``.

    N-Quads come sorted line by line. Turtle holds every triple once, whatever documents state
    it; the other RDF formats keep the documents apart. GraphML and GEXF hold entities and facts,
    CSV is a table with a fact a row.

    Raises UsageError for an unknown format.
    """
    write = FORMATS.get(format)
    if write is None:
        raise UsageError(f"no format is called {format}; choose one of {', '.join(FORMATS)}")
    write(store, out)


def _nquads(store: Store, out: BinaryIO) -> None:
    lines = (f"{quad} .\n" for quad in store.raw.quads_for_pattern(None, None, None))
    for line in _sorted(lines):
        out.write(line.encode())


def _turtle(store: Store, out: BinaryIO) -> None:
    every = store.raw.quads_for_pattern(None, None, None)
    lines = _sorted(f"{quad.triple} .\n" for quad in every)
    serialize(_triples(lines), out, RdfFormat.TURTLE, store.prefixes)


def _triples(lines: Iterable[str]) -> Iterator[Triple]:
    once = (line for line, _ in groupby(lines))
    while part := "".join(islice(once, 10_000)):
        yield from (quad.triple for quad in pyoxigraph.parse(part, format=RdfFormat.N_TRIPLES))


def _trig(store: Store, out: BinaryIO) -> None:
    serialize(_by_document(store), out, RdfFormat.TRIG, store.prefixes)


def _jsonld(store: Store, out: BinaryIO) -> None:
    serialize(_by_document(store), out, RdfFormat.JSON_LD, store.prefixes)


def _by_document(store: Store) -> Iterator[Quad]:
    for graph in sorted(store.raw.named_graphs(), key=str):
        yield from sorted(store.raw.quads_for_pattern(None, None, None, graph), key=str)


def _graphml(store: Store, out: BinaryIO) -> None:
    # networkx's other writer needs lxml, orders attributes otherwise, and is not always there.
    from networkx import write_graphml_xml

    write_graphml_xml(_drawable(store), out, named_key_ids=True)


def _gexf(store: Store, out: BinaryIO) -> None:
    from networkx import generate_gexf

    lines = "\n".join(generate_gexf(_drawable(store)))
    # The day of writing is no part of the graph.
    out.write((re.sub(r' lastmodifieddate="[^"]*"', "", lines) + "\n").encode())


def _drawable(store: Store) -> MultiDiGraph:
    """The graph with texts that XML can hold."""
    from graph.analysis.columns import measured_network

    graph = measured_network(store)
    for _, data in graph.nodes(data=True):
        _clean(data)
    for _, _, data in graph.edges(data=True):
        _clean(data)
    return graph


def _clean(data: dict[str, object]) -> None:
    data.update(
        {
            key: _NOT_XML.sub("\ufffd", value)
            for key, value in data.items()
            if isinstance(value, str)
        }
    )


def _csv(store: Store, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    labels = names_of(store)
    rows = (_csv_row(fact, store.base, labels) for fact in store.facts())
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    text.detach()


COLUMNS: Final = (
    *("fact", "document", "article"),
    *("subject", "subjectType", "relation", "relationLabel", "object", "objectType"),
    *("value", "bound", "unit", "quantity", "time", "timeText"),
    *CIRCUMSTANCES,
    *("modality", "negated", "confidence", "extractor", "rule", "trigger"),
    *("evidence", "start", "end", "subjectId", "objectId"),
)


def _csv_row(fact: Fact, base: str, labels: dict[str, str]) -> dict[str, object]:
    row: dict[str, object] = {
        "fact": fact_iri(fact, base=base),
        "document": fact.document,
        "article": fact.article,
        "subject": fact.subject.name,
        "subjectType": fact.subject.type,
        "subjectId": fact.subject.id,
        "relation": fact.relation or fact.predicate,
        "relationLabel": labels.get(fact.relation, ""),
        "object": fact.object.name,
        "objectType": fact.object.type,
        "objectId": fact.object.id,
        "time": fact.time,
        "timeText": fact.time_text,
        "modality": fact.modality,
        "negated": str(fact.negated).lower(),
        "confidence": fact.confidence,
        "extractor": fact.extractor,
        "rule": fact.rule,
        "trigger": fact.trigger.text if fact.trigger else "",
        "evidence": fact.evidence.text,
        "start": fact.evidence.start,
        "end": fact.evidence.end,
    }
    if fact.quantity:
        counted = fact.quantity
        row |= {"value": counted.value, "bound": counted.bound}
        row |= {"unit": counted.unit, "quantity": counted.text}
    arguments = {role: getattr(fact, role) for role in CIRCUMSTANCES}
    return row | {role: argument.name for role, argument in arguments.items() if argument}


FORMATS: Final[dict[str, Callable[[Store, BinaryIO], None]]] = {
    "nquads": _nquads,
    "trig": _trig,
    "turtle": _turtle,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
}


def _sorted(lines: Iterable[str], at_once: int = _SORTED) -> Iterator[str]:
    """
    The lines in the order of their characters, which for UTF-8 is that of their bytes.

    >>> list(_sorted(["c\\n", "a\\n", "b\\n"], at_once=2))
    ['a\\n', 'b\\n', 'c\\n']
    """
    rest = iter(lines)
    first = sorted(islice(rest, at_once))
    with ExitStack() as files:
        runs: list[Iterable[str]] = [first]
        while run := sorted(islice(rest, at_once)):
            # Only \n ends a line here: a literal may hold other line breaks, written raw.
            file: IO[str] = files.enter_context(
                tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")
            )
            file.writelines(run)
            file.seek(0)
            runs.append(file)
        yield from merge(*runs)
