"""The SPARQL 1.1 Protocol as clients meet it: forms of asking, formats, tags, packing, errors."""

from __future__ import annotations

import json

import httpx
import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat
from servers import many

DOCUMENTS = "SELECT DISTINCT ?d { ?d a wg:SourceDocument } ORDER BY ?d"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
TSV = "text/tab-separated-values"


def forms(server, query):
    yield server.http.get("/sparql", params={"query": query}, headers={"accept": JSON})
    yield server.http.post("/sparql", data={"query": query}, headers={"accept": JSON})
    yield server.http.post(
        "/sparql",
        content=query.encode(),
        headers={"accept": JSON, "content-type": "application/sparql-query; charset=utf-8"},
    )


def test_a_query_is_asked_in_three_forms_and_answered_alike(reading):
    first, *others = forms(reading, DOCUMENTS)

    assert first.status_code == 200
    assert first.json()["results"]["bindings"]
    assert [other.json() for other in others] == [first.json()] * 2


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("", JSON, QueryResultsFormat.JSON),
        ("*/*", JSON, QueryResultsFormat.JSON),
        (JSON, JSON, QueryResultsFormat.JSON),
        ("application/json", "application/json", QueryResultsFormat.JSON),
        (f"text/html, {XML};q=0.9, */*;q=0.1", XML, QueryResultsFormat.XML),
        (f"text/csv;q=0.4, {TSV};q=0.5", f"{TSV}; charset=utf-8", QueryResultsFormat.TSV),
        (f"*/*, {JSON};q=0", XML, QueryResultsFormat.XML),
    ],
)
def test_a_table_comes_in_the_format_that_the_client_likes_best(reading, accept, media, form):
    found = reading.ask(DOCUMENTS, accept)

    assert found.headers["content-type"] == media
    rows = list(pyoxigraph.parse_query_results(found.content, format=form))
    assert len(rows) == len(reading.values(DOCUMENTS))


def test_csv_has_a_head_and_a_line_for_each_row(reading):
    found = reading.ask(DOCUMENTS, "text/csv")

    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.text.split("\r\n")[0] == "d"


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("*/*", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_graph_comes_in_each_format_of_rdf(reading, accept, media, form):
    query = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s rdfs:label ?l }"
    as_lines = reading.ask(query, "application/n-triples").content

    found = reading.ask(query, accept)

    assert found.headers["content-type"] == media
    wanted = {quad.triple for quad in pyoxigraph.parse(as_lines, format=RdfFormat.N_TRIPLES)}
    got = {quad.triple for quad in pyoxigraph.parse(found.content, format=form)}
    assert wanted == got
    assert wanted


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("ASK {}", "text/csv"),
        ("SELECT * { ?s ?p ?o } LIMIT 1", "text/turtle"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"),
    ],
)
def test_a_format_that_a_result_does_not_have_is_refused_with_those_it_has(reading, query, accept):
    found = reading.ask(query, accept)

    assert found.status_code == 406
    assert "can be had as" in found.text


def test_without_graphs_the_default_graph_is_the_union_of_all(reading):
    everywhere = "ASK { ?s a wg:SourceDocument ; wg:fileName ?n }"

    assert reading.ask(everywhere).json()["boolean"] is True


def test_the_protocol_says_which_graphs_are_read_whatever_the_query_says(reading):
    one, other, *_ = reading.values(DOCUMENTS)
    counted = "SELECT ?d FROM <http://example.org/none> { ?d a wg:SourceDocument }"
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?d a wg:SourceDocument } }"

    def first(query, **graphs):
        rows = reading.ask(query, "text/csv", **graphs).text.split("\r\n")[1:]
        return sorted(row for row in rows if row)

    assert first(counted) == []
    assert first(counted, **{"default-graph-uri": one}) == [one]
    assert first(counted, **{"default-graph-uri": [one, other]}) == sorted([one, other])
    assert first(named, **{"default-graph-uri": one}) == []
    assert first(named, **{"named-graph-uri": other}) == [other]
    assert first(counted, **{"named-graph-uri": other}) == []


