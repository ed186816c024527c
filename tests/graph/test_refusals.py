"""What a build does not store: it stands apart with the reason, and the rest is stored."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import sound_page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sound_page import CARS, ENTITIES, FACTS, NAME, VOLUNTEERS

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity
from graph.build import BuildReport, build
from graph.check import check
from graph.rdf import fact_iri, quads_of
from graph.refusals import REFUSED, RefusedFile, Sieve
from graph.shapes.validation import shapes_of
from graph.shapes.vocabulary import vocabulary_of
from graph.store import open_store
from graph.vocabulary import WGS
from ontology import load_ontology
from ontology.errors import StoreError

# A thing cannot recruit, and nothing is surer than sure.
BY_A_CAR = replace(FACTS[0], subject=CARS)
TOO_SURE = replace(FACTS[1], confidence=1.5)


@pytest.fixture(scope="module")
def sieve() -> Sieve:
    return Sieve(shapes_of(vocabulary_of(load_ontology())), partial(quads_of, version="1"))


def built(store: Path, extraction: Extraction, version: str = "1") -> BuildReport:
    return build(
        ["page"],
        store,
        read=lambda paths: [extraction.document],
        extract=lambda document: extraction,
        version=version,
    )


def lines(store: Path) -> list[dict]:
    text = (store / REFUSED).read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def stored(store: Path) -> set[str]:
    with open_store(store) as opened:
        return {fact_iri(fact) for fact in opened.facts()}


def test_what_is_sound_passes_whole(sieve):
    sifted = sieve.sift(sound_page.extraction())
    assert sifted.quads == quads_of(sound_page.extraction(), version="1")
    assert (sifted.facts, sifted.refused) == (len(FACTS), ())


@pytest.mark.parametrize(
    ("fact", "shapes"),
    [
        (BY_A_CAR, {"recruited-subject", "recruited-subjects"}),
        (TOO_SURE, {"statement-confidence"}),
        (replace(FACTS[0], modality="required", object=CARS), {"recruited-object"}),
        (replace(FACTS[0], evidence=replace(FACTS[0].evidence, start=99)), {"position-start"}),
        (replace(FACTS[3], trigger=replace(FACTS[3].evidence, text="")), {"quoted-exact"}),
        (replace(FACTS[1], modality="rumoured"), {"statement-modality"}),
        (replace(FACTS[3], place=CARS), {"statement-place"}),
        (replace(FACTS[4], predicate=""), {"Saying"}),
        (replace(FACTS[4], subject=Argument("urn:x", "", "x", "Person")), {"entity-label"}),
        (replace(FACTS[1], object=replace(FACTS[1].object, name="")), {"stated-object"}),
    ],
)
def test_a_fact_that_violates_a_shape_stays_out_alone(sieve, fact: Fact, shapes):
    sound = tuple(each for each in FACTS if each.evidence != fact.evidence)
    sifted = sieve.sift(sound_page.extraction((*sound, fact)))
    (refused,) = sifted.refused
    assert refused["fact"] == fact_iri(fact)
    assert refused["evidence"] == fact.evidence.to_json()
    told = {each["shape"].removeprefix(WGS) for each in refused["violations"]}
    assert shapes <= told
    assert all(each["message"]["zh"] and each["message"]["en"] for each in refused["violations"])
    # What is left is what a page without the fact would have given, but for its entities.
    assert sieve.shapes.validate(sieve.shapes.data(sifted.quads)) == []
    assert set(quads_of(sound_page.extraction(sound), version="1")) <= set(sifted.quads)
    assert sifted.facts == len(sound)


def test_a_plain_triple_goes_with_its_fact_and_stays_with_another(sieve):
    twin = replace(TOO_SURE, evidence=FACTS[2].evidence)
    sifted = sieve.sift(sound_page.extraction((FACTS[1], twin)))
    assert [each["fact"] for each in sifted.refused] == [fact_iri(twin)]
    said = quads_of(sound_page.extraction((FACTS[1],)), version="1")
    assert set(sifted.quads) == set(said)


def test_an_entity_that_is_wrong_takes_its_facts_with_it(sieve):
    untyped = replace(ENTITIES[1], type="")
    extraction = replace(sound_page.extraction(), entities=(ENTITIES[0], untyped))
    sifted = sieve.sift(extraction)
    fact, entity = sifted.refused
    assert fact["fact"] == fact_iri(FACTS[0])
    assert entity["entity"]["id"] == VOLUNTEERS.id
    assert entity["document"] == NAME
    assert sifted.facts == len(FACTS) - 1
    assert not any(VOLUNTEERS.id == getattr(quad.subject, "value", "") for quad in sifted.quads)


def test_what_is_wrong_with_an_article_costs_no_fact(sieve):
    page = sound_page.extraction()
    article = replace(page.articles[0], date="明日")
    sifted = sieve.sift(replace(page, articles=(article, page.articles[1])))
    (refused,) = sifted.refused
    assert refused["violations"][0]["value"] == "明日"
    assert sifted.facts == len(FACTS)
    assert "明日" not in str(sifted.quads)


def test_a_build_tells_what_it_set_apart_and_stores_the_rest(tmp_path):
    report = built(tmp_path / "a.kg", sound_page.extraction((*FACTS, BY_A_CAR)))
    assert (report.apart, report.apart_new) == (1, 1)
    told = report.to_json()["apart"]
    assert told == {"count": 1, "new": 1, "file": str(tmp_path / "a.kg" / REFUSED)}
    assert [line["fact"] for line in lines(tmp_path / "a.kg")] == [fact_iri(BY_A_CAR)]
    assert stored(tmp_path / "a.kg") == {fact_iri(fact) for fact in FACTS}
    assert check(tmp_path / "a.kg").conforms


def test_nothing_refused_leaves_no_file(tmp_path):
    report = built(tmp_path / "a.kg", sound_page.extraction())
    assert report.to_json()["apart"] == {"count": 0, "new": 0, "file": None}
    assert not (tmp_path / "a.kg" / REFUSED).exists()


def test_a_document_read_again_replaces_what_was_said_of_it(tmp_path):
    built(tmp_path / "a.kg", sound_page.extraction((*FACTS, BY_A_CAR)))
    other = Document("另.txt", "无", sha256="0" * 64)
    built(tmp_path / "a.kg", replace(sound_page.extraction((TOO_SURE,)), document=other))
    assert {line["document"] for line in lines(tmp_path / "a.kg")} == {NAME, "另.txt"}

    kept = built(tmp_path / "a.kg", sound_page.extraction())  # unchanged: not read again
    assert (kept.apart, kept.count("unchanged")) == (2, 1)

    mended = built(tmp_path / "a.kg", sound_page.extraction(), version="2")
    assert (mended.apart, mended.count("replaced")) == (1, 1)
    assert {line["document"] for line in lines(tmp_path / "a.kg")} == {"另.txt"}


def test_a_domains_relation_and_class_are_known(tmp_path):
    domain = tmp_path / "forest.ttl"
    domain.write_text(sound_page.DOMAIN, encoding="utf-8")
    extraction = sound_page.extraction(sound_page.of_domain())
    report = build(
        ["page"],
        tmp_path / "a.kg",
        read=lambda paths: [extraction.document],
        extract=lambda document: extraction,
        ontology=load_ontology([domain]),
    )
    assert (report.census.facts, report.apart) == (2, 1)
    (refused,) = lines(tmp_path / "a.kg")
    assert refused["object"]["type"] == "Item"
    assert "树木" in refused["violations"][0]["message"]["zh"]
    # The store alone tells a check what the domain's terms are.
    assert check(tmp_path / "a.kg").conforms


def test_a_file_that_cannot_be_read_stops_the_build_in_one_line(tmp_path):
    built(tmp_path / "a.kg", sound_page.extraction())
    (tmp_path / "a.kg" / REFUSED).write_bytes(b"\xff\xfe\n")
    with pytest.raises(StoreError, match="cannot be read"):
        built(tmp_path / "a.kg", sound_page.extraction(), version="2")


def test_a_strange_line_stays(tmp_path):
    (tmp_path / REFUSED).write_text("a note of ours\n", encoding="utf-8")
    file = RefusedFile(tmp_path)
    file.put("a.txt", [{"document": "a.txt"}])
    file.save()
    assert (tmp_path / REFUSED).read_text("utf-8").startswith("a note of ours\n")


TEXTS = st.text(st.characters(codec="utf-8"), max_size=9)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(told=st.dictionaries(TEXTS.filter(bool), st.lists(TEXTS, max_size=3), max_size=3))
def test_whatever_a_page_says_comes_back(tmp_path_factory, told):
    folder = tmp_path_factory.mktemp("store")
    file = RefusedFile(folder)
    for document, texts in told.items():
        file.put(document, [{"document": document, "text": text} for text in texts])
    file.save()
    again = RefusedFile(folder)
    assert len(again) == sum(map(len, told.values()))
    for document in told:
        again.put(document, [])
    again.save()
    assert len(RefusedFile(folder)) == 0


def test_the_quantity_and_the_entities_of_a_refused_fact_are_told(sieve):
    fact = replace(BY_A_CAR, quantity=Quantity(7, "exact", "名", "7名"))
    (refused,) = sieve.sift(sound_page.extraction((fact,))).refused
    assert refused["quantity"]["value"] == 7
    assert refused["subject"]["name"] == CARS.name
    assert Entity(CARS.id, CARS.name, CARS.type).to_json()["id"] == refused["subject"]["id"]
