"""The pages in a real Chromium: texts of strangers, and the viewer that asks for more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hostile import ATTEMPTS
from servers import Running, served
from small_world import make_row, thing, town
from test_linked_data import address_of
from watching import watching

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity, Quote
from graph.rdf import fact_iri
from graph.store import open_store
from graph.viewer.model import key_of
from graph.vocabulary import BASE, digest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

WAIT = 20
TEXTS = (
    *ATTEMPTS,
    "<img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">甲</a>',
    "</title></textarea></style><svg onload=alert(1)>",
    "\u202e甲乙丙\u2066丁",
    "javascript:alert(1)",
)
SEEN = [text for text in TEXTS if text.strip()]
FOREIGN = "main img, main iframe, main svg, main script, a[href^='javascript'], [onerror], [onload]"


class Page:
    """What a reader does with a page of a server and what the reader sees."""

    def __init__(self, browser: Chrome, server: Running, path: str) -> None:
        self.browser = browser
        self.server = server
        browser.get(server.address.rstrip("/") + path)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)  # type: ignore[no-untyped-call]

    def until(self, holds: Callable[[], Any]) -> Any:
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.browser, WAIT).until(lambda _: holds())

    def ready(self) -> Page:
        self.until(lambda: self.run("return document.documentElement.dataset.ready") == "true")
        return self

    def text(self, element: str) -> str:
        return str(self.run("return document.getElementById(arguments[0]).innerText", element))

    def drawn(self) -> set[str]:
        return set(self.run("return wangge.shown().nodes.map((key) => wangge.entityOf(key).name)"))

    def known(self) -> int:
        return int(self.run("return wangge.loaded()"))

    def change(self, **patch: object) -> None:
        self.run("wangge.change(arguments[0])", patch)


def stranger(text: str, kind: str) -> Argument:
    return Argument(f"{BASE}{digest(text, kind)}", text, text, kind)


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of a store in which each of the texts is a name, an alias, a title, a file."""
    folder = tmp_path_factory.mktemp("strange")
    with open_store(folder / "strange.kg", "w") as store:
        for number, text in enumerate(SEEN):
            store.replace_document(_page(number, text), version="1")
    with served(folder / "strange.kg", folder, "--workers", "1") as running:
        yield running


def _page(number: int, text: str) -> Extraction:
    name = f"{number} {text}"
    one, other = stranger(f"{text}甲", "Person"), stranger(f"乙{text}", "Organization")
    quote = Quote(0, len(text) + 3, f"{text}甲看望")
    fact = Fact(
        name, 1, one, "visited", other, quote, quantity=Quantity(number, "min", text, text),
        trigger=Quote(len(text) + 1, len(text) + 3, "看望"), time="2021-01-01", time_text=text,
        rule=text, place=replace(other, mention=text),
    )  # fmt: skip
    entities = tuple(Entity(end.id, end.name, end.type, (text,), True) for end in (one, other))
    article = Article(1, text, (text,), text, text, ())
    document = Document(name, f"{text}甲看望乙{text}。\n")
    return Extraction(document, (article,), (), entities, (fact,))


def paths() -> Iterator[str]:
    from urllib.parse import quote as quoted

    yield "/?type=Person"
    yield "/doc/"
    for number, text in enumerate(SEEN):
        page = _page(number, text)
        yield address_of(page.facts[0].subject.id)
        yield address_of(fact_iri(page.facts[0]))
        yield f"/doc/{quoted(page.document.name, safe='')}"
        yield f"/?q={quoted(text, safe='', errors='replace')}"


@pytest.fixture
def watched(browser: Chrome) -> Iterator[Chrome]:
    """A browser in which dialogs and breaches of the policy are written down for one test."""
    with watching(browser):
        yield browser


def test_no_text_of_the_store_becomes_more_than_text(strange: Running, watched: Chrome) -> None:
    for path in paths():
        page = Page(watched, strange, path)
        assert page.run("return document.title") != "", path
        assert page.run("return window.caught") == [], path
        assert page.run("return document.querySelectorAll(arguments[0]).length", FOREIGN) == 0, path


def test_the_viewer_shows_strange_texts_as_texts(strange: Running, watched: Chrome) -> None:
    page = Page(watched, strange, "/view").ready()
    for number, text in enumerate(SEEN):
        key = key_of(_page(number, text).facts[0].subject.id)
        page.change(focus=key, chosen=key)
        page.until(lambda key=key: page.run("return wangge.state.focus") == key)
    assert page.run("return window.caught") == []
    assert page.run("return document.querySelectorAll('img, iframe, [onerror]').length") == 0


def test_the_viewer_opens_on_a_part_and_says_how_much_there_is(row, browser):
    page = Page(browser, row, "/view?lang=en").ready()

    assert 0 < page.known() < 180
    assert "180" in page.text("summary")
    assert page.run("return document.documentElement.lang") == "en"


