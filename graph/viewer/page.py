"""A view as one HTML page that holds everything it needs and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from extractors.facts import LITERAL, Argument, Fact
from graph.rdf import CIRCUMSTANCES
from graph.viewer.columns import Columns, columns_in, columns_of, embedded, shapes_of
from graph.viewer.communities import placed_by_community
from graph.viewer.layout import place
from graph.viewer.model import (
    MEASURES,
    RANKED,
    Edge,
    Node,
    ShownFact,
    View,
    key_of,
    marks_of,
)
from graph.viewer.packing import packed
from graph.viewer.parts import NO_ORIGIN, Origin, store_data
from graph.viewer.pinyin import readings_of
from graph.viewer.places import NO_UNITS, Units, places_data
from ontology.errors import WanggeError

Labels = Mapping[str, Mapping[str, str]]
"""What classes and relations are called, by name and then by language."""

_STYLES = ("viewer.css", "find.css")

# One script in this order: each file may use what stands in those before it.
_SCRIPTS = (
    "columns.js",
    "data.js",
    "words.js",
    "address.js",
    "facets.js",
    "filter.js",
    "times.js",
    "units.js",
    "chosen.js",
    "scene.js",
    "places.js",
    "more.js",
    "looks.js",
    "labels.js",
    "picture.js",
    "physics.js",
    "card.js",
    "evidence.js",
    "pinyin.js",
    "drawing.js",
    "rows.js",
    "table.js",
    "timeline.js",
    "projection.js",
    "map.js",
    "cameras.js",
    "vector.js",
    "csv.js",
    "jsonld.js",
    "sparql.js",
    "takeaway.js",
    "views.js",
    "search.js",
    "filterpanel.js",
    "panels.js",
    "tools.js",
    "keys.js",
    "remote.js",
    "main.js",
)


def page_of(
    view: View,
    labels: Labels,
    origin: Origin = NO_ORIGIN,
    units: Units = NO_UNITS,
    remote: Mapping[str, Any] | None = None,
) -> str:
    """
    The HTML of ``view``, with types and relations named as ``labels`` says.

    ``origin`` is the store that it was read from, ``units`` what that says of the units. Without
    ``remote`` the page asks for nothing; with it, it is told where a server gives it more of the
    store (``remote.js``).
    """
    from jinja2 import Environment, StrictUndefined

    style = "".join(_asset(name) for name in _STYLES)
    scripts = (vis_network(), _script())
    template = Environment(undefined=StrictUndefined, autoescape=True).from_string(
        _asset("template.html.j2")
    )
    return template.render(
        title=_title(view),
        policy=_policy(scripts, style, connects=remote is not None),
        style=style,
        scripts=scripts,
        **_embedded(view, labels, _take_away(view, origin, units), remote),
    )


def part_of(view: View, labels: Labels, origin: Origin, units: Units) -> dict[str, Any]:
    """A view as the JSON that a page takes into what it holds already (``remote.js``)."""
    documents = {source.name: i for i, source in enumerate(view.sources)}
    return {
        "sources": _sources(view),
        **_terms(view, labels),
        "entities": [{"key": node.key} | _entity(node) for node in view.nodes],
        "facts": [_fact(each, documents) | _claim(each) for each in view.facts],
        "edges": [_plain_edge(edge, view) for edge in view.edges],
        **_take_away(view, origin, units),
    }


def _embedded(
    view: View, labels: Labels, more: Mapping[str, Any], remote: Mapping[str, Any] | None
) -> dict[str, Any]:
    """
    The data of the page: ``data`` that it opens with, ``later`` and ``packed`` for afterwards.

    The first two hold JSON by the ids of the elements that it stands in. ``data`` is what is
    drawn; the others stand behind the script, which draws before they are read: ``packed`` is in
    the place of ``later`` where that is long. ``more`` is all for later.
    """
    drawing = _drawing(view, labels, json.loads(_asset("palette.json")))
    tables = _tables(view, drawing, remote is not None)
    numbers = {node.key: number for number, node in enumerate(view.nodes)}
    spelt = (name for node in view.nodes for name in (node.entity.name, *node.entity.aliases))
    head = _data(view, labels, drawing) | {"tables": shapes_of(tables), "remote": remote}
    parts = {name: embedded(data) for name, data in more.items()}
    # Who has a server asks that for names in pinyin.
    parts["readings"] = embedded({} if remote else readings_of(spelt))
    parts["entities.keys"] = embedded(list(numbers))
    for name, columns in tables.items():
        parts |= columns_of(name, columns, numbers)
    later, rest = packed(parts)
    return {"data": {"data": embedded(head)}, "later": later, "packed": rest}


def _tables(view: View, drawing: Any, grows: bool) -> dict[str, Columns]:
    documents = {source.name: i for i, source in enumerate(view.sources)}
    drawn = {edge["id"] for edge in drawing.edges}
    claims = _claims(view)
    return {
        "entities": columns_in(map(_entity, view.nodes)),
        "facts": columns_in(
            # What comes later may say the same as a fact that nobody repeats yet.
            _fact(shown, documents) | (_claim(shown) if grows else claims.get(shown.iri, {}))
            for shown in view.facts
        ),
        "edges": columns_in(
            _plain_edge(edge, view) for edge in view.edges if edge.key not in drawn
        ),
    }


def _data(view: View, labels: Labels, drawing: Any) -> dict[str, Any]:
    return {
        "around": view.around,
        "hops": view.hops,
        "sources": _sources(view),
        **_terms(view, labels),
        "measures": MEASURES,
        "ranked": RANKED,
        "nodes": _drawn_nodes(view, drawing),
        "edges": [
            _only(edge, "id", "from", "to", "relation", "facts", "circumstance", "undone")
            for edge in drawing.edges
        ],
        "totals": {
            "type": Counter(node.entity.type for node in view.nodes),
            "modality": Counter(shown.fact.modality for shown in view.facts),
        },
        "communities": _communities(view),
        "words": json.loads(_asset("words.json")),
    }


def _sources(view: View) -> list[dict[str, Any]]:
    return [{"name": s.name, "title": s.title, "headlines": s.headlines} for s in view.sources]


def _terms(view: View, labels: Labels) -> dict[str, Any]:
    palette = json.loads(_asset("palette.json"))
    types = sorted({node.entity.type for node in view.nodes})
    relations = sorted({each.fact.relation or each.fact.predicate for each in view.facts})
    return {
        "types": {name: _named(labels, name) | palette.get(name, palette[""]) for name in types},
        "relations": {name: _named(labels, name) for name in relations},
    }


def _take_away(view: View, origin: Origin, units: Units) -> dict[str, Any]:
    return {"store": store_data(view, origin), "places": places_data(view, units)}


def _drawing(view: View, labels: Labels, palette: dict[str, Any]) -> Any:
    """The pyvis network of what is drawn when the page opens; identifiers are hashes."""
    from pyvis.network import Network

    drawn = [node for node in view.nodes if node.key in view.drawn]
    edges = [e for e in view.edges if e.source in view.drawn and e.target in view.drawn]
    sizes = {node.key: _size(node) for node in drawn}
    positions = place(sizes, [(e.source, e.target) for e in edges], _leaf_order(drawn, edges))
    network = Network(directed=True)
    for node in drawn:
        x, y = positions[node.key]
        look = palette.get(node.entity.type, palette[""])
        network.add_node(
            node.key, label=node.entity.name or " ", shape=look["shape"], color=look["light"],
            size=sizes[node.key], x=x, y=y,
        )  # fmt: skip
    for edge in edges:
        label = _named(labels, edge.relation)["zh"]
        options = {k: v for k, v in _plain_edge(edge, view).items() if k not in ("from", "to")}
        network.add_edge(edge.source, edge.target, label=label, **options)
    return network


def _drawn_nodes(view: View, drawing: Any) -> list[dict[str, Any]]:
    """What the picture shows of each node that is drawn: the network has them in this order."""
    drawn = (_entity(node) for node in view.nodes if node.key in view.drawn)
    return [
        _only(node, "id", "x", "y", "size", "shape") | _only(entity, "name", "type", "degree")
        for node, entity in zip(drawing.nodes, drawn, strict=True)
    ]


def _only(record: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: record[name] for name in names if name in record}


def _communities(view: View) -> dict[str, list[object]]:
    """The second layout of what is drawn, in the order of its nodes."""
    drawn = [node for node in view.nodes if node.key in view.drawn]
    edges = [e for e in view.edges if e.source in view.drawn and e.target in view.drawn]
    sizes = {node.key: _size(node) for node in drawn}
    return placed_by_community(drawn, edges, sizes, _leaf_order(drawn, edges))


def _plain_edge(edge: Edge, view: View) -> dict[str, Any]:
    record: dict[str, Any] = {"id": edge.key, "from": edge.source, "to": edge.target}
    record |= {"relation": edge.relation, "facts": edge.facts}
    record |= {"circumstance": True} if edge.circumstance else {}
    undone = all(view.facts[at].fact.modality != "asserted" for at in edge.facts)
    return record | ({"undone": True} if undone else {})


def _size(node: Node) -> float:
    return round(min(40.0, 7.5 + 2.6 * math.sqrt(node.degree)), 1)


def _leaf_order(nodes: list[Node], edges: list[Edge]) -> dict[str, tuple[str, str]]:
    relations = {edge.target: edge.relation for edge in edges}
    return {node.key: (node.entity.type, relations.get(node.key, "")) for node in nodes}


def _claims(view: View) -> dict[str, dict[str, int]]:
    """The number of its claim for each fact that says what another says too, by the fact's IRI."""
    counts = Counter(shown.claim for shown in view.facts if shown.claim)
    shared = [claim for claim, count in counts.items() if count > 1]
    numbers = {claim: number for number, claim in enumerate(shared)}
    return {
        shown.iri: {"claim": numbers[shown.claim]} for shown in view.facts if shown.claim in numbers
    }


