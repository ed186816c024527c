"""What a word is to the search for names, whatever stands around it; found once a word."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.mentions.areas import ENDINGS, is_unit_name
from extractors.mentions.names.characters import (
    load_characters,
    plain_share,
    unknown_cost,
)
from extractors.records import record
from extractors.tokens import Token, word_share
from ontology.gazetteer import load_gazetteer
from ontology.lexicon import Lexicon

PERSON, PLACE, BODY = "Person", "Place", "Organization"

_HAN = re.compile(r"[\u4e00-\u9fff]+$")
_LANDMARKS = "江河湖山岛峡岭峰寺庙村镇乡县"
# Endings of one letter that close a longer word of the dictionary mostly where it is no name.
_COMMON_ENDINGS = "海园原关口路街洲宫桥"
_NAME_TAGS = ("nr", "nrt", "nrfg", "ns", "nz", "x", "nt")
_INNER_TAGS = ("n", "vn", "an", "j", "b", "g", "z", "s", "x", "l", "f", "q")
_FUNCTION_TAGS = ("p", "c", "u", "r", "m", "d", "v")
_SHORT_BODIES = "局厅署院党队团厂部委社会军"
_MARGIN = 3.0  # by how much a row of plain words may be likelier than an unknown word
_REMEMBERED = 1 << 16


@record(frozen=True, slots=True)
class Features:
    """
    A word on its own.

    ``han``: Chinese characters alone. ``name``: the type of the known name that it is, or empty.
    ``inside``: how many characters of it are a place in front of another word (日本|首相).
    ``surname``: a surname may start at its first character. ``odd``: the segmenter may have cut
    it wrongly, so that a name may start inside. ``sounds``: by how much it is likelier as foreign
    sounds than as Chinese, negative where it is none. ``title`` and ``courtesy`` stand before and
    behind a person. ``closes``: how many of its characters may end the name of a body, the rest
    being a title (办公室|主任). ``opens``, ``proper`` and ``inner``: it may begin such a name, make
    it a proper one, or be inside it. ``landmark``: it is the ending of a place's name, ``place``:
    it has one. ``letters``: how many characters from its first on are each short for a place.
    """

    han: bool
    name: str = ""
    inside: int = 0
    surname: bool = False
    odd: bool = False
    sounds: float = -1.0
    title: bool = False
    courtesy: bool = False
    closes: int = 0
    opens: bool = False
    proper: bool = False
    inner: bool = False
    landmark: bool = False
    place: bool = False
    letters: int = 0


_NONE = Features(han=False)


def features_of(token: Token, lexicon: Lexicon) -> Features:
    """The features of a word; a span kept whole and punctuation have none."""
    tag = token.tag
    if tag == "w" or tag.isupper():
        return _NONE
    return _features(token.text, tag, lexicon)


@lru_cache(maxsize=_REMEMBERED)
def _features(text: str, tag: str, lexicon: Lexicon) -> Features:
    if not _HAN.match(text):
        return _NONE
    name = _known(text, tag, lexicon)
    return Features(
        han=True,
        name=name,
        inside=0 if name else _inside(text, lexicon),
        surname=any(
            text[:size] in lexicon.surnames or lexicon.marks(text[:2], "japanese_surname")
            for size in (1, 2)
        ),
        odd=tag in ("x", "nr", "l"),
        sounds=_sounds(text, tag, lexicon),
        title=_is_title(text, lexicon),
        courtesy=lexicon.marks(text, "courtesy"),
        closes=_closes(text, lexicon),
        opens=lexicon.marks(text, "body_opening"),
        proper=_is_proper(text, tag, lexicon),
        inner=_is_inner(text, tag, lexicon),
        landmark=lexicon.marks(text, "landmark_ending")
        and not lexicon.marks(text, "loose_landmark_ending"),
        place=_has_ending(text, tag, lexicon),
        letters=_abbreviates(text, tag, lexicon),
    )


def _known(text: str, tag: str, lexicon: Lexicon) -> str:
    """The type of a known name: of the lexicon, the gazetteer, or flagged by the dictionary."""
    if types := lexicon.proper.get(text):
        return types[0]
    if tag in ("nt", "ns", "nr", "nz", "x", "n") and _is_body(
        text, lexicon, 1 if tag == "nt" else 2
    ):
        return BODY
    if len(text) < 2 or text in lexicon.heads or text in lexicon.triggers:
        return ""
    if lexicon.marks(text[0], "determiner"):
        return ""
    known = load_gazetteer().find(text) and (len(text) > 2 or tag in ("ns", "nr", "nz", "x"))
    if known or text in _gazetteer():
        return PLACE
    if tag == "ns" and _is_place(text, lexicon):
        return PLACE
    if lexicon.marks(text[0], "abbreviated_place") and lexicon.marks(text[1:], "between_places"):
        return ""
    return PLACE if is_unit_name(text, tag, lexicon) else ""


def is_place_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the name of a place that the lexicon or the gazetteer holds."""
    if lexicon.proper.get(text, ("",))[0] == PLACE:
        return True
    return len(text) > 1 and bool(load_gazetteer().find(text))


@cache
def _gazetteer() -> frozenset[str]:
    return frozenset(surface for surface, _ in load_gazetteer().names())


def _is_body(text: str, lexicon: Lexicon, least: int) -> bool:
    """A body of the dictionary that a place, a nation or a sound opens: 公安局 alone is none."""
    last = len(text) - least
    starts = [n for n in range(1, last + 1) if lexicon.marks(text[n:], "body_ending")]
    if not starts or lexicon.marks(text[-2:], "no_body"):
        return False
    stem = text[: starts[0]]
    if len(stem) > 1 and load_characters().sounds(stem) > 2.0 * len(stem):
        return True
    if least > 1 and lexicon.marks(text[starts[0] :], "plain_body_ending"):
        return False
    return any(
        is_place_name(text[:size], lexicon) or lexicon.marks(text[:size], "body_opening")
        for size in range(2, len(text))
    )


