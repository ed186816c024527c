"""Measure words, and the pattern of a number with its measure word.

``measures.json`` beside this module is the table: for each kind its units, and for each unit the
characters that, coming next, show that another word began (3项 counts, 3项目 does not).
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_S = r"[ \t\r\n\u3000\xa0]{0,3}+"  # what clean text may still have between number and unit
_RUN = (
    r"(?:[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+"
    r"|(?<=[0-9])[ \t\r\n\u3000\xa0]{1,3}+(?=[万亿])"  # 18 万余户
    r"|千(?![瓦米克伏])|[零〇一二两三四五六七八九十百万亿几]"
    r"|数(?=[十百千万亿])|(?<=[零〇一二两三四五六七八九十])点(?=[零〇一二三四五六七八九]))"
)
_PATTERN = rf"""
(?P<number>[0-9零〇一二两三四五六七八九十百千万亿几数]
    (?:(?<=[0-9])[0-9]*+(?:,[0-9]{{3}}(?![0-9]))*+(?:\.[0-9]++)?+)?+ {_RUN}*+)
(?:分之(?P<part>{_RUN}++))?+
(?:{_S}(?P<more>[余多来](?![余多来]))
    (?:{_S}(?P<scale>[百千]?万亿?|亿|千(?![瓦米克伏])|百))?+)?+
(?:{_S}[至到~～—–-]{{1,2}}+{_S}(?P<to>{_RUN}++)(?:{_S}(?P<more_to>[余多]))?+)?+
(?:{_S}个(?:(?P<half>半)|(?P<spare>多))(?P<span>月|小时|星期|学期|钟头|世纪)
    |{_S}(?:[大小整](?=[包袋箱桶盒捆篮筐]))?+(?P<measure>UNITS)
    (?P<alternative>（(?:UNITS)）)?+ (?P<later>[多余](?=[深高长宽远重的，。；、！？”）\s]|$)|)
)?+
(?:{_S}(?P<after>以上(?![措情内问党工提])|以下(?![简措情几问内])|以内|之内
    |左右(?![手岸两])|上下(?![班级水学楼车游])))?+
"""


@cache
def kinds() -> dict[str, str]:
    """
    The kind of each measure word: 名 is ``count``, 公里 is ``length``.

    >>> kinds()["名"], kinds()["立方米"]
    ('count', 'volume')
    """
    return {unit: kind for kind, units in _table().items() for unit in units}


@cache
def quantity_pattern() -> re.Pattern[str]:
    """
    The pattern of a number with what follows it, compiled once.

    It matches any number, also one without a measure word; the reader decides what counts. No
    part of it can match one character in two ways, so that its time is linear in the text.
    """
    units: dict[str, str] = {}
    for entries in _table().values():
        units |= entries
    longest_first = sorted(units, key=lambda unit: (-len(unit), unit))
    words = "|".join(
        re.escape(unit) + (f"(?![{re.escape(units[unit])}])" if units[unit] else "")
        for unit in longest_first
    )
    return re.compile(_PATTERN.replace("UNITS", words), re.VERBOSE)


@cache
def _table() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("measures.json")
    table: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return table
