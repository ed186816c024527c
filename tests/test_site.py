"""The documents as a site: built without a warning, in two languages, and complete in itself."""

from __future__ import annotations

import doctest
import re
import runpy
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from docs.site import search
from docs.site.building import build_site, pages

DOCS = Path(__file__).parents[1] / "docs"
LOADED = re.compile(r"<(?:script|img|link)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"")
LINKED = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]+)\"")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built as `make site` builds it."""
    place = tmp_path_factory.mktemp("site")
    assert build_site(place) == []
    return place


@pytest.fixture(scope="module", params=["en", "zh"])
def written(request, site):
    """The pages of one language as they are in the site, by their paths."""
    folder = {"en": site, "zh": site / "zh"}[request.param]
    names = [name.replace(".md", ".html") for name in pages(request.param)]
    return {folder / name: (folder / name).read_text(encoding="utf-8") for name in names}


def test_every_document_is_a_page(written):
    documents = {path.name.removesuffix(".zh.md").removesuffix(".md") for path in DOCS.glob("*.md")}

    assert {path.stem for path in written} == documents


def test_every_page_is_in_the_navigation_of_the_start_page(written):
    (start,) = (text for path, text in written.items() if path.name == "index.html")

    assert {path.name for path in written} - set(LINKED.findall(start)) <= {"index.html"}


def test_a_page_loads_nothing_that_is_not_in_the_site(written):
    for path, text in written.items():
        for address in LOADED.findall(text):
            assert path.parent.joinpath(unquote(address.partition("?")[0])).exists(), (
                path,
                address,
            )


def test_every_link_within_the_site_leads_to_a_page(written):
    for path, text in written.items():
        within = [each.partition("#")[0] for each in LINKED.findall(text) if "://" not in each]
        assert [each for each in within if not path.parent.joinpath(unquote(each)).exists()] == []


def test_a_page_leads_to_itself_in_the_other_language(site):
    assert 'href="zh/install.html"' in (site / "install.html").read_text(encoding="utf-8")
    assert 'href="../install.html"' in (site / "zh/install.html").read_text(encoding="utf-8")
    assert '<html class="no-js" lang="zh-CN"' in (site / "zh/install.html").read_text("utf-8")


def test_the_classes_and_relations_of_the_ontology_are_places_in_its_page(site):
    text = (site / "ontology.html").read_text(encoding="utf-8")

    assert 'id="AdministrativeArea"' in text
    assert 'id="recruited"' in text


def test_the_index_holds_pairs_of_chinese_characters():
    assert doctest.testmod(search).attempted > 0
    assert doctest.testmod(search).failed == 0


@pytest.mark.parametrize(
    ("page", "typed", "found"),
    [
        ("search.html", "rebuilding", "Backup and rebuilding"),
        ("search.html", "行政区划", "网格本体参考 · Reference of the ontology"),
        ("zh/search.html", "第一个图谱", "第一个图谱"),
        ("zh/search.html", "提问志愿者", "提问"),
    ],
)
def test_the_search_works_from_disk_and_takes_chinese(site, browser, page, typed, found):
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(f"{(site / page).as_uri()}?q={quote(typed)}")

    WebDriverWait(browser, 60).until(
        lambda _: (
            found
            in [
                link.text
                for link in browser.find_elements("css selector", "#search-results li > a")
            ]
        )
    )


@pytest.mark.parametrize(
    "wrong", ["[a link](nowhere.md)", "[a place](#nowhere)", "``` {nothing}\n```"]
)
def test_what_is_wrong_in_a_document_fails_the_build(wrong, tmp_path, monkeypatch):
    text = f"# A page\n\n{wrong}\n"
    (tmp_path / "index.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr("docs.site.building.pages", lambda _: {"index.md": tmp_path / "index.md"})

    assert build_site(tmp_path / "site") != []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reference_of_the_command_is_what_its_help_says(language):
    """`python docs/command_reference.py` writes it anew, as `make docs` does."""
    told = runpy.run_path(str(DOCS / "command_reference.py"))

    assert told["FILES"][language].read_text(encoding="utf-8") == told["reference"](language)
