"""Parameters mean what a user writes for them, and never change the query they are bound in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from graph.library import named_queries
from graph.names import find_entity
from graph.query import bound_query, query_text, run_named, run_query
from graph.store import Store, open_store
from graph.vocabulary import BASE, LABEL, TYPE, WG, chinese, typed
from ontology.errors import QueryError

QUERIES = named_queries()
REQUIRED = {
    "entity": {"name": "华龙区"},
    "search": {"word": "防疫"},
    "all-of-a-kind": {"kind": "志愿者"},
}
# What some rows have, and what none has, by the kind of the parameter.
SOME = {
    "text": "区",
    "unit": "华龙区",
    "entity": "华龙区",
    "relation": "招募",
    "date": "2020-02-20",
    "day": "01-09",
    "number": "3",
}
PAIRS = [
    (query.name, parameter.name)
    for query in QUERIES.values()
    for parameter in query.parameters
    if not (parameter.required or parameter.default or query.name == "per-day")
]


@pytest.mark.parametrize(("name", "parameter"), PAIRS)
def test_an_argument_leaves_some_of_the_rows(store: Store, name: str, parameter: str):
    kinds = {one.name: one.kind for one in QUERIES[name].parameters}
    base = REQUIRED.get(name, {})
    every = Counter(run_named(store, name, base).rows)
    some = Counter(run_named(store, name, base | {parameter: SOME[kinds[parameter]]}).rows)
    assert some <= every


TEXTS = [
    (name, parameter)
    for name, parameter in PAIRS
    if {one.name: one.kind for one in QUERIES[name].parameters}[parameter] == "text"
]


@pytest.mark.parametrize(("name", "parameter"), TEXTS)
def test_a_word_that_no_name_has_leaves_nothing(store: Store, name: str, parameter: str):
    assert run_named(store, name, REQUIRED.get(name, {}) | {parameter: "※"}).rows == []


def test_without_an_argument_the_words_of_the_query_stand(store: Store):
    (words,) = (one.default for one in QUERIES["checkpoints"].parameters if one.name == "what")
    assert (
        run_named(store, "checkpoints").rows
        == run_named(store, "checkpoints", {"what": list(words)}).rows
    )


def test_several_values_mean_any_of_them(store: Store):
    found = {
        words: set(run_named(store, "deployments", {"what": words}).rows)
        for words in [("干部",), ("志愿者",), ("干部", "志愿者")]
    }
    one, other, both = found.values()
    assert one
    assert other
    assert both == one | other


@pytest.mark.parametrize(
    "text",
    ["recruited", "wg:recruited", "招募", f"{WG}recruited"],
    ids=["name", "prefix", "zh", "iri"],
)
def test_a_relation_may_be_named_in_many_ways(store: Store, text: str):
    rows = run_named(store, "facts", {"relation": text}).rows
    assert {row[2] for row in rows} == {NamedNode(WG + "recruited")}


@pytest.mark.parametrize("text", ["01-09", "--01-09"])
def test_a_day_needs_no_year(store: Store, text: str):
    found = run_named(store, "timeline", {"time": text})
    assert {row[0] for row in found.rows} == {typed("--01-09", "gMonthDay")}


# Entities


UNITS = {
    "甲省": None,
    "甲省乙市": "甲省",
    "甲省乙市南区": "甲省乙市",
    "甲省乙市南区丙村": "甲省乙市南区",
    "甲省丁市": "甲省",
    "甲省丁市南区": "甲省丁市",
}


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two districts of one name in two cities of a province, and a village in one of them."""
    with open_store(tmp_path_factory.mktemp("stores") / "units.kg", "w") as store:
        graph = NamedNode(f"{BASE}document-1")
        for path, whole in UNITS.items():
            node = NamedNode(f"{BASE}{path}")
            name = path.removeprefix(whole or "")
            store.raw.add(Quad(node, LABEL, chinese(name), graph))
            store.raw.add(Quad(node, TYPE, NamedNode(f"{WG}AdministrativeArea"), graph))
            store.raw.add(Quad(node, NamedNode(f"{WG}named"), typed("true", "boolean"), graph))
            if whole:
                above = NamedNode(f"{BASE}{whole}")
                store.raw.add(Quad(node, NamedNode(f"{WG}partOf"), above, graph))
        yield store


def found_by(store: Store, name: str) -> list[str]:
    return [entity.iri.removeprefix(BASE) for entity in find_entity(store, name)]


@pytest.mark.parametrize(
    "path",
    ["乙市 › 南区", "乙市/南区", "甲省>乙市>南区", "甲省 › 南区/丙村"],
)
def test_a_path_tells_units_of_one_name_apart(units: Store, path: str):
    (found,) = found_by(units, path)
    assert found.startswith("甲省乙市南区")


@pytest.mark.parametrize("name", [f"{BASE}甲省丁市南区", "wgr:甲省丁市南区"])
def test_an_iri_is_a_name_with_its_prefix_too(units: Store, name: str):
    assert found_by(units, name) == ["甲省丁市南区"]


