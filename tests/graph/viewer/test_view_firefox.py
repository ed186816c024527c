"""The page in Firefox, opened from disk: found, read, and seen as a table, a timeline and a map."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from firefox import Firefox, running
from stories import FACTS, OTHER_PAGE, laid_out, page_of

from graph.viewer import packing

NAMES = ("firefox", "firefox-esr")
INSIDE = ("file:", "about:", "data:")
HOW_TO_GET_IT = (
    "no Firefox on this machine. On Debian: apt-get install firefox-esr; elsewhere set FIREFOX "
    "to the program"
)


@pytest.fixture(scope="module", params=[packing.LONG, 0], ids=["plain", "packed"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    other = laid_out((OTHER_PAGE,), name="other.txt", headline="返乡登记")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "LONG", request.param)
        return page_of(tmp_path_factory.mktemp("view"), laid_out(FACTS), other)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = next(filter(None, (os.environ.get("FIREFOX"), *map(shutil.which, NAMES))), None)
    if program is None:
        pytest.skip(HOW_TO_GET_IT)
    with running(Path(program), tmp_path_factory.mktemp("firefox")) as firefox:
        yield firefox


@pytest.fixture
def page(browser: Firefox, file: Path) -> Iterator[Firefox]:
    browser.open("about:blank")
    for told in (browser.complaints, browser.requests):
        told.clear()
    yield opened(browser, file)
    assert browser.complaints == []
    assert [url for url in browser.requests if not url.startswith(INSIDE)] == []


def opened(browser: Firefox, file: Path, address: str = "") -> Firefox:
    browser.open("about:blank").open(file.as_uri() + address)
    browser.until("document.documentElement.dataset.ready === 'true'")
    return browser


def text(selector: str) -> str:
    return f"document.querySelector('{selector}').innerText"


def test_something_is_drawn_and_painted(page: Firefox) -> None:
    assert page.run("wangge.shown().nodes.length") == 9
    painted = (
        "(() => { const canvas = document.querySelector('#graph canvas');"
        "const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
        "return new Set(new Uint32Array(data.buffer)).size })()"
    )
    assert page.run(painted) > 20


def test_what_is_found_by_its_initials_opens_with_the_sentence(page: Firefox) -> None:
    page.run("document.getElementById('query').focus()")
    page.keys("smx")
    page.until("document.querySelectorAll('#hits [role=option]').length")
    page.keys("\ue007")
    assert page.until(text("#cardTitle")) == "石门乡"
    page.run("document.querySelectorAll('#card details').forEach((each) => { each.open = true })")
    assert "石门乡招募" in page.run(text("#card blockquote"))
    assert page.run("document.querySelectorAll('#card blockquote mark').length") > 0


@pytest.mark.parametrize(
    ("view", "sign"),
    [("table", "#grid tbody tr"), ("timeline", "#chronicle tbody tr"), ("map", "#mapChart *")],
)
def test_a_link_opens_another_view(page: Firefox, file: Path, view: str, sign: str) -> None:
    opened(page, file, f"#view={view}")
    page.until(f"document.querySelectorAll('{sign}').length > 1")
    assert page.run(f"document.getElementById('tab-{view}').ariaSelected") == "true"
