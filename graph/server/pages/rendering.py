"""Pages as HTML: templates filled with words in a language and with texts of the store."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graph.plain_html import visible
from graph.server.pages.assets_table import address_of
from graph.server.pages.visitor import LANGUAGES, Visitor

FOLDER: Final = Path(__file__).parent
POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}
"""The Content-Security-Policy of pages: nothing from elsewhere, no script or style within."""
VARY: Final = "Accept, Accept-Language, Accept-Encoding"


class Words:
    """What pages say in one language: ``say(key, name=value)`` gives the text."""

    def __init__(self, language: str) -> None:
        """Words in one of the languages."""
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key with the values set in; a KeyError where there is no such key."""
        text = page_words()[key][self.language]
        return text.format(**values) if values else text


@cache
def page_words() -> dict[str, dict[str, str]]:
    """All that pages say: a key, then its language, then the text."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((FOLDER / "words").glob("*.toml")):
        found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def render(template: str, visitor: Visitor, **values: Any) -> bytes:
    """
    The HTML of a template.

    Beside ``values`` it finds ``say`` (words in the reader's language), ``link`` (addresses that
    keep it), ``asset`` (the address of a file of ``assets/``), ``visitor`` and ``languages``.
    """
    html = (
        _environment()
        .get_template(template)
        .render(
            **values,
            say=Words(visitor.language),
            link=visitor.link,
            asset=address_of,
            visitor=visitor,
            languages=LANGUAGES,
        )
    )
    return html.encode("utf-8", "replace")


AGAIN: Final = {"refresh": "2", "cache-control": "no-store"}
"""The headers of a page that has not yet what it is to show."""


def page_headers(**more: str) -> dict[str, str]:
    """
    The headers of a page; ``more`` replaces directives of its policy.

    >>> "worker-src 'self'" in page_headers(worker_src="'self'")["content-security-policy"]
    True
    """
    policy = POLICY | {name.replace("_", "-"): value for name, value in more.items()}
    return {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "vary": VARY,
    }


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = lambda value: f"{value:,}"
    made.filters["data"] = _data
    return made


def _shown(value: Any) -> Any:
    # What a page says is text of strangers: marks that turn or end lines do not get through.
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _data(value: Any) -> str:
    """The value as JSON for an attribute, which is escaped as any text is."""
    return json.dumps(value, ensure_ascii=True)
