"""How the divisions of China shorten their names: 河南省 to 河南, 大化瑶族自治县 to 大化."""

from __future__ import annotations

import re

_PEOPLES = (
    "阿昌|白|保安|布朗|布依|藏|朝鲜|傣|达斡尔|德昂|东乡|侗|独龙|俄罗斯|鄂伦春|鄂温克|高山|仡佬|"
    "哈尼|哈萨克|赫哲|回|基诺|京|景颇|柯尔克孜|拉祜|黎|傈僳|珞巴|满|毛南|门巴|蒙古|苗|仫佬|纳西|"
    "怒|普米|羌|撒拉|畲|水|塔吉克|塔塔尔|土家|土|佤|维吾尔|乌孜别克|锡伯|瑶|彝|裕固|壮|各"
)
# A name may hold several peoples, each with 族; some stand without it.
_PEOPLE = rf"(?:(?:{_PEOPLES})族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔)"

_AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?){_PEOPLE}*自治(?P<kind>[区州县旗])")
_DISTRICT_OF_A_PEOPLE = re.compile(rf"(?P<stem>.{{2,}}?){_PEOPLE}+(?P<kind>区)")
_SPECIAL = re.compile(r"(?P<stem>.{2,})(?:特别行政区|新区|特区|地区|盟)|(?P<forest>.{3,})林区")
# 左旗 and 前旗 tell one banner from its neighbour; without them no name is left.
_BANNER = re.compile(r"(?P<stem>.{2,}[^左右前后中合])旗")
_DISTRICT = re.compile(r"(?P<stem>.{2,})(?<!矿)区")

# Rows of the data that stand between a city and its districts and are no divisions.
_PLACEHOLDER = re.compile(r"市辖区|县|(?:省|自治区)直辖县级行政区划")


def short_names(name: str) -> tuple[str, ...]:
    """
    The short names of a division, never of one character.

    >>> short_names("大化瑶族自治县")
    ('大化', '大化县')
    >>> short_names("阿巴嘎旗"), short_names("范县")
    (('阿巴嘎',), ())
    """
    if "自治" in name:
        return _of_peoples(_AUTONOMOUS, name)
    if name[-1] in "省市县":
        return (name[:-1],) if len(name) > 2 else ()
    if "族" in name:
        return _of_peoples(_DISTRICT_OF_A_PEOPLE, name)
    for pattern in (_SPECIAL, _BANNER, _DISTRICT):
        found = pattern.fullmatch(name)
        if found:
            return tuple(stem for stem in found.groups() if stem)
    return ()


def _of_peoples(pattern: re.Pattern[str], name: str) -> tuple[str, ...]:
    found = pattern.fullmatch(name)
    if not found:
        return ()
    stem, kind = found["stem"].removesuffix("族"), found["kind"]
    return stem, f"{stem}自治区" if name.endswith("自治区") else f"{stem}{kind}"


def is_plain_district(name: str) -> bool:
    """
    Whether the division is a city's district, whose short name text seldom uses alone.

    >>> is_plain_district("鼓楼区"), is_plain_district("浦东新区"), is_plain_district("鼓楼市")
    (True, False, False)
    """
    return bool(_DISTRICT.fullmatch(name)) and not _SPECIAL.fullmatch(name)


def is_placeholder(name: str) -> bool:
    """
    Whether a row of the data is no division but a level of the list (市辖区).

    >>> is_placeholder("市辖区"), is_placeholder("市中区")
    (True, False)
    """
    return bool(_PLACEHOLDER.fullmatch(name))
