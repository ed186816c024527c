"""Claims: statements of several places that say the same are one claim with several sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.rdf import CIRCUMSTANCES
from graph.vocabulary import BASE, RDF, SCHEMA, STATEMENT, TYPE, WG, digest

CLAIM: Final = NamedNode(WG + "claim")

# What a statement claims, beside its quantity: two that agree in all of it say the same.
_CLAIMED: Final = tuple(
    NamedNode(name)
    for name in (
        *(RDF + each for each in ("subject", "predicate", "object")),
        *(WG + each for each in ("openPredicate", *CIRCUMSTANCES)),
        *(WG + each for each in ("time", "clock", "modality", "negated")),
    )
)
_QUANTITY: Final = NamedNode(WG + "quantity")
_COUNTED: Final = tuple(
    NamedNode(name)
    for name in (
        *(SCHEMA + each for each in ("value", "minValue", "maxValue", "unitText")),
        WG + "approximate",
    )
)

Known = dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]]
"""The properties of the nodes of one graph."""


def described(quads: Iterable[Quad]) -> Known:
    """The properties of each node, in the order of the quads."""
    known: Known = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            known[quad.subject][quad.predicate].append(quad.object)
    return known


def claims_of(quads: Sequence[Quad], base: str = BASE) -> Iterator[Quad]:
    """
    For each statement of a document's graph the quad that names what it claims.

    The claim's IRI is a digest of the ends, relation, quantity, time, modality and circumstances:
    it is the same in every document that says the same.
    """
    known = described(quads)
    for node, told in known.items():
        if STATEMENT not in told.get(TYPE, ()):
            continue
        said = [str(told[each][0]) if each in told else "" for each in _CLAIMED]
        amount = told[_QUANTITY][0] if _QUANTITY in told else None
        counted = known[amount] if isinstance(amount, NamedNode) else {}
        said += [str(counted[each][0]) if each in counted else "" for each in _COUNTED]
        yield Quad(node, CLAIM, NamedNode(f"{base}claim-{digest(*said)}"), quads[0].graph_name)
