"""The parts of a page: paragraphs with the datelines, credits and jumps cut off them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.document import AlignedText, Span
from extractors.layout import shapes
from extractors.layout.credits import (
    Credit,
    are_names,
    find_end_credit,
    find_start_credit,
    names_in,
    read_credit,
)
from extractors.layout.paragraphs import Chunk

_LONGEST_CAPTION = 260


@dataclass(frozen=True, slots=True)
class Part:
    """
    One piece of a page with its part in the layout.

    ``kind`` is one of a chunk's kinds. ``gap`` and ``opens`` are those of its first line.
    ``credit`` is what a byline says; ``closing`` marks a byline that ends the text before it,
    ``inline`` one that stands in the line of its last sentence, ``dated`` a paragraph that a
    dateline opened.
    """

    kind: str
    text: AlignedText
    gap: int = 0
    opens: bool = False
    credit: Credit | None = None
    closing: bool = False
    dated: bool = False
    inline: bool = False

    @property
    def words(self) -> str:
        """The text as a headline shows it: words parted by single plain spaces."""
        return " ".join(self.text.text.split())


def split_chunks(source: str, chunks: Sequence[Chunk]) -> list[Part]:
    """The parts of a page, in the order of the source."""
    return [part for chunk in chunks for part in _parts_of(source, chunk)]


def _parts_of(source: str, chunk: Chunk) -> Iterator[Part]:
    spaced = chunk.text(source, spaced=True)
    credit = read_credit(spaced.text) if chunk.kind in ("byline", "caption") else None
    if chunk.kind == "byline" and credit is None and are_names(spaced.text):
        credit = Credit(names_in(spaced.text))
    if chunk.kind == "text" or (chunk.kind == "caption" and credit is None):
        yield from _parts_of_text(chunk, spaced, chunk.text(source))
        return
    if chunk.kind == "header" and (written := shapes.AUTHOR.search(spaced.text)):
        credit = read_credit(written.group())
    closing = chunk.kind == "byline" and spaced.text[:1] in "（("
    yield Part(chunk.kind, spaced, chunk.gap, chunk.opens, credit, closing)


def _parts_of_text(chunk: Chunk, spaced: AlignedText, tight: AlignedText) -> Iterator[Part]:
    """A paragraph between what stands before its first sentence and behind its last."""
    start, end = 0, len(spaced)
    jump_from = shapes.JUMP_FROM.match(spaced.text)
    if jump_from:
        start = jump_from.end()
        yield Part("header", spaced.slice(Span(0, start)), chunk.gap, chunk.opens)
    dateline = shapes.DATELINE.match(spaced.text, start)
    if dateline and dateline.end() < end:
        text = spaced.slice(Span(start, dateline.end()))
        yield Part("byline", text, chunk.gap, chunk.opens, _dateline_credit(dateline.group()))
        start = dateline.end()
    elif (signed := find_start_credit(spaced.text[start:end])) is not None:
        text = spaced.slice(Span(start, start + signed[0]))
        yield Part("byline", text, chunk.gap, chunk.opens, signed[1])
        start += signed[0]
    jump_to = shapes.JUMP_TO.search(spaced.text, start)
    end = jump_to.start() if jump_to else end
    found = find_end_credit(spaced.text[start:end])
    credit_start = start + found[0] if found else end
    body = _between(spaced, tight, start, credit_start)
    photo = found is not None and found[1].photo and len(body) <= _LONGEST_CAPTION
    item = chunk.kind == "text" and body.text[:1] in shapes.ITEM_MARKS
    captioned = shapes.CAPTION.match(body.text) and not item
    caption = photo or (len(body) <= _LONGEST_CAPTION and captioned)
    kind = "caption" if caption or chunk.kind == "caption" else "text"
    if len(body):
        yield Part(kind, body, chunk.gap, chunk.opens, dated=dateline is not None)
    if found:
        text = spaced.slice(Span(credit_start, end))
        closing = kind == "text"
        yield Part("byline", text, 0, False, found[1], closing=closing, inline=closing)
    if jump_to:
        yield Part("header", spaced.slice(Span(end, len(spaced))))


def _between(spaced: AlignedText, tight: AlignedText, start: int, end: int) -> AlignedText:
    """The characters of ``tight`` that stand within a range of ``spaced``."""
    if start >= end:
        return AlignedText("", ())
    first, last = spaced.offsets[start], spaced.offsets[end - 1]
    kept = [i for i, offset in enumerate(tight.offsets) if first <= offset <= last]
    if not kept:
        return AlignedText("", ())
    return tight.slice(Span(kept[0], kept[-1] + 1))


def _dateline_credit(dateline: str) -> Credit | None:
    """The reporters whom a dateline names: in brackets, or before 报道."""
    inner = shapes.DATELINE_NAMES.search(dateline)
    return read_credit(inner.group("names")) if inner else None