def test_a_name_of_several_means_all_and_the_remark_says_which(units: Store):
    result = run_named(units, "hierarchy", {"unit": "南区"})
    (remark,) = result.remarks
    assert remark.startswith("2 entities are called 南区, and all are meant: ")
    assert "甲省 › 丁市 › 南区 (AdministrativeArea)" in remark
    assert f"<{BASE}甲省乙市南区>" in remark
    assert {row[0].value.removeprefix(BASE) for row in result.rows} == {
        "甲省乙市南区",
        "甲省丁市南区",
    }


def test_a_name_of_one_needs_no_remark(units: Store):
    assert run_named(units, "hierarchy", {"unit": "丙村"}).remarks == ()


def test_a_path_that_does_not_lead_there_says_where_there_is_one(units: Store):
    with pytest.raises(QueryError) as caught:
        find_entity(units, "丁市/丙村")
    assert str(caught.value) == (
        "no 丙村 is known to lie within 丁市; there is 甲省 › 乙市 › 南区 › 丙村"
    )


def test_a_unit_is_meant_with_all_that_lies_within_it(units: Store):
    text = bound_query(units, "screening", {"subject": "乙市"})
    (line,) = (line for line in text.splitlines() if "VALUES ?subject" in line)
    inside = {f"<{BASE}{path}>" for path in UNITS if path.startswith("甲省乙市")}
    assert set(line.split()) == {"VALUES", "?subject", "{", "}", *inside}


# Wrong calls


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("voluntears", {}, "no query is called voluntears; did you mean volunteers?"),
        ("捐赠", {}, "no query is called 捐赠; did you mean donations?"),
        ("※", {}, "no query is called ※; see 'wangge query --list'"),
        ("entity", {}, "query entity needs name: "),
        ("entity", {"nam": "x"}, "query entity has no parameter nam; did you mean name?"),
        ("relations", {"x": "1"}, "query relations has no parameter x; it has none"),
        ("entity", {"name": "华龙"}, "no entity is called 华龙; did you mean 华龙区"),
        ("timeline", {"from": "昨天"}, "from: '昨天' is no date; write it like 2020-02-20"),
        ("timeline", {"time": "昨天"}, "time: '昨天' is no day; write it like 2020-02-20,"),
        ("sources", {"least": "two"}, "least: 'two' is no number; write it like 20"),
        ("sources", {"least": "9" * 5000}, f"least: '{'9' * 59}…' is no number"),
        ("facts", {"relation": "recruits"}, "no relation is called recruits; did you mean recru"),
        ("facts", {"relation": "※"}, "no relation is called ※; see 'wangge query relations'"),
    ],
)
def test_a_wrong_call_is_said_in_one_line(
    store: Store, name: str, arguments: dict[str, str], message: str
):
    with pytest.raises(QueryError) as caught:
        run_named(store, name, arguments)
    assert str(caught.value).startswith(message)
    assert len(str(caught.value).splitlines()) == 1


# Text that would be more than text

HOSTILE = [
    '"',
    "'",
    '""" } UNION { ?s ?p ?o } #',
    '区" } UNION { ?x ?y ?z . FILTER ("" = "',
    "区\\",
    "区\n} SELECT * {",
    "\u2028} UNION { ?s ?p ?o",
    "> <http://example.org/> ?o .",
    "UNDEF",
    "?subject",
    "} ; DROP ALL ; #",
    "SERVICE <http://127.0.0.1:9/>",
    "FROM <http://127.0.0.1:9/>",
    "\\u0022 } #",
    "\x00",
    "\ud800",
    "区" * 100_000,
]
NAMED_BY_TEXT = [
    ("deployments", "name"),
    ("deployments", "what"),
    ("search", "word"),
    ("checkpoints", "what"),
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(("name", "parameter"), NAMED_BY_TEXT)
def test_a_hostile_text_is_a_text_that_nothing_has(
    store: Store, name: str, parameter: str, value: str
):
    assert run_named(store, name, {parameter: value}).rows == []


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("entity", "name"),
        ("screening", "subject"),
        ("facts", "relation"),
        ("timeline", "from"),
        ("sources", "least"),
    ],
)
def test_a_hostile_name_is_refused_in_one_short_line(
    store: Store, name: str, parameter: str, value: str
):
    with pytest.raises(QueryError) as caught:
        run_named(store, name, {parameter: value})
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 1000


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_changes_the_query_it_is_bound_in(store_once: Store, value: str):
    """What is printed is one query that asks what was asked, and no other."""
    text = bound_query(store_once, "deployments", {"what": value})
    holding = [
        row
        for row in run_named(store_once, "deployments").rows
        if value in row[4].value  # the label of the object
    ]
    assert run_query(store_once, text).rows == holding


@pytest.fixture(scope="module")
def store_once(store_path: Path) -> Iterator[Store]:
    with open_store(store_path) as opened:
        yield opened


# What is printed


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_what_is_printed_asks_the_same(store: Store, name: str):
    arguments = REQUIRED.get(name, {})
    printed = bound_query(store, name, arguments)
    assert run_query(store, printed).data == run_named(store, name, arguments).data


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_what_is_printed_declares_its_prefixes(store: Store, name: str):
    found = store.raw.query(query_text(name), use_default_graph_as_union=True)
    assert list(found.variables)
