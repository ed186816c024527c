"""How the characters of names are read, so that names are found by what a keyboard types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources


def readings_of(names: Iterable[str]) -> dict[str, str]:
    """
    The characters of ``names`` by their readings in pinyin without tones, ü written v.

    Behind a bar stand those that are read otherwise alone, but so in a word or in a name. Each
    character stands under all of its readings, for which of them a name has is not always known:
    长垣 is Chángyuán, and a page's 长 may be either. The order is that of the alphabet.

    >>> readings_of(["长沙", "常州", "长子"])["chang"]
    '常|长'
    """
    wanted = set("".join(names))
    found = {}
    for reading, text in _table().items():
        first, _, others = ("".join(filter(wanted.__contains__, part)) for part in _parts(text))
        if first or others:
            found[reading] = f"{first}|{others}" if others else first
    return found


def readings_of_character(character: str) -> tuple[str, ...]:
    """
    How a character is read, alone first, otherwise in the order of the alphabet.

    >>> readings_of_character("长"), readings_of_character("a")
    (('zhang', 'chang'), ())
    """
    return _by_character().get(character, ())


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one, which has a reading."""
    return character in _by_character()


@cache
def _by_character() -> dict[str, tuple[str, ...]]:
    alone: dict[str, list[str]] = {}
    otherwise: dict[str, list[str]] = {}
    for reading, text in _table().items():
        first, _, others = _parts(text)
        for known, part in ((alone, first), (otherwise, others)):
            for character in part:
                known.setdefault(character, []).append(reading)
    return {
        character: (*alone.get(character, ()), *otherwise.get(character, ()))
        for character in alone | otherwise
    }


def _parts(text: str) -> tuple[str, str, str]:
    return text.partition("|")


@cache
def _table() -> dict[str, str]:
    """All characters by their readings, in the order of the alphabet (``pinyin_table``)."""
    text = resources.files("graph.viewer").joinpath("pinyin.json").read_text(encoding="utf-8")
    told: dict[str, str] = json.loads(text)
    return told
