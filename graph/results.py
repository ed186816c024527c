"""The result of a query, and the ways to write it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, RdfFormat, Triple

from graph.serialization import serialized
from graph.vocabulary import XSD, prefixes
from graph.width import display_width
from ontology.errors import QueryError

Term = NamedNode | BlankNode | pyoxigraph.Literal | Triple
Row = tuple[Term | None, ...]
Form = Literal["select", "ask", "graph"]

FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "ttl")
LABEL_SUFFIX: Final = "Label"
"""The variable ?xLabel holds the name of what ?x holds, and a table shows it instead."""

_TABLES: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_GRAPHS: Final = {
    "ttl": RdfFormat.TURTLE,
    "json": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
}
_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class QueryResult:
    """
    A result that is complete and needs the store no more.

    ``form`` is ``select``, ``ask`` or ``graph`` (of CONSTRUCT and DESCRIBE). ``data`` holds a
    table or an answer as SPARQL JSON, ``triples`` a graph, sorted and each triple once.
    ``labels`` are what a table shows in the place of IRIs, ``heads`` what it shows in the place
    of the names of variables, ``remarks`` what to tell beside it.
    """

    form: Form
    data: bytes = b""
    triples: tuple[Triple, ...] = ()
    prefixes: dict[str, str] = field(default_factory=prefixes)
    labels: dict[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of a table's columns; a graph has three."""
        if self.form == "graph":
            return ("subject", "predicate", "object")
        return tuple(variable.value for variable in _solutions(self.data).variables)

    @property
    def rows(self) -> list[Row]:
        """The rows of a table or a graph, in order; None where a variable has no value."""
        if self.form == "graph":
            return [(one.subject, one.predicate, one.object) for one in self.triples]
        return [tuple(solution) for solution in _solutions(self.data)]

    @property
    def answer(self) -> bool:
        """The answer of an ASK. Raises QueryError where the query was none."""
        found = pyoxigraph.parse_query_results(self.data, format=QueryResultsFormat.JSON)
        if not isinstance(found, pyoxigraph.QueryBoolean):
            raise QueryError("only an ASK query has an answer")
        return bool(found)


def result_of(
    variables: Sequence[str], rows: Iterable[Sequence[Term | None]], **more: Any
) -> QueryResult:
    """
    A table of our own making as the result of a SELECT, to be written as one.

    ``more`` are prefixes, labels and heads, as a result has them.
    """
    bindings = [
        {name: _json(term) for name, term in zip(variables, row, strict=True) if term is not None}
        for row in rows
    ]
    data = {"head": {"vars": list(variables)}, "results": {"bindings": bindings}}
    return QueryResult("select", json.dumps(data, ensure_ascii=False).encode(), **more)


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    assert isinstance(term, pyoxigraph.Literal), "our tables hold neither blank nodes nor triples"
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def render(result: QueryResult, format: str = "table") -> str:
    """
    The result as text that ends with a line break.

    ``table`` is for people; ``csv``, ``tsv``, ``json`` and ``xml`` are those of SPARQL 1.1. A
    graph is written as ``ttl``, ``json`` (JSON-LD), ``xml`` (RDF/XML) or ``table``.

    Raises QueryError for a format that the result cannot have.
    """
    if format == "table":
        return _yes_or_no(result) if result.form == "ask" else _table(result)
    if result.form == "graph" and format in _GRAPHS:
        return serialized(result.triples, _GRAPHS[format], result.prefixes)
    if result.form != "graph" and format in _TABLES and (result.form, format) not in _NO_BOOLEAN:
        found = pyoxigraph.parse_query_results(result.data, format=QueryResultsFormat.JSON)
        written = found.serialize(format=_TABLES[format])
        return _ended((written or b"").decode())
    allowed = ", ".join(["table", *_allowed(result)])
    raise QueryError(f"this result cannot be written as {format}; choose one of {allowed}")


# SPARQL defines no CSV or TSV for the answer of an ASK.
_NO_BOOLEAN: Final = {("ask", "csv"), ("ask", "tsv")}


def _allowed(result: QueryResult) -> list[str]:
    if result.form == "graph":
        return list(_GRAPHS)
    return [name for name in _TABLES if (result.form, name) not in _NO_BOOLEAN]


def _table(result: QueryResult) -> str:
    shown = _shown_columns(result.variables)
    rows = result.rows
    cells = [[_cell(row, columns, result) for columns in shown] for row in rows]
    names = [result.variables[columns[0]] for columns in shown]
    heads = [result.heads.get(name, name) for name in names]
    right = [_all_numbers(rows, columns[0]) for columns in shown]
    widths = [
        max([display_width(head), *(display_width(row[index]) for row in cells)])
        for index, head in enumerate(heads)
    ]
    rule = ["─" * width for width in widths]
    lines = [_line(line, widths, right) for line in [heads, rule, *cells]]
    return "".join(f"{line}\n" for line in lines)


def _shown_columns(variables: Sequence[str]) -> list[tuple[int, ...]]:
    # A column comes with the one that labels it, which has no column of its own.
    places = {name: index for index, name in enumerate(variables)}
    labels = {name + LABEL_SUFFIX for name in variables}
    return [
        (index, places[name + LABEL_SUFFIX]) if name + LABEL_SUFFIX in places else (index,)
        for name, index in places.items()
        if name not in labels
    ]


def _cell(row: Row, columns: tuple[int, ...], result: QueryResult) -> str:
    term = next((row[index] for index in reversed(columns) if row[index] is not None), None)
    return " ".join(_text(term, result).split())


def _text(term: Term | None, result: QueryResult) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return result.labels.get(term.value) or shorten(term.value, result.prefixes)
    return term.value if isinstance(term, pyoxigraph.Literal) else str(term)


def shorten(iri: str, known: dict[str, str]) -> str:
    """
    The IRI with its prefix, where one of the known prefixes begins it.

    >>> shorten("https://w3id.org/wangge/ontology#has", prefixes())
    'wg:has'
    """
    for prefix, namespace in known.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _all_numbers(rows: Sequence[Row], index: int) -> bool:
    terms = [row[index] for row in rows if row[index] is not None]
    return bool(terms) and all(
        isinstance(term, pyoxigraph.Literal) and term.datatype.value in _NUMBERS for term in terms
    )


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        _padded(cell, width, to_the_right)
        for cell, width, to_the_right in zip(cells, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - display_width(cell))
    return space + cell if right else cell + space


def _yes_or_no(result: QueryResult) -> str:
    return "true\n" if result.answer else "false\n"


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _solutions(data: bytes) -> pyoxigraph.QuerySolutions:
    found = pyoxigraph.parse_query_results(data, format=QueryResultsFormat.JSON)
    if not isinstance(found, pyoxigraph.QuerySolutions):
        raise QueryError("an ASK query has an answer, no rows")
    return found
