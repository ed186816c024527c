"""Every relation of the ontology shows a sentence, and from that sentence it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from extractors.document import Document
from extractors.pipeline import extract
from ontology import CORE, load_ontology
from ontology.domains import find_domain, shipped_domains
from ontology.lexicon import load_lexicon

SOURCES: list[tuple[str, Path, tuple[Path, ...]]] = [
    ("core", CORE, ()),
    *((name, find_domain(name), (find_domain(name),)) for name in shipped_domains()),
]


def relations(source: Path, domains: tuple[Path, ...]) -> list[tuple[str, list[str]]]:
    """The relations that a file declares, each with its examples."""
    graph = Graph().parse(source)
    ours = [
        each
        for each in load_ontology(domains).relations.values()
        if (URIRef(each.iri), RDF.type, None) in graph
    ]
    return [
        (each.name, [str(text) for text in graph.objects(URIRef(each.iri), SKOS.example)])
        for each in ours
    ]


ROWS = [
    pytest.param(domains, name, examples, id=f"{source}-{name}")
    for source, path, domains in SOURCES
    for name, examples in relations(path, domains)
]


@pytest.mark.parametrize(("domains", "name", "examples"), ROWS)
def test_a_relation_is_read_from_its_example(domains, name, examples):
    assert examples
    for text in examples:
        facts = extract(Document("example.txt", text), None, load_lexicon(domains)).facts
        assert name in [fact.relation for fact in facts], text
