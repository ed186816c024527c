"""The day of publication, where a page's head, foot or source line says it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_WRITTEN = re.compile(
    r"(?P<year>\d{4}|[〇零○Ｏ一二三四五六七八九]{4})[ \u3000]*年[ \u3000]*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})[ \u3000]*月[ \u3000]*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[ \u3000]*日"
)
_NUMERIC = re.compile(r"(?<!\d)(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")
_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "00001" + "23456789")


def publication_date(lines: Iterable[str]) -> str:
    """
    The first full date of the lines as ISO 8601, or nothing.

    >>> publication_date(["云山日报　第3版", "二〇二二年四月十七日 星期日"])
    '2022-04-17'
    >>> publication_date(["发布时间：2022-04-17 10:20"]), publication_date(["4月17日"])
    ('2022-04-17', '')
    """
    for line in lines:
        for match in (*_WRITTEN.finditer(line), *_NUMERIC.finditer(line)):
            found = _iso(match["year"], match["month"], match["day"])
            if found:
                return found
    return ""


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year.translate(_DIGITS)), _number(month), _number(day)).isoformat()
    except ValueError:
        return ""


def _number(text: str) -> int:
    """A number below a hundred: 17, 十七, 二十."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(_DIGITS))
    return 10 * int(tens.translate(_DIGITS) or "1") + int(ones.translate(_DIGITS) or "0")
