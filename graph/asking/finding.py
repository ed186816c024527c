"""The SPARQL query that finds an answer: the fact's pattern with what is asked left open."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from graph import sparql
from graph.asking.candidates import Told
from graph.asking.features import FACT, QUANTITY, TIME
from graph.rdf import CIRCUMSTANCES
from graph.sparql import Value
from graph.store import Store
from graph.vocabulary import RDF

_ENDS: Final = ("subject", "object")
_FIGURE: Final = """
  ?fact wg:quantity ?quantity .
  OPTIONAL { ?quantity schema:value ?exactly }
  OPTIONAL { ?quantity schema:minValue ?least }
  OPTIONAL { ?quantity schema:maxValue ?most }
  OPTIONAL { ?quantity schema:unitText ?unit }"""
_TIME: Final = """
  ?fact wg:time ?time .
  OPTIONAL { ?fact wg:clock ?clock }"""
_STANCE: Final = """
  ?fact wg:modality ?modality ; wg:negated ?negated ."""


def query_for(store: Store, told: Told, role: str) -> str:
    """
    The query that finds what plays a role in facts like this one.

    The ends of the fact that are not asked for and its relation are given, bound as terms; the
    columns are what is asked for, the fact and its evidence.
    """
    given: dict[str, Value] = {"relation": _relation(store, told)}
    given |= {
        end: NamedNode(argument.id)
        for end in _ENDS
        if end != role and (argument := told.argument(end)) is not None and argument.id
    }
    slots = "".join(f"\n  VALUES ?{name} {{ UNDEF }}" for name in sorted(given))
    asked, columns = _asked(role)
    text = f"""SELECT DISTINCT {columns} ?fact ?evidence WHERE {{{slots}
  ?fact rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object .{asked}
  ?fact prov:wasDerivedFrom/oa:hasSelector/oa:exact ?evidence .
}}
ORDER BY ?fact
"""
    return sparql.declared(sparql.bind(text, given), store.prefixes)


def _asked(role: str) -> tuple[str, str]:
    """What the query has to say of a role, and the columns that hold it."""
    if role == QUANTITY:
        return _FIGURE, "?exactly ?least ?most ?unit"
    if role == TIME:
        return _TIME, "?time ?clock"
    if role == FACT:
        return _STANCE, "?modality ?negated"
    held = f"\n  ?fact wg:{role} ?{role} ." if role in CIRCUMSTANCES else ""
    return f"{held}\n  ?{role} rdfs:label ?name .", f"?{role} ?name"


def _relation(store: Store, told: Told) -> NamedNode:
    (predicate,) = store.describe(NamedNode(told.iri))[RDF + "predicate"][:1]
    return NamedNode(predicate.value)  # a domain's relation may lie in a namespace of its own
