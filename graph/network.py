"""The graph of facts as networkx knows graphs: entities are nodes, facts are edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.facts import Argument, Fact
from graph.labels import names_of
from graph.rdf import fact_iri
from graph.store import Store

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def network(store: Store) -> MultiDiGraph:
    """
    All facts of the store, in the order of the documents.

    Nodes are keyed by the entity's IRI and have ``label``, ``type`` and ``typeLabel``; edges are
    keyed by the fact's IRI and have ``label``, the relation in Chinese, and the fact's
    circumstances as text. What somebody stated is a node of its own, of the type Literal.
    """
    from networkx import MultiDiGraph

    graph = MultiDiGraph()
    labels = names_of(store)
    for fact in store.facts():
        iri = fact_iri(fact, base=store.base)
        ends = [_node(graph, part, iri, labels) for part in (fact.subject, fact.object)]
        graph.add_edge(*ends, key=iri, **_edge(fact, labels))
    return graph


def _node(graph: MultiDiGraph, part: Argument, fact: str, labels: dict[str, str]) -> str:
    node = part.id or f"{fact}-object"
    kind = labels.get(part.type, part.type)
    graph.add_node(node, label=part.name, type=part.type, typeLabel=kind)
    return node


def _edge(fact: Fact, labels: dict[str, str]) -> dict[str, Any]:
    said = {
        "quantity": fact.quantity.text if fact.quantity else "",
        "time": fact.time,
        "place": fact.place.name if fact.place else "",
        "recipient": fact.recipient.name if fact.recipient else "",
        "organization": fact.organization.name if fact.organization else "",
    }
    return {
        "label": labels.get(fact.relation) or fact.relation or fact.predicate,
        "relation": fact.relation or fact.predicate,
        **{name: text for name, text in said.items() if text},
        "modality": fact.modality,
        "negated": fact.negated,
        "confidence": float(fact.confidence),
        "document": fact.document,
        "evidence": fact.evidence.text,
    }
