"""``/sparql``: the query operation of the SPARQL 1.1 Protocol, and the service description."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.server.answers import Answered, etag_of, matches
from graph.server.description import description
from graph.server.negotiation import (
    GRAPHS,
    best,
    charset,
    choose,
    media_of_format,
    takes_gzip,
)
from graph.server.problems import Problem
from graph.server.reading import Operation, query_of
from graph.server.service import Service

VARY = "Accept, Accept-Encoding"


async def sparql(request: Request) -> Response:
    """The answer of a query; without one, what the service can do."""
    service: Service = request.app.state.service
    operation = await query_of(request, service.settings.limits)
    if operation is None:
        return _described(request, service)
    accept = media_of_format(operation.format) or request.headers.get("accept", "")
    gzip = takes_gzip(request.headers.get("accept-encoding", ""))
    headers = {"vary": VARY}
    if request.method != "POST":
        tag = _tag(service, operation, accept, gzip)
        if matches(request.headers.get("if-none-match", ""), tag):
            assert tag
            return Response(status_code=304, headers={"etag": tag, "vary": VARY})
        headers["cache-control"] = "no-cache" if tag else "no-store"
        if tag:
            headers["etag"] = tag
    choice = choose(accept)
    given = {
        "query": operation.text,
        "default": operation.default,
        "named": operation.named,
        "base": service.snapshots.current.base,
        "table": choice.table,
        "answer": choice.answer,
        "graph": choice.graph,
        "gzip": gzip,
        "accept": accept,
        "remote": service.settings.remote,
        "headers": headers,
    }
    return Answered(service.answer("query", given, request.receive))


def _tag(service: Service, operation: Operation, accept: str, gzip: bool) -> str | None:
    graphs = repr((operation.default, operation.named))
    choice = repr(choose(accept))
    return etag_of(service.snapshots.current.state, operation.text, graphs, choice, str(gzip))


def _described(request: Request, service: Service) -> Response:
    media = best(request.headers.get("accept", ""), GRAPHS)
    if media is None:
        raise Problem(406, f"the description of the service comes as {', '.join(GRAPHS)}")
    address = str(request.url.replace(query=""))
    body = description(address, service.settings, GRAPHS[media])
    return Response(body, headers={"content-type": charset(media), "vary": VARY})


ROUTES = [Route("/sparql", sparql, methods=["GET", "POST"])]
