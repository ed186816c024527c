"""Corrections change what a document's graph says of who is who, and can be taken back."""

from __future__ import annotations

import random
from dataclasses import replace

import gold
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity, Quote
from graph.facts import entities_of, facts_of
from graph.identity.claims import CLAIM
from graph.identity.corrections import Corrections, Merge, Split, write_corrections
from graph.identity.settling import restored, settled
from graph.rdf import quads_of
from graph.vocabulary import BASE, WG
from ontology.errors import StoreError

TEXT = "县防指派出抢险队员30名。指挥部采购水泵6台。"
COUNTY = Entity(BASE + "county-130534", "清河县", "AdministrativeArea", adcode="130534")
SHORT = Entity(BASE + "short", "县防指", "Organization", scope=COUNTY.id)
LONG = Entity(BASE + "long", "清河县防汛抗旱指挥部", "Organization", ("指挥部",), scope=COUNTY.id)
CREW = Entity(
    BASE + "crew", "抢险队员", "PopulationGroup", named=False, scope=COUNTY.id, kinds=("队员",)
)
PUMP = Entity(BASE + "pump", "水泵", "Item", named=False)


def argument(entity: Entity, mention: str = "") -> Argument:
    return Argument(entity.id, entity.name, mention or entity.name, entity.type)


SENT = Fact(
    "1.txt", 1, argument(SHORT), "deployed", argument(CREW), Quote(0, 11, TEXT[:11]),
    quantity=Quantity(30, "exact", "名", "30名"),
)  # fmt: skip
BOUGHT = Fact(
    "1.txt", 1, argument(LONG, "指挥部"), "purchased", argument(PUMP), Quote(12, 22, TEXT[12:22])
)


def page(name: str = "1.txt") -> Extraction:
    facts = tuple(replace(each, document=name) for each in (SENT, BOUGHT))
    return Extraction(Document(name, TEXT), (), (), (COUNTY, SHORT, LONG, CREW, PUMP), facts)


def corrections(tmp_path_factory: pytest.TempPathFactory, *lines: Merge | Split) -> Corrections:
    return write_corrections(tmp_path_factory.mktemp("c") / "c.jsonl", lines)


def test_a_merge_makes_one_node_of_two(tmp_path_factory: pytest.TempPathFactory):
    """The facts of both are the one's, the other's names its aliases, and its node is gone."""
    found = corrections(tmp_path_factory, Merge(SHORT.id, SHORT.name, LONG))
    quads = settled(quads_of(page()), found)
    assert {fact.subject.id for fact in facts_of(quads)} == {LONG.id}
    merged = next(each for each in entities_of(quads) if each.id == LONG.id)
    assert merged.aliases == ("县防指", "指挥部")
    assert merged.rule == "hand"
    assert SHORT.id not in {each.id for each in entities_of(quads)}
    # the plain triple is the one's, too
    plain = {quad.subject for quad in quads if quad.predicate == NamedNode(WG + "deployed")}
    assert plain == {NamedNode(LONG.id)}


def test_a_merge_of_a_unit_takes_what_belongs_to_it_along(tmp_path_factory: pytest.TempPathFactory):
    other = Entity(BASE + "city-130500", "邢台市", "AdministrativeArea", adcode="130500")
    found = corrections(tmp_path_factory, Merge(COUNTY.id, COUNTY.name, other))
    quads = settled(quads_of(page()), found)
    assert {each.scope for each in entities_of(quads) if each.scope} == {other.id}
    assert restored_same(quads)


def test_a_split_by_document_leaves_the_other_documents(tmp_path_factory: pytest.TempPathFactory):
    found = corrections(tmp_path_factory, Split(LONG.id, LONG.name, ("1.txt",)))
    here = settled(quads_of(page("1.txt")), found)
    there = settled(quads_of(page("2.txt")), found)
    part = found.splits[LONG.id][0].part
    assert {fact.subject.id for fact in facts_of(here)} == {SHORT.id, part}
    assert {fact.subject.id for fact in facts_of(there)} == {SHORT.id, LONG.id}
    assert next(each.name for each in entities_of(here) if each.id == part) == LONG.name


def test_a_split_by_mention_leaves_the_other_mentions(tmp_path_factory: pytest.TempPathFactory):
    found = corrections(tmp_path_factory, Split(LONG.id, LONG.name, (), "指挥部"))
    named = replace(BOUGHT, subject=argument(LONG), time="2021-07-20")
    both = replace(page(), facts=(BOUGHT, named))
    quads = settled(quads_of(both), found)
    assert {fact.subject.id for fact in facts_of(quads)} == {found.splits[LONG.id][0].part, LONG.id}


def test_the_iri_of_a_fact_stays_when_its_ends_are_corrected(
    tmp_path_factory: pytest.TempPathFactory,
):
    """Who has noted a fact's id finds it after a merge."""
    found = corrections(tmp_path_factory, Merge(SHORT.id, SHORT.name, LONG))
    before, after = settled(quads_of(page())), settled(quads_of(page()), found)
    statements = lambda quads: {q.subject for q in quads if q.predicate == CLAIM}  # noqa: E731
    assert statements(before) == statements(after)


def restored_same(quads: list, page_: Extraction | None = None) -> bool:
    return settled(quads) == settled(quads_of(page_ or page()))


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_corrections_can_be_taken_back_without_the_source(
    tmp_path_factory: pytest.TempPathFactory, seed: int
):
    """Whatever was merged or split on a real page: settled without corrections it is as it was."""
    chance = random.Random(seed)
    extraction = gold.extraction_of(chance.choice(gold.PAGES))
    as_read = settled(quads_of(extraction))
    entities = entities_of(as_read)
    lines: list[Merge | Split] = []
    for _ in range(chance.randint(1, 6)):
        one = chance.choice(entities)
        same = [each for each in entities if each.type == one.type and each != one]
        if same and chance.random() < 0.6:
            lines.append(Merge(one.id, one.name, replace(chance.choice(same), rule="hand")))
        else:
            lines.append(Split(one.id, one.name, (extraction.document.name,)))
    kept: list[Merge | Split] = []
    for line in lines:
        try:
            found = corrections(tmp_path_factory, *kept, line)
        except StoreError:  # it contradicts those before
            continue
        kept.append(line)
    found = corrections(tmp_path_factory, *kept)
    told = settled(as_read, found)
    assert settled(told, found) == told
    assert settled(told) == as_read
    assert restored(told) is not told or not kept


def test_two_documents_that_say_the_same_make_one_claim():
    one, other = (settled(quads_of(page(name))) for name in ("1.txt", "2.txt"))
    claims = lambda quads: {q.object for q in quads if q.predicate == CLAIM}  # noqa: E731
    assert claims(one) == claims(other)
    assert len(claims(one)) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": Quantity(31, "exact", "名", "31名")},
        {"quantity": Quantity(30, "min", "名", "30余名")},
        {"quantity": None},
        {"modality": "required"},
        {"negated": True},
        {"time": "2021-07-20"},
        {"relation": "recruited"},
        {"subject": argument(LONG)},
        {"place": argument(COUNTY)},
    ],
)
def test_another_figure_time_or_end_is_another_claim(change: dict):
    said = replace(page(), facts=(SENT,))
    other = replace(page(), facts=(replace(SENT, **change),))
    claims = [
        {q.object for q in settled(quads_of(each)) if q.predicate == CLAIM}
        for each in (said, other)
    ]
    assert claims[0].isdisjoint(claims[1])
