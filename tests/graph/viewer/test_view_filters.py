"""Filtering: each value stands with its count, and there is always a way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from reader import Page

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ALL = {
    "清河县",
    "清河县葛仙庄镇",
    "单县",
    "志愿者",
    "群众",
    "曾小平",
    "单玉兰",
    "县长",
    "大米",
    "口罩",
    "长乐小学",
}


class Filters(Page):
    """The page with the panel of the filters open."""

    def __init__(self, browser: Chrome, file: Path, address: str = "") -> None:
        super().__init__(browser, file, address)
        self.press("#filterButton")

    def values(self, facet: str) -> dict[str, int]:
        """The values of a list with their counts."""
        rows: list[tuple[str, str]] = self.run(
            "const box = document.querySelector(`[aria-labelledby=facet-${arguments[0]}]`);"
            "return [...box.querySelectorAll('.value')]"
            ".map((row) => [row.querySelector('label > span:last-of-type').textContent,"
            " row.querySelector('small').textContent])",
            facet,
        )
        return {name: int(count) for name, count in rows}

    def tick(self, facet: str, name: str) -> None:
        self.press(f"[aria-labelledby=facet-{facet}] .value label", name)

    def only(self, facet: str, name: str) -> None:
        self.run(
            "[...document.querySelectorAll(`[aria-labelledby=facet-${arguments[0]}] .value`)]"
            ".find((row) => row.textContent.includes(arguments[1])).querySelector('.only').click()",
            facet, name,
        )  # fmt: skip

    def slide(self, selector: str, *keys: str) -> None:
        from selenium.webdriver.common.by import By

        self.browser.find_element(By.CSS_SELECTOR, selector).send_keys(*keys)

    def write(self, selector: str, value: str) -> None:
        self.run(
            "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
            "field.dispatchEvent(new Event('input')); field.dispatchEvent(new Event('change'))",
            selector, value,
        )  # fmt: skip

    def passed(self) -> int:
        return int(self.run("return wangge.shownFacts().length"))

    def chips(self) -> list[str]:
        found: list[str] = self.run(
            "return [...document.querySelectorAll('#active .chip span')].map((e) => e.textContent)"
        )
        return found


RIGHT, LEFT, HOME, END = "\ue014", "\ue012", "\ue011", "\ue010"


@pytest.fixture
def page(browser: Chrome, flood: Path) -> Filters:
    return Filters(browser, flood)


def test_every_value_stands_with_its_count(page: Filters) -> None:
    assert page.values("relation") == {
        "招募": 3,
        "配备": 1,
        "任职": 1,
        "转移": 1,
        "捐赠": 1,
        "走访": 1,
    }
    assert page.values("modality") == {"已发生": 7, "要求": 1}
    assert page.values("type")["行政区划"] == 3
    assert page.values("source") == {"a.txt · 清河县防汛": 5, "b.txt · 八方支援": 3}


def test_a_value_alone_and_another_with_it(page: Filters) -> None:
    page.only("relation", "捐赠")
    assert page.drawn() == {"单县", "大米", "清河县"}
    page.tick("relation", "走访")
    assert page.drawn() == {"单县", "大米", "清河县", "单玉兰", "群众"}


def test_counts_are_those_under_the_other_filters(page: Filters) -> None:
    page.only("source", "b.txt")
    assert page.values("relation") == {
        "招募": 1,
        "捐赠": 1,
        "走访": 1,
        "配备": 0,
        "任职": 0,
        "转移": 0,
    }
    assert page.values("source") == {"a.txt · 清河县防汛": 5, "b.txt · 八方支援": 3}
    assert page.text("#types").split() == page.text("#types").split()
    assert page.values("type")["行政区划"] == 2


def test_a_document_alone_shows_what_it_says(page: Filters) -> None:
    page.only("source", "b.txt")
    assert page.passed() == 3
    assert page.drawn() == {"清河县", "志愿者", "长乐小学", "单县", "大米", "单玉兰", "群众"}
    assert [chip for chip in page.chips() if "b.txt" in chip]

    page.press("#tab-table")
    names = page.run("return [...document.querySelectorAll('#grid tbody tr[data-row]')].length")
    assert names == 3


def test_a_link_restores_the_documents_chosen(page: Filters, browser: Chrome, flood: Path) -> None:
    page.tick("source", "a.txt")
    link = str(page.run("return wangge.link()"))

    browser.get("about:blank")
    restored = Filters(browser, flood, link)
    documents = restored.run("return wangge.shownFacts().map((fact) => fact.source)")
    assert documents == [1, 1, 1]
    restored.tick("source", "a.txt")
    assert restored.passed() == 8


def test_the_picture_is_fitted_beside_the_filters(browser: Chrome, flood: Path) -> None:
    page = Page(browser, flood)
    whole = places(page)
    page.press("#filterButton")
    beside = places(page)
    page.press("[data-act=fit]")
    assert beside == places(page) != whole

    page.press("#closeFilters")
    assert places(page) == whole


def places(page: Page) -> list[list[int]]:
    """Where the nodes stand on the screen, in pixels."""
    found: list[list[int]] = page.run(
        "return wangge.places().map(([key]) => wangge.at(key)).map(({x, y}) => [x, y]"
        ".map(Math.round))"
    )
    return found


def test_a_count_is_what_the_value_alone_shows(page: Filters) -> None:
    page.only("source", "b.txt")
    for name, count in page.values("relation").items():
        page.only("relation", name)
        assert page.passed() == count


def test_what_is_only_demanded_can_be_left_out(page: Filters) -> None:
    page.tick("modality", "要求")
    assert page.drawn() == ALL - {"口罩"}
    assert page.passed() == 7


def test_the_legend_and_the_panel_are_of_one_mind(page: Filters) -> None:
    page.press("#types button", "物品")
    assert "大米" not in page.drawn()
    page.tick("type", "物品")
    assert "大米" in page.drawn()
    assert page.run("return document.getElementById('switch-Item').ariaPressed") == "true"


def test_a_type_alone_by_the_legend(page: Filters) -> None:
    page.run(
        "document.getElementById('switch-Person')"
        ".dispatchEvent(new MouseEvent('click', {shiftKey: true, bubbles: true}))"
    )
    assert page.drawn() == {"曾小平", "单玉兰"}


def test_a_slider_of_dates_goes_by_the_keyboard_and_says_the_days(page: Filters) -> None:
    dates = "[aria-labelledby=facet-dates]"
    assert "2021年7月20日 至 2021年8月1日" in page.text(f"{dates} output")
    page.slide(".dateFrom", RIGHT)
    handle = page.run(
        "const e = document.querySelector('.dateFrom'); return [e.ariaLabel, e.ariaValueText]"
    )
    assert handle == ["从哪天", "2021年7月21日"]
    assert page.drawn() == {"清河县", "志愿者", "单县", "大米"}
    page.slide(".dateTo", LEFT)
    assert page.drawn() == {"清河县", "志愿者"}
    assert "2021年7月21日 至 2021年7月21日" in page.text(f"{dates} output")
    assert page.chips() == ["日期：2021年7月21日 至 2021年7月21日"]


def test_a_handle_does_not_pass_the_other(page: Filters) -> None:
    page.slide(".dateTo", HOME)
    page.slide(".dateFrom", END)
    first, last = page.run("return wangge.state.dates")
    assert first == last == 20210720


def test_the_whole_range_is_no_filter(page: Filters) -> None:
    page.slide(".dateFrom", RIGHT, LEFT)
    assert page.chips() == []
    assert page.passed() == 8


def test_dates_without_a_year_have_a_slider_of_their_own(page: Filters) -> None:
    assert "4 条没有这样的日期" in page.text(".remark")
    page.run(
        "const s = document.querySelector('[aria-labelledby=facet-dates] select');"
        "s.value = 'season'; s.dispatchEvent(new Event('change'))"
    )
    assert "7月20日 至 8月1日" in page.text("[aria-labelledby=facet-dates] output")
    page.slide(".dateFrom", RIGHT, RIGHT)
    assert page.drawn() == {"清河县葛仙庄镇", "群众", "单县", "大米", "清河县"}


def test_the_least_confidence(page: Filters) -> None:
    page.write(".range.single input", "0.7")
    assert page.passed() == 5
    assert page.chips() == ["可信度：0.70 以上"]


def test_figures_by_their_unit_and_range(page: Filters) -> None:
    box = "[aria-labelledby=facet-quantity]"
    options = page.run(
        f"return [...document.querySelectorAll('{box} option')].map((o) => o.textContent)"
    )
    assert options == ["任何单位", "名 (3)", "人 (1)", "吨 (1)"]
    page.run(f"document.querySelector('{box} select').value = '0'")
    page.run(f"document.querySelector('{box} select').dispatchEvent(new Event('change'))")
    assert page.drawn() == {"清河县", "志愿者", "长乐小学"}
    page.write(f"{box} input", "100")
    assert page.passed() == 2
    assert page.chips() == ["数量：100名 以上"]
    ends = page.run(
        f"return [...document.querySelectorAll('{box} input')].map((e) => e.placeholder)"
    )
    assert ends == ["30", "120"]


def test_a_filter_that_leaves_nothing_says_so_and_offers_the_ways_back(page: Filters) -> None:
    page.only("relation", "捐赠")
    page.only("modality", "要求")
    assert page.drawn() == set()
    assert "没有剩下" in page.text("#emptyText")
    ways = page.run(
        "return [...document.querySelectorAll('#ways button')].map((e) => e.textContent)"
    )
    assert ways == ["去掉 关系：捐赠（+1 条）", "去掉 性质：要求（+1 条）"]
    page.press("#ways button", "性质")
    assert page.drawn() == {"单县", "大米", "清河县"}
    page.only("modality", "要求")
    page.press("#empty [data-act=unfilter]")
    assert page.drawn() == ALL


def test_one_button_clears_all(page: Filters) -> None:
    page.only("relation", "招募")
    page.only("source", "a.txt")
    page.write(".range.single input", "0.85")
    assert page.passed() == 1
    assert len(page.chips()) == 3
    page.press("#active > .clear")
    assert page.passed() == 8
    assert page.chips() == []
    assert (
        page.run(
            "return document.querySelectorAll('#facets input:not(:checked)[type=checkbox]').length"
        )
        == 0
    )


def test_one_filter_is_dropped_by_its_chip_and_the_keyboard_stays(page: Filters) -> None:
    page.only("relation", "招募")
    page.only("source", "b.txt")
    page.press("#active .chip", "来源")
    assert page.chips() == ["关系：招募"]
    assert page.run("return document.getElementById('active').contains(document.activeElement)")


def test_undo_takes_a_filter_back(page: Filters) -> None:
    page.only("relation", "捐赠")
    page.press("#undo")
    page.until(lambda: page.passed() == 8)
    page.press("#redo")
    page.until(lambda: page.passed() == 1)


def test_escape_closes_the_panel_and_the_button_has_the_focus(page: Filters) -> None:
    page.slide(".dateFrom", "\ue00c")
    closed, expanded, focused = page.run(
        "const b = document.getElementById('filterButton');"
        "return [document.getElementById('filters').hidden, b.ariaExpanded,"
        " document.activeElement === b]"
    )
    assert (closed, expanded, focused) == (True, "false", True)


ADDRESSES: list[tuple[str, int]] = [
    ("relations=%3Drecruited", 3), ("relations=recruited", 5), ("sources=%3Db%252Etxt", 3),
    ("dates=20210721-20210801", 2), ("dates=720-722", 4), ("confidence=0.7", 5),
    ("quantity=100__" + quote(quote("名")), 2), ("quantity=100_200", 2), ("offTypes=Item", 6),
    ("dates=20210801-20210721", 8), ("dates=x", 8), ("confidence=7", 8), ("quantity=a_b_%25", 8),
    ("relations=%25%3Cimg", 8), ("relations=%3Dnothing", 8), ("sources=%3D", 8),
]  # fmt: skip


@pytest.mark.parametrize(("address", "count"), ADDRESSES)
def test_a_link_restores_the_filters_and_what_it_does_not_know_filters_nothing(
    browser: Chrome, flood: Path, address: str, count: int
) -> None:
    page = Filters(browser, flood, f"#{address}")
    assert page.passed() == count
    assert page.complaints() == []


def test_the_address_that_filters_write_is_read_back(browser: Chrome, flood: Path) -> None:
    page = Filters(browser, flood)
    page.only("source", "b.txt")
    page.tick("relation", "走访")
    page.write(".range.single input", "0.65")
    shown, address = page.drawn(), page.run("return location.hash")
    assert shown == {"单县", "大米", "清河县"}
    assert Filters(browser, flood, address).drawn() == shown


def test_on_a_phone_the_number_of_filters_is_seen_though_the_panel_is_closed(page: Filters) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)  # type: ignore[no-untyped-call]
    page.only("relation", "招募")
    page.only("source", "a.txt")
    page.press("#results")
    button: Any = page.run(
        "const b = document.getElementById('filterButton'); const box = b.getBoundingClientRect();"
        "return [b.innerText.replace(/\\s/g, ''), b.ariaLabel,"
        " box.right <= innerWidth && box.top >= 0,"
        " document.getElementById('filters').hidden]"
    )
    page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[no-untyped-call]
    assert button == ["筛选2", "筛选，已用 2 项", True, True]


def test_what_did_not_change_is_not_built_anew(page: Filters) -> None:
    page.run(
        "window.kept = [...document.querySelectorAll('#facets *, #legend *')];"
        "document.getElementById('switch-Item').click()"
    )
    assert page.run("return window.kept.every((each) => each.isConnected)")


def test_where_no_fact_has_a_date_or_a_figure_there_is_no_filter_for_them(
    browser: Chrome, tmp_path: Path
) -> None:
    from stories import FACTS, laid_out, page_of

    page = Filters(browser, page_of(tmp_path, laid_out(FACTS[3:])))
    titles = page.run("return [...document.querySelectorAll('.facet h3')].map((e) => e.id)")
    assert titles == ["facet-relation", "facet-type", "facet-confidence"]
