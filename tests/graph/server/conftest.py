"""Servers that tests share: one that only reads, one that is written to; and what starts more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from servers import TOKEN, Running, make_store, served
from small_world import served_row

from graph.store import open_store


@pytest.fixture(scope="session")
def token_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("token") / "token.txt"
    file.write_text(TOKEN + "\n")
    return file


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that only reads, with its limits as they are."""
    folder = tmp_path_factory.mktemp("reading")
    with served(make_store(folder / "pages.kg"), folder) as running:
        yield running


@pytest.fixture(scope="session")
def row(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of towns in a row (``small_world``)."""
    with served_row(tmp_path_factory.mktemp("row")) as running:
        yield running


@pytest.fixture(scope="session")
def writing(tmp_path_factory: pytest.TempPathFactory, token_file: Path) -> Iterator[Running]:
    """A server of an empty store that whoever has the token writes to."""
    folder = tmp_path_factory.mktemp("writing")
    open_store(folder / "empty.kg", "w").close()
    with served(folder / "empty.kg", folder, "--token-file", str(token_file)) as running:
        yield running


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """What starts servers of their own, with options; they end with the test."""
    with ExitStack() as stack:

        def start(store: Path, *options: str) -> Running:
            return stack.enter_context(served(store, tmp_path, *options))

        yield start


@pytest.fixture(scope="session")
def news(news_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the pages of two counties, one of them with a hostile name."""
    with served(news_path, tmp_path_factory.mktemp("news")) as running:
        yield running
