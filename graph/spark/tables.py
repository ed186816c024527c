"""The tables that go through Spark: their columns, for Spark in words and for Arrow as a schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from graph.exports.facts_table import COLUMNS

if TYPE_CHECKING:
    import pyarrow

Kind = str | list[Any] | Mapping[str, Any]
"""A type of Spark by its name, a list of one, or the columns of a structure."""

Columns = Mapping[str, Kind]

_KINDS: Final = {
    **dict.fromkeys(("article", "start", "end"), "bigint"),
    **dict.fromkeys(("value", "confidence"), "double"),
    "negated": "boolean",
}

FACTS: Final[Columns] = {
    "claim": "string",
    **{name: _KINDS.get(name, "string") for name in COLUMNS if name != "relationLabel"},
}
"""A fact a row: the columns of the CSV export, and the claim that it shares with others."""

UNITS: Final[Columns] = dict.fromkeys(("iri", "name", "adcode", "scope"), "string")
"""What a page says of an administrative unit that it names."""

ENTITIES: Final[Columns] = {
    **dict.fromkeys(("id", "name", "type"), "string"),
    "named": "boolean",
    **dict.fromkeys(("scope", "adcode"), "string"),
    "aliases": ["string"],
    "kinds": ["string"],
}
"""What a page knows of an entity."""

PAGES: Final[Columns] = {
    "part": "string",
    **dict.fromkeys(("place", "record"), "bigint"),
    "name": "string",
    "document": "boolean",
    "sha256": "string",
    "size": "bigint",
    **dict.fromkeys(("outcome", "reason"), "string"),
    **dict.fromkeys(("quadCount", "factCount", "articleCount"), "bigint"),
    "quads": "string",
    "apart": ["string"],
    "units": [UNITS],
    "facts": [FACTS],
    "entities": [ENTITIES],
}
"""
What came of one input.

``part``, ``place`` in it and ``record`` say where it stood among all inputs. ``document`` is false
where nothing could be read; then the outcome is ``refused``. The other outcomes are ``stored`` and
``failed``. ``quads`` are lines of N-Quads, ``apart`` lines of JSON.
"""


def ddl(columns: Columns) -> str:
    """
    The columns in the words of Spark.

    >>> ddl({"a": "string", "b": ["bigint"], "c": [{"d": "double"}]})
    'a string, b array<bigint>, c array<struct<d: double>>'
    """
    return ", ".join(f"{name} {_told(kind)}" for name, kind in columns.items())


def _told(kind: Kind) -> str:
    if isinstance(kind, str):
        return kind
    if isinstance(kind, list):
        return f"array<{_told(kind[0])}>"
    return f"struct<{', '.join(f'{name}: {_told(each)}' for name, each in kind.items())}>"


def arrow(columns: Columns) -> pyarrow.Schema:
    """The columns as a schema of Arrow."""
    import pyarrow

    return pyarrow.schema([(name, _arrow(kind)) for name, kind in columns.items()])


def _arrow(kind: Kind) -> Any:
    import pyarrow

    if isinstance(kind, list):
        return pyarrow.list_(_arrow(kind[0]))
    if isinstance(kind, Mapping):
        return pyarrow.struct([(name, _arrow(each)) for name, each in kind.items()])
    types = {
        "string": pyarrow.string(),
        "binary": pyarrow.binary(),
        "bigint": pyarrow.int64(),
        "int": pyarrow.int32(),
        "double": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    return types[kind]
