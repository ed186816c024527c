"""Numbers as the news writes them: 1.2万, 两千六百, 八九百, 十几, 数百, 3万5千.

``cn2an`` reads the plain Chinese numerals. What the genre adds is read here: digits mixed with
万 and 亿, two neighbouring digits for a range (八九百), and the vague 几, 数, 余 and 多.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from extractors.facts import Number
from extractors.records import record

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_ONES = "一二三四五六七八九"
BELOW_100: dict[str, int] = DIGITS | {
    (tens if tens != "一" else "") + "十" + ones: 10 * DIGITS[tens] + DIGITS.get(ones, 0)
    for tens in _ONES
    for ones in ("", *_ONES)
}

_WIDE = str.maketrans("０１２３４５６７８９．，％＋－", "0123456789.,%+-")
_WIDE_CHAR = re.compile("[０-９．％＋－]")
_MOST_DIGITS = 16
_LONGEST = 24  # characters: what is longer is a code, not a count

_ARABIC = re.compile(r"([0-9]++(?:,[0-9]{3})*+(?:\.[0-9]++)?+)([十百千万亿]*+)")
_MIXED = re.compile(rf"(?:{_ARABIC.pattern})+")
_PAIR = re.compile(r"([一二两三四五六七八九])([二三四五六七八九])(?![〇零一二两三四五六七八九])")
_VAGUE = re.compile("(?<=十)[几数]")  # 十几 is ten and more; 几十 and 数百 are at least one of them


@record(frozen=True, slots=True)
class Numeral:
    """
    A number read: its value, how it bounds what it counts, and the upper end of a range.

    ``bound`` is one of ``facts.BOUNDS``. A range and a vague number have their lower end as the
    value and are ``min``; ``high`` is the upper end where the text says it.
    """

    value: Number
    bound: str = "exact"
    high: Number | None = None


def narrow(text: str) -> str:
    """
    The text with full-width digits and signs made ASCII, character for character.

    >>> narrow("１２．５％的住户")
    '12.5%的住户'
    """
    return text.translate(_WIDE) if _WIDE_CHAR.search(text) else text


def read_numeral(text: str) -> Numeral | None:
    """
    The number that ``text`` writes, or None if it is none; never raises.

    >>> read_numeral("1.2万"), read_numeral("两千六百")
    (Numeral(value=12000, bound='exact', high=None), Numeral(value=2600, bound='exact', high=None))
    >>> read_numeral("八九百")
    Numeral(value=800, bound='min', high=900)
    >>> read_numeral("数十万")
    Numeral(value=100000, bound='min', high=None)
    >>> read_numeral("百姓") is None
    True
    """
    return _read(narrow(text)) if 0 < len(text) <= 2 * _LONGEST else None


@lru_cache(maxsize=4096)
def _read(text: str) -> Numeral | None:
    if "0" <= text[0] <= "9":
        return _exact(_mixed(text))
    if "几" in text or "数" in text:
        value = _han(_VAGUE.sub("", text).replace("几", "一").replace("数", "一"))
        return None if value is None or len(text) < 2 else Numeral(value, "min")
    pair = _PAIR.search(text)
    if pair is None:
        return _exact(_han(text))
    if not _neighbours(*pair.groups()):
        return None
    low = _han(text[: pair.start(2)] + text[pair.end(2) :])
    high = _han(text[: pair.start(1)] + text[pair.end(1) :])
    return None if low is None or high is None else Numeral(low, "min", high)


def _exact(value: Number | None) -> Numeral | None:
    return None if value is None else Numeral(value)


def _neighbours(first: str, second: str) -> bool:
    """八九百 and 三五名 are ranges; 一四 is a slip of the pen."""
    low, high = DIGITS[first], DIGITS[second]
    return high == low + 1 or (low, high) == (3, 5)


def _mixed(text: str) -> Number | None:
    if not _MIXED.fullmatch(text):
        return None
    total = Decimal(0)
    for digits, scales in _ARABIC.findall(text):
        if len(digits) > _MOST_DIGITS or len(scales) > 2:
            return None
        part = Decimal(digits.replace(",", ""))
        for scale in scales:
            part *= SCALES[scale]
        total += part
    return as_number(total)


def as_number(value: Decimal) -> Number:
    """
    The value as a whole number where it is one, else as a float.

    >>> as_number(Decimal("12000.0")), as_number(Decimal("97.1"))
    (12000, 97.1)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def _han(text: str) -> Number | None:
    if text in BELOW_100:
        return BELOW_100[text]
    if not text or len(text) > _LONGEST or text[-1] == "点":
        return None
    if text[0] in "百千万亿":
        text = "一" + text
    import cn2an  # late: its import is dear, and most texts write large numbers in digits

    try:
        value = cn2an.cn2an(text, "normal")
    except (ValueError, KeyError, IndexError):
        return None
    return as_number(Decimal(str(value)))
