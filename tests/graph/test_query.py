"""Queries run on the store as it is on disk, and say what is wrong with them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.query import QueryResult, find_entity, render, run_query
from graph.sparql import bind, keywords
from graph.store import Store
from ontology.errors import QueryError

VOLUNTEERS = 'SELECT ?p WHERE { GRAPH ?g { ?p a wg:PopulationGroup ; rdfs:label "志愿者"@zh } }'


def test_our_prefixes_are_known(store: Store):
    assert len(run_query(store, VOLUNTEERS).rows) > 0


def test_the_default_graph_is_the_union_of_all_documents(store: Store):
    found = run_query(store, "SELECT DISTINCT ?d WHERE { ?d a wg:SourceDocument }")
    assert len(found.rows) == len(store.documents())


def test_from_takes_one_document(store: Store):
    document = store.documents()["000.txt"].iri
    found = run_query(store, f"SELECT ?d FROM <{document}> WHERE {{ ?d a wg:SourceDocument }}")
    assert [row[0].value for row in found.rows] == [document]


def test_ask_has_an_answer(store: Store):
    found = run_query(store, 'ASK { ?x rdfs:label "华龙区"@zh }')
    assert found.answer
    assert render(found) == "true\n"


@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s wg:partOf ?o }", "DESCRIBE wg:none"])
def test_construct_and_describe_give_a_graph(store: Store, query: str):
    assert run_query(store, query).form == "graph"


def test_a_graph_has_each_triple_once(store: Store):
    """A triple of two documents comes twice out of the union."""
    triples = run_query(store, "CONSTRUCT WHERE { ?s rdfs:label ?o }").triples
    assert len(triples) == len(set(triples))


def test_the_result_outlives_the_store(store: Store):
    found = run_query(store, VOLUNTEERS)
    store.close()
    assert len(found.rows) > 0


def test_threads_may_ask_one_store_and_read_each_other_s_rows(store: Store):
    """Rows that another thread fetches from Oxigraph itself end the process."""
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: run_query(store, VOLUNTEERS), range(20)))
    assert {len(result.rows) for result in results} == {len(results[0].rows)}


MISTAKES = [
    ("SELECT * {", "line 1, column 11: the query ends too early"),
    (
        "SELECT ?x {\n  ?x a wg:Place .\n  FOO }",
        "line 3, column 3: this cannot be read: 'FOO }'",
    ),
    ("SELECT ?x { ?x foo:bar ?y }", "line 1, column 16: the prefix foo: is not declared"),
    ("SELECT ?x { ?x ?y % }", "line 1, column 13: this cannot be read: '?x ?y % }'"),
    ("ASK { # 石门\n  FILTER(?x = 门) }", "line 2, column 15: this cannot be read: '门) }'"),
    ("SELECT * {} LIMIT x", "line 1, column 19: this cannot be read: 'x'"),
    ("ASK { ?x ?y 'abc }", "line 1, column 19: the query ends too early"),
    ("SELEC ?x { }", "this is no query; it needs SELECT, ASK, CONSTRUCT or DESCRIBE"),
    ("", "this is no query; it needs SELECT, ASK, CONSTRUCT or DESCRIBE"),
    ("INSERT DATA { wg:a wg:b wg:c }", "INSERT changes the store; a query can only read it"),
    ("DROP ALL", "DROP changes the store; a query can only read it"),
    ("ASK " + "{" * 5000 + "}" * 5000, "the query has brackets in brackets more than 200 deep"),
    ("SELECT (<a:b>(1) AS ?x) { }", "the query failed: The custom function"),
]


@pytest.mark.parametrize(("query", "message"), MISTAKES)
def test_a_mistake_is_said_in_one_line(store: Store, query: str, message: str):
    with pytest.raises(QueryError) as caught:
        run_query(store, query)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


ELSEWHERE = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }",
    "SELECT * { service silent <http://127.0.0.1:9/> { ?x ?y ?z } }",
    "SELECT * { SERVICESILENT<http://127.0.0.1:9/> { ?x ?y ?z } }",
    "SELECT * { ?x ?y 1SERVICE<http://127.0.0.1:9/> { ?x ?y ?z } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:foo { ?x ?y ?z } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { ?x ?y trueSERVICE:foo { ?x ?y ?z } }",
    "SELECT * { ?x ?y '''a'b''' # '''\n SERVICE ?x { ?x ?y ?z } }",
    'SELECT * { ?x ?y "#" . SERVICE ?x { ?x ?y ?z } }',
]


@pytest.mark.parametrize("query", ELSEWHERE)
def test_no_query_asks_another_machine(store: Store, query: str):
    with pytest.raises(QueryError, match="SERVICE asks other machines"):
        run_query(store, query)


@pytest.mark.parametrize(
    "query",
    [
        'ASK { ?service wg:service "SERVICE DELETE" } # SERVICE',
        "ASK { ?x <http://example.org/SERVICE> 'it''s' }".replace("''", "\\'"),
        'ASK { ?x ?y """a " SERVICE "" b""" }',
    ],
)
def test_the_word_alone_is_no_service(store: Store, query: str):
    assert not run_query(store, query).answer


