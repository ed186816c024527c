"""Names of administrative units: from the national gazetteer, and by their endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from extractors.measures import kinds
from extractors.mentions.persons import PERSON
from extractors.tokens import Token, plain_tokens, tag_of
from ontology.lexicon import Lexicon

AREA = "AREA"

# The endings that make a name of what stands before them, the longest first, each with its rank
# in the hierarchy: a unit lies in one of a lower number.
_RANKS = {
    "街道办事处": 3,
    "自治区": 0,
    "自治州": 1,
    "自治县": 2,
    "自治旗": 2,
    "街道办": 3,
    "街道": 3,
    "社区": 4,
    "苏木": 3,
    "嘎查": 4,
    "新区": 2,
    "省": 0,
    "市": 1,
    "区": 2,
    "县": 2,
    "旗": 2,
    "盟": 1,
    "乡": 3,
    "镇": 3,
    "村": 4,
    "办": 3,
}
ENDINGS = list(_RANKS)
LOCAL_RANK = 3  # the rank from which on names are in no gazetteer
_ENDING = re.compile(f"(?:{'|'.join(ENDINGS)})$")
_FIRST_ENDING = re.compile("|".join(ENDINGS))
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
_GUESSED = ("x", "nr", "ns", "nz", "nt")  # what jieba calls a name, or does not know
_NUMERALS = frozenset("两二三四五六七八九")
_LONGEST = 5  # characters before an ending
# Characters that no unit is named by: 瓯海|是|侨乡, 喊|上|镇.
NEVER_NAMED = frozenset("是喊叫说问谁这那哪们吗呢吧着了被把没")
_REACH = 6  # words that a name may be cut into


def find_areas(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """
    The tokens with each name of an administrative unit merged into one token tagged ``AREA``.

    A name may end inside a word that the segmenter guessed; the rest of that is cut anew.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> found = find_areas(tokenize("清河县柳林镇双桥村连夜转移群众", lexicon), lexicon)
    >>> [token.text for token in found if token.tag == AREA]
    ['清河县', '柳林镇', '双桥村']
    """
    merged: list[Token] = []
    left = list(reversed(tokens))
    while left:
        window = left[: -_REACH - 1 : -1]
        length = _name_at(window, merged[-1] if merged else None, lexicon)
        if length:
            name, size, rest = _taken(window, length, lexicon)
            del left[-size:]
            left += reversed(rest)
            merged.append(name)
        else:
            merged.append(left.pop())
    return merged


@lru_cache(maxsize=1 << 12)
def may_be_county(name: str, lexicon: Lexicon) -> bool:
    """
    Whether a county may be called so: the gazetteer has all that there are.

    Of an invented or a former one the stem is two characters that are no other word.

    >>> from ontology.lexicon import load_lexicon
    >>> [may_be_county(name, load_lexicon()) for name in ("靖安县", "云山县", "成立县", "一座县")]
    [True, True, False, False]
    """
    if name in _gazetteer_names():
        return True
    stem = name[:-1]
    word = stem in lexicon.triggers or stem in lexicon.markers or tag_of(stem)[0] in "vmrpdcuqt"
    return len(stem) == 2 and not word and not lexicon.marks(stem, "determiner")


def ending_of(name: str) -> str:
    """The kind of unit that a name ends with: 镇 of 柳林镇; empty where it has no such ending."""
    found = _ENDING.search(name)
    return found.group() if found else ""


def is_leveled_body(word: str, lexicon: Lexicon) -> bool:
    """
    Whether a word of the dictionary is a level and its body: 县|公安局, 镇|政府, 县委.

    >>> from ontology.lexicon import load_lexicon
    >>> [is_leveled_body(word, load_lexicon()) for word in ("县政府", "市场")]
    [True, False]
    """
    if len(word) < 2 or not lexicon.marks(word[0], "level"):
        return False
    return word[1:] == "委" or lexicon.heads.get(word[1:], ())[:1] == ("Organization",)


def _taken(
    window: Sequence[Token], length: int, lexicon: Lexicon
) -> tuple[Token, int, list[Token]]:
    """The name of so many characters, how many tokens it takes up, and what they leave over."""
    start, reach, size = window[0].start, 0, 0
    while reach < length:
        reach += len(window[size].text)
        size += 1
    text = "".join(token.text for token in window[:size])
    rest = plain_tokens(text[length:], start + length, lexicon) if reach > length else []
    return Token(start, start + length, text[:length], AREA), size, rest


def _name_at(window: Sequence[Token], before: Token | None, lexicon: Lexicon) -> int:
    """How many characters from the window's first token on are the name of a unit; or 0."""
    first = window[0]
    if first.tag == PERSON:
        return _named_after(window, lexicon)
    if first.tag.isupper() or not _HAN.match(first.text):
        return 0
    known = first.text in _gazetteer_names() and (len(first.text) > 2 or first.tag == "ns")
    if known and ending_of(first.text):
        return len(first.text)
    above = before.text if before is not None and before.tag == AREA else ""
    by_ending = _by_ending(window, before, above, lexicon)
    if by_ending and not (known and _is_province(first.text)):
        return by_ending
    return len(first.text) if known and first.text not in lexicon.heads else 0


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