@pytest.mark.parametrize(
    ("status", "call"),
    [
        (400, {"method": "GET", "url": "/sparql?query=ASK%20%7B"}),
        (400, {"method": "GET", "url": "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"}),
        (400, {"method": "GET", "url": "/sparql?update=CLEAR%20ALL"}),
        (400, {"method": "GET", "url": "/sparql?query=%FF%FE"}),
        (400, {"method": "GET", "url": "/sparql?query=INSERT%20DATA%20%7B%7D"}),
        (400, {"method": "GET", "url": "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri"}),
        (400, {"method": "POST", "url": "/sparql", "data": {"other": "ASK {}"}}),
        (415, {"method": "POST", "url": "/sparql", "content": b"ASK {}"}),
        (404, {"method": "GET", "url": "/nothing"}),
        (405, {"method": "PUT", "url": "/sparql?query=ASK%7B%7D"}),
    ],
)
def test_what_the_protocol_does_not_allow_is_refused_in_one_line(reading, status, call):
    found = reading.http.request(**call)

    assert found.status_code == status
    assert found.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(found.text.splitlines()) == 1


def test_an_error_is_json_for_who_takes_json_and_tells_the_place(reading):
    found = reading.ask("SELECT * {\n ?s ?p", "application/json")

    assert found.status_code == 400
    assert found.json()["status"] == 400
    assert found.json()["error"].startswith("line 2, column ")


def test_a_query_that_is_asked_again_is_not_run_again(reading):
    first = reading.ask(DOCUMENTS)

    again = reading.http.get(
        "/sparql",
        params={"query": DOCUMENTS},
        headers={"accept": JSON, "if-none-match": first.headers["etag"]},
    )
    as_csv = reading.ask(DOCUMENTS, "text/csv")

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"] != as_csv.headers["etag"]


def test_what_changes_by_itself_has_no_tag(reading):
    found = reading.ask("SELECT (NOW() AS ?now) {}")

    assert "etag" not in found.headers
    assert found.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("takes", "packed"), [("gzip", "gzip"), ("gzip;q=0, br", None)])
@pytest.mark.parametrize("rows", [400, 400_000])
def test_answers_are_packed_for_who_takes_that(reading, takes, packed, rows):
    """Answers of which all is there at once, and those that come in pieces."""
    query = f"SELECT ?x ?y {{ VALUES ?z {{ 1 2 }} {{ {many(rows // 2)} }} }}"
    found = reading.http.post(
        "/sparql", data={"query": query}, headers={"accept": JSON, "accept-encoding": takes}
    )

    assert found.headers.get("content-encoding") == packed
    assert len(found.json()["results"]["bindings"]) == rows


def test_the_service_describes_itself(reading):
    found = reading.http.get("/sparql", headers={"accept": "application/n-triples"})

    sd = "http://www.w3.org/ns/sparql-service-description#"
    store = pyoxigraph.Store()
    store.load(found.content, format=RdfFormat.N_TRIPLES)
    asked = f"""PREFIX sd: <{sd}> ASK {{
        ?service a sd:Service ; sd:endpoint <{reading.address}sparql> ;
            sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
            sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ;
            sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ]
        FILTER NOT EXISTS {{ ?service sd:supportedLanguage sd:SPARQL11Update }} }}"""
    assert bool(store.query(asked)) is True


def test_health_tells_the_version_and_how_busy_it_is(reading):
    told = reading.http.get("/health").json()

    assert told["status"] == "ok"
    assert told["version"]
    assert told["workers"]["all"] >= told["workers"]["busy"]
    assert told["workers"]["all"] >= told["workers"]["started"]
    assert json.dumps(told).count("/") == 0


def test_the_first_page_links_to_what_there_is(reading):
    found = reading.http.get("/")

    assert found.headers["content-type"].startswith("text/html")
    assert 'href="/sparql"' in found.text


def test_an_address_on_loopback_is_the_first_line_when_it_is_ready(reading):
    assert reading.address.startswith("http://127.0.0.1:")
    assert httpx.get(reading.address + "health", trust_env=False).status_code == 200


def test_a_long_answer_comes_in_pieces(reading):
    with reading.http.stream(
        "POST", "/sparql", data={"query": f"SELECT ?x ?y {{ {many(400_000)} }}"}
    ) as found:
        pieces = list(found.iter_raw())

    assert "content-length" not in found.headers
    assert len(pieces) > 10
