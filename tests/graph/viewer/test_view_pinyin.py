"""How names are read: what a keyboard types for them, their heteronyms included."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.viewer.pinyin import readings_of
from graph.viewer.pinyin_table import TABLE, table


def read(character: str) -> list[str]:
    """The readings of a character, those of names and words behind the one it has alone."""
    table = readings_of([character])
    first = [reading for reading, told in table.items() if told == character]
    return first + [reading for reading, told in table.items() if told != character]


# A place or a surname that has the reading, and the character of it that is meant.
HETERONYMS = [
    ("单县", "单", "shan"), ("长垣县", "长", "chang"), ("区长", "长", "zhang"),
    ("六安市", "六", "lu"), ("蔚县", "蔚", "yu"), ("洪洞县", "洞", "tong"), ("浚县", "浚", "xun"),
    ("东阿县", "阿", "e"), ("铅山县", "铅", "yan"), ("重庆市", "重", "chong"),
    ("厦门市", "厦", "xia"), ("朝阳区", "朝", "chao"), ("莘县", "莘", "shen"),
    ("荥经县", "荥", "ying"), ("乐清市", "乐", "yue"), ("番禺区", "番", "pan"),
    ("单玉兰", "单", "shan"), ("仇长海", "仇", "qiu"), ("查良才", "查", "zha"),
    ("曾小平", "曾", "zeng"), ("盖志明", "盖", "ge"), ("解建国", "解", "xie"),
    ("区少华", "区", "ou"), ("翟红", "翟", "zhai"), ("缪新", "缪", "miao"),
    ("朴成浩", "朴", "piao"), ("任伟", "任", "ren"), ("尉迟敬", "尉", "yu"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "character", "reading"), HETERONYMS)
def test_a_character_stands_under_the_reading_that_the_name_has(
    name: str, character: str, reading: str
) -> None:
    assert character in readings_of([name])[reading]


@pytest.mark.parametrize(
    ("character", "readings"),
    [("市", ["shi"]), ("县", ["xian"]), ("华", ["hua"]), ("王", ["wang"]), ("宁", ["ning"])],
)
def test_readings_that_have_died_out_are_none(character: str, readings: list[str]) -> None:
    assert read(character) == readings


def test_the_reading_that_a_character_has_alone_is_told_from_the_others() -> None:
    assert readings_of(["长"]) == {"chang": "|长", "zhang": "长"}


def test_the_umlaut_is_written_v() -> None:
    assert readings_of(["吕女"]) == {"lv": "吕", "nv": "女"}


def test_what_is_no_chinese_character_has_no_reading() -> None:
    assert readings_of(["A-3", "<script>", "", "🏠", "の"]) == {}


@given(st.lists(st.text("清河县市区村A1 长单", max_size=6)))
def test_every_chinese_character_is_read_and_nothing_else(names: list[str]) -> None:
    told = "".join(readings_of(names).values())
    assert set(told) - {"|"} == set("".join(names)) - set("A1 ")


@given(st.permutations(["清河县", "长垣县", "区长", "吕梁"]))
def test_the_order_of_the_names_does_not_matter(names: list[str]) -> None:
    assert list(readings_of(names).items()) == list(readings_of(sorted(names)).items())


def test_the_table_is_that_of_the_dictionaries() -> None:
    """After a new pypinyin: ``python -m graph.viewer.pinyin_table``."""
    assert json.loads(TABLE.read_text(encoding="utf-8")) == table()
