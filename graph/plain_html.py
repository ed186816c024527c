"""Text of pages inside HTML: escaped, and without what turns the direction of writing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

# Controls, line separators, and the marks that turn the direction of writing.
_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


def visible(text: str) -> str:
    r"""
    The text without what is not seen but does something: controls and marks of direction.

    >>> visible("\u202e乡\u2028\x07门\n")
    '乡门\n'
    """
    return _UNSEEN.sub("", text)


def safe(text: str) -> str:
    r"""
    The text as HTML shows it, in content and in attributes.

    >>> safe('<img src=x onerror="alert(1)">\u202e')
    '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'
    """
    return html.escape(visible(text))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """
    A table of texts.

    >>> table(["类型"], [["<b>"]]).partition("<tbody>")[2]
    '<tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{safe(name)}</th>" for name in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
