"""The job of a SPARQL query: Oxigraph answers, and what it writes goes out as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, Triple

from graph import sparql as text
from graph.serialization import serialize
from graph.server.frames import Head, Job
from graph.server.negotiation import (
    ANSWERS,
    GRAPH_FORMATS,
    GRAPHS,
    TABLE_FORMATS,
    TABLES,
    charset,
)
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.problems import Problem
from graph.server.rows import COUNTERS

Found = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


def query(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Answer ``query`` in the media types of ``table``, ``answer`` or ``graph``, packed if ``gzip``.

    ``default`` and ``named`` are the graphs of the protocol's dataset, None where it has none;
    ``headers`` go with a success. Raises QueryError, and Problem where no media type is left.
    """
    given = job.given
    store = opened.store(job.store)
    asked = given["query"]
    graphs = names_its_graphs(asked, given["remote"])
    try:
        found = store.raw.query(
            text.padded(asked),
            base_iri=given["base"],
            prefixes=opened.prefixes,
            **dataset_of(given["default"], given["named"], union=not graphs),
        )
    except SyntaxError as error:
        raise text.syntax_error(asked, error) from error
    write(found, given, opened.prefixes, out)


@lru_cache(maxsize=256)
def names_its_graphs(sparql: str, remote: bool) -> bool:
    """Whether a query, which must pass the check, says by FROM what it reads."""
    text.check(sparql, remote=remote)
    return text.names_its_graphs(sparql)


def dataset_of(
    default: list[str] | None, named: list[str] | None, *, union: bool
) -> dict[str, Any]:
    """
    The dataset of a request as pyoxigraph takes it; the union of all graphs where it has none.

    Raises Problem for what is no IRI.
    """
    if default is None and named is None:
        return {"use_default_graph_as_union": union}
    return {"default_graph": nodes(default or []), "named_graphs": nodes(named or [])}


def nodes(iris: Iterable[str]) -> list[NamedNode]:
    """The IRIs as nodes. Raises Problem for what is none."""
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise Problem(400, f"a graph of the request is no IRI: {error}") from error


def write(found: Found, given: dict[str, Any], prefixes: dict[str, str], out: Outlet) -> None:
    """Write a result in the media type that the client takes. Raises Problem where it has none."""
    gzip, headers = given["gzip"], given["headers"]
    if isinstance(found, pyoxigraph.QueryTriples):
        media = _media(given["graph"], GRAPHS)
        out.begin(_head(media, headers), gzip=gzip)
        serialize(_counted(found, out), out.file, GRAPH_FORMATS[GRAPHS[media]], prefixes)
        return
    table = isinstance(found, pyoxigraph.QuerySolutions)
    media = _media(given["table" if table else "answer"], TABLES if table else ANSWERS)
    form = TABLES[media]
    out.begin(_head(media, headers), gzip=gzip, counter=COUNTERS[form]() if table else None)
    found.serialize(out.file, format=TABLE_FORMATS[form])


def _head(media: str, headers: dict[str, str]) -> Head:
    return Head(200, {**headers, "content-type": charset(media)})


def _media(chosen: str | None, offered: Iterable[str]) -> str:
    if chosen is None:
        raise Problem(406, f"this result can be had as {', '.join(dict.fromkeys(offered))}")
    return chosen


def _counted(triples: Iterable[Triple], out: Outlet) -> Iterator[Triple]:
    for number, triple in enumerate(triples, 1):
        out.count(number)
        yield triple
