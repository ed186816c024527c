"""An article of a page: its body, and what the page says around the body."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import AlignedText


@dataclass(frozen=True, slots=True)
class Block:
    """
    One paragraph or line of a page with its part in the layout.

    ``kind`` is one of ``paragraph``, ``heading`` (a section's, inside a body), ``headline``,
    ``byline``, ``caption``, ``header`` (page header, folio, column title), ``editor``.
    """

    kind: str
    text: AlignedText


@dataclass(frozen=True, slots=True)
class Article:
    """
    One article of a page, in reading order.

    ``number`` counts the articles of a document from 1. ``date`` is the day of publication as
    ISO 8601 where the page says it, else empty. ``unit`` names the administrative unit that the
    article speaks for (我县, 全区), as full as the page allows, else empty. ``blocks`` are the
    paragraphs and section headings of the body; ``around`` the headline, captions and bylines,
    which are text too, for facts.
    """

    number: int
    headline: str
    authors: tuple[str, ...]
    date: str
    unit: str
    blocks: tuple[Block, ...]
    around: tuple[Block, ...] = ()
