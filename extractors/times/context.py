"""What a time expression means in its article: the day of publication, the last date told."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import replace

from extractors.records import record
from extractors.times.mentions import TimeMention

_DAY = re.compile("(?:--|[0-9]{4}-)[0-9]{2}-[0-9]{2}")
_FIRST_REACH = 4  # paragraphs after it that the first paragraph's day still holds for
_LATE = 3  # months: a report speaks of what was, or of what is near
_LATER_REACH = 1
_TELLING = ("point", "since", "range")  # the kinds of times that tell the day of what happened


@record(frozen=True, slots=True)
class TimeContext:
    """
    What is known about the time at one point of an article.

    ``published`` is the day of publication as ISO 8601, or empty. ``year``, ``month`` and
    ``day`` are the last date that the article told. ``current`` is the time that clauses without
    one of their own have, as ISO 8601, ``text`` the words that told it. ``near`` says that the
    paragraph has told the day, though it may hold for one clause only. ``lead`` is the day
    that goes on from earlier paragraphs, for ``left`` more of them; ``begun`` is false in the
    first.
    """

    published: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    current: str = ""
    text: str = ""
    near: bool = False
    lead: str = ""
    lead_text: str = ""
    left: int = 0
    begun: bool = False

    def follow(self, mention: TimeMention) -> TimeContext:
        """
        The context after a mention: later references start from it.

        >>> from extractors.times.mentions import find_times
        >>> first, second = find_times("3月31日下雨，次日放晴。")
        >>> resolve_time(second, TimeContext().follow(first))
        '--04-01'
        """
        after = self
        if mention.anchors == "following" and (time := resolve_time(mention, self)):
            after = replace(after, current=time, text=mention.text)
        elif mention.anchors == "following" and is_vague(mention, self):
            after = replace(after, current="", text="")
        parts = _date_of(mention, self)
        if parts is None or mention.kind in ("recurring", "open") or parts[1] is None:
            return after
        year, month, day = parts
        if mention.kind == "until":
            day = self.day if (year, month) == (self.year, self.month) else None
        elif mention.kind == "range":
            day = None
        near = self.near or (day is not None and mention.kind in _TELLING)
        return replace(after, year=year, month=month, day=day, near=near)

    def next_sentence(self) -> TimeContext:
        """The context in the next sentence: the day goes on, the clock time does not."""
        return replace(self, current=self.current.split("T")[0])

    def next_paragraph(self) -> TimeContext:
        """
        The context in the next paragraph: the day goes on where nothing else is told.

        The day that the first paragraph tells goes on longer than one told on the way.
        """
        told = _DAY.match(self.current)
        day, text, left = self.lead, self.lead_text, self.left - 1
        if told and told[0] != self.lead:
            day, text = told[0], self.text
            left = _LATER_REACH if self.begun else _FIRST_REACH
        if left <= 0:
            day = text = ""
        return replace(
            self,
            current=day,
            text=text,
            near=False,
            lead=day,
            lead_text=text,
            left=left,
            begun=True,
        )

    def without_lead(self) -> TimeContext:
        """The context where no earlier paragraph's day goes on, as after a section heading."""
        return replace(self, current="", text="", lead="", lead_text="")


def resolve_time(mention: TimeMention, context: TimeContext) -> str:
    """
    The time as ISO 8601 as far as text and context give it, else the empty string.

    >>> from extractors.times.mentions import find_times
    >>> [mention] = find_times("22日零时")
    >>> resolve_time(mention, TimeContext(month=8, day=21))
    '--08-22T00:00'
    >>> [mention] = find_times("昨日下午3点")
    >>> resolve_time(mention, TimeContext()), resolve_time(mention, TimeContext("2021-03-01"))
    ('', '2021-02-28T15:00')
    """
    if mention.kind in ("recurring", "open"):
        return ""
    parts = _date_of(mention, context)
    if parts is None:
        return ""
    date = _iso(*parts)
    # 24时 ends the day that it is told of
    if mention.hour in (None, 24) or mention.rough or parts[2] is None:
        return date
    return f"{date}T{mention.hour:02}:{mention.minute or 0:02}"


def is_vague(mention: TimeMention, context: TimeContext) -> bool:
    """Whether a mention speaks of another time than the one before, and does not tell which."""
    if mention.kind == "open":
        return True
    elsewhere = mention.reference == "issue" or mention.unit == "year"
    return elsewhere and mention.kind != "recurring" and not resolve_time(mention, context)


Parts = tuple[int | None, int | None, int | None]


