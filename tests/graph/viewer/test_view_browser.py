"""The page in a real Chromium, opened from disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader import Page
from stories import (
    FACTS,
    HEADLINE,
    LEADER,
    OTHER_PAGE,
    TOWN,
    VOLUNTEERS,
    fact,
    laid_out,
    page_of,
    thing,
)

from extractors.facts import Quantity
from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    other = laid_out((OTHER_PAGE,), name="other.txt", headline="返乡登记")
    return page_of(tmp_path_factory.mktemp("view"), laid_out(FACTS), other)


@pytest.fixture
def page(browser: Chrome, file: Path) -> Page:
    return Page(browser, file)


def test_the_page_opens_from_disk_and_asks_for_nothing(page: Page) -> None:
    assert len(page.drawn()) == 9
    assert page.text("#summary") == "2 份来源 · 9 个实体 · 7 条事实，每条都附原文"
    assert page.requests() == []
    assert page.complaints() == []


def test_something_is_painted(page: Page) -> None:
    assert page.colours() > 20


def test_a_click_on_a_node_shows_its_facts_and_their_sentences(page: Page) -> None:
    page.mouse(*page.at(key_of(TOWN.id))).click().perform()
    assert page.until(lambda: page.text("#cardTitle")) == "石门乡"
    card = page.text("#card")
    for part in (
        "行政区划 · 5 条事实",
        "全乡",
        "平川县",
        "≥120名",
        "2021年1月9日",
        "北门卡点",
        HEADLINE,
    ):
        assert part in card
    assert "石门乡招募120余名志愿者到北门卡点值守" in card.replace("\n", "")
    marks = page.run(
        "return [...document.querySelector('.fact').querySelectorAll('mark')]"
        ".map((mark) => mark.className + ' ' + mark.textContent)"
    )
    assert marks == ["subject 石门乡", "trigger 招募", "object 志愿者"]


def test_a_demand_is_marked_as_one(page: Page) -> None:
    page.mouse(*page.at(key_of(TOWN.id))).click().perform()
    assert page.until(lambda: page.text(".fact.required .badge")) == "要求"


def test_a_click_on_an_edge_shows_its_facts(page: Page) -> None:
    (x, y), (x2, y2) = page.at(key_of(TOWN.id)), page.at(key_of(VOLUNTEERS.id))
    page.mouse((x + x2) / 2, (y + y2) / 2).click().perform()
    assert page.until(lambda: page.text("#cardTitle")) == "招募"
    assert len(page.run("return document.querySelectorAll('#card .fact')")) == 2


def test_a_double_click_shows_the_neighbourhood_and_back_the_whole(page: Page) -> None:
    page.mouse(*page.at(key_of(LEADER.id))).double_click().perform()
    page.until(lambda: page.drawn() == {"夏安民", "乡长"})
    assert page.text("#where") == "“夏安民”的邻域"
    page.press("#back")
    page.until(lambda: len(page.drawn()) == 9)


@pytest.mark.parametrize("query", ["石门", "全乡"])
def test_search_finds_names_and_aliases_and_enter_goes_there(page: Page, query: str) -> None:
    page.type(query)
    assert "石门乡" in page.until(lambda: page.text("#hits [aria-selected=true]"))
    page.type("\n")
    assert page.until(lambda: page.text("#cardTitle")) == "石门乡"
    assert page.run("return wangge.state.focus") == key_of(TOWN.id)


def test_the_legend_switches_a_type_off_and_on(page: Page) -> None:
    page.press("#types button", "物品")
    assert "口罩" not in page.drawn()
    page.press("#types button", "物品")
    assert "口罩" in page.drawn()


def test_the_legend_switches_what_was_only_demanded(page: Page) -> None:
    before = page.shown_edges()
    page.press("#modalities button", "要求")
    assert page.shown_edges() == before - 1
    assert "口罩" not in page.drawn()


def test_filters_that_leave_nothing_say_so_and_lead_back(page: Page) -> None:
    page.run("document.querySelectorAll('#types button').forEach((_, i) =>"
             " document.querySelectorAll('#types button')[i].click())")  # fmt: skip
    assert page.drawn() == set()
    assert "没有剩下" in page.text("#empty")
    page.press("#empty button")
    assert len(page.drawn()) == 9


def test_a_link_restores_what_was_shown(browser: Chrome, file: Path) -> None:
    key = key_of(LEADER.id)
    page = Page(browser, file, f"#focus={key}&show={key}")
    assert page.until(lambda: page.text("#cardTitle")) == "夏安民"
    assert page.drawn() == {"夏安民", "乡长"}
    page.press("#back")
    page.until(lambda: len(page.drawn()) == 9)


@pytest.mark.parametrize("address", ["#focus=__proto__&show=x", "#show=%22%3E%3Cimg", "#focus="])
def test_a_link_to_nothing_shows_the_whole(browser: Chrome, file: Path, address: str) -> None:
    page = Page(browser, file, address)
    assert len(page.drawn()) == 9
    assert page.complaints() == []


def test_the_interface_speaks_english_too(page: Page) -> None:
    page.press("#language")
    assert page.text("#summary") == "2 sources · 9 entities · 7 facts, each with its sentence"
    page.mouse(*page.at(key_of(TOWN.id))).click().perform()
    assert "recruited" in page.until(lambda: page.text("#card h3"))


def test_above_the_limit_the_page_says_what_it_left_out_and_finds_it(
    browser: Chrome, tmp_path: Path
) -> None:
    page = Page(browser, page_of(tmp_path, laid_out(FACTS), limit=3))
    assert page.drawn() == {"石门乡", "志愿者", "夏安民"}
    assert "另有 4 个" in page.text("#drawn")
    page.type("口罩\n")
    page.until(lambda: page.drawn() == {"口罩", "石门乡"})


def test_the_neighbourhood_of_one_entity_alone(browser: Chrome, tmp_path: Path) -> None:
    page = Page(browser, page_of(tmp_path, laid_out(FACTS), around="夏安民"))
    assert page.drawn() == {"夏安民", "乡长", "石门乡"}
    assert page.text("#where") == "“夏安民”周围 1 步"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)  # type: ignore[no-untyped-call]
    page.press(".chip", "石门乡")
    wide = page.run("return document.documentElement.scrollWidth")
    page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[no-untyped-call]
    assert wide <= width


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '"><a href="javascript:alert(1)">甲</a>',
    "'-alert(1)-'",
    "甲\u2028alert(1)\u2029",
    "<!--<script>alert(1)",
    "\u202e甲乙丙\u2066",
    "${alert(1)}{{7*7}}",
    "https://evil.example/<svg onload=alert(1)>",
    "甲" * 400,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_only_text(browser: Chrome, tmp_path: Path, name: str) -> None:
    told = fact(
        f"{name}招募{name}乙", thing(name, "Person"), "", thing(f"{name}乙", "Item"),
        predicate=name, rule=name, trigger="招募", time_text=name,
        quantity=Quantity(5, "min", name, name), place=thing(f"{name}丙", "Place"),
    )  # fmt: skip
    extraction = laid_out((told,), name=f"{name}.txt", headline=name)
    page = Page(browser, page_of(tmp_path, extraction, around=name))
    assert len(page.drawn()) == 3
    page.type(name.replace("\u2028", "")[:10])
    page.mouse(*page.at(key_of(told.subject.id))).click().perform()
    title = page.until(lambda: page.run("return document.querySelector('#cardTitle')?.textContent"))
    assert title == name
    tags = page.run(
        "return [...document.querySelectorAll('#card *, #hits *')].map((e) => e.tagName)"
    )
    assert not {"IMG", "SCRIPT", "A", "IFRAME", "SVG"} & set(tags)
    assert page.requests() == []
    assert page.complaints() == []
