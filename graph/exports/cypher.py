"""A script that cypher-shell runs: batches of nodes and relationships, harmless when run twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO, Final

from graph.exports.facts_table import said
from graph.exports.pairs import Edge, Node, nodes_and_edges
from graph.store import Store

BATCH: Final = 500
"""Things and facts that one group of statements makes at most."""

_CONSTRAINT: Final = (
    "CREATE CONSTRAINT wangge_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;\n"
)
# What a text may not hold as it is. A backslash is doubled, so that no \u of a page is an escape.
_ESCAPES: Final = {
    ord("\\"): "\\\\",
    ord("'"): "\\'",
    ord('"'): '\\"',
    **{code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)},
}


def write_cypher(store: Store, out: BinaryIO) -> None:
    """
    Write the graph of facts as Cypher, a statement a line.

    Nodes are merged by their IRI and relationships by that of their fact, so that a second run
    adds nothing. All texts are quoted literals of lists that are unwound, never part of a name.
    """
    out.write(_CONSTRAINT.encode())
    rest = nodes_and_edges(store)
    while batch := list(islice(rest, BATCH)):
        for line in _statements(batch):
            out.write(line.encode())


def literal(value: object) -> str:
    r"""
    A value as Cypher writes it.

    >>> print(literal("a'}) DETACH DELETE n //"), literal("\\u0027"), literal(3), literal(True))
    'a\'}) DETACH DELETE n //' '\\u0027' 3 true
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return f"'{str(value).translate(_ESCAPES)}'"


def name(text: str) -> str:
    r"""
    A label or a type of the ontology, quoted.

    >>> name("recruited"), name("a`b\\u0060")
    ('`recruited`', '`a``bu0060`')
    """
    return "`" + text.replace("\\", "").replace("`", "``") + "`"


def _statements(batch: Iterable[Node | Edge]) -> Iterator[str]:
    """The nodes of a batch type by type, then its facts relation by relation."""
    nodes: dict[str, list[str]] = {}
    edges: dict[str, list[str]] = {}
    for each in batch:
        if isinstance(each, Node):
            nodes.setdefault(each.type, []).append(_node(each))
        else:
            edges.setdefault(each.relation, []).append(_edge(each))
    for kind, rows in sorted(nodes.items()):
        yield (
            f"UNWIND [{', '.join(rows)}] AS row MERGE (e:Entity {{id: row.id}}) "
            f"SET {f'e:{name(kind)}, ' if kind else ''}e += row.said;\n"
        )
    for relation, rows in sorted(edges.items()):
        yield (
            f"UNWIND [{', '.join(rows)}] AS row "
            "MATCH (s:Entity {id: row.source}), (o:Entity {id: row.target}) "
            f"MERGE (s)-[r:{name(relation)} {{fact: row.fact}}]->(o) SET r += row.said;\n"
        )


def _node(node: Node) -> str:
    known = {"name": node.name, "typeLabel": node.label, "named": node.named}
    known |= {"adcode": node.adcode} if node.adcode else {}
    return f"{{id: {literal(node.id)}, said: {_map(known)}}}"


def _edge(edge: Edge) -> str:
    fact = edge.fact
    known = {"label": edge.label, "document": fact.document, "article": fact.article}
    known |= {key: value for key, value in said(fact).items() if value != ""}
    known |= {"negated": fact.negated}
    ends = f"source: {literal(edge.source)}, target: {literal(edge.target)}"
    return f"{{{ends}, fact: {literal(edge.id)}, said: {_map(known)}}}"


def _map(known: dict[str, object]) -> str:
    return "{" + ", ".join(f"`{key}`: {literal(value)}" for key, value in known.items()) + "}"
