"""More than the page opens with is drawn on demand, and what was drawn stays where it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader import Page
from stories import FACTS, OTHER_PAGE, TOWN, fact, laid_out, page_of, thing
from test_view_walk import places

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

OPENING = {"石门乡", "志愿者", "夏安民"}
WHOLE = OPENING | {"口罩", "平川县", "乡长", "北门卡点"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("more"), laid_out(FACTS), limit=3)


@pytest.fixture
def page(browser: Chrome, file: Path) -> Page:
    return Page(browser, file)


def test_what_is_not_drawn_is_a_button_away(page: Page) -> None:
    assert page.drawn() == OPENING
    assert page.text("#more") == "再画 4 个"
    before = places(page)
    page.press("#more")
    assert page.drawn() == WHOLE
    after = places(page)
    assert {key: after[key] for key in before} == before
    assert len({tuple(spot) for spot in after.values()}) == len(WHOLE)
    assert page.run("return document.getElementById('more').hidden")
    assert page.complaints() == []


def test_it_is_undone(page: Page) -> None:
    page.press("#more")
    page.press("#undo")
    assert page.drawn() == OPENING
    assert page.text("#more") == "再画 4 个"


def test_the_whole_is_what_the_page_opened_with(page: Page) -> None:
    page.press("#more")
    page.press("#reset")
    assert page.drawn() == OPENING


def test_a_link_restores_what_was_drawn_and_where(page: Page, browser: Chrome, file: Path) -> None:
    page.press("#more")
    link, before = page.run("return wangge.link()"), places(page)
    browser.get("about:blank")
    again = Page(browser, file, link)
    assert again.drawn() == WHOLE
    assert places(again) == before


@pytest.mark.parametrize("address", ["#more=0-2", "#more=99-9999999", "#more=x.-1.3-1"])
def test_a_link_to_nothing_more_draws_nothing_more(
    browser: Chrome, file: Path, address: str
) -> None:
    page = Page(browser, file, address)
    assert page.drawn() == OPENING
    assert page.complaints() == []


def test_of_what_filters_let_pass_the_rest_is_offered(page: Page) -> None:
    page.run("wangge.change({ offTypes: new Set(['AdministrativeArea', 'PopulationGroup']) })")
    assert page.text("#more") == "再画 3 个"
    page.press("#more")
    assert page.drawn() == {"夏安民", "乡长", "北门卡点", "口罩"}
    page.run("wangge.change({ offTypes: new Set() })")
    assert page.drawn() == WHOLE - {"平川县"}
    assert page.text("#more") == "再画 1 个"


def test_where_nothing_drawn_passes_what_does_is_offered(browser: Chrome, tmp_path: Path) -> None:
    other = laid_out((OTHER_PAGE,), name="other.txt", headline="返乡登记")
    page = Page(browser, page_of(tmp_path, laid_out(FACTS), other, limit=3))
    page.run("wangge.change({ offSources: new Set(['page.txt']) })")
    assert not page.drawn()
    page.press("#ways .chip", "再画 2 个")
    assert page.drawn() == {"柳河村", "返乡人员"}


def test_many_come_in_by_the_five_hundred_the_most_central_first(
    browser: Chrome, tmp_path: Path
) -> None:
    many = [thing(f"{number}号卡点", "Place") for number in range(520)]
    facts = [fact(f"石门乡设{each.name}", TOWN, "established", each) for each in many]
    facts += [fact(f"石门乡增设{each.name}", TOWN, "expanded", each) for each in many[-3:]]
    page = Page(browser, page_of(tmp_path, laid_out(tuple(facts)), limit=2))
    page.press("#more")
    assert len(page.drawn()) == 502
    assert {each.name for each in many[-3:]} <= page.drawn()
    assert page.text("#more") == "再画 19 个"
    before = places(page)
    page.press("#more")
    after = places(page)
    assert len(after) == 521
    assert {key: after[key] for key in before} == before
