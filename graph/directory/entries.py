"""An entity as the directory has it, and the names of its files."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

ROWS: Final = "entities.sqlite"
"""The entities, a row each, by their place: the weightiest is 0."""
NAMES: Final = "names"
"""Their names and aliases, folded, a line each, in the order of the places."""
SPELT: Final = "spelt"
"""The same in pinyin (``spelling``)."""
TYPES: Final = "types"
"""A byte for each place: the number of the type."""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    An entity: IRI, canonical name, type, other names, and how many facts speak of it.

    ``unit`` names the unit that it belongs to, where that is known: by it namesakes differ.
    """

    iri: str
    name: str
    type: str
    aliases: tuple[str, ...]
    named: bool
    facts: int
    unit: str = ""


def folded(text: str) -> str:
    """
    A name as it is compared: without white space, wide letters as narrow ones, all small.

    >>> folded(" ＡＢ 小区")
    'ab小区'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
