"""RDF as text: pyoxigraph's writers, with their prefixes in an order that does not change."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO, Final

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

_DECLARATION: Final = b"@prefix "


def serialize(
    data: Iterable[Quad] | Iterable[Triple],
    out: BinaryIO,
    form: RdfFormat,
    prefixes: dict[str, str],
) -> None:
    """Write triples or quads in the order they come in."""
    pyoxigraph.serialize(data, _SortedDeclarations(out), format=form, prefixes=prefixes)


def serialized(data: Iterable[Triple], form: RdfFormat, prefixes: dict[str, str]) -> str:
    """The triples as text that ends with a line break."""
    out = BytesIO()
    serialize(data, out, form, prefixes)
    text = out.getvalue().decode()
    return text if text.endswith("\n") else text + "\n"


class _SortedDeclarations(BytesIO):
    """
    Passes on what is written to it, but the declarations at the beginning sorted.

    Oxigraph writes them as its hash table has them, in another order with every process.
    """

    def __init__(self, out: BinaryIO) -> None:
        """Pass on to ``out``."""
        super().__init__()
        self._out = out
        self._head: bytes | None = b""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Pass the data on, or keep it while it may still be a declaration."""
        if self._head is None:
            self._out.write(data)
            return len(data)
        self._head += data
        lines = self._head.splitlines(keepends=True)
        body = (at for at, line in enumerate(lines) if not _may_declare(line))
        first = next(body, None)
        if first is not None:
            self._pass_on(lines, first)
        return len(data)

    def flush(self) -> None:
        """Pass on what was kept."""
        if self._head is not None:
            lines = self._head.splitlines(keepends=True)
            self._pass_on(lines, len(lines))

    def _pass_on(self, lines: list[bytes], declared: int) -> None:
        self._out.writelines([*sorted(lines[:declared]), *lines[declared:]])
        self._head = None


def _may_declare(line: bytes) -> bool:
    return line.startswith(_DECLARATION[: len(line)])
