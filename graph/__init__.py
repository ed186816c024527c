"""
Top floor: facts in, graph out.

``graph.open`` gives what a store holds to Python and to notebooks, ``graph.open_store`` the store
itself, to ask and to write.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.knowledge import Knowledge
    from graph.store import open_store

__all__ = ["open", "open_store"]


def open(path: str | os.PathLike[str], language: str = "zh") -> Knowledge:
    """
    What the store in a folder holds, to read; types and relations are labelled in ``language``.

    Raises StoreError where there is no store.
    """
    from graph.knowledge import Knowledge
    from graph.store import open_store

    return Knowledge(open_store(path), language)


def __getattr__(name: str) -> object:
    # The store is loaded by who asks for it: what needs none of it starts faster.
    if name == "open_store":
        from graph.store import open_store

        return open_store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
