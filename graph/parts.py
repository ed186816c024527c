"""A unit together with its parts: how named queries ask a store that holds what follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, QuerySolutions

from graph.sparql import Value, bind
from graph.vocabulary import WG

if TYPE_CHECKING:
    from graph.store import Store

_WITHIN: Final = NamedNode(WG + "within")
# First the wholes, each once: they are few, and the labels of a store are many.
_WHOLES: Final = """SELECT DISTINCT ?whole {
  VALUES ?name { UNDEF }
  { SELECT DISTINCT ?whole { ?part wg:within ?whole } }
  ?whole rdfs:label ?label
  FILTER (CONTAINS(?label, ?name))
}"""
# What named queries write where a name is to be part of a label: CONTAINS(?unitLabel, ?name).
_NAMED: Final = re.compile(r"CONTAINS\(\?(?P<node>\w+)Label, \?(?P<name>\w+)\)")


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


def widened(sparql: str, store: Store, values: Mapping[str, Value | Sequence[Value]]) -> str:
    """
    A named query in which what is called so stands for all that lies within it.

    Where the query asks for a name in a label, a part of what has such a label will do; the parts
    are listed as IRIs, because a condition that looks for them takes minutes on a big store (seen
    with pyoxigraph 0.5.13). ``values`` are those of the query's parameters.
    """

    def or_a_part(condition: re.Match[str]) -> str:
        name = values.get(condition["name"])
        parts = _parts_of_named(store, name) if isinstance(name, str) else []
        listed = ", ".join(map(str, parts))
        return f"({condition[0]} || ?{condition['node']} IN ({listed}))" if parts else condition[0]

    return _NAMED.sub(or_a_part, sparql)


def _parts_of_named(store: Store, name: str) -> list[NamedNode]:
    """All that lies within anything whose label contains the name."""
    found = store.raw.query(
        bind(_WHOLES, {"name": name}), prefixes=store.prefixes, use_default_graph_as_union=True
    )
    assert isinstance(found, QuerySolutions)
    wholes = [row["whole"] for row in found]
    named = [each for each in wholes if isinstance(each, NamedNode)]
    return with_parts(store, named)[len(named) :]
