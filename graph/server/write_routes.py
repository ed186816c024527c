"""``/update`` and ``/data``: SPARQL Update and the Graph Store Protocol, for who has the token."""

from __future__ import annotations

import hmac
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.server.answers import Answered
from graph.server.negotiation import GRAPHS, best, takes_gzip
from graph.server.problems import Problem
from graph.server.query_routes import VARY
from graph.server.reading import body_of, single, update_of
from graph.server.service import Answer, Service


async def update(request: Request) -> Response:
    """Apply an update. Raises Problem where the token is missing, and for what cannot be done."""
    service = _allowed(request)
    operation = await update_of(request, service.settings.limits)
    given = {
        **_given(request, service),
        "update": operation.text,
        "default": operation.default,
        "named": operation.named,
    }
    return _changed(await service.change("update", given, request.receive))


async def data(request: Request) -> Response:
    """Read, put, add to or take away a graph. Raises Problem as ``update`` does."""
    service = _allowed(request)
    graph, new = _graph(request)
    given = {**_given(request, service), "graph": graph, "headers": {}}
    if request.method in ("GET", "HEAD"):
        media = best(given["accept"], GRAPHS)
        if media is None:
            raise Problem(406, f"a graph can be had as {', '.join(GRAPHS)}")
        gzip = takes_gzip(request.headers.get("accept-encoding", ""))
        given |= {"media": media, "gzip": gzip, "headers": {"vary": VARY}}
        return Answered(service.answer("get_graph", given, request.receive))
    if request.method == "DELETE":
        return _changed(await service.change("delete_graph", given, request.receive))
    given |= {
        "media": request.headers.get("content-type", ""),
        "body": await body_of(request, service.settings.limits.upload, service.settings.limits),
        "merge": request.method == "POST",
        "headers": {"location": graph} if new else {},
    }
    return _changed(await service.change("put_graph", given, request.receive))


def _allowed(request: Request) -> Service:
    service: Service = request.app.state.service
    token = service.settings.token
    if token is None:
        raise Problem(403, "this server only reads; who starts it with --token-file can write")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    good = hmac.compare_digest(given.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not good:
        headers = {"www-authenticate": 'Bearer realm="wangge"'}
        raise Problem(401, "the token of this server is missing or wrong", headers)
    return service


def _given(request: Request, service: Service) -> dict[str, Any]:
    return {
        "accept": request.headers.get("accept", ""),
        "base": service.snapshots.current.base,
        "remote": service.settings.remote,
    }


def _graph(request: Request) -> tuple[str, bool]:
    """
    The graph's IRI, empty for the default graph, and whether it is made for this request.

    It is what ``graph`` says, the default graph where ``default`` stands, else the address itself.
    """
    fields = request.query_params.multi_items()
    named = single([value for name, value in fields if name == "graph"], "graph")
    default = any(name == "default" for name, _ in fields)
    direct = request.path_params.get("rest", "")
    if [named is not None, default, bool(direct)].count(True) > 1:
        raise Problem(400, "a request is about one graph: graph=IRI, default, or its address")
    if named is not None:
        return named, False
    if default:
        return "", False
    address = str(request.url.replace(query="", path="")).rstrip("/")
    if direct:
        return address + quote(request.scope["path"], safe="/:@!$&'()*+,;=~"), False
    if request.method == "POST":
        return f"{address}/data/{uuid4()}", True
    raise Problem(400, "say which graph: graph=IRI, default, or its address below /data/")


def _changed(answer: Answer) -> Response:
    head = answer.head
    return Response(answer.body or None, status_code=head.status, headers=head.headers)


_METHODS = ["GET", "PUT", "POST", "DELETE"]
ROUTES = [
    Route("/update", update, methods=["POST"]),
    Route("/data", data, methods=_METHODS),
    Route("/data/{rest:path}", data, methods=_METHODS),
]
