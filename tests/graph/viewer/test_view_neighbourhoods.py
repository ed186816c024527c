"""Parts of a store that a page is given: what is in them, what bounds them, and ways through it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from stories import fact, laid_out, thing

from extractors.facts import Quantity
from graph.directory import Directory, directory_of
from graph.store import Store, open_store
from graph.viewer.neighbourhood import Part, neighbourhood
from graph.viewer.ways import way_between

TOWNS = [thing(f"{name}乡") for name in ("甲", "乙", "丙", "丁", "戊")]
PEOPLE = thing("群众", "PopulationGroup")
STATION = thing("丙站", "Place")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Five towns in a row, of which the first and the last both have to do with people."""
    facts = [
        fact(f"{one.name}支援{other.name}", one, "supported", other)
        for one, other in pairwise(TOWNS)
    ]
    facts += [
        fact(f"{town.name}动员群众{number}人到丙站", town, "mobilized", PEOPLE, place=STATION,
             quantity=Quantity(number, "exact", "人", f"{number}人"))
        for number, town in ((3, TOWNS[0]), (4, TOWNS[-1]))
    ]  # fmt: skip
    path: Path = tmp_path_factory.mktemp("towns") / "towns.kg"
    with open_store(path, "w") as made:
        made.replace_document(laid_out(tuple(facts)))
    with open_store(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def directory(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Directory:
    return directory_of(store, tmp_path_factory.mktemp("directory"))


def told(part: Part) -> set[str]:
    return {f"{s.fact.subject.name}{s.fact.object.name}" for s in part.corpus.facts}


def test_a_neighbourhood_holds_the_facts_of_its_centre(store: Store, directory: Directory) -> None:
    part = neighbourhood(store, [TOWNS[1].id], directory.weights)

    assert told(part) == {"甲乡乙乡", "乙乡丙乡"}
    assert (part.left, part.cut) == (0, 0)


def test_it_holds_what_its_members_have_to_do_with_each_other(
    store: Store, directory: Directory
) -> None:
    part = neighbourhood(store, [PEOPLE.id, TOWNS[1].id], directory.weights)

    assert "甲乡乙乡" in told(part)


def test_a_circumstance_comes_with_its_fact(store: Store, directory: Directory) -> None:
    part = neighbourhood(store, [PEOPLE.id], directory.weights)

    assert part.corpus.entities[STATION.id].name == "丙站"
    assert {source.name for source in part.corpus.sources} == set(part.documents) == {"page.txt"}


def test_more_steps_reach_farther(store: Store, directory: Directory) -> None:
    part = neighbourhood(store, [TOWNS[1].id], directory.weights, hops=2)

    assert {"丙乡丁乡", "甲乡群众"} <= told(part)


def test_of_too_many_the_weightiest_stay_and_the_others_are_counted(
    store: Store, directory: Directory
) -> None:
    part = neighbourhood(store, [TOWNS[0].id], directory.weights, nodes=2)

    assert len(part.corpus.facts) == 1
    assert (part.left, part.cut) == (1, 1)


def test_facts_are_bounded_too(store: Store, directory: Directory) -> None:
    part = neighbourhood(store, [PEOPLE.id], directory.weights, facts=1)

    assert len(part.corpus.facts) == 1
    assert part.left == 1


def test_a_way_goes_through_named_ones_rather_than_through_things_in_general(store: Store) -> None:
    def is_general(iri: str) -> bool:
        return iri == PEOPLE.id

    assert way_between(store, TOWNS[0].id, TOWNS[4].id, lambda _: False) == [
        TOWNS[0].id, PEOPLE.id, TOWNS[4].id,
    ]  # fmt: skip
    assert way_between(store, TOWNS[0].id, TOWNS[3].id, is_general) == [
        town.id for town in TOWNS[:4]
    ]


def test_where_there_is_no_way_or_it_is_too_far_there_is_none(store: Store) -> None:
    assert way_between(store, TOWNS[0].id, "https://a.test/x", lambda _: False) == []
    assert way_between(store, TOWNS[0].id, TOWNS[2].id, lambda _: False, most=1) == []


def test_the_directory_counts_facts_and_ranks_names(directory: Directory) -> None:
    assert directory.weights[TOWNS[1].id] == 2
    assert directory.weights[STATION.id] == 2
    assert [one.name for one in directory.search("乡")][:1] != []
    assert [one.name for one in directory.search("丙")] == ["丙乡", "丙站"]
    assert [one.name for one in directory.search("丙站", "AdministrativeArea")] == []
    assert directory.search("  ") == []
    assert "群众" in [one.name for one in directory.near("群众们")]
