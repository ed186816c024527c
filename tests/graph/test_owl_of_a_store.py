"""A built store, read together with the ontology by an OWL reasoner, contradicts nothing."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from extractors.pipeline import extract
from graph.build import build
from graph.store import open_store
from ontology import CORE, load_ontology
from ontology.domains import find_domain
from ontology.lexicon import load_lexicon

pytestmark = pytest.mark.usefixtures("literals_as_before")


PAGES = {
    "town.txt": "7月2日，云岭县柳河镇招募志愿者60余名。柳河镇成立防汛指挥部。",
    "people.txt": "云岭县县长周立新强调，要排查安全隐患。青石商会向云岭县捐赠口罩5000只。",
    "dike.txt": "7月3日，柳河镇组织抢险队员加高河堤1.2公里。",
}
FLOOD = find_domain("flood")
DECLARED = {
    "class": (OWL.Class, RDFS.Datatype),
    "property": (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty),
}
BUILT_IN = (str(RDF), str(RDFS), str(OWL))
PLANTED = {
    "a person that is a place": (
        "INSERT { GRAPH ?g { ?who a wg:Place } } WHERE { GRAPH ?g { ?who a wg:Person } }",
        "Place and",
    ),
    "a group that is recruited and held as a post": (
        "INSERT { GRAPH ?g { ?who wg:holdsPost ?group } }"
        " WHERE { GRAPH ?g { ?unit wg:recruited ?group } GRAPH ?h { ?who a wg:Person } }",
        "PopulationGroup and .*Post|Post and",
    ),
    "a fact that is asserted and required": (
        "INSERT { GRAPH ?g { ?fact wg:modality wg:Required } }"
        " WHERE { GRAPH ?g { ?fact wg:modality wg:Asserted } }",
        "AllDifferent",
    ),
    "an article that is a town": (
        "INSERT { GRAPH ?g { ?article a wg:AdministrativeArea } }"
        " WHERE { GRAPH ?g { ?article a wg:Article } }",
        "Entity and .*Article|Article and",
    ),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = load_lexicon([FLOOD])
    build(
        [tmp_path / name for name in PAGES],
        tmp_path / "news.kg",
        extract=partial(extract, lexicon=words),
        version="1",
        ontology=load_ontology([FLOOD]),
    )
    return tmp_path / "news.kg"


def data(place: Path) -> Graph:
    """All that the store says, its documents put together."""
    with open_store(place) as store:
        triples = {quad.triple for quad in store.raw}
    text = "".join(f"{triple} .\n" for triple in sorted(triples, key=str))
    return Graph().parse(data=text, format="nt")


def ontology() -> Graph:
    return Graph().parse(CORE).parse(FLOOD)


def errors(place: Path) -> list[str]:
    graph = data(place) + ontology()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return [str(text) for _, kind, text in graph if str(kind).endswith("#error")]


def test_a_built_store_contradicts_nothing(place: Path):
    assert errors(place) == []


@pytest.mark.parametrize(("update", "said"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_contradiction_is_found(place: Path, update: str, said: str):
    with open_store(place, "w") as store:
        store.raw.update(update, prefixes=store.prefixes)

    assert any(re.search(said, each) for each in errors(place))


def test_the_ontology_declares_whatever_a_store_says(place: Path):
    known, said = ontology(), data(place)
    used = {
        "class": set(said.objects(None, RDF.type)),
        "property": set(said.predicates()) | set(said.objects(None, RDF.predicate)),
    }
    undeclared = {
        str(term)
        for sort, terms in used.items()
        for term in terms
        if not any((URIRef(term), RDF.type, kind) in known for kind in DECLARED[sort])
    }

    assert {each for each in undeclared if not each.startswith(BUILT_IN)} == set()
