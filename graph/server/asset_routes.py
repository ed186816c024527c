"""``/assets/NAME``: styles and scripts of pages, kept by browsers as long as they are the same."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.server.answers import matches
from graph.server.negotiation import takes_gzip
from graph.server.pages.assets_table import asset, names
from graph.server.problems import Problem

_NAMED: Final = re.compile(r"(.+)\.([0-9a-f]{16})(\.[a-z0-9]+)")


async def assets(request: Request) -> Response:
    """
    An asset by its name, to be asked for again each time, or by its name with its digest, for good.

    Raises Problem where there is none.
    """
    name, digest = _asked(request.path_params["name"])
    if name not in names():
        raise Problem(404, f"there is no asset {name}")
    found = asset(name)
    if digest and digest != found.digest:
        raise Problem(404, f"there is another {name} now; load the page again")
    tag = f'"{found.digest}"'
    headers = {
        "etag": f"W/{tag}",
        "cache-control": "public, max-age=31536000, immutable" if digest else "no-cache",
        "vary": "Accept-Encoding",
        "x-content-type-options": "nosniff",
    }
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    content = found.content
    if takes_gzip(request.headers.get("accept-encoding", "")):
        content = found.packed
        headers["content-encoding"] = "gzip"
    return Response(content, headers=headers | {"content-type": found.media})


def _asked(name: str) -> tuple[str, str]:
    named = _NAMED.fullmatch(name)
    return (named[1] + named[3], named[2]) if named else (name, "")


ROUTES = [Route("/assets/{name}", assets)]
