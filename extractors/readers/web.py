"""HTML pages: the main text, without the site around it."""

from __future__ import annotations

import re
from typing import Any

from extractors.readers.encodings import Decoded, decode
from extractors.readers.limits import DEFAULT, Limits
from extractors.readers.quiet import quiet
from extractors.readers.source import Content
from ontology.errors import ReadError

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEAD = 4096
_CUT_OFF = "ERR_RESOURCE_LIMIT"


def read_web(data: bytes, encoding: str | None, limits: Limits = DEFAULT) -> Content:
    """
    The title, then the main text with a line for each paragraph, as trafilatura finds them.

    The user's encoding wins; then the one the page declares, if the bytes agree; then detection.
    Raises ReadError where there is no main text, and where the page is nested too deep for its end
    to be reached. The limits have no say.
    """
    import trafilatura

    decoded = _decode(data, encoding)
    with quiet("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        found = trafilatura.bare_extraction(
            _readable(decoded.text),
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


def _readable(page: str) -> Any:
    """
    What trafilatura is to be given: the page, or its tree where the page is nested very deep.

    Its own parser says nothing and drops the rest of a page at 256 levels, which a page of unclosed
    tags soon has; the one that goes deeper ends at 2048.
    """
    if _tree(page) is not None:
        return page
    tree = _tree(page, huge_tree=True, remove_comments=True, remove_pis=True)
    if tree is None:
        raise ReadError("an HTML page nested deeper than 2048 levels; save it anew, or as text")
    return tree


def _tree(page: str, **settings: bool) -> Any:
    """The tree of a page, or whatever says that it has none; None where the end was not reached."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", collect_ids=False, **settings)
    try:
        tree = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except LxmlError as error:
        return error
    return None if any(each.type_name == _CUT_OFF for each in parser.error_log) else tree


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
