"""``/health``: whether the server is well."""

from __future__ import annotations

from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph.server.service import Service


async def health(request: Request) -> Response:
    """Version, state of what is served, whether it is counted, and how busy the workers are."""
    service: Service = request.app.state.service
    readers = service.readers
    return JSONResponse(
        {
            "status": "ok",
            "version": version("wangge"),
            "store": {"name": service.settings.store.resolve().name, "state": _state(service)},
            "counted": service.counting.is_done,
            "writable": service.settings.token is not None,
            "workers": {
                "all": readers.size,
                "started": readers.started,
                "busy": readers.answering,
                "waiting": readers.waiting,
            },
        },
        headers={"cache-control": "no-store"},
    )


def _state(service: Service) -> str:
    return service.snapshots.current.state[:16]


ROUTES = [Route("/health", health)]
