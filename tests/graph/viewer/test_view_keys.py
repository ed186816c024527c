"""The picture by keyboard, and physics on demand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader import Page
from stories import FACTS, OTHER_PAGE, TOWN, VOLUNTEERS, laid_out, page_of
from test_view_walk import AROUND_TOWN, WHOLE, around, key, places, press

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    other = laid_out((OTHER_PAGE,), name="other.txt", headline="返乡登记")
    return page_of(tmp_path_factory.mktemp("keys"), laid_out(FACTS), other)


@pytest.fixture
def page(browser: Chrome, file: Path) -> Page:
    return Page(browser, file)


# --- the keyboard


def test_the_arrow_keys_walk_from_node_to_neighbour_and_enter_opens_the_card(
    browser: Chrome, file: Path
) -> None:
    from selenium.webdriver import Keys

    page = around(browser, file, TOWN)
    press(page, Keys.ARROW_RIGHT)
    centre = page.run("return wangge.cursor()")
    press(page, Keys.ARROW_RIGHT)
    there = page.run("return wangge.cursor()")
    spots = places(page)
    assert centre == key(TOWN)
    assert there != centre
    assert spots[there][0] > spots[centre][0]
    press(page, Keys.ARROW_LEFT)
    assert page.run("return wangge.cursor()") == centre
    press(page, Keys.ARROW_RIGHT, Keys.ENTER)
    assert page.run("return wangge.state.chosen") == there
    assert "图中相连" in page.text("#told")


def test_where_there_is_no_neighbour_the_page_says_so_and_shift_jumps(
    browser: Chrome, file: Path
) -> None:
    from selenium.webdriver import Keys

    other = OTHER_PAGE.subject
    page = Page(browser, file, f"#pinned={key(other)}_5000_0&show={key(other)}")
    press(page, Keys.ARROW_LEFT)
    press(page, Keys.ARROW_RIGHT)
    assert "这个方向没有相连的点" in page.text("#told")
    press(page, Keys.SHIFT, Keys.ARROW_LEFT, Keys.NULL)
    assert page.run("return wangge.cursor()") not in ("", key(other))


@pytest.mark.parametrize(("letter", "seen"), [("x", WHOLE - {"石门乡"}), ("1", AROUND_TOWN)])
def test_letters_do_what_the_tools_do(
    browser: Chrome, file: Path, letter: str, seen: set[str]
) -> None:
    page = Page(browser, file, f"#show={key(TOWN)}")
    press(page, letter)
    assert page.drawn() == seen


def test_letters_do_nothing_while_one_types(page: Page) -> None:
    page.type("x1eg?")
    assert page.drawn() == WHOLE
    assert not page.run("return document.getElementById('keys').open")


def test_a_question_mark_lists_the_keys(page: Page) -> None:
    press(page, "?")
    assert page.run("return document.getElementById('keys').open")
    assert "走到那个方向相连的点" in page.text("#keys")


# --- physics


def set_loose(page: Page) -> dict[str, tuple[int, int]]:
    """Starts the physics; gives the places from which the nodes moved away."""
    before = places(page)
    page.run("document.getElementById('physics').click()")
    page.until(lambda: places(page) != before)
    return before


def test_physics_moves_the_nodes_when_asked_to_and_undo_gives_the_places_back(page: Page) -> None:
    computed = set_loose(page)
    page.run("document.getElementById('physics').click()")
    left = places(page)
    assert page.run("return wangge.state.moved.size") == 9
    page.press("#undo")
    assert places(page) == computed != left
    page.press("#redo")
    assert places(page) == left


def test_a_change_of_the_picture_ends_the_physics(page: Page) -> None:
    set_loose(page)
    page.press(".chip", "石门乡")
    assert page.drawn() == AROUND_TOWN
    assert page.run("return document.getElementById('stop').hidden")


def test_what_is_pinned_stays_while_the_others_move(browser: Chrome, file: Path) -> None:
    page = Page(browser, file, f"#pinned={key(TOWN)}_7_-9")
    before = places(page)
    page.run("document.getElementById('physics').click()")
    page.until(lambda: places(page)[key(VOLUNTEERS)] != before[key(VOLUNTEERS)])
    page.run("document.getElementById('physics').click()")
    assert places(page)[key(TOWN)] == (7, -9)
