"""Page layout: a document's text cut into articles, every character at its place in the source."""

from __future__ import annotations

from extractors.article import Article
from extractors.document import Document
from extractors.layout.articles import around_of, authors_of, body_of, compose, headline_of
from extractors.layout.dates import publication_date
from extractors.layout.lines import split_lines
from extractors.layout.paragraphs import join_lines
from extractors.layout.parts import split_chunks
from extractors.layout.units import units_of
from ontology.lexicon import Lexicon, load_lexicon

__all__ = ["read_page"]


def read_page(document: Document, lexicon: Lexicon | None = None) -> tuple[Article, ...]:
    """
    The articles of a page, in reading order.

    No text is lost: every character that is not white space, a control, private-use or
    replacement character belongs to exactly one block of one article, in its body or around it.
    Any text whatever gives a result, in time proportional to its length. ``lexicon`` is the
    core's when left out.
    """
    source = document.text
    parts = split_chunks(source, join_lines(split_lines(source)))
    drafts = compose(parts)
    headlines = [headline_of(parts, draft) for draft in drafts]
    if len(drafts) == 1 and not headlines[0]:
        headlines = [document.title]
    bodies = [body_of(parts, draft) for draft in drafts]
    texts = ["\n".join(block.text.text for block in body) for body in bodies]
    marks = [part.words for part in parts if part.kind in ("header", "byline")]
    units = units_of(list(zip(headlines, texts, strict=True)), lexicon or load_lexicon(), marks)
    date = publication_date(part.words for part in parts if part.kind == "header")
    return tuple(
        Article(
            number=number,
            headline=headline,
            authors=authors_of(parts, draft),
            date=date or publication_date([document.date]),
            unit=unit,
            blocks=body,
            around=around_of(parts, draft),
        )
        for number, (draft, headline, body, unit) in enumerate(
            zip(drafts, headlines, bodies, units, strict=True), start=1
        )
    )
