"""The page as bytes: whole, escaped, and under a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from embedding import DataParts, data_of
from stories import FACTS, fact, laid_out, page_of, thing

from graph.store import open_store
from graph.viewer import render_view
from ontology.errors import QueryError

ASSETS = resources.files("graph.viewer")
WORDS = json.loads(ASSETS.joinpath("words.json").read_text(encoding="utf-8"))


class Parts(HTMLParser):
    """The elements of a page that hold or fetch anything."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self.attributes: list[tuple[str, str, str]] = []
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._open = "data" if dict(attrs).get("type") == "application/json" else tag
        if self._open in self.texts:
            self.texts[self._open].append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in self.texts:
            self.texts[self._open][-1] += data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = page_of(tmp_path_factory.mktemp("page"), laid_out(FACTS))
    return file.read_text(encoding="utf-8")


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_page_says_what_it_is(page: str) -> None:
    assert page.startswith('<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">')
    assert Parts(page).texts["title"] == ["石门乡织密防控网 · 网格"]


def test_the_policy_lets_in_exactly_the_parts_of_the_page(page: str) -> None:
    parts = Parts(page)
    policy = next(v for tag, name, v in parts.attributes if name == "content" and "-src" in v)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [digest(text) for text in parts.texts["script"]]
    assert rules["style-src"].split() == [digest(text) for text in parts.texts["style"]]


def test_the_page_fetches_nothing(page: str) -> None:
    fetching = {"src", "href", "action", "srcset", "poster", "background"}
    assert [entry for entry in Parts(page).attributes if entry[1] in fetching] == []
    assert "url(" not in "".join(Parts(page).texts["style"])


def test_the_page_runs_no_script_of_an_attribute(page: str) -> None:
    attributes = Parts(page).attributes
    assert [entry for entry in attributes if entry[1].startswith("on") or entry[1] == "style"] == []


def test_the_licence_of_vis_network_stands_in_the_page(page: str) -> None:
    assert "http://www.apache.org/licenses/LICENSE-2.0" in Parts(page).texts["script"][0]


def test_the_same_store_gives_the_same_page(tmp_path: Path, page: str) -> None:
    assert page_of(tmp_path, laid_out(FACTS)).read_text(encoding="utf-8") == page


HOSTILE = ["</script><script>alert(1)</script>", "<!--<script>", "甲\u2028乙\u2029丙", "&lt;", "\\"]


@pytest.mark.parametrize("name", HOSTILE)
def test_text_of_the_corpus_cannot_leave_the_data(tmp_path: Path, name: str) -> None:
    told = fact(f"{name}到了", thing(name, "Person"), "visited", thing("石门乡"))
    page = page_of(tmp_path, laid_out((told,), name=f"{name}.txt", headline=name)).read_text(
        "utf-8"
    )
    parts = Parts(page)
    assert len(parts.texts["script"]) == 2
    assert not set("<>&\u2028\u2029") & set("".join(DataParts(page).texts.values()))
    data = data_of(page)
    assert name in {entity["name"] for entity in data["entities"].values()}
    assert data["sources"][0]["name"] == f"{name}.txt"


def test_an_unknown_name_is_refused_with_the_nearest_names(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="石门"):
        page_of(tmp_path, laid_out(FACTS), around="石门镇")


def test_an_alias_is_a_name_too(tmp_path: Path) -> None:
    page = page_of(tmp_path, laid_out(FACTS), around="全乡").read_text("utf-8")
    assert Parts(page).texts["title"] == ["石门乡 · 网格"]


def test_an_empty_store_has_a_page(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.kg", "w") as store:
        assert data_of(render_view(store))["nodes"] == []


def test_both_languages_say_the_same_things() -> None:
    def holes(language: str) -> dict[str, set[str]]:
        return {key: set(re.findall(r"{(\w+)", text)) for key, text in WORDS[language].items()}

    assert holes("zh") == holes("en")


def test_every_word_that_the_page_asks_for_is_there() -> None:
    scripts = "".join(part.read_text(encoding="utf-8") for part in ASSETS.joinpath("js").iterdir())
    template = ASSETS.joinpath("template.html.j2").read_text(encoding="utf-8")
    asked = set(re.findall(r'say\("(\w+)"', scripts))
    asked |= set(re.findall(r'data-(?:word|label|placeholder)="(\w+)"', template))
    assert asked <= WORDS["zh"].keys()
