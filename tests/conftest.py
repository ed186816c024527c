"""What all tests share: a headless browser, and a clear word where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

REQUIRED = os.environ.get("WANGGE_REQUIRE_BROWSER") == "1"
HOW_TO_GET_IT = (
    "no Chromium with its driver on this machine. On Debian: apt-get install chromium "
    "chromium-driver fonts-noto-cjk; elsewhere set CHROME and CHROMEDRIVER to the two programs"
)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One headless Chromium for the whole run; use ``browser``, which starts each test clean."""
    program = _program("CHROME", "chromium", "chromium-browser", "google-chrome")
    driver = _program("CHROMEDRIVER", "chromedriver")
    if program is None or driver is None:
        _without_browser()
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = str(program)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    chrome = Chrome(options=options, service=ChromeService(executable_path=str(driver)))
    yield chrome
    chrome.quit()


@pytest.fixture
def browser(chromium: Chrome) -> Chrome:
    """
    A headless Chromium on an empty page, its logs read out.

    ``get_log("browser")`` gives what the page wrote to its console, ``get_log("performance")``
    the network events, so that a test can show that a page asks for nothing.
    """
    chromium.get("about:blank")
    for kind in ("browser", "performance"):
        chromium.get_log(kind)  # type: ignore[no-untyped-call]
    return chromium


def _program(variable: str, *names: str) -> Path | None:
    candidates = (os.environ.get(variable), *(shutil.which(name) for name in names))
    return next((Path(found) for found in candidates if found and Path(found).exists()), None)


def _without_browser() -> NoReturn:
    if REQUIRED:
        pytest.fail(HOW_TO_GET_IT)
    pytest.skip(HOW_TO_GET_IT)


@pytest.fixture
def literals_as_before() -> Iterator[None]:
    """What an OWL reasoner is used in: it leaves rdflib reading dates without a year otherwise."""
    from rdflib import term

    before = dict(term._toPythonMapping)
    yield
    term._toPythonMapping.clear()
    term._toPythonMapping.update(before)
