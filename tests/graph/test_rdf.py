"""An extraction becomes the RDF of the contract, and comes back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import gold
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import BOUNDS, LITERAL, MODALITIES, Argument, Entity, Fact, Quantity, Quote
from graph.facts import entities_of, facts_of
from graph.labels import term_labels
from graph.rdf import document_iri, fact_iri, quads_of
from graph.vocabulary import BASE, OA, PROV, RDF, SCHEMA, WG, XSD, typed

TEXT = "昨日，石门乡招募120余名志愿者。\n夏某说：“都来了。”"
TOWN = Argument(BASE + "shimen", "石门乡", "该乡", "AdministrativeArea")
GROUP = Argument(BASE + "volunteers", "志愿者", "志愿者", "PopulationGroup")
RECRUITED = Fact(
    document="a.txt",
    article=1,
    subject=TOWN,
    relation="recruited",
    object=GROUP,
    evidence=Quote(3, 16, "石门乡招募120余名志愿者"),
    trigger=Quote(6, 8, "招募"),
    quantity=Quantity(120, "min", "名", "120余名"),
    time="2020-02-20T08:00",
    time_text="昨日",
    place=Argument(BASE + "gate", "北门卡点", "北门", "Place"),
    confidence=0.93,
    rule="agent_takes_in_group",
)
STATED = replace(
    RECRUITED,
    relation="stated",
    object=Argument("", "都来了", "都来了", LITERAL),
    evidence=Quote(18, 27, "夏某说：“都来了。"),
    trigger=None,
    quantity=None,
)


def extraction(*facts: Fact, entities: tuple[Entity, ...] = ()) -> Extraction:
    document = Document("a.txt", TEXT, title="通知", date="2020-02-21", size=99, sha256="ab" * 32)
    article = Article(1, "石门乡招人", ("方某",), "2020-02-21", "石门乡", ())
    return Extraction(document, (article,), (), entities, facts)


def values(quads: list[Quad], subject: str, predicate: str) -> list[str]:
    return [
        str(quad.object)
        for quad in quads
        if (quad.subject.value, quad.predicate.value) == (subject, predicate)
    ]


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return quads_of(extraction(RECRUITED), version="7")


def about(quads: list[Quad], predicate: str) -> list[str]:
    return values(quads, fact_iri(RECRUITED), predicate)


def test_every_document_is_one_named_graph(quads: list[Quad]):
    assert {quad.graph_name for quad in quads} == {NamedNode(document_iri("a.txt"))}


def test_the_statement_says_everything_about_the_fact(quads: list[Quad]):
    """The order is that of the contract's example."""
    evidence = about(quads, PROV + "wasDerivedFrom")
    assert about(quads, RDF + "type") == [f"<{WG}Statement>"]
    assert about(quads, RDF + "subject") == [f"<{TOWN.id}>"]
    assert about(quads, RDF + "predicate") == [f"<{WG}recruited>"]
    assert about(quads, RDF + "object") == [f"<{GROUP.id}>"]
    assert about(quads, WG + "time") == [f'"2020-02-20"^^<{XSD}date>']
    assert about(quads, WG + "clock") == [f'"08:00:00"^^<{XSD}time>']
    assert about(quads, WG + "timeText") == ['"昨日"']
    assert about(quads, WG + "earliest") == [f'"2020-02-20"^^<{XSD}date>']
    assert about(quads, WG + "latest") == [f'"2020-02-20"^^<{XSD}date>']
    assert about(quads, WG + "place") == [f"<{BASE}gate>"]
    assert about(quads, WG + "modality") == [f"<{WG}Asserted>"]
    assert about(quads, WG + "negated") == [f'"false"^^<{XSD}boolean>']
    assert about(quads, WG + "confidence") == [f'"0.93"^^<{XSD}decimal>']
    assert about(quads, WG + "extractor") == ['"frames"']
    assert about(quads, WG + "rule") == ['"agent_takes_in_group"']
    assert len(evidence) == 1


