"""Identity: the same IRI for the same thing, another one for another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import extraction, gap

from extractors.identity import BASE, entity_iri, slug

NAMES = st.text(st.characters(exclude_categories=()), max_size=60)


def iri(text: str, name: str) -> str:
    """The IRI of the one entity of that name in a text."""
    (found,) = (entity.id for entity in extraction(text).entities if entity.name == name)
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("清河县", "qīnghéxiàn"),
        ("84消毒液", "84xiāodúyè"),
        ("N95口罩", "n95kǒuzhào"),
        ("《防汛应急预案》", "fángxùnyìngjíyùàn"),
        ("“零报告”制度", "língbàogào-zhìdù"),
        ("A 区", "a-qū"),
        ("", "x"),
        ("《》", "x"),
    ],
)
def test_a_name_as_part_of_an_address(name: str, expected: str) -> None:
    """Pinyin with tones; letters and digits as they are; anything else is a dash or nothing."""
    assert slug(name) == expected


@given(NAMES)
@settings(deadline=None)  # the first name loads the table of pinyin
def test_any_name_gives_an_iri(name: str) -> None:
    """The last part of an IRI has no character that an IRI may not have, and is never empty."""
    tail = entity_iri("Item", name.encode("utf-8", "replace").decode()).removeprefix(BASE)
    assert re.fullmatch(r"[\w-]+-[0-9a-f]{10}", tail)


@given(NAMES, NAMES)
@settings(deadline=None)
def test_two_names_have_two_iris(one: str, other: str) -> None:
    """The digest tells names apart that are spelt alike."""
    one, other = (name.encode("utf-8", "replace").decode() for name in (one, other))
    assert (entity_iri("Item", one) == entity_iri("Item", other)) == (one == other)


def test_what_an_iri_depends_on() -> None:
    """Type, name and scope make the IRI; a national code stands for all three."""
    plain = entity_iri("PopulationGroup", "志愿者")
    assert plain == entity_iri("PopulationGroup", "志愿者")
    assert plain != entity_iri("Organization", "志愿者")
    assert plain != entity_iri("PopulationGroup", "志愿者", scope=f"{BASE}somewhere")
    assert entity_iri("AdministrativeArea", "清河县", adcode="130534").endswith("-130534")
    assert entity_iri("Item", "口罩", base="https://example.org/").startswith(
        "https://example.org/"
    )


def test_names_that_sound_alike_are_told_apart() -> None:
    """示范 and 师范 have one slug but for the tones, 石 and 时 one with them."""
    assert entity_iri("Person", "石进") != entity_iri("Person", "时进")


def test_a_county_is_the_same_on_every_page() -> None:
    """A unit with a national code has one IRI whatever else its page says."""
    one = iri("清河县招募志愿者80名。", "清河县")
    other = iri("1月9日，清河县派出医疗队员30名。", "清河县")
    assert one == other


def test_groups_belong_to_the_unit_that_speaks() -> None:
    """志愿者 of two counties are two groups, on two pages of one county one."""
    qinghe = iri("清河县招募志愿者80名。", "志愿者")
    again = iri("清河县召开防汛工作会议。清河县招募志愿者35名。", "志愿者")
    dongling = iri("东岭县招募志愿者80名。", "志愿者")
    assert qinghe == again != dongling


def test_goods_are_the_same_everywhere() -> None:
    """口罩 means one thing in every county."""
    one = iri("清河县采购口罩200只。", "口罩")
    assert one == iri("东岭县采购口罩300只。", "口罩")


def test_a_body_is_one_thing_by_its_short_and_full_name() -> None:
    """县水利局 on a page of the county is 清河县水利局."""
    short = iri("清河县遭遇暴雨。县水利局抽调干部50名。", "清河县水利局")
    full = iri("清河县水利局抽调干部50名。", "清河县水利局")
    assert short == full


def test_offices_of_two_counties_are_two() -> None:
    """Each county has a 水利局 of its own."""
    one = iri("清河县遭遇暴雨。县水利局抽调干部50名。", "清河县水利局")
    assert one != iri("东岭县遭遇暴雨。县水利局抽调干部50名。", "东岭县水利局")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        gap(
            "清河县青石镇招募志愿者80名。",
            "东岭县青石镇招募志愿者80名。",
            why="a town without a national code is known by its name alone",
        )
    ],
)
def test_towns_of_one_name_in_two_counties_are_two(one: str, other: str) -> None:
    """A town's county is part of what it is."""
    assert iri(one, "青石镇") != iri(other, "青石镇")
