"""Sentences of a paragraph, with the closing quotation marks and brackets that belong to each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Span

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?\n]+[”’」』）)》]*|$)")
_LONGEST = 800  # characters: what has no stop for longer is a table or a list, not a sentence
_PAUSES = "；;，,、 "


def split_sentences(text: str) -> list[Span]:
    """
    The sentences of a paragraph in order, covering all of it.

    What has no stop for very long is cut at a pause, so that reading a text costs what its
    length costs, whatever it is.

    >>> [len(span) for span in split_sentences("“水退了。”他说。路通了")]
    [6, 3, 3]
    """
    return [
        part
        for found in _SENTENCE.finditer(text)
        if found.end() > found.start()
        for part in _parts(text, *found.span())
    ]


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        limit = start + _LONGEST
        pause = max(text.rfind(mark, limit - _LONGEST // 2, limit) for mark in _PAUSES)
        cut = pause + 1 if pause > 0 else limit
        yield Span(start, cut)
        start = cut
    yield Span(start, end)
