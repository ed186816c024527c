"""Quantities of a text: a number, its measure word, and how it bounds what it counts."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.counting import Candidate, is_code, measures, stands_before_noun
from extractors.document import Span
from extractors.facts import Number, Quantity
from extractors.measures import kinds, quantity_pattern
from extractors.numerals import Numeral, as_number, narrow, read_numeral
from extractors.records import record

_PREFIXES = {
    "min": "不得?少于|不得?低于|不下于?|[至最]少|起码|超[过出]?|逾|突破|大于|高于|多于|[上过](?=$)",
    "max": "不得?超过|不得?多于|最高|不到|不足|不高于|至多|最多|将近|接近|近|少于|低于|小于|未满",
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
_ROUND_ONLY = frozenset("上过")  # 上百名, 过万人; not 用上30台
_SUFFIXES = {"以上": "min", "以下": "max", "以内": "max", "之内": "max", "左右": "approx"}
_SUFFIXES["上下"] = "approx"

# 至少走访5户, 每站至少配2名: the bounding word stands before the verb
_FARTHER = re.compile(
    "(?:(?P<min>至少|最少|起码|不得少于)|(?P<max>至多|最多))[^，。；、！？0-9一二三四五六七八九十两]{1,4}$"
)
_ONE_ENDS = frozenset("统唯单同逐之如合划归专")  # 统一三个: the 一 belongs to the word before
_NAME = re.compile("[“‘「『][^“”‘’「」『』，。！？；：]{1,12}[”’」』]|《[^《》]{1,60}》")
_EACH = re.compile("各(?:有|配|设|派|发)?$|每(?![天日周月年隔])[^，。；、！？]{0,8}$")
_OFTEN = re.compile("(?:[每一]隔?[0-9一两二三]{0,2}[天日周月年晚])[^，。；、]{0,3}$")
_SHARE = re.compile("占[^，。；、！？]{0,10}$")
_POPULATION = re.compile("人口[约近超达为共有已总数仅]{0,3}$")  # 常住人口9.8万
_PAID = re.compile(r"[了领花挣赚发给卖省补付交缴捐奖罚涨]\s?$")

_LONE = frozenset("零〇一二两三四五六七八九几数")
_IN_GROUPS = re.compile("一[组队班岗档桌车间户]")  # 10人一组
_BELOW_ZERO = re.compile("(?:零下|气温|体温|温度)$")
_TENTHS = frozenset("成")
_COINS = frozenset("块")
_DEGREES = frozenset("度")
_TIMES = frozenset("次遍趟")
_PERCENT = {"百": "%", "千": "‰"}
_CURRENCY = {"块钱": "元", "元钱": "元", "人民币": "元"}


@record(frozen=True, slots=True)
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
        if match.end() - match.start() == 1 and match[0] in _LONE:
            continue  # the 一 of 一定, most often
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
    if is_code(before, plain, start):
        return None
    numeral = _numeral(match, number)
    if numeral is None:
        return None
    first, bound = _prefix(before, start, number)
    before = before[: len(before) - (start - first)]
    bound = _bound(match, numeral, bound)
    if bound == "exact" and (farther := _FARTHER.search(before)) is not None:
        bound = farther.lastgroup or bound
    after = plain[match.end() : match.end() + 3]
    kind = kinds().get(match["measure"] or "", "")
    vague = bound != "exact" or match["to"] is not None
    unit, kind = _unit(match, Candidate(number, match["measure"] or "", kind, before, after, vague))
    if not kind:
        return None
    value = _value(numeral.value, unit, match)
    if kind == "temperature" and before.endswith("零下"):
        value, first = -value, first - 2
    span = Span(first, match.end())
    quantity = Quantity(value, bound, unit, text[span.start : span.end])
    each = kind != "frequency" and bool(_EACH.search(before) or _IN_GROUPS.match(after))
    return QuantityMention(span, quantity, kind, numeral.high, each)


def _value(value: Number, unit: str, match: re.Match[str]) -> Number:
    if match["half"]:
        return value + 0.5
    return value * 10 if unit == "%" and match["measure"] in _TENTHS else value


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
    if word in _ROUND_ONLY and number[0] not in "百千万亿":
        return start, "exact"
    if _NOT_PREFIX.search(before[: match.start() + len(word)]):
        return start, "exact"
    return start - (len(before) - match.start()), match.lastgroup


def _bound(match: re.Match[str], numeral: Numeral, prefix: str) -> str:
    if match["after"]:
        return _SUFFIXES[match["after"]]
    if match["more"] == "来":
        return "approx"
    if match["more"] or match["more_to"] or match["later"] or match["spare"]:
        return "min"
    return prefix if prefix != "exact" else numeral.bound


def _unit(match: re.Match[str], number: Candidate) -> tuple[str, str]:
    """The unit and its kind; an empty kind says that the number is no quantity."""
    if match["part"]:
        unit = _PERCENT.get(number.number, "")
        return unit, "percent" if unit else "fraction"
    if match["span"]:
        return "个" + match["span"], "duration"
    if not number.measure:
        if _POPULATION.search(number.before):
            return "人", "count"
        bare = not match["after"] and match["more"] != "来" and stands_before_noun(number)
        return "", "bare" if bare else ""
    if not measures(number):
        return "", ""
    unit = number.measure + (match["alternative"] or "")
    if number.kind == "money":
        return _CURRENCY.get(unit, unit), "money"
    if unit in _COINS and _PAID.search(number.before):
        return "元", "money"
    if unit in _DEGREES and _BELOW_ZERO.search(number.before):
        return unit, "temperature"
    if number.kind == "tenths":
        return ("%" if _SHARE.search(number.before) else unit), "percent"
    if unit in _TIMES and _OFTEN.search(number.before):
        return unit, "frequency"
    return unit, number.kind
