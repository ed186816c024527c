"""Working the corrections of a store into the documents that it holds already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad, QuerySolutions

from graph.identity.corrections import Corrections
from graph.identity.settling import MARKS, settled
from graph.terms import identity_graph
from graph.vocabulary import WG, plain

if TYPE_CHECKING:
    from graph.store import Store

_WORKED_IN: Final = NamedNode(WG + "correctionsDigest")
_NAMED: Final = NamedNode(WG + "named")


def apply_corrections(store: Store) -> int:
    """
    Bring the documents in step with the corrections beside the store, which is open for writing.

    Does nothing where they were worked in already. Returns how many documents changed; each of
    them changes whole or not at all. Raises StoreError where the corrections contradict
    themselves or the disk refuses.
    """
    graph = identity_graph(store.base)
    corrections = store.corrections
    wanted = worked_in(corrections, store.base)
    if wanted == set(store.graph(graph.value)):
        return 0
    changed = 0
    for document in _concerned(store):
        before = store.graph(document)
        after = settled(before, corrections, store.base)
        if set(after) != set(before):
            store.replace_graph(document, after)
            changed += 1
    store.replace_graph(graph.value, sorted(wanted, key=str))
    return changed


def worked_in(corrections: Corrections, base: str) -> set[Quad]:
    """What a store says of the corrections that its documents heed; nothing without any."""
    graph = identity_graph(base)
    return (
        {Quad(graph, _WORKED_IN, plain(corrections.fingerprint), graph)} if corrections else set()
    )


_UNSETTLED: Final = """SELECT DISTINCT ?document WHERE {
  GRAPH ?document { ?fact a wg:Statement FILTER NOT EXISTS { ?fact wg:claim ?claim } }
}"""


def unsettled_documents(store: Store) -> list[str]:
    """The documents of a store whose statements lack their claims, as imported ones may."""
    rows = store.raw.query(_UNSETTLED, prefixes=store.prefixes)
    assert isinstance(rows, QuerySolutions)
    return sorted(row["document"].value for row in rows)


def settle_documents(store: Store, documents: Iterable[str]) -> None:
    """
    Work claims and corrections into documents of a store open for writing.

    Raises StoreError where the disk refuses.
    """
    for document in documents:
        quads = settled(store.graph(document), store.corrections, store.base)
        store.replace_graph(document, quads)


def _concerned(store: Store) -> list[str]:
    """The documents that corrections have changed, and those that name what is to be corrected."""
    raw = store.raw
    found = {quad.graph_name for mark in MARKS for quad in raw.quads_for_pattern(None, mark, None)}
    for entity in store.corrections.entities:
        named = raw.quads_for_pattern(NamedNode(entity), _NAMED, None)
        found.update(quad.graph_name for quad in named)
    return sorted(graph.value for graph in found if isinstance(graph, NamedNode))
