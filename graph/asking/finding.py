"""The SPARQL query that finds an answer: the facts' pattern with what is asked left open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from pyoxigraph import NamedNode, QuerySolutions

from graph import sparql
from graph.asking.features import DEED, FACT, LITERAL, QUANTITY, TIME, Candidate
from graph.asking.reading import LEAST, MOST
from graph.rdf import CIRCUMSTANCES
from graph.sparql import Value
from graph.store import Store
from graph.vocabulary import RDF

SUM: Final = "sum"
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
_ORDERS: Final = {
    MOST: "DESC(COALESCE(?exactly, ?least, ?most)) ?fact",
    LEAST: "COALESCE(?exactly, ?least, ?most) ?fact",
}


def query_for(store: Store, candidates: Sequence[Candidate], shape: str = "") -> str:
    """
    The query that finds what the facts of some candidates answer, the best one first.

    The ends of the facts that are not asked for and their relations are given, bound as terms; the
    columns are what is asked for, the facts and their evidence. Where that finds other facts too,
    these ones are named. ``shape`` says that the figures are to be added (SUM), or that the
    greatest or the least comes first (MOST, LEAST).
    """
    facts = {each.told.iri for each in candidates}
    text = _query(store, candidates, shape, ())
    if _found(store, _query(store, candidates, "", ())) == facts:
        return text
    return _query(store, candidates, shape, sorted(facts))


def _found(store: Store, text: str) -> set[str]:
    found = store.raw.query(text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return {str(row["fact"].value) for row in found}


def _query(
    store: Store, candidates: Sequence[Candidate], shape: str, facts: Collection[str]
) -> str:
    role = candidates[0].role
    given: dict[str, Value | Sequence[Value]] = {
        "relation": sorted({_relation(store, each) for each in candidates}, key=str)
    }
    open_ends = {role} if shape != SUM else set()
    for end in _ENDS:
        if end not in open_ends and (nodes := _nodes(candidates, end)):
            given[end] = nodes
    if facts:
        given["fact"] = [NamedNode(iri) for iri in facts]
    slots = "".join(f"\n  VALUES ?{name} {{ UNDEF }}" for name in sorted(given))
    literal = any(each.told.fact.object.type == LITERAL for each in candidates)
    asked, columns = _asked(role, literal)
    if shape in _ORDERS:
        asked, columns = asked + _FIGURE, f"{columns} ?exactly ?least ?most ?unit"
    pattern = f"""{{{slots}
  ?fact rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object .{asked}
  ?fact prov:wasDerivedFrom/oa:hasSelector/oa:exact ?evidence .
}}"""
    if shape == SUM:
        text = f"""SELECT (SUM(?exactly) AS ?sum) ?unit WHERE {{
  SELECT DISTINCT ?fact ?exactly ?unit WHERE {pattern}
}}
GROUP BY ?unit
"""
    else:
        text = f"""SELECT DISTINCT {columns} ?fact ?evidence WHERE {pattern}
ORDER BY {_ORDERS.get(shape, "?fact")}
"""
    return sparql.declared(sparql.bind(text, given), store.prefixes)


def _nodes(candidates: Sequence[Candidate], end: str) -> list[Value]:
    """The nodes at an end of the facts, none where one of them has none there."""
    arguments = [each.told.argument(end) for each in candidates]
    found = {argument.id for argument in arguments if argument is not None}
    return [NamedNode(iri) for iri in sorted(found)] if all(found) else []


def _asked(role: str, literal: bool) -> tuple[str, str]:
    """What the query has to say of a role, and the columns that hold it."""
    if role == QUANTITY:
        return _FIGURE, "?exactly ?least ?most ?unit"
    if role == TIME:
        return _TIME, "?time ?clock"
    if role in (FACT, DEED):
        return _STANCE, "?modality ?negated"
    if literal and role == "object":
        return "", f"?{role}"
    held = f"\n  ?fact wg:{role} ?{role} ." if role in CIRCUMSTANCES else ""
    return f"{held}\n  ?{role} rdfs:label ?name .", f"?{role} ?name"


def _relation(store: Store, each: Candidate) -> NamedNode:
    (predicate,) = store.describe(NamedNode(each.told.iri))[RDF + "predicate"][:1]
    return NamedNode(predicate.value)  # a domain's relation may lie in a namespace of its own
