"""Text that tries to be more than text, in every place that holds any and in every view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile import ATTEMPTS
from reader import Page
from stories import TOWN, fact, laid_out, page_of, thing
from watching import watching

from extractors.facts import Entity, Quantity
from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

TEXTS = (
    *ATTEMPTS,
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</title></textarea></style><svg onload=alert(1)>",
    '"><a href="javascript:alert(1)" ping="https://evil.example">甲</a>',
    "javascript:alert(1)",
    "https://evil.example/pixel.png",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<!--<script>alert(1)",
    "甲\u2028alert(1)\u2029",
    "\u202e甲乙丙\u2066丁\u2067戊\u200f",
    "${alert(1)}{{7*7}}",
    "__proto__",
    "甲" * 400,
)
SEEN = [text for text in TEXTS if text.strip()]

# Elements that no text of ours ever makes.
FOREIGN = "IMG, IFRAME, A, OBJECT, EMBED, META:not(head *), BASE, LINK"
VIEWS = ("graph", "table", "timeline", "map")


# Texts with such marks that share a line with others and are not isolated from them.
LOOSE = """
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const styleOf = (element) => getComputedStyle(element);
const isRun = (element) =>
  styleOf(element).unicodeBidi === "normal" && styleOf(element).display.startsWith("inline");
const loose = [];
for (let node; (node = walker.nextNode()); ) {
  let at = node.parentElement;
  if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.data) || at.closest("script")) continue;
  while (isRun(at)) at = at.parentElement;
  const isolated = /isolate|plaintext/.test(styleOf(at).unicodeBidi);
  if (!isolated) loose.push(at.outerHTML.slice(0, 300));
}
return loose;
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page in which each of the texts is a name, an alias, a title, a file, a unit, a quote."""
    pages = []
    for number, text in enumerate(SEEN):
        one, other = thing(f"{text}甲", "Person"), thing(f"乙{text}", "Organization")
        told = fact(
            f"{text}甲看望乙{text}", one, "visited", other, trigger="看望", rule=text,
            quantity=Quantity(number, "min", text, text), place=replace(TOWN, mention=text),
            time=f"2021-01-{number % 28 + 1:02}", time_text=text,
        )  # fmt: skip
        page = laid_out((told,), name=f"{number}{text}.txt", headline=f"题{text}")
        known = tuple(_with_alias(entity, text) for entity in page.entities)
        pages.append(replace(page, entities=known))
    return page_of(tmp_path_factory.mktemp("hostile"), *pages)


def _with_alias(entity: Entity, text: str) -> Entity:
    return replace(entity, aliases=tuple(sorted({*entity.aliases, f"又{text}"})))


@pytest.fixture
def watched(browser: Chrome) -> Iterator[Chrome]:
    """A browser in which dialogs and breaches of the policy are written down."""
    with watching(browser):
        yield browser


def is_only_text(page: Page) -> bool:
    assert page.run("return caught") == []
    assert page.run("return document.querySelectorAll(arguments[0]).length", FOREIGN) == 0
    assert page.run("return document.querySelectorAll('script:not([type])').length") == 2
    return page.requests() == [] and page.complaints() == []


@pytest.mark.parametrize("view", VIEWS)
def test_texts_stay_texts_in_every_view(watched: Chrome, file: Path, view: str) -> None:
    page = Page(watched, file, f"#view={view}")
    page.press("#filterButton")
    page.type("甲")
    page.until(lambda: page.run("return document.querySelectorAll('#hits [role=option]').length"))
    assert is_only_text(page)


def test_texts_stay_texts_on_every_card(watched: Chrome, file: Path) -> None:
    page = Page(watched, file)
    for text in SEEN:
        key = page.run("return wangge.keysOf(arguments[0])[0]", f"{text}甲") or key_of(TOWN.id)
        page.run("wangge.change({focus: arguments[0], chosen: arguments[0]})", key)
        page.run("document.querySelectorAll('#card details').forEach((e) => { e.open = true })")
        page.run("document.querySelectorAll('#card .fact button').forEach((e) => e.focus())")
    assert is_only_text(page)
    assert page.text("#cardTitle")


def test_marks_of_direction_turn_nothing_else_around(watched: Chrome, file: Path) -> None:
    page = Page(watched, file)
    name = next(text for text in SEEN if "\u2066" in text)
    page.run("const key = wangge.keysOf(arguments[0])[0]; wangge.change({focus: key, chosen: key})",
             f"{name}甲")  # fmt: skip
    page.type("甲乙丙")
    loose = page.run(LOOSE)
    assert page.run("return document.getElementById('card').textContent.includes('\\u202e')")
    assert loose == []


def test_the_policy_forbids_and_the_listener_hears(watched: Chrome, file: Path) -> None:
    """What the policy forbids does not happen, and the listener hears of it."""
    page = Page(watched, file)
    page.run(
        "const image = new Image(); image.src = 'https://evil.example/x.png';"
        "document.body.append(image);"
        "const script = document.createElement('script'); script.textContent = 'alert(1)';"
        "document.body.append(script);"
        "fetch('https://evil.example/').catch(() => {})"
    )
    page.until(lambda: page.run("return caught.length") >= 3)
    caught = sorted(each.partition(" ")[0] for each in page.run("return caught"))
    assert caught == ["connect-src", "img-src", "script-src-elem"]