def test_the_viewer_opens_around_whom_the_address_names(row, browser):
    page = Page(browser, row, "/view?around=四二里乡").ready()

    assert page.drawn() == {town(n).name for n in (41, 42, 43)} | {
        thing(42, kind).name for kind in ("卫生院", "供销社")
    }


def test_who_walks_loads_what_lies_ahead(row, browser):
    page = Page(browser, row, "/view?around=零五里乡").ready()
    start = page.known()
    for number in range(6, 30):
        key = key_of(town(number).id)
        page.change(focus=key, chosen=key)
        page.until(lambda number=number: town(number + 1).name in page.drawn())

    assert page.known() > start + 20
    assert page.text("card").startswith(town(29).name)


def test_what_is_expanded_comes_from_the_server(row, browser):
    page = Page(browser, row, "/view?around=四零里乡").ready()
    assert town(42).name not in page.drawn()
    page.change(expanded=[])  # a set does not travel: what follows makes it in the page
    page.run("wangge.change({expanded: new Set([arguments[0]])})", key_of(town(41).id))

    page.until(lambda: {town(42).name, thing(41, "卫生院").name} <= page.drawn())


def test_a_wide_neighbourhood_and_a_way_come_from_the_server(row, browser):
    page = Page(browser, row, "/view?around=一零里乡").ready()
    here, there = key_of(town(10).id), key_of(town(13).id)
    page.change(focus=here, chosen=here, hops=3)
    page.until(lambda: town(13).name in page.drawn())
    page.run("wangge.change({focus: '', path: arguments[0]})", [here, there])

    page.until(lambda: page.drawn() == {town(number).name for number in range(10, 14)})


@pytest.mark.parametrize("typed", ["五九里", "wujiu"])
def test_the_search_asks_the_server(row, browser, typed):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    page = Page(browser, row, "/view?around=零一里乡").ready()
    query = browser.find_element(By.ID, "query")
    query.send_keys(typed)
    page.until(lambda: town(59).name in page.text("hits"))
    query.send_keys(Keys.ENTER)

    page.until(lambda: {town(58).name, thing(59, "供销社").name} <= page.drawn())


def test_a_server_that_is_busy_is_asked_again(row, browser):
    page = Page(browser, row, "/view?around=零一里乡").ready()
    page.run(
        "const ask = window.fetch; let times = 0;"
        "const refused = () => Promise.reject(new TypeError());"
        "window.fetch = (...what) => (times++ < 2 ? refused() : ask(...what));"
    )

    browser.find_element("id", "query").send_keys("五八里")

    page.until(lambda: town(58).name in page.text("hits"))


def test_a_link_restores_what_the_page_does_not_hold(row, browser):
    key = key_of(town(50).id)
    page = Page(browser, row, f"/view?around=零一里乡#focus={key}&show={key}").ready()

    assert {town(49).name, town(51).name} <= page.drawn()
    assert page.text("card").startswith(town(50).name)


def test_what_was_loaded_is_written_as_the_server_has_it(row, browser):
    """JSON-LD of facts that came later is what the whole store says of them."""
    page = Page(browser, row, "/view?around=零一里乡").ready()
    key = key_of(town(33).id)
    browser.get(f"{row.address.rstrip('/')}/view?around=零一里乡#focus={key}")
    page.ready()
    told = json.loads(page.run("return wangge.jsonld()"))
    import pyoxigraph

    def parsed(text: bytes, form: Any) -> set[str]:
        return {str(quad.triple) for quad in pyoxigraph.parse(text, format=form)}

    mine = parsed(json.dumps(told).encode(), pyoxigraph.RdfFormat.JSON_LD)
    whole = row.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", accept="application/n-triples")
    theirs = parsed(whole.content, pyoxigraph.RdfFormat.N_TRIPLES)
    assert len(mine) > 50
    assert mine <= theirs


def test_a_card_leads_to_the_page_of_its_entity(row, browser):
    page = Page(browser, row, "/view?around=零一里乡&lang=zh").ready()
    key = key_of(town(1).id)
    page.change(focus=key, chosen=key)
    page.until(lambda: page.run("return document.querySelector('#card a')?.href"))
    browser.get(page.run("return document.querySelector('#card a').href"))

    assert page.run("return document.querySelector('h1').textContent") == town(1).name


def test_a_server_that_is_gone_is_told(browser, tmp_path):
    with served(make_row(tmp_path / "row.kg"), tmp_path, "--workers", "1") as server:
        page = Page(browser, server, "/view?around=零一里乡&lang=zh").ready()
    key = key_of(town(2).id)
    page.change(focus=key, chosen=key)

    page.until(lambda: page.text("told").startswith("没有读到"))
    assert town(2).name in page.drawn()
