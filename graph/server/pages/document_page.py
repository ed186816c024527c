"""The page of a document: its articles, its text with the evidence marked, and its facts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from pyoxigraph import NamedNode

from graph.facts import statements_in
from graph.nodes import Properties, described
from graph.server.pages.slices import slice_of
from graph.server.pages.told_facts import stretches_of, told_fact
from graph.server.pages.visitor import Visitor
from graph.store import Store
from graph.vocabulary import DCTERMS, SCHEMA, TYPE, WG, plain

LONGEST: Final = 6000
"""Characters of text on one page, to the end of the line that reaches so far."""
DOCUMENTS: Final = 100
"""Documents of one page of their list."""


def document_named(store: Store, name: str) -> str:
    """The IRI of the document of that name; empty where there is none."""
    found = store.raw.quads_for_pattern(None, NamedNode(WG + "fileName"), plain(name))
    nodes = [q.subject.value for q in found if isinstance(q.subject, NamedNode)]
    return min(nodes, default="")


def document_values(store: Store, iri: str, visitor: Visitor) -> dict[str, Any]:
    """
    What ``document.html.j2`` shows: the part of the text that ``page`` or a place ``at`` says.
    """
    graph = NamedNode(iri)
    nodes = described(store.raw.quads_for_pattern(None, None, None, graph))
    known = nodes[iri]
    text = _value(known, SCHEMA + "text")
    facts = statements_in(nodes)
    parts = parts_of(text) if text else [(0, max((f.evidence.end for _, f in facts), default=0))]
    fields = dict(visitor.fields)
    at = fields.get("at", "")
    place = int(at) if at.isascii() and at.isdigit() and len(at) < 12 else 0
    part = slice_of(parts, fields.get("page", "") or str(part_at(parts, place)), 1)
    start, end = part.rows[0]
    here = [
        (fact.evidence.start, fact.evidence.end, each)
        for each, fact in facts
        if start <= fact.evidence.start < end or not text
    ]
    quotes = [(fact.evidence.start, fact.evidence.end, each) for each, fact in facts]
    by_start: defaultdict[int, list[Any]] = defaultdict(list)
    for first, _, each in here:
        by_start[first].append(told_fact(store, each, visitor.language))
    return {
        "name": _value(known, WG + "fileName"),
        "title": _value(known, DCTERMS + "title"),
        "origin": _value(known, DCTERMS + "source"),
        "size": _value(known, WG + "byteSize"),
        "sha256": _value(known, WG + "sha256"),
        "encoding": _value(known, WG + "encoding"),
        "reader": " ".join(
            filter(None, (_value(known, WG + "reader"), _value(known, WG + "readerVersion")))
        ),
        "version": _value(known, WG + "extractorVersion"),
        "articles": _articles(nodes),
        "count": len(facts),
        "part": part,
        "stretches": stretches_of(text, start, end, quotes) if text else [],
        "facts": [one for _, several in sorted(by_start.items()) for one in several],
    }


def list_values(store: Store, visitor: Visitor) -> dict[str, Any]:
    """What ``documents.html.j2`` shows: a page of the documents by their names."""
    rows = [
        (document.name, _value(store.describe(NamedNode(document.iri)), DCTERMS + "title"))
        for document in store.documents().values()
    ]
    return {"part": slice_of(rows, dict(visitor.fields).get("page", ""), DOCUMENTS)}


def parts_of(text: str, longest: int = LONGEST) -> list[tuple[int, int]]:
    r"""
    Where the parts of a text begin and end, each to the end of a line.

    >>> parts_of("ab\ncd\nef", 4)
    [(0, 6), (6, 8)]
    """
    found, start = [], 0
    while start < len(text):
        line = text.find("\n", start + longest - 1, start + 2 * longest)
        end = line + 1 if line >= 0 else min(len(text), start + 2 * longest)
        found.append((start, end))
        start = end
    return found


def part_at(parts: list[tuple[int, int]], place: int) -> int:
    """The number, from 1, of the part that holds a place; the last one for what lies beyond."""
    return next((number for number, (_, end) in enumerate(parts, 1) if place < end), len(parts))


def _articles(nodes: Any) -> list[dict[str, str]]:
    kind = NamedNode(WG + "Article")
    found = [known for known in nodes.values() if kind in known.get(TYPE.value, ())]
    rows = [
        {
            "number": _value(known, WG + "articleNumber"),
            "headline": _value(known, SCHEMA + "headline"),
            "date": _value(known, SCHEMA + "datePublished"),
            "unit": _value(known, WG + "unit"),
            "author": "、".join(one.value for one in known.get(SCHEMA + "author", ())),
        }
        for known in found
    ]
    return sorted(rows, key=lambda row: (len(row["number"]), row["number"]))


def _value(known: Properties, name: str) -> str:
    return known[name][0].value if name in known else ""
