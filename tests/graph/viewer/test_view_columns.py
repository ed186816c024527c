"""The page's data in columns: all of it comes back, and a page in many pieces is the same page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from embedding import DataParts, data_of, values_of
from reader import Page
from stories import FACTS, TOWN, laid_out, page_of

import graph.viewer.columns as columns
from graph.viewer.columns import columns_of
from graph.viewer.model import key_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

KEYS = {"n1": 0, "n2": 1}
COLUMNS: dict[str, list[Any]] = {
    "a few values again and again": ["要求", "计划", "要求", "要求", None, "计划"],
    "true or nothing": [True, None, None, None],
    "long beginnings that all share": ["https://x.example/1", "https://x.example/2"],
    "numbers": [1, 2.5, 0, None],
    "entities": ["n2", "n1", None],
    "entities, and texts in their place": ["n2", {"text": "某处"}, {"text": "n1"}],
    "records": [{"start": 1, "marks": [[0, 1, "object"]]}, None],
    "texts that would end the script": ["</script>", "<!--", "\u2028"],
    "one alone": ["甲"],
}


@pytest.mark.parametrize("long", [columns.LONG, 0])
@pytest.mark.parametrize("values", COLUMNS.values(), ids=COLUMNS)
def test_what_goes_in_comes_out(
    values: list[Any], long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "LONG", long)
    monkeypatch.setattr(columns, "PIECE", 2)
    written = columns_of("t", {"c": values}, KEYS)
    assert not set("<>&\u2028\u2029") & set("".join(written.values()))
    parts = {name: json.loads(text) for name, text in written.items()}
    assert values_of("t.c", parts, list(KEYS)) == values


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "LONG", 10)
        patch.setattr(columns, "PIECE", 2)
        return page_of(tmp_path_factory.mktemp("pieces"), laid_out(FACTS))


def test_a_page_in_pieces_knows_the_same(pieces: Path, tmp_path: Path) -> None:
    page = pieces.read_text("utf-8")
    assert "facts.evidence.2" in DataParts(page).texts
    assert data_of(page) == data_of(page_of(tmp_path, laid_out(FACTS)).read_text("utf-8"))


def test_a_page_in_pieces_shows_the_same(browser: Chrome, pieces: Path) -> None:
    key = key_of(TOWN.id)
    page = Page(browser, pieces, f"#focus={key}&show={key}")
    card = page.text("#card").replace("\n", "")
    assert "石门乡招募120余名志愿者到北门卡点值守" in card
    assert page.complaints() == []


def test_the_picture_waits_for_nothing_that_it_does_not_need(pieces: Path) -> None:
    page = pieces.read_text("utf-8")
    script = page.index("<script>")
    ids = [name for name in DataParts(page).texts if page.index(f'id="{name}"') < script]
    assert ids == ["data"]
