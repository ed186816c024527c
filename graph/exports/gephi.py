"""GraphML and GEXF for Gephi and its like: Chinese labels, colours by type, parallel edges."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from graph.store import Store

if TYPE_CHECKING:
    from networkx import MultiDiGraph

# What XML 1.0 cannot hold; the text of a page may.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(store: Store, out: BinaryIO) -> None:
    """
    Write the graph of facts as GraphML; Gephi reads ``r``, ``g`` and ``b`` as the node's colour.

    Facts between the same two things stay apart, each with its own key and ``weight``.
    """
    # networkx's other writer needs lxml, orders attributes otherwise, and is not always there.
    from networkx import write_graphml_xml

    graph = _drawable(store)
    for _, data in graph.nodes(data=True):
        data.update(zip("rgb", _colour(data["type"]), strict=True))
    write_graphml_xml(graph, out, named_key_ids=True, edge_id_from_attribute="fact")


def write_gexf(store: Store, out: BinaryIO) -> None:
    """Write the graph of facts as GEXF 1.2, colours as its ``viz`` module has them."""
    from networkx import generate_gexf

    graph = _drawable(store)
    for _, data in graph.nodes(data=True):
        colour = dict(zip("rgb", _colour(data["type"]), strict=True))
        data["viz"] = {"color": colour | {"a": 1.0}}
    lines = "\n".join(generate_gexf(graph))
    # The day of writing is no part of the graph.
    out.write((re.sub(r' lastmodifieddate="[^"]*"', "", lines) + "\n").encode())


def _drawable(store: Store) -> MultiDiGraph:
    """The graph with texts that XML can hold; each fact weighs the same."""
    # A server imports what exports share, and has no use for the graph libraries that this needs.
    from graph.analysis.columns import measured_network

    graph = measured_network(store)
    for _, data in graph.nodes(data=True):
        _clean(data)
    for *_, key, data in graph.edges(keys=True, data=True):
        _clean(data)
        data.setdefault("weight", 1.0)
        data["fact"] = key
    return graph


def _clean(data: dict[str, Any]) -> None:
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    data.update({key: _NOT_XML.sub("\ufffd", text) for key, text in texts.items()})


def _colour(kind: str) -> tuple[int, int, int]:
    """
    The colour that the viewer has for a type, in red, green and blue, each from 0 to 255.

    >>> _colour("AdministrativeArea")
    (0, 114, 178)
    """
    code = _palette().get(kind, _palette()[""])
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return red, green, blue


@cache
def _palette() -> dict[str, str]:
    text = (files("graph.viewer") / "palette.json").read_text(encoding="utf-8")
    return {kind: one["light"] for kind, one in json.loads(text).items()}
