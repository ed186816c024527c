"""A SPARQL server that tests share, and the stores on it: of two counties, and empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import counties
import pytest
import urllib3
from sparql_servers import Faulty, faulty, oxigraph

from graph.remote import connection
from graph.remote.place import PASSWORD, TOKEN, USER, RemotePlace, place_of
from graph.store import open_store


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's credentials or folders but the test's, and no long waits."""
    for name in (TOKEN, USER, PASSWORD, "WANGGE_STORE", "WANGGE_WORK", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(connection, "_wait", lambda patience, number: 0.0)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An Oxigraph server that tests write to; its query endpoint."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as address:
        yield address


@pytest.fixture
def empty(server: str) -> str:
    """The same, with nothing in it."""
    headers = {"content-type": "application/sparql-update"}
    update = server.replace("/sparql", "/update")
    done = urllib3.request("POST", update, body=b"DROP ALL", headers=headers)
    assert done.status == 204
    return server


@pytest.fixture(scope="session")
def county_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the pages of two counties, for tests that only read."""
    folder = tmp_path_factory.mktemp("counties")
    with oxigraph(folder / "data") as address:
        with open_store(place_of(address, folder / "work"), "w") as store:
            for page in counties.PAGES:
                store.replace_document(page)
        yield address


@pytest.fixture
def failing(empty: str) -> Iterator[Faulty]:
    """A server that fails as told, in front of an empty one."""
    with faulty(empty) as told:
        yield told


@pytest.fixture
def place(empty: str, tmp_path: Path) -> RemotePlace:
    """The store on the empty server, with a working folder of the test's."""
    return place_of(empty, tmp_path / "work")
