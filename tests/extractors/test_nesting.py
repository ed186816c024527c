"""In which town a village lies: told once on a page, known wherever the page speaks of it."""

from __future__ import annotations

import pytest
from rendering import extraction


def units(text: str) -> set[str]:
    """The names of the administrative units of a text."""
    return {one.name for one in extraction(text).entities if one.type == "AdministrativeArea"}


COUNTY = "清河县召开会议。清河县抽调干部50名，清河县公安局出动警力80名。"

TOLD = [
    ("青石镇松坪村转移群众20人。松坪村清淤800米。", "清河县青石镇松坪村"),
    # before it is told, too
    ("松坪村清淤800米。青石镇松坪村转移群众20人。", "清河县青石镇松坪村"),
    # by the village's bodies
    ("青石镇松坪村党支部转移群众20人。松坪村清淤800米。", "清河县青石镇松坪村"),
    # 村里 is the village, town and all
    ("青石镇松坪村转移群众20人。村里清淤800米。", "清河县青石镇松坪村"),
]


@pytest.mark.parametrize(("text", "name"), TOLD)
def test_a_village_is_known_by_its_town(text: str, name: str) -> None:
    """However short the page writes it, there is one village."""
    assert {each for each in units(COUNTY + text) if each.endswith("松坪村")} == {name}


def test_its_short_names_are_aliases() -> None:
    """松坪村 finds the village of the town."""
    found = extraction(COUNTY + "青石镇松坪村转移群众20人。松坪村清淤800米。").entities
    (village,) = (one for one in found if one.name.endswith("松坪村"))
    assert {"松坪村", "青石镇松坪村"} <= set(village.aliases)


def test_two_villages_of_one_name_are_kept_apart() -> None:
    """Where two towns have a 松坪村, one that is named alone is neither."""
    text = "青石镇松坪村转移群众20人。白沙乡松坪村转移群众30人。松坪村清淤800米。"
    assert {each for each in units(COUNTY + text) if each.endswith("松坪村")} == {
        "清河县青石镇松坪村",
        "清河县白沙乡松坪村",
        "清河县松坪村",
    }


def test_what_stands_apart_tells_nothing() -> None:
    """A town and a village in a list are two of many."""
    found = units(COUNTY + "青石镇、松坪村转移群众20人。")
    assert {each for each in found if each.endswith("松坪村")} == {"清河县松坪村"}
