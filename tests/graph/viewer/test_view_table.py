"""The facts as a table in a real Chromium, and the tabs that lead to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from accessibility import violations
from county_news import FACTS, FIRST, HELPERS, SECOND, STONE, Taking, make, page
from rdflib import Graph
from stories import fact, thing

from extractors.facts import Quantity
from graph.query import run_query
from graph.store import open_store

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

TIME, WHO, RELATION, OBJECT, QUANTITY = range(5)
MANY = 400
DOWN, UP, END, HOME, RIGHT, LEFT = "\ue015", "\ue013", "\ue010", "\ue011", "\ue014", "\ue012"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = page("stone.txt", FIRST, "石门在行动"), page("river.txt", SECOND, "清河在行动")
    return make(tmp_path_factory.mktemp("table"), *pages)


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    facts = (fact(f"石门县第{n}次招募志愿者", STONE, "recruited", HELPERS) for n in range(MANY))
    return make(tmp_path_factory.mktemp("long"), page("long.txt", facts, "招募"))


@pytest.fixture
def table(browser: Chrome, file: Path) -> Taking:
    return Taking(browser, file, "#view=table")


def column(table: Taking, number: int) -> list[str]:
    return [row[number] for row in table.rows()]


# --- the tabs


def tabs(page: Taking) -> dict[str, list[str]]:
    """Of each tab whether it is selected, its tabindex, and whether its panel is to be seen."""
    return page.run(
        "return Object.fromEntries([...document.querySelectorAll('[role=tab]')]"
        ".map((tab) => [tab.id, ["
        "tab.getAttribute('aria-selected'), String(tab.tabIndex),"
        "getComputedStyle(document.getElementById(tab.getAttribute('aria-controls'))).visibility]]))"
    )  # fmt: skip


def test_one_tab_is_selected_and_its_panel_alone_is_shown(browser: Chrome, file: Path) -> None:
    page = Taking(browser, file)
    assert tabs(page)["tab-graph"] == ["true", "0", "visible"]
    page.press("#tab-map")
    others = [state for tab, state in tabs(page).items() if tab != "tab-map"]
    assert tabs(page)["tab-map"] == ["true", "0", "visible"]
    assert others == [["false", "-1", "hidden"]] * 3


@pytest.mark.parametrize(
    ("keys", "view"),
    [
        ([RIGHT], "table"),
        ([RIGHT, RIGHT], "timeline"),
        ([LEFT], "map"),
        ([END], "map"),
        ([END, RIGHT], ""),
    ],
)
def test_arrow_keys_go_from_tab_to_tab(
    browser: Chrome, file: Path, keys: list[str], view: str
) -> None:
    page = Taking(browser, file)
    at = "#tab-graph"
    for key in keys:
        page.keys(at, key)
        at = "#" + page.run("return document.activeElement.id")
    assert page.address().get("view", "") == view
    assert at == f"#tab-{view or 'graph'}"


def test_back_leads_to_the_view_before(browser: Chrome, file: Path) -> None:
    page = Taking(browser, file)
    page.press("#tab-table")
    browser.back()
    page.until(lambda: tabs(page)["tab-graph"][0] == "true")


def test_the_graph_keeps_its_place_while_another_view_is_shown(browser: Chrome, file: Path) -> None:
    page = Taking(browser, file)
    where = page.run("return wangge.nodes.getIds().map((key) => wangge.at(key))")
    page.press("#tab-timeline")
    page.press("#tab-graph")
    assert page.run("return wangge.nodes.getIds().map((key) => wangge.at(key))") == where


# --- rows


def test_each_fact_is_a_row(table: Taking) -> None:
    assert len(table.rows()) == len(FACTS)
    assert table.text("#tableCount") == f"共 {len(FACTS)} 条事实"
    row = next(row for row in table.rows() if row[QUANTITY] == "≥120名")
    assert row[:5] == ["2021年3月5日", "石门县", "招募", "志愿者", "≥120名"]


def test_a_click_on_a_head_sorts_up_then_down_then_as_the_pages_have_it(table: Taking) -> None:
    before = table.rows()
    table.press("#sort-quantity")
    figures = [text for text in column(table, QUANTITY) if text]
    assert figures == ["≈1.5万只", "30名", "≤50名", "≥120名"]
    assert column(table, QUANTITY)[len(figures) :] == [""] * (len(FACTS) - 4)
    table.press("#sort-quantity")
    assert [text for text in column(table, QUANTITY) if text] == figures[::-1]
    assert column(table, QUANTITY)[-1] == ""
    table.press("#sort-quantity")
    assert table.rows() == before


def test_names_are_sorted_as_a_chinese_reader_does(table: Taking) -> None:
    table.press("#sort-subject")
    names = list(dict.fromkeys(column(table, WHO)))
    assert names == ["清河县", "清河县青石镇", "石门县", "石门县医院", "无名庄", "夏安民"]


def test_times_are_sorted_by_the_calendar_those_without_a_year_behind(table: Taking) -> None:
    table.press("#sort-time")
    told = [text for text in column(table, TIME) if text]
    assert told[:5] == [
        "2021年", "2021年3月", "2021年3月5日", "2021年3月6日 08:30", "3月5日",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "time",
        "subject",
        "relation",
        "object",
        "quantity",
        "place",
        "recipient",
        "modality",
        "sureness",
        "source",
    ],
)
def test_every_column_sorts_and_says_so(table: Taking, name: str) -> None:
    table.press(f"#sort-{name}")
    orders = table.run(
        "return [...document.querySelectorAll('#grid th')]"
        ".map((th) => th.getAttribute('aria-sort'))"
    )
    assert orders.count("ascending") == 1
    assert len(table.rows()) == len(FACTS)


@pytest.mark.parametrize(
    ("words", "count"), [("志愿者 招募", 5), ("≥120", 1), ("清河 口罩", 0), ("青石镇", 1)]
)
def test_words_narrow_the_rows(table: Taking, words: str, count: int) -> None:
    table.keys("#words", words)
    assert len(table.rows()) == count
    assert table.run("return document.getElementById('noRows').hidden") == (count > 0)


def test_the_table_keeps_to_the_filters(browser: Chrome, file: Path) -> None:
    table = Taking(browser, file, "#view=table&offModalities=asserted")
    assert len(table.rows()) == 2
    assert table.text("#tableCount") == f"2 条，共 {len(FACTS)} 条"


# --- opening, by mouse and by keys


def test_a_click_on_a_row_opens_the_fact_with_its_sentence(table: Taking) -> None:
    table.click("#grid tbody tr[data-row] td")
    assert table.text("#cardTitle") == "招募"
    assert "清河县青石镇招募30名志愿者" in table.run(
        "return document.querySelector('#card blockquote').textContent"
    )
    assert table.address()["show"].startswith("f")


def test_the_keys_go_through_the_rows_and_enter_opens_one(table: Taking) -> None:
    table.keys("#grid", DOWN, DOWN)
    assert (
        table.run("return document.getElementById('grid').getAttribute('aria-activedescendant')")
        == "grid-1"
    )
    table.keys("#grid", "\n")
    assert table.text("#cardTitle") == "采购"
    assert table.run("return document.querySelectorAll('#grid [aria-selected=true]').length") == 1


def test_only_rows_in_sight_are_in_the_page(browser: Chrome, long_file: Path) -> None:
    table = Taking(browser, long_file, "#view=table")
    assert table.run("return document.getElementById('grid').getAttribute('aria-rowcount')") == str(
        MANY + 1
    )
    assert len(table.rows()) < 80
    table.keys("#grid", END)
    last = table.until(
        lambda: table.run("return document.querySelector('#grid tr.active')?.dataset.row")
    )
    assert last == str(MANY - 1)
    assert len(table.rows()) < 80
    seen = table.run(
        "const row = document.querySelector('#grid tr.active').getBoundingClientRect();"
        "const box = document.querySelector('#table .scroller').getBoundingClientRect();"
        "return row.bottom <= box.bottom + 1 && row.top >= box.top"
    )
    assert seen


# --- copying


def test_copied_rows_are_lines_for_a_spreadsheet(browser: Chrome, file: Path) -> None:
    table = Taking(browser, file, "#view=table&sort=-quantity")
    table.run(
        "window.copied = null; Object.defineProperty(navigator, 'clipboard', {configurable: true,"
        "value: {writeText: async (text) => { window.copied = text; }}})"
    )
    table.press("#copyRows")
    text = table.until(lambda: table.run("return window.copied"))
    lines = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert lines[0][:5] == ["时间", "谁", "做了什么", "对谁、什么", "数量"]
    assert [line[: len(lines[0]) - 1] for line in lines[1:5]] == table.rows()[:4]
    assert len(lines) == len(FACTS) + 1
    assert any(cell.startswith("'=HYPERLINK") for line in lines for cell in line)
    table.until(lambda: table.text("#announced") == "已复制")


def test_copying_works_where_a_page_from_disk_may_not_write_to_the_clipboard(
    browser: Chrome, file: Path
) -> None:
    table = Taking(browser, file, "#view=table")
    table.run(
        "window.copied = ''; Object.defineProperty(navigator, 'clipboard', {configurable: true,"
        "value: {writeText: async () => { throw new Error('refused'); }}});"
        "document.addEventListener('copy', () => {"
        "window.copied = document.activeElement.value ?? String(getSelection()); })"
    )
    table.real_click("#copyRows")
    assert table.until(lambda: table.run("return window.copied")).startswith("时间\t谁")


# --- for everybody


@pytest.mark.parametrize("view", ["table", "timeline", "map"])
def test_axe_finds_nothing_wrong_with_a_view_and_its_menu(
    browser: Chrome, file: Path, view: str
) -> None:
    page = Taking(browser, file, f"#view={view}")
    page.query()
    assert violations(page.browser) == []


@pytest.mark.parametrize("view", ["table", "timeline", "map"])
def test_no_view_is_wider_than_a_phone(browser: Chrome, file: Path, view: str) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)  # type: ignore[no-untyped-call]
    try:
        page = Taking(browser, file, f"#view={view}")
        page.query()
        assert page.run("return document.documentElement.scrollWidth") <= 390
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[no-untyped-call]


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '"><a href="javascript:alert(1)">甲</a>',
    "甲\u2028alert(1)\u2029",
    "\u202e甲乙丙\u2066",
    "甲\x0b\x1f\ufffe乙",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_only_text_in_every_view_and_file(
    browser: Chrome, tmp_path: Path, name: str
) -> None:
    told = (
        fact(f"{name}招募", STONE, "", thing(name, "Item"), predicate=name, time="2021-03-05",
             time_text=name, quantity=Quantity(5, "min", name, name), rule=name),
    )  # fmt: skip
    made = make(tmp_path, page(f"{name}.txt".replace("\x0b", ""), told, name))
    into = tmp_path / "files"
    into.mkdir()
    for view in ("graph", "table", "timeline", "map"):
        shown = Taking(browser, made, f"#view={view}", into)
        tags = shown.run(
            "return [...document.querySelectorAll('#panels *')].map((each) => each.tagName)"
        )
        assert not {"IMG", "SCRIPT", "A", "IFRAME"} & set(tags)
        shown.click("#grid tbody tr[data-row]" if view == "table" else f"#tab-{view}")
        if view != "table":
            ElementTree.fromstring(shown.taken("svg").read_bytes())
        assert [each for each in shown.requests() if not each.startswith("blob:")] == []
        assert shown.complaints() == []
    graph = Graph().parse(data=shown.taken("jsonld").read_text("utf-8"), format="json-ld")
    assert name in {str(each) for each in graph.objects()}
    with open_store(tmp_path / "news.kg") as store:
        assert len(run_query(store, shown.query()).rows) == 1
