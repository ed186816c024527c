"""Two pages of two counties, with figures, times of all kinds and odd texts; and their reader."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader import Page
from stories import fact, thing

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import LITERAL, Argument, Entity, Quantity
from extractors.identity import entity_iri
from graph.identity.units import describe_units
from graph.store import open_store
from graph.viewer import render_view

AREA = "AdministrativeArea"


def area(name: str, adcode: str = "", scope: str = "") -> Argument:
    return Argument(entity_iri(AREA, name, scope, adcode), name, name, AREA)


STONE, RIVER = area("石门县", "430726"), area("清河县", "130534")
TOWN = area("清河县青石镇", scope=RIVER.id)
VILLAGE = area("无名庄")  # of no county, and without a place
HOSPITAL = thing("石门县医院", "Organization")
HELPERS = thing("志愿者", "PopulationGroup")
MASKS = thing("口罩", "Item")
FORMULA = thing('=HYPERLINK("http://a.test","点")', "Item")
LEADER = thing("夏安民", "Person")
POST = thing("县长", "Post")
SCOPES = {TOWN.id: RIVER.id, HOSPITAL.id: STONE.id}
CODES = {STONE.id: "430726", RIVER.id: "130534"}


def figure(value: float, bound: str = "exact", unit: str = "名") -> Quantity:
    return Quantity(value, bound, unit, f"{value}{unit}")


FIRST = (
    fact("石门县招募120余名志愿者", STONE, "recruited", HELPERS, trigger="招募",
         quantity=figure(120, "min"), time="2021-03-05", time_text="3月5日", confidence=0.9),
    fact("石门县医院采购口罩1.5万只", HOSPITAL, "purchased", MASKS, trigger="采购",
         quantity=figure(1.5, "approx", "万只"), time="2021-03", confidence=0.8),
    fact("石门县要求志愿者佩戴口罩", STONE, "equippedWith", MASKS, modality="required",
         time="2021-03-06T08:30", confidence=0.4, rule="x"),
    fact("石门县县长夏安民", LEADER, "holdsPost", POST, organization=STONE, confidence=1.0),
    fact('夏安民说：“都到\u2028"齐"了”', LEADER, "stated",
         thing('都到\u2028"齐"了', LITERAL), trigger="说"),
)  # fmt: skip
SECOND = (
    fact("清河县青石镇招募30名志愿者", TOWN, "recruited", HELPERS, trigger="招募",
         quantity=figure(30), time="--03-05", confidence=0.7, place=RIVER),
    fact("清河县购买=HYPERLINK", RIVER, "purchased", FORMULA, time="2021", confidence=0.55,
         recipient=thing("a,b\r\n\"c\"", "Organization")),
    fact("清河县计划招募志愿者", RIVER, "recruited", HELPERS, modality="planned",
         time="2021-02-30"),
    fact("清河县没有招募志愿者", RIVER, "recruited", HELPERS, negated=True, time="T08:00"),
    fact("无名庄招募志愿者", VILLAGE, "recruited", HELPERS, quantity=figure(50, "max")),
    fact("清河县慰问夏安民", RIVER, "", LEADER, predicate="慰问"),
)  # fmt: skip
FACTS = (*FIRST, *SECOND)


def page(name: str, facts: Iterable[Any], headline: str) -> Extraction:
    text, placed, known = "", [], {}
    for each in facts:
        shift = len(text)
        moved = {"document": name, "evidence": _moved(each.evidence, shift)}
        if each.trigger:
            moved["trigger"] = _moved(each.trigger, shift)
        placed.append(_with(each, **moved))
        text += each.evidence.text + "。\n\n"
        for one in (each.subject, each.object, each.place, each.recipient, each.organization):
            if one and one.id:
                known[one.id] = Entity(
                    one.id,
                    one.name,
                    one.type,
                    scope=SCOPES.get(one.id, ""),
                    adcode=CODES.get(one.id, ""),
                )
    article = Article(1, headline, (), "", "", ())
    return Extraction(Document(name, text), (article,), (), tuple(known.values()), tuple(placed))


def _with(each: Any, **more: Any) -> Any:
    from dataclasses import replace

    return replace(each, **more)


def _moved(quote: Any, shift: int) -> Any:
    return _with(quote, start=quote.start + shift, end=quote.end + shift)


def make(folder: Path, *extractions: Extraction, **options: Any) -> Path:
    """A store ``news.kg`` in the folder with its page ``view.html`` beside it; the page."""
    with open_store(folder / "news.kg", "w") as store:
        for each in extractions:
            store.replace_document(each, version="1")
        describe_units(store)
    with open_store(folder / "news.kg") as store:
        file = folder / "view.html"
        file.write_text(render_view(store, **options), encoding="utf-8", newline="\n")
    return file


class Taking(Page):
    """A page whose downloads land in a folder."""

    def __init__(
        self, browser: Any, file: Path, address: str = "", into: Path | None = None
    ) -> None:
        super().__init__(browser, file, address)
        self.into = into
        if into:
            behavior = {"behavior": "allow", "downloadPath": str(into)}
            browser.execute_cdp_cmd("Browser.setDownloadBehavior", behavior)

    def taken(self, kind: str) -> Path:
        """The file that a button of the menu gives."""
        assert self.into
        before = set(self.into.iterdir())
        self.run("document.querySelector(`[data-take=${arguments[0]}]`).click()", kind)
        return self.until(
            lambda: next(
                (f for f in set(self.into.iterdir()) - before
                 if f.suffix not in (".crdownload", ".tmp") and not f.name.startswith(".")
                 and f.stat().st_size), None)
        )  # fmt: skip

    def query(self) -> str:
        self.run(
            "const hidden = document.getElementById('takeMenu').hidden;"
            "if (hidden) document.getElementById('take').click()"
        )
        return str(self.run("return document.getElementById('queryText').value"))

    def rows(self, table: str = "grid") -> list[list[str]]:
        return self.run(
            "return [...document.querySelectorAll(`#${arguments[0]} tbody tr[data-row]`)]"
            ".map((row) => [...row.cells].map((cell) => cell.textContent))", table,
        )  # fmt: skip

    def click(self, selector: str, number: int = 0) -> None:
        self.run(
            "document.querySelectorAll(arguments[0])[arguments[1]]"
            ".dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))",
            selector, number,
        )  # fmt: skip

    def real_click(self, selector: str) -> None:
        """A click of the mouse, which lets a page do what it may not do by itself."""
        from selenium.webdriver.common.by import By

        self.browser.find_element(By.CSS_SELECTOR, selector).click()

    def keys(self, selector: str, *keys: str) -> None:
        from selenium.webdriver.common.by import By

        self.browser.find_element(By.CSS_SELECTOR, selector).send_keys(*keys)

    def address(self) -> dict[str, str]:
        from urllib.parse import parse_qsl

        return dict(parse_qsl(self.browser.current_url.partition("#")[2]))
