"""The pages for those who do not see them, see no colours, or read on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from accessibility import violations
from servers import Running
from small_world import thing, town
from test_linked_data import address_of
from test_pages_browser import Page

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PATHS = (
    "/",
    "/?q=一二里",
    "/?q=没有的名称",
    "/?type=Organization",
    "/doc/",
    "/doc/" + quote("第12页.txt"),
    address_of(town(12).id),
    "/id/none-such",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_in_either_theme(row: Running, browser: Chrome, theme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})  # type: ignore[no-untyped-call]
    facts = row.values(f"SELECT ?f {{ ?f rdf:object <{thing(12, '卫生院').id}> }}")
    found = {
        path: violations(Page(browser, row, path).browser)
        for path in (*PATHS, address_of(facts[0]))
    }
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})  # type: ignore[no-untyped-call]

    assert {path: each for path, each in found.items() if each} == {}


def test_pages_fit_a_phone(row: Running, browser: Chrome) -> None:
    """Nothing is wider than the screen."""
    phone = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)  # type: ignore[no-untyped-call]
    try:
        for path in PATHS:
            page = Page(browser, row, path)
            assert page.run("return document.documentElement.scrollWidth") <= 390, path
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # type: ignore[no-untyped-call]
