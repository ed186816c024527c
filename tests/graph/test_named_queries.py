"""The queries that come with wangge run, find something, and mean the same in both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import gold
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat
from rdflib import Dataset

from graph.library import named_queries, parse_query
from graph.query import named_query, render, run_named, run_query
from graph.sparql import bind, keywords
from graph.store import Store, open_store
from graph.vocabulary import BASE, prefixes
from ontology.errors import QueryError

NAMES = sorted(named_queries())
REQUIRED = {"entity": {"name": "华龙区"}, "search": {"word": "防疫"}}
GIVEN = {"text": "区", "date": "2020-02-20", "number": "1"}


def test_there_are_enough_of_them():
    assert len(NAMES) >= 14


@pytest.mark.parametrize("name", NAMES)
def test_every_query_finds_something_on_the_pages(store: Store, name: str):
    assert run_named(store, name, REQUIRED.get(name)).rows


@pytest.mark.parametrize("name", NAMES)
def test_every_query_says_in_both_languages_what_it_is_for(name: str):
    query = named_query(name)
    assert query.zh
    assert query.en
    assert all(parameter.zh and parameter.en for parameter in query.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_has_an_order(name: str):
    assert "ORDER BY" in keywords(named_query(name).sparql)


TEXTS = [
    (query.name, parameter.name)
    for query in named_queries().values()
    for parameter in query.parameters
    if parameter.kind in GIVEN
]


@pytest.mark.parametrize(("name", "parameter"), TEXTS)
def test_an_argument_leaves_fewer_rows(store: Store, name: str, parameter: str):
    """Nothing of what is left out comes in, and a value that nothing has leaves nothing."""
    kind = {one.name: one.kind for one in named_query(name).parameters}[parameter]
    every = Counter(run_named(store, name, REQUIRED.get(name)).rows)
    some = Counter(run_named(store, name, {parameter: GIVEN[kind]}).rows)
    assert some <= every or name in REQUIRED
    assert not run_named(
        store, name, {parameter: "9999-01-01" if kind == "date" else "※"}
    ).rows or (parameter == "to")


def test_a_unit_and_all_above_it(store: Store):
    table = render(run_named(store, "hierarchy", {"unit": "滨河社区"}))
    assert table.splitlines()[2].split() == ["滨河社区", "中原办"]


def test_a_table_names_relations_in_the_language_asked_for(store: Store):
    assert "招募" in render(run_named(store, "volunteers"))
    assert "recruited" in render(run_named(store, "volunteers", language="en"))


def test_an_ask_in_plain_sparql_shows_what_to_write_next(store: Store):
    assert "wg:deployed" in render(run_query(store, named_query("relations").sparql))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib warns of itself.
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(one_page: Store, in_rdflib: Dataset, name: str):
    """What a query takes from Oxigraph's own ways would show here."""
    query = named_query(name)
    arguments = {parameter.name: "社区" for parameter in query.parameters if parameter.required}
    values = {one: [NamedNode(BASE + "none"), Literal(text)] for one, text in arguments.items()}
    theirs = in_rdflib.query(bind(query.sparql, values))
    ours = run_query(one_page, query.sparql, parameters=values)
    assert Counter(tuple(map(text_of, row)) for row in ours.rows) == Counter(
        tuple(map(text_of, row)) for row in theirs
    )


def text_of(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", None) or term)


@pytest.fixture(scope="module")
def one_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One page: rdflib's engine takes minutes for some queries on five."""
    with open_store(tmp_path_factory.mktemp("stores") / "one.kg", "w") as opened:
        opened.replace_document(gold.extraction_of("d1"))
        yield opened


@pytest.fixture(scope="module")
def in_rdflib(one_page: Store) -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(data=one_page.raw.dump(format=RdfFormat.N_QUADS), format="nquads")
    for prefix, namespace in prefixes().items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("voluntears", {}, "no query is called voluntears; did you mean volunteers?"),
        ("※", {}, "no query is called ※; see 'wangge query --list'"),
        ("entity", {}, "query entity needs name: "),
        ("entity", {"nam": "x"}, "query entity has no parameter nam; did you mean name?"),
        ("relations", {"x": "1"}, "query relations has no parameter x; it has none"),
        ("entity", {"name": "华龙"}, "no entity is called 华龙; did you mean 华龙区"),
        ("timeline", {"from": "昨天"}, "from: '昨天' is no date; write it like 2020-02-20"),
    ],
)
def test_a_wrong_call_is_said_in_one_line(
    store: Store, name: str, arguments: dict[str, str], message: str
):
    with pytest.raises(QueryError) as caught:
        run_named(store, name, arguments)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "x.rq: the first lines must be"),
        ("# zh: 甲\nASK {}", "x.rq: the first lines must be"),
        ("# zh: 甲\n# en: a\n# parameter: unit 甲 | a\n", "x.rq: 'unit 甲 | a' is no parameter"),
        ("# zh: 甲\n# en: a\n# parameter: unit (colour) 甲 | a\n", "x.rq: 'unit (colour)"),
    ],
)
def test_a_query_without_a_proper_head_is_refused(text: str, message: str):
    with pytest.raises(QueryError) as caught:
        parse_query("x", text)
    assert str(caught.value).startswith(message)
