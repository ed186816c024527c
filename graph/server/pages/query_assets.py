"""The scripts of the query page: its own as one, the editor, and vis-network for graphs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graph.server.pages.assets_table import MADE

VIS_NETWORK: Final = "vis-network.js"
"""The asset that a page loads when it first draws a graph."""

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


MADE.update({"query.js": _script, "codemirror.js": _editor, VIS_NETWORK: _vis_network})
