"""The ontology is tidy, and each rule of the linter finds what it is there for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ontology.domains import find_domain, shipped_domains
from ontology.lint import RULES, lint

HEAD = """\
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix ex: <https://example.org/market#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<https://example.org/market> a owl:Ontology ;
    owl:versionIRI <https://example.org/market/1.0.0> ; owl:versionInfo "1.0.0" ;
    dcterms:license <https://www.apache.org/licenses/LICENSE-2.0> ;
    rdfs:label "集市"@zh, "market"@en ;
    dcterms:description "集市上的事。"@zh, "What happens at markets."@en .

ex:Stall a owl:Class ; rdfs:subClassOf wg:Place ;
    rdfs:label "摊位"@zh, "stall"@en ;
    skos:definition "市场里的一个摊位。"@zh, "A stall in a market."@en .

ex:leased a owl:ObjectProperty ;
    rdfs:label "出租"@zh, "leased"@en ;
    skos:definition "把场所租给他人。"@zh, "Lets a place to somebody."@en ;
    rdfs:domain wg:Agent ; rdfs:range ex:Stall .
"""
LABELS = 'rdfs:label "甲"@zh, "one"@en ; skos:definition "某甲。"@zh, "A thing."@en'
LESS = "rdfs:domain wg:Agent ; rdfs:range ex:Stall"

BAD = [
    ("label_in_each_language", 'ex:X a owl:Class ; rdfs:label "甲"@zh .', "X has no label in en"),
    (
        "label_in_each_language",
        'ex:X a owl:Class ; rdfs:label "甲"@zh, "乙"@zh, "one"@en .',
        "X has 2 labels in zh",
    ),
    (
        "definition_in_each_language",
        'ex:X a owl:Class ; rdfs:label "甲"@zh ; skos:definition "A thing."@en .',
        "X has no definition in zh",
    ),
    (
        "texts_without_padding",
        'ex:X a owl:Class ; rdfs:label "甲 "@zh, "one"@en .',
        "X has a padded label: '甲 '",
    ),
    (
        "label_of_its_own",
        'ex:Booth a owl:Class ; rdfs:label "摊位"@zh, "booth"@en .',
        "Booth shares its label '摊位' in zh with Stall",
    ),
    (
        "label_of_its_own",
        'ex:rose a owl:ObjectProperty ; rdfs:label "招募"@zh, "rose"@en .',
        "rose shares its label '招募' in zh with recruited",
    ),
    (
        "definition_of_its_own",
        'ex:Booth a owl:Class ; skos:definition "A stall in a market."@en .',
        "Booth shares its definition 'A stall in a market.' in en with Stall",
    ),
    ("domain_and_range", f"ex:sold a owl:ObjectProperty ; {LABELS} .", "sold has no domain"),
    (
        "range_of_its_sort",
        "ex:sold a owl:ObjectProperty ; rdfs:domain wg:Agent ; rdfs:range xsd:string .",
        "sold is an object property with the range string",
    ),
    (
        "range_of_its_sort",
        "ex:sold a owl:DatatypeProperty ; rdfs:domain wg:Agent ; rdfs:range wg:Item .",
        "sold is a datatype property with the range Item",
    ),
    (
        "inverse_that_fits",
        "ex:leasedBy a owl:ObjectProperty ; owl:inverseOf ex:leased ;"
        " rdfs:domain wg:Item ; rdfs:range wg:Agent .",
        "leasedBy has another domain than the range of leased",
    ),
    (
        "inverse_that_fits",
        "ex:inverse a owl:ObjectProperty ; owl:inverseOf wg:leads ;"
        " rdfs:domain [ a owl:Class ; owl:unionOf ( wg:Event wg:Item ) ] .",
        "inverse has another domain than the range of leads",
    ),
    (
        "declared",
        "ex:Booth a owl:Class ; rdfs:subClassOf ex:Stahl .",
        "Booth uses https://example.org/market#Stahl, which nothing declares",
    ),
    (
        "declared",
        "ex:Booth a owl:Class ; rdfs:subClassOf <https://schema.org/Shop> .",
        "Booth uses https://schema.org/Shop, which nothing declares",
    ),
    (
        "declared",
        "ex:sold a owl:ObjectProperty ; rdfs:range [ a owl:Class ; owl:unionOf ( ex:Stahl ) ] .",
        "sold uses https://example.org/market#Stahl, which nothing declares",
    ),
    (
        "declared",
        "[] a owl:AllDisjointClasses ; owl:members ( ex:Stall ex:Stahl ) .",
        "market uses https://example.org/market#Stahl, which nothing declares",
    ),
    ("declared", 'ex:Stall ex:size "3" .', "Stall uses https://example.org/market#size"),
    (
        "typed_expressions",
        "ex:sold a owl:ObjectProperty ; rdfs:domain [ owl:unionOf ( wg:Agent wg:Place ) ] .",
        "sold has a domain that lacks 'a owl:Class'",
    ),
    ("connected", f"ex:Booth a owl:Class ; {LABELS} .", "Booth stands alone"),
    ("camel_case", "ex:small_stall a owl:Class .", "small_stall is to be written LikeThis"),
    ("camel_case", "ex:Sold a owl:ObjectProperty .", "Sold is to be written likeThis"),
    (
        "no_deprecated_term",
        "ex:Old a owl:Class ; owl:deprecated true . ex:New a owl:Class ; rdfs:subClassOf ex:Old .",
        "New is built on Old, which is deprecated",
    ),
    (
        "no_circle",
        "ex:A a owl:Class ; rdfs:subClassOf ex:B . ex:B a owl:Class ; rdfs:subClassOf ex:A .",
        "A stands in a circle: A > B > A",
    ),
    (
        "header_that_tells",
        '<https://example.org/other> a owl:Ontology ; rdfs:label "other"@en .',
        "other has no versionIRI",
    ),
]


def domain(folder: Path, text: str = "") -> Path:
    path = folder / "market.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_the_core_is_tidy():
    assert list(map(str, lint())) == []


@pytest.mark.parametrize("name", shipped_domains())
def test_a_shipped_domain_is_tidy(name):
    assert list(map(str, lint([find_domain(name)]))) == []


def test_what_the_bad_examples_start_from_is_tidy(tmp_path):
    assert list(map(str, lint([domain(tmp_path)]))) == []


@pytest.mark.parametrize(("rule", "text", "message"), BAD, ids=[row[2][:40] for row in BAD])
def test_a_rule_finds_what_is_bad(tmp_path, rule, text, message):
    path = domain(tmp_path, "\n" + text)

    found = [each for each in lint([path]) if each.rule == rule]

    assert any(f"{each.term} {each.message}".startswith(message) for each in found)
    # The place is the description of the term that is at fault.
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(each.term in lines[each.line - 1] for each in found if each.term != "other")


def test_every_rule_has_a_bad_example_and_says_what_it_wants():
    assert {row[0] for row in BAD} == set(RULES)
    assert all(rule.__doc__ for rule in RULES.values())


def test_an_inverse_of_the_core_s_may_have_its_ends_in_any_order(tmp_path):
    path = domain(
        tmp_path,
        "ex:guidedBy a owl:ObjectProperty ; owl:inverseOf wg:leads ;\n"
        '    rdfs:label "领路者"@zh, "guided by"@en ;\n'
        '    skos:definition "由谁领路。"@zh, "Who goes in front."@en ;\n'
        "    rdfs:domain [ a owl:Class ;\n"
        "        owl:unionOf ( wg:PopulationGroup wg:Event wg:Organization ) ] ;\n"
        "    rdfs:range [ a owl:Class ; owl:unionOf ( wg:Post wg:Person wg:PopulationGroup ) ] .\n",
    )
    assert list(map(str, lint([path]))) == []


def test_a_property_below_another_inherits_what_it_joins(tmp_path):
    path = domain(
        tmp_path,
        "ex:sublet a owl:ObjectProperty ; rdfs:subPropertyOf ex:leased ;\n"
        '    rdfs:label "转租"@zh, "sublet"@en ;\n'
        '    skos:definition "把租来的场所再租给他人。"@zh, "Lets what is leased."@en .\n',
    )
    assert list(map(str, lint([path]))) == []


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", 0, ""),
        ("ex:Booth a owl:Class .", 1, "Booth stands alone"),
        ("ex:Booth a", 1, "not Turtle"),
    ],
)
def test_it_is_a_command_for_those_who_write_domains(tmp_path, text, code, said):
    command = [sys.executable, "-m", "ontology.lint", str(domain(tmp_path, text))]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
