"""
What ``/openapi.json`` says is what the server does, whatever it is asked.

Schemathesis makes requests from the description, well-formed ones and broken ones, the same ones
each time; no answer may be a server error, or one that the description does not have.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi import checks as described
from servers import bearer
from starlette.routing import Route

from graph.server.app import MODULES

FILE = Path(__file__).parents[3] / "graph/server/openapi.json"
DESCRIPTION = json.loads(FILE.read_text(encoding="utf-8"))
# Texts that are almost right, and those that are not at all, in the languages that bodies are in.
BODIES = {
    "application/sparql-query": [
        "SELECT * WHERE { ?s ?p ?o } LIMIT 3",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "ASK { FILTER(1/0) }",
        "SELECT (COUNT(*) AS ?n) FROM <urn:x> WHERE {",
        "DESCRIBE <urn:\\u0020>",
    ],
    "application/sparql-update": [
        "INSERT DATA { <urn:a> <urn:b> '志愿者' }",
        "DELETE WHERE { ?s ?p ?o }; CLEAR ALL",
        "LOAD <http://127.0.0.1:9/>",
        "CREATE GRAPH <urn:g>; CREATE GRAPH <urn:g>",
    ],
    "text/turtle": ["<urn:a> <urn:b> 1 .", "@prefix : <urn:> . :a :b [ :c ( 1 2 ) ] .", "<<"],
    "application/ld+json": ['{"@id": "urn:a", "urn:b": 1}', '{"@context": "http://x/"}', "[[["],
    "application/n-triples": ["<urn:a> <urn:b> <urn:c> .\n", "<a> <b> <c> ."],
    "application/rdf+xml": ["<x/>", "<!DOCTYPE a [<!ENTITY b '&b;&b;'>]><a>&b;</a>"],
}
for media, texts in BODIES.items():
    schemathesis.openapi.media_type(media, st.sampled_from(texts) | st.text())


@schemathesis.serializer(*BODIES)
def as_it_is(_: schemathesis.SerializationContext, value: object) -> bytes:
    """A body as the bytes of its text."""
    return str(value).encode("utf-8", "surrogatepass")


schema = schemathesis.openapi.from_dict(DESCRIPTION)
schema.config.generation.update(modes=list(schemathesis.GenerationMode))

CHECKS = [
    schemathesis.checks.not_a_server_error,
    described.status_code_conformance,
    described.content_type_conformance,
    described.response_headers_conformance,
    described.response_schema_conformance,
]
fuzzed = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def operations(routes: list[Route]) -> set[tuple[str, str]]:
    """Method and path of routes, as the description spells them."""
    return {
        (method.lower(), route.path.replace(":whole", ""))
        for route in routes
        for method in route.methods or ()
        if method != "HEAD"
    }


def test_every_route_is_described_and_nothing_else_is():
    routes = [route for module in MODULES for route in module.ROUTES]
    there = operations([route for route in routes if ":path}" not in route.path])
    told = {(method, path) for path, each in DESCRIPTION["paths"].items() for method in each}

    empty_ends = {("get", "/id/"), ("get", "/doc/")}  # The same routes, with nothing at their ends.
    assert told - empty_ends == there


def test_the_server_gives_its_description_with_its_version(reading):
    given = reading.http.get("/openapi.json")

    told = given.json()
    assert told.pop("info")["version"] == reading.http.get("/health").json()["version"]
    assert told == {key: value for key, value in DESCRIPTION.items() if key != "info"}
    again = reading.http.get("/openapi.json", headers={"if-none-match": given.headers["etag"]})
    assert again.status_code == 304


@schema.exclude(tag="writing").parametrize()
@fuzzed
def test_whatever_is_asked_the_answer_is_one_that_is_described(case, reading):
    case.call_and_validate(base_url=reading.address, checks=CHECKS)


@schema.include(tag="writing").parametrize()
@fuzzed
def test_whatever_is_written_the_answer_is_one_that_is_described(case, writing):
    headers = {"authorization": bearer()}
    case.call_and_validate(base_url=writing.address, headers=headers, checks=CHECKS)


@schema.include(tag="writing").parametrize()
@fuzzed
def test_nothing_is_written_without_the_token(case, reading):
    response = case.call(base_url=reading.address)

    assert response.status_code in (400, 403, 405, 431)


@pytest.fixture(scope="module", autouse=True)
def _still_well(reading, writing):
    """After all of it, both servers answer."""
    yield
    for server in (reading, writing):
        assert server.http.get("/health").json()["status"] == "ok"
