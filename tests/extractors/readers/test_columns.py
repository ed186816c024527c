"""Glyphs on a page come in reading order: column by column, whatever order they were set in."""

from __future__ import annotations

import random
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.columns import Glyph, in_reading_order


def line(x: float, y: float, text: str, size: float = 10) -> list[Glyph]:
    return [
        Glyph(character, x + i * size, y, x + (i + 1) * size, y + size)
        for i, character in enumerate(text)
    ]


def column(x: float, y: float, lines: list[str], leading: float = 15) -> list[Glyph]:
    return list(chain.from_iterable(line(x, y + i * leading, t) for i, t in enumerate(lines)))


def lines_of(character: str, count: int, width: int = 12) -> list[str]:
    return [f"{character}{number:02}".ljust(width, character) for number in range(count)]


def test_an_empty_page_has_no_blocks() -> None:
    assert in_reading_order([]) == []
    assert in_reading_order(line(0, 0, "  ")) == []


@given(st.integers(2, 5), st.integers(3, 12), st.randoms(use_true_random=False))
def test_columns_are_read_one_after_the_other(
    count: int, height: int, shuffler: random.Random
) -> None:
    texts = [lines_of("甲乙丙丁戊"[i], height) for i in range(count)]
    glyphs = [g for i, text in enumerate(texts) for g in column(i * 130, i * 4, text)]
    shuffler.shuffle(glyphs)
    assert in_reading_order(glyphs) == texts


def test_a_headline_over_all_columns_comes_before_them() -> None:
    texts = [lines_of(character, 6) for character in "甲乙丙"]
    glyphs = [g for i, text in enumerate(texts) for g in column(i * 130, 40, text)]
    assert in_reading_order(line(40, 0, "石门乡召开防汛工作会议", 24) + glyphs) == [
        ["石门乡召开防汛工作会议"],
        *texts,
    ]


def test_a_headline_over_two_columns_belongs_to_them() -> None:
    texts = [lines_of(character, 6) for character in "甲乙"]
    beside = lines_of("丙", 8)
    glyphs = [g for i, text in enumerate(texts) for g in column(i * 130, 40, text)]
    glyphs += line(10, 0, "石门乡召开防汛会", 24) + column(260, 0, beside)
    assert in_reading_order(glyphs) == [["石门乡召开防汛会"], *texts, beside]


def test_articles_below_each_other_are_read_one_after_the_other() -> None:
    above = [lines_of(character, 6) for character in "甲乙丙"]
    below = [lines_of(character, 6, width=19) for character in "丁戊"]
    glyphs = [g for i, text in enumerate(above) for g in column(i * 130, 40, text)]
    glyphs += [g for i, text in enumerate(below) for g in column(i * 200, 200, text)]
    glyphs += line(0, 0, "石门乡召开防汛会", 24) + line(40, 150, "岳村镇招募志愿", 24)
    assert in_reading_order(glyphs) == [["石门乡召开防汛会"], *above, ["岳村镇招募志愿"], *below]


def test_a_numbered_list_is_no_pair_of_columns() -> None:
    glyphs = []
    for number in range(1, 6):
        glyphs += line(0, number * 15, f"{number}.") + line(40, number * 15, "各村做好排查工作")
    assert in_reading_order(glyphs) == [[f"{n}. 各村做好排查工作" for n in range(1, 6)]]


def test_a_table_is_read_row_by_row() -> None:
    rows = [("村名", "户数", "人数"), ("段家村", "120", "420"), ("李家村", "98", "300")]
    glyphs = []
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            glyphs += line(x * 120, y * 18, cell)
    assert in_reading_order(glyphs) == [[" ".join(row) for row in rows]]


def test_a_vertical_headline_does_not_enter_the_lines_beside_it() -> None:
    body = lines_of("甲", 10, width=30)
    glyphs = column(40, 0, body)
    for i, character in enumerate("众志成城抗洪"):
        glyphs += line(0, i * 24, character, 20)
    assert in_reading_order(glyphs) == [["众志成城抗洪", *body]]


def test_the_first_line_of_a_paragraph_stands_in() -> None:
    glyphs = line(20, 0, "石门乡招募志愿者") + line(0, 15, "二十名，他们来自各村")
    assert in_reading_order(glyphs) == [["　　石门乡招募志愿者", "二十名，他们来自各村"]]


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        (line(0, 0, "甲乙") + line(20, 0, "丙"), "甲乙丙"),
        (line(0, 0, "甲 乙"), "甲 乙"),
        (line(0, 0, "甲乙") + line(32, 0, "丙"), "甲乙 丙"),
        (line(0, 0, "甲乙") + line(23, 0, "丙"), "甲乙丙"),
        (line(0, 0, "5G", 10) + line(23, 0, "net", 10), "5G net"),
        (line(0, 0, "甲", 20) + line(20, 6, "乙", 10), "甲乙"),
    ],
)
def test_spaces_stand_where_the_page_shows_them(glyphs: list[Glyph], text: str) -> None:
    assert in_reading_order(glyphs) == [[text]]


POINT = st.floats(0, 500, allow_nan=False)
GLYPHS = st.lists(
    st.builds(
        lambda text, x, y, size: Glyph(text, x, y, x + size, y + size),
        st.sampled_from("石门乡0a，"),
        POINT,
        POINT,
        st.floats(1, 40, allow_nan=False),
    ),
    max_size=40,
)


@given(GLYPHS)
def test_no_character_is_lost_or_doubled_wherever_it_stands(glyphs: list[Glyph]) -> None:
    text = "".join(chain.from_iterable(in_reading_order(glyphs)))
    assert sorted(text.replace(" ", "").replace("　", "")) == sorted(g.text for g in glyphs)
