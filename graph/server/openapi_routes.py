"""``/openapi.json``: what may be asked of the server, and what it answers, as OpenAPI 3.1."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.server.answers import etag_of, matches


async def openapi(request: Request) -> Response:
    """The description, of this version; nothing anew where the client has it already."""
    tag = etag_of(version("wangge"), "openapi")
    assert tag
    headers = {"etag": tag, "cache-control": "no-cache"}
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(_description(), media_type="application/json", headers=headers)


@cache
def _description() -> bytes:
    """``openapi.json`` with the version set in."""
    text = resources.files("graph.server").joinpath("openapi.json").read_text(encoding="utf-8")
    found = json.loads(text)
    found["info"]["version"] = version("wangge")
    return json.dumps(found, ensure_ascii=False).encode()


ROUTES = [Route("/openapi.json", openapi)]
