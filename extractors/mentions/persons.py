"""Names of persons that are no full names: 王某, 张女士, 小蒋, 旗长巴特尔."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.tokens import Token
from ontology.lexicon import Lexicon

PERSON = "PERSON"

_MASKED = re.compile(r"某{1,2}[甲乙丙丁]?$")
_COURTESY = ("女士", "先生", "大爷", "大妈", "大娘", "奶奶", "爷爷", "阿姨", "师傅", "老汉", "女生")
_HAN = re.compile(r"[\u4e00-\u9fff]+$")


def find_persons(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """
    The tokens with each person's name that is not a full one merged into one ``PERSON``.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> found = find_persons(tokenize("居民王某和老赵主动报备。", lexicon), lexicon)
    >>> [token.text for token in found if token.tag == PERSON]
    ['王某']
    """
    merged: list[Token] = []
    index = 0
    while index < len(tokens):
        first = tokens[index].text[0]
        named = first in lexicon.surnames or tokens[index].text[:2] in lexicon.surnames
        may = named or first in "小老" or _is_behind_post(merged, lexicon)
        size = _name_at(tokens, index, merged, lexicon) if may else 0
        if size:
            merged.append(_merge(tokens[index : index + size]))
        else:
            merged.append(tokens[index])
        index += size or 1
    return merged


def _merge(parts: Sequence[Token]) -> Token:
    text = "".join(part.text for part in parts)
    return Token(parts[0].start, parts[-1].end, text, PERSON)


def _name_at(tokens: Sequence[Token], index: int, before: Sequence[Token], lexicon: Lexicon) -> int:
    """How many tokens from ``index`` on are a person's name; 0 where they are none."""
    first = tokens[index].text
    if not _HAN.match(first) or tokens[index].tag.isupper() or lexicon.marks(first, "conjunction"):
        return 0
    surname = _surname(first, lexicon)
    if surname:
        return _masked(tokens, index, surname)
    return _nickname(tokens, index, lexicon) or _behind_post(tokens, index, before, lexicon)


def _surname(text: str, lexicon: Lexicon) -> str:
    for size in (2, 1):
        if text[:size] in lexicon.surnames and len(text[:size]) == size:
            return text[:size]
    return ""


def _masked(tokens: Sequence[Token], index: int, surname: str) -> int:
    """王某, 李某某, 张女士: a surname with a mask or a courtesy title."""
    text = ""
    for size, token in enumerate(tokens[index : index + 3], 1):
        text += token.text
        rest = text[len(surname) :]
        if rest and (_MASKED.fullmatch(rest) or rest in _COURTESY):
            following = tokens[index + size].text if index + size < len(tokens) else ""
            return size + (following == "某")
    return 0


def _nickname(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """小蒋, 老赵: one word of two characters, or two words of one."""
    first = tokens[index]
    if first.text[0] not in "小老" or index + 1 >= len(tokens):
        return 0
    if len(first.text) == 2 and first.text[1] in lexicon.surnames and first.tag in ("x", "nr"):
        return 1
    following = tokens[index + 1]
    if len(first.text) == 1 and len(following.text) == 1 and following.text in lexicon.surnames:
        after = tokens[index + 2] if index + 2 < len(tokens) else None
        return 2 if after is None or after.tag[0] in "vwdcp" else 0
    return 0


def _behind_post(
    tokens: Sequence[Token], index: int, before: Sequence[Token], lexicon: Lexicon
) -> int:
    """旗长|巴特尔|督查: an unknown word between a post and a verb is a name without a surname."""
    if not _is_behind_post(before, lexicon):
        return 0
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    unknown = token.tag.startswith(("x", "nr")) and 2 <= len(token.text) <= 4
    acts = after is not None and (after.text in lexicon.triggers or after.tag[0] in "vdpt")
    if unknown and acts and token.text not in lexicon.heads:
        return 1
    return _split_name(tokens, index, lexicon)


def _is_behind_post(before: Sequence[Token], lexicon: Lexicon) -> bool:
    return bool(before) and "Post" in lexicon.heads.get(before[-1].text, ())


def _split_name(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """其|木格|带着: a name that the segmenter took for a word of one character and one of two."""
    if index + 2 >= len(tokens):
        return 0
    first, second, after = tokens[index : index + 3]
    fits = len(first.text) == 1 and len(second.text) == 2 and _HAN.match(first.text + second.text)
    known = second.text in lexicon.heads or second.text in lexicon.triggers
    named = first.tag[0] in "rnxjzg" and not known and second.tag[0] in "nxz"
    return 2 if fits and named and after.text in lexicon.triggers else 0
