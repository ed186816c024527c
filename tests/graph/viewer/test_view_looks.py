"""How the picture looks: sizes, bundles, names, communities, colours, and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from reader import Page
from stories import FACTS, TOWN, VOLUNTEERS, fact, laid_out, page_of, thing

from extractors.facts import Quantity
from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

TOWNS = [thing(f"{name}{kind}镇") for name in "甲乙丙丁戊己庚辛壬癸" for kind in "上下左右"]
VILLAGES = [thing(f"{town.name}第{number}村") for town in TOWNS for number in range(1, 6)]


def county() -> tuple[Any, ...]:
    """Forty towns with five villages each, every town next to another."""
    within = [
        fact(f"{village.name}属{town.name}", village, "partOf", town)
        for number, village in enumerate(VILLAGES)
        for town in [TOWNS[number // 5]]
    ]
    beside = [
        fact(f"{one.name}支援{other.name}", one, "supported", other)
        for one, other in pairwise(TOWNS)
    ]
    return (*within, *beside)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("looks"), laid_out(FACTS))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("large"), laid_out(county()))


@pytest.fixture
def page(browser: Chrome, file: Path) -> Page:
    return Page(browser, file)


@pytest.fixture
def phone(browser: Chrome, large: Path) -> Iterator[Page]:
    """A page on a small screen that is touched."""
    command: Any = browser.execute_cdp_cmd
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    command("Emulation.setDeviceMetricsOverride", size)
    command("Emulation.setTouchEmulationEnabled", {"enabled": True})
    yield Page(browser, large)
    command("Emulation.setTouchEmulationEnabled", {"enabled": False})
    command("Emulation.clearDeviceMetricsOverride", {})


def choose(page: Page, select: str, value: str) -> None:
    """A choice among the settings, made as a reader does."""
    page.run("document.getElementById('settings').open = true")
    page.until(lambda: page.run(f"return document.getElementById('{select}').options.length"))
    page.run(
        "const select = document.getElementById(arguments[0]); select.value = arguments[1];"
        "select.dispatchEvent(new Event('change'))",
        select, value,
    )  # fmt: skip


def sizes(page: Page) -> dict[str, float]:
    found = page.run("return wangge.nodes.map(({id, size}) => [id, size])")
    return dict(map(tuple, found))


@pytest.mark.parametrize("measure", ["degree", "pagerank", "betweenness"])
def test_nodes_are_as_large_as_the_chosen_measure_says(page: Page, measure: str) -> None:
    choose(page, "sizeBy", measure)
    figures = page.run(
        "const {measures} = JSON.parse(document.getElementById('data').textContent);"
        "const at = measures.indexOf(arguments[0]);"
        "return wangge.nodes.map(({id}) => [id, wangge.entityOf(id).measures?.[at] ?? 0])",
        measure,
    )
    drawn = sizes(page)
    by_figure = sorted(figures, key=lambda entry: entry[1])
    assert [drawn[one] for one, _ in by_figure] == sorted(drawn.values())
    assert drawn[key_of(TOWN.id)] == max(drawn.values()) > min(drawn.values())


def test_nodes_are_as_large_as_the_sum_of_their_figures(browser: Chrome, tmp_path: Path) -> None:
    small, great, double = thing("甲村"), thing("乙村"), thing("丙村")
    many = Quantity(90, "exact", "名", "90名")
    told = (
        fact("甲村招募志愿者10名", small, "recruited", VOLUNTEERS,
             quantity=Quantity(10, "exact", "名", "10名")),
        fact("乙村招募志愿者90名", great, "recruited", VOLUNTEERS, quantity=many),
        fact("丙村招募志愿者90名", double, "recruited", VOLUNTEERS, quantity=many),
        fact("丙村共招募志愿者90名", double, "recruited", VOLUNTEERS, quantity=many),
        fact("甲村接收口罩9000只", small, "received", thing("口罩", "Item"),
             quantity=Quantity(9000, "exact", "只", "9000只")),
    )  # fmt: skip
    page = Page(browser, page_of(tmp_path, laid_out(told)))
    choose(page, "sizeBy", "total-名")
    drawn = sizes(page)
    assert drawn[key_of(small.id)] < drawn[key_of(great.id)]
    assert drawn[key_of(great.id)] == drawn[key_of(double.id)]  # The same figure told twice.


def test_facts_of_one_pair_and_relation_are_one_line_with_their_number(page: Page) -> None:
    texts = page.until(lambda: page.run("return wangge.names().map(({text}) => text)"))
    assert "招募 ×2" in texts


CROSSED = """
return wangge.names().filter(({key}) => wangge.edges.get(key)).flatMap(({box: [l, t, r, b], key}) =>
  wangge.edges.get().filter(({id}) => id !== key).filter(({from, to}) => {
    const [start, end] = [wangge.at(from), wangge.at(to)];
    return Array.from({length: 2000}, (_, at) => at / 1999).some((share) => {
      const x = start.x + (end.x - start.x) * share, y = start.y + (end.y - start.y) * share;
      return l < x && x < r && t < y && y < b;
    });
  }).map(({id}) => [key, id]));