def _named_after(window: Sequence[Token], lexicon: Lexicon) -> int:
    """
    What looked like a person before the ending of a unit that no person has: 李家湾|村.

    Towns are hardly ever called by one character, so that one belongs to the name before it too:
    石头|营|镇.
    """
    size, behind = len(window[0].text), _han(window[1:])
    if len(window) > 1 and _RANKS.get(window[1].text, 0) >= LOCAL_RANK and window[1].text != "办":
        return size + len(window[1].text)
    ending = next((each for each in ENDINGS if behind.startswith(each, 1)), "")
    if _RANKS.get(ending) != LOCAL_RANK or ending == "办" or size + 1 > _LONGEST:
        return 0
    stem = behind[0]
    odd = stem in NEVER_NAMED or stem in lexicon.markers or stem in lexicon.triggers
    is_word = tag_of(stem)[0] in "pcudrf" or tag_of(stem + ending)[0] in "na"
    odd = odd or lexicon.marks(stem, "level")
    return 0 if odd or is_word else size + 1 + len(ending)


def _by_ending(window: Sequence[Token], before: Token | None, above: str, lexicon: Lexicon) -> int:
    """A stem and the first ending behind it: 柳林|镇, 双|桥|村, 龙泉|关镇, 白沙|乡松."""
    text = _han(window)
    found = _FIRST_ENDING.search(text, 1)
    while found:
        start, end = found.span()
        if start > _LONGEST:
            return 0
        if _ends_word(window, start, end, lexicon):
            stem = _covered(window, start)
            fits = _is_stem(stem, text[:start], found.group(), before, above, lexicon)
            return end if fits else 0
        found = _FIRST_ENDING.search(text, start + 1)
    return 0


def _han(window: Sequence[Token]) -> str:
    text = ""
    for token in window:
        if token.tag.isupper() or not _HAN.match(token.text):
            break
        text += token.text
    return text


