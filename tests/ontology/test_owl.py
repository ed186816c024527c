"""The core as OWL: it comes back whole from rdflib, declares what it uses, contradicts nothing."""

from __future__ import annotations

import re

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from ontology import CORE
from ontology.domains import find_domain, shipped_domains

pytestmark = pytest.mark.usefixtures("literals_as_before")


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
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix schema: <https://schema.org/> .
@prefix ex: <https://example.org/> .
"""

SOUND = """\
ex:town a wg:AdministrativeArea ; wg:adcode "990101" ; wg:recruited ex:volunteers .
ex:volunteers a wg:PopulationGroup ; wg:scope ex:town ; wg:named false ; wg:kind ex:kind .
ex:kind a skos:Concept ; rdfs:label "志愿者"@zh ; skos:inScheme wg:kinds .
ex:town geo:hasGeometry ex:point ; wg:path "甲省 › 乙市 › 丙县 › 丁镇" ; wg:partOf ex:county .
ex:point a geo:Geometry ; geo:asWKT "POINT(115.1 35.7)"^^geo:wktLiteral .
ex:county a wg:AdministrativeArea ; wg:partOf ex:city .
ex:statement a wg:Statement ;
    rdf:subject ex:town ; rdf:predicate wg:recruited ; rdf:object ex:volunteers ;
    wg:quantity ex:quantity ; wg:time "--01-09"^^xsd:gMonthDay ; wg:place ex:station ;
    wg:modality wg:Asserted ; wg:negated false ; wg:confidence 0.93 ; wg:extractor "frames" ;
    wg:article ex:article ; prov:wasDerivedFrom ex:evidence ; wg:claim ex:claim .
ex:claim a wg:Claim .
ex:merge a wg:Merge ; wg:mergedEntity ex:town ; wg:mergedFrom ex:otherTown ;
    wg:mergedMention "丁镇" ; wg:mergeRule "same code" ; wg:mergeConfidence 0.9 .
ex:quantity a schema:QuantitativeValue ; schema:minValue 120 ; wg:approximate false .
ex:station a wg:Place ; wg:partOf ex:town .
ex:article a wg:Article ; wg:document ex:document ; wg:articleNumber 1 .
ex:document a wg:SourceDocument ; wg:fileName "a.txt" .
ex:evidence a oa:SpecificResource ; oa:hasSource ex:document .
"""

CONTRADICTIONS = {
    "a person that is a place": ("ex:a a wg:Person, wg:Place .", "Person and .*Place|Place and"),
    "a place that somebody holds": (
        "ex:a a wg:Place . ex:b wg:holdsPost ex:c . ex:a wg:postHeldBy ex:b .",
        "Place and .*Post",
    ),
    "a kind that is a group": (
        "ex:a wg:kind ex:b . ex:b a wg:PopulationGroup .",
        "Entity and .*Concept",
    ),
    "a claim that is a statement": ("ex:a wg:claim ex:b . ex:b wg:negated true .", "Statement and"),
    "a claim of a document": (
        "ex:a wg:claim ex:b . ex:b a wg:SourceDocument .",
        "Claim and .*SourceDocument|SourceDocument and .*Claim",
    ),
    "a unit that is its own geometry": (
        "ex:a a wg:AdministrativeArea, geo:Geometry .",
        "Geometry and .*Feature|Feature and .*Geometry",
    ),
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


# What OWL must conclude from what is sound.
CONCLUSIONS = """\
ex:town wg:partOf ex:city ; wg:within ex:county, ex:city .
ex:town a schema:AdministrativeArea, geo:Feature .
ex:city wg:hasPart ex:town, ex:station . ex:volunteers wg:within ex:city .
ex:statement a rdf:Statement, prov:Entity . ex:article prov:wasDerivedFrom ex:document .
ex:otherTown a wg:Entity . wg:Asserted a skos:Concept .
"""


def core() -> Graph:
    return Graph().parse(CORE)


def contradictions(data: str) -> list[str]:
    """What the OWL 2 RL rules find wrong with the core and ``data`` together."""
    graph = core().parse(data=PREFIXES + data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return errors(graph)


def errors(graph: Graph) -> list[str]:
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


def test_an_owl_reasoner_concludes_what_the_core_is_for():
    graph = core().parse(data=PREFIXES + SOUND, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)

    assert set(Graph().parse(data=PREFIXES + CONCLUSIONS, format="turtle")) - set(graph) == set()


@pytest.mark.parametrize("name", shipped_domains())
def test_a_domain_contradicts_nothing(name):
    graph = core().parse(find_domain(name))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)

    assert errors(graph) == []


@pytest.mark.parametrize(("data", "said"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_contradiction_is_found(data, said):
    assert any(re.search(said, each) for each in contradictions(data))
