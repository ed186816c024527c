"""What the page knows of the store: the names of its statements and parts, and where units lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from county_news import (
    FACTS,
    FIRST,
    HELPERS,
    HOSPITAL,
    RIVER,
    SECOND,
    STONE,
    TOWN,
    VILLAGE,
    make,
    page,
)

from graph.identity.editing import merge
from graph.nodes import Nodes, described
from graph.rdf import document_iri, quads_of
from graph.store import open_store
from graph.viewer.model import key_of, view_of
from graph.viewer.parts import NO_PARTS, Origin, parts_of, store_data
from graph.viewer.places import places_data, units_in
from graph.viewer.reading import read_corpus
from graph.vocabulary import BASE, WG


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = page("stone.txt", FIRST, "石门在行动"), page("river.txt", SECOND, "清河在行动")
    return make(tmp_path_factory.mktemp("parts"), *pages)


def values_of(drop: str = "") -> Nodes:
    """What the graph of one page says, node by node, without one property."""
    quads = quads_of(page("stone.txt", FIRST, ""))
    return described(quad for quad in quads if quad.predicate.value != WG + drop)


def statements(values: Nodes) -> list[str]:
    return sorted(node for node, known in values.items() if WG + "subjectMention" in known)


def test_evidence_and_triggers_of_our_own_are_known_by_their_digits() -> None:
    values = values_of()
    document = document_iri("stone.txt")
    parts = [parts_of(one, values, BASE, document) for one in statements(values)]
    assert all(f"{BASE}quote-{part.evidence}" in values for part in parts)
    assert sum(f"{BASE}trigger-{part.trigger}" in values for part in parts) == 3
    assert not any(part.bare for part in parts)


@pytest.mark.parametrize("left_out", ["modality", "negated", "confidence", "extractor", "article"])
def test_a_statement_that_leaves_something_out_is_bare(left_out: str) -> None:
    values = values_of(drop=left_out)
    document = document_iri("stone.txt")
    assert all(parts_of(one, values, BASE, document).bare for one in statements(values))


def test_foreign_names_are_not_taken_for_ours() -> None:
    values = values_of()
    document = document_iri("stone.txt")
    assert parts_of(statements(values)[0], values, "https://a.test/", document).evidence == ""
    assert parts_of("https://a.test/x", {}, BASE, document).evidence == NO_PARTS.evidence


def test_terms_of_a_domain_keep_their_own_iris(file: Path) -> None:
    with open_store(file.parent / "news.kg") as store:
        view = view_of(read_corpus(store))
    origin = Origin(terms={"recruited": "https://a.test/market#recruited"})
    terms = store_data(view, origin)["terms"]
    assert terms["recruited"][0] == "https://a.test/market#recruited"
    assert terms["purchased"] == [WG + "purchased", "purchased"]


def test_facts_keep_the_iris_of_the_store_when_entities_are_merged(tmp_path: Path) -> None:
    make(tmp_path, page("stone.txt", FIRST, ""), page("river.txt", SECOND, ""))
    with open_store(tmp_path / "news.kg", "w") as store:
        before = {iri for iri, _ in store.statements()}
        merge(store, RIVER.id, VILLAGE.id)
        facts = read_corpus(store).facts
    assert {shown.iri for shown in facts} == before
    assert len(before) == len(FACTS)
    assert VILLAGE.id not in {shown.fact.subject.id for shown in facts}


def test_units_lie_where_the_gazetteer_says_and_below_one_another(file: Path) -> None:
    with open_store(file.parent / "news.kg") as store:
        found = places_data(view_of(read_corpus(store)), units_in(store))
    units, homes = found["units"], found["homes"]
    assert units[key_of(TOWN.id)] == ["清河县青石镇", key_of(RIVER.id)]
    name, above, longitude, latitude = units[key_of(RIVER.id)]
    assert (name, units[above][0]) == ("清河县", "邢台市")
    assert 115 < longitude < 116
    assert 36 < latitude < 38
    assert units[key_of(VILLAGE.id)] == ["无名庄", ""]
    assert homes[key_of(HOSPITAL.id)] == key_of(STONE.id)
    assert key_of(HELPERS.id) not in homes


def test_units_that_run_in_a_circle_end() -> None:
    from dataclasses import replace

    from graph.viewer.model import Corpus

    with_scope = page("stone.txt", FIRST, "")
    entities = {one.id: one for one in with_scope.entities}
    entities[STONE.id] = replace(entities[STONE.id], scope=HOSPITAL.id)
    view = view_of(Corpus((), entities, ()), centres=[STONE.id])
    assert places_data(view, {})["homes"] == {key_of(STONE.id): key_of(STONE.id)}
