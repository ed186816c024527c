"""``/view``: the viewer of the store, which asks for its data part by part."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.server.page_routes import answered

_MOST_KEYS: Final = 100
_LONGEST: Final = 100


async def view(request: Request) -> Response:
    """The viewer, around the entity ``around`` or the most central ones."""
    given: dict[str, object] = {"around": request.query_params.get("around", "")}
    return await answered(request, "view_page", given, survey=True)


async def data(request: Request) -> Response:
    """The neighbourhoods of ``keys``, with dots between, ``hops`` wide; or the ``way`` of two."""
    fields = request.query_params
    keys = fields.get("keys", "").split(".")[:_MOST_KEYS]
    hops = fields.get("hops", "1")
    wide = int(hops) if hops in ("1", "2", "3") else 1
    given: dict[str, object] = {"keys": keys, "hops": wide, "way": "way" in fields}
    return await answered(request, "view_data", given, survey=True)


async def find(request: Request) -> Response:
    """The entities that are called ``q``."""
    given: dict[str, object] = {"text": request.query_params.get("q", "")[:_LONGEST]}
    return await answered(request, "view_find", given, survey=True)


ROUTES = [Route("/view", view), Route("/view/data", data), Route("/view/find", find)]
