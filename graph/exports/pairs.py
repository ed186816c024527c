"""Pairs of tables, one of things and one of facts: for Neo4j's importer and for pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from extractors.facts import LITERAL, Argument, Entity, Fact
from graph.exports.csv_lines import csv_line
from graph.exports.facts_table import SAID, said
from graph.facts import entities_in, statements_in
from graph.labels import names_of
from graph.nodes import read_nodes
from graph.store import Store

OPEN: Final = "openPredicate"
"""What stands for the relation of a fact outside the ontology."""

READ_NODES: Final[dict[str, Any]] = {"dtype": {"adcode": str}, "keep_default_na": False}
"""How ``pandas.read_csv`` reads the nodes with their types: a thing may be called NA."""

READ_EDGES: Final[dict[str, Any]] = {"keep_default_na": False, "na_values": {"value": [""]}}
"""How ``pandas.read_csv`` reads the edges with their types."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the graph; ``label`` is what its type is called in Chinese."""

    id: str
    name: str
    type: str
    label: str
    named: bool
    adcode: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact between two things; ``relation`` is ``OPEN`` where the ontology has none."""

    id: str
    source: str
    target: str
    relation: str
    label: str
    fact: Fact


def nodes_and_edges(store: Store) -> Iterator[Node | Edge]:
    """
    Everything that the documents of the store tell, each node once and before its edges.

    What somebody stated is a node of its own, of the type Literal.
    """
    labels = names_of(store)
    known: set[str] = set()
    for document in store.documents().values():
        nodes = read_nodes(store.raw, NamedNode(document.iri))
        for entity in entities_in(nodes):
            if entity.id not in known:
                known.add(entity.id)
                yield _node(entity, labels)
        for iri, fact in statements_in(nodes):
            ends = [_end(part, iri) for part in (fact.subject, fact.object)]
            for end in ends:
                if end.id not in known:
                    known.add(end.id)
                    yield _node(end, labels)
            yield _edge(iri, fact, ends[0].id, ends[1].id, labels)


def _end(argument: Argument, fact: str) -> Entity:
    named = argument.type != LITERAL
    return Entity(argument.id or f"{fact}-object", argument.name, argument.type, named=named)


def _node(entity: Entity, labels: dict[str, str]) -> Node:
    kind = labels.get(entity.type, entity.type)
    return Node(entity.id, entity.name, entity.type, kind, entity.named, entity.adcode)


def _edge(iri: str, fact: Fact, source: str, target: str, labels: dict[str, str]) -> Edge:
    label = labels.get(fact.relation) or fact.relation or fact.predicate
    return Edge(iri, source, target, fact.relation or OPEN, label, fact)


_Column = tuple[str, Callable[[Any], object]]

_SAID: Final[dict[str, str]] = {
    "value": "double",
    "negated": "boolean",
    "confidence": "double",
    "start": "long",
    "end": "long",
}


def write_pandas(store: Store, folder: Path) -> list[Path]:
    """
    Write ``nodes.csv`` and ``edges.csv`` into the folder; returns their paths.

    Texts are as the store has them, for a program that calculates nothing: no cell is guarded.
    """
    nodes: list[_Column] = [
        ("id", lambda node: node.id),
        ("name", lambda node: node.name),
        ("type", lambda node: node.type),
        ("typeLabel", lambda node: node.label),
        ("named", lambda node: _truth(node.named)),
        ("adcode", lambda node: node.adcode),
    ]
    edges: list[_Column] = [
        ("fact", lambda edge: edge.id),
        ("source", lambda edge: edge.source),
        ("target", lambda edge: edge.target),
        ("relation", lambda edge: edge.relation),
        ("relationLabel", lambda edge: edge.label),
        ("document", lambda edge: edge.fact.document),
        ("article", lambda edge: edge.fact.article),
        *((name, _reading(name)) for name in SAID),
    ]
    return _write(store, folder, "edges.csv", nodes, edges)


def write_neo4j(store: Store, folder: Path) -> list[Path]:
    """
    Write ``nodes.csv`` and ``relationships.csv`` for ``neo4j-admin database import``.

    Every node has the label Entity and that of its type; columns carry their types in the head.
    """
    nodes: list[_Column] = [
        ("id:ID", lambda node: node.id),
        ("name", lambda node: node.name),
        ("typeLabel", lambda node: node.label),
        ("named:boolean", lambda node: _truth(node.named)),
        ("adcode", lambda node: node.adcode),
        (":LABEL", lambda node: f"Entity;{node.type}" if node.type else "Entity"),
    ]
    edges: list[_Column] = [
        (":START_ID", lambda edge: edge.source),
        (":END_ID", lambda edge: edge.target),
        (":TYPE", lambda edge: edge.relation),
        ("fact", lambda edge: edge.id),
        ("label", lambda edge: edge.label),
        ("document", lambda edge: edge.fact.document),
        ("article:long", lambda edge: edge.fact.article),
        *((_typed(name), _reading(name)) for name in SAID),
    ]
    return _write(store, folder, "relationships.csv", nodes, edges)


def _write(
    store: Store, folder: Path, facts: str, nodes: list[_Column], edges: list[_Column]
) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "nodes.csv", folder / facts]
    with ExitStack() as files:
        opened = [
            files.enter_context(path.open("w", encoding="utf-8", newline="")) for path in paths
        ]
        for file, columns in zip(opened, (nodes, edges), strict=True):
            file.write(csv_line(head for head, _ in columns))
        for each in nodes_and_edges(store):
            at, columns = (0, nodes) if isinstance(each, Node) else (1, edges)
            opened[at].write(csv_line(read(each) for _, read in columns))
    return paths


def _typed(name: str) -> str:
    return f"{name}:{_SAID[name]}" if name in _SAID else name


def _reading(name: str) -> Callable[[Edge], object]:
    return lambda edge: said(edge.fact).get(name, "")


def _truth(value: bool) -> str:
    return "true" if value else "false"
