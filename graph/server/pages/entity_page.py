"""The page of an entity: its card, its facts by relation, and what made it one."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any, Final

from graph.identity.card import Claim, claims_of, entity_card
from graph.identity.rules import identity_rules
from graph.server.pages.slices import slice_of
from graph.server.pages.told_facts import told_fact
from graph.server.pages.visitor import Visitor
from graph.store import Store

FACTS: Final = 30
"""Facts of one page."""
_MERGES: Final = 50
OPEN: Final = "-"
"""What stands in an address for the relation of facts outside of the ontology."""


def entity_values(store: Store, iri: str, visitor: Visitor) -> dict[str, Any]:
    """What ``entity.html.j2`` shows; ``relation`` and ``page`` of the address say which facts."""
    fields = dict(visitor.fields)
    card = entity_card(store, iri, 0)
    claims = _by_relation(claims_of(store, iri))
    counts = Counter(each.relation for each in claims)
    wanted = fields.get("relation", "")
    relation = "" if wanted == OPEN else wanted
    kept = [each for each in claims if not wanted or each.relation == relation]
    part = slice_of(kept, fields.get("page", ""), FACTS)
    groups = [
        (name, [told_fact(store, one.fact, visitor.language, one.sources) for one in members])
        for name, members in groupby(part.rows, key=lambda one: one.relation)
    ]
    rules = identity_rules()
    return {
        "card": card,
        "entity": card.entity,
        "counts": counts.most_common(),
        "claims": len(claims),
        "wanted": wanted,
        "open": OPEN,
        "part": part,
        "groups": groups,
        "merged": card.merged[:_MERGES],
        "rules": {name: getattr(rule, visitor.language) for name, rule in rules.items()},
    }


def _by_relation(claims: list[Claim]) -> list[Claim]:
    """Relations with most claims first; within one, as they are, what most documents say first."""
    counts = Counter(each.relation for each in claims)
    return sorted(claims, key=lambda one: (-counts[one.relation], one.relation))
