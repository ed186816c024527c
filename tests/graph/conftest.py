"""A store on disk with some of the annotated pages, for tests that only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gold
import pytest

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