def _iso(year: int | None, month: int | None, day: int | None) -> str:
    if month is None:
        return "" if year is None else f"{year:04}"
    head = "--" if year is None else f"{year:04}-"
    if day is None:
        return f"{head}{month:02}"
    limit = calendar.monthrange(year or 2000, month)[1] if 1 <= month <= 12 else 0
    return f"{head}{month:02}-{day:02}" if 1 <= day <= limit else ""


def _date_of(mention: TimeMention, context: TimeContext) -> Parts | None:
    """Year, month and day as far as known; None where nothing is."""
    if mention.reference == "issue":
        return _from_issue(mention, context)
    if mention.reference == "lunar":
        return _from_lunar(mention, context)
    if mention.reference == "story":
        return _from_story(mention, context)
    year = mention.year
    if year is None and mention.month is not None:
        year = _year_for(mention, context)
    return year, mention.month, mention.day


def _year_for(mention: TimeMention, context: TimeContext) -> int | None:
    """
    The year of a month and day: that of publication, or of the last full date before it.

    A month well after the issue's lies in the year before, unless it is a deadline.
    """
    month = mention.month or 1
    issue = _issue(context)
    if issue is not None:
        later = month - issue.month >= _LATE and mention.kind != "deadline"
        return issue.year - 1 if later else issue.year
    if context.year is not None and context.month is not None and month >= context.month:
        return context.year
    return None


def _from_issue(mention: TimeMention, context: TimeContext) -> Parts | None:
    """今年, 昨日: only the date line fixes them."""
    issue = _issue(context)
    if issue is None:
        return (None, mention.month, mention.day) if mention.month else None
    if mention.unit == "year":
        return issue.year + mention.offset, mention.month, mention.day
    return _later(issue, mention.offset)


def _from_story(mention: TimeMention, context: TimeContext) -> Parts | None:
    """当天, 次日, 22日, 9时, 月底: from the last date told in the article."""
    if mention.unit == "year":
        year = context.year
        return None if year is None else (year + mention.offset, None, None)
    if context.month is None:
        return _in_issue_month(mention, context)
    if mention.hour is not None and mention.bare and not (context.current or context.near):
        return None  # a bare 9时 where the paragraph has told no day
    if mention.unit == "month":
        return _months_on(context, mention.offset)
    if mention.day is not None:
        if context.day is not None and context.day - mention.day > 20:
            year, month, _ = _months_on(context, 1)  # 11月30日…，2日: the month has turned
            return year, month, mention.day
        return context.year, context.month, mention.day
    if context.day is None:
        return None
    return _days_on(context, mention.offset)


def _in_issue_month(mention: TimeMention, context: TimeContext) -> Parts | None:
    """12日 where no month is told: the last 12th before the issue, the next one of a deadline."""
    issue = _issue(context)
    if issue is None or mention.day is None:
        return None
    if mention.day <= issue.day or mention.kind == "deadline":
        return issue.year, issue.month, mention.day
    before = _later(issue.replace(day=1), -1)
    return None if before is None else (before[0], before[1], mention.day)


def _months_on(context: TimeContext, months: int) -> Parts:
    year, month = context.year, (context.month or 1) - 1 + months
    return (None if year is None else year + month // 12), month % 12 + 1, None


def _days_on(context: TimeContext, days: int) -> Parts | None:
    """The day some days on; without a year, not over the end of February."""
    if days == 0:
        return context.year, context.month, context.day
    try:
        start = datetime.date(context.year or 2001, context.month or 1, context.day or 1)
    except ValueError:
        return None
    parts = _later(start, days)
    if parts is None or context.year is not None:
        return parts
    if {start.month, parts[1]} == {2, 3}:
        return None  # whether February has a 29th is not known
    return None, parts[1], parts[2]


def _later(start: datetime.date, days: int) -> Parts | None:
    try:
        day = start + datetime.timedelta(days=days)
    except OverflowError:
        return None
    return day.year, day.month, day.day


def _issue(context: TimeContext) -> datetime.date | None:
    """The day of publication, where it is known to the day."""
    try:
        return datetime.date.fromisoformat(context.published)
    except ValueError:
        return None


def _from_lunar(mention: TimeMention, context: TimeContext) -> Parts | None:
    """正月初八, where the year of publication is known: the last such day before the issue."""
    issue = _issue(context)
    if issue is None or mention.month is None or mention.day is None:
        return None
    from borax.calendars.lunardate import LunarDate  # late: few articles need it

    for year in (issue.year, issue.year - 1):
        try:
            first = LunarDate(year, mention.month, mention.day).to_solar_date()
            day = first + datetime.timedelta(days=mention.offset)
        except (ValueError, OverflowError):
            return None
        if day <= issue:
            return day.year, day.month, day.day
    return None
