"""Styles and scripts of pages: files of ``assets/``, under names that tell their content."""

from __future__ import annotations

import hashlib
import mimetypes
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "assets"
MADE: Final[dict[str, Callable[[], bytes]]] = {}
"""Assets that are no files of ours but come out of packages: their name, and what reads them."""
_MEDIA: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: its media type, its content, the same packed by gzip, and the digest of it."""

    media: str
    content: bytes
    packed: bytes
    digest: str


def address_of(name: str) -> str:
    """The address of an asset, which changes with its content. KeyError where there is none."""
    stem, dot, ending = name.rpartition(".")
    return f"/assets/{stem}.{asset(name).digest}{dot}{ending}"


@cache
def asset(name: str) -> Asset:
    """An asset by its name. KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    content = MADE[name]() if name in MADE else (FOLDER / name).read_bytes()
    ending = Path(name).suffix
    media = _MEDIA.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return Asset(media, content, packed, hashlib.sha256(content).hexdigest()[:16])


@cache
def names() -> frozenset[str]:
    """What assets there are."""
    return frozenset(MADE) | {file.name for file in FOLDER.iterdir() if file.is_file()}
