"""Extractors that take their process with them on a page, as one that is out of memory does."""

from __future__ import annotations

import os

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.pipeline import extract

LETHAL = "这一版会让进程终止"


def extract_or_die(document: Document) -> Extraction:
    if LETHAL in document.text:
        os._exit(9)
    return extract(document)
