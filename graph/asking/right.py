"""Whether an answer is one of those that an annotation accepts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.evaluation.matching import normalize
from extractors.facts import Number
from extractors.numerals import read_numeral
from extractors.times import TimeContext, find_times
from extractors.times.context import resolve_time
from graph.asking.answers import Answer

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?[百千]?[万亿]?")


def is_right(answer: Answer, accepted: Iterable[str]) -> bool:
    """
    Whether a number, a time or a name equals one that is accepted.

    >>> is_right(Answer(value=34000), ["3.4万"]), is_right(Answer(name="县医院"), ["“县医院”"])
    (True, True)
    >>> is_right(Answer(time="--08-20T09:00"), ["8月20日9时"]), is_right(Answer(value=4), ["5"])
    (True, False)
    """
    if answer.value is not None:
        return any(_is_number(answer.value, each) for each in accepted)
    if answer.time:
        return any(answer.time == each or answer.time in _times(each) for each in accepted)
    return normalize(answer.name or answer.text) in map(normalize, accepted)


def _is_number(value: Number, text: str) -> bool:
    found = _NUMBER.match(text)
    numeral = read_numeral(found[0].replace(",", "")) if found else None
    if numeral is None:
        return False
    return abs(float(numeral.value) - float(value)) < 1e-9 * max(1.0, abs(float(value)))


def _times(text: str) -> set[str]:
    return {resolve_time(each, TimeContext()) for each in find_times(text)}
