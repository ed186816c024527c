"""The times of facts as typed literals: the day, the clock, and the range of days they cover."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from pyoxigraph import Literal

from graph.vocabulary import plain, typed

# The form of a day, the datatype that holds it, and what completes its figures to a date, to see
# whether there is such a day; 2000 was a leap year, so --02-29 is one.
_DAYS: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date", "{}"),
    (re.compile(r"--\d{2}-\d{2}"), "gMonthDay", "2000-{}"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth", "{}-01"),
    (re.compile(r"--\d{2}"), "gMonth", "2000-{}-01"),
    (re.compile(r"---\d{2}"), "gDay", "2000-01-{}"),
    (re.compile(r"\d{4}"), "gYear", "{}-01-01"),
)
_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def time_literals(time: str) -> tuple[Literal | None, Literal | None]:
    """
    The day and the clock of a fact's time, each None where there is none.

    A time that no datatype of XML Schema holds is kept as a string, in the place of the day.

    >>> [literal.value for literal in time_literals("--01-09T08:00")]
    ['--01-09', '08:00:00']
    >>> time_literals("2021-02-30")[0].datatype.value
    'http://www.w3.org/2001/XMLSchema#string'
    """
    if not time:
        return None, None
    day, mark, clock = time.partition("T")
    if mark and not _CLOCK.fullmatch(clock):
        return plain(time), None
    datatype = _datatype(day)
    if day and datatype is None:
        return plain(time), None
    return (
        typed(day, datatype) if datatype else None,
        typed(f"{clock}:00", "time") if mark else None,
    )


def time_text(day: str, clock: str) -> str:
    """
    The time that the values of ``time_literals`` came from.

    >>> time_text("--01-09", "08:00:00")
    '--01-09T08:00'
    """
    return f"{day}T{clock.removesuffix(':00')}" if clock else day


def day_range(time: str) -> tuple[str, str] | None:
    """
    The first and the last day that a time may mean, or None where its year is not known.

    >>> day_range("2020-02")
    ('2020-02-01', '2020-02-29')
    >>> day_range("--01-09T08:00") is None
    True
    """
    day = time.partition("T")[0]
    datatype = _datatype(day)
    if datatype == "date":
        return day, day
    if datatype == "gYearMonth":
        year, month = (int(part) for part in day.split("-"))
        return f"{day}-01", f"{day}-{calendar.monthrange(year, month)[1]:02}"
    if datatype == "gYear":
        return f"{day}-01-01", f"{day}-12-31"
    return None


def _datatype(day: str) -> str | None:
    for form, datatype, completed in _DAYS:
        # ASCII only: \d would take full-width digits, which are no lexical form.
        if day.isascii() and form.fullmatch(day) and _is_date(completed.format(day.lstrip("-"))):
            return datatype
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def time_words(time: str, language: str = "zh") -> str:
    """
    The time of a fact as people write it.

    >>> time_words("--01-09T08:00"), time_words("2020-02", "en"), time_words("T08:30")
    ('1月9日 08:00', '2020-02', '08:30')
    """
    day, _, clock = time.partition("T")
    if language == "zh":
        parts = _PARTS.fullmatch(day)
        named = zip(parts.groups(), "年月日", strict=True) if parts else ()
        day = "".join(f"{int(part)}{unit}" for part, unit in named if part and part != "-") or day
    return " ".join(filter(None, [day.lstrip("-"), clock]))


_PARTS: Final = re.compile(r"(\d{4}|-)?(?:-(\d\d)|-)?(?:-(\d\d))?")
