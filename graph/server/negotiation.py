"""Which format an answer has: what the client takes, with its weights, of what there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from graph.server.problems import Problem

JSON: Final = "application/sparql-results+json"
TURTLE: Final = "text/turtle"

# The first is what comes where the client takes anything; those behind have other names too.
TABLES: Final = {
    JSON: "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
ANSWERS: Final = {media: form for media, form in TABLES.items() if form in ("json", "xml")}
"""Media types of the answer of an ASK, for which SPARQL has no CSV or TSV."""
GRAPHS: Final = {
    TURTLE: "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "text/plain": "nt",
    "application/json": "jsonld",
    "application/xml": "rdf",
    "text/xml": "rdf",
}
TABLE_FORMATS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}

_GRAPH_FOR_TABLE: Final = {"json": "application/ld+json", "xml": "application/rdf+xml"}
"""What a graph is written as where a format of tables is asked for that graphs have too."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The media types for a table, for the answer of an ASK and for a graph; None for refused."""

    table: str | None
    answer: str | None
    graph: str | None


@lru_cache(maxsize=1024)
def choose(accept: str) -> Choice:
    """
    What to answer to an ``Accept`` header, empty where there is none.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml, text/*;q=0.1").table
    'application/sparql-results+xml'
    >>> choose("image/png").table is None
    True
    """
    return Choice(best(accept, TABLES), best(accept, ANSWERS), best(accept, GRAPHS))


def best(accept: str, offered: Mapping[str, str]) -> str | None:
    """Which of the media types the header likes best, the earlier of equals; None for none."""
    ranges = _ranges(accept) or [("*/*", 1.0)]
    found = max(offered, key=lambda media: _weight(media, ranges))
    return found if _weight(found, ranges) > 0 else None


def media_of_format(name: str | None) -> str:
    """
    What a client that can send no headers, a link, means by the name of a format; "" by none.

    >>> media_of_format("csv"), media_of_format("ttl")
    ('text/csv', 'text/turtle')
    >>> media_of_format("json")
    'application/sparql-results+json,application/ld+json'

    Raises Problem for a name that is unknown.
    """
    if name is None:
        return ""
    found = [
        next(media for media, form in offered.items() if form == name)
        for offered in (TABLES, GRAPHS)
        if name in offered.values()
    ]
    found += [_GRAPH_FOR_TABLE[name]] if name in _GRAPH_FOR_TABLE else []
    if not found:
        known = ", ".join(sorted({*TABLES.values(), *GRAPHS.values()}))
        raise Problem(400, f"format is one of {known}, not {name[:20]}")
    return ",".join(found)


def takes_gzip(accept_encoding: str) -> bool:
    """
    Whether the client takes gzip.

    >>> takes_gzip("br, gzip;q=0.8"), takes_gzip("gzip;q=0"), takes_gzip("")
    (True, False, False)
    """
    weights = dict(_ranges(accept_encoding))
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def charset(media: str) -> str:
    """The media type with its encoding where it is a text."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _ranges(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(","):
        name, *settings = (each.strip().lower() for each in part.split(";"))
        if name:
            found.append((name, _quality(settings)))
    return found


def _quality(settings: list[str]) -> float:
    for each in settings:
        key, _, value = each.partition("=")
        if key.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _weight(media: str, ranges: list[tuple[str, float]]) -> float:
    # The most exact range counts: text/csv;q=0 forbids it beside */*.
    kind = media.partition("/")[0]
    for name in (media, f"{kind}/*", "*/*"):
        for each, quality in ranges:
            if each == name:
                return quality
    return 0.0
