"""A unit together with its parts: how named queries ask a store that holds what follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from graph.vocabulary import WG

if TYPE_CHECKING:
    from graph.store import Store

_WITHIN: Final = NamedNode(WG + "within")
# What named queries write where a name is to be part of a label: CONTAINS(?unitLabel, ?name).
_NAMED: Final = re.compile(r"CONTAINS\(\?(?P<node>\w+)Label, \?(?P<name>\w+)\)")
# Each in whatever graph says it, wherever in the query the filter stands.
_WIDER: Final = (
    r"({contains} || EXISTS {{ GRAPH ?inferredGraph {{ ?{node} wg:within ?whole }} "
    r"GRAPH ?wholeGraph {{ ?whole rdfs:label ?wholeLabel }} "
    r"FILTER (CONTAINS(?wholeLabel, ?{name})) }})"
)


def with_parts(store: Store, entities: Iterable[NamedNode]) -> list[NamedNode]:
    """
    The entities and, behind them, all that is known to lie within them, sorted.

    Only a store that holds what follows from it knows of any.
    """
    wholes = list(entities)
    found = {
        quad.subject
        for whole in wholes
        for quad in store.raw.quads_for_pattern(None, _WITHIN, whole)
        if isinstance(quad.subject, NamedNode)
    }
    return [*wholes, *sorted(found.difference(wholes), key=str)]


def widened(sparql: str) -> str:
    """
    A named query in which what is called so stands for all that lies within it.

    >>> query = widened("SELECT * { ?unit ?p ?unitLabel FILTER (CONTAINS(?unitLabel, ?name)) }")
    >>> "?unit wg:within ?whole" in query and "CONTAINS(?wholeLabel, ?name)" in query
    True
    """
    return _NAMED.sub(
        lambda found: _WIDER.format(contains=found[0], node=found["node"], name=found["name"]),
        sparql,
    )
