"""Time expressions of a text: dates, clock times, and words such as 当天, 次日 or 今年."""

from __future__ import annotations

import re
from typing import Any

from extractors.document import Span
from extractors.numerals import narrow, read_numeral
from extractors.records import record
from extractors.times.pattern import (
    AFTERNOON,
    EVENING,
    ISSUE_DAYS,
    ISSUE_YEARS,
    NIGHT,
    NOON,
    STORY_DAYS,
    STORY_MONTHS,
    STORY_YEARS,
    time_pattern,
)

_SINCE = re.compile(r"(?:自从|自|从)\s?$")
_UNTIL = re.compile(r"(?:截至到?|截止到?|直到|到|至|直至)\s?$")
_ALREADY = re.compile(r"早在\s?$")
_CLAUSE_START = re.compile(r"[，。；：！？“”、…\s](?:截至|截止|到|在)?$|^(?:截至|截止|到|在)$")
_DUSK = 6  # 夜里9点 is 21, but 夜里3点 is 3
_EVERY = re.compile("每(?:天|日|周|晚|年|月|个月|周[一二三四五六日])?(?:的)?$")
_LATER_SINCE = re.compile("[^，。；！？]{1,20}?以来")
_COMPARED = re.compile(r"[比较]\s?$")  # 比去年多9个
_EVENT = re.compile("(?:开学|开工|复工|开业|开考|高考|考试|比赛|活动|会议|演练|集会|节)$")
# 召开2021年工作会议, 部署明年任务: the year belongs to what is held or laid out
_TERMED = re.compile(
    "(?:召开|举行|举办|部署|安排|谋划|总结|回顾|通报|印发|制定|制订|公布|下达|编制)了?(?:全[省市县区])?$"
)
_TITLE = re.compile("《[^《》]{1,60}》")
_MODIFIER = re.compile(r"度|[春夏秋冬]季学期|学期|版|款|[级届]")


@record(frozen=True, slots=True)
class TimeMention:
    """
    A time expression where it stands, with the parts it says itself.

    ``kind``: ``point``, ``range`` (``last`` holds its other end), ``since`` (从…起, …以来),
    ``until`` (截至, 到, 至), ``deadline`` (…前), ``recurring`` (每天8时) or ``open`` (目前,
    近日: a time that is not told). ``reference`` names what a missing part is taken from:
    ``story`` (the last date of the article: 当天, 次日, a lone 22日 or 9时), ``issue`` (the day
    of publication: 昨日, 今年), ``lunar``, or nothing; ``offset`` counts days, months or years
    from there, as ``unit`` says. ``rough`` is true for 7时许,
    ``bare`` for a clock time that says no day.

    ``anchors`` says how far it reaches: ``clause``, ``sentence``, or ``following`` (on to the
    sentences after it, until another time is told).
    """

    span: Span
    text: str
    kind: str = "point"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    reference: str = ""
    offset: int = 0
    unit: str = ""
    rough: bool = False
    bare: bool = False
    last: TimeMention | None = None
    anchors: str = "following"


def find_times(text: str) -> list[TimeMention]:
    """
    The time expressions of a text, in order, with the parts each of them says.

    Titles in 《》 and modifiers (2020年度, 2021年春季学期) are left out: they date no act.

    >>> [(m.text, m.month, m.day, m.hour) for m in find_times("3月5日上午8时开工，次日完成。")]
    [('3月5日上午8时', 3, 5, 8), ('次日', None, None, None)]
    >>> find_times("截至22日零时，已转移群众。")[0].kind
    'until'
    """
    plain = narrow(text)
    titles = _TITLE.finditer(plain)
    title = next(titles, None)
    found = []
    for match in time_pattern().finditer(plain):
        while title is not None and title.end() <= match.start():
            title = next(titles, None)
        if title is not None and title.start() <= match.start():
            continue
        mention = _mention(text, plain, match)
        if mention is not None:
            found.append(mention)
    return found


def _mention(text: str, plain: str, match: re.Match[str]) -> TimeMention | None:
    start, end = match.span()
    before = plain[max(0, start - 6) : start]
    if match["open"]:
        return _open(text, match, before)
    said = _date(match)
    clock = _clock(match)
    if not said and (clock is None or not _is_clock(match, before)):
        return None
    if said.get("reference", "") == "" and _MODIFIER.match(plain, end):
        return None
    if _is_another(match, plain, before) or _names(match, before):
        return None
    kind, anchors = _role(match, plain, before)
    parts: dict[str, Any] = {"reference": "story", "unit": "day"} | said | (clock or {})
    last = _last(match["end"]) if match["end"] else None
    if last is not None:
        kind, anchors = "range", "sentence"
        if parts.get("hour") == 0 and last.hour == 24:
            parts |= {"hour": None, "minute": None}  # 0时至24时: the whole day
    return TimeMention(
        Span(start, end), text[start:end], kind, anchors=anchors, last=last,
        rough=match["rough"] is not None,
        bare=not said, **parts,
    )  # fmt: skip


def _is_another(match: re.Match[str], plain: str, before: str) -> bool:
    """比去年多, 去年同期, 开学当天: a time to compare with, and the day of another event."""
    if _COMPARED.search(before) or plain.startswith("同期", match.end()):
        return True
    same = match["storyday"] is not None and not STORY_DAYS[match["storyday"]]
    return same and _EVENT.search(before) is not None


def _names(match: re.Match[str], before: str) -> bool:
    """Whether a mere year or month names what a verb of holding acts on: 召开2021年工作会议."""
    mere = match["only"] or match["issueonly"] or (match["month"] and not match["day"])
    return bool(mere) and not match["tail"] and _TERMED.search(before) is not None


