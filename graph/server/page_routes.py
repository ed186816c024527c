"""The pages of what the store holds: home, entities, facts and documents."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.server.answers import Answered, etag_of, matches
from graph.server.negotiation import takes_gzip
from graph.server.pages import visitor_of
from graph.server.pages.rendering import VARY
from graph.server.service import Service


async def home(request: Request) -> Response:
    """What the store holds, what is called so, or what is of a type."""
    return answered(request, "home", {})


def answered(request: Request, job: str, given: dict[str, object]) -> Response:
    """
    What a job writes for the reader of a request; nothing anew where the reader has it already.

    The job finds in ``given`` also ``visitor``, ``gzip``, ``accept`` and ``headers``.
    """
    service: Service = request.app.state.service
    visitor = visitor_of(request)
    gzip = takes_gzip(request.headers.get("accept-encoding", ""))
    told = repr((job, visitor, sorted(given.items())))
    tag = etag_of(service.snapshots.current.state, told, str(gzip))
    headers = {"vary": VARY, "cache-control": "no-cache" if tag else "no-store"}
    if tag:
        headers["etag"] = tag
    if tag and matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    given |= {
        "visitor": visitor.given(),
        "gzip": gzip,
        "accept": request.headers.get("accept", ""),
        "headers": headers,
    }
    return Answered(service.answer(job, given, request.receive))


ROUTES = [Route("/", home)]
