"""The graph of facts as networkx knows graphs: entities are nodes, facts are edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from extractors.facts import LITERAL, Argument, Fact
from graph.labels import names_of
from graph.rdf import CIRCUMSTANCES, fact_iri
from graph.store import Store
from graph.vocabulary import LABEL, WG

if TYPE_CHECKING:
    from networkx import MultiDiGraph


@dataclass(frozen=True, slots=True)
class Trait:
    """What facts do not say of an entity: whether it has a proper name, and its unit's name."""

    named: bool = True
    unit: str = ""


_PLAIN: Final = Trait()


def network(store: Store, *, circumstances: bool = False, language: str = "zh") -> MultiDiGraph:
    """
    All facts of the store, in the order of the documents.

    Nodes are keyed by the entity's IRI and have ``label``, ``type``, ``typeLabel``, ``named``
    (whether the name is a proper one) and, where it is known, ``unit``, the name of the unit that
    a group or body belongs to. What somebody stated is a node of its own, of the type Literal.
    Edges are keyed by the fact's IRI and have ``label``, the relation in ``language``, and the
    fact's circumstances as text.

    With ``circumstances`` a place, recipient or organization is also tied by an edge of its own,
    whose ``role`` says which it is and whose ``fact`` is the fact's IRI: from the fact's object,
    or from its subject where the object is reported speech.
    """
    facts = ((fact_iri(fact, base=store.base), fact) for fact in store.facts())
    labels = names_of(store, language)
    return network_of(facts, labels, traits_of(store), circumstances=circumstances)


def network_of(
    facts: Iterable[tuple[str, Fact]],
    labels: Mapping[str, str],
    traits: Mapping[str, Trait],
    *,
    circumstances: bool = False,
) -> MultiDiGraph:
    """The graph of these facts, each with its IRI, as ``network`` gives that of a store."""
    from networkx import MultiDiGraph

    graph = MultiDiGraph()
    for iri, fact in facts:
        ends = [_node(graph, part, iri, labels, traits) for part in (fact.subject, fact.object)]
        said = _edge(fact, labels)
        graph.add_edge(*ends, key=iri, **said)
        for role, argument in _circumstances(fact) if circumstances else ():
            node = _node(graph, argument, f"{iri}-{role}", labels, traits)
            end = ends[fact.object.type != LITERAL]
            told = {"fact": iri, "role": role}
            told["label"] = f"{said['label']}·{labels.get(role, role)}"
            graph.add_edge(end, node, key=f"{iri}-{role}", **said | told)
    return graph


def traits_of(store: Store) -> dict[str, Trait]:
    """The traits of the entities that have a unit or no proper name, by IRI."""
    units: dict[str, str] = {}
    names: dict[str, str] = {}
    for quad in store.raw.quads_for_pattern(None, NamedNode(WG + "scope"), None):
        iri, unit = _text(quad.subject), _text(quad.object)
        if unit not in names:
            told = store.raw.quads_for_pattern(NamedNode(unit), LABEL, None)
            names[unit] = min((_text(label.object) for label in told), default="")
        # Where documents name several units, it is the first of them in every process.
        units[iri] = min(filter(None, [units.get(iri), names[unit]]), default="")
    named = {
        _text(quad.subject): _text(quad.object) == "true"
        for quad in store.raw.quads_for_pattern(None, NamedNode(WG + "named"), None)
    }
    return {
        iri: Trait(named.get(iri, True), units.get(iri, ""))
        for iri in {*units, *(iri for iri, proper in named.items() if not proper)}
    }


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _circumstances(fact: Fact) -> Iterable[tuple[str, Argument]]:
    for role in CIRCUMSTANCES:
        argument: Argument | None = getattr(fact, role)
        if argument is not None and argument.id:
            yield role, argument


def _node(
    graph: MultiDiGraph,
    part: Argument,
    fact: str,
    labels: Mapping[str, str],
    traits: Mapping[str, Trait],
) -> str:
    node = part.id or f"{fact}-object"
    trait = traits.get(part.id, _PLAIN)
    kind = labels.get(part.type, part.type)
    said: dict[str, Any] = {"label": part.name, "type": part.type, "typeLabel": kind}
    if part.id:
        said["named"] = trait.named
    if trait.unit:
        said["unit"] = trait.unit
    graph.add_node(node, **said)
    return node


def _edge(fact: Fact, labels: Mapping[str, str]) -> dict[str, Any]:
    said = {
        "quantity": fact.quantity.text if fact.quantity else "",
        "time": fact.time,
        "place": fact.place.name if fact.place else "",
        "recipient": fact.recipient.name if fact.recipient else "",
        "organization": fact.organization.name if fact.organization else "",
    }
    counted: dict[str, Any] = {}
    if fact.quantity:
        counted = {"value": float(fact.quantity.value), "bound": fact.quantity.bound}
        counted |= {"measure": fact.quantity.unit}
    return {
        "label": labels.get(fact.relation) or fact.relation or fact.predicate,
        "relation": fact.relation or fact.predicate,
        **{name: text for name, text in said.items() if text},
        **counted,
        "modality": fact.modality,
        "negated": fact.negated,
        "confidence": float(fact.confidence),
        "document": fact.document,
        "evidence": fact.evidence.text,
    }
