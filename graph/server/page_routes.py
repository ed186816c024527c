"""
The pages of what the store holds: home, and what the graph says of each thing as linked data.

``/id/SLUG`` is the thing whose IRI is SLUG under the store's base, ``/id/?iri=IRI`` any other, and
``/doc/NAME`` a document by its name. They come as a page, Turtle, JSON-LD, N-Triples or RDF/XML,
as ``Accept`` or ``?format=`` says; ``Content-Location`` is the address of what came.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.server.answers import Answered, etag_of, matches
from graph.server.negotiation import GRAPHS, best, takes_gzip
from graph.server.pages import visitor_of
from graph.server.pages.addresses import as_uri
from graph.server.pages.rendering import VARY
from graph.server.problems import Problem
from graph.server.service import Service

MEDIA: Final = {"text/html": "html", **GRAPHS}
"""The media types of what the graph says of a thing; a page for who takes anything."""
FORMATS: Final = {
    form: next(media for media, each in MEDIA.items() if each == form)
    for form in ("html", "ttl", "jsonld", "nt", "rdf")
}
"""What ``?format=`` may say, and the media type of it."""


class _Whole(Convertor[str]):
    """All the rest of a path, also what Starlette's own ends at: a name may hold a line break."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        """The text as it is."""
        return value

    def to_string(self, value: str) -> str:
        """The text as it is."""
        return value


register_url_convertor("whole", _Whole())


async def home(request: Request) -> Response:
    """What the store holds, what is called so, or what is of a type."""
    return await answered(request, "home", {}, survey=True)


async def thing(request: Request) -> Response:
    """What the graph says of an IRI. Raises Problem for a format that there is not."""
    service: Service = request.app.state.service
    slug = request.path_params["slug"]
    iri = service.snapshots.current.base + slug if slug else request.query_params.get("iri", "")
    if not iri:
        raise Problem(404, "say which: /id/SLUG, or /id/?iri=IRI")
    return await _linked(request, {"iri": iri, "name": ""}, iri)


async def document(request: Request) -> Response:
    """A document by its name; all of them where none is named."""
    name = request.path_params["name"]
    if not name:
        return await answered(request, "documents", {})
    return await _linked(request, {"iri": "", "name": name}, "")


async def _linked(request: Request, given: dict[str, object], iri: str) -> Response:
    asked = request.query_params.get("format", "")
    if asked and asked not in FORMATS:
        raise Problem(400, f"there is no format {asked[:20]}; there are {', '.join(FORMATS)}")
    media = FORMATS[asked] if asked else best(request.headers.get("accept", ""), MEDIA)
    if media is None:
        raise Problem(406, f"this can be had as {', '.join(FORMATS.values())}")
    form = MEDIA[media]
    visitor = visitor_of(request)
    links = [
        f'<{visitor.at(format=name)}>; rel="alternate"; type="{each}"'
        for name, each in FORMATS.items()
        if name != form
    ]
    links += [f'<{as_uri(iri)}>; rel="describes"'] if iri else []
    more = {"content-location": visitor.at(format=form), "link": ", ".join(links)}
    told = {**given, "media": media, "format": asked}
    return await answered(request, "resource", told, more, survey=True)


async def answered(
    request: Request,
    job: str,
    given: dict[str, object],
    more: Mapping[str, str] = MappingProxyType({}),
    *,
    survey: bool = False,
) -> Response:
    """
    What a job writes for the reader of a request; nothing anew where the reader has it already.

    The job finds in ``given`` also ``visitor``, ``gzip``, ``accept``, ``headers`` and, with
    ``survey``, the folder of the survey, for which it waits a moment.
    """
    service: Service = request.app.state.service
    visitor = visitor_of(request)
    gzip = takes_gzip(request.headers.get("accept-encoding", ""))
    told = repr((job, visitor, sorted(given.items())))
    counted = await service.counted() if survey else ""
    tag = etag_of(
        service.snapshots.current.state, told, str(gzip), service.counting.state if survey else ""
    )
    headers = {**more, "vary": VARY, "cache-control": "no-cache" if tag else "no-store"}
    if tag:
        headers["etag"] = tag
    if tag and matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    given |= {
        "visitor": visitor.given(),
        "gzip": gzip,
        "accept": request.headers.get("accept", ""),
        "headers": headers,
        "survey": counted,
    }
    return Answered(service.answer(job, given, request.receive))


ROUTES = [
    Route("/", home),
    Route("/id/{slug:whole}", thing),
    Route("/doc/{name:whole}", document),
]
