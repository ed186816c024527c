"""Searching as one types: characters, aliases, pinyin, initials, and all of these mixed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flood import COUNTY
from reader import Page

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

DOWN, UP, ESCAPE = "\ue015", "\ue013", "\ue00c"


@pytest.fixture
def page(browser: Chrome, flood: Path) -> Page:
    return Page(browser, flood)


def names(page: Page) -> list[str]:
    """What is found, in order: the form that fits."""
    found: list[str] = page.run(
        "return [...document.querySelectorAll('#hits [role=option] > span')]"
        ".map((each) => [...each.childNodes].filter((part) => part.tagName !== 'SMALL')"
        ".map((part) => part.textContent).join('').trim())"
    )
    return found


def chosen(page: Page) -> str:
    return page.text("#hits [aria-selected=true]")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("清河", "清河县"), ("全县", "全县"), ("qinghexian", "清河县"), ("qinghe", "清河县"),
        ("qhx", "清河县"), ("qinghe县", "清河县"), ("清hx", "清河县"), ("q河xian", "清河县"),
        ("Qing He Xian", "清河县"), ("qīnghéxiàn", "清河县"), ("hexian", "清河县"),
        ("qinghex", "清河县"), ("qxianz", ""), ("zengxiaoping", "曾小平"),
        ("cengxiaoping", "曾小平"), ("zxp", "曾小平"), ("shanxian", "单县"), ("shxian", "单县"),
        ("danxian", "单县"), ("sx", "单县"), ("changle", "长乐小学"), ("clxx", "长乐小学"),
        ("zhiyuanzhe", "志愿者"), ("zyz", "志愿者"), ("zhyzh", "志愿者"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_whatever_is_typed_for_it(page: Page, query: str, name: str) -> None:
    page.type(query)
    assert (names(page) or [""])[0] == name


def test_results_stand_under_their_types_with_their_numbers(page: Page) -> None:
    page.type("s")
    groups = page.run(
        "return [...document.querySelectorAll('#hits .kin')].map((each) => each.textContent)"
    )
    assert groups == ["行政区划1", "人物1"]
    labelled = page.run(
        "return [...document.querySelectorAll('#hits [role=group]')]"
        ".every((each) => document.getElementById(each.getAttribute('aria-labelledby')))"
    )
    assert labelled


def test_what_fits_is_marked_in_the_name(page: Page) -> None:
    page.type("hxian")
    assert page.text("#hits b") == "河县"


def test_a_result_says_where_it_is(page: Page) -> None:
    page.type("gxzz")
    assert "邢台市 › 清河县" in chosen(page)


def test_each_key_narrows_and_widens_what_is_found(page: Page) -> None:
    page.type("q")
    assert set(names(page)) >= {"清河县", "群众"}
    page.type("h")
    assert "群众" not in names(page)
    page.type("\ue003")
    assert set(names(page)) >= {"清河县", "群众"}


def test_the_arrow_keys_go_through_all_groups_and_round(page: Page) -> None:
    page.type("s")
    first = chosen(page)
    page.type(DOWN)
    assert chosen(page) != first
    page.type(DOWN)
    assert chosen(page) == first
    page.type(UP)
    assert chosen(page) != first


def test_the_result_that_enter_would_take_is_told_to_screen_readers(page: Page) -> None:
    page.type("qhx")
    active = page.run(
        "return document.getElementById('query').getAttribute('aria-activedescendant')"
    )
    assert page.run("return document.getElementById(arguments[0]).ariaSelected", active) == "true"
    assert page.text("#hitsTold") == "找到 2 个"


def test_from_the_slash_to_the_sentence_without_a_mouse(page: Page) -> None:
    from selenium.webdriver import ActionChains, Keys

    def press(*keys: str) -> None:
        for key in keys:
            ActionChains(page.browser).send_keys(key).perform()

    press("/")
    assert page.run("return document.activeElement.id") == "query"
    press("z", "x", "p", Keys.ENTER)
    assert page.until(lambda: page.text("#cardTitle")) == "曾小平"
    assert page.run("return document.activeElement.id") == "side"
    for _ in range(40):
        press(Keys.TAB)
        if page.run("return document.activeElement.tagName") == "SUMMARY":
            break
    before = page.run("return document.activeElement.parentElement.open")
    press(Keys.ENTER)
    assert page.run("return document.activeElement.parentElement.open") is not before


def test_escape_closes_the_list_then_clears_the_words(page: Page) -> None:
    page.type("qhx", ESCAPE)
    assert page.run("return document.getElementById('hits').hidden")
    assert page.run("return document.getElementById('query').value") == "qhx"
    page.type(ESCAPE)
    assert page.run("return document.getElementById('query').value") == ""


def test_what_is_found_is_shown_whatever_the_filters_hide(page: Page) -> None:
    page.press("#types button", "人群")
    page.type("zyz\n")
    assert page.until(lambda: page.text("#cardTitle")) == "志愿者"
    assert "志愿者" in page.drawn()


@pytest.mark.parametrize("query", ["不存在的名字", "xyzxyz", "((", "\\"])
def test_what_is_not_found_is_said_with_what_may_be_typed(page: Page, query: str) -> None:
    page.type(query)
    told = page.text("#hits")
    assert f"没有找到“{query}”" in told
    assert "首字母" in told


@pytest.mark.parametrize("query", [" ", "'", ""])
def test_nothing_typed_finds_nothing_and_says_nothing(page: Page, query: str) -> None:
    page.type(query)
    assert names(page) == []


def test_enter_while_the_input_method_composes_chooses_nothing(page: Page) -> None:
    page.type("qhx")
    page.run(
        "document.getElementById('query').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    assert page.run("return wangge.state.focus") == ""


def test_many_results_of_a_type_are_opened_from_the_keyboard(
    browser: Chrome, tmp_path: Path
) -> None:
    from stories import fact, laid_out, page_of, thing

    def visit(number: int) -> Any:
        return fact(f"村民{number}到访", thing(f"村民{number}", "Person"), "visited", COUNTY)

    page = Page(browser, page_of(tmp_path, laid_out(tuple(map(visit, range(9))))))
    page.type("cunmin")
    assert len(names(page)) == 5
    page.type(UP)
    assert chosen(page) == "再看 5 个"
    page.type("\n")
    assert len(names(page)) == 9
    page.type("\n")
    assert page.until(lambda: page.text("#cardTitle")).startswith("村民")
