"""Whether a number counts something, or is part of a name, an idiom, an address or a code."""

from __future__ import annotations

import re

from extractors.records import record

_CODE = re.compile(r"[0-9A-Za-z.+/·•＋〔\[№#_-]$")  # 桩号6+300处, N95口罩, G1523
_ORDINAL = re.compile(r"(?:[第初周]|星期)\s?$")
_IDIOM = re.compile("四处[奔走打寻求张躲游流逃漏]|千家万户|七上八下|一家人|一口气|三轮车|成千上万")
_YEAR = re.compile("[12][0-9]{3}|[一二][零〇一二三四五六七八九]{3}")
_HAN = re.compile("[\u4e00-\u9fff]")
_TENTHS = re.compile("[0-9.]{1,4}|[一二两三四五六七八九]")

# What 一 counts: 一名, 一处; but not 一起, 一批, 一种, and not before the characters given.
_ONE = dict.fromkeys("名位户辆台艘支本座所栋幢例只头匹间盒箱包顶床件桶瓶袋部篇枚棵株期趟", "")
_ONE |= {"个": "劲月", "家": "人三老", "处": "", "份": "力", "张": "网", "条": "龙心", "套": "班"}
_ONE |= {
    "把": "手",
    "场": "硬",
    "次": "性",
    "封": "信",
    "块": "儿",
    "项": "",
    "米": "线",
    "轮": "又",
}
# 下一户, 每一个, 不漏一人, 是一名党员: there 一 points or denies or classes, and counts nothing.
_ONE_AFTER = re.compile(
    "(?:^|[^一-鿿]|[的到向给把往是将对从])[下上]$|[每某同哪任那这新]$|最后$|不[漏落少留掉缺]$|[是当]$|[成作身定评选称]为$|当好$"
)

_NONE_LESS = ("不少", "不漏", "不落", "也没", "都没", "也不", "都不")  # 一个不少

_DIGITS_ONLY = frozenset("方里度面口卷门眼单")  # 四方责任, 两面: with a Chinese numeral a word
_ADDRESS = frozenset(["栋", "幢", "单元", "层", "排", "组"])
_HOUSE = re.compile("(?:号楼|号院|栋|幢|单元)$")
_VILLAGE_GROUP = re.compile("[村社区]$")
_AREAS = frozenset("省市区县乡镇村办")  # 3镇2乡: the unit is the noun itself
_BARE_SCALES = frozenset("百千万亿")
_ORDINAL_TWO = frozenset("二〇数几")  # 二组 is an ordinal: to count is 两
_PERSONS = frozenset("名位")
_BARE_NOT = frozenset(
    "年月日号时点分秒级路线版期届国省县乡道师团军和或与及至到后前来余多里外楼室栋度比的是为在等款条类热岁"
    "增减提升降上下翻"
)


@record(frozen=True, slots=True)
class Candidate:
    """
    A number in its text: the numeral, its measure word, and the text around them.

    ``vague`` says that a word or ending (近, 余, 以上) bounds the number.
    """

    number: str
    measure: str
    kind: str
    before: str
    after: str
    vague: bool

    @property
    def one(self) -> bool:
        """Whether the number is a mere 一."""
        return self.number == "一" and not self.vague

    @property
    def digits(self) -> bool:
        """Whether the number is written in digits."""
        return "0" <= self.number[0] <= "9"


def is_code(before: str, text: str, start: int) -> bool:
    """Whether what stands before makes the number an ordinal, a code or part of an idiom."""
    if before and (_CODE.search(before) or _ORDINAL.search(before)):
        return True
    return _IDIOM.match(text, start) is not None


def measures(number: Candidate) -> bool:
    """Whether number and measure word together measure something."""
    if number.one and not _one_counts(number):
        return False
    if number.measure in _DIGITS_ONLY and not number.digits:
        return False
    if number.number in _BARE_SCALES and not number.vague:
        return number.measure in _PERSONS  # 百户, 万元, 万年 are half of a word
    if number.number in _ORDINAL_TWO and number.kind in ("count", "duration"):
        return False
    if number.kind == "duration":
        return not _YEAR.fullmatch(number.number)
    if number.kind == "tenths":
        return _TENTHS.fullmatch(number.number) is not None
    return number.measure not in _ADDRESS or not _addresses(number)


def _one_counts(number: Candidate) -> bool:
    barred = _ONE.get(number.measure, None if number.kind == "count" else "")
    if barred is None or number.after[:1] in (number.measure[0], "一"):
        return False  # 一起; 一个个; 一户一策
    if number.after and number.after[0] in barred:
        return False
    if number.after.startswith(_NONE_LESS):
        return False
    return _ONE_AFTER.search(number.before) is None


def _addresses(number: Candidate) -> bool:
    """22栋3单元501室, 石门村三组."""
    if number.after[:1].isdigit() or _HOUSE.search(number.before):
        return True
    return number.measure == "组" and _VILLAGE_GROUP.search(number.before) is not None


def stands_before_noun(number: Candidate) -> bool:
    """Whether a number without a measure word counts the noun after it: 5万余居民."""
    following = number.after[:1]
    if following in _AREAS:
        return number.digits and len(number.number) <= 3 and not _HAN.match(number.after[1:2])
    if not _HAN.match(following) or following in _BARE_NOT or number.number in _ORDINAL_TWO:
        return False
    if number.vague:
        return len(number.number) > 1 or number.number in "十百千万亿"
    if number.number[-1] in _BARE_SCALES:
        return number.digits
    return (
        number.number.isdecimal()
        and 4 <= len(number.number) <= 6
        and not _YEAR.fullmatch(number.number)
    )
