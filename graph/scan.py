"""All documents of a store at once, by some properties: a table that is made without Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from pyoxigraph import QueryResultsFormat, QuerySolutions

from graph.database import Database

Row = list[str]
"""The terms of a row as Turtle writes them; empty where there is none."""

_ESCAPED: Final = {"\\t": "\t", "\\n": "\n", "\\r": "\r", '\\"': '"'}


Pattern = tuple[str, str, str]
"""A variable, the IRI of a property, and a variable or a term as SPARQL writes it."""


@dataclass(frozen=True, slots=True)
class Scan:
    """
    What is asked for: patterns of one graph, and the variables ``told`` of them.

    What is ``optional`` joins what is ``needed`` where it is there.
    """

    needed: tuple[Pattern, ...]
    told: tuple[str, ...]
    optional: tuple[Pattern, ...] = ()

    @property
    def where(self) -> str:
        """As SPARQL writes it."""
        parts = [_walk(pattern) for pattern in self.needed]
        parts += [f"OPTIONAL {_walk(pattern)}" for pattern in self.optional]
        return " ".join(parts)


class Scanner:
    """
    Reads what the graphs of some documents say, all of them at once; a context manager.

    Each pattern is one walk through an index, joined to the others inside the database: that
    costs a third of asking document by document.
    """

    def __init__(self, raw: Database, documents: Iterable[str]) -> None:
        """Read from a database the graphs of ``documents``, numbered by their order."""
        self._raw = raw
        self._numbers = {iri: number for number, iri in enumerate(documents)}
        self._threads = ThreadPoolExecutor()
        self._begun: dict[Scan, Future[list[Row]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(cancel_futures=True)

    def begin(self, *scans: Scan) -> None:
        """
        Ask for what ``rows`` will be asked for soon, on other cores, those first that come first.

        The database joins without Python's lock.
        """
        for scan in scans:
            self._begun[scan] = self._threads.submit(self._asked, scan.where, scan.told)

    def rows(self, scan: Scan) -> list[Row]:
        """
        The number of its document, and the variables told, for all that fits, in no order.

        Who says a thing twice has two rows.
        """
        begun = self._begun.pop(scan, None)
        return begun.result() if begun else self._asked(scan.where, scan.told)

    def counts(self, pattern: Pattern) -> dict[str, int]:
        """How often each document says a thing, by its number."""
        node = pattern[0]
        inner = f"SELECT ?graph (COUNT(?{node}) AS ?count) {{ {_walk(pattern)} }} GROUP BY ?graph"
        rows = self._asked(f"{{ {inner} }}", ["count"])
        return {number: int(count) for number, count in rows}

    def repeated(self, name: str) -> list[Row]:
        """Document, node and value of a property of which several nodes have one value."""
        inner = f"SELECT ?value {{ GRAPH ?any {{ ?one <{name}> ?value }} }}"
        several = f"{{ {inner} GROUP BY ?value HAVING (COUNT(?one) > 1) }}"
        return self._asked(f"{several} {_walk(('node', name, 'value'))}", ["node", "value"])

    def _asked(self, where: str, told: Sequence[str]) -> list[Row]:
        if not self._numbers:
            return []
        numbers = " ".join(f"(<{iri}> {number})" for iri, number in self._numbers.items())
        names = " ".join(f"?{name}" for name in ("number", *told))
        values = f"{{ VALUES (?graph ?number) {{ {numbers} }} }}"
        found = self._raw.query(f"SELECT {names} {{ {where} {values} }}")
        assert isinstance(found, QuerySolutions), "a SELECT has solutions"
        table = found.serialize(format=QueryResultsFormat.TSV)
        assert table is not None
        return [line.split("\t") for line in table.decode().split("\n")[1:-1]]


def _walk(pattern: Pattern) -> str:
    # A SELECT of its own: else the database would look up each node by itself.
    node, name, value = pattern
    term = value if value.startswith("<") else f"?{value}"
    names = f"?graph ?{node}" + ("" if term == value else f" {term}")
    return f"{{ SELECT {names} {{ GRAPH ?graph {{ ?{node} <{name}> {term} }} }} }}"


def value_of(term: str) -> str:
    r"""
    What a term of a row says: an IRI, or the text of a literal.

    >>> [value_of(term) for term in ("<urn:x>", '"a\\tb"@zh', "0.5", "")]
    ['urn:x', 'a\tb', '0.5', '']
    """
    if term[:1] == "<":
        return term[1:-1]
    if term[:1] != '"':
        return term
    text = term[1:-1] if term[-1] == '"' else term[1 : term.rindex('"')]
    return _unescaped(text) if "\\" in text else text


def number_of(term: str) -> int | float:
    """
    The number that a literal of a row is: whole where its datatype is xsd:integer.

    >>> number_of("5"), number_of('"5"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    (5, 5.0)
    """
    return int(term) if term.lstrip("+-").isdigit() else float(value_of(term))


def _unescaped(text: str) -> str:
    pieces = text.split("\\\\")
    for escape, character in _ESCAPED.items():
        pieces = [piece.replace(escape, character) for piece in pieces]
    return "\\".join(pieces)
