"""What notebooks show: plain HTML without a script or a request, all text of pages escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.analysis.centrality import pagerank
from graph.analysis.tables import Table, listed
from graph.analysis.ties import Member, Ties
from graph.census import census
from graph.plain_html import safe, table
from graph.sketch import sketch

if TYPE_CHECKING:
    from graph.knowledge import Knowledge

ROWS: Final = 10
MEMBERS: Final = 8
HEIGHT: Final = 640
"""Of the viewer's frame, in pixels."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the viewer: ``str`` is its HTML, and a notebook shows it in a frame of its own."""

    html: str

    def __str__(self) -> str:
        return self.html

    def _repr_html_(self) -> str:
        # In its sandbox the page can run its script, give files to save, and reach nothing else.
        return (
            f'<iframe sandbox="allow-scripts allow-downloads" srcdoc="{html.escape(self.html)}" '
            f'style="width:100%;height:{HEIGHT}px;border:1px solid #ccc"></iframe>'
        )


def summary_html(knowledge: Knowledge) -> str:
    """What a store holds in a few lines: counts, the most central entities, and their picture."""
    from graph.labels import names_of

    store, ties = knowledge.store, knowledge.ties()
    held, labels = census(store), names_of(store, knowledge.language)
    counts = [
        ("文档 documents", held.documents),
        ("文章 articles", held.articles),
        ("事实 facts", held.facts),
        ("实体 entities", held.entities),
    ]
    told = " · ".join(f"{name} <b>{count}</b>" for name, count in counts)
    tables = (
        _counted("实体 entities", held.entities_by_type, labels),
        _counted("关系 relations", held.relations, labels),
        table(("中心 central", ""), _central(ties)),
    )
    beside = "".join(f'<div style="margin-right:2em">{one}</div>' for one in tables)
    return (
        f"<div><p><b>{safe(Path(store.where).name)}</b> · {told}</p>"
        f'<div style="display:flex;flex-wrap:wrap">{beside}</div>{sketch(ties)}</div>'
    )


def table_html(found: Table[Any]) -> str:
    """The first rows of a table, and how many there are where there are more."""
    rows = ([_cell(getattr(row, name)) for name in found.columns] for row in found.rows[:ROWS])
    more = f"<p>… {len(found.rows)}</p>" if len(found.rows) > ROWS else ""
    return f"<div>{table(found.columns, rows)}{more}</div>"


def _central(ties: Ties) -> Iterable[tuple[str, str]]:
    ranks = pagerank(ties.graph)
    first = sorted(ties.graph, key=lambda node: (-ranks[node], node))[:ROWS]
    weights = ties.graph.degree(weight="weight")
    return [(ties.members[node].label, str(weights[node])) for node in first]


def _counted(head: str, counts: dict[str, int], labels: dict[str, str]) -> str:
    rows = [(labels.get(name, name), str(count)) for name, count in list(counts.items())[:ROWS]]
    return table((head, ""), rows)


def _cell(value: object) -> str:
    if isinstance(value, Member):
        return value.label
    if isinstance(value, tuple):
        return listed([member.label for member in value], MEMBERS)
    return "" if value is None else str(value)
