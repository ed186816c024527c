"""The timeline and the map in a real Chromium: what is drawn, where, and what a click opens."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from county_news import FACTS, FIRST, HELPERS, SECOND, STONE, VILLAGE, Taking, make, page
from stories import fact

from graph.viewer.model import key_of
from ontology.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

EARTH = 6371.0088
RIGHT = "\ue014"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = page("stone.txt", FIRST, "石门在行动"), page("river.txt", SECOND, "清河在行动")
    return make(tmp_path_factory.mktemp("places"), *pages)


@pytest.fixture
def timeline(browser: Chrome, file: Path) -> Taking:
    return Taking(browser, file, "#view=timeline")


@pytest.fixture
def chart(browser: Chrome, file: Path) -> Taking:
    return Taking(browser, file, "#view=map")


def labels(page: Taking, picture: str) -> list[str]:
    return page.run(
        "return [...document.querySelectorAll(`#${arguments[0]} [role=button]`)]"
        ".map((each) => each.getAttribute('aria-label'))", picture,
    )  # fmt: skip


# --- the timeline


def test_every_date_is_in_the_picture_with_its_number_of_facts(timeline: Taking) -> None:
    assert labels(timeline, "timeChart") == [
        "2021年3月5日 · 1 条事实", "2021年3月6日 · 1 条事实", "2021年 · 1 条事实",
        "2021年3月 · 1 条事实", "3月5日 · 1 条事实",
    ]  # fmt: skip


def test_a_click_in_the_picture_opens_the_fact(timeline: Taking) -> None:
    timeline.click("#timeChart [role=button] rect")
    assert timeline.text("#cardTitle") == "招募"
    assert "石门县招募120余名志愿者" in timeline.run(
        "return document.querySelector('#card blockquote').textContent"
    )


def test_the_keyboard_goes_from_date_to_date_and_opens_one(timeline: Taking) -> None:
    assert (
        timeline.run("return document.querySelectorAll('#timeChart [tabindex=\"0\"]').length") == 1
    )
    timeline.run("document.querySelector('#timeChart [tabindex=\"0\"]').focus()")
    for key in (RIGHT, RIGHT, "\n"):
        timeline.keys("#timeChart :focus", key)
    assert timeline.text("#cardTitle") == "采购"
    assert timeline.run("return document.activeElement.dataset.key") == "2021"


def test_the_list_has_all_facts_in_their_order_with_those_without_a_date_last(
    timeline: Taking,
) -> None:
    rows = [row for row in timeline.rows("chronicle") if row]
    heads = [row[0] for row in rows if len(row) == 1]
    assert heads == [
        "2021年 1", "2021年3月 1", "2021年3月5日 1", "2021年3月6日 1", "3月5日 · 年份不详 1",
        "没有日期 6",
    ]  # fmt: skip
    assert len(rows) - len(heads) == len(FACTS)


def test_facts_without_a_date_are_counted_and_reached(timeline: Taking) -> None:
    assert timeline.text("#timeCount") == "有日期的 5 条"
    assert timeline.text("#undated") == "没有日期的 6 条"
    timeline.press("#undated")
    active = timeline.until(
        lambda: timeline.run("return document.querySelector('#chronicle tr.active')?.innerText")
    )
    assert active.startswith("没有日期")
    timeline.keys("#chronicle", "\ue015", "\n")
    assert timeline.address()["show"].startswith("f")


def test_a_month_of_no_year_has_its_name_in_english(browser: Chrome, tmp_path: Path) -> None:
    told = fact("石门县招募志愿者", STONE, "recruited", HELPERS, time="--03")
    file = make(tmp_path, page("stone.txt", (told,), ""))
    shown = Taking(browser, file, "#view=timeline&lang=en")
    assert labels(shown, "timeChart") == ["Mar · 1 fact"]


def test_the_timeline_zooms_and_fits_again(timeline: Taking) -> None:
    def where() -> list[str]:
        return timeline.run(
            "return [...document.querySelectorAll('#timeChart rect')]"
            ".map((each) => each.getAttribute('x'))"
        )

    before = where()
    timeline.press("#timeline [data-act=closer]")
    assert where() != before
    timeline.press("#timeline [data-act=fit]")
    assert where() == before


def test_dates_are_drawn_at_the_scale_of_the_calendar(timeline: Taking) -> None:
    month, day, next_day = (
        timeline.run(
            "const within = `#timeChart [data-key='${arguments[0]}']`;"
            "const box = document.querySelector(`${within} rect`).getBBox();"
            "return [box.x, box.width]", key,
        )
        for key in ("2021-03", "2021-03-05", "2021-03-06")
    )  # fmt: skip
    a_day = next_day[0] - day[0]
    assert month[1] == pytest.approx(31 * a_day, rel=0.02)
    assert day[0] + day[1] / 2 - month[0] == pytest.approx(4.5 * a_day, rel=0.05)


# --- the map


def projected(place: tuple[float, float], centre: tuple[float, float]) -> tuple[float, float]:
    """Lambert's azimuthal equal-area projection (Snyder 1987, 24-2 to 24-4), y downwards."""
    (lon, lat), (lon0, lat0) = (tuple(map(math.radians, each)) for each in (place, centre))
    turn = lon - lon0
    k = math.sqrt(
        2 / (1 + math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(turn))
    )
    x = EARTH * k * math.cos(lat) * math.sin(turn)
    y = (
        EARTH
        * k
        * (math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(turn))
    )
    return x, -y


