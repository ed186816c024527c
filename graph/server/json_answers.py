"""Routes that answer with what a job tells as JSON."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from graph.server.answers import Answered, etag_of, matches
from graph.server.negotiation import takes_gzip
from graph.server.service import Service
from graph.server.told import JSON

_VARY: Final = "Accept-Encoding"


def answered(request: Request, job: str, given: dict[str, Any]) -> Response:
    """The answer of a job that tells JSON; 304 where the client has it already."""
    service: Service = request.app.state.service
    gzip = takes_gzip(request.headers.get("accept-encoding", ""))
    tag = etag_of(service.snapshots.current.state, job, repr(sorted(given.items())), str(gzip))
    headers = {"vary": _VARY, "cache-control": "no-cache" if tag else "no-store"}
    if tag:
        headers["etag"] = tag
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    told = {**given, "gzip": gzip, "headers": headers, "accept": JSON}
    return Answered(service.answer(job, told, request.receive))
