"""The reference of the ontology is what its Turtle and its lexicon make today, in one piece."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

from ontology import load_ontology
from ontology.domains import find_domain, shipped_domains
from ontology.turtle import local_name

DOCS = Path(__file__).parents[1] / "docs"
TEXT = (DOCS / "ontology.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_is_in_step_with_the_ontology_and_the_lexicon(script):
    """Where this fails, ``python docs/reference.py`` writes it anew."""
    assert script.reference() == TEXT


def test_it_describes_every_class_and_relation_in_both_languages():
    ontology = load_ontology([find_domain(name) for name in shipped_domains()])

    for each in (*ontology.classes.values(), *ontology.relations.values()):
        assert f'<a id="{each.name}"></a>' in TEXT
        for language in ("zh", "en"):
            assert each.label(language) in TEXT
            assert each.definition(language) in TEXT


def test_every_relation_shows_an_example_and_words():
    sections = re.findall(r'^### <a id="(\w+)".*?(?=^##)', TEXT + "\n##", re.MULTILINE | re.DOTALL)
    ontology = load_ontology([find_domain(name) for name in shipped_domains()])

    assert sorted(sections) == sorted(ontology.relations)
    assert TEXT.count("| 例 example | ") >= len(sections)
    assert TEXT.count("| 用词 words | ") == len(sections)
    assert "（0）" not in TEXT


def test_every_link_within_it_leads_somewhere():
    anchors = Counter(re.findall(r'<a id="([^"]+)">', TEXT))
    links = set(re.findall(r"\]\(#([^)]+)\)", TEXT))

    assert [name for name, count in anchors.items() if count > 1] == []
    assert links - set(anchors) == set()


@pytest.mark.parametrize("document", ["ontology.md", "inference.md"])
def test_every_link_out_of_it_leads_to_a_file(document):
    text = (DOCS / document).read_text(encoding="utf-8")
    links = [each for each in re.findall(r"\]\(([^)#][^)]*)\)", text) if "://" not in each]

    assert [each for each in links if not (DOCS / each).exists()] == []


@pytest.mark.parametrize(
    "vocabulary",
    ["schema.org", "W3C ORG", "PROV-O", "Web Annotation", "OWL-Time", "GeoSPARQL", "SKOS", "FOAF"],
)
def test_the_alignments_with_a_vocabulary_are_listed(vocabulary):
    (section,) = re.findall(rf"^### {re.escape(vocabulary)}\n(.*?)^##", TEXT, re.M | re.S)

    assert section.count("\n| ") > 1


def test_what_the_inference_page_names_is_declared():
    text = (DOCS / "inference.md").read_text(encoding="utf-8")
    core = {local_name(each) for each in re.findall(r'<a id="(\w+)">', TEXT)}

    assert set(re.findall(r"\bwg:(\w+)", text)) - core == set()
