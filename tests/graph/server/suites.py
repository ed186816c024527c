"""The tests of the W3C as data: what is asked of which graphs, and what must come of it."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import pyoxigraph
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store

ARCHIVE = Path(__file__).parent / "w3c" / "tests.tar.xz"
BASE = "http://www.w3.org/tests/"
PREFIXES = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
PREFIX dawgt: <http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
RDF = {
    ".ttl": RdfFormat.TURTLE,
    ".n3": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}
RESULTS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}


@dataclass(frozen=True)
class Case:
    """A test of a query: its texts by their addresses, and the address of the result."""

    name: str
    kind: str
    query: str
    data: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    result: str = ""


@cache
def files() -> dict[str, bytes]:
    """All files of the suites by their paths."""
    with tarfile.open(ARCHIVE) as archive:
        read = {one.name: archive.extractfile(one) for one in archive}
        return {name: file.read() for name, file in read.items() if file}


def file(address: str) -> bytes:
    return files()[address.removeprefix(BASE)]


def parsed(address: str) -> list[pyoxigraph.Quad]:
    form = RDF[PurePosixPath(address).suffix]
    return list(pyoxigraph.parse(file(address), format=form, base_iri=address))


def manifests() -> Iterator[Store]:
    for name in sorted(files()):
        if PurePosixPath(name).name == "manifest.ttl" and "entailment" not in name:
            store = Store()
            store.extend(parsed(BASE + name))
            yield store


@cache
def cases() -> tuple[Case, ...]:
    """The approved tests of queries; those of remote services and of entailment left out."""
    found = [case for store in manifests() for case in _cases(store)]
    whole = (case for case in found if _files_of(case) <= files().keys())
    return tuple(sorted(whole, key=lambda case: case.name))


def _files_of(case: Case) -> set[str]:
    addresses = {case.query, *case.data, *case.graphs, *([case.result] if case.result else [])}
    return {address.removeprefix(BASE) for address in addresses}


def _cases(store: Store) -> Iterator[Case]:
    asked = """
        SELECT DISTINCT ?test ?kind ?query ?result {
            ?test a ?kind ; mf:action ?action .
            OPTIONAL { ?action qt:query ?said }
            BIND(COALESCE(?said, ?action) AS ?query) FILTER isIRI(?query)
            OPTIONAL { ?test mf:result ?result }
            ?test dawgt:approval dawgt:Approved .
            FILTER NOT EXISTS { ?action qt:serviceData ?service }
        }"""
    for test, kind, query, result in store.query(PREFIXES + asked):
        name = kind.value.rpartition("#")[2]
        if name in ("QueryEvaluationTest", "CSVResultFormatTest") or "Syntax" in name:
            if "Update" in name or "syntax-fed" in query.value:
                continue
            yield Case(
                test.value.removeprefix(BASE).rpartition("data-")[2].replace("/manifest", ""),
                name,
                query.value,
                _values(store, test, "qt:data"),
                _values(store, test, "qt:graphData"),
                result.value if result else "",
            )


def _values(store: Store, test: NamedNode, name: str) -> tuple[str, ...]:
    asked = f"{PREFIXES} SELECT ?x {{ {test} mf:action/{name} ?x }}"
    return tuple(sorted(row[0].value for row in store.query(asked)))


def as_graph(rows: Iterator[dict[str, object]]) -> pyoxigraph.Dataset:
    """
    Rows as a graph, which is the same graph for the same rows whatever blank nodes are called.

    Numbers are written as the store writes them: it keeps values, not spellings.
    """
    store = Store()
    for number, row in enumerate(rows):
        node = pyoxigraph.BlankNode(f"row{number}")
        store.add(pyoxigraph.Quad(node, NamedNode("v:row"), NamedNode("v:row")))
        for variable, value in row.items():
            store.add(pyoxigraph.Quad(node, NamedNode(f"v:{variable}"), value))
    return canonical(store)


def canonical(quads: object) -> pyoxigraph.Dataset:
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def expected(case: Case) -> object:
    """What the result says: True or False, or a graph, of rows or as it is."""
    suffix = PurePosixPath(case.result).suffix
    if suffix in RESULTS:
        return of_results(file(case.result), RESULTS[suffix])
    if suffix == ".csv":
        return file(case.result).decode().replace("\r\n", "\n")
    store = Store()
    store.extend(parsed(case.result))
    if any(store.query(PREFIXES + "SELECT * { ?x a rs:ResultSet }")):
        return _of_result_set(store)
    return canonical(store)


def of_results(data: bytes, form: QueryResultsFormat) -> object:
    found = pyoxigraph.parse_query_results(data, format=form)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return as_graph(
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in found
    )


def _of_result_set(store: Store) -> object:
    for row in store.query(PREFIXES + "SELECT ?b { ?x rs:boolean ?b }"):
        return row[0].value == "true"
    rows: dict[object, dict[str, object]] = {}
    asked = """SELECT ?row ?name ?value { ?set rs:solution ?row
        OPTIONAL { ?row rs:binding ?b . ?b rs:variable ?name ; rs:value ?value } }"""
    for row, name, value in store.query(PREFIXES + asked):
        rows.setdefault(row, {}).update({name.value: value} if name else {})
    return as_graph(iter(rows.values()))
