"""What a store holds, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph

from graph.store import Store
from ontology.turtle import local_name

_COUNT: Final = "SELECT ?key (COUNT(*) AS ?count) WHERE {{ {pattern} }} GROUP BY ?key"
# Within GRAPH a triple is counted in its own graph only; an entity of two pages is one entity.
_FACTS: Final = "GRAPH ?document { ?fact a wg:Statement ; rdf:predicate ?key }"
_KIND: Final = "GRAPH ?document { ?node a ?key } FILTER (?key IN (wg:SourceDocument, wg:Article))"
_ENTITIES: Final = """{ SELECT DISTINCT ?entity ?key WHERE {
    GRAPH ?document { ?document a wg:SourceDocument . ?entity wg:named ?named ; a ?key } } }"""


@dataclass(frozen=True, slots=True)
class Census:
    """How much a store holds; the counts of kinds are sorted, the largest first."""

    documents: int
    articles: int
    facts: int
    entities_by_type: dict[str, int]
    relations: dict[str, int]

    @property
    def entities(self) -> int:
        """How many entities of all types."""
        return sum(self.entities_by_type.values())

    def to_json(self) -> dict[str, Any]:
        """The counts as a JSON object."""
        return {
            "documents": self.documents,
            "articles": self.articles,
            "facts": self.facts,
            "entities": self.entities,
            "entitiesByType": self.entities_by_type,
            "relations": self.relations,
        }


def census(store: Store) -> Census:
    """Count what the store holds."""
    kinds = _counts(store, _KIND)
    relations = _counts(store, _FACTS)
    return Census(
        documents=kinds.get("SourceDocument", 0),
        articles=kinds.get("Article", 0),
        facts=sum(relations.values()),
        entities_by_type=_counts(store, _ENTITIES),
        relations=relations,
    )


def _counts(store: Store, pattern: str) -> dict[str, int]:
    found = store.raw.query(_COUNT.format(pattern=pattern), prefixes=store.prefixes)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    counts = {local_name(row["key"].value): int(row["count"].value) for row in found}
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
