"""
What all worker processes have in common, loaded once by the one that they are forked from.

The models and words that questions are read with take 350 MB, which every worker would load for
itself with its first question; as it is, each adds some ten. Importing this module loads them.
"""

from __future__ import annotations

import gc

import graph.server.worker  # noqa: F401 -- the modules of the work itself
from extractors.document import Document
from extractors.pipeline import extract
from graph.server.warming import QUESTION

extract(Document("question.txt", QUESTION))
# The collector would write to what it looks at, and so make each worker's copy its own.
gc.collect()
gc.freeze()
