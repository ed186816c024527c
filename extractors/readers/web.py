"""HTML pages: the main text, without the site around it."""

from __future__ import annotations

import re

from extractors.readers.encodings import Decoded, decode
from extractors.readers.quiet import quiet
from extractors.readers.source import Content
from ontology.errors import ReadError

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEAD = 4096


def read_web(data: bytes, encoding: str | None) -> Content:
    """
    The title, then the main text with a line for each paragraph, as trafilatura finds them.

    The user's encoding wins; then the one the page declares, if the bytes agree; then detection.
    Raises ReadError where there is no main text.
    """
    import trafilatura

    decoded = _decode(data, encoding)
    with quiet("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        found = trafilatura.bare_extraction(
            decoded.text,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise ReadError("an HTML page without a main text")
    title = (found.title or "").strip()
    return Content(
        text=_with_title(title, found.text or ""),
        encoding=decoded.encoding,
        title=title,
        date=found.date or "",
        source=found.url or found.sitename or "",
    )


def _decode(data: bytes, encoding: str | None) -> Decoded:
    declared = _DECLARED.search(data[:_HEAD])
    if encoding is None and declared is not None:
        try:
            return decode(data, declared[1].decode("ascii"))
        except (ReadError, LookupError):
            pass  # the page is wrong about itself, as many are
    return decode(data, encoding)


def _with_title(title: str, text: str) -> str:
    """A headline is text too; pages that have it in the body are not given it twice."""
    opening = "".join(text[: len(title) + 200].split())
    if not title or "".join(title.split()) in opening:
        return text
    return f"{title}\n{text}"
