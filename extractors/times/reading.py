"""Reading an article in order: which time holds for which part of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.document import Span
from extractors.times.context import TimeContext, resolve_time
from extractors.times.mentions import TimeMention, find_times

_SENTENCE_END = re.compile("[。！？!?]+[”’」』）)]*|\\n+")
_CLAUSE_END = re.compile("[，。；！？,;!?]")


@dataclass(frozen=True, slots=True)
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
    dated: list[Dated] = []
    for sentence in _sentences(text):
        inside = [m for m in mentions if sentence.start <= m.span.start < sentence.end]
        parts, context = _read_sentence(text, sentence, inside, context)
        dated.extend(parts)
        context = context.next_sentence()
    return tuple(dated), context


def time_at(dated: tuple[Dated, ...], position: int) -> Dated | None:
    """The part of a read text that holds a position, or None outside of it."""
    return next((part for part in dated if part.span.start <= position < part.span.end), None)


def _sentences(text: str) -> list[Span]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return [Span(start, end) for start, end in zip([0, *ends], ends, strict=False) if start < end]


def _read_sentence(
    text: str, sentence: Span, mentions: list[TimeMention], context: TimeContext
) -> tuple[list[Dated], TimeContext]:
    parts: list[Dated] = []
    begin, time, words = sentence.start, context.current, context.current_text
    for mention in mentions:
        own = resolve_time(mention, context)
        context = context.follow(mention)
        start = _clause_start(text, mention.span.start, begin)
        if not own and mention.kind != "open":
            continue
        if start > begin:
            if not parts and not time and mention.kind == "point":
                time, words = own.split("T")[0], mention.text  # a sentence that tells its day late
            parts.append(Dated(Span(begin, start), time, words))
        begin, previous = start, (time, words)
        time, words = own, mention.text if own else ""
        if mention.anchors == "clause":
            match = _CLAUSE_END.search(text, mention.span.end, sentence.end)
            end = match.end() if match else sentence.end
            parts.append(Dated(Span(begin, end), time, words))
            begin, (time, words) = end, previous
    if begin < sentence.end:
        parts.append(Dated(Span(begin, sentence.end), time, words))
    return parts, context


def _clause_start(text: str, position: int, floor: int) -> int:
    """Where the clause around a position begins, not before ``floor``."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text, floor, position)]
    return ends[-1] if ends else floor
