"""The width of text on a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata


def display_width(text: str) -> int:
    """
    How many columns of a terminal the text takes.

    >>> display_width("石门乡 3")
    8
    >>> display_width("石门乡 20"), display_width("e\\u0301")
    (9, 1)
    """
    return sum(_columns(character) for character in text)


def is_wide(character: str) -> bool:
    """Whether a character takes two columns."""
    return unicodedata.east_asian_width(character) in "WF"


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if is_wide(character) else 1
