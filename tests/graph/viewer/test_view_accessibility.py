"""The page for those who do not see it, see no colours, or use no mouse."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from accessibility import violations
from reader import Page
from stories import FACTS, TOWN, laid_out, page_of

from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = Path(__file__).with_name("axe")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("view"), laid_out(FACTS))


def emulate(browser: Chrome, theme: str) -> None:
    """What the system says of light and dark; an empty text takes it back."""
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})  # type: ignore[no-untyped-call]


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
    assert [each.partition(":")[0] for each in violations(page.browser)] == ["button-name"]


TOWN_KEY = key_of(TOWN.id)
SCENES = {
    "opened": "",
    "card": f"focus={TOWN_KEY}&show={TOWN_KEY}",
    "table": "view=table",
    "timeline": "view=timeline",
    "map": "view=map",
}
OPENED: dict[str, Callable[[Page], object]] = {
    "hits": lambda page: page.type("乡"),
    "no hits": lambda page: page.type("没有"),
    "filters": lambda page: page.press("#filterButton"),
    "take away": lambda page: page.press("#take"),
    "settings": lambda page: page.run("document.getElementById('settings').open = true"),
    "keys": lambda page: page.run("document.getElementById('keys').showModal()"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong(browser: Chrome, file: Path, theme: str, language: str) -> None:
    page = Page(browser, file)
    found = {}
    for scene, address in SCENES.items():
        page.run("location.hash = arguments[0]", f"theme={theme}&lang={language}&{address}")
        page.until(lambda: page.run("return wangge.state.theme") == theme)
        found[scene] = violations(page.browser)
    assert found == {scene: [] for scene in SCENES}


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_wrong_in_what_opens(browser: Chrome, file: Path, width: int) -> None:
    page = Page(browser, file)
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)  # type: ignore[no-untyped-call]
    found = {}
    for name, opens in OPENED.items():
        opens(page)
        found[name] = violations(page.browser)
        page.run("document.getElementById('query').value = ''; document.activeElement.blur()")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[no-untyped-call]
    assert found == {name: [] for name in OPENED}


def test_the_system_says_whether_it_is_dark(browser: Chrome, file: Path) -> None:
    emulate(browser, "dark")
    page = Page(browser, file)
    paper = page.run("return getComputedStyle(document.body).backgroundColor")
    emulate(browser, "")
    assert paper == "rgb(20, 25, 31)"
    assert violations(page.browser) == []


def test_the_landmarks_and_what_is_said_of_the_picture(browser: Chrome, file: Path) -> None:
    page = Page(browser, file)
    landmarks = page.run(
        "return ['header', 'main', '[role=search]', 'nav', 'aside#side']"
        ".map((selector) => document.querySelectorAll(selector).length > 0)"
    )
    assert landmarks == [True] * 5
    spoken = page.run(
        "return [...document.querySelectorAll('[role=status]')].map((each) => each.textContent)"
    )
    assert [each for each in spoken if "7 个实体" in each]
    assert page.run("return document.getElementById('graph').getAttribute('aria-label')")
    assert page.run("return document.querySelector('#graph canvas').tabIndex") == -1
