"""Relations of a domain in the graph: their IRIs, their labels, and everything that shows them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from extractors.document import Document
from extractors.pipeline import extract
from graph.build import build, extractor_version
from graph.explain import explain
from graph.exports import export
from graph.facts import facts_of
from graph.labels import labels_of, names_of
from graph.names import suggestions
from graph.query import render, run_named, run_query
from graph.rdf import quads_of
from graph.store import Store, open_store
from graph.terms import iris_of, vocabulary_of
from graph.viewer import render_view
from graph.vocabulary import BASE
from ontology import load_ontology
from ontology.lexicon import load_lexicon

DOMAIN = """\
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix ex: <https://example.org/forest#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
ex:Tree a owl:Class ; rdfs:subClassOf wg:Item ; rdfs:label "树木"@zh, "tree"@en ; wg:noun "云杉" .
ex:felled rdfs:subPropertyOf wg:repaired ; rdfs:label "采伐"@zh, "felled"@en ;
    rdfs:range ex:Tree ; wg:verb "伐除" .
wg:watched rdfs:subPropertyOf wg:inspected ; rdfs:label "看护"@zh ; wg:verb "看护" .
"""
SENTENCE = "青石镇伐除云杉30棵。"
FELLED = "https://example.org/forest#felled"


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("domain") / "forest.ttl"
    path.write_text(DOMAIN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(path, tmp_path_factory):
    lexicon = load_lexicon([path])
    folder = tmp_path_factory.mktemp("store")
    page = folder / "page.txt"
    page.write_text(SENTENCE, encoding="utf-8")
    build(
        [page],
        folder / "forest.kg",
        extract=partial(extract, lexicon=lexicon),
        version=extractor_version([path]),
        ontology=lexicon.ontology,
    )
    with open_store(folder / "forest.kg") as opened:
        yield opened


def felled(store: Store) -> str:
    """The IRI of the one fact that the domain's relation gave."""
    query = f"SELECT ?fact WHERE {{ ?fact rdf:predicate <{FELLED}> }}"
    ((fact,),) = run_query(store, query).rows
    assert isinstance(fact, NamedNode)
    return fact.value


def test_terms_keep_the_iris_of_their_own_namespace(store):
    asked = "ASK { ?town ex:felled ?trees . ?trees a ex:Tree ; rdfs:label '云杉'@zh }"
    assert run_query(store, asked).answer


def test_the_facts_come_back_from_the_graph(path):
    lexicon = load_lexicon([path])
    extraction = extract(Document("page.txt", SENTENCE), None, lexicon)
    quads = quads_of(extraction, terms=iris_of(lexicon.ontology))
    told = {(fact.relation, fact.object.type) for fact in facts_of(quads)}
    assert ("felled", "Tree") in told
    assert sorted(facts_of(quads), key=repr) == sorted(extraction.facts, key=repr)


def test_the_store_says_what_the_terms_are(store):
    asked = """ASK {
        ex:felled a owl:ObjectProperty ; rdfs:label '采伐'@zh ; rdfs:subPropertyOf wg:repaired ;
            schema:rangeIncludes ex:Tree .
        ex:Tree rdfs:subClassOf wg:Item .
        wg:watched rdfs:label '看护'@zh }"""
    assert run_query(store, asked).answer


def test_what_is_below_a_relation_of_the_core_can_be_asked_for(store):
    asked = """SELECT ?thing WHERE {
        ?relation rdfs:subPropertyOf wg:repaired .
        ?fact rdf:predicate ?relation ; rdf:object/rdfs:label ?thing }"""
    assert render(run_query(store, asked), "csv").split() == ["thing", "云杉"]


def test_the_core_alone_has_nothing_to_tell():
    assert vocabulary_of(load_ontology(), BASE) == []
    assert iris_of(load_ontology()) == {}


def test_labels_are_those_of_the_domain(store):
    assert labels_of(store)[FELLED] == "采伐"
    assert names_of(store, "en")["felled"] == "felled"
    assert names_of(store)["recruited"] == "招募"


def test_a_named_query_shows_the_label(store):
    assert "采伐" in render(run_named(store, "relations"))


def test_explain_knows_the_relation(store):
    shown = str(explain(store, felled(store)))
    assert "青石镇 采伐 云杉 30棵" in shown
    assert "ex:felled 采伐 felled" in shown
    assert "forest.ttl:7" in shown


def test_the_viewer_and_the_exports_show_the_label(store, tmp_path):
    assert '"felled":{"zh":"采伐","en":"felled"}' in render_view(store)
    file = tmp_path / "facts.csv"
    with file.open("wb") as out:
        export(store, "csv", out)
    assert "felled,采伐" in file.read_text(encoding="utf-8")


def test_a_term_is_no_entity(store):
    assert "采伐" not in suggestions(store, "采伐")


def test_a_changed_domain_reads_every_page_anew(path, tmp_path):
    versions = {
        extractor_version(),
        extractor_version([path]),
        extractor_version([path], 0.5),
        extractor_version((), 0.5),
    }
    changed = tmp_path / "forest.ttl"
    changed.write_text(DOMAIN + 'wg:Item wg:noun "侧柏" .\n', encoding="utf-8")
    assert len(versions | {extractor_version([changed])}) == 5


def test_another_build_keeps_the_terms_of_the_first(path, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(SENTENCE, encoding="utf-8")
    place = tmp_path / "s.kg"
    ontology = load_lexicon([path]).ontology
    for known in (ontology, ontology, load_ontology()):
        build([page], place, ontology=known)
    with open_store(place) as store:
        asked = "SELECT (COUNT(*) AS ?labels) WHERE { GRAPH ?g { ex:felled rdfs:label ?label } }"
        assert (
            json.loads(render(run_query(store, asked), "json"))["results"]["bindings"][0]["labels"][
                "value"
            ]
            == "2"
        )
