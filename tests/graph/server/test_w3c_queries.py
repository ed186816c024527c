"""The query tests of the W3C, asked of the server over HTTP."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyoxigraph
import pytest
import suites
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat
from servers import served

from graph.store import open_store

ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
EVALUATED = [case for case in suites.cases() if case.kind == "QueryEvaluationTest"]
REFUSED = [case for case in suites.cases() if case.kind.startswith("Negative")]
ACCEPTED = [case for case in suites.cases() if case.kind.startswith("Positive")]

VALUES = "the store keeps the value of a number, not its spelling: 01 and 1 are one"
STRINGS = "RDF 1.1: a plain literal is one of xsd:string, which these tests of RDF 1.0 tell apart"
DOTS = "SPARQL 1.1: a number does not end with a dot, which these tests of SPARQL 1.0 let it"
REDUCED = "how many rows REDUCED leaves out is free; the result at hand has one number of them"
FUNCTIONS = "Oxigraph refuses a function that it does not know before the query is run"
ESCAPES = "Oxigraph takes no such escape within a name"
BRACES = "a path that is repeated so many times was left out of SPARQL 1.1"
GAPS = {
    "r2/basic#term-6": DOTS,
    "r2/basic#term-7": DOTS,
    "r2/distinct#distinct-1": VALUES,
    "r2/distinct#distinct-2": STRINGS,
    "r2/distinct#distinct-9": VALUES,
    "r2/expr-builtin#dawg-datatype-2": STRINGS,
    "r2/expr-builtin#dawg-str-1": VALUES,
    "r2/expr-builtin#dawg-str-2": VALUES,
    "r2/expr-builtin#sameTerm-eq": VALUES,
    "r2/expr-builtin#sameTerm-not-eq": VALUES,
    "r2/expr-builtin#sameTerm-simple": VALUES,
    "r2/expr-equals#eq-graph-1": VALUES,
    "r2/expr-equals#eq-graph-2": VALUES,
    "r2/open-world#date-2": "dates with a time zone and without are told apart by the zone",
    "r2/open-world#open-eq-01": VALUES,
    "r2/reduced#reduced-1": REDUCED,
    "r2/reduced#reduced-2": REDUCED,
    "sparql11/aggregates#agg-empty-group": "of no rows, GROUP BY makes no group (a later erratum)",
    "sparql11/functions#bnode01": "BNODE of one text is one node in all rows, not one in each",
    "sparql11/functions#strafter01": STRINGS,
    "sparql11/functions#strbefore01": STRINGS,
    "sparql11/functions#strdt03": STRINGS,
    "sparql11/functions#strlang03": STRINGS,
    **{f"sparql11/property-path#pp{n:02}": BRACES for n in (4, 5, 13, 15, 20, 22, 24, 26, 27, 29)},
    "sparql11/csv-tsv-res#csv03": VALUES,
    "r2/syntax-sparql3#syn-bad-26": "the longest token is not taken: ?x<?a&&?b>?y is a comparison",
    "r2/syntax-sparql1#syntax-lit-08": DOTS,
    "r2/syntax-sparql1#syntax-expr-05": FUNCTIONS,
    "r2/syntax-sparql1#syntax-order-05": FUNCTIONS,
    "r2/syntax-sparql1#syntax-order-06": FUNCTIONS,
    **{f"r2/syntax-sparql2#syntax-function-0{n}": FUNCTIONS for n in range(1, 5)},
    "sparql11/syntax-query#test_4": FUNCTIONS,
    "r2/syntax-sparql2#syntax-esc-04": ESCAPES,
    "r2/syntax-sparql2#syntax-esc-05": ESCAPES,
    "sparql11/syntax-query#test_52": ESCAPES,
    "sparql11/service#service7": "SERVICE is refused",
}
"""Tests that are not passed, each with its reason."""


def marked(case):
    reason = GAPS.get(case.name)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    """A server of one store, in which each file of data is a graph of the file's address."""
    folder = tmp_path_factory.mktemp("w3c")
    wanted = {address for case in suites.cases() for address in (*case.data, *case.graphs)}
    wanted |= {
        suites.BASE + name
        for name in suites.files()
        if "/dataset/data" in name or "/exists" in name
    }
    with open_store(folder / "w3c.kg", "w") as store:
        for number, address in enumerate(sorted(wanted)):
            if address.endswith((".ttl", ".rdf", ".n3", ".nt")):
                store.raw.extend(graph_of(address, number))
    with served(folder / "w3c.kg", folder) as running:
        yield running


def graph_of(address, number):
    for quad in suites.parsed(address):
        ends = [quad.subject, quad.predicate, quad.object]
        named = [
            pyoxigraph.BlankNode(f"f{number}x{one.value}")
            if isinstance(one, pyoxigraph.BlankNode)
            else one
            for one in ends
        ]
        yield Quad(*named, NamedNode(address))


def ask(suite, case, accept=ACCEPT):
    text = f"BASE <{case.query}>\n{suites.file(case.query).decode()}"
    parameters = {"default-graph-uri": list(case.data), "named-graph-uri": list(case.graphs)}
    if not case.data and not case.graphs:
        parameters = {} if "FROM" in text else {"default-graph-uri": ["urn:nothing"]}
    headers = {"accept": accept, "content-type": "application/sparql-query"}
    return suite.http.post("/sparql", params=parameters, content=text.encode(), headers=headers)


@pytest.mark.parametrize("case", list(map(marked, EVALUATED)))
def test_a_query_is_answered_as_the_w3c_says(suite, case):
    found = ask(suite, case)

    assert found.status_code == 200, found.text
    assert found_in(found) == suites.expected(case)


def found_in(found):
    if found.headers["content-type"].startswith("application/sparql-results+json"):
        return suites.of_results(found.content, QueryResultsFormat.JSON)
    store = pyoxigraph.Store()
    store.load(found.content, format=RdfFormat.N_TRIPLES)
    return suites.canonical(store)


@pytest.mark.parametrize(
    "case", [marked(case) for case in suites.cases() if case.kind.startswith("CSV")]
)
def test_csv_is_as_the_w3c_says(suite, case):
    found = ask(suite, case, "text/csv")

    assert rows_of(found.text) == rows_of(suites.expected(case))


def rows_of(text):
    """The rows by column, as SELECT * has its columns in any order; blank nodes are all alike."""
    rows = csv.DictReader(text.splitlines())
    return sorted(
        sorted((name, re.sub("^_:.*", "_:", value)) for name, value in row.items()) for row in rows
    )


@pytest.mark.parametrize("case", list(map(marked, REFUSED)))
def test_what_is_no_query_is_refused(suite, case):
    assert ask(suite, case).status_code == 400


@pytest.mark.parametrize("case", list(map(marked, ACCEPTED)))
def test_what_is_a_query_is_taken(suite, case):
    accept = f"{ACCEPT}, text/turtle"
    assert ask(suite, case, accept).status_code == 200


def test_all_of_the_suites_is_asked():
    assert (len(EVALUATED), len(REFUSED), len(ACCEPTED)) == (436, 93, 210)


def test_what_is_not_passed_stands_in_the_documents_with_its_reason():
    told = (Path(__file__).parents[3] / "docs" / "serving.md").read_text(encoding="utf-8")

    for name, reason in GAPS.items():
        (row,) = (line for line in told.splitlines() if f"`{name}`" in line)
        assert row.endswith(f" | {reason} |")
