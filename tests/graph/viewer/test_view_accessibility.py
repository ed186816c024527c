"""The page for those who do not see it, see no colours, or use no mouse."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from stories import FACTS, TOWN, laid_out, page_of
from test_view_browser import Page

from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = Path(__file__).with_name("axe")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("view"), laid_out(FACTS))


def emulate(browser: Chrome, theme: str) -> None:
    """What the system says of light and dark; an empty text takes it back."""
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})  # type: ignore[no-untyped-call]


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands: the rule and the elements."""
    page.run((AXE / "axe.min.js").read_text(encoding="utf-8") + ";window.axe = axe")
    script = "const done = arguments[1]; axe.run({runOnly: arguments[0]}).then(done, done)"
    found: dict[str, Any] = page.browser.execute_async_script(script, RULES)  # type: ignore[no-untyped-call]
    return [
        f"{broken['id']}: {node['html'][:160]} {node['failureSummary']}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


def test_axe_is_the_version_that_is_said() -> None:
    said = (AXE / "README.md").read_text(encoding="utf-8")
    script = (AXE / "axe.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() in said
    version = re.search(rb"axe v([\d.]+)", script)
    assert version
    assert f"axe-core {version[1].decode()}" in said


def test_axe_finds_what_is_wrong(browser: Chrome, file: Path) -> None:
    page = Page(browser, file)
    page.run("document.getElementById('card').append(document.createElement('button'))")
    assert [each.partition(":")[0] for each in violations(page)] == ["button-name"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong(browser: Chrome, file: Path, theme: str, language: str) -> None:
    emulate(browser, theme)
    try:
        page = Page(browser, file)
        if language == "en":
            page.press("#language")
        assert violations(page) == []
        page.run("location.hash = arguments[0]", f"#focus={key_of(TOWN.id)}&show={key_of(TOWN.id)}")
        page.until(lambda: page.text("#cardTitle") == "石门乡")
        assert violations(page) == []
        page.type("乡")
        assert violations(page) == []
    finally:
        emulate(browser, "")
