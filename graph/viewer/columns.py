"""
Records as columns of JSON, which the page takes apart when somebody asks for them.

A page of 20,000 entities holds some twenty million characters; parsed as records they take longer
than everything else that happens when it opens, and what is looked at is a small part of them.
``columns.js`` is the other side.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from types import NoneType
from typing import Any, Final

import orjson

PIECE: Final = 1000
"""Rows of one piece of a long column."""
LONG: Final = 150_000
"""Characters from which a column is cut into pieces."""

_PLAIN: Final = {str, bool, NoneType}
_SHARED: Final = 2  # rows to a value, from which values are numbered


Columns = dict[str, list[Any]]
"""The values of each column of a table, of all its rows; None where a row has none."""


def columns_in(records: Iterable[Mapping[str, Any]]) -> Columns:
    """
    The columns of ``records``, in the order in which they come up.

    >>> columns_in([{"at": 1, "of": "n1"}, {"at": 2}])
    {'at': [1, 2], 'of': ['n1', None]}
    """
    rows = list(records)
    found: Columns = {}
    for number, record in enumerate(rows):
        for name, value in record.items():
            column = found.get(name)
            if column is None:
                column = found[name] = [None] * len(rows)
            column[number] = value
    return found


def columns_of(table: str, columns: Columns, keys: Mapping[str, int]) -> dict[str, str]:
    """
    The JSON of each of ``columns``, by ``table.column`` and, in pieces, ``table.column.n``.

    What all of a column's rows lack is no column; a value that some rows lack is null there.
    ``keys`` are the numbers of the entities by their keys, which stand for them.

    >>> columns_of("facts", {"at": [1, 2], "of": ["n1", None]}, {"n1": 0})
    {'facts.at': '{"rows":[1,2]}', 'facts.of': '{"keys":[1,0],"texts":[]}'}
    """
    found: dict[str, str] = {}
    for name, values in columns.items():
        found.update(_written(f"{table}.{name}", values, keys))
    return found


def shapes_of(tables: Mapping[str, Columns]) -> dict[str, dict[str, Any]]:
    """How many rows each table has, and which columns, as ``columns.js`` wants to know."""
    return {
        table: {
            "count": max((len(values) for values in columns.values()), default=0),
            "columns": list(columns),
        }
        for table, columns in tables.items()
    }


def _written(name: str, values: list[Any], keys: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    kinds = set(map(type, values))
    if _are_entities(values, kinds, keys):
        yield name, embedded(_references(values, keys))
    elif kinds <= _PLAIN and len(distinct := dict.fromkeys(values)) * _SHARED <= len(values):
        numbers = {value: number for number, value in enumerate(distinct)}
        yield name, embedded({"of": list(distinct), "at": [numbers[value] for value in values]})
    else:
        prefix = _common_beginning(values) if kinds == {str} else ""
        rows = [value[len(prefix) :] for value in values] if prefix else values
        yield from _whole_or_in_pieces(name, rows, {"prefix": prefix} if prefix else {})


def _whole_or_in_pieces(
    name: str, rows: list[Any], more: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    """A column of any values, in pieces where it is long; no value is written twice for that."""
    pieces = [embedded(rows[start : start + PIECE]) for start in range(0, len(rows), PIECE)]
    told = embedded(more)[1:-1]
    if sum(map(len, pieces)) + len(told) <= LONG:
        inner = ",".join(piece[1:-1] for piece in pieces)
        yield name, f'{{"rows":[{inner}]{"," if told else ""}{told}}}'
    else:
        yield name, embedded({"piece": PIECE} | dict(more))
        for number, piece in enumerate(pieces):
            yield f"{name}.{number}", piece


def _are_entities(values: Iterable[Any], kinds: set[type], keys: Mapping[str, int]) -> bool:
    """Whether all are keys of entities, texts in the place of one, or nothing."""
    return kinds <= {str, dict, NoneType} and all(
        value in keys if isinstance(value, str) else value is None or value.keys() == {"text"}
        for value in values
    )


def _common_beginning(strings: Sequence[str]) -> str:
    # What the first and the last in the order of letters begin with, all between them do.
    ends = min(strings), max(strings)
    return "".join(
        one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(*ends, strict=False))
    )


def _references(values: Iterable[Any], keys: Mapping[str, int]) -> dict[str, list[Any]]:
    """Entities by their numbers from 1, nothing as 0, texts by their numbers from -1 downwards."""
    texts: list[str] = []
    numbers: list[int] = []
    for value in values:
        if isinstance(value, dict):
            texts.append(value["text"])
            numbers.append(-len(texts))
        else:
            numbers.append(0 if value is None else keys[value] + 1)
    return {"keys": numbers, "texts": texts}


def embedded(data: object) -> str:
    r"""
    JSON that cannot end the script element it stands in, nor break a line of script.

    >>> embedded({"name": "</script><!--"})
    '{"name":"\\u003c/script\\u003e\\u003c!--"}'
    """
    try:
        text = orjson.dumps(data).decode()
    except orjson.JSONEncodeError:  # a number of more than 64 bits, which json writes too
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        if character in text:
            text = text.replace(character, f"\\u{ord(character):04x}")
    return text
