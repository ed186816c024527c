"""Facts back out of the graph: the inverse of the mapping in ``graph.rdf``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from extractors.facts import LITERAL, Argument, Entity, Fact, Number, Quantity, Quote
from graph.nodes import Nodes, Properties, Term
from graph.rdf import CIRCUMSTANCES
from graph.times import time_text
from graph.vocabulary import LABEL, OA, PROV, RDF, SCHEMA, SKOS, STATEMENT, TYPE, WG, XSD
from ontology.turtle import local_name

Describe = Callable[[str], Properties]
"""From the IRI of a node to the values of its properties, by the property's IRI."""

HAND: Final = "hand"
"""The extractor of facts that people made or corrected, where nothing else is said."""

_NAMED: Final = WG + "named"
_VALUES: Final = (("value", "exact"), ("minValue", "min"), ("maxValue", "max"))


def facts_of(quads: Iterable[Quad]) -> list[Fact]:
    """
    The facts of the quads of one or more documents, in reading order.

    The quads must hold each document's graph whole, as ``quads_of`` gives it.
    """
    return [fact for _, fact in statements_of(quads)]


def statements_of(quads: Iterable[Quad]) -> list[tuple[str, Fact]]:
    """The facts of the quads in reading order, each behind the IRI of its statement."""
    return in_order(pair for nodes in _by_graph(quads).values() for pair in _statements(nodes))


def entities_of(quads: Iterable[Quad]) -> list[Entity]:
    """The entities of the quads of one document, sorted by IRI."""
    parts = _by_graph(quads).values()
    return entities_in({node: known for part in parts for node, known in part.items()})


def statements_in(nodes: Nodes) -> list[tuple[str, Fact]]:
    """The facts of one document's graph, as ``graph.nodes`` gives it, in reading order."""
    return in_order(_statements(nodes))


def _statements(nodes: Nodes) -> Iterator[tuple[str, Fact]]:
    describe = _describe(nodes)
    for node, known in nodes.items():
        if _is(known, STATEMENT):
            yield node, fact_at(node, describe)


def entities_in(nodes: Nodes) -> list[Entity]:
    """The entities of one document's graph, as ``graph.nodes`` gives it, sorted by IRI."""
    describe = _describe(nodes)
    return [
        entity_at(node, describe)
        for node in sorted(node for node, known in nodes.items() if _NAMED in known)
    ]


