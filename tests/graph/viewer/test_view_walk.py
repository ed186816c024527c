"""Walking the picture: neighbourhoods, expanding, hiding, pinning, ways, undo, links."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader import Page
from stories import (
    COUNTY,
    FACTS,
    GATE,
    LEADER,
    MASKS,
    OTHER_PAGE,
    POST,
    TOWN,
    VOLUNTEERS,
    fact,
    laid_out,
    page_of,
    thing,
)

from extractors.facts import Argument
from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

WHOLE = {"石门乡", "志愿者", "北门卡点", "口罩", "夏安民", "乡长", "平川县", "柳河村", "返乡人员"}
AROUND_TOWN = {"石门乡", "志愿者", "口罩", "乡长", "平川县"}


def key(one: Argument) -> str:
    return key_of(one.id)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    other = laid_out((OTHER_PAGE,), name="other.txt", headline="返乡登记")
    return page_of(tmp_path_factory.mktemp("walk"), laid_out(FACTS), other)


@pytest.fixture
def page(browser: Chrome, file: Path) -> Page:
    return Page(browser, file)


def around(browser: Chrome, file: Path, centre: Argument, more: str = "") -> Page:
    return Page(browser, file, f"#focus={key(centre)}&show={key(centre)}{more}")


def tool(page: Page, letter: str) -> None:
    """Presses the tool of the chosen node that this letter stands for too."""
    page.press(f'#tools [data-key="{letter}"]')


def choose(page: Page, one: Argument) -> None:
    page.mouse(*page.at(key(one))).click().perform()
    page.until(lambda: page.run("return wangge.state.chosen") == key(one))


def press(page: Page, *keys: str, into: str = "graph") -> None:
    page.browser.find_element("id", into).send_keys(*keys)


def places(page: Page) -> dict[str, tuple[int, int]]:
    return {one: (round(x), round(y)) for one, x, y in page.run("return wangge.places()")}


# --- neighbourhoods


@pytest.mark.parametrize(
    ("hops", "seen"),
    [
        (1, {"夏安民", "乡长"}),
        (2, {"夏安民", "乡长", "石门乡"}),
        (3, {"夏安民", "乡长", "石门乡", "志愿者", "口罩", "平川县"}),
    ],
)
def test_a_neighbourhood_is_one_to_three_steps_wide(
    browser: Chrome, file: Path, hops: int, seen: set[str]
) -> None:
    page = around(browser, file, LEADER)
    tool(page, str(hops))
    assert page.drawn() == seen


def test_a_node_is_expanded_and_collapsed(browser: Chrome, file: Path) -> None:
    page = around(browser, file, LEADER)
    choose(page, POST)
    assert page.text('#tools [data-key="e"]') == "展开 +1"
    tool(page, "e")
    assert page.drawn() == {"夏安民", "乡长", "石门乡"}
    tool(page, "c")
    assert page.drawn() == {"夏安民", "乡长"}


def test_expanding_leaves_every_other_node_where_it_stands(browser: Chrome, file: Path) -> None:
    page = around(browser, file, TOWN)
    before = places(page)
    choose(page, VOLUNTEERS)
    tool(page, "e")
    after = places(page)
    assert after.keys() - before.keys() == {key(GATE)}
    assert {one: after[one] for one in before} == before


def test_in_the_whole_a_collapsed_node_takes_in_what_is_tied_to_nothing_else(page: Page) -> None:
    choose(page, TOWN)
    tool(page, "c")
    assert page.drawn() == WHOLE - {"口罩", "平川县"}
    assert page.text('#tools [data-key="e"]') == "展开 +2"
    tool(page, "e")
    assert page.drawn() == WHOLE


def test_above_the_limit_expanding_brings_in_what_was_not_drawn(
    browser: Chrome, tmp_path: Path
) -> None:
    page = Page(browser, page_of(tmp_path, laid_out(FACTS), limit=3))
    assert "另有 4 个" in page.text("#drawn")
    choose(page, TOWN)
    tool(page, "e")
    assert page.drawn() == {"石门乡", "志愿者", "夏安民", "口罩", "平川县", "乡长"}
    assert "另有 1 个" in page.text("#drawn")


def test_a_hidden_node_is_gone_until_it_is_called_back(page: Page) -> None:
    choose(page, VOLUNTEERS)
    tool(page, "x")
    assert page.drawn() == WHOLE - {"志愿者"}
    assert page.text("#unhide") == "恢复隐藏的 1 个"
    page.press("#unhide")
    assert page.drawn() == WHOLE


def test_the_facts_shown_are_those_of_the_scene(browser: Chrome, file: Path) -> None:
    page = around(browser, file, LEADER)
    shown = page.run("return wangge.shownFacts().map((fact) => fact.relation).sort()")
    assert shown == ["holdsPost", "stated"]


def test_the_facts_of_a_hidden_node_are_not_shown(page: Page) -> None:
    before = page.run("return wangge.shownFacts().length")
    choose(page, VOLUNTEERS)
    tool(page, "x")
    assert page.run("return wangge.shownFacts().length") == before - 2


# --- pins


def test_a_node_that_was_dragged_is_pinned_and_a_link_puts_it_there(page: Page) -> None:
    before = places(page)
    mouse = page.mouse(*page.at(key(MASKS))).click_and_hold()
    mouse.move_by_offset(30, 20).move_by_offset(30, 20).release().perform()
    page.until(lambda: page.run("return wangge.state.pinned.size") == 1)
    moved = places(page)
    assert {one for one in before if moved[one] != before[one]} == {key(MASKS)}
    address = page.run("return location.hash")
    other = Page(page.browser, Path(page.run("return location.pathname")), address)
    assert places(other) == moved


def test_a_pinned_node_is_let_go_again(page: Page) -> None:
    choose(page, MASKS)
    tool(page, "p")
    assert page.run("return [...wangge.state.pinned.keys()]") == [key(MASKS)]
    assert page.text('#tools [data-key="p"]') == "放开"
    tool(page, "p")
    assert page.run("return wangge.state.pinned.size") == 0


# --- the way between two


def test_the_way_between_two_is_found_by_choosing_the_other(page: Page) -> None:
    choose(page, LEADER)
    tool(page, "t")
    assert "从“夏安民”到哪里" in page.text("#where")
    page.type("平川县\n")
    page.until(lambda: page.drawn() == {"夏安民", "乡长", "石门乡", "平川县"})
    assert page.text("#where") == "“夏安民”到“平川县”的路径"
    spots = places(page)
    across = [spots[key(one)][0] for one in (LEADER, POST, TOWN, COUNTY)]
    assert across == sorted(set(across))


def test_the_other_may_be_clicked(page: Page) -> None:
    choose(page, LEADER)
    tool(page, "t")
    page.mouse(*page.at(key(TOWN))).click().perform()
    page.until(lambda: page.drawn() == {"夏安民", "乡长", "石门乡"})


def test_where_there_is_no_way_the_page_says_so(browser: Chrome, file: Path) -> None:
    other = OTHER_PAGE.subject
    page = Page(browser, file, f"#path={key(TOWN)}.{key(other)}")
    assert page.text("#where") == "“石门乡”与“柳河村”之间没有路径"
    assert page.drawn() == {"石门乡", "柳河村"}


def test_a_way_through_names_goes_before_one_through_things_in_general(
    browser: Chrome, tmp_path: Path
) -> None:
    one, other, crowd = thing("甲镇"), thing("乙镇"), thing("群众", "PopulationGroup")
    links = [thing("丙村"), thing("丁村")]
    told = laid_out(
        (
            fact("甲镇动员群众", one, "mobilized", crowd),
            fact("乙镇动员群众", other, "mobilized", crowd),
            fact("丙村属甲镇", links[0], "partOf", one),
            fact("丙村支援丁村", links[0], "supported", links[1]),
            fact("丁村属乙镇", links[1], "partOf", other),
        )
    )
    general = tuple(replace(e, named=e.name != "群众") for e in told.entities)
    file = page_of(tmp_path, replace(told, entities=general))
    page = Page(browser, file, f"#path={key(one)}.{key(other)}")
    assert page.drawn() == {"甲镇", "丙村", "丁村", "乙镇"}


# --- undo, back and forward, links


def test_what_was_done_is_undone_and_redone(page: Page) -> None:
    choose(page, VOLUNTEERS)
    tool(page, "x")
    page.press("#types button", "物品")
    page.press("#undo")
    assert page.drawn() == WHOLE - {"志愿者"}
    page.press("#undo")
    assert page.drawn() == WHOLE
    page.press("#redo")
    page.press("#redo")
    assert page.drawn() == WHOLE - {"志愿者", "口罩"}
    assert page.run("return document.getElementById('redo').disabled")


def test_a_new_change_ends_what_could_be_redone(page: Page) -> None:
    page.press("#types button", "物品")
    page.press("#undo")
    page.press("#types button", "人物")
    assert page.run("return document.getElementById('redo').disabled")


def test_undo_has_its_keys(page: Page) -> None:
    from selenium.webdriver import Keys

    page.press("#types button", "物品")
    press(page, Keys.CONTROL, "z", Keys.NULL)
    assert page.drawn() == WHOLE
    press(page, Keys.CONTROL, Keys.SHIFT, "z", Keys.NULL)
    assert page.drawn() == WHOLE - {"口罩"}


def test_the_browser_goes_back_and_forward(page: Page) -> None:
    page.press(".chip", "石门乡")
    assert page.drawn() == AROUND_TOWN
    choose(page, VOLUNTEERS)
    page.browser.back()
    page.until(lambda: page.text("#cardTitle") == "石门乡")
    page.browser.back()
    page.until(lambda: page.drawn() == WHOLE)
    page.browser.forward()
    page.until(lambda: page.drawn() == AROUND_TOWN)


def key_list(*ones: Argument) -> str:
    return ".".join(sorted(map(key, ones)))


LINKS = {
    "a neighbourhood": f"focus={key(TOWN)}&hops=2&show={key(TOWN)}",
    "a way": f"path={key(LEADER)}.{key(TOWN)}",
    "nodes that were worked on": (
        f"expanded={key_list(TOWN, LEADER)}&collapsed={key(VOLUNTEERS)}&hidden={key(MASKS)}"
        f"&pinned={key(COUNTY)}_-120_45"
    ),
    "how it is shown": "layout=communities&size=pagerank&lang=en&theme=dark",
    "a sum as size": "size=total-%E5%90%8D",
    "filters": "offTypes=Item.Person&offModalities=required",
    "where physics left the nodes": f"moved={key(TOWN)}_10_-20",
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_a_link_restores_every_part_of_the_view(browser: Chrome, file: Path, link: str) -> None:
    page = Page(browser, file, f"#{link}")
    assert page.run("return wangge.link()") == f"#{link}"
    assert page.complaints() == []


@pytest.mark.parametrize(
    "link",
    [
        "path=a.b", "path=__proto__.constructor", "hops=9e9", "hops=-1", "expanded=....",
        "source=77", "pinned=__proto___1_1", f"pinned={key(TOWN)}_NaN_1",
        f"pinned={key(TOWN)}_1e99_1",
        "layout=toString", "size=total-%3Cimg%3E", "theme=%00", "lang=fr", "offTypes=__proto__",
        f"path={key(TOWN)}", "moved=" + "_" * 500, "%E0%A4%A", f"path={key(TOWN)}.{key(TOWN)}",
    ],
)  # fmt: skip
def test_a_link_that_makes_no_sense_does_no_harm(browser: Chrome, file: Path, link: str) -> None:
    page = Page(browser, file, f"#{link}")
    assert "石门乡" in page.drawn()
    assert page.complaints() == []
