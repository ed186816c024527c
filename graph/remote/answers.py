"""What servers answer to queries, read into what Oxigraph gives for them."""

from __future__ import annotations

from typing import Any, Final

import orjson
import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from graph.database import Found
from graph.remote.connection import Answer
from graph.vocabulary import XSD
from ontology.errors import StoreError

TABLES: Final = "application/sparql-results+json"
GRAPHS: Final = "application/n-triples, text/turtle;q=0.5"
_GRAPHS: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
}
# Before SPARQL 1.1, results in JSON had a type for literals with a datatype. Servers that write
# it still have other old habits too: numbers for booleans, and tables for the answers of ASK.
_OLD: Final = b'"typed-literal"'
_BOOLEAN: Final = XSD + "boolean"
_BOOLEANS: Final = {"1": "true", "0": "false"}
_MOST: Final = "x-sparql-maxrows"


def is_complete(answer: Answer) -> bool:
    """
    Whether an answer to a query is whole.

    HTTP tells, unless a server neither says how long an answer is nor sends it in pieces; then
    the end of a JSON text tells, and of a graph the end of its last line.
    """
    if {"content-length", "transfer-encoding"} & answer.headers.keys():
        return True
    if answer.media in _GRAPHS:
        return not answer.body or answer.body.endswith(b"\n")
    return _json(answer.body) is not None


def table_of(answer: Answer, host: str, *, ask: bool) -> Found:
    """
    The rows of a SELECT, or the answer of an ASK.

    Raises StoreError where the answer is neither, and where the server has cut off rows.
    """
    told = _json(answer.body)
    if not isinstance(told, dict):
        raise StoreError(
            f"{host} answers with {answer.media or 'no media type'}, not with {TABLES}"
        )
    rows = told.get("results", {}).get("bindings", [])
    most = answer.headers.get(_MOST, "")
    if most.isdecimal() and len(rows) >= int(most):
        raise StoreError(
            f"{host} gives no more than {most} rows of an answer; raise that limit of the server "
            "(ResultSetMaxRows of Virtuoso), or ask with LIMIT and OFFSET"
        )
    data = answer.body
    if _OLD in data or (ask and "boolean" not in told):
        data = orjson.dumps(_renewed(told, rows, ask=ask))
    try:
        return pyoxigraph.parse_query_results(data, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{host}: the answer cannot be read: {_line(error)}") from error


def graph_of(answer: Answer, host: str, base: str) -> Found:
    """The triples of a CONSTRUCT or DESCRIBE. Raises StoreError where the answer has none."""
    form = _GRAPHS.get(answer.media)
    if form is None:
        raise StoreError(
            f"{host} answers with {answer.media or 'no media type'}, not with {GRAPHS}"
        )
    # Oxigraph makes results of its own queries alone, so they go through a store in memory.
    passed = pyoxigraph.Store()
    try:
        passed.load(answer.body, format=form, base_iri=base, lenient=True)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{host}: the answer cannot be read: {_line(error)}") from error
    return passed.query("CONSTRUCT WHERE { ?s ?p ?o }")


def _renewed(told: dict[str, Any], rows: list[dict[str, Any]], *, ask: bool) -> dict[str, Any]:
    if ask:
        values = [str(term.get("value", "")) for row in rows for term in row.values()]
        return {"head": {}, "boolean": values[:1] in (["1"], ["true"])}
    for row in rows:
        for term in row.values():
            if term.get("type") == "typed-literal":
                term["type"] = "literal"
            if term.get("datatype") == _BOOLEAN:
                term["value"] = _BOOLEANS.get(term["value"], term["value"])
    return told


def _json(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None


def _line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
