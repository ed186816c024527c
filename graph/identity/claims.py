"""Claims: statements of several places that say the same are one claim with several sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import NamedNode, Quad

from graph.rdf import CIRCUMSTANCES
from graph.vocabulary import BASE, RDF, SCHEMA, WG, digest

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

# Where what a node says of each stands in a row: what is claimed, the figures, the quantity's node.
_SLOTS: Final = {each.value: at for at, each in enumerate((*_CLAIMED, *_COUNTED, _QUANTITY))}
_MODALITY: Final = _SLOTS[WG + "modality"]


def claims_of(quads: Sequence[Quad], base: str = BASE) -> Iterator[Quad]:
    """
    For each statement of a document's graph the quad that names what it claims.

    The claim's IRI is a digest of the ends, relation, quantity, time, modality and circumstances:
    it is the same in every document that says the same.
    """
    # One pass over a page's thousands of quads, by the text of the predicate: asked for by node
    # and predicate, the same takes half as long as the mapping itself.
    told: dict[str, list[str]] = {}
    for quad in quads:
        slot = _SLOTS.get(quad.predicate.value)
        if slot is not None and isinstance(quad.subject, NamedNode):
            row = told.setdefault(quad.subject.value, [""] * len(_SLOTS))
            row[slot] = row[slot] or str(quad.object)
    said, amount = len(_CLAIMED), _SLOTS[_QUANTITY.value]
    for node, row in told.items():
        if row[0] and row[_MODALITY]:
            counted = told.get(row[amount][1:-1])
            figures = counted[said:amount] if counted else [""] * len(_COUNTED)
            claim = NamedNode(f"{base}claim-{digest(*row[:said], *figures)}")
            yield Quad(NamedNode(node), CLAIM, claim, quads[0].graph_name)
