"""The box of questions, and the page for those who do not see it, and offline."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import counties
import pytest
from accessibility import violations
from query_page import QueryPage
from servers import Running

import graph.server.pages
from graph.server.pages.rendering import page_words

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

SCRIPTS = Path(graph.server.pages.__file__).parent / "query"
VENDORED = Path(graph.server.pages.__file__).parent / "vendor" / "codemirror"
QUESTION = "石门县招募了多少名志愿者？"
FIGURES = "SELECT ?label (1 AS ?n) { ?label a wg:Place }"
TRIPLES = "CONSTRUCT WHERE { ?s wg:implemented ?o }"


@pytest.fixture
def page(browser: Chrome, news: Running) -> QueryPage:
    return QueryPage(browser, news.address)


def asked(page: QueryPage, question: str) -> None:
    page.run("document.getElementById('question').focus()")
    page.keys(question, "\ue007")
    page.until(lambda: page.text("#reply p") not in ("", "正在查找答案"))


def test_a_question_is_answered_in_one_line_with_its_evidence(page: QueryPage) -> None:
    asked(page, QUESTION)
    assert page.text("#reply .answer") == "≥ 120 名"
    assert page.text("#reply blockquote") == "石门县招募120余名志愿者到北门卡点"
    links = page.run(
        "return [...document.querySelectorAll('#reply li:first-child a')]"
        ".map((each) => each.getAttribute('href'))"
    )
    digits = counties.STONE.id.rpartition("/")[2]
    assert links[0] == f"/id/{digits}?lang=zh"
    assert links[-1] == "/doc/stone.txt?at=0&lang=zh#c0"


def test_the_sparql_of_an_answer_goes_into_the_editor(page: QueryPage) -> None:
    asked(page, QUESTION)
    page.press("#reply details button")
    assert counties.STONE.id in page.query()
    page.press("#run")
    assert page.result().startswith("1 行")
    assert page.rows()[0][1] == "120"


@pytest.mark.parametrize(
    ("question", "said"),
    [("临澧县分发了多少顶帐篷？", "图谱里没有答案。"), ("多少", "没有看懂这个问题。")],
)
def test_what_is_not_known_is_said(page: QueryPage, question: str, said: str) -> None:
    asked(page, question)
    assert page.text("#reply .no-answer") == said


def test_a_question_is_shared_by_the_address(page: QueryPage) -> None:
    asked(page, QUESTION)
    address = page.run("return location.href")
    page.browser.get("about:blank")
    page.browser.get(address)
    page.until(lambda: page.text("#reply .answer") == "≥ 120 名")


def test_nothing_is_asked_of_other_machines(page: QueryPage) -> None:
    asked(page, QUESTION)
    page.ask_for(TRIPLES)
    page.press("[data-view=graph]")
    page.until(lambda: page.run("return document.querySelector('.network')?.dataset.ready"))
    assert page.hosts() == {urlsplit(page.address).netloc}
    assert page.complaints() == []


def test_the_policy_allows_no_script_within_and_nothing_from_elsewhere(news: Running) -> None:
    found = news.http.get("/query")
    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?! src=\"/assets/)", found.text) == []
    assert re.findall(r"(?:src|href)=\"(?!/|#)", found.text) == []


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing_wrong(browser: Chrome, news: Running, language: str, theme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})  # type: ignore[no-untyped-call]
    page = QueryPage(browser, news.address, language)
    found = {"opened": violations(browser)}
    page.press("[data-query=recruitment]")
    page.run("document.querySelector('#examples details').open = true")
    asked(page, QUESTION)
    found["asked"] = violations(browser)
    for view, query in {"table": FIGURES, "chart": FIGURES, "graph": TRIPLES}.items():
        page.go(query=query, view=view)
        page.result()
        page.until(
            lambda: page.run(
                "return document.querySelector('#shown table, #shown rect, [data-ready]') !== null"
            )
        )
        found[view] = violations(browser)
    page.go(query="SELECT")
    page.until(lambda: page.text("#problem"))
    found["mistake"] = violations(browser)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})  # type: ignore[no-untyped-call]
    assert found == {scene: [] for scene in found}


def test_tab_goes_through_the_page_and_leaves_the_editor(page: QueryPage) -> None:
    page.run("document.getElementById('question').focus()")
    stops = []
    for _ in range(5):
        page.keys("\ue004")
        stops.append(
            page.run("return document.activeElement.id || document.activeElement.innerText")
        )
    assert stops == ["提问", "editor", "run", "share", "example-filter"]


def test_arrows_change_the_view(page: QueryPage) -> None:
    page.ask_for(FIGURES)
    page.run("document.querySelector('[data-view=table]').focus()")
    page.keys("\ue014")
    assert page.run("return document.activeElement.dataset.view") == "chart"
    assert page.run("return document.activeElement.getAttribute('aria-selected')") == "true"


def test_what_changes_is_announced(page: QueryPage) -> None:
    page.ask_for(FIGURES)
    assert page.run("return document.getElementById('status').textContent") == page.text("#summary")
    page.press("[data-key=label]")
    assert page.run("return document.getElementById('status').textContent") == "按 label 升序排列"


def test_nothing_is_wider_than_a_phone(browser: Chrome, news: Running) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)  # type: ignore[no-untyped-call]
    page = QueryPage(browser, news.address, query=FIGURES)
    page.result()
    wide = page.run("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[no-untyped-call]
    assert wide == 390


def test_the_scripts_say_only_what_has_words() -> None:
    known = {key.removeprefix("query.js.") for key in page_words() if key.startswith("query.js.")}
    scripts = "".join(file.read_text(encoding="utf-8") for file in SCRIPTS.glob("*.js"))
    said = set(re.findall(r'say\(\s*"([^"]+)"', scripts))
    families = set(re.findall(r"say\(`(\w+\.)", scripts))
    assert said - known == set()
    assert {each for each in families if not any(key.startswith(each) for key in known)} == set()


def test_the_editor_is_the_one_that_its_readme_tells_of() -> None:
    said = (VENDORED / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256((VENDORED / "codemirror.js").read_bytes()).hexdigest() in said
    locked = json.loads((VENDORED / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    bundled = {
        (name.removeprefix("node_modules/"), each["version"])
        for name, each in locked.items()
        if name and not each.get("dev")
    }
    assert bundled == set(re.findall(r"^\| (\S+) \| (\d\S+) \| MIT \|$", said, re.MULTILINE))
    licences = (VENDORED / "LICENSE").read_text(encoding="utf-8")
    assert [name for name, version in bundled if f"{name} {version}" not in licences] == []
