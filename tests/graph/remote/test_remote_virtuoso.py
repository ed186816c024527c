"""The same on Virtuoso, where that is installed: a server with older habits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import counties
import pytest
from sparql_servers import VIRTUOSO, virtuoso

from graph.query import named_queries, run_named, run_query
from graph.remote.place import RemotePlace, place_of
from graph.store import Store, open_store
from graph.terms import units_graph
from ontology.errors import StoreError

pytestmark = pytest.mark.skipif(
    VIRTUOSO is None,
    reason="no Virtuoso on this machine; on Debian: apt-get install virtuoso-opensource-7-bin",
)
NEEDED = {"entity": "石门县", "unit": "石门县", "text": "志愿者", "relation": "recruited"}
NEEDED |= {"number": "10", "date": "2020-02-01", "day": "02-01"}
UNABLE = {"hierarchy"}
"""Virtuoso refuses a path between two variables ('transitive start not given')."""


@pytest.fixture(scope="session")
def its_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemotePlace]:
    folder = tmp_path_factory.mktemp("virtuoso")
    with virtuoso(folder / "data") as address:
        place = place_of(address, folder / "work")
        with open_store(place, "w") as store:
            for _ in range(2):
                for page in counties.PAGES:
                    store.replace_document(page)
        yield place


@pytest.fixture
def far(its_place: RemotePlace) -> Iterator[Store]:
    with open_store(its_place) as opened:
        yield opened


@pytest.fixture
def near(news_path: Path) -> Iterator[Store]:
    with open_store(news_path) as opened:
        yield opened


def test_every_quad_is_there_once(far: Store, near: Store):
    told = [list(store.raw.quads_for_pattern(None, None, None)) for store in (far, near)]
    geometry = units_graph(near.base)
    first, second = (sorted(str(q) for q in quads if q.graph_name != geometry) for quads in told)
    assert first == second


@pytest.mark.parametrize("name", sorted(set(named_queries()) - UNABLE))
def test_named_queries_find_the_same(name: str, far: Store, near: Store):
    query = named_queries()[name]
    given = {one.name: [NEEDED[one.kind]] for one in query.parameters if one.required}
    first, second = (set(map(str, run_named(one, name, given).rows)) for one in (far, near))
    assert first == second


def test_yes_and_no_are_understood(far: Store):
    assert run_query(far, "ASK { ?s a wg:Statement }").answer is True
    assert run_query(far, "ASK { ?s a wg:Nothing }").answer is False


def test_rows_that_it_cuts_off_are_told_of(far: Store):
    many = "SELECT * { { ?a ?b ?c } UNION { ?d ?e ?f } UNION { ?g ?h ?i } UNION { ?j ?k ?l } }"
    with pytest.raises(StoreError, match="gives no more than 10000 rows of an answer"):
        run_query(far, many)
