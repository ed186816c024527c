"""Names of administrative units: from the national gazetteer, and by their endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from extractors.tokens import Token
from ontology.lexicon import Lexicon

AREA = "AREA"

_HAN = re.compile(r"[\u4e00-\u9fff]+$")
# The endings that make a name of what stands before them, the longest first.
ENDINGS = [
    "街道办事处",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "街道办",
    "街道",
    "社区",
    "苏木",
    "嘎查",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
    "乡",
    "镇",
    "村",
    "办",
]
_ENDS = frozenset(ENDINGS)
_ENDING = re.compile(f"(?:{'|'.join(ENDINGS)})$")


def find_areas(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """
    The tokens with each name of an administrative unit merged into one token tagged ``AREA``.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> found = find_areas(tokenize("清河县柳林镇双桥村连夜转移群众", lexicon), lexicon)
    >>> [token.text for token in found if token.tag == AREA]
    ['清河县', '柳林镇', '双桥村']
    """
    merged: list[Token] = []
    index = 0
    while index < len(tokens):
        nested = bool(merged) and merged[-1].tag == AREA
        size = _name_at(tokens, index, lexicon, nested=nested)
        if size:
            parts = tokens[index : index + size]
            text = "".join(part.text for part in parts)
            merged.append(Token(parts[0].start, parts[-1].end, text, AREA))
        else:
            merged.append(tokens[index])
        index += size or 1
    return merged


def ending_of(name: str) -> str:
    """The kind of unit that a name ends with: 镇 of 柳林镇; empty where it has no such ending."""
    found = _ENDING.search(name)
    return found.group() if found else ""


def _name_at(tokens: Sequence[Token], index: int, lexicon: Lexicon, *, nested: bool) -> int:
    token = tokens[index]
    if token.tag.isupper() or not _HAN.match(token.text) or token.text in lexicon.heads:
        return 0
    if is_unit_name(token.text, token.tag, lexicon):
        return 1
    return _compound(tokens, index, lexicon, nested=nested)


@lru_cache(maxsize=1 << 14)
def is_unit_name(text: str, tag: str, lexicon: Lexicon) -> bool:
    """Whether one word is the name of a unit: of the gazetteer, or unknown with its ending."""
    if text in _gazetteer_names():
        return len(text) > 2 or tag == "ns"
    ending = ending_of(text)
    stem = text[: -len(ending)] if ending else ""
    if len(stem) < 2 or lexicon.marks(stem, "pointing"):
        return False
    if ending == "办" and (tag != "x" or stem[-1] in "举主承督查协"):
        return False
    return tag in ("ns", "x", "nz", "nr", "nt") and stem not in lexicon.heads


def _compound(tokens: Sequence[Token], index: int, lexicon: Lexicon, *, nested: bool) -> int:
    """A stem of one to three words and an ending: 柳林 镇, 双 桥 村, 龙 泉 街道."""
    stem = ""
    for size, token in enumerate(tokens[index : index + 4], 1):
        if len(stem) >= 2 and token.text in _ENDS:
            stands = _is_stem(stem, token, tokens, index, size, lexicon)
            return size if stands or (nested and size == 2 and token.text != "办") else 0
        if (
            token.tag.isupper()
            or not _HAN.match(token.text)
            or lexicon.marks(token.text, "pointing")
        ):
            return 0
        if token.text in lexicon.markers or token.text in lexicon.triggers:
            return 0
        if token.tag[0] in ("vpucr" if nested else "vpducrf"):
            return 0
        stem += token.text
        if len(stem) > 5 or (size > 1 and len(token.text) > 1 and ending_of(token.text) == ""):
            return 0
    return 0


def _is_stem(
    stem: str, ending: Token, tokens: Sequence[Token], index: int, size: int, lexicon: Lexicon
) -> bool:
    first = tokens[index]
    if (
        lexicon.marks(stem, "pointing")
        or stem in lexicon.heads
        or (len(stem) > 4 and ending.text != "新区")
    ):
        return False
    if ending.text == "办" and (lexicon.type_of(stem) or first.tag[0] not in "nxj"):
        return False
    single = size - 1 == sum(1 for part in tokens[index : index + size - 1] if len(part.text) == 1)
    return first.tag.startswith(("n", "x", "j", "s", "z", "a")) or single


@cache
def _gazetteer_names() -> frozenset[str]:
    from ontology.gazetteer import load_gazetteer

    return frozenset(surface for surface, _ in load_gazetteer().names())
