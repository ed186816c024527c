"""Sentences of a paragraph, with the closing quotation marks and brackets that belong to each."""

from __future__ import annotations

import re

from extractors.document import Span

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?\n]+[”’」』）)》]*|$)")


def split_sentences(text: str) -> list[Span]:
    """
    The sentences of a paragraph in order, covering all of it.

    >>> [len(span) for span in split_sentences("“水退了。”他说。路通了")]
    [6, 3, 3]
    """
    return [
        Span(*found.span()) for found in _SENTENCE.finditer(text) if found.end() > found.start()
    ]
