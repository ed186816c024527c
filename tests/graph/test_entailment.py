"""What follows from a graph, and what does not; an OWL reasoner concludes the same."""

from __future__ import annotations

import owlrl
import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.entailment import conclusions, schema_of
from ontology import CORE

pytestmark = pytest.mark.usefixtures("literals_as_before")


PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
SMALL = """\
ex:Dike rdfs:subClassOf ex:Place . ex:Place rdfs:subClassOf ex:Thing .
ex:Town rdfs:subClassOf ex:Thing .
ex:partOf a owl:TransitiveProperty ; rdfs:subPropertyOf ex:within ; owl:inverseOf ex:hasPart .
ex:hasPart a owl:TransitiveProperty .
ex:locatedIn rdfs:subPropertyOf ex:within .
ex:within a owl:TransitiveProperty ; rdfs:subPropertyOf ex:near .
ex:mended rdfs:subPropertyOf ex:did ; rdfs:domain ex:Town ; rdfs:range ex:Place .
ex:did rdfs:subPropertyOf ex:touched .
"""
SURE = NamedNode("https://example.org/sure")


def read(text: str, graph: str = "https://example.org/page") -> list[Quad]:
    quads = parse(PREFIXES + text, format=RdfFormat.TURTLE)
    return [Quad(each.subject, each.predicate, each.object, NamedNode(graph)) for each in quads]


def store_of(*quads: Quad) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.extend(quads)
    return store


def short(term: object) -> str:
    return str(getattr(term, "value", term)).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def concluded(text: str, schema: str = SMALL, sure: str = "") -> set[str]:
    """What follows from the text, but for the hierarchies, which follow from the schema alone."""
    known = schema_of(read(schema))
    data = store_of(*read(text), *read(sure, SURE.value))
    found = [
        f"{short(one.subject)} {short(one.predicate)} {short(one.object)}"
        for one in conclusions(data, known, SURE)
    ]
    assert len(found) == len(set(found))
    return {each for each in found if " sub" not in each}


FOLLOWS = {
    "wider classes": ("ex:a a ex:Dike .", {"a type Place", "a type Thing"}),
    "what is said already is not said again": (
        "ex:a a ex:Dike, ex:Thing .",
        {"a type Place"},
    ),
    "wider relations": (
        "ex:a a ex:Town ; ex:mended ex:b . ex:b a ex:Dike .",
        {"a did b", "a touched b", "a type Thing", "b type Place", "b type Thing"},
    ),
    "the other end": (
        "ex:a ex:hasPart ex:b .",
        {"b partOf a", "b within a", "b near a"},
    ),
    "a chain of parts": (
        "ex:a ex:partOf ex:b . ex:b ex:partOf ex:c .",
        {f"{x} {p} {y}" for p in ("within", "near") for x, y in ("ab", "bc", "ac")}
        | {"a partOf c", "b hasPart a", "c hasPart b", "c hasPart a"},
    ),
    "a chain of both kinds": (
        "ex:a ex:locatedIn ex:b . ex:b ex:partOf ex:c .",
        {f"{x} {p} {y}" for p in ("within", "near") for x, y in ("ab", "bc", "ac")}
        | {"c hasPart b"},
    ),
    "types of what has none, by domain and range": (
        "ex:a ex:mended ex:b .",
        {"a did b", "a touched b", "a type Town", "b type Place"}
        | {"a type Thing", "b type Thing"},
    ),
    "no types of what has one": (
        "ex:a a ex:Other ; ex:mended ex:b . ex:b a ex:Other .",
        {"a did b", "a touched b"},
    ),
    "nothing of a thing to itself": ("ex:a ex:partOf ex:a .", set()),
    "nothing of words": (
        'ex:a a ex:Thing ; ex:mended "words" .',
        {"a did words", "a touched words"},
    ),
}


@pytest.mark.parametrize(("text", "follows"), FOLLOWS.values(), ids=FOLLOWS.keys())
def test_it_follows(text, follows):
    assert concluded(text) == {each.replace('"', "") for each in follows}