def _open(text: str, match: re.Match[str], before: str) -> TimeMention | None:
    """目前, 近日, 上半年: a time that is not told; 通报上半年情况 speaks of it, not in it."""
    leads = not before or _CLAUSE_START.search(before) is not None
    if not leads and match["open"].endswith(("年", "季度")):
        return None
    span = Span(*match.span())
    anchors = "following" if leads else "clause"
    return TimeMention(span, text[span.start : span.end], "open", anchors=anchors)


def _date(match: re.Match[str]) -> dict[str, Any]:
    """The parts of the date that the expression says; empty if it is a mere clock time."""
    if match["iso"]:
        year, month, day = (int(part) for part in re.split("[-/.]", match["iso"]))
        return {"year": year, "month": month, "day": day, "reference": ""}
    if match["month"]:
        return _month_and_day(match)
    if match["only"]:
        return {"year": _number(match["only"]), "reference": "", "unit": ""}
    if match["issueonly"]:
        return _reference("issue", "year", ISSUE_YEARS[match["issueonly"]])
    if match["lone"]:
        return {"day": int(match["lone"])}
    if match["storyday"]:
        return _reference("story", "day", STORY_DAYS[match["storyday"]])
    if match["issueday"]:
        return _reference("issue", "day", ISSUE_DAYS[match["issueday"]])
    if match["storyyear"]:
        return _reference("story", "year", STORY_YEARS[match["storyyear"]])
    if match["storymonth"]:
        return _reference("story", "month", STORY_MONTHS[match["storymonth"]])
    return _lunar(match) if match["moon"] or match["feast"] else {}


def _month_and_day(match: re.Match[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"reference": "", "unit": "", "month": _number(match["month"])}
    if match["day"]:
        said["day"] = _number(match["day"])
    if match["year"]:
        said["year"] = _number(match["year"])
    if match["issueyear"]:
        said |= _reference("issue", "year", ISSUE_YEARS[match["issueyear"]])
    return said


def _reference(reference: str, unit: str, offset: int) -> dict[str, Any]:
    return {"reference": reference, "unit": unit, "offset": offset}


def _lunar(match: re.Match[str]) -> dict[str, Any]:
    """Month and day of the lunar calendar; New Year's Eve is the day before the first."""
    if match["feast"] == "除夕":
        return {"reference": "lunar", "month": 1, "day": 1, "offset": -1}
    name = match["moonday"] or match["feast"].removeprefix("大年")
    month = {"正月": 1, "冬月": 11, "腊月": 12}[match["moon"] or "正月"]
    return {"reference": "lunar", "month": month, "day": _number(name.removeprefix("初"))}


def _clock(match: re.Match[str]) -> dict[str, Any] | None:
    if match["hour2"]:
        return _hour(int(match["hour2"]), _part(match)) | {"minute": int(match["minute2"])}
    hour = _number(match["hour"]) if match["hour"] else None
    if hour is None:
        return None
    minute = _number(match["minute"]) if match["minute"] else 0
    minute = 30 if match["half"] else 15 if match["quarter"] else minute
    if minute is None or minute > 59 or hour > 24:
        return None
    return _hour(hour, _part(match)) | {"minute": minute}


def _part(match: re.Match[str]) -> str:
    """The part of the day that the hour is of, told before it or by the day: 当晚|8时."""
    day = match["storyday"] or match["issueday"] or ""
    return match["part"] or (day[-1] if day.endswith(("晚", "夜")) else "")


def _hour(hour: int, part: str) -> dict[str, Any]:
    """The hour of 24: 下午3时 is 15; 晚12时 may be either end of the day and is left out."""
    if (
        (part in AFTERNOON and 1 <= hour <= 11)
        or (part in NOON and 1 <= hour <= 3)
        or (part in NIGHT and _DUSK <= hour <= 11)
    ):
        hour += 12
    elif part in EVENING and hour == 12:
        return {}
    return {"hour": hour}


def _is_clock(match: re.Match[str], before: str) -> bool:
    """Whether hour and mark alone tell the time: 9时, 上午8点, 8:30; but not 三点要求."""
    if match["part"] or match["rough"] or match["end"]:
        return True
    if match["hour2"]:
        return len(match["hour2"]) == 2 or _UNTIL.search(before) is not None
    digits = "0" <= match["hour"][0] <= "9"
    return digits and (match["mark"] == "时" or match["minute"] is not None)


def _role(match: re.Match[str], plain: str, before: str) -> tuple[str, str]:
    """What the expression does in its sentence, and how far it reaches."""
    tail = match["tail"] or ""
    if _EVERY.search(before):
        return "recurring", "clause"
    if tail.endswith("前") or (match["third"] and plain.startswith("前", match.end())):
        return "deadline", "clause"
    if tail == "以来" or (_SINCE.search(before) and _LATER_SINCE.match(plain, match.end())):
        return "since", "sentence"
    if tail in ("起", "开始"):
        return "since", "sentence"
    if _UNTIL.search(before) or tail == "止":
        return "until", "sentence"
    return "point", "sentence" if _ALREADY.search(before) else "following"


def _last(end: str) -> TimeMention | None:
    """The other end of a range."""
    found = find_times(end)
    return found[0] if len(found) == 1 else None


def _number(text: str) -> int | None:
    if text.isdecimal() and text.isascii():
        return int(text)
    numeral = read_numeral(text)
    return int(numeral.value) if numeral is not None else None