def coordinates(adcode: str) -> tuple[float, float]:
    division = load_gazetteer().get(adcode)
    assert division
    assert division.longitude
    assert division.latitude
    return division.longitude, division.latitude


def circles(chart: Taking) -> dict[str, tuple[float, float, float]]:
    found = chart.run(
        "return [...document.querySelectorAll('#mapChart circle')].map((circle) =>"
        "[circle.parentElement.getAttribute('aria-label'),"
        "...['cx', 'cy', 'r'].map((name) => Number(circle.getAttribute(name)))])"
    )
    return {label.split(" ")[0]: (x, y, r) for label, x, y, r in found}


def scale_of(chart: Taking) -> float:
    """Kilometres a pixel, by the bar of the scale."""
    path, text = chart.run(
        "const bar = document.querySelector('#mapChart > g:last-child');"
        "const text = bar.querySelector('text').textContent;"
        "return [bar.querySelector('path').getAttribute('d'), text]"
    )
    left, right = float(re.match(r"M([\d.]+)", path)[1]), float(re.search(r"H([\d.]+)", path)[1])  # type: ignore[index]
    return float(text.split(" ")[0]) / (right - left)


def test_places_lie_as_the_projection_says_and_the_scale_is_true(chart: Taking) -> None:
    found = circles(chart)
    places = {
        name: coordinates(code) for name, code in (("石门县", "430726"), ("清河县", "130534"))
    }
    units = ["430726", "130534", "430000", "430700", "130000", "130500"]
    lons, lats = zip(*(coordinates(code) for code in units), strict=True)
    centre = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    (x1, y1), (x2, y2) = (projected(places[name], centre) for name in ("石门县", "清河县"))
    dx, dy = found["清河县"][0] - found["石门县"][0], found["清河县"][1] - found["石门县"][1]
    kilometres = scale_of(chart)
    assert dx * kilometres == pytest.approx(x2 - x1, rel=0.01)
    assert dy * kilometres == pytest.approx(y2 - y1, rel=0.01)


def test_circles_tell_how_many_facts_a_place_has(chart: Taking) -> None:
    assert labels(chart, "mapChart") == [
        "清河县 · 5 条事实 · 含没有坐标的清河县青石镇等 1 个单位", "石门县 · 4 条事实",
    ]  # fmt: skip
    found = circles(chart)
    assert found["清河县"][2] > found["石门县"][2]


def test_a_click_on_a_place_opens_the_facts_of_the_unit_and_of_those_in_it(chart: Taking) -> None:
    chart.click("#mapChart [role=button]")
    card = chart.text("#card")
    assert chart.text("#cardTitle") == "清河县"
    assert "本单位 5 条事实，连同下属共 5 条" in card
    assert "清河县青石镇" in card
    assert "标在上级" in card
    chart.press("#card .units button", "青石镇")
    assert "没有坐标，标在清河县" in chart.text("#card")


