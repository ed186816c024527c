"""The page of a fact: what it says, where it stands, and what read it there."""

from __future__ import annotations

from typing import Any, Final

from pyoxigraph import NamedNode

from graph.explain import explain
from graph.identity.claims import CLAIM
from graph.rules import in_words
from graph.server.pages.told_facts import Piece, told_fact
from graph.server.pages.visitor import Visitor
from graph.source import Source, source_of
from graph.store import Store
from ontology.errors import StoreError
from ontology.lexicon import entry_at

_ALIKE: Final = 20


def fact_values(store: Store, iri: str, visitor: Visitor) -> dict[str, Any]:
    """What ``fact.html.j2`` shows, as ``wangge explain`` and ``wangge source`` tell it."""
    explained = explain(store, iri)
    fact = explained.fact
    try:
        source = source_of(store, iri)
    except StoreError:  # An imported fact whose document's text is not there.
        source = None
    rule, _, entry = fact.rule.partition(" ")
    line = entry_at(entry)
    others = _alike(store, iri)
    return {
        "told": told_fact(store, iri, visitor.language, 1 + len(others)),
        "fact": fact,
        "source": source,
        "paragraph": _pieces(source) if source else (),
        "rule": rule,
        "rule_words": in_words(rule, visitor.language),
        "entry": entry,
        "line": line if fact.trigger and fact.trigger.text in line else "",
        "written": explained.relation,
        "alike": [told_fact(store, each, visitor.language) for each in others[:_ALIKE]],
        "alike_count": len(others),
    }


def _alike(store: Store, iri: str) -> list[str]:
    """The other facts that claim the same."""
    claims = store.raw.quads_for_pattern(NamedNode(iri), CLAIM, None)
    found = {
        quad.subject.value
        for claim in claims
        for quad in store.raw.quads_for_pattern(None, CLAIM, claim.object)
        if isinstance(quad.subject, NamedNode)
    }
    return sorted(found - {iri})


def _pieces(source: Source) -> list[Piece]:
    """The paragraph of a fact with its evidence marked, and in it the trigger."""
    evidence, trigger = source.fact.evidence, source.fact.trigger
    cuts = [(evidence.start, ""), (evidence.end, "evidence")]
    if trigger and evidence.start <= trigger.start and trigger.end <= evidence.end:
        cuts[1:1] = [(trigger.start, "evidence"), (trigger.end, "trigger")]
    found, at = [], source.start
    for place, role in [*cuts, (source.start + len(source.paragraph), "")]:
        found.append(Piece(source.paragraph[at - source.start : place - source.start], role))
        at = place
    return [piece for piece in found if piece.text]
