"""Reading an article in order: which time holds for which part of its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from itertools import islice

from extractors.document import Span
from extractors.records import record
from extractors.times.context import TimeContext, is_vague, resolve_time
from extractors.times.mentions import TimeMention, find_times

_SENTENCE_END = re.compile("[。！？!?]+[”’」』）)]*|\\n+")
_SEMICOLON = re.compile("[；;]")
_OPENING = 200  # characters of quotation before its day, at most
_CLAUSE_END = re.compile("[，。；！？,;!?]")


@record(frozen=True, slots=True)
class Dated:
    """A part of a text and the time that holds there: ISO 8601, and the words that say it."""

    span: Span
    time: str
    text: str


def read_times(text: str, context: TimeContext) -> tuple[tuple[Dated, ...], TimeContext]:
    """
    The time that holds in each part of a paragraph, and the context after it.

    The parts cover the text without gap or overlap; ``time`` is empty where none is known.

    >>> parts, _ = read_times("3月5日9时开工。次日完成。", TimeContext())
    >>> [(part.time, part.text) for part in parts]
    [('--03-05T09:00', '3月5日9时'), ('--03-06', '次日')]
    """
    mentions = find_times(text)
    ahead = deque(mentions)
    if context.lead and _leaves_lead(mentions, context):
        context = context.without_lead()
    dated: list[Dated] = []
    for sentence in _sentences(text):
        inside = []
        while ahead and ahead[0].span.start < sentence.end:
            inside.append(ahead.popleft())
        parts, context = _read_sentence(text, sentence, inside, context)
        dated.extend(parts)
        context = context.next_sentence()
    return tuple(_date_opening_quote(text, dated)), context


def _leaves_lead(mentions: list[TimeMention], context: TimeContext) -> bool:
    """Whether a paragraph tells another day than the one the article began with."""
    for mention in mentions:
        time = _day(resolve_time(mention, context))
        if time and mention.kind != "deadline" and time != context.lead:
            return True
        context = context.follow(mention)
    return False


def _date_opening_quote(text: str, dated: list[Dated]) -> list[Dated]:
    """“……”3月5日，……: words quoted before their day is told were said on that day."""
    if not text.startswith(("“", "「")):
        return dated
    told = next((place for place, part in enumerate(dated) if part.time), 0)
    if not told or dated[told].span.start > _OPENING:
        return dated
    day = _day(dated[told].time)
    return [Dated(part.span, day, dated[told].text) for part in dated[:told]] + dated[told:]


def time_at(dated: tuple[Dated, ...], position: int) -> Dated | None:
    """The part of a read text that holds a position, or None outside of it."""
    place = bisect_right(dated, position, key=lambda part: part.span.start) - 1
    return dated[place] if place >= 0 and position < dated[place].span.end else None


def _sentences(text: str) -> list[Span]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return [Span(start, end) for start, end in zip([0, *ends], ends, strict=False) if start < end]


def _read_sentence(
    text: str, sentence: Span, mentions: list[TimeMention], context: TimeContext
) -> tuple[list[Dated], TimeContext]:
    parts: list[Dated] = []
    begin, time, words = sentence.start, context.current, context.text
    clause, seen, taken = sentence.start, sentence.start, -1
    started = -10  # where a time that something holds from ends
    for mention in mentions:
        own, vague = resolve_time(mention, context), is_vague(mention, context)
        if 0 <= mention.span.start - started <= 1:
            continue  # 自9月10日起至11月30日: it holds from the first on
        started = mention.span.end if mention.kind == "since" else -10
        context = context.follow(mention)
        clause = _clause_start(text, seen, mention.span.start) or clause
        seen = mention.span.start
        if not own and not vague:
            continue
        # 3月5日开工次日完成: the second time of a clause holds from where it stands
        start = max(begin, mention.span.start if clause == taken else clause)
        taken = clause
        if start > begin:
            if not parts and not time and mention.kind == "point":
                time, words = _day(own), mention.text  # a sentence that tells its day late
            parts.append(Dated(Span(begin, start), time, words))
        begin, before = start, (time, words)
        time, words = own, mention.text if own else ""
        end = _reach(text, mention, sentence, first=start == sentence.start)
        if begin < end < sentence.end:
            parts.append(Dated(Span(begin, end), time, words))
            begin, (time, words) = end, (_day(time), words) if mention.bare else before
    if begin < sentence.end:
        parts.append(Dated(Span(begin, sentence.end), time, words))
    return parts, context


def _reach(text: str, mention: TimeMention, sentence: Span, *, first: bool) -> int:
    """Where the mention's time stops to hold within its sentence."""
    if mention.anchors == "clause":
        stop, count = _CLAUSE_END, 1
    elif mention.kind == "until" and not first:
        stop, count = _SEMICOLON, 1
    elif mention.bare:
        stop, count = _CLAUSE_END, 2  # 9时，开工，……: the hour is that of one act
    else:
        return sentence.end
    stops = islice(stop.finditer(text, mention.span.end, sentence.end), count - 1, None)
    match = next(stops, None)
    return match.end() if match else sentence.end


def _day(time: str) -> str:
    return time.split("T")[0]


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the last clause that begins between two positions begins; 0 if none does."""
    last = 0
    for match in _CLAUSE_END.finditer(text, start, end):
        last = match.end()
    return last
