"""
Top floor: facts in, graph out.

``graph.open`` gives what a store holds to Python and to notebooks.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.knowledge import Knowledge

__all__ = ["open"]


def open(path: str | os.PathLike[str], language: str = "zh") -> Knowledge:
    """
    What the store in a folder holds, to read; types and relations are labelled in ``language``.

    Raises StoreError where there is no store.
    """
    from graph.knowledge import Knowledge
    from graph.store import open_store

    return Knowledge(open_store(path), language)