def test_keywords_keep_their_positions():
    query = "ASK { ?x wg:has 'a' } # end\nLIMIT 1"
    assert keywords(query).index("LIMIT") == query.index("LIMIT")


def test_a_parameter_is_bound_where_the_query_has_its_values():
    query = "SELECT * { VALUES ?x { UNDEF } ?x ?y ?z }"
    assert bind(query, {"x": date(2020, 2, 20)}) == (
        'SELECT * { VALUES ?x { "2020-02-20"^^<http://www.w3.org/2001/XMLSchema#date> } ?x ?y ?z }'
    )


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { VALUES ?word { UNDEF } }", "did you mean word?"),
        ("SELECT * { # VALUES ?wort { UNDEF }\n }", "a parameter is a VALUES"),
    ],
)
def test_an_unknown_parameter_is_refused(query: str, message: str):
    with pytest.raises(QueryError, match="no parameter wort") as caught:
        bind(query, {"wort": "x"})
    assert message in str(caught.value)


@given(st.text(st.characters(codec="utf-8")))
def test_no_value_of_a_parameter_changes_the_query(store_once: Store, value: str):
    """The value comes back as the one value of the one row, whatever stands in it."""
    found = run_query(store_once, "SELECT ?x { VALUES ?x { UNDEF } }", parameters={"x": value})
    assert [row[0].value for row in found.rows] == [value]


@pytest.fixture(scope="module")
def store_once(store_path):
    from graph.store import open_store

    with open_store(store_path) as opened:
        yield opened


TWO = """SELECT ?unit ?unitLabel ?n {
    VALUES (?unit ?unitLabel ?n) { (wg:a '石门乡' 5) (wg:b UNDEF 12) } }"""


def test_a_table_is_aligned_by_the_width_of_its_characters(store: Store):
    assert render(run_query(store, TWO)).splitlines() == [
        "unit     n",
        "──────  ──",
        "石门乡   5",
        "wg:b    12",
    ]


def test_a_table_keeps_each_row_on_one_line(store: Store):
    found = run_query(store, r'SELECT ?x { VALUES ?x { "a\nb\tc" } }')
    assert render(found).splitlines()[2] == "a b c"


def test_the_formats_of_sparql(store: Store):
    found = run_query(store, TWO)
    rows = json.loads(render(found, "json"))["results"]["bindings"]
    assert [row["n"]["value"] for row in rows] == ["5", "12"]
    assert render(found, "csv").splitlines()[1].endswith("ontology#a,石门乡,5")
    assert render(found, "tsv").splitlines()[1].endswith('ontology#a>\t"石门乡"\t5')
    assert "<uri>https://w3id.org/wangge/ontology#a</uri>" in render(found, "xml")


def test_a_graph_as_turtle_uses_our_prefixes(store: Store):
    found = run_query(store, "CONSTRUCT { wg:a wg:has ?x } WHERE { VALUES ?x { '石门乡' } }")
    assert 'wg:a wg:has "石门乡" .' in render(found, "ttl")


@pytest.mark.parametrize(
    ("query", "form", "allowed"),
    [
        ("SELECT * {}", "ttl", "table, csv, tsv, json, xml"),
        ("ASK {}", "csv", "table, json, xml"),
        ("CONSTRUCT WHERE { ?s wg:has ?o }", "csv", "table, ttl, json, xml"),
    ],
)
def test_a_format_that_a_result_cannot_have(store: Store, query: str, form: str, allowed: str):
    with pytest.raises(QueryError, match=f"choose one of {allowed}$"):
        render(run_query(store, query), form)


def test_a_result_without_rows_has_its_head(store: Store):
    assert render(run_query(store, "SELECT ?x { ?x wg:none ?y }")) == "x\n─\n"


def test_an_entity_is_found_by_its_name(store: Store):
    assert {entity.name for entity in find_entity(store, "华龙区")} == {"华龙区"}


def test_an_entity_is_found_by_an_alias_and_by_its_iri(store: Store):
    (found,) = find_entity(store, "濮阳市华龙区")
    assert found.name == "华龙区"
    assert find_entity(store, found.iri) == [found]


def test_an_unknown_name_brings_near_ones(store: Store):
    with pytest.raises(QueryError, match="no entity is called 华龙; did you mean 华龙区") as caught:
        find_entity(store, "华龙")
    assert "华龙区" in str(caught.value)


@pytest.mark.parametrize("name", ["", " ", "<>", "not an iri", "qqqqq"])
def test_a_name_that_is_like_no_other(store: Store, name: str):
    with pytest.raises(QueryError, match="no entity is called"):
        find_entity(store, name)


def test_the_rows_of_an_answer():
    with pytest.raises(QueryError):
        _ = QueryResult("ask", b'{"head":{},"boolean":true}').rows
