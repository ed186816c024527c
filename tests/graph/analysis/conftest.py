"""Stores on disk with the pages of ``pages``, and an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pages
import pytest

import graph
from graph.knowledge import Knowledge
from graph.store import open_store


@pytest.fixture(scope="session")
def news_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("analysis") / "news.kg"
    with open_store(path, "w") as store:
        for each in (pages.STONE_PAGE, pages.RIVER_PAGE, pages.ODD_PAGE):
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