def test_what_has_no_place_is_counted_and_reached(chart: Taking) -> None:
    count = int(re.sub(r"\D", "", chart.text("#placeless")))
    placed = int(re.findall(r"\d+", chart.text("#mapCount"))[1])
    assert count + placed == len(FACTS)
    chart.press("#placeless")
    assert "无名庄" in chart.text("#card")
    assert key_of(VILLAGE.id) not in chart.run(
        "return document.getElementById('mapChart').innerHTML"
    )


def test_names_do_not_overlap(chart: Taking) -> None:
    boxes = chart.run(
        "return [...document.querySelectorAll('#mapChart text[paint-order]')].map((text) => {"
        "const {x, y, width, height} = text.getBBox(); return [x, y, x + width, y + height]})"
    )
    assert len(boxes) >= 4
    clashes = [
        (a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]
        if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 4 and b[1] < a[3] - 4
    ]  # fmt: skip
    assert clashes == []


def test_the_net_of_degrees_is_named(chart: Taking) -> None:
    texts = chart.run(
        "return [...document.querySelectorAll('#mapChart text')].map((text) => text.textContent)"
    )
    assert [text for text in texts if re.fullmatch(r"\d+°(\d\d′)?N", text)]
    assert [text for text in texts if re.fullmatch(r"\d+°(\d\d′)?E", text)]


def test_the_map_zooms_with_the_wheel_at_the_pointer_and_moves_with_a_drag(chart: Taking) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
    from selenium.webdriver.common.by import By

    before, scale = circles(chart), scale_of(chart)
    spot = chart.browser.find_element(By.CSS_SELECTOR, "#mapChart circle")
    ActionChains(chart.browser).scroll_from_origin(
        ScrollOrigin.from_element(spot), 0, -300
    ).perform()
    assert scale_of(chart) == pytest.approx(scale / 2, rel=0.01)
    (name, (x, y, _)) = next(iter(before.items()))
    assert circles(chart)[name][0] == pytest.approx(x, abs=2)
    assert circles(chart)[name][1] == pytest.approx(y, abs=2)
    place = chart.browser.find_element(By.ID, "mapChart")
    ActionChains(chart.browser).move_to_element(place).move_by_offset(
        150, 120
    ).click_and_hold().move_by_offset(60, 40).release().perform()
    assert circles(chart)[name][0] == pytest.approx(x + 60, abs=3)
    assert circles(chart)[name][1] == pytest.approx(y + 40, abs=3)
    assert "show" not in chart.address()
    chart.press("#map [data-act=fit]")
    assert circles(chart) == before


def test_the_keyboard_goes_from_place_to_place(chart: Taking) -> None:
    chart.run("document.querySelector('#mapChart [tabindex=\"0\"]').focus()")
    chart.keys("#mapChart :focus", RIGHT)
    chart.keys("#mapChart :focus", "\n")
    assert chart.text("#cardTitle") == "石门县"


def test_timeline_and_map_keep_to_the_filters(browser: Chrome, file: Path) -> None:
    address = "sources=river%252Etxt"
    assert labels(Taking(browser, file, f"#view=map&{address}"), "mapChart") == [
        "石门县 · 4 条事实"
    ]
    assert "3月5日 · 1 条事实" not in labels(
        Taking(browser, file, f"#view=timeline&{address}"), "timeChart"
    )


def test_an_empty_view_says_so(browser: Chrome, file: Path) -> None:
    address = "quantity=9999_"
    assert (
        Taking(browser, file, f"#view=map&{address}").text("#noPlaces")
        == "这些事实没有可以标出的地点。"
    )
    assert (
        Taking(browser, file, f"#view=timeline&{address}").text("#noTimes")
        == "这些事实都没有写日期。"
    )


@pytest.mark.parametrize("view", ["table", "timeline", "map"])
def test_a_view_complains_of_nothing_and_asks_for_nothing(
    browser: Chrome, file: Path, view: str
) -> None:
    page = Taking(browser, file, f"#view={view}&lang=en")
    assert page.complaints() == []
    assert page.requests() == []
