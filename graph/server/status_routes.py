"""``/health``: whether the server is well; and ``/``: where everything is, for now."""

from __future__ import annotations

from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from graph.server.service import Service

PAGE = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>wangge 网格</title>
<h1>wangge 网格</h1>
<ul>
<li><a href="/sparql">/sparql</a>: SPARQL 1.1 查询端点 query endpoint</li>
<li><a href="/health">/health</a>: 运行状态与版本 health and version</li>
</ul>
</html>
"""


async def health(request: Request) -> Response:
    """Version, state of what is served, and how busy the workers are."""
    service: Service = request.app.state.service
    readers = service.readers
    return JSONResponse(
        {
            "status": "ok",
            "version": version("wangge"),
            "store": {"name": service.settings.store.resolve().name, "state": _state(service)},
            "writable": service.settings.token is not None,
            "workers": {"all": readers.size, "busy": readers.busy, "waiting": readers.waiting},
        },
        headers={"cache-control": "no-store"},
    )


async def start_page(request: Request) -> Response:
    """Links to what there is."""
    return HTMLResponse(PAGE)


def _state(service: Service) -> str:
    return service.snapshots.current.state[:16]


ROUTES = [Route("/", start_page), Route("/health", health)]
