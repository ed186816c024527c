"""The viewer: a store, or a part of it, as one HTML page that opens offline."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store import Store

__all__ = ["render_view"]


def render_view(
    store: Store, *, around: str | None = None, hops: int = 1, limit: int = 1000
) -> str:
    """
    The page that shows ``store``: nodes, edges, and the evidence behind each of them.

    With ``around`` only the neighbourhood of the entities of that name is shown, ``hops`` steps
    wide. At most ``limit`` nodes are drawn, the most central; the others can be found by search.
    The page holds everything it needs and makes no request. Raises QueryError where no entity
    has that name.
    """
    from graph.labels import languages_of
    from graph.names import find_entity
    from graph.viewer.model import view_of
    from graph.viewer.page import page_of
    from graph.viewer.parts import origin_of
    from graph.viewer.places import units_in
    from graph.viewer.reading import measures_of, read_corpus

    centres = () if around is None else [one.iri for one in find_entity(store, around)]
    with without_collector():
        corpus = read_corpus(store)
        measures = measures_of(corpus)
        view = view_of(corpus, centres=centres, hops=hops, limit=limit, measures=measures)
        return page_of(view, languages_of(store), origin_of(store), units_in(store))


@contextmanager
def without_collector() -> Iterator[None]:
    """
    Make many records that stay, without Python's looking through them for rubbish meanwhile.

    There is none, and of a million records the search takes as long as the making.
    """
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
