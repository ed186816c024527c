"""Entities, facts and documents over HTTP: as pages and as RDF, by what the client takes."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat
from servers import Running

FORMS = {
    "ttl": ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}
ENTITY = "SELECT ?e { ?f a wg:Statement ; rdf:subject ?e . ?e a wg:AdministrativeArea }"
BUSY = f"{ENTITY} GROUP BY ?e ORDER BY DESC(COUNT(?f)) ?e LIMIT 1"
BASE = "https://w3id.org/wangge/id/"


def address_of(iri: str) -> str:
    return "/id/" + quote(iri.removeprefix(BASE))


@pytest.fixture(scope="module")
def entity(reading: Running) -> str:
    return reading.values(BUSY)[0]


@pytest.fixture(scope="module")
def fact(reading: Running, entity: str) -> str:
    return reading.values(f"SELECT ?f {{ ?f a wg:Statement ; rdf:subject <{entity}> }}")[0]


def triples(answer, form):
    return {q.triple for q in pyoxigraph.parse(answer.content, format=FORMS[form][1])}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("text/html;q=0.3, text/turtle;q=0.8, application/ld+json;q=0.9", "application/ld+json"),
        ("application/n-triples, */*;q=0.1", "application/n-triples"),
        ("text/html;q=0, */*", "text/turtle; charset=utf-8"),
    ],
)  # fmt: skip
def test_a_thing_comes_as_what_the_client_likes_best(reading, entity, accept, media):
    found = reading.http.get(address_of(entity), headers={"accept": accept})

    assert (found.status_code, found.headers["content-type"]) == (200, media)
    assert "Accept" in found.headers["vary"].split(", ")


def test_what_nobody_can_give_is_not_acceptable(reading, entity):
    refused = reading.http.get(address_of(entity), headers={"accept": "image/png"})
    unknown = reading.http.get(address_of(entity), params={"format": "xlsx"})

    assert refused.status_code == 406
    assert unknown.status_code == 400
    assert "ttl" in unknown.text


@pytest.mark.parametrize("form", FORMS)
def test_the_address_may_say_the_format_and_all_formats_say_the_same(reading, entity, form):
    found = reading.http.get(address_of(entity), params={"format": form}, headers={"accept": "*/*"})
    other = reading.http.get(address_of(entity), params={"format": "nt"})

    assert found.headers["content-type"] == FORMS[form][0]
    assert triples(found, form) == triples(other, "nt")


def test_the_headers_tell_what_came_what_else_there_is_and_of_what(reading, entity):
    found = reading.http.get(address_of(entity), headers={"accept": "text/turtle"})

    assert found.headers["content-location"] == address_of(entity) + "?format=ttl"
    links = found.headers["link"]
    assert (
        f'<{address_of(entity)}?format=jsonld>; rel="alternate"; type="application/ld+json"'
        in links
    )
    assert f'<{BASE}{quote(entity.removeprefix(BASE))}>; rel="describes"' in links
    again = reading.http.get(found.headers["content-location"])
    assert again.content == found.content


def test_who_has_a_page_is_not_sent_it_again(reading, entity):
    first = reading.http.get(address_of(entity))
    tag = {"if-none-match": first.headers["etag"]}

    assert reading.http.get(address_of(entity), headers=tag).status_code == 304
    other = reading.http.get(address_of(entity), headers=tag | {"accept-language": "en"})
    assert other.status_code == 200


def test_what_is_said_of_an_entity_holds_its_facts_with_their_evidence(reading, entity, fact):
    known = triples(reading.http.get(address_of(entity), params={"format": "nt"}), "nt")
    everything = reading.ask(
        f"CONSTRUCT WHERE {{ <{entity}> ?p ?o }}", accept="application/n-triples"
    )

    assert triples(everything, "nt") <= known
    about = {
        each.predicate.value.rpartition("#")[2] for each in known if each.subject == NamedNode(fact)
    }
    assert {"subject", "object", "wasDerivedFrom", "modality", "confidence"} <= about
    assert {each.predicate.value for each in known} >= {
        "http://www.w3.org/ns/oa#exact",
        "http://www.w3.org/ns/oa#start",
    }


def test_a_document_as_rdf_is_its_whole_graph(reading):
    graph = reading.values("SELECT ?g { ?g wg:fileName '000.txt' }")[0]
    by_name = reading.http.get("/doc/000.txt", params={"format": "nt"})
    by_iri = reading.http.get(address_of(graph), params={"format": "nt"})
    whole = reading.ask(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}",
        accept="application/n-triples",
    )

    assert by_name.content == by_iri.content
    assert triples(by_name, "nt") == triples(whole, "nt")


def test_who_asks_by_a_name_is_sent_to_what_is_called_so(reading, entity):
    name = reading.values(f"SELECT ?n {{ <{entity}> rdfs:label ?n }}")[0]
    found = reading.http.get(f"/id/{quote(name)}", params={"format": "ttl"})

    assert found.status_code == 303
    assert found.headers["location"] == address_of(entity) + "?format=ttl"


@pytest.mark.parametrize("accept", ["text/turtle", "application/json", "text/html"])
def test_what_is_not_there_is_told_with_names_that_are_near(reading, entity, accept):
    name = reading.values(f"SELECT ?n {{ <{entity}> rdfs:label ?n }}")[0]
    found = reading.http.get(f"/id/{quote(name[:2])}xyz-1", headers={"accept": accept})

    assert found.status_code == 404
    assert name[:2] in found.text


def test_the_viewer_around_nobody_is_missing_with_those_who_are_near(reading, entity):
    name = reading.values(f"SELECT ?n {{ <{entity}> rdfs:label ?n }}")[0]
    asked = {"around": f"{name[:2]}xyz"}
    page = reading.http.get("/view", params=asked, headers={"accept": "text/html"})
    line = reading.http.get("/view", params=asked, headers={"accept": "application/json"})

    assert (page.status_code, line.status_code) == (404, 404)
    assert 'href="/view?around=' in page.text
    assert line.json()["error"].startswith(f"no entity is called {name[:2]}xyz")


def test_a_refusal_for_a_program_is_one_line(reading):
    found = reading.http.get("/id/no-such-thing", headers={"accept": "text/turtle"})

    assert found.headers["content-type"] == "text/plain; charset=utf-8"
    assert found.text.count("\n") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/id/",
        "/id/?iri=not%20an%20iri",
        "/id/%00",
        "/id/..%2f..%2fetc",
        "/doc/%E2%80%AE",
        "/id/a%0d%0ab",
    ],
)
def test_odd_addresses_are_answered_by_a_refusal(reading, path):
    assert reading.http.get(path).status_code == 404


def test_every_part_of_the_graph_can_be_looked_up(reading, fact):
    quotes = reading.values(f"SELECT ?q {{ <{fact}> prov:wasDerivedFrom ?q }}")
    page = reading.http.get(address_of(quotes[0]))

    assert page.status_code == 200
    assert "hasSelector" in page.text


def test_the_head_alone_can_be_asked_for(reading, entity):
    whole = reading.http.get(address_of(entity), params={"format": "ttl"})
    head = reading.http.head(address_of(entity), params={"format": "ttl"})

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]
