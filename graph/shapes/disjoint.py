"""Which classes of the core exclude each other, as its OWL axioms say."""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import QuerySolutions, RdfFormat, Store

from graph.vocabulary import prefixes
from ontology import CORE

_PAIRS: Final = """
SELECT DISTINCT ?one ?other WHERE {
    { ?one owl:disjointWith ?other } UNION { ?other owl:disjointWith ?one } UNION
    { ?group a owl:AllDisjointClasses ;
        owl:members/rdf:rest*/rdf:first ?one, ?other . FILTER (?one != ?other) }
    FILTER (isIRI(?one) && isIRI(?other))
} ORDER BY ?one ?other
"""


@cache
def disjoint_classes() -> dict[str, tuple[str, ...]]:
    """
    The classes that exclude each class of the core, by IRI, sorted.

    >>> "https://w3id.org/wangge/ontology#Place" in disjoint_classes()[
    ...     "https://w3id.org/wangge/ontology#Person"
    ... ]
    True
    """
    store = Store()
    store.load(path=str(CORE), format=RdfFormat.TURTLE)
    excluded: dict[str, list[str]] = {}
    found = store.query(_PAIRS, prefixes=prefixes())
    assert isinstance(found, QuerySolutions)
    for row in found:
        excluded.setdefault(row["one"].value, []).append(row["other"].value)
    return {iri: tuple(others) for iri, others in excluded.items()}
