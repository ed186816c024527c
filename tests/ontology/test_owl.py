"""The core as OWL: it comes back whole from rdflib, declares what it uses, contradicts nothing."""

from __future__ import annotations

import re

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from ontology import CORE

WG = Namespace("https://w3id.org/wangge/ontology#")
BUILT_IN = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2001/XMLSchema#",
)
PROPERTY_TYPES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}

PREFIXES = """\
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
@prefix ex: <https://example.org/> .
"""

SOUND = """\
ex:town a wg:AdministrativeArea ; wg:adcode "990101" ; wg:recruited ex:volunteers .
ex:volunteers a wg:PopulationGroup ; wg:scope ex:town ; wg:named false .
ex:statement a wg:Statement ;
    rdf:subject ex:town ; rdf:predicate wg:recruited ; rdf:object ex:volunteers ;
    wg:quantity ex:quantity ; wg:time "--01-09"^^xsd:gMonthDay ; wg:place ex:station ;
    wg:modality wg:Asserted ; wg:negated false ; wg:confidence 0.93 ; wg:extractor "frames" ;
    wg:article ex:article ; prov:wasDerivedFrom ex:evidence .
ex:quantity a schema:QuantitativeValue ; schema:minValue 120 ; wg:approximate false .
ex:station a wg:Place ; wg:partOf ex:town .
ex:article a wg:Article ; wg:document ex:document ; wg:articleNumber 1 .
ex:document a wg:SourceDocument ; wg:fileName "a.txt" .
ex:evidence a oa:SpecificResource ; oa:hasSource ex:document .
"""

CONTRADICTIONS = {
    "a person that is a post": ("ex:a a wg:Person, wg:Post .", "Person and .*Post"),
    "an event for a post": ("ex:a wg:holdsPost ex:b . ex:b a wg:Event .", "Post and .*Event"),
    "a statement that is an item": (
        "ex:a a wg:Item ; wg:negated false .",
        "Entity and .*Statement",
    ),
    "two modalities": (
        "ex:a wg:modality wg:Asserted, wg:Planned .",
        "AllDifferent.*Asserted.*Planned",
    ),
}


def core() -> Graph:
    return Graph().parse(CORE)


def contradictions(data: str) -> list[str]:
    """What the OWL 2 RL rules find wrong with the core and ``data`` together."""
    graph = core().parse(data=PREFIXES + data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return [str(text) for _, kind, text in graph if str(kind).endswith("#error")]


def test_the_core_comes_back_whole_from_rdflib():
    graph = core()
    assert isomorphic(graph, Graph().parse(data=graph.serialize(format="turtle")))
    assert isomorphic(graph, Graph().parse(data=graph.serialize(format="nt"), format="nt"))


def test_every_property_used_is_declared():
    graph = core()
    used = {each for each in graph.predicates() if not str(each).startswith(BUILT_IN)}
    undeclared = {each for each in used if PROPERTY_TYPES.isdisjoint(graph.objects(each, RDF.type))}
    assert undeclared == set()


def test_every_class_used_is_declared():
    graph = core()
    places = (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith, RDF.type)
    used = {each for place in places for each in graph.objects(None, place)}
    used = {
        each for each in used if isinstance(each, URIRef) and not str(each).startswith(BUILT_IN)
    }
    declared = {*graph.subjects(RDF.type, OWL.Class), *graph.subjects(RDF.type, RDFS.Datatype)}
    assert used - declared == set()


def test_every_term_of_ours_is_described():
    graph = core()
    ours = {each for each in graph.all_nodes() if isinstance(each, URIRef) and each in WG}
    prototypes = set(graph.subjects(RDF.type, WG.Frame))
    for term in ours:
        assert {each.language for each in graph.objects(term, RDFS.label)} == {"zh", "en"}, term
        assert (term, SKOS.definition, None) in graph or term in prototypes


def test_alignments_do_not_claim_more_than_the_superclass():
    """What is only close is a skos:closeMatch, which entails nothing."""
    graph = core()
    close = {(s, o) for s, o in graph.subject_objects(SKOS.closeMatch)}
    strict = {
        (s, o)
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass)
        for s, o in graph.subject_objects(predicate)
    }
    assert close
    assert close & strict == set()


def test_the_core_and_a_fact_of_the_contract_contradict_nothing():
    assert contradictions(SOUND) == []


@pytest.mark.parametrize(("data", "said"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_contradiction_is_found(data, said):
    assert any(re.search(said, each) for each in contradictions(data))
