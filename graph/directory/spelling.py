"""
Names as one types them: pinyin, initials, parts of syllables, and Chinese characters among them.

``spelt`` writes how a name may be read, ``pattern`` finds what is typed in that, as the viewer's
page does for what it holds (``graph/viewer/js/pinyin.js``), by the same readings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from graph.viewer.pinyin import is_han, readings_of_character

_V: Final = dict.fromkeys("üǖǘǚǜ", "v")
_MARKS: Final = re.compile("['’·\\s]")

# A syllable begins behind a line break, behind the one before, or behind another reading of its
# own. From a letter to the next one goes on in the syllable; where it is complete, or only begun
# (its initial stands for it), to one of the readings of the next.
_BEGINS: Final = "[\n'/]"
_NEXT: Final = (
    f"(?:(?:(?:/[a-z/]+)?'|(?<={_BEGINS}.)[a-z/]+'|(?<={_BEGINS}[zcs]h)[a-z/]+')(?:[a-z/]*/)?)?"
)


@lru_cache(maxsize=1 << 14)
def _syllable(character: str) -> str:
    """The readings of a character, a bar between; itself where it is a letter or a digit."""
    if is_han(character):
        found = dict.fromkeys(
            typed
            for reading in readings_of_character(character)
            for typed in (reading, reading.replace("v", "u"), reading.replace("v", "yu"))
        )
        return "/".join(found)
    return character if character.isascii() and character.isalnum() else ""


def spelt(name: str) -> str:
    """
    How a folded name is read, each syllable ended by an apostrophe.

    >>> spelt("绿地2号")
    "lv/lu/lyu'di/de'2'hao'"
    """
    return "".join(f"{each}'" for each in map(_syllable, name) if each)


def letters_of(text: str) -> str:
    """
    What is typed as it is compared: letters without their tones, ü as v; characters stay.

    >>> letters_of("Lǜdì 区")
    'lvdi区'
    """
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFD", "".join(_V.get(one, one) for one in small))
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return _MARKS.sub("", unicodedata.normalize("NFC", kept))


def pattern(typed: str) -> re.Pattern[bytes] | None:
    """
    What finds typed letters, digits and characters in lines of ``spelt``; None for other text.

    >>> line = b"\\n" + spelt("华龙区").encode() + b"\\n"
    >>> [bool(pattern(each).search(line)) for each in ("hlq", "hualong区", "hual", "longq", "hlo")]
    [True, True, True, True, True]
    >>> bool(pattern("hualoq").search(line))
    False
    """
    parts = []
    for character in typed:
        if character.isascii() and character.isalnum():
            parts.append(character)
        elif is_han(character):
            parts.append(f"(?:{'|'.join(_syllable(character).split('/'))})(?=['/])")
        else:
            return None
    return re.compile((_BEGINS + _NEXT.join(parts)).encode()) if parts else None
