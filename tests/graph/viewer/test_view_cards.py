"""Cards: what a thing is and where it belongs, and its facts with their sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flood import COUNTY, FIRST_PAGE, LEADER, TOWN, VOLUNTEERS
from reader import Page

from extractors.facts import Argument
from graph.rdf import fact_iri
from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


def card(browser: Chrome, flood: Path, entity: Argument, more: str = "") -> Page:
    return Page(browser, flood, f"#show={key_of(entity.id)}{more}")


def row(page: Page, name: str) -> str:
    """What stands beside a word at the head of the card."""
    return str(
        page.run(
            "return [...document.querySelectorAll('#card dt')]"
            ".find((each) => each.textContent === arguments[0])?.nextSibling.textContent ?? ''",
            name,
        )
    )


def test_a_unit_stands_in_its_hierarchy(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, TOWN)
    assert row(page, "隶属") == "河北省 › 邢台市 › 清河县 › 葛仙庄镇"
    page.press("#card dd .name", "清河县")
    assert page.until(lambda: page.text("#cardTitle")) == "清河县"
    assert row(page, "隶属") == "河北省 › 邢台市 › 清河县"
    assert row(page, "又称") == "全县"


def test_a_person_has_the_posts_that_are_told(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, LEADER)
    assert "人物" in page.text("#card .kind")
    assert row(page, "职务") == "县长（清河县）"


def test_facts_stand_under_their_relations(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, COUNTY)
    titles = page.run("return [...document.querySelectorAll('#card h3')].map((e) => e.textContent)")
    assert titles == ["招募2", "配备1", "作为所在机构1", "作为对象1"]


def test_a_fact_says_how_many_when_where_whether_and_how_sure(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, COUNTY)
    first = page.text("#card .fact")
    for part in ("≥120名", "2021年7月20日", "地点 长乐小学", "可信度 0.90"):
        assert part in first
    assert page.text("#card .fact.required .badge") == "要求"


def test_a_fact_opens_its_sentence_with_its_parts_marked(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, COUNTY)
    second = "document.querySelectorAll('#card .fact')[1]"
    assert page.run(f"return {second}.querySelector('blockquote')") is None
    page.run(f"{second}.querySelector('summary').click()")
    page.until(lambda: page.run(f"return {second}.querySelector('blockquote')"))
    marks = page.run(
        f"return [...{second}.querySelectorAll('mark')].map((m) => [m.title, m.textContent])"
    )
    assert marks == [["主语", "清河县"], ["触发词", "招募"], ["宾语", "志愿者"]]
    caption = page.run(f"return {second}.querySelector('figcaption').innerText")
    start, end = FIRST_PAGE.facts[1].evidence.start, FIRST_PAGE.facts[1].evidence.end
    for part in ("清河县防汛", "a.txt", "第 1 篇", f"第 {start}–{end} 字"):
        assert part in caption


def test_a_claim_of_two_pages_is_one_fact_with_both_sentences(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, VOLUNTEERS)
    assert page.text("#card .fact summary .count") == "2 处说法相同"
    assert len(page.run("return document.querySelectorAll('#card .fact')")) == 2
    quotes = page.run(
        "return [...document.querySelectorAll('#card .fact')[0].querySelectorAll('blockquote')]"
        ".map((each) => each.textContent)"
    )
    assert ["据悉" in quote for quote in quotes] == [False, True]
    assert "b.txt" in page.text("#card .fact figure:last-child")


def test_a_citation_is_copied_whole(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, COUNTY)
    page.run(
        "window.copied = [];"
        "Object.defineProperty(navigator, 'clipboard', "
        "{value: {writeText: async (text) => { window.copied.push(text); }}});"
        "document.querySelector('#card .copy').click()"
    )
    (copied,) = page.until(lambda: page.run("return window.copied"))
    told = FIRST_PAGE.facts[0]
    quote, claim, iri = copied.split("\n")
    assert told.evidence.text in quote
    assert f"a.txt，第 1 篇，第 {told.evidence.start}–{told.evidence.end} 字" in quote
    assert claim == "清河县 招募 志愿者 ≥120名，2021年7月20日，地点 长乐小学"
    assert iri == fact_iri(told)
    assert page.until(lambda: page.text("#announced")) == "已复制"


def test_where_the_clipboard_is_closed_a_selection_is_copied(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, COUNTY)
    page.run(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.addEventListener('copy', () => { window.copied = getSelection().toString()"
        " || document.activeElement.value; });"
    )
    browser.find_element("css selector", "#card .copy").click()
    assert "清河县招募120余名志愿者" in page.until(lambda: page.run("return window.copied"))


def test_a_card_says_what_filters_keep_from_it(browser: Chrome, flood: Path) -> None:
    page = card(browser, flood, COUNTY, "&relations=%3DequippedWith")
    assert page.text("#card .withheld").startswith("筛选隐去了 5 条")
    assert len(page.run("return document.querySelectorAll('#card .fact')")) == 1
    page.press("#card .withheld button")
    assert len(page.run("return document.querySelectorAll('#card .fact')")) == 5


def test_an_opened_sentence_stays_open_when_a_filter_changes_nothing_of_the_card(
    browser: Chrome, flood: Path
) -> None:
    page = card(browser, flood, LEADER)
    page.run("window.kept = document.querySelector('#card .fact')")
    page.press("#types button", "物品")
    assert page.run("return window.kept.isConnected")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_of_a_card_is_there(browser: Chrome, flood: Path, language: str) -> None:
    page = card(browser, flood, COUNTY, f"&lang={language}")
    page.run("document.querySelectorAll('#card summary').forEach((each) => each.click())")
    assert "undefined" not in page.text("#card")
    assert page.complaints() == []
