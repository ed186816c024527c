"""The page inside of a notebook: a frame in its sandbox, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader import Page
from stories import FACTS, TOWN, laid_out, page_of

from graph.notebook import Page as Shown
from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


class Frame(Page):
    """The page in the frame of a cell's output; the browser stands in it."""

    def __init__(self, browser: Chrome, notebook: Path) -> None:
        self.browser = browser
        browser.get(notebook.as_uri())
        browser.switch_to.frame(browser.find_element("tag name", "iframe"))
        self.until(lambda: self.run("return document.documentElement.dataset.ready") == "true")


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notebook")
    output = Shown(page_of(folder, laid_out(FACTS)).read_text(encoding="utf-8"))._repr_html_()
    file = folder / "notebook.html"
    file.write_text(
        f"<!doctype html><meta charset='utf-8'><title>notebook</title><h1>In [1]</h1>{output}",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def frame(browser: Chrome, notebook: Path) -> Iterator[Frame]:
    yield Frame(browser, notebook)
    browser.switch_to.default_content()


def test_a_cell_shows_the_picture(frame: Frame) -> None:
    assert len(frame.drawn()) == 7
    assert frame.complaints() == []


def test_one_works_in_it_as_in_the_page(frame: Frame) -> None:
    frame.run("wangge.change({focus: arguments[0], chosen: arguments[0]})", key_of(TOWN.id))
    assert frame.until(lambda: frame.text("#cardTitle")) == "石门乡"
    assert frame.text("#where")
    frame.press("#undo")
    frame.until(lambda: frame.run("return wangge.state.focus") == "")
    frame.press("#language")
    assert "7 entities" in frame.text("#summary")
    frame.run("wangge.change({view: 'table'})")
    assert frame.until(lambda: frame.run("return document.querySelectorAll('#grid td').length"))
    assert frame.complaints() == []


def test_the_frame_reaches_nothing_of_the_notebook(frame: Frame) -> None:
    reached = frame.run("try { return parent.document.title } catch (error) { return error.name }")
    assert reached == "SecurityError"
    frame.run("const image = new Image(); image.src = 'https://evil.example/x.png';")
    assert [url for url in frame.requests() if "evil.example" in url] == []


def test_the_policy_holds_in_the_frame(frame: Frame) -> None:
    frame.run(
        "window.caught = []; addEventListener('securitypolicyviolation',"
        " (event) => caught.push(event.violatedDirective));"
        "const script = document.createElement('script'); script.textContent = 'window.ran = 1';"
        "document.body.append(script)"
    )
    assert frame.until(lambda: frame.run("return caught")) == ["script-src-elem"]
    assert frame.run("return window.ran") is None
