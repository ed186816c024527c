"""The trigger words as SKOS: a thesaurus that says of each word what it may express, and where."""

from __future__ import annotations

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace

from graph.concepts import main, trigger_words
from graph.vocabulary import DCTERMS
from ontology.domains import find_domain
from ontology.lexicon import load_lexicon

WG = Namespace("https://w3id.org/wangge/ontology#")
FLOOD = Namespace("https://w3id.org/wangge/flood#")
SOURCE = Namespace(DCTERMS).source


def graph(capsys: pytest.CaptureFixture[str], *domains: str) -> Graph:
    """What the command prints."""
    assert main(domains) == 0
    return Graph().parse(data=capsys.readouterr().out, format="turtle")


def test_every_word_is_one_concept_of_the_scheme(capsys):
    words = graph(capsys)
    labels = [str(label) for label in words.objects(None, SKOS.prefLabel)]

    assert sorted(labels) == sorted(load_lexicon().triggers)
    for concept in words.subjects(RDF.type, SKOS.Concept):
        assert (concept, RDF.type, WG.TriggerWord) in words
        assert (concept, SKOS.inScheme, WG.triggerWords) in words


def test_a_word_expresses_its_relations_and_knows_its_entries(capsys):
    words = graph(capsys)
    (concept,) = words.subjects(SKOS.prefLabel, Literal("招募", lang="zh"))

    assert WG.recruited in set(words.objects(concept, WG.expresses))
    assert any("recruited.jsonl:" in str(entry) for entry in words.objects(concept, SOURCE))


def test_the_words_of_a_domain_express_its_own_relations(capsys):
    words = graph(capsys, "flood")
    (concept,) = words.subjects(SKOS.prefLabel, Literal("封堵", lang="zh"))

    assert FLOOD.sealed in set(words.objects(concept, WG.expresses))


def test_the_same_lexicon_gives_the_same_concepts_in_the_same_order():
    lexicon = load_lexicon([find_domain("flood")])

    assert list(trigger_words(lexicon)) == list(trigger_words(lexicon))
    forms = [str(one.object) for one in trigger_words(lexicon) if "prefLabel" in str(one.predicate)]
    assert forms == sorted(forms)


def test_a_domain_that_is_none_is_said_in_one_line(capsys):
    assert main(["nowhere"]) == 1
    assert capsys.readouterr().err.startswith("Error: nowhere: no such domain")
