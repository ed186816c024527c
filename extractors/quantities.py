"""Quantities of a text: a number, its measure word, and how it bounds what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extractors.document import Span
from extractors.facts import Number, Quantity
from extractors.measures import kinds, quantity_pattern
from extractors.numerals import Numeral, as_number, narrow, read_numeral

_PREFIXES = {
    "min": "不少于|不低于|不下于|不下|至少|最少|起码|超过|超出|超|逾|突破|大于|高于|多于|上(?=$)",
    "max": "不超过|不到|不足|不多于|不高于|至多|最多|将近|接近|近|少于|低于|小于|未满",
    "approx": "大约|大概|大致|约为|约",
}
_PREFIX = re.compile(
    "(?:"
    + "|".join(f"(?P<{b}>{words})" for b, words in _PREFIXES.items())
    + r")(?:了|达|有)?\s{0,2}$"
)
# 附近三个村, 签约31家, 线上千人: there the character ends another word and is no bound
_NOT_PREFIX = re.compile(
    "[附最靠邻临相远亲新贴]近$|[预签邀相违履节制公条合契]约$|[赶反]超$|[网线路街车身船山以之]上$"
)
_PREFIX_ENDS = frozenset("少于低下最码过出超逾破大高多上到足近接满约概为致了达有")
_SUFFIXES = {"以上": "min", "以下": "max", "以内": "max", "之内": "max", "左右": "approx"}
_SUFFIXES["上下"] = "approx"

_CODE = re.compile(r"[0-9A-Za-z.+/·•＋〔\[№#_-]$")  # 桩号6+300处, N95口罩, G1523
_ORDINAL = re.compile(r"(?:[第初周]|星期)\s?$")
_ONE_ENDS = frozenset("统唯单同逐之如合划归专")  # 统一三个: the 一 belongs to the word before
_IDIOM = re.compile("四处[奔走打寻求张躲游流逃漏]|千家万户|七上八下|一家人|一口气|三轮车|成千上万")
_NAME = re.compile("[“‘「『][^“”‘’「」『』，。！？；：]{1,12}[”’」』]|《[^《》]{1,60}》")
_EACH = re.compile("各(?:有|配|设|派|发)?$|每(?![天日周月年隔])[^，。；、！？]{0,8}$")
_OFTEN = re.compile("(?:[每一]隔?[一两二三]?[天日周月年晚])[^，。；、]{0,3}$")
_SHARE = re.compile("占[^，。；、！？]{0,10}$")
_PAID = re.compile(r"[了领花挣赚发给卖省补付交缴捐奖罚涨]\s?$")

_ONE_COUNTS = frozenset(
    "名位个户处家辆台艘支本份张座所栋幢条例只头匹间套盒箱包顶床把件桶瓶袋场次封部篇枚棵株块期项趟"
)
_ONE_NOT = {
    "家": "人三老",
    "把": "手",
    "次": "性",
    "条": "龙心",
    "个": "劲月",
    "份": "力",
    "张": "网",
}
_ONE_NOT |= {"场": "硬", "米": "线"}
_DIGITS_ONLY = frozenset(["方", "里", "度", "面", "口", "卷", "门", "眼", "单"])
_PERCENT = {"百": "%", "千": "‰"}
_CURRENCY = {"块钱": "元", "元钱": "元", "人民币": "元"}
_YEAR = re.compile("[12][0-9]{3}|[一二][零〇一二三四五六七八九]{3}")
_HAN = re.compile("[\u4e00-\u9fff]")
_BARE_NOT = frozenset(
    "年月日号时点分秒级路线版期届国省县乡道师团军和或与及至到后前来余多里外楼室栋度比的是为在等款条类热岁"
)


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """
    A quantity where it stands in the text.

    ``kind`` is that of the measure word: ``count``, ``money``, ``percent``, ``length``, ``area``,
    ``volume``, ``mass``, ``power``, ``temperature``, ``speed``, ``multiple``, ``age``,
    ``duration``; or ``frequency`` for 每天3次, ``fraction`` for 三分之一, ``bare`` for a number
    right before a noun (200余志愿者). ``high`` is the upper end of a range, whose lower end is
    the value. ``each`` says that the number holds for every one of several (各600箱).
    """

    span: Span
    quantity: Quantity
    kind: str
    high: Number | None = None
    each: bool = False


def find_quantities(text: str) -> list[QuantityMention]:
    """
    The quantities of a text, in order; dates, codes, ordinals and names are left out.

    >>> [q.quantity.text for q in find_quantities("第3轮检测采样近1.2万人次，发放物资300余箱。")]
    ['近1.2万人次', '300余箱']
    >>> find_quantities("出动120余名干部。")[0].quantity
    Quantity(value=120, bound='min', unit='名', text='120余名')
    """
    plain = narrow(text)
    names = _NAME.finditer(plain)
    name = next(names, None)
    found = []
    for match in quantity_pattern().finditer(plain):
        mention = _read(text, plain, match)
        if mention is None:
            continue
        while name is not None and name.end() <= mention.span.start:
            name = next(names, None)
        if name is None or mention.span.start < name.start() or name.end() < mention.span.end:
            found.append(mention)
    return found


def _read(text: str, plain: str, match: re.Match[str]) -> QuantityMention | None:
    number, start = "".join(match["number"].split()), match.start()
    before = plain[max(0, start - 14) : start]
    if len(number) > 1 and number[0] == "一" and before[-1:] in _ONE_ENDS:
        number, start, before = number[1:], start + 1, before + "一"
    if before and (_CODE.search(before) or _ORDINAL.search(before)):
        return None
    numeral = _numeral(match, number)
    if numeral is None or _IDIOM.match(plain, start):
        return None
    first, bound = _prefix(before, start, number)
    before = before[: len(before) - (start - first)]
    bound = _bound(match, numeral, bound)
    unit, kind = _unit(plain, match, number, before, bound)
    if not kind:
        return None
    value = numeral.value * 10 if (unit, match["measure"]) == ("%", "成") else numeral.value
    span = Span(first, match.end())
    quantity = Quantity(value, bound, unit, text[span.start : span.end])
    each = kind != "frequency" and _EACH.search(before) is not None
    return QuantityMention(span, quantity, kind, numeral.high, each)


def _numeral(match: re.Match[str], number: str) -> Numeral | None:
    if match["part"]:
        return _fraction(number, match["part"])
    low = read_numeral(number + (match["scale"] or ""))
    if low is None or match["to"] is None:
        return low
    to = "".join(match["to"].split())
    high = read_numeral(to)
    if high is None:
        return None
    scale = to.lstrip("0123456789.,〇零一二两三四五六七八九十百千")
    if scale and not number.endswith(("万", "亿")):
        low = read_numeral(number + scale)  # 3至5万元: the scale holds for both ends
    if low is None or low.value >= high.value:
        return None
    return Numeral(low.value, "min", high.value)


def _fraction(below: str, above: str) -> Numeral | None:
    """百分之九十 is 90, to be told in %; 三分之一 is a third, to four digits."""
    top = read_numeral(above)
    if top is None or below in _PERCENT:
        return top
    bottom = read_numeral(below)
    if bottom is None or not bottom.value:
        return None
    return Numeral(as_number(round(Decimal(str(top.value)) / Decimal(str(bottom.value)), 4)))


def _prefix(before: str, start: int, number: str) -> tuple[int, str]:
    """Where the quantity begins with its bounding word, and which bound that word sets."""
    if before[-1:] not in _PREFIX_ENDS and before[-1:].strip():
        return start, "exact"
    match = _PREFIX.search(before)
    if match is None or match.lastgroup is None:
        return start, "exact"
    word = match[match.lastgroup]
    if word == "上" and number[0] not in "百千万亿":
        return start, "exact"
    if _NOT_PREFIX.search(before[: match.start() + len(word)]):
        return start, "exact"
    return start - (len(before) - match.start()), match.lastgroup


def _bound(match: re.Match[str], numeral: Numeral, prefix: str) -> str:
    if match["after"]:
        return _SUFFIXES[match["after"]]
    if match["more"] == "来":
        return "approx"
    if match["more"] or match["more_to"] or match["later"] or match["halves"]:
        return "min"
    return prefix if prefix != "exact" else numeral.bound


def _unit(
    plain: str, match: re.Match[str], number: str, before: str, bound: str
) -> tuple[str, str]:
    """The unit and its kind; an empty kind says that the number is no quantity."""
    if match["part"]:
        unit = _PERCENT.get(number, "")
        return unit, "percent" if unit else "fraction"
    if match["halves"]:
        return match["halves"].replace("多", ""), "duration"
    measure = match["measure"]
    if measure is None:
        return "", "bare" if _stands_before_noun(plain, match, number, bound) else ""
    kind = kinds()[measure]
    if not _measures(plain, match, number, measure, kind, bound):
        return "", ""
    if kind == "money":
        measure = _CURRENCY.get(measure, measure)
    elif measure == "块" and match["alternative"] is None and _PAID.search(before):
        return "元", "money"
    elif measure == "成" and _SHARE.search(before):
        return "%", "percent"
    elif measure in ("次", "遍", "趟") and _OFTEN.search(before):
        kind = "frequency"
    return measure + (match["alternative"] or ""), kind


def _measures(
    plain: str, match: re.Match[str], number: str, measure: str, kind: str, bound: str
) -> bool:
    """Whether number and measure word together measure something, and are no part of a word."""
    following = plain[match.end() : match.end() + 1]
    if number == "一" and match["more"] is None and match["to"] is None:
        if kind == "count" and measure not in _ONE_COUNTS:
            return False  # 一起, 一批, 一种
        if following and following in _ONE_NOT.get(measure, "") + measure[0] + "一":
            return False  # 一次性, 一个个, 一户一策
    if measure in _DIGITS_ONLY and not "0" <= number[0] <= "9":
        return False  # 四方责任, 两面
    if kind == "duration" and measure == "年":
        return not _YEAR.fullmatch(number)
    if measure == "成":
        return (len(number) == 1 and number != "十") or match["to"] is not None
    if number in ("二", "〇", "数", "几"):
        return kind not in ("count", "duration")  # 二组 is an ordinal: to count is 两
    if number in ("百", "千", "万", "亿"):
        return bound != "exact" or measure in ("名", "位")  # 百户, 万元 are half of a word
    return True


def _stands_before_noun(plain: str, match: re.Match[str], number: str, bound: str) -> bool:
    """Whether a number without a measure word counts the noun after it: 5万余居民."""
    following = plain[match.end() : match.end() + 1]
    if match["after"] or match["more"] == "来" or not _HAN.match(following):
        return False
    if following in _BARE_NOT or number in ("几", "数"):
        return False
    if match["more"] or bound != "exact":
        return len(number) > 1 or number in "十百千万亿"
    if number[-1] in "万亿":
        return "0" <= number[0] <= "9"
    return number.isdecimal() and 4 <= len(number) <= 6 and not _YEAR.fullmatch(number)
