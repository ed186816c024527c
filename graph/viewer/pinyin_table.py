"""
The table of readings that comes with the viewer: ``python -m graph.viewer.pinyin_table`` writes it.

It is made of pypinyin's dictionaries, which take longer to load than a small page to make.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
TABLE: Final = Path(__file__).with_name("pinyin.json")


def table() -> dict[str, str]:
    """All characters that pypinyin knows by their readings, as ``graph.viewer.pinyin`` has them."""
    from pypinyin.pinyin_dict import pinyin_dict

    known = {chr(code) for code in pinyin_dict} | _in_words().keys() | _in_names().keys()
    found: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for character in sorted(filter(HAN.fullmatch, known)):
        for rank, reading in enumerate(_readings(character)):
            found[reading][min(rank, 1)].append(character)
    return {
        reading: "".join(first) + ("|" + "".join(others) if others else "")
        for reading, (first, others) in sorted(found.items())
    }


def main() -> None:
    """Write the table anew."""
    text = json.dumps(table(), ensure_ascii=False, indent=0)
    TABLE.write_text(f"{text}\n", encoding="utf-8", newline="\n")


@cache
def _readings(character: str) -> tuple[str, ...]:
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


if __name__ == "__main__":
    main()