def _ends_word(window: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the characters are a word, end one, or stand in one that is a mere guess."""
    reach = 0
    for token in window:
        first, reach = reach, reach + len(token.text)
        if reach > start:
            if first == start and is_leveled_body(token.text, lexicon):
                return len(token.text) > end - start and window[0].tag.startswith(_GUESSED)
            guess = token.tag.startswith(_GUESSED) or (0 < first < start and reach == end)
            guess = guess and token.text not in lexicon.heads
            return (first == start and reach == end) or (guess and (reach == end or first < start))
    return False


def _covered(window: Sequence[Token], length: int) -> list[Token]:
    """The tokens that the first so many characters touch."""
    covered, reach = [], 0
    for token in window:
        if reach >= length:
            break
        covered.append(token)
        reach += len(token.text)
    return covered


def _is_stem(
    stem: Sequence[Token],
    text: str,
    ending: str,
    before: Token | None,
    above: str,
    lexicon: Lexicon,
) -> bool:
    """Whether the words before an ending name a unit rather than say which units are meant."""
    if len(text) < 2 or (len(text) > 4 and ending != "新区") or lexicon.marks(text, "pointing"):
        return False
    if not NEVER_NAMED.isdisjoint(text):
        return False
    if text[-1] in "省市县镇乡" and ending in ("市", "区", "县"):
        return False  # 镇区, 市区, 乡县
    if above and rank_of(above) >= _RANKS[ending] and ending != "办":
        return False
    if ending == "办" and not _is_office_of_unit(stem, text, above, lexicon):
        return False
    if ending == "县" and not may_be_county(text + ending, lexicon):
        return False
    if lexicon.marks(text, "naming"):
        praise = lexicon.marks(text, "praise") and not above
        return not (praise and before is not None and _asks_for_kind(before, lexicon))
    if text in lexicon.heads:
        scene = lexicon.heads[text][:1] == ("Place",) and ending in ("镇", "乡", "街道", "村")
        return (bool(above) or scene) and len(stem) == 1 and len(text) == 2
    if before is not None and before.text == "、" and text[-1] in _NUMERALS:
        return False  # 张庄、李庄、王楼三|村 counts the list
    return all(
        _is_part(token, text, nested=bool(above), first=token is stem[0], lexicon=lexicon)
        for token in stem
    )


def _is_part(token: Token, stem: str, *, nested: bool, first: bool, lexicon: Lexicon) -> bool:
    """Whether a word may be part of a unit's name."""
    text, tag = token.text, token.tag
    if len(text) > 1 and not first and not nested and not tag.startswith(_GUESSED):
        return False
    if lexicon.marks(text, "pointing") and (not nested or len(text) > 1):
        return False
    if lexicon.marks(text, "determiner"):
        return False
    if text in lexicon.markers or text in lexicon.triggers:
        return False
    if tag[0] == "m" and len(text) > 1:
        return kinds().get(text[-1]) != "count" and not text[0].isdigit()
    if len(text) > 1:
        return tag[0] in ("nxjszag" if not nested else "nxjszagdfbv")
    return tag[0] not in ("pucr" if nested else "vpucr" if first else "vpducrf")


def _is_office_of_unit(stem: Sequence[Token], text: str, above: str, lexicon: Lexicon) -> bool:
    """城东|办 is the office of a street, 扶贫|办 one of a government."""
    if len(stem) > 1 or above or lexicon.type_of(text) or text[-1] in "举主承督查协":
        return False
    return stem[0].tag[0] in "nxj"


def _asks_for_kind(before: Token, lexicon: Lexicon) -> bool:
    """创建|文明|社区, 3个|幸福|村: a verb or a figure before a word of praise wants no name."""
    if before.tag == "QUANTITY" or before.tag[0] == "m" or before.text == "的":
        return True
    if any(kind.startswith("role.") for kind in lexicon.markers.get(before.text, ())):
        return False
    return before.text in lexicon.triggers or before.tag[0] == "v"


def rank_of(name: str) -> int:
    """The rank of a unit; that of a city or a county where the ending tells nothing."""
    return _RANKS.get(ending_of(name), 0)


@lru_cache(maxsize=1 << 12)
def _is_province(name: str) -> bool:
    from ontology.gazetteer import load_gazetteer

    return any(each.level == "province" for each in load_gazetteer().find(name))


@cache
def _gazetteer_names() -> frozenset[str]:
    from ontology.gazetteer import load_gazetteer

    return frozenset(surface for surface, _ in load_gazetteer().names())
