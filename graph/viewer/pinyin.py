"""How the characters of names are read, so that names are found by what a keyboard types."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def readings_of(names: Iterable[str]) -> dict[str, str]:
    """
    The characters of ``names`` by their readings in pinyin without tones, ü written v.

    Behind a bar stand those that are read otherwise alone, but so in a word or in a name. Each
    character stands under all of its readings, for which of them a name has is not always known:
    长垣 is Chángyuán, and a page's 长 may be either. The order is that of the alphabet.

    >>> readings_of(["长沙", "常州", "长子"])["chang"]
    '常|长'
    """
    table: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for character in sorted({each for name in names for each in _HAN.findall(name)}):
        for rank, reading in enumerate(readings_of_character(character)):
            table[reading][min(rank, 1)].append(character)
    return {
        reading: "".join(first) + ("|" + "".join(others) if others else "")
        for reading, (first, others) in sorted(table.items())
    }


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one, which has a reading."""
    return bool(_HAN.match(character))


@cache
def readings_of_character(character: str) -> tuple[str, ...]:
    """The reading of a character alone, then those that it has in words, the commonest first."""
    from pypinyin import Style, lazy_pinyin

    alone = lazy_pinyin(character, style=Style.NORMAL, errors="ignore")
    others = [reading for reading, _ in _in_words().get(character, Counter()).most_common()]
    return tuple(dict.fromkeys((*alone, *others, *_in_names().get(character, "").split())))


@cache
def _in_words() -> dict[str, Counter[str]]:
    """
    How often each character that pypinyin's words read in several ways has which reading there.

    Its table of characters knows more, but most of that has died out: 市 was once read fu.
    """
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.phrases_dict import phrases_dict

    told: Counter[tuple[str, str]] = Counter()
    for word, spelt in phrases_dict.items():
        told.update(zip(word, (each[0] for each in spelt), strict=False))
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (character, toned), count in sorted(told.items()):
        found[character][to_normal(toned, v_to_u=False)] += count
    return {character: counts for character, counts in found.items() if len(counts) > 1}


@cache
def _in_names() -> dict[str, str]:
    """Readings of surnames and places that no word of pypinyin's has: 翟 zhai, 浚县 xun."""
    text = resources.files("graph.viewer").joinpath("readings.json").read_text(encoding="utf-8")
    told: dict[str, str] = json.loads(text)
    return told
