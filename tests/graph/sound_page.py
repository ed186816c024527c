"""A page with a fact of every kind, all of them sound, and ways to spoil its graph."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pyoxigraph import NamedNode, Quad, Store

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import LITERAL, Argument, Entity, Fact, Quantity, Quote
from graph.rdf import document_iri, quads_of
from graph.vocabulary import BASE, SH, WGS, prefixes

NAME = "2021/柳河.txt"
TEXT = "7月21日8时，柳河县招募120余名志愿者。县长许立新说：“堤要守住。”\n水利局约有车3.5辆。"
GRAPH = document_iri(NAME)


# A domain with a class of its own, one that acts, and a relation between them.
DOMAIN = """\
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix ex: <https://example.org/forest#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:Tree a owl:Class ; rdfs:subClassOf wg:Item ; rdfs:label "树木"@zh .
ex:Robot a owl:Class ; rdfs:subClassOf wg:Agent ; rdfs:label "机器人"@zh .
ex:felled rdfs:subPropertyOf wg:repaired ; rdfs:label "采伐"@zh ; rdfs:range ex:Tree .
"""


def iri(name: str) -> str:
    return f"{BASE}{name}"


COUNTY = Argument(iri("liuhe"), "柳河县", "柳河县", "AdministrativeArea")
VOLUNTEERS = Argument(iri("volunteers"), "志愿者", "志愿者", "PopulationGroup")
HEAD = Argument(iri("xu"), "许立新", "许立新", "Person")
POST = Argument(iri("head"), "县长", "县长", "Post")
WATER = Argument(iri("water"), "柳河县水利局", "水利局", "Organization")
CARS = Argument(iri("cars"), "车辆", "车", "Item")
DIKE = Argument(iri("dike"), "柳河大堤", "堤", "Place")
WORDS = Argument("", "堤要守住。", "堤要守住。", LITERAL)


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(start, start + len(words), words)


FACTS = (
    Fact(
        NAME,
        1,
        COUNTY,
        "recruited",
        VOLUNTEERS,
        quote("柳河县招募120余名志愿者"),
        trigger=quote("招募"),
        quantity=Quantity(120, "min", "名", "120余名"),
        time="2021-07-21T08:00",
        time_text="7月21日8时",
        place=DIKE,
        recipient=HEAD,
        organization=WATER,
        rule="agent",
    ),
    Fact(NAME, 1, HEAD, "stated", WORDS, quote("堤要守住。"), time="--07-21"),
    Fact(NAME, 1, HEAD, "holdsPost", POST, quote("县长许立新"), confidence=0.5),
    Fact(
        NAME,
        2,
        WATER,
        "has",
        CARS,
        quote("水利局约有车3.5辆"),
        quantity=Quantity(3.5, "approx", "辆", "约3.5辆"),
        modality="planned",
        negated=True,
    ),
    Fact(NAME, 2, COUNTY, "", CARS, quote("约有车"), time="不久", predicate="约有"),
)
ENTITIES = (
    Entity(COUNTY.id, COUNTY.name, COUNTY.type, ("我县",), adcode="220524"),
    Entity(VOLUNTEERS.id, VOLUNTEERS.name, VOLUNTEERS.type, named=False, scope=COUNTY.id),
)


def of_domain() -> tuple[Fact, Fact, Fact]:
    """Facts of the domain: two that are sound, and one of a thing that is no tree."""
    tree, robot = (Argument(f"urn:x:{kind}", kind, kind, kind) for kind in ("Tree", "Robot"))
    stock = FACTS[3]
    return (
        replace(stock, object=tree),
        replace(stock, relation="felled", subject=robot, object=tree, evidence=FACTS[1].evidence),
        replace(stock, relation="felled", evidence=FACTS[2].evidence),
    )


def extraction(facts: tuple[Fact, ...] = FACTS) -> Extraction:
    data = TEXT.encode()
    document = Document(NAME, TEXT, size=len(data), sha256=hashlib.sha256(data).hexdigest())
    articles = (
        Article(1, "柳河守堤", ("许文",), "2021-07-22", "柳河县", ()),
        Article(2, "", (), "", "", ()),
    )
    return Extraction(document, articles, (), ENTITIES, facts)


def spoiled(*updates: str) -> list[Quad]:
    """The page's graph after updates in SPARQL, whose ``?g`` and default graph is the page's."""
    store = Store()
    store.extend(quads_of(extraction(), version="1"))
    graph = f"<{GRAPH}>"
    for update in updates:
        store.update(f"WITH {graph} {update}", prefixes={**prefixes(), "sh": SH, "wgs": WGS})
    return list(store.quads_for_pattern(None, None, None, NamedNode(GRAPH)))
