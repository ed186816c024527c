"""The rows of an analysis as a table: the way to terms, as queries write them, and to pandas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from pyoxigraph import Literal, NamedNode

from graph.analysis.groups import Community, Component
from graph.analysis.measures import Measures
from graph.analysis.paths import Step
from graph.analysis.projection import Shared
from graph.analysis.ties import Member
from graph.analysis.totals import Total
from graph.results import LABEL_SUFFIX, QueryResult, Term, result_of
from graph.vocabulary import plain, typed

if TYPE_CHECKING:
    from pandas import DataFrame

ROWS: Final = (Measures, Community, Component, Step, Shared, Total)
"""What rows there are: one kind for each analysis."""
Row = TypeVar("Row", Measures, Community, Component, Step, Shared, Total)
NOTES: Final = ("sampled", "modularity")
"""The keys of what may be said of a table beside its rows."""

_ENTITIES: Final = {"entity", "source", "target", "first", "second"}
_JOIN: Final = "、"


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """
    The rows of an analysis, in order: all of one ``kind`` of ``ROWS``, whose fields are columns.

    ``notes`` are what a reader should know beside them, each by a key of ``NOTES`` with the values
    that it mentions.
    """

    kind: type[Row]
    rows: tuple[Row, ...]
    notes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(each.name for each in fields(self.kind))

    def first(self, count: int) -> Table[Row]:
        """The table with its first rows only."""
        return Table(self.kind, self.rows[:count], self.notes)

    def result(
        self, *, words: Mapping[str, str] | None = None, most: int | None = None, **more: Any
    ) -> QueryResult:
        """
        The table as the result of a query; ``more`` are the prefixes and heads of ``result_of``.

        Where an entity stands, its IRI is in one column and its label in another. ``words`` are
        labels of types; of a list of entities come the labels of the first ``most``, or all.
        """
        columns = [name for each in self.columns for name in _columns(each)]
        rows = [
            [
                cell
                for name in self.columns
                for cell in _cells(name, getattr(row, name), words or {}, most)
            ]
            for row in self.rows
        ]
        return result_of(columns, rows, **more)

    def records(self) -> Iterator[dict[str, object]]:
        """Each row by column: entities as label and, in a column beside, IRI; lists as labels."""
        for row in self.rows:
            record: dict[str, object] = {}
            for name in self.columns:
                value = getattr(row, name)
                if isinstance(value, Member):
                    record |= {name: value.label, f"{name}Id": value.iri}
                elif isinstance(value, tuple):
                    record[name] = [member.label for member in value]
                else:
                    record[name] = value
            yield record

    def to_frame(self) -> DataFrame:
        """The table as a pandas frame. Raises UsageError where pandas is not installed."""
        from graph.frames import frame_of

        columns = [
            part
            for name in self.columns
            for part in ((name, f"{name}Id") if name in _ENTITIES else (name,))
        ]
        return frame_of(self.records(), columns)

    def _repr_html_(self) -> str:
        from graph.notebook import table_html

        return table_html(self)


def _columns(name: str) -> Sequence[str]:
    return (name, name + LABEL_SUFFIX) if name in _ENTITIES else (name,)


def _cells(
    name: str, value: Any, words: Mapping[str, str], most: int | None
) -> Sequence[Term | None]:
    if isinstance(value, Member):
        return NamedNode(value.iri), plain(value.label)
    if isinstance(value, tuple):
        return (plain(listed([member.label for member in value], most)),)
    if isinstance(value, int | float):
        return (_number(value),)
    if name == "fact":
        return (NamedNode(value),)
    return (None if value is None else plain(words.get(value, value) if name == "type" else value),)


def _number(value: float) -> Literal:
    if value == int(value):
        return typed(str(int(value)), "integer")
    return typed(format(Decimal(repr(value)), "f"), "decimal")


def listed(labels: Sequence[str], most: int | None) -> str:
    """
    The labels as a text, after the first ``most`` only how many they all are.

    >>> listed(["石门乡", "岳村镇", "孟轲乡"], 2)
    '石门乡、岳村镇 … 3'
    """
    if most is None or len(labels) <= most:
        return _JOIN.join(labels)
    return f"{_JOIN.join(labels[:most])} … {len(labels)}"
