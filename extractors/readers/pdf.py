"""PDF pages: their text in reading order, column by column."""

from __future__ import annotations

import io
import re
from typing import Any
from unicodedata import normalize

from extractors.readers.columns import Glyph, in_reading_order
from extractors.readers.limits import DEFAULT, Limits
from extractors.readers.quiet import quiet
from extractors.readers.source import Content, without_controls
from ontology.errors import ReadError

# What pdfminer gives for a glyph whose font does not say which character it is.
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_UNMAPPED_SHARE = 0.3
_RADICAL = re.compile("[\u2e80-\u2fdf]")


def read_pdf(data: bytes, encoding: str | None, limits: Limits = DEFAULT) -> Content:
    """
    The text of all pages: a line for each line, an empty one between columns and between pages.

    Raises ReadError where it is no PDF, is damaged or encrypted, or has pictures only. The encoding
    and the limits have no say.
    """
    with quiet("pdfminer", "pdfplumber"):
        pages, has_pictures, title = _opened(data)
    text = "\n\n".join("\n".join(block) for page in pages for block in page)
    if not text:
        raise ReadError(
            "a PDF of pictures without text; run text recognition (OCR) on it first"
            if has_pictures
            else "a PDF without text"
        )
    if text.count("\ufffd") > _UNMAPPED_SHARE * len(text):
        raise ReadError("a PDF whose fonts do not say which characters they show; run OCR on it")
    return Content(text, title=title)


def _opened(data: bytes) -> tuple[list[list[list[str]]], bool, str]:
    """The blocks of each page, whether there are pictures, and the title."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    pages: list[list[list[str]]] = []
    has_pictures = False
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                pages.append(in_reading_order(_glyphs(page)))
                has_pictures = has_pictures or bool(page.images)
                page.close()  # each page keeps its objects until then
            return pages, has_pictures, _title(pdf.metadata)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, MemoryError):
            raise cause from None
        if isinstance(cause, PDFPasswordIncorrect):
            raise ReadError("an encrypted PDF; save it without a password") from None
        raise ReadError("a damaged PDF, or none") from None


def _glyphs(page: Any) -> list[Glyph]:
    # Bold type is often faked by printing the same character twice, a hair apart.
    return [
        Glyph(_text(char["text"]), char["x0"], char["top"], char["x1"], char["bottom"])
        for char in page.dedupe_chars(tolerance=1).chars
    ]


def _text(text: str) -> str:
    r"""
    What a glyph stands for.

    Many fonts of Chinese PDFs say of 工 or 人 that they are the radicals that look the same.

    >>> _text("\u2f2f"), _text("(cid:120)")
    ('工', '\ufffd')
    """
    if _UNMAPPED.fullmatch(text):
        return "\ufffd"
    return without_controls(_RADICAL.sub(lambda found: normalize("NFKC", found[0]), text))


def _title(metadata: dict[str, Any]) -> str:
    title = metadata.get("Title")
    if not isinstance(title, str) or title.strip().lower() in ("untitled", "anonymous"):
        return ""
    return without_controls(title.strip())
