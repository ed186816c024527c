"""What a request says: the text of its query or update, its graphs, and its body, within limits."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from graph.server.problems import Problem
from graph.server.settings import Limits

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_MOST_FIELDS: Final = 1000

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """
    A query or an update, and the graphs of the protocol's dataset; None where it has none.

    ``format`` is the short name of the format that is asked for beside the protocol, if any.
    """

    text: str
    default: list[str] | None
    named: list[str] | None
    format: str | None = None


async def query_of(request: Request, limits: Limits) -> Operation | None:
    """
    The query of a request: GET, POST of a form, or POST of the query itself; None without one.

    Raises Problem for what the protocol does not allow.
    """
    if request.method in ("GET", "HEAD"):
        fields = _fields(request.scope["query_string"])
    else:
        fields = await _posted(request, limits.request, "query", QUERY)
    if any(name == "update" for name, _ in fields):
        raise Problem(400, "an update is sent by POST to /update")
    texts = [value for name, value in fields if name == "query"]
    if not texts:
        if request.method == "POST":
            raise Problem(400, "the form has no field query")
        return None
    return _operation(texts, fields, "query", "default-graph-uri", "named-graph-uri")


async def update_of(request: Request, limits: Limits) -> Operation:
    """The update of a request: POST of a form, or of the update itself. Raises Problem."""
    fields = await _posted(request, limits.upload, "update", UPDATE)
    texts = [value for name, value in fields if name == "update"]
    if not texts:
        raise Problem(400, "the form has no field update")
    return _operation(texts, fields, "update", "using-graph-uri", "using-named-graph-uri")


async def body_of(request: Request, most: int, limits: Limits) -> bytes:
    """
    The body of a request.

    Raises Problem where it is larger than ``most`` bytes or does not come in time.
    """
    said = request.headers.get("content-length", "0")
    if said.isdecimal() and int(said) > most:
        raise _too_large(most)
    found = bytearray()
    pieces = request.stream().__aiter__()
    now = asyncio.get_running_loop().time
    end = now() + limits.seconds
    try:
        async with asyncio.timeout(None) as turn:
            while True:
                turn.reschedule(min(end, now() + limits.patience))
                piece = await anext(pieces, None)
                if piece is None:
                    return bytes(found)
                found += piece
                if len(found) > most:
                    raise _too_large(most)
    except TimeoutError:
        raise Problem(408, "the request did not come in time", {"connection": "close"}) from None
    except ClientDisconnect:
        raise Problem(400, "the client went away") from None


def media_of(request: Request) -> str:
    """The media type of the body as the request has it, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _operation(texts: list[str], fields: Fields, what: str, default: str, named: str) -> Operation:
    if len(texts) > 1:
        raise Problem(400, f"there are {len(texts)} texts of {what}, where one may be")
    graphs = [[value for name, value in fields if name == each] for each in (default, named)]
    form = single((value for name, value in fields if name == "format"), "format")
    if not any(graphs):
        return Operation(texts[0], None, None, form)
    return Operation(texts[0], graphs[0], graphs[1], form)


async def _posted(request: Request, most: int, name: str, direct: str) -> Fields:
    media = media_of(request)
    if media not in (FORM, direct):
        raise Problem(415, f"a POST sends {direct} or {FORM}, not {media or 'no media type'}")
    charset = request.headers.get("content-type", "").lower().partition("charset=")[2].strip('" ')
    if charset not in ("", "utf-8", "utf8"):
        raise Problem(415, f"the text must be UTF-8, not {charset[:40]}")
    body = await body_of(request, most, request.app.state.service.settings.limits)
    fields = _fields(request.scope["query_string"])
    if media == FORM:
        return [*fields, *_fields(body)]
    try:
        return [*fields, (name, body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise Problem(400, f"the {name} is not UTF-8 at byte {error.start}") from None


def _fields(text: bytes) -> Fields:
    try:
        return parse_qsl(
            text.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeError:
        raise Problem(400, "the parameters are not UTF-8, encoded for a URL") from None
    except ValueError:
        raise Problem(400, f"there are more than {_MOST_FIELDS} parameters") from None


def _too_large(most: int) -> Problem:
    return Problem(413, f"the body is larger than {most} bytes", {"connection": "close"})


def single(values: Iterable[str], name: str) -> str | None:
    """The one value of a parameter, or None. Raises Problem for several."""
    found = list(values)
    if len(found) > 1:
        raise Problem(400, f"{name} may be given once")
    return found[0] if found else None
