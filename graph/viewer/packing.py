"""
The data that a page can open without: as it is where it is short, packed where it is long.

A browser reads a file of 30 MB from its beginning to its end before it has time for anything else,
and a file of that size is hard to send. Packed it is a third. Short data stays as text, which
people can search with the tools that they have. ``columns.js`` is the other side.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Mapping
from typing import Final

LONG: Final = 5_000_000
"""Characters from which data is packed."""

_EFFORT: Final = 1  # gzip's; the highest saves an eighth more and takes four times as long


def packed(parts: Mapping[str, str]) -> tuple[dict[str, str], str]:
    r"""
    ``parts`` of JSON by their names as they stand in the page, and what is packed of them.

    All are packed or none. Packed they are gzip in base64: a line for each, name and JSON with a
    tab between. Neither can hold a line's end: JSON writes that as ``\n``.

    >>> packed({"facts.at": "[1,2]"})
    ({'facts.at': '[1,2]'}, '')
    """
    if sum(map(len, parts.values())) < LONG:
        return dict(parts), ""
    lines = "\n".join(f"{name}\t{text}" for name, text in parts.items())
    data = gzip.compress(lines.encode("utf-8", "surrogatepass"), _EFFORT, mtime=0)
    return {}, base64.b64encode(data).decode("ascii")