def in_order(found: Iterable[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """
    The facts in reading order, each behind the IRI of its statement.

    What only tells facts of the same place apart is long, and is made for these alone.
    """
    ordered: list[tuple[str, Fact]] = []
    for _, pairs in groupby(sorted(found, key=_place), key=_place):
        same = list(pairs)
        ordered += sorted(same, key=lambda pair: (repr(pair[1]), pair[0])) if same[1:] else same
    return ordered


def _place(pair: tuple[str, Fact]) -> tuple[str, int, int]:
    fact = pair[1]
    return fact.document, fact.article, fact.evidence.start


def fact_at(node: str, describe: Describe) -> Fact:
    """
    The fact whose statement is ``node``; ``describe`` looks only into its document's graph.

    A statement made by hand may leave out what goes without saying: that it is asserted, not
    negated, beyond doubt, and of the first article. Raises KeyError where it lacks an end or its
    evidence.
    """
    known = describe(node)
    evidence = _value(known, PROV + "wasDerivedFrom")
    trigger = WG + "trigger"
    circumstances = {
        role: _argument(role, known, describe) for role in CIRCUMSTANCES if WG + role in known
    }
    return Fact(
        document=_value(describe(_value(describe(evidence), OA + "hasSource")), WG + "fileName"),
        article=_article(known, describe),
        subject=_argument("subject", known, describe, RDF),
        relation=local_name(_value(known, RDF + "predicate", default="")),
        object=_argument("object", known, describe, RDF),
        evidence=quote_at(evidence, describe),
        trigger=quote_at(_value(known, trigger), describe) if trigger in known else None,
        quantity=_quantity(known, describe),
        time=time_text(
            _value(known, WG + "time", default=""), _value(known, WG + "clock", default="")
        ),
        time_text=_value(known, WG + "timeText", default=""),
        modality=local_name(_value(known, WG + "modality", default=WG + "Asserted")).lower(),
        negated=_value(known, WG + "negated", default="false") == "true",
        confidence=float(_value(known, WG + "confidence", default="1")),
        extractor=_value(known, WG + "extractor", default=HAND),
        rule=_value(known, WG + "rule", default=""),
        predicate=_value(known, WG + "openPredicate", default=""),
        **circumstances,
    )


def quote_at(node: str, describe: Describe) -> Quote:
    """The piece of the source that a web annotation's specific resource selects."""
    known: dict[str, list[Term]] = {}
    for selector in describe(node)[OA + "hasSelector"]:
        known |= describe(selector.value)
    return Quote(
        int(_value(known, OA + "start")),
        int(_value(known, OA + "end")),
        _value(known, OA + "exact"),
    )


def entity_at(node: str, describe: Describe) -> Entity:
    """The entity whose node it is; ``describe`` looks only into its document's graph."""
    known = describe(node)
    kinds: list[str] = []
    kind = _value(known, WG + "kind", default="")
    while kind:
        general = describe(kind)
        kinds.append(_value(general, LABEL.value))
        kind = _value(general, SKOS + "broader", default="")
    return Entity(
        id=node,
        name=_value(known, LABEL.value),
        type=local_name(_value(known, TYPE.value)),
        aliases=tuple(sorted(term.value for term in known.get(SKOS + "altLabel", ()))),
        named=_value(known, WG + "named") == "true",
        scope=_value(known, WG + "scope", default=""),
        adcode=_value(known, WG + "adcode", default=""),
        kinds=tuple(kinds),
        rule=_value(known, WG + "identifiedBy", default=""),
    )


def _argument(role: str, known: Properties, describe: Describe, namespace: str = WG) -> Argument:
    term = known[namespace + role][0]
    mention = _value(known, f"{WG}{role}Mention", default="")
    if isinstance(term, Literal):
        return Argument("", term.value, mention, LITERAL)
    entity = describe(term.value)
    name, kind = _value(entity, LABEL.value), local_name(_value(entity, TYPE.value))
    return Argument(term.value, name, mention, kind)


def _article(known: Properties, describe: Describe) -> int:
    if WG + "article" not in known:
        return 1
    return int(_value(describe(_value(known, WG + "article")), WG + "articleNumber", default="1"))


def _quantity(known: Properties, describe: Describe) -> Quantity | None:
    if WG + "quantity" not in known:
        return None
    part = describe(_value(known, WG + "quantity"))
    name, bound = next(pair for pair in _VALUES if SCHEMA + pair[0] in part)
    return Quantity(
        value=_number(part[SCHEMA + name][0]),
        bound="approx" if WG + "approximate" in part else bound,
        unit=_value(part, SCHEMA + "unitText", default=""),
        text=_value(part, WG + "quantityText", default=""),
    )


def _number(term: Term) -> Number:
    whole = isinstance(term, Literal) and term.datatype.value == XSD + "integer"
    return int(term.value) if whole else float(term.value)


def _value(known: Properties, predicate: str, *, default: str | None = None) -> str:
    terms = known.get(predicate)
    if terms:
        return terms[0].value
    if default is None:
        raise KeyError(predicate)
    return default


def _is(known: Properties, kind: NamedNode) -> bool:
    return kind in known.get(TYPE.value, ())


def _by_graph(quads: Iterable[Quad]) -> dict[str, dict[str, dict[str, list[Term]]]]:
    graphs: dict[str, dict[str, dict[str, list[Term]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for quad in quads:
        graph, subject, value = quad.graph_name, quad.subject, quad.object
        if isinstance(graph, NamedNode) and isinstance(subject, NamedNode):
            assert isinstance(value, NamedNode | Literal), "our graphs hold no blank nodes"
            graphs[graph.value][subject.value][quad.predicate.value].append(value)
    return graphs


def _describe(nodes: Nodes) -> Describe:
    nothing: Properties = {}
    return lambda node: nodes.get(node, nothing)