def _claim(shown: ShownFact) -> dict[str, str]:
    return {"claim": shown.claim.rpartition("/")[2]} if shown.claim else {}


def _entity(node: Node) -> dict[str, Any]:
    entity = node.entity
    record: dict[str, Any] = {"name": entity.name, "type": entity.type, "degree": node.degree}
    if entity.aliases:
        record["aliases"] = [alias for alias in entity.aliases if alias != entity.name]
    if not entity.named:
        record["generic"] = True
    if node.measures:
        record["measures"] = [node.measures.get(name) for name in MEASURES]
        record["ranks"] = [node.ranks.get(name) for name in RANKED]
    return record | {"iri": entity.id}


def _fact(shown: ShownFact, documents: dict[str, int]) -> dict[str, Any]:
    fact = shown.fact
    record: dict[str, Any] = {
        "iri": shown.iri,
        "subject": key_of(fact.subject.id),
        "relation": fact.relation or fact.predicate,
        "source": documents[fact.document],
        "article": fact.article,
        "modality": fact.modality,
        "confidence": fact.confidence,
        "evidence": _evidence(shown),
        **_circumstances(fact),
    }
    if fact.object.type == LITERAL:
        record["text"] = fact.object.name
    else:
        record["object"] = key_of(fact.object.id)
    if fact.quantity:
        record["quantity"] = fact.quantity.to_json()
    for name, value in (
        ("time", fact.time), ("timeText", fact.time_text), ("rule", fact.rule),
        ("negated", fact.negated), ("open", not fact.relation),
    ):  # fmt: skip
        if value:
            record[name] = value
    return record