def test_from_a_circle_nothing_follows_but_what_leads_in_and_out():
    text = """
ex:a ex:partOf ex:b . ex:b ex:partOf ex:a .
ex:in ex:partOf ex:a . ex:b ex:partOf ex:out .
"""
    within = {each for each in concluded(text) if " within " in each}

    assert within == {"in within a", "b within out"}


WRONG = {
    "a city in its district": "ex:city ex:partOf ex:district .",
    "a district in a place": "ex:district ex:partOf ex:gate . ex:gate ex:partOf ex:elsewhere .",
    "the same from the other end": "ex:gate ex:hasPart ex:district .",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_what_is_sure_of_a_thing_is_all_that_is_believed_of_it(text):
    """Whatever a page says of units, it adds nothing to where the code has them."""
    sure = "ex:village ex:partOf ex:district . ex:district ex:partOf ex:city ."

    found = concluded(text, sure=sure)

    assert {each for each in found if " within " in each} - {"gate within elsewhere"} == {
        *("village within district", "village within city", "district within city")
    }
    assert not any("gate hasPart" in each for each in found)


def test_of_what_is_not_sure_pages_are_believed():
    sure = "ex:district ex:partOf ex:city ."

    found = concluded("ex:hall ex:partOf ex:district . ex:city ex:hasPart ex:park .", sure=sure)

    assert {"hall within city", "park within city", "city hasPart hall"} <= found


def test_a_chain_may_be_long():
    chain = " ".join(f"ex:n{n} ex:partOf ex:n{n + 1} ." for n in range(600))

    assert "n0 within n600" in concluded(chain)


KINDS = ("Dike", "Place", "Town", "Thing")
NODES = [f"n{number}" for number in range(7)]
# From a lower number to a higher one, so that nothing stands in a circle.
STEPS = st.sets(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(["partOf", "locatedIn", "mended"]),
        st.sampled_from(NODES),
    ).filter(lambda step: step[0] < step[2]),
    max_size=10,
)
TYPES = st.fixed_dictionaries(dict.fromkeys(NODES, st.sampled_from(KINDS)))
UNTYPED = SMALL.replace(" ; rdfs:domain ex:Town ; rdfs:range ex:Place", "")


@settings(max_examples=25, deadline=None)
@given(STEPS, TYPES)
def test_an_owl_reasoner_concludes_the_same(steps, types):
    text = "".join(f"ex:{one} ex:{step} ex:{other} .\n" for one, step, other in steps)
    text += "".join(f"ex:{node} a ex:{kind} .\n" for node, kind in types.items())
    graph = rdflib.Graph().parse(data=PREFIXES + UNTYPED + text, format="turtle")
    said = set(rdflib.Graph().parse(data=PREFIXES + text, format="turtle"))

    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)

    expected = {
        f"{short(s)} {short(p)} {short(o)}"
        for s, p, o in set(graph) - said
        if short(s) in NODES and (str(p).startswith("https://example.org/") or short(o) in KINDS)
    }
    assert concluded(text, UNTYPED) == expected


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_the_order_in_which_it_was_said_does_not_matter(steps):
    said = read("".join(f"ex:{one} ex:{step} ex:{other} .\n" for one, step, other in sorted(steps)))
    schema = read(SMALL)

    assert set(conclusions(store_of(*said), schema_of(schema))) == set(
        conclusions(store_of(*reversed(said)), schema_of(reversed(schema)))
    )


def test_the_core_knows_the_ways_into_a_unit():
    schema = schema_of(parse(path=CORE, format=RdfFormat.TURTLE))
    within = NamedNode("https://w3id.org/wangge/ontology#within")

    ways = {short(name) for name, wider in schema.implied.items() if (within, False) in wider}

    assert ways == {"partOf", "locatedIn", "scope"}
    assert {short(each) for each in schema.transitive} >= {"partOf", "locatedIn", "within"}
