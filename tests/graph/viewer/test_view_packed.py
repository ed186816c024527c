"""A page whose data is packed: it opens, finds and answers as any other, in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from embedding import data_of, texts_of
from reader import Page
from stories import FACTS, OTHER_PAGE, TOWN, laid_out, page_of

from graph.viewer import packing
from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PAGES = (laid_out(FACTS), laid_out((OTHER_PAGE,), name="other.txt", headline="返乡登记"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("plain"), *PAGES)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "LONG", 0)
        return page_of(tmp_path_factory.mktemp("packed"), *PAGES)


@pytest.fixture
def page(browser: Chrome, file: Path) -> Page:
    return Page(browser, file)


def test_it_holds_what_the_plain_page_holds(file: Path, plain: Path) -> None:
    pages = [each.read_text(encoding="utf-8") for each in (file, plain)]
    assert data_of(pages[0]) == data_of(pages[1])
    assert texts_of(pages[0]) == texts_of(pages[1])
    assert ["石门乡又招募30名志愿者" in each for each in pages] == [False, True]


def test_a_name_is_found_and_its_sentence_read(page: Page) -> None:
    page.type("smx")
    page.until(lambda: "石门乡" in page.text("#hits"))
    page.mouse(*page.at(key_of(TOWN.id))).click().perform()
    page.until(lambda: page.text("#cardTitle") == "石门乡")
    assert "石门乡招募120余名志愿者到北门卡点值守" in page.text("#card").replace("\n", "")
    assert page.requests() == []
    assert page.complaints() == []


def test_a_link_restores_the_view(browser: Chrome, file: Path) -> None:
    page = Page(browser, file, f"#show={key_of(TOWN.id)}&view=table")
    assert page.until(lambda: page.text("#cardTitle")) == "石门乡"
    assert "石门乡" in page.text("#grid")


def test_a_browser_that_cannot_unpack_says_so(browser: Chrome, file: Path) -> None:
    # One of before 2020 has no such stream; it is taken away here before the page's script runs.
    script = browser.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": "delete window.DecompressionStream"}
    )
    try:
        page = Page(browser, file, ready=False)
        page.until(lambda: "较新的浏览器" in page.text("#told"))
        assert page.until(lambda: page.colours() > 20)
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
