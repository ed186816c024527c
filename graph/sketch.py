"""A picture of what is most central in a graph: SVG that stands still and asks for nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from graph.analysis.ties import Member, Ties
from graph.plain_html import safe
from graph.viewer.forces import Point
from graph.viewer.layout import place

NODES: Final = 40
WIDTH: Final = 900
"""Of the picture in pixels; it shrinks where there is less room."""
_MARGIN: Final = 60.0
_LETTERS: Final = 10
_OF_ALL: Final = 'font-family="sans-serif" font-size="11" text-anchor="middle"'


def sketch(ties: Ties, nodes: int = NODES) -> str:
    """
    The most tied entity among its neighbours, ``nodes`` at most, as an SVG element.

    Empty where there is no entity.
    """
    weights = dict(ties.graph.degree(weight="weight"))
    ranked = sorted(ties.graph, key=lambda node: (-weights[node], node))
    if not ranked:
        return ""
    near = ties.graph[ranked[0]]
    drawn = [*ranked[:1], *(node for node in ranked[1:] if node in near)][:nodes]
    sizes = {_key(node): 4 + 1.5 * math.sqrt(min(weights[node], 60)) for node in drawn}
    pairs = [(_key(one), _key(other)) for one, other in ties.graph.subgraph(drawn).edges]
    spots = place(sizes, pairs, {_key(node): ties.members[node].type for node in drawn})
    left = min(x for x, _ in spots.values()) - _MARGIN
    top = min(y for _, y in spots.values()) - _MARGIN
    width = max(x for x, _ in spots.values()) + _MARGIN - left
    height = max(y for _, y in spots.values()) + _MARGIN - top
    lines = [_line(spots[one], spots[other]) for one, other in sorted(pairs)]
    colours = _colours()
    discs = [
        _disc(ties.members[node], spots[_key(node)], sizes[_key(node)], colours) for node in drawn
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" '
        f'style="width:100%;max-width:{WIDTH}px;background:#fff">'
        f'<g stroke="#bbb">{"".join(lines)}</g><g {_OF_ALL}>{"".join(discs)}</g></svg>'
    )


def _key(node: int) -> str:
    return f"{node:09}"


def _line(one: Point, other: Point) -> str:
    return f'<line x1="{one[0]}" y1="{one[1]}" x2="{other[0]}" y2="{other[1]}"/>'


def _disc(member: Member, at: Point, size: float, colours: Mapping[str, str]) -> str:
    x, y = at
    name = member.name
    shown = name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
    return (
        f'<g><title>{safe(member.label)}</title><circle cx="{x}" cy="{y}" r="{size:.1f}" '
        f'fill="{colours.get(member.type, colours[""])}"/>'
        f'<text x="{x}" y="{y + size + 11:.1f}">{safe(shown)}</text></g>'
    )


def _colours() -> dict[str, str]:
    text = (files("graph.viewer") / "palette.json").read_text(encoding="utf-8")
    return {kind: look["light"] for kind, look in json.loads(text).items()}
