"""What a document's graph says, node by node: the form in which facts are read out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Triple

from graph.database import Database
from graph.rdf import CIRCUMSTANCES
from graph.vocabulary import DCTERMS, LABEL, OA, PROV, RDF, SCHEMA, SKOS, STATEMENT, TYPE, WG

Term = NamedNode | Literal
Properties = Mapping[str, list[Term]]
Nodes = Mapping[str, Properties]
"""The properties of each node by its IRI, as the graph of one document has them."""

TOLD: Final = (
    *(RDF + name for name in ("subject", "predicate", "object")),
    *(WG + name for name in ("openPredicate", "subjectMention", "objectMention", "trigger")),
    *(WG + role + part for role in CIRCUMSTANCES for part in ("", "Mention")),
    *(WG + name for name in ("time", "clock", "timeText", "modality", "negated", "confidence")),
    *(WG + name for name in ("extractor", "rule", "claim", "quantity", "approximate")),
    *(WG + name for name in ("quantityText", "article", "articleNumber", "fileName")),
    *(WG + name for name in ("named", "kind", "scope", "adcode", "identifiedBy")),
    *(SCHEMA + name for name in ("value", "minValue", "maxValue", "unitText", "headline")),
    *(OA + name for name in ("hasSource", "hasSelector", "start", "end")),
    *(OA + name for name in ("exact", "prefix", "suffix")),
    *(SKOS + name for name in ("altLabel", "broader")),
    *(PROV + "wasDerivedFrom", DCTERMS + "title", LABEL.value),
)
"""The properties by which ``graph.facts`` and the viewer tell facts and entities."""

# All that is asked for by these properties; of the types, which are a fifth of a graph, those of
# statements and of what has a name. Numbers stand for the properties: a name costs a look into
# the database each time, a number does not.
_PROPERTIES: Final = (TYPE.value, *TOLD)
_ASKED: Final = f"""
SELECT ?node ?number ?value {{
  {{ VALUES (?property ?number) {{
    {" ".join(f"(<{iri}> {at})" for at, iri in enumerate(_PROPERTIES) if at)} }}
    ?node ?property ?value }}
  UNION {{ ?node {TYPE} {STATEMENT} BIND({STATEMENT} AS ?value) BIND(0 AS ?number) }}
  UNION {{ ?node {LABEL} ?name ; {TYPE} ?value BIND(0 AS ?number) }}
}}"""
_NAMES: Final = {str(at): iri for at, iri in enumerate(_PROPERTIES)}


def described(quads: Iterable[Quad]) -> Nodes:
    """
    What the quads of one document's graph say, node by node.

    Whoever wants more than one thing of a graph reads its quads once by this.
    """
    nodes: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in quads:
        assert not isinstance(value, BlankNode | Triple), "our graphs hold no blank nodes"
        if isinstance(subject, NamedNode):
            nodes[subject.value][predicate.value].append(value)
    return nodes


def read_nodes(raw: Database, graph: NamedNode) -> Nodes:
    """
    What the graph of one document says by the properties ``TOLD``, and by types of what has them.

    That is all that facts and entities are read from, in less than half the time that it takes
    to read the graph whole.
    """
    found = raw.query(_ASKED, default_graph=graph)
    assert isinstance(found, QuerySolutions), "a SELECT has solutions"
    nodes: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for node, number, value in found:
        assert isinstance(value, NamedNode | Literal), "our graphs hold no blank nodes"
        if isinstance(node, NamedNode):
            nodes[node.value][_NAMES[number.value]].append(value)
    return nodes


def told(nodes: Nodes, node: str, name: str) -> str:
    """What a node says by a property of which it has one value; empty where it has none."""
    known = nodes.get(node)
    values = known.get(name) if known else None
    return values[-1].value if values else ""
