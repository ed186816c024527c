"""The scripts of the query page: its own as one, the editor, and vis-network for graphs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from graph.server.pages.assets_table import MADE

_FOLDER: Final = Path(__file__).parent
# One script in this order: each file may use what stands in those before it.
_SCRIPTS: Final = (
    "page.js",
    "asking.js",
    "terms.js",
    "result.js",
    "completion.js",
    "editor.js",
    "table.js",
    "chart.js",
    "picture.js",
    "downloads.js",
    "results.js",
    "past.js",
    "named.js",
    "question.js",
    "main.js",
)


def _script() -> bytes:
    parts = [(_FOLDER / "query" / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    return '"use strict";\n(() => {{\n{}\n}})();\n'.format("\n".join(parts)).encode()


def _editor() -> bytes:
    return (_FOLDER / "vendor" / "codemirror" / "codemirror.js").read_bytes()


def _vis_network() -> bytes:
    from graph.viewer.page import vis_network

    return vis_network().encode()


QUERY_ASSETS: Final[dict[str, Callable[[], bytes]]] = {
    "query.js": _script,
    "codemirror.js": _editor,
    "vis-network.js": _vis_network,
}
MADE.update(QUERY_ASSETS)
