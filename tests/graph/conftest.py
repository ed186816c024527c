"""Stores on disk, for tests that only read: of annotated pages, of two counties, and empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import counties
import gold
import pytest

import graph
from graph.knowledge import Knowledge
from graph.store import Store, open_store


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stores") / "pages.kg"
    with open_store(path, "w") as store:
        for page in gold.PAGES:
            store.replace_document(gold.extraction_of(page), version="1")
    return path


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    with open_store(store_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def news_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("counties") / "news.kg"
    with open_store(path, "w") as store:
        for each in (counties.STONE_PAGE, counties.RIVER_PAGE, counties.ODD_PAGE):
            store.replace_document(each)
    return path


@pytest.fixture
def news(news_path: Path) -> Iterator[Knowledge]:
    with graph.open(news_path) as opened:
        yield opened


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[Knowledge]:
    path = tmp_path / "empty.kg"
    open_store(path, "w").close()
    with graph.open(path) as opened:
        yield opened
