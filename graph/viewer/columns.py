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
from typing import Any, Final

PIECE: Final = 1000
"""Rows of one piece of a long column."""
LONG: Final = 150_000
"""Characters from which a column is cut into pieces."""

_SHARED: Final = 2  # rows to a value, from which values are numbered


def columns_of(
    table: str, records: Sequence[Mapping[str, Any]], keys: Mapping[str, int]
) -> dict[str, str]:
    """
    The JSON of each column of ``records``, by ``table.column`` and, in pieces, ``table.column.n``.

    What all of a column's rows lack is no column; a value that some rows lack is null there.
    ``keys`` are the numbers of the entities by their keys, which stand for them.

    >>> columns_of("facts", [{"at": 1, "of": "n1"}, {"at": 2}], {"n1": 0})
    {'facts.at': '{"rows":[1,2]}', 'facts.of': '{"keys":[1,0],"texts":[]}'}
    """
    names = dict.fromkeys(name for record in records for name in record)
    found: dict[str, str] = {}
    for name in names:
        values = [record.get(name) for record in records]
        found.update(_written(f"{table}.{name}", values, keys))
    return found


def shapes_of(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """How many rows each table has, and which columns, as ``columns.js`` wants to know."""
    return {
        table: {
            "count": len(records),
            "columns": list(dict.fromkeys(name for record in records for name in record)),
        }
        for table, records in tables.items()
    }


def _written(name: str, values: list[Any], keys: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    strings = [value for value in values if isinstance(value, str)]
    if all((isinstance(value, str) and value in keys) or _is_text(value) for value in values):
        yield name, embedded(_references(values, keys))
    elif _is_plain(values) and len(distinct := dict.fromkeys(values)) * _SHARED <= len(values):
        numbers = {value: number for number, value in enumerate(distinct)}
        yield name, embedded({"of": list(distinct), "at": [numbers[value] for value in values]})
    else:
        prefix = _common_beginning(strings) if len(strings) == len(values) else ""
        rows = [value[len(prefix) :] for value in values] if prefix else values
        whole = embedded({"rows": rows} | ({"prefix": prefix} if prefix else {}))
        if len(whole) <= LONG:
            yield name, whole
            return
        yield name, embedded({"piece": PIECE} | ({"prefix": prefix} if prefix else {}))
        for start in range(0, len(rows), PIECE):
            yield f"{name}.{start // PIECE}", embedded(rows[start : start + PIECE])


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
        if isinstance(value, Mapping):
            texts.append(value["text"])
            numbers.append(-len(texts))
        else:
            numbers.append(0 if value is None else keys[value] + 1)
    return {"keys": numbers, "texts": texts}


def _is_text(value: object) -> bool:
    return value is None or (isinstance(value, Mapping) and value.keys() == {"text"})


def _is_plain(values: Iterable[object]) -> bool:
    return all(isinstance(value, str | bool | None) for value in values)


def embedded(data: object) -> str:
    r"""
    JSON that cannot end the script element it stands in, nor break a line of script.

    >>> embedded({"name": "</script><!--"})
    '{"name":"\\u003c/script\\u003e\\u003c!--"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        if character in text:
            text = text.replace(character, f"\\u{ord(character):04x}")
    return text