"""
WRITTEN = "return wangge.names().map(({key}) => key).filter((key) => wangge.edges.get(key))"


def test_a_relation_among_many_is_written_where_no_other_line_runs(
    browser: Chrome, tmp_path: Path
) -> None:
    town = thing("甲镇")
    told = tuple(
        fact(f"甲镇检查{number}号村", town, "inspected", thing(f"{number}号村"))
        for number in range(70)
    )
    page = Page(browser, page_of(tmp_path, laid_out(told)), f"#focus={key_of(town.id)}")
    page.until(lambda: page.run(WRITTEN))
    assert page.run(CROSSED) == []

    silent = set(page.run("return wangge.shown().edges")) - set(page.run(WRITTEN))
    assert silent  # Else nothing would be left to look at.
    edge = min(silent)
    page.run("wangge.change({chosen: wangge.edges.get(arguments[0]).to})", edge)
    page.until(lambda: page.run(WRITTEN) == [edge])


@pytest.mark.parametrize("layout", ["forces", "communities"])
def test_no_name_lies_upon_another_at_the_first_sight(
    browser: Chrome, large: Path, layout: str
) -> None:
    page = Page(browser, large, f"#layout={layout}")
    boxes = [entry["box"] for entry in page.until(lambda: page.run("return wangge.names()"))]
    assert len(boxes) > 20
    upon = [
        (a, b)
        for a, b in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert upon == []


def test_communities_are_a_layout_computed_beforehand(browser: Chrome, large: Path) -> None:
    page = Page(browser, large)
    choose(page, "layout", "communities")
    wrong = page.run(
        "const {nodes, communities} = JSON.parse(document.getElementById('data').textContent);"
        "const at = new Map(wangge.places().map(([key, x, y]) => [key, [x, y]]));"
        "return nodes.filter(({id}, i) => Math.hypot(at.get(id)[0] - communities.places[i][0],"
        " at.get(id)[1] - communities.places[i][1]) > 1.5).length"
    )  # vis-network tells places without their fractions
    assert wrong == 0
    page.press("#undo")
    assert page.run("return wangge.state.layout") == "forces"


def paper(page: Page) -> str:
    return str(page.run("return getComputedStyle(document.body).backgroundColor"))


LIGHT, DARK = "rgb(251, 250, 247)", "rgb(20, 25, 31)"


@pytest.mark.parametrize(
    ("system", "chosen", "seen"),
    [
        ("light", "auto", LIGHT), ("dark", "auto", DARK),
        ("dark", "light", LIGHT), ("light", "dark", DARK),
    ],
)  # fmt: skip
def test_colours_go_by_the_choice_and_else_by_the_system(
    page: Page, system: str, chosen: str, seen: str
) -> None:
    command: Any = page.browser.execute_cdp_cmd
    feature = {"name": "prefers-color-scheme", "value": system}
    command("Emulation.setEmulatedMedia", {"features": [feature]})
    choose(page, "theme", chosen)
    assert page.until(lambda: paper(page) == seen)
    command("Emulation.setEmulatedMedia", {"features": []})


def test_what_a_finger_touches_is_large_enough(phone: Page) -> None:
    phone.press(".chip")
    small = phone.run(
        "document.getElementById('settings').open = true;"
        "return [...document.querySelectorAll('button, select, summary')]"
        ".filter((each) => each.checkVisibility() && !each.matches('.name'))"
        ".map((each) => [each.outerHTML, each.getBoundingClientRect()])"
        ".filter(([, {width, height}]) => Math.min(width, height) < 36 || height < 44)"
        ".map(([text]) => text.slice(0, 80))"
    )
    assert small == []


def test_a_finger_need_not_hit_a_small_node_exactly(phone: Page) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.actions.action_builder import ActionBuilder
    from selenium.webdriver.common.actions.interaction import POINTER_TOUCH
    from selenium.webdriver.common.actions.pointer_input import PointerInput

    key = key_of(TOWNS[0].id)
    phone.run("wangge.change({focus: arguments[0]})", key)
    box = phone.run("const {x, y} = document.getElementById('graph').getBoundingClientRect();"
                    "return [x, y]")  # fmt: skip
    there = phone.at(key_of(VILLAGES[0].id))
    touch = PointerInput(POINTER_TOUCH, "finger")
    actions: Any = ActionChains(phone.browser)
    actions.w3c_actions = ActionBuilder(phone.browser, mouse=touch)
    pointer = actions.w3c_actions.pointer_action
    pointer.move_to_location(round(box[0] + there[0]) + 14, round(box[1] + there[1]) - 14)
    pointer.pointer_down().pointer_up()
    actions.w3c_actions.perform()
    assert phone.until(lambda: phone.run("return wangge.state.chosen")) == key_of(VILLAGES[0].id)


def test_a_low_window_shows_the_picture_too(phone: Page) -> None:
    command: Any = phone.browser.execute_cdp_cmd
    size = {"width": 844, "height": 390, "deviceScaleFactor": 1, "mobile": True}
    command("Emulation.setDeviceMetricsOverride", size)
    phone.browser.refresh()
    phone.until(lambda: phone.run("return document.documentElement.dataset.ready") == "true")
    assert len(phone.drawn()) == len(TOWNS) + len(VILLAGES)
    assert phone.run("return document.getElementById('graph').clientHeight") > 390 / 3
    assert phone.complaints() == []


def test_on_a_phone_the_tools_stay_on_the_screen(phone: Page) -> None:
    phone.press(".chip")
    phone.press('#tools [data-key="t"]')
    where = phone.run("return document.getElementById('where').getBoundingClientRect().toJSON()")
    assert 0 <= where["left"] < where["right"] <= 390
    assert phone.run("return document.documentElement.scrollWidth") <= 390
    left, right = phone.run("const box = document.getElementById('tools').getBoundingClientRect();"
                            "return [box.left, box.right]")  # fmt: skip
    assert 0 <= left < right <= 390
