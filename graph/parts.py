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
_NAMED: Final = re.compile(r"CONTAINS\(\?(?P<node>\w+)Label, \?name\)")


Values = Mapping[str, Value | Sequence[Value]]
"""What the parameters of a query stand for, by name."""


def with_parts(
    store: Store, sparql: str, values: Values
) -> tuple[str, dict[str, Value | Sequence[Value]]]:
    """
    A named query and its values, such that a unit stands for itself and all that lies within it.

    An entity among the values brings its parts with it. Where the query asks for ``?name`` in a
    label, a part of what has such a label will do; the parts are listed as IRIs, because a
    condition that looks for them takes minutes on a big store (seen with pyoxigraph 0.5.13).
    """
    given = values.get("name", ())
    names = [given] if isinstance(given, str) else given if isinstance(given, Sequence) else []
    wholes = [each for name in names if isinstance(name, str) for each in _named(store, name)]
    parts = ", ".join(map(str, parts_of(store, wholes)))
    if parts:
        sparql = _NAMED.sub(lambda told: f"({told[0]} || ?{told['node']} IN ({parts}))", sparql)
    return sparql, {key: _extended(store, value) for key, value in values.items()}


def parts_of(store: Store, wholes: Iterable[NamedNode]) -> list[NamedNode]:
    """All that is known to lie within some entities, without these, sorted."""
    above = set(wholes)
    found = {
        quad.subject
        for whole in above
        for quad in store.raw.quads_for_pattern(None, _WITHIN, whole)
        if isinstance(quad.subject, NamedNode)
    }
    return sorted(found - above, key=str)


def _extended(store: Store, value: Value | Sequence[Value]) -> Value | Sequence[Value]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return value
    entities = [each for each in value if isinstance(each, NamedNode)]
    return [*value, *parts_of(store, entities)]


def _named(store: Store, name: str) -> list[NamedNode]:
    """Whatever has parts and a label that contains the name."""
    found = store.raw.query(
        bind(_WHOLES, {"name": name}), prefixes=store.prefixes, use_default_graph_as_union=True
    )
    assert isinstance(found, QuerySolutions)
    wholes = [row["whole"] for row in found]
    return [each for each in wholes if isinstance(each, NamedNode)]
