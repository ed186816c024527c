"""Who looks at a page: the language, and the address that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.requests import Request

from graph.server.negotiation import best

LANGUAGES: Final = ("zh", "en")
_ACCEPTED: Final = {"zh": "zh", "en": "en"}


@dataclass(frozen=True, slots=True)
class Visitor:
    """
    The reader of a page.

    ``language`` is one of LANGUAGES and ``chosen`` says that the address asks for it, so that
    links keep it; ``path`` and ``fields`` are the address without its language.
    """

    language: str
    chosen: bool
    path: str
    fields: tuple[tuple[str, str], ...] = ()

    def link(self, path: str, /, **fields: object) -> str:
        """
        The address of another page for this reader; fields that are empty are left out.

        >>> Visitor("en", True, "/").link("/id/某街", page=2, relation="")
        '/id/%E6%9F%90%E8%A1%97?page=2&lang=en'
        """
        given = {name: str(value) for name, value in fields.items() if value not in ("", None)}
        if self.chosen:
            given["lang"] = self.language
        address = quote(path, safe="/:@!$'()*,;~")
        return f"{address}?{urlencode(given)}" if given else address

    def at(self, **changed: object) -> str:
        """The address of this page with other values of some of its fields."""
        return self.link(self.path, **{**dict(self.fields), **changed})

    def again(self, language: str) -> str:
        """The address of this page in a language."""
        return Visitor(language, True, self.path, self.fields).at()

    def given(self) -> dict[str, Any]:
        """The reader as a job takes it; ``Visitor.of`` reads it."""
        return {
            "language": self.language,
            "chosen": self.chosen,
            "path": self.path,
            "fields": list(map(list, self.fields)),
        }

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Visitor:
        """The reader that ``given`` tells of."""
        fields = tuple((name, value) for name, value in given["fields"])
        return cls(given["language"], given["chosen"], given["path"], fields)


def visitor_of(request: Request) -> Visitor:
    """
    The reader of a page: ``lang`` of its address, else what the browser likes best, else Chinese.
    """
    asked = request.query_params.get("lang", "")
    chosen = asked in LANGUAGES
    language = asked if chosen else accepted_language(request.headers.get("accept-language", ""))
    fields = ((name, value) for name, value in request.query_params.items() if name != "lang")
    return Visitor(language, chosen, request.url.path, tuple(fields))


def accepted_language(header: str) -> str:
    """
    The language of LANGUAGES that an ``Accept-Language`` header likes best.

    >>> [accepted_language(each) for each in ("", "en-GB, zh;q=0.8", "de, zh-CN;q=0.5", "de")]
    ['zh', 'en', 'zh', 'zh']
    """
    # zh-CN is a kind of zh: what is said of the region is not asked for here.
    plain = ", ".join(
        part.strip().partition(";")[0].partition("-")[0] + "".join(part.partition(";")[1:])
        for part in header.split(",")
        if part.strip()
    )
    return best(plain, _ACCEPTED) or "zh"
