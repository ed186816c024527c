"""
The protocol tests of the W3C, by the names of its manifest, in requests of our own.

The manifest at hand tells the names and what each is about, but not the requests.
"""

from __future__ import annotations

import pyoxigraph
import pytest
import suites
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat
from servers import bearer, served

from graph.store import open_store

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
XML = "application/sparql-results+xml"
ANSWERS = ("application/sparql-results+json", XML)
TABLES = (*ANSWERS, "text/csv", "text/tab-separated-values")
GRAPHS = ("text/turtle", "application/rdf+xml", "application/n-triples")
G = "http://example.org/graph/{}".format
BOTH = f"ASK {{ <{G(1)}> ?p ?o . <{G(2)}> ?q ?r }}"
ANY = "ASK { GRAPH ?g { ?s ?p ?o } }"
DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"
USING, USING_NAMED = "using-graph-uri", "using-named-graph-uri"

# name: parameters, media type of the body (None: GET) and body, answer
TRUE = {
    "query_get": ({"query": "ASK {}"}, None, "", True),
    "query_post_form": ({}, FORM, "query=ASK%20%7B%7D", True),
    "query_post_direct": ({}, QUERY, "ASK {}", True),
    "query_dataset_default_graphs_get": ({"query": BOTH, DEFAULT: [G(1), G(2)]}, None, "", True),
    "query_dataset_default_graphs_post": ({DEFAULT: [G(1), G(2)]}, QUERY, BOTH, True),
    "query_dataset_named_graphs_get": ({"query": ANY, NAMED: [G(1), G(2)]}, None, "", True),
    "query_dataset_named_graphs_post": ({NAMED: [G(1), G(2)]}, QUERY, ANY, True),
    "query_dataset_full": (
        {DEFAULT: G(3), NAMED: [G(1), G(2)]},
        QUERY,
        f"""ASK {{ <{G(3)}> a ?x GRAPH <{G(1)}> {{ ?s ?p ?o }}
            FILTER NOT EXISTS {{ <{G(1)}> a ?y }}
            FILTER NOT EXISTS {{ GRAPH <{G(3)}> {{ ?z ?q ?r }} }} }}""",
        True,
    ),
    "query_multiple_dataset": (
        {DEFAULT: G(2)},
        QUERY,
        f"ASK FROM <{G(1)}> {{ <{G(1)}> ?p ?o }}",
        False,
    ),
}
KINDS = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", TABLES),
    "query_content_type_ask": ("ASK {}", ANSWERS),
    "query_content_type_describe": ("DESCRIBE <http://example.org/>", GRAPHS),
    "query_content_type_construct": ("CONSTRUCT { <a:s> <a:p> 1 } WHERE {}", GRAPHS),
}
COPY = "INSERT { GRAPH <a:copy> { ?s a <a:Copy> } } WHERE { ?s a <a:Thing> }"
COPY_NAMED = COPY.replace("WHERE {", "WHERE { GRAPH ?g {").replace("Thing> }", "Thing> } }")
UNION = COPY.replace(
    "{ ?s a <a:Thing> }", "{ { ?s a <a:Thing> } UNION { GRAPH ?g { ?s a <a:Thing> } } }"
)
# name: parameters, update, what it copies
COPIED = {
    "update_dataset_default_graph": ({USING: G(1)}, COPY, [G(1)]),
    "update_dataset_default_graphs": ({USING: [G(1), G(2)]}, COPY, [G(1), G(2)]),
    "update_dataset_named_graphs": ({USING_NAMED: [G(1), G(2)]}, COPY_NAMED, [G(1), G(2)]),
    "update_dataset_full": ({USING: G(1), USING_NAMED: G(2)}, UNION, [G(1), G(2)]),
}
CONFLICT = "WITH <a:g> DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }"
# name: method, path, parameters, media type, body
BAD = {
    "bad_query_method": ("PUT", "/sparql", {"query": "ASK {}"}, None, b""),
    "bad_multiple_queries": ("GET", "/sparql", {"query": ["ASK {}", "ASK {}"]}, None, b""),
    "bad_query_wrong_media_type": ("POST", "/sparql", {}, "text/plain", b"ASK {}"),
    "bad_query_missing_form_type": ("POST", "/sparql", {}, None, b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": ("POST", "/sparql", {}, None, b"ASK {}"),
    "bad_query_non_utf8": (
        "POST",
        "/sparql",
        {},
        f"{QUERY}; charset=UTF-16",
        "ASK {}".encode("utf-16"),
    ),
    "bad_query_syntax": ("GET", "/sparql", {"query": "ASK {"}, None, b""),
    "bad_update_get": ("GET", "/update", {"update": "CLEAR ALL"}, None, b""),
    "bad_multiple_updates": (
        "POST",
        "/update",
        {},
        FORM,
        b"update=CLEAR%20NAMED&update=CLEAR%20ALL",
    ),
    "bad_update_wrong_media_type": ("POST", "/update", {}, "text/plain", b"CLEAR ALL"),
    "bad_update_missing_form_type": ("POST", "/update", {}, None, b"update=CLEAR%20ALL"),
    "bad_update_non_utf8": (
        "POST",
        "/update",
        {},
        f"{UPDATE}; charset=UTF-16",
        "CLEAR ALL".encode("utf-16"),
    ),
    "bad_update_syntax": ("POST", "/update", {}, FORM, b"update=CLEAR%20XYZ"),
    "bad_update_dataset_conflict": (
        "POST",
        "/update",
        {USING_NAMED: "a:g"},
        UPDATE,
        CONFLICT.encode(),
    ),
}
DONE = {
    "update_post_form": (FORM, b"update=CLEAR%20GRAPH%20%3Ca%3Acopy%3E"),
    "update_post_direct": (UPDATE, b"CLEAR SILENT GRAPH <a:copy>"),
}


@pytest.fixture(scope="module")
def protocol(tmp_path_factory, token_file):
    """A server of three graphs, each of which says of its own IRI that it is a thing."""
    folder = tmp_path_factory.mktemp("protocol")
    with open_store(folder / "protocol.kg", "w") as store:
        for node in map(G, (1, 2, 3)):
            data = f"<{node}> a <a:Thing> .".encode()
            store.raw.load(data, format=RdfFormat.TURTLE, to_graph=NamedNode(node))
    options = ["--token-file", str(token_file)]
    with served(folder / "protocol.kg", folder, *options) as running:
        yield running


def send(server, method, path, parameters, media, body):
    headers = {"authorization": bearer(), **({"content-type": media} if media else {})}
    return server.http.request(method, path, params=parameters, headers=headers, content=body)


def truth(found):
    answer = pyoxigraph.parse_query_results(found.content, format=QueryResultsFormat.JSON)
    return bool(answer)


@pytest.mark.parametrize("name", TRUE)
def test_a_query_is_asked_and_answered(protocol, name):
    parameters, media, body, answer = TRUE[name]

    found = send(protocol, "POST" if media else "GET", "/sparql", parameters, media, body)

    assert found.status_code == 200
    assert truth(found) is answer


@pytest.mark.parametrize("name", KINDS)
def test_a_result_has_a_media_type_of_its_kind(protocol, name):
    query, kinds = KINDS[name]

    found = send(protocol, "POST", "/sparql", {}, QUERY, query)

    assert found.status_code == 200
    assert found.headers["content-type"].partition(";")[0] in kinds


@pytest.mark.parametrize("name", COPIED)
def test_an_update_reads_the_graphs_of_the_protocol(protocol, name):
    parameters, update, copied = COPIED[name]
    protocol.update("CLEAR SILENT GRAPH <a:copy>")

    found = send(protocol, "POST", "/update", parameters, UPDATE, update)

    assert found.status_code == 204
    assert protocol.values("SELECT ?s { GRAPH <a:copy> { ?s a <a:Copy> } }") == copied


@pytest.mark.parametrize("name", DONE)
def test_an_update_is_done(protocol, name):
    media, body = DONE[name]

    assert send(protocol, "POST", "/update", {}, media, body).status_code == 204


def test_update_base_uri(protocol):
    protocol.update("INSERT DATA { GRAPH <a:base> { <a:s> <a:p> <test> } }")

    (found,) = protocol.values("SELECT ?o { GRAPH <a:base> { <a:s> <a:p> ?o } }")

    assert found.startswith("http")
    assert found.endswith("/test")


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_of_the_protocol_is_refused(protocol, name):
    found = send(protocol, *BAD[name])

    assert 400 <= found.status_code < 500


def test_all_tests_of_the_manifest_are_here():
    store = pyoxigraph.Store()
    store.extend(suites.parsed(suites.BASE + "sparql11/protocol/manifest.ttl"))
    told = store.query(suites.PREFIXES + "SELECT ?test { ?test a mf:ProtocolTest }")

    assert {row[0].value.rpartition("#")[2] for row in told} == {
        *(*TRUE, *KINDS, *COPIED, *DONE, *BAD, "update_base_uri")
    }
