"""The data of a page read back as ``columns.js`` reads it: records again, one for each row."""

from __future__ import annotations

import base64
import gzip
import json
from html.parser import HTMLParser
from typing import Any


class DataParts(HTMLParser):
    """The elements of a page that hold data, by their ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        data = known.get("type") in ("application/json", "application/gzip")
        self._open = (known.get("id") or "") if data else ""
        if self._open:
            self.texts[self._open] = ""

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open] += data


def texts_of(page: str) -> dict[str, str]:
    """The JSON of a page by the ids of its elements, and of what is packed in it."""
    texts = DataParts(page).texts
    lines = gzip.decompress(base64.b64decode(texts.pop("packed", ""))).decode().split("\n")
    return texts | dict(line.split("\t", 1) for line in lines if line)


def data_of(page: str) -> dict[str, Any]:
    """All that a page knows: ``entities`` by their keys, ``facts``, and ``edges`` drawn or not."""
    parts = {name: json.loads(text) for name, text in texts_of(page).items()}
    data: dict[str, Any] = parts["data"]
    keys: list[str] = parts["entities.keys"]
    tables = {name: _records(name, shape, parts, keys) for name, shape in data["tables"].items()}
    data["entities"] = dict(zip(keys, tables["entities"], strict=True))
    return data | {"facts": tables["facts"], "moreEdges": tables["edges"]}


def _records(
    table: str, shape: dict[str, Any], parts: dict[str, Any], keys: list[str]
) -> list[dict[str, Any]]:
    columns = {name: values_of(f"{table}.{name}", parts, keys) for name in shape["columns"]}
    return [
        {name: values[row] for name, values in columns.items() if values[row] is not None}
        for row in range(shape["count"])
    ]


def values_of(name: str, parts: dict[str, Any], keys: list[str]) -> list[Any]:
    column = parts[name]
    if "of" in column:
        return [column["of"][number] for number in column["at"]]
    if "keys" in column:
        texts = column["texts"]
        return [_end(number, keys, texts) for number in column["keys"]]
    rows = column.get("rows")
    if rows is None:
        rows = [row for piece in _pieces(name, parts) for row in piece]
    prefix = column.get("prefix", "")
    return [prefix + row if prefix else row for row in rows]


def _end(number: int, keys: list[str], texts: list[str]) -> str | dict[str, str] | None:
    if number < 0:
        return {"text": texts[-number - 1]}
    return keys[number - 1] if number else None


def _pieces(name: str, parts: dict[str, Any]) -> list[list[Any]]:
    found = [each for each in parts if each.startswith(f"{name}.")]
    return [parts[f"{name}.{number}"] for number in range(len(found))]
