"""Writing over HTTP: who may, SPARQL Update, and the Graph Store Protocol."""

from __future__ import annotations

import pytest
from servers import TOKEN, bearer

TURTLE = {"content-type": "text/turtle", "authorization": bearer()}
ALLOWED = {"authorization": bearer()}
UPDATE = {"content-type": "application/sparql-update"}


def graph(server, address, **headers):
    accept = {"accept": "application/n-triples"}
    return server.http.get(address, headers={**ALLOWED, **accept, **headers})


@pytest.mark.parametrize("address", ["/update", "/data?default"])
def test_without_a_token_file_nothing_can_be_written(reading, address):
    found = reading.http.post(address, content=b"CLEAR ALL", headers={**UPDATE, **ALLOWED})

    assert found.status_code == 403
    assert "--token-file" in found.text


@pytest.mark.parametrize("given", [None, bearer(TOKEN[:-1]), bearer(TOKEN + "x"), f"Basic {TOKEN}"])
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_without_the_token_no_graph_is_read_or_written(writing, method, given):
    headers = {"authorization": given} if given else {}

    found = writing.http.request(method, "/data?default", headers=headers)

    assert found.status_code == 401
    assert found.headers["www-authenticate"].startswith("Bearer")
    assert TOKEN not in found.text


def test_what_an_update_wrote_is_there_for_the_next_query(writing):
    wrote = writing.update("INSERT DATA { GRAPH <a:seen> { <a:s> <a:p> 1 , 2 } }")

    assert wrote.status_code == 204
    assert writing.values("SELECT ?o { <a:s> <a:p> ?o }") == ["1", "2"]


def test_an_update_is_sent_as_a_form_too(writing):
    wrote = writing.http.post(
        "/update", data={"update": "INSERT DATA { <a:form> <a:p> 1 }"}, headers=ALLOWED
    )

    assert wrote.status_code == 204
    assert writing.ask("ASK { <a:form> <a:p> 1 }").json()["boolean"] is True


def test_an_update_is_applied_whole_or_not_at_all(writing):
    found = writing.update(
        "INSERT DATA { <a:half> <a:p> 1 } ; CREATE GRAPH <a:x> ; CREATE GRAPH <a:x>"
    )

    assert found.status_code == 400
    assert writing.ask("ASK { <a:half> ?p ?o }").json()["boolean"] is False


def test_an_update_with_a_mistake_tells_the_place(writing):
    found = writing.update("INSERT DATA {\n nonsense }")

    assert found.status_code == 400
    assert found.text.startswith("line 2, column")


def test_the_protocol_says_which_graphs_an_update_reads(writing):
    writing.update(
        "INSERT DATA { GRAPH <a:g1> { <a:1> <a:in> 1 } GRAPH <a:g2> { <a:2> <a:in> 2 } }"
    )
    copy = "INSERT { GRAPH <a:copy> { ?s <a:copied> ?o } } WHERE { ?s <a:in> ?o }"

    wrote = writing.update(copy, **{"using-graph-uri": "a:g1"})

    assert wrote.status_code == 204
    assert writing.values("SELECT ?o { GRAPH <a:copy> { ?s <a:copied> ?o } }") == ["1"]


@pytest.mark.parametrize(
    "update",
    [
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } USING <a:g> WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_that_says_its_graphs_twice_is_refused(writing, update):
    found = writing.update(update, **{"using-named-graph-uri": "a:g"})

    assert found.status_code == 400
    assert "using-graph-uri" in found.text


def test_a_graph_is_put_added_to_read_and_taken_away(writing):
    address = "/data?graph=http%3A%2F%2Fexample.org%2Flife"

    def said():
        return sorted(graph(writing, address).text.splitlines())

    assert writing.http.put(address, content=b"<a:s> <a:p> 1 .", headers=TURTLE).status_code == 201
    assert said() == ['<a:s> <a:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .']
    assert (
        writing.http.post(address, content=b"<a:s> <a:q> <t> .", headers=TURTLE).status_code == 204
    )
    assert said()[1:] == ["<a:s> <a:q> <http://example.org/t> ."]
    assert writing.http.put(address, content=b"", headers=TURTLE).status_code == 204
    assert (graph(writing, address).status_code, said()) == (200, [])
    assert writing.http.delete(address, headers=ALLOWED).status_code == 204
    assert graph(writing, address).status_code == 404
    assert writing.http.delete(address, headers=ALLOWED).status_code == 404


def test_a_graph_is_named_by_its_own_address(writing):
    wrote = writing.http.put("/data/people/1", content=b"<> <a:p> 1 .", headers=TURTLE)

    assert wrote.status_code == 201
    node = f"<{writing.address}data/people/1>"
    assert graph(writing, "/data/people/1").text.startswith(f"{node} <a:p> ")
    assert writing.ask(f"ASK {{ GRAPH {node} {{ {node} <a:p> 1 }} }}").json()["boolean"] is True


def test_a_graph_that_is_posted_without_a_name_gets_one(writing):
    wrote = writing.http.post("/data", content=b"<a:new> <a:p> 1 .", headers=TURTLE)

    assert wrote.status_code == 201
    assert graph(writing, wrote.headers["location"]).text.startswith("<a:new>")


def test_graphs_come_as_the_parts_of_a_form(writing):
    parts = {"a": ("a.ttl", b"<a:f1> <a:p> 1 .", "text/turtle")}
    parts |= {"b": ("b.nt", b"<a:f2> <a:p> <a:o> .", "application/n-triples")}

    wrote = writing.http.post("/data?graph=a:parts", files=parts, headers=ALLOWED)

    assert wrote.status_code == 201
    assert writing.values("SELECT ?s { GRAPH <a:parts> { ?s <a:p> ?o } }") == ["a:f1", "a:f2"]


def test_the_default_graph_is_one_of_them(writing):
    assert writing.http.put("/data?default", content=b"<a:d> <a:p> 1 .", headers=TURTLE).is_success
    assert graph(writing, "/data?default").text.startswith("<a:d>")
    assert writing.http.delete("/data?default", headers=ALLOWED).status_code == 204
    assert graph(writing, "/data?default").text == ""


@pytest.mark.parametrize(
    ("status", "address", "content", "media"),
    [
        (400, "/data?graph=a:g", b"this is no turtle", "text/turtle"),
        (400, "/data?graph=a:g&default", b"", "text/turtle"),
        (400, "/data?graph=no%20iri", b"", "text/turtle"),
        (400, "/data", b"", "text/turtle"),
        (415, "/data?graph=a:g", b"a,b", "text/csv"),
    ],
)
def test_what_cannot_be_put_is_refused(writing, status, address, content, media):
    found = writing.http.put(address, content=content, headers={**TURTLE, "content-type": media})

    assert found.status_code == status


@pytest.mark.parametrize("token", ["", "short", "with a space in it, long"])
def test_a_token_that_is_no_secret_is_refused(serve, tmp_path, reading, token):
    from click.testing import CliRunner

    from graph.cli.group import command_line

    file = tmp_path / "token"
    file.write_text(token)

    run = CliRunner().invoke(command_line("en"), ["serve", "x.kg", "--token-file", str(file)])

    assert run.exit_code == 1
    assert "16 or more" in run.output
