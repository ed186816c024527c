"""``/query``: the page to ask by SPARQL, by named queries and by questions in Chinese."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.parameters import LONGEST
from graph.query import mechanisms, named_queries, named_query
from graph.server.page_routes import answered
from graph.server.pages import page_headers, render, visitor_of
from graph.server.pages.assets_table import address_of
from graph.server.pages.query_assets import VIS_NETWORK
from graph.server.pages.rendering import page_words
from graph.server.problems import Problem
from graph.server.reading import single
from ontology.errors import QueryError

_SCRIPT_WORDS: Final = "query.js."


def page(request: Request) -> Response:
    """
    The page; what it asks for it asks by its scripts.

    It is made in a thread, since all others would wait while the first one reads its templates.
    """
    visitor = visitor_of(request)
    html = render(
        "query.html.j2",
        visitor,
        groups=_groups(visitor.language),
        page={
            "language": visitor.language,
            "words": _words(visitor.language),
            "queries": _queries(visitor.language),
            "vis": address_of(VIS_NETWORK),
        },
    )
    return Response(html, headers=page_headers())


async def terms(request: Request) -> Response:
    """The vocabulary of the store, for completion and for labels."""
    return await answered(request, "terms", {})


async def entities(request: Request) -> Response:
    """Entities with the text ``q`` in a name, for completion."""
    text = (single(request.query_params.getlist("q"), "q") or "")[:LONGEST]
    return await answered(request, "entities", {"text": text}, survey=True)


async def named(request: Request) -> Response:
    """
    The text of a named query with its arguments: the fields of the address, empty ones left out.

    A field given several times stands for any of its values. Raises Problem.
    """
    name = request.path_params["name"]
    try:
        named_query(name)
    except QueryError as error:
        raise Problem(404, str(error)) from error
    arguments: dict[str, list[str]] = {}
    for key, value in request.query_params.multi_items():
        if value.strip():
            arguments.setdefault(key, []).append(value.strip())
    return await answered(request, "named", {"name": name, "arguments": arguments})


def _groups(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The named queries in the groups that they are listed in: each its name and what it is for."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in mechanisms()}
    for query in named_queries().values():
        found[query.mechanism].append((query.name, _in(query, language)))
    titles = {name: _in(told, language) for name, told in mechanisms().items()}
    return [(titles[name], queries) for name, queries in found.items() if queries]


def _queries(language: str) -> dict[str, Any]:
    return {
        name: {
            "about": _in(query, language),
            "parameters": [
                {
                    "name": each.name,
                    "kind": each.kind,
                    "required": each.required,
                    "about": _in(each, language),
                    "default": " ".join(each.default),
                }
                for each in query.parameters
            ],
        }
        for name, query in named_queries().items()
    }


def _in(told: Any, language: str) -> str:
    text: str = getattr(told, language)
    return text


def _words(language: str) -> dict[str, str]:
    return {
        key.removeprefix(_SCRIPT_WORDS): texts[language]
        for key, texts in page_words().items()
        if key.startswith(_SCRIPT_WORDS)
    }


ROUTES = [
    Route("/query", page),
    Route("/query/terms", terms),
    Route("/query/entities", entities),
    Route("/query/named/{name}", named),
]
