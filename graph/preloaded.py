"""
What all processes that read pages have in common, loaded once by the one that they are forked from.

Words, models and shapes take 350 MB and seconds, which each process would spend for itself with its
first page. Importing this module loads them.
"""

from __future__ import annotations

import gc
from typing import Final

from extractors.document import Document
from extractors.pipeline import extract
from graph.pages import PageReader

_PAGE: Final = "2月3日，某县水利局局长田禾带领志愿者200余名在河西镇搬运沙袋，转移群众1.5万人。"
"""Any page will do: reading it loads what reading takes."""

PageReader(extract, "")(Document("page.txt", _PAGE))
# The collector looks again and again at all that is not frozen, a tenth of the time that pages
# take, and by that makes each process' copy its own.
gc.collect()
gc.freeze()