def test_evidence_is_a_web_annotation_target_with_both_selectors(quads: list[Quad]):
    evidence = about(quads, PROV + "wasDerivedFrom")[0].strip("<>")
    selectors = [iri.strip("<>") for iri in values(quads, evidence, OA + "hasSelector")]
    known = {
        kind: [x for one in selectors for x in values(quads, one, OA + kind)] for kind in KINDS
    }
    assert values(quads, evidence, OA + "hasSource") == [f"<{document_iri('a.txt')}>"]
    assert known == {
        "start": [f'"3"^^<{XSD}integer>'],
        "end": [f'"16"^^<{XSD}integer>'],
        "exact": ['"石门乡招募120余名志愿者"'],
        "prefix": ['"昨日，"'],
        "suffix": ['"。"'],
    }


KINDS = ("start", "end", "exact", "prefix", "suffix")

QUANTITIES = [
    (Quantity(3400, "exact", "名", ""), {"value": "3400"}),
    (Quantity(3400, "min", "名", ""), {"minValue": "3400"}),
    (Quantity(3400, "max", "名", ""), {"maxValue": "3400"}),
    (Quantity(3400, "approx", "名", ""), {"value": "3400"}),
    (Quantity(3400.0, "exact", "名", ""), {"value": "3400"}),
    (Quantity(1.25, "exact", "名", ""), {"value": "1.25"}),
]


@pytest.mark.parametrize(("quantity", "expected"), QUANTITIES)
def test_the_bound_of_a_quantity_chooses_its_property(quantity: Quantity, expected: object):
    found = quads_of(extraction(replace(RECRUITED, quantity=quantity)))
    names = ("value", "minValue", "maxValue")
    known = {quad.predicate.value.removeprefix(SCHEMA): quad.object.value for quad in found}
    assert {name: known[name] for name in names if name in known} == expected
    assert known["unitText"] == "名"


@pytest.mark.parametrize(
    ("changed", "plain"),
    [
        ({}, True),
        ({"negated": True}, False),
        ({"modality": "required"}, False),
        ({"modality": "planned"}, False),
        ({"modality": "hypothetical"}, False),
        ({"relation": "", "predicate": "叫来"}, False),
    ],
)
def test_only_what_is_so_gets_a_plain_triple(changed: dict[str, object], plain: bool):
    found = quads_of(extraction(replace(RECRUITED, **changed)))
    assert bool(values(found, TOWN.id, WG + "recruited")) == plain


def test_what_somebody_says_is_a_literal():
    found = quads_of(extraction(STATED))
    assert values(found, TOWN.id, WG + "stated") == ['"都来了"@zh']
    assert values(found, fact_iri(STATED), RDF + "object") == ['"都来了"@zh']


def test_every_term_of_ours_is_in_the_ontology():
    """Of the annotated pages and of a fact that has everything, open predicate included."""
    everything = replace(RECRUITED, recipient=TOWN, organization=TOWN, predicate="叫来")
    pages = [*map(gold.extraction_of, gold.PAGES), extraction(everything)]
    quads = [quad for page in pages for quad in quads_of(page, version="7")]
    used = {
        term.value
        for quad in quads
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(WG)
    }
    assert used <= term_labels("zh").keys()
    assert used <= term_labels("en").keys()


def test_no_blank_nodes_and_always_the_same_order(quads: list[Quad]):
    terms = {term for quad in quads for term in (quad.subject, quad.object)}
    assert not [term for term in terms if isinstance(term, BlankNode)]
    assert quads == quads_of(extraction(RECRUITED), version="7")
    assert [str(quad) for quad in quads] == sorted(str(quad) for quad in quads)


def test_the_order_of_facts_and_entities_does_not_matter():
    page = gold.extraction_of("000")
    turned = replace(page, facts=page.facts[::-1], entities=page.entities[::-1])
    assert quads_of(page) == quads_of(turned)


def test_how_a_fact_was_found_does_not_change_its_iri():
    found_otherwise = replace(RECRUITED, confidence=0.1, rule="other", trigger=None)
    assert fact_iri(found_otherwise) == fact_iri(RECRUITED)
    assert fact_iri(replace(RECRUITED, negated=True)) != fact_iri(RECRUITED)


def test_of_two_readings_of_one_fact_the_more_confident_stays():
    doubtful = replace(RECRUITED, confidence=0.1, rule="other")
    assert facts_of(quads_of(extraction(doubtful, RECRUITED))) == [RECRUITED]


