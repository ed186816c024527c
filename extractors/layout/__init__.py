"""Page layout: a document's text cut into articles, every character at its place in the source."""

from __future__ import annotations

from extractors.article import Article
from extractors.document import Document
from extractors.layout.articles import around_of, authors_of, body_of, compose, headline_of
from extractors.layout.lines import split_lines
from extractors.layout.paragraphs import join_lines
from extractors.layout.parts import split_chunks

__all__ = ["read_page"]


def read_page(document: Document) -> tuple[Article, ...]:
    """
    The articles of a page, in reading order.

    No text is lost: every character that is not white space, a control, private-use or
    replacement character belongs to exactly one block of one article, in its body or around it.
    Any text whatever gives a result, in time proportional to its length.
    """
    source = document.text
    parts = split_chunks(source, join_lines(split_lines(source)))
    drafts = compose(parts)
    return tuple(
        Article(
            number=number,
            headline=headline_of(parts, draft) or (document.title if len(drafts) == 1 else ""),
            authors=authors_of(parts, draft),
            date="",
            unit="",
            blocks=body_of(parts, draft),
            around=around_of(parts, draft),
        )
        for number, draft in enumerate(drafts, start=1)
    )
