"""The queries that come with wangge run, find something, and mean the same in both engines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import gold
import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat
from rdflib import Dataset

from graph.library import mechanisms, named_queries, parse_query
from graph.query import render, run_named, run_query
from graph.results import LABEL_SUFFIX
from graph.sparql import bind, keywords
from graph.store import Store, open_store
from graph.templates import fact_queries
from graph.vocabulary import BASE, prefixes
from ontology import load_ontology
from ontology.errors import QueryError

QUERIES = named_queries()
NAMES = sorted(QUERIES)
REQUIRED = {
    "entity": {"name": "华龙区"},
    "search": {"word": "防疫"},
    "all-of-a-kind": {"kind": "志愿者"},
}
# What these ask for is not on the pages: test_trust_queries.py has data for them.
ELSEWHERE = {"all-of-a-kind", "kinds", "sources"} | {
    name for name in NAMES if name.startswith("contradictions-")
}
# Their rows count facts; those of all others tell one.
COUNTS = {"documents", "hierarchy", "kinds", "per-day", "relations", "totals", "units"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def columns_of(name: str) -> list[str]:
    found = pyoxigraph.Store().query(QUERIES[name].sparql, prefixes=prefixes())
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [variable.value for variable in found.variables]


def test_every_mechanism_has_queries():
    assert {query.mechanism for query in QUERIES.values()} == set(mechanisms())


def test_every_relation_has_a_query_that_names_it():
    """The queries of any relation do not tell a reader what there is to ask for."""
    told = " ".join(query.sparql for query in QUERIES.values())
    missing = [name for name in load_ontology().relations if not re.search(rf"wg:{name}\b", told)]
    assert missing == []


@pytest.mark.parametrize("name", sorted(set(NAMES) - ELSEWHERE))
def test_every_query_finds_something_on_the_pages(store: Store, name: str):
    assert run_named(store, name, REQUIRED.get(name)).rows


@pytest.mark.parametrize("name", NAMES)
def test_every_query_says_in_both_languages_what_it_is_for(name: str):
    told = [QUERIES[name], *QUERIES[name].parameters]
    assert all(CHINESE.search(one.zh) for one in told)
    assert not any(CHINESE.search(one.en) for one in told)


@pytest.mark.parametrize("name", sorted(set(NAMES) - COUNTS))
def test_a_row_that_tells_a_fact_has_its_evidence_and_its_document(name: str):
    assert {"evidence", "document", "documentLabel", "fact"} <= set(columns_of(name))
    assert "SELECT DISTINCT" in QUERIES[name].sparql


@pytest.mark.parametrize("name", NAMES)
def test_a_label_stands_behind_what_it_labels(name: str):
    columns = columns_of(name)
    labels = [column for column in columns if column.endswith(LABEL_SUFFIX)]
    labelled = [columns[columns.index(label) - 1] + LABEL_SUFFIX for label in labels]
    assert labels == labelled


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_rows_leaves_nothing_open(store: Store, name: str):
    """Rows that stand level in the order are the same row."""
    sparql, columns = QUERIES[name].sparql, columns_of(name)
    order = sparql[keywords(sparql).rindex("ORDER BY") :]
    keys = [columns.index(key) for key in re.findall(r"\?(\w+)", order)]
    rows = run_named(store, name, REQUIRED.get(name)).rows
    assert len({tuple(row[key] for key in keys) for row in rows}) == len(set(rows)) == len(rows)


def test_a_unit_and_all_above_it(store: Store):
    table = render(run_named(store, "hierarchy", {"unit": "滨河社区"}))
    assert table.splitlines()[2].split() == ["滨河社区", "中原办"]


def test_a_unit_and_all_below_it(store: Store):
    table = render(run_named(store, "hierarchy", {"whole": "中原办"}))
    assert ["滨河社区", "中原办"] in [line.split() for line in table.splitlines()]


def test_a_table_names_relations_in_the_language_asked_for(store: Store):
    assert "招募" in render(run_named(store, "volunteers"))
    assert "recruited" in render(run_named(store, "volunteers", language="en"))


def test_an_ask_in_plain_sparql_shows_what_to_write_next(store: Store):
    assert "wg:deployed" in render(run_query(store, QUERIES["relations"].sparql))


# The same rows from rdflib's own engine: what a query takes from Oxigraph's ways shows here.


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib warns of itself.
@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(one_page: Store, in_rdflib: Dataset, name: str):
    query = QUERIES[name]
    required = [parameter.name for parameter in query.parameters if parameter.required]
    values = {one: [NamedNode(BASE + "none"), Literal("社区")] for one in required}
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


# What a file of a query must be


HEAD = "# zh: 甲\n# en: a\n# mechanism: grid\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "x.rq: the first lines must be"),
        ("# zh: 甲\nASK {}", "x.rq: the first lines must be"),
        ("# zh: 甲\n# en: a\n# mechanism: gird\nASK {}", "x.rq: mechanisms.toml has no gird"),
        (HEAD + "# parameter: unit 甲 | a\nASK {}", "x.rq: 'unit 甲 | a' is no parameter"),
        (HEAD + "# parameter: unit (colour) 甲 | a\nASK {}", "x.rq: 'unit (colour)"),
        (HEAD + "# parameter: unit (text) 甲 | a\nASK {}", "x.rq: the query has no VALUES ?unit"),
        (HEAD + "DROP ALL", "DROP changes the store"),
    ],
)
def test_a_query_that_does_not_say_what_it_does_is_refused(text: str, message: str):
    with pytest.raises(QueryError) as caught:
        parse_query("x", text)
    assert str(caught.value).startswith(message)


FACTS = """
[gifts]
mechanism = "supplies"
zh = "礼物"
en = "gifts"
relations = ["donated", "delivered"]
"""


def test_a_query_of_facts_is_written_from_its_data():
    query = parse_query("gifts", fact_queries(FACTS)["gifts"])
    assert (query.zh, query.en, query.mechanism) == ("礼物", "gifts", "supplies")
    assert "VALUES ?relation { wg:donated wg:delivered }" in query.sparql


@pytest.mark.parametrize("line", ['colour = "red"', 'shows = ["colour"]'])
def test_data_that_no_query_of_facts_has_is_refused(line: str):
    with pytest.raises(QueryError, match=r"facts.toml: \[gifts\] cannot have colour"):
        fact_queries(FACTS + line)