def test_half_a_character_does_not_stop_the_page():
    """JSON Lines may carry a lone surrogate; RDF cannot."""
    odd = replace(RECRUITED, time_text="昨\ud800日")
    assert [fact.time_text for fact in facts_of(quads_of(extraction(odd)))] == ["昨?日"]


@pytest.mark.parametrize("page", gold.PAGES)
def test_annotated_pages_come_back_whole(page: str):
    page_extraction = gold.extraction_of(page)
    expected = {fact_iri(fact): fact for fact in page_extraction.facts}
    assert facts_of(quads_of(page_extraction)) == sorted(expected.values(), key=gold.reading_order)


# Any text that is text: no half characters.
texts = st.text(st.characters(codec="utf-8"), max_size=12)
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
numbers = st.integers(0, 10**13) | st.floats(0, 1e13, allow_nan=False)
quotes = st.builds(
    lambda start, text: Quote(start, start + len(text), text), st.integers(0, 30), words
)
quantities = st.builds(Quantity, numbers, st.sampled_from(BOUNDS), texts, texts)
days = st.dates(min_value=date(1000, 1, 1)).map(str)
times = st.sampled_from(
    ["", "2020", "2020-02", "--01-09", "--01-09T08:00", "T08:00", "2020-02-30", "夜里", "---09"]
) | (days | st.builds("{}T{:02}:{:02}".format, days, st.integers(0, 23), st.integers(0, 59)))
kinds = st.sampled_from(["Person", "Place", "Item"])
entities = st.lists(
    st.builds(
        lambda number, name, kind, aliases: Entity(
            f"{BASE}e{number}", name, kind, tuple(sorted(aliases))
        ),
        st.integers(0, 99),
        words,
        kinds,
        st.frozensets(words, max_size=3),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda entity: entity.id,
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    known = draw(entities)
    named = st.builds(
        lambda entity, mention: Argument(entity.id, entity.name, mention, entity.type),
        st.sampled_from(known),
        texts,
    )
    said = st.builds(lambda text: Argument("", text, text, LITERAL), words)
    fact = st.builds(
        Fact,
        document=st.just("a.txt"),
        article=st.integers(1, 3),
        subject=named,
        relation=st.sampled_from(["", "has", "stated"]),
        object=named | said,
        evidence=quotes,
        trigger=st.none() | quotes,
        quantity=st.none() | quantities,
        time=times,
        time_text=texts,
        place=st.none() | named,
        recipient=st.none() | named,
        organization=st.none() | named,
        modality=st.sampled_from(MODALITIES),
        negated=st.booleans(),
        confidence=st.floats(0, 1),
        extractor=words,
        rule=texts,
        predicate=texts,
    )
    facts = draw(st.lists(fact, max_size=4, unique_by=fact_iri))
    return extraction(*facts, entities=tuple(sorted(known, key=lambda one: one.id)))


@given(extractions())
@settings(max_examples=100, deadline=None)
def test_extraction_to_quads_to_facts_loses_nothing(page: Extraction):
    quads = quads_of(page)
    assert facts_of(quads) == sorted(page.facts, key=gold.reading_order)
    assert entities_of(quads) == list(page.entities)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib warns of itself.
@given(extractions())
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_through_rdflib_and_trig(page: Extraction):
    import pyoxigraph
    import rdflib

    quads = quads_of(page)
    data = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.TRIG)
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format="trig")
    written = dataset.serialize(format="trig", encoding="utf-8")
    back = list(pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.TRIG))
    assert facts_of(back) == sorted(page.facts, key=gold.reading_order)


def test_literals_are_in_the_form_that_the_store_keeps(tmp_path):
    """Oxigraph rewrites 3400.0 to 3400; what we give it must come out as it went in."""
    from graph.store import open_store

    odd = replace(RECRUITED, quantity=Quantity(2.50, "exact", "", ""), confidence=1.0)
    with open_store(tmp_path / "a.kg", "w") as store:
        store.replace_document(extraction(odd, STATED))
        assert sorted(store.raw, key=str) == store.graph_of(extraction(odd, STATED))


def test_typed_literals_are_of_xml_schema():
    assert typed("3", "integer") == Literal("3", datatype=NamedNode(XSD + "integer"))
