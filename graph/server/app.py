"""
The web application: its routes, and what stands before them.

A module with routes has a list ``ROUTES`` and a line in ``MODULES``. Its handlers find the service
as ``request.app.state.service`` and raise ``Problem`` for what cannot be answered.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response

from graph.server import (
    ask_routes,
    asset_routes,
    openapi_routes,
    page_routes,
    query_page_routes,
    query_routes,
    status_routes,
    view_routes,
    write_routes,
)
from graph.server.guard import Guard
from graph.server.problems import Problem, told
from graph.server.service import Service
from graph.server.settings import Settings
from ontology.errors import StoreError

MODULES: Final = (
    query_routes,
    write_routes,
    query_page_routes,
    ask_routes,
    status_routes,
    asset_routes,
    openapi_routes,
    page_routes,
    view_routes,
)


def make_app(settings: Settings) -> Starlette:
    """The application that serves a store; it opens the store when it is started."""
    service = Service(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with service.running():
            yield

    app = Starlette(
        routes=[route for module in MODULES for route in module.ROUTES],
        middleware=_middleware(settings),
        exception_handlers={Problem: _told, StoreError: _told, HTTPException: _told},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.service = service
    return app


def _middleware(settings: Settings) -> list[Middleware]:
    names = (settings.host, *settings.hosts)
    found = [Middleware(Guard, hosts=names, access_log=settings.access_log)]
    if settings.origins:
        cors = Middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Accept", "Authorization", "Content-Type", "If-None-Match"],
            expose_headers=["ETag", "Location"],
        )
        found.append(cors)
    return found


async def _told(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        problem = Problem(error.status_code, error.detail, dict(error.headers or {}))
    elif isinstance(error, Problem):
        problem = error
    else:
        problem = Problem(503, str(error), {"retry-after": "5"})
    body, media = told(problem, request.headers.get("accept", ""))
    headers = {**problem.headers, "content-type": media}
    request.scope["problem"] = problem.reason
    return Response(body, status_code=problem.status, headers=headers)
