"""Units named in a list that says only once what they are: 张庄、李庄、王楼三村, 东湖等乡镇."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.mentions.areas import AREA
from extractors.mentions.persons import PERSON
from extractors.tokens import Token
from ontology.gazetteer import load_gazetteer
from ontology.lexicon import Lexicon

_HAN = re.compile(r"[\u4e00-\u9fff]{2,6}$")
_BETWEEN = frozenset("、和及")
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_COUNT = re.compile(f"([{''.join(_NUMERALS)}]|[0-9]{{1,2}})个?$")
_MOST_WORDS = 4  # of one name in a list
_MOST_ITEMS = 12


def find_listed_areas(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """
    The tokens with each unit of such a list merged into one token tagged ``AREA``.

    The word for what they are stays apart, and so does the figure before it.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> found = find_listed_areas(tokenize("东湖、柳林、西山三乡转移群众", lexicon), lexicon)
    >>> [token.text for token in found if token.tag == AREA]
    ['东湖', '柳林', '西山']
    """
    merged: list[Token] = []
    for token in tokens:
        if _is_kind(token, lexicon) and len(merged) > 2:
            _name_items(merged, token, lexicon)
        merged.append(token)
    return _beside_known(merged)


def _is_kind(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word says that what was listed are units: 乡, 乡镇, 社区, 三村, 等地."""
    text = token.text
    if token.tag.isupper():
        return False
    return text == "等地" or lexicon.marks(text.lstrip("".join(_NUMERALS)), "unit_kind")


def _name_items(merged: list[Token], kind: Token, lexicon: Lexicon) -> None:
    """Merge the items of the list that ends with the last token, if it is one of units."""
    end, count = _list_end(merged, kind)
    items = _items(merged, end, lexicon) if end else []
    if count and count != len(items):
        return
    for start, stop in items:
        text = "".join(token.text for token in merged[start:stop])
        merged[start:stop] = [Token(merged[start].start, merged[stop - 1].end, text, AREA)]


def _list_end(merged: Sequence[Token], kind: Token) -> tuple[int, int]:
    """Where the list before a word for units ends (0: nowhere), and how many they must be."""
    last, size = merged[-1], len(merged)
    if kind.text == "等地" or last.text == "等":
        return size - (last.text == "等"), 0
    if kind.text[0] in _NUMERALS:
        return size, _NUMERALS[kind.text[0]]
    if last.text in _NUMERALS:
        return size - 1, _NUMERALS[last.text]
    counted = _COUNT.match(last.text)
    if counted and size > 3 and merged[-2].text == "等":
        return size - 2, 0
    if counted:
        number = counted[1]
        return size - 1, _NUMERALS[number] if number in _NUMERALS else int(number)
    return 0, 0


def _items(tokens: Sequence[Token], end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The ranges of the items of a list that ends before ``end``, the last one first."""
    items: list[tuple[int, int]] = []
    stop = end
    while len(items) < _MOST_ITEMS:
        start = _item_start(tokens, stop, lexicon)
        if start == stop:
            return []
        items.append((start, stop))
        if start < 2 or tokens[start - 1].text not in _BETWEEN:
            return items
        stop = start - 1
    return []


def _item_start(tokens: Sequence[Token], stop: int, lexicon: Lexicon) -> int:
    """Where the name that ends before ``stop`` starts; ``stop`` where no name can."""
    start, text = stop, ""
    while start > 0 and stop - start < _MOST_WORDS:
        token = tokens[start - 1]
        if token.tag == AREA and text:
            break
        longer = token.text + text
        if token.tag not in (AREA, PERSON) and not _may_name(token, longer, lexicon):
            break
        start, text = start - 1, longer
        if token.tag in (AREA, PERSON):
            break
    return start if _HAN.match(text) else stop


def _may_name(token: Token, longer: str, lexicon: Lexicon) -> bool:
    text = token.text
    if token.tag.isupper() or token.tag[0] in "wpucr" or not _HAN.match(longer + "村"):
        return False
    if len(longer) > 4 or text in lexicon.triggers or text in lexicon.markers:
        return False
    return len(text) == 1 or text not in lexicon.heads or lexicon.marks(text, "naming")


def _beside_known(tokens: Sequence[Token]) -> list[Token]:
    """
    The tokens with short names of divisions known by their neighbours in a list.

    孝感 alone is left to the context; in 武汉、孝感 it is a city, too.
    """
    found = list(tokens)
    for index, token in enumerate(tokens):
        short = token.tag in ("ns", "nr", "nz", "n", "x") and 1 < len(token.text) < 5
        if not short or not load_gazetteer().find(token.text):
            continue
        before = found[index - 2].tag if index > 1 and tokens[index - 1].text in _BETWEEN else ""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        behind = tokens[index + 2].tag if index + 2 < len(tokens) and after in _BETWEEN else ""
        if AREA in (before, behind):
            found[index] = Token(token.start, token.end, token.text, AREA)
    return found
