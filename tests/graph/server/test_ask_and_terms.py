"""What the query page asks the server for: answers, the vocabulary, named queries, files."""

from __future__ import annotations

import json

import counties
import pytest
from servers import Running

from graph.asking import ask
from graph.query import bound_query
from graph.store import open_store

QUESTIONS = ["石门县招募了多少名志愿者？", "临澧县分发了多少顶帐篷？", "多少"]
LISTED = "SELECT ?label { ?place a wg:Place ; rdfs:label ?label }"


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_the_one_of_the_command(news: Running, news_path, question: str) -> None:
    with open_store(news_path) as store:
        expected = ask(store, question).to_json()
    found = news.http.get("/ask", params={"q": question})
    assert found.headers["content-type"] == "application/json"
    assert found.json() == json.loads(json.dumps(expected))


@pytest.mark.parametrize("fields", [{}, {"q": " "}, {"q": ["甲？", "乙？"]}])
def test_one_question_is_asked(news: Running, fields: dict[str, str]) -> None:
    found = news.http.get("/ask", params=fields, headers={"accept": "application/json"})
    assert found.status_code == 400
    assert "\n" not in found.json()["error"]


def test_an_answer_is_told_once(news: Running) -> None:
    first = news.http.get("/ask", params={"q": QUESTIONS[0]})
    again = news.http.get(
        "/ask", params={"q": QUESTIONS[0]}, headers={"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_terms_have_names_kinds_and_labels(news: Running) -> None:
    told = news.http.get("/query/terms").json()
    terms = {each["name"]: each for each in told["terms"]}
    assert terms["wg:recruited"]["kind"] == "relation"
    assert (terms["wg:recruited"]["zh"], terms["wg:recruited"]["en"]) == ("招募", "recruited")
    assert terms["wg:Place"]["kind"] == "class"
    assert terms["oa:exact"] == {
        "name": "oa:exact",
        "iri": "http://www.w3.org/ns/oa#exact",
        "kind": "other",
    }
    assert told["prefixes"]["wgr"] == told["base"]


def test_entities_are_found_by_a_part_of_a_name(news: Running) -> None:
    found = news.http.get("/query/entities", params={"q": "门县"}).json()
    stone = {"iri": counties.STONE.id, "name": "石门县", "type": "AdministrativeArea"}
    assert stone in found


def test_no_text_finds_no_entity(news: Running) -> None:
    assert news.http.get("/query/entities").json() == []


def test_a_named_query_comes_with_its_arguments(news: Running, news_path) -> None:
    found = news.http.get("/query/named/recruitment", params={"subject": "石门县", "what": ""})
    with open_store(news_path) as store:
        expected = bound_query(store, "recruitment", {"subject": ["石门县"]})
    assert found.json() == {"sparql": expected, "remarks": []}
    assert counties.STONE.id in expected


def test_an_ambiguous_name_is_remarked(news: Running) -> None:
    found = news.http.get("/query/named/entity", params={"name": "志愿者"}).json()
    assert [each for each in found["remarks"] if "2 entities are called 志愿者" in each]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/query/named/recruitmen", 404, "did you mean recruitment"),
        ("/query/named/recruitment?who=x", 400, "has no parameter who"),
        ("/query/named/recruitment?subject=无此县", 400, "no entity is called 无此县"),
        ("/query/named/search", 400, "needs word"),
    ],
)
def test_what_no_query_can_be_asked(news: Running, path: str, status: int, said: str) -> None:
    found = news.http.get(path, headers={"accept": "application/json"})
    assert found.status_code == status
    assert said in found.json()["error"]


@pytest.mark.parametrize(
    ("query", "form", "media"),
    [
        (LISTED, "csv", "text/csv; charset=utf-8"),
        (LISTED, "json", "application/sparql-results+json"),
        (LISTED, "xml", "application/sparql-results+xml"),
        ("DESCRIBE wg:x", "ttl", "text/turtle; charset=utf-8"),
        ("DESCRIBE wg:x", "json", "application/ld+json"),
    ],
)
def test_a_link_names_its_format(news: Running, query: str, form: str, media: str) -> None:
    found = news.http.get("/sparql", params={"query": query, "format": form})
    assert (found.status_code, found.headers["content-type"]) == (200, media)


def test_a_form_names_its_format(news: Running) -> None:
    found = news.http.post("/sparql", data={"query": LISTED, "format": "csv"})
    assert found.text == "label\r\n北门卡点\r\n"


@pytest.mark.parametrize(("form", "status"), [("pdf", 400), ("ttl", 406)])
def test_a_format_that_is_not_there(news: Running, form: str, status: int) -> None:
    found = news.http.get("/sparql", params={"query": LISTED, "format": form})
    assert found.status_code == status