def _is_place(text: str, lexicon: Lexicon) -> bool:
    """Whether a place of the dictionary has a place's ending."""
    for start in range(1, len(text)):
        ending = text[start:]
        if len(ending) == 1 and len(text) > 3 and ending in _COMMON_ENDINGS:
            continue
        if lexicon.marks(ending, "landmark_ending") or ending in ENDINGS or ending == "州":
            return len(text) > 2
    return False


def _inside(text: str, lexicon: Lexicon) -> int:
    if len(text) < 3 or text in lexicon.heads:
        return 0
    for size in range(min(len(text) - 1, 6), 1, -1):
        rest = text[size:]
        if not is_place_name(text[:size], lexicon):
            continue
        if (len(rest) > 1 and word_share(rest, lexicon) is not None) or rest in "人籍产":
            return size
    return 0


def _sounds(text: str, tag: str, lexicon: Lexicon) -> float:
    if not all(lexicon.marks(char, "transliteration") for char in text):
        return -1.0
    if text in lexicon.markers or text in lexicon.triggers or text in ENDINGS:
        return -1.0
    sounds = load_characters().sounds(text)
    if len(text) == 1:
        return -1.0 if tag.startswith(_FUNCTION_TAGS) or sounds <= 0.8 else sounds
    if tag.startswith(("nr", "ns", "x")):
        return sounds
    named = tag.startswith(_NAME_TAGS) or tag in ("ng", "g", "n", "zg")
    return sounds if named and sounds > 4.0 else -1.0


def _is_title(text: str, lexicon: Lexicon) -> bool:
    """An office, a calling or a kinship that stands before a person's name."""
    if lexicon.marks(text, "title") or "Post" in lexicon.heads.get(text, ()):
        return True
    if len(text) < 2 or text in lexicon.triggers:
        return False
    if any(text.endswith(form) for form in lexicon.forms("no_title")):
        return False
    if any(lexicon.marks(text[start:], "title") for start in range(1, len(text) - 1)):
        return True
    types = lexicon.type_of(text)
    return text[-1] in "员长者师民生" and ("Post" in types or "PopulationGroup" in types)


def _closes(text: str, lexicon: Lexicon) -> int:
    if lexicon.marks(text, "body_ending"):
        return len(text)
    if len(text) < 3 or lexicon.marks(text[-2:], "no_body"):
        return 0
    types = lexicon.type_of(text)
    if lexicon.marks(text, "title") or "Post" in types:
        return _before_title(text, lexicon)
    if lexicon.marks(text, "courtesy") or types[:1] == ("PopulationGroup",):
        return 0
    whole = any(
        lexicon.marks(text[start:], "body_ending")
        for start in range(1, len(text))
        if len(text) - start > 1 or text[start] in _SHORT_BODIES
    )
    return len(text) if whole else 0


def _before_title(text: str, lexicon: Lexicon) -> int:
    """How many characters are a body's ending in front of a title: 办公室|主任."""
    for size in range(len(text) - 2, 1, -1):
        body, title = text[:size], text[size:]
        if lexicon.marks(body, "party_body"):
            return 0
        if lexicon.marks(body, "body_ending") and lexicon.marks(title, "title"):
            return size
    return 0


def _is_proper(text: str, tag: str, lexicon: Lexicon) -> bool:
    """A word that makes a body's name a proper one: unknown, or a brand of the dictionary."""
    if len(text) < 2 or text in lexicon.heads or text in lexicon.triggers:
        return False
    return tag in ("nz", "nrt") or (tag == "x" and is_unknown(text, lexicon))


def is_unknown(text: str, lexicon: Lexicon) -> bool:
    """Whether a word is no row of plain words that the segmenter joined: 宏远, not 积极响应."""

    def share(word: str) -> float | None:
        return word_share(word, lexicon)

    return plain_share(text, share) < unknown_cost(text) + _MARGIN


def _is_inner(text: str, tag: str, lexicon: Lexicon) -> bool:
    if lexicon.marks(text, "title") or lexicon.marks(text, "courtesy"):
        return False
    if lexicon.marks(text, "body_number"):
        return True
    types = lexicon.heads.get(text, ())
    if types[:1] in (("Post",), ("PopulationGroup",)) or lexicon.marks(text, "determiner"):
        return False
    if (text in lexicon.markers and tag != "n") or lexicon.marks(text, "pronoun"):
        return False
    if tag in ("v", "vi"):
        return lexicon.marks(text, "body_verb")
    if len(text) == 1 and tag[0] not in "njbg":
        return False
    return tag.startswith(_INNER_TAGS) or tag == "a" or lexicon.marks(text, "body_verb")


def _has_ending(text: str, tag: str, lexicon: Lexicon) -> bool:
    """An unknown word with the ending of a place: 鹿鸣湖."""
    if tag not in ("x", "nr", "nz") or len(text) < 3 or text[-1] not in _LANDMARKS:
        return False
    return text not in lexicon.heads and lexicon.type_of(text)[:1] in ((), (PLACE,))


def _abbreviates(text: str, tag: str, lexicon: Lexicon) -> int:
    size = 0
    while size < len(text) and lexicon.marks(text[size], "abbreviated_place"):
        size += 1
    if size < len(text):
        counted = text[size] in "两三四五"
        kind = "between_places" if size > 1 or counted else "behind_abbreviation"
        return size if len(text) - size > 1 and lexicon.marks(text[size:], kind) else 0
    common = text in lexicon.heads or tag[0] in "vadmf" or tag == "n"
    return 0 if size > 3 or (size > 1 and common) else size