def _evidence(shown: ShownFact) -> dict[str, Any]:
    quote = shown.fact.evidence.to_json()
    if shown.before:
        quote["before"] = shown.before
    if shown.after:
        quote["after"] = shown.after
    quote["marks"] = [[mark.start, mark.end, mark.role] for mark in marks_of(shown.fact)]
    return quote


def _circumstances(fact: Fact) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for role in CIRCUMSTANCES:
        argument: Argument | None = getattr(fact, role)
        if argument is not None:
            literal = argument.type == LITERAL
            found[role] = {"text": argument.name} if literal else key_of(argument.id)
    return found


def _named(labels: Labels, name: str) -> dict[str, str]:
    """The term's label in both languages; a predicate outside the ontology is its own label."""
    return {"zh": name, "en": name} | dict(labels.get(name, {}))


def _title(view: View) -> str:
    """What the browser's tab says: whom the page is about, or which document, where it is one."""
    subject = view.around
    if not subject and len(view.sources) == 1:
        source = view.sources[0]
        subject = source.title or next(iter(source.headlines.values()), source.name)
    return f"{subject} · 网格" if subject else "网格"


def _policy(scripts: tuple[str, ...], style: str, connects: bool) -> str:
    """
    A Content-Security-Policy that runs and applies exactly these parts.

    It lets the page load nothing, but data from its own server where it ``connects`` to that.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_digest(script) for script in scripts),
            "style-src " + _digest(style),
            "img-src data: blob:",
            *(["connect-src 'self'"] if connects else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return resources.files("graph.viewer").joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    parts = "\n".join(_asset(f"js/{name}") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


@cache
def vis_network() -> str:
    """The newest vis-network that the installed pyvis carries, its licence's comment included."""
    folder = resources.files("pyvis").joinpath("templates/lib")
    versions = [entry for entry in folder.iterdir() if entry.name.startswith("vis-")]
    if not versions:
        raise WanggeError("the installed pyvis carries no vis-network; install pyvis 0.3.2")
    newest = max(versions, key=lambda e: [int(part) for part in e.name[4:].split(".")])
    script = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return script.partition("\n//# sourceMappingURL=")[0] + "\n"
