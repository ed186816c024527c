"""A picture of the most central part of a store: SVG that stands still and asks for nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from graph.plain_html import safe
from graph.store import Store
from graph.viewer.forces import Point
from graph.viewer.layout import place
from graph.viewer.model import Node, View, view_of
from graph.viewer.reading import read_corpus

NODES: Final = 40
WIDTH: Final = 900
"""Of the picture in pixels; it shrinks where there is less room."""
_MARGIN: Final = 60.0
_LETTERS: Final = 10
_OF_ALL: Final = 'font-family="sans-serif" font-size="11" text-anchor="middle"'


def sketch(store: Store, nodes: int = NODES) -> str:
    """The entity that most facts speak of among its neighbours, ``nodes`` at most; else nothing."""
    corpus = read_corpus(store)
    centre = [node.entity.id for node in view_of(corpus).nodes[:1]]
    return drawing_of(view_of(corpus, centres=centre, limit=nodes)) if centre else ""


def drawing_of(view: View) -> str:
    """What is drawn of a view when it opens, as an SVG element."""
    drawn = [node for node in view.nodes if node.key in view.drawn]
    if not drawn:
        return ""
    sizes = {node.key: 4 + 1.5 * math.sqrt(min(node.degree, 60)) for node in drawn}
    pairs = [(e.source, e.target) for e in view.edges if {e.source, e.target} <= view.drawn]
    spots = place(sizes, pairs, {node.key: node.entity.type for node in drawn})
    left = min(x for x, _ in spots.values()) - _MARGIN
    top = min(y for _, y in spots.values()) - _MARGIN
    width = max(x for x, _ in spots.values()) + _MARGIN - left
    height = max(y for _, y in spots.values()) + _MARGIN - top
    lines = [_line(spots[one], spots[other]) for one, other in sorted(set(pairs))]
    colours = _colours()
    discs = [_disc(node, spots[node.key], sizes[node.key], colours) for node in drawn]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" '
        f'style="width:100%;max-width:{WIDTH}px;background:#fff">'
        f'<g stroke="#bbb">{"".join(lines)}</g><g {_OF_ALL}>{"".join(discs)}</g></svg>'
    )


def _line(one: Point, other: Point) -> str:
    return f'<line x1="{one[0]}" y1="{one[1]}" x2="{other[0]}" y2="{other[1]}"/>'


def _disc(node: Node, at: Point, size: float, colours: Mapping[str, str]) -> str:
    x, y = at
    name, kind = node.entity.name, node.entity.type
    shown = name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
    return (
        f'<g><title>{safe(name)}</title><circle cx="{x}" cy="{y}" r="{size:.1f}" '
        f'fill="{colours.get(kind, colours[""])}"/>'
        f'<text x="{x}" y="{y + size + 11:.1f}">{safe(shown)}</text></g>'
    )


def _colours() -> dict[str, str]:
    text = (files("graph.viewer") / "palette.json").read_text(encoding="utf-8")
    return {kind: look["light"] for kind, look in json.loads(text).items()}
