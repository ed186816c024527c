"""Where the graph, the map and the timeline look is in the link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from county_news import FIRST, RIVER, SECOND, STONE, Taking, make, page

from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PICTURES = [
    ("graph", "graph", "at"), ("map", "mapChart", "map"), ("timeline", "timeChart", "days"),
]  # fmt: skip
ZOOMS = {"graph": "#zoom"}
"""Where the buttons of a view are, if not in its own panel."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = page("stone.txt", FIRST, "石门在行动"), page("river.txt", SECOND, "清河在行动")
    return make(tmp_path_factory.mktemp("places"), *pages)


def signs(page: Taking, chart: str) -> list[float]:
    """Where the signs of the picture stand across, to half a pixel."""
    if chart == "graph":
        return page.run(
            "return wangge.places().map(([key]) => Math.round(2 * wangge.at(key).x) / 2)"
        )
    return page.run(
        "return [...document.querySelectorAll(`#${arguments[0]} [role=button] :is(circle, rect)`)]"
        ".map((each) => Math.round(2 * each.getBoundingClientRect().x))", chart,
    )  # fmt: skip


@pytest.mark.parametrize(("view", "chart", "field"), PICTURES)
def test_a_link_shows_the_same_part(
    browser: Chrome, file: Path, view: str, chart: str, field: str
) -> None:
    page = Taking(browser, file, f"#view={view}")
    whole = signs(page, chart)
    page.press(f"{ZOOMS.get(view, f'#{view}')} [data-act=closer]")
    near = signs(page, chart)
    page.until(lambda: field in page.address())
    link = page.browser.current_url.partition("#")[2]

    browser.get("about:blank")
    restored = signs(Taking(browser, file, f"#{link}"), chart)

    assert near != whole
    assert restored == pytest.approx(near, abs=2)


@pytest.mark.parametrize(("view", "chart", "field"), PICTURES)
def test_all_of_it_needs_no_place_in_the_link(
    browser: Chrome, file: Path, view: str, chart: str, field: str
) -> None:
    page = Taking(browser, file, f"#view={view}")
    whole = signs(page, chart)
    page.press(f"{ZOOMS.get(view, f'#{view}')} [data-act=closer]")
    page.until(lambda: field in page.address())
    page.press(f"{ZOOMS.get(view, f'#{view}')} [data-act=fit]")
    page.until(lambda: field not in page.address())
    assert signs(page, chart) == whole


@pytest.mark.parametrize(("view", "chart", "field"), PICTURES)
def test_a_step_taken_meanwhile_keeps_the_part(
    browser: Chrome, file: Path, view: str, chart: str, field: str
) -> None:
    """Back from another view leads to the map, or the days, as they were."""
    page = Taking(browser, file, f"#view={view}")
    page.press(f"{ZOOMS.get(view, f'#{view}')} [data-act=closer]")
    near = signs(page, chart)
    page.press("#tab-table")
    page.run("history.back()")
    page.until(lambda: page.address().get("view", "graph") == view and field in page.address())
    assert signs(page, chart) == near


@pytest.mark.parametrize(
    "told",
    ["view=map&map=999999999_0_1", "view=map&map=__proto__", "view=map&map=0_0_0",
     "view=timeline&days=dated_-99999999_99999999", "view=timeline&days=dated_2_1.toString_1_2",
     "view=timeline&days=dated_0_1", "at=0_0_0", "at=99999999_0_1", "at=__proto__"],
)  # fmt: skip
def test_what_no_link_of_ours_says_shows_all_or_something(
    browser: Chrome, file: Path, told: str
) -> None:
    page = Taking(browser, file, f"#{told}")
    if "view" in told:
        assert page.run("return document.querySelectorAll('.panel:not(.away) svg *').length") != 0
    assert page.complaints() == []


def test_another_picture_is_shown_whole(browser: Chrome, file: Path) -> None:
    """Where one looked belongs to the neighbourhood that one looked at."""
    (key, other) = (key_of(STONE.id), key_of(RIVER.id))
    page = Taking(browser, file, f"#focus={other}")
    fitted = signs(page, "graph")

    page = Taking(browser, file, f"#focus={key}")
    page.press("#zoom [data-act=closer]")
    page.until(lambda: "at" in page.address())
    page.run("wangge.change({ focus: arguments[0] })", other)

    assert "at" not in page.address()
    assert sorted(signs(page, "graph")) == pytest.approx(sorted(fitted), abs=2)
