"""A store read for the viewer: documents, entities, facts and the sentences around them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from extractors.facts import Entity
from graph.analysis.columns import columns_of_ties
from graph.analysis.ties import ties_among
from graph.entities import merged
from graph.facts import entities_in, statements_in
from graph.identity.claims import CLAIM
from graph.network import Trait
from graph.nodes import Nodes, read_nodes, told
from graph.store import Store
from graph.viewer.model import Corpus, ShownFact, Source
from graph.viewer.parts import parts_of
from graph.vocabulary import DCTERMS, OA, SCHEMA, WG


def read_corpus(store: Store) -> Corpus:
    """Everything that the viewer shows of an open store, in the order of the documents."""
    sources: list[Source] = []
    entities: dict[str, Entity] = {}
    facts: list[ShownFact] = []
    for document in store.documents().values():
        graph = NamedNode(document.iri)
        nodes = read_nodes(store.raw, graph)
        title = told(nodes, document.iri, DCTERMS + "title")
        sources.append(Source(document.name, title, _headlines(nodes)))
        for entity in entities_in(nodes):
            entities[entity.id] = merged(entities.get(entity.id), entity)
        around = _surroundings(nodes)
        for iri, fact in statements_in(nodes):
            before, after = around.get((fact.evidence.start, fact.evidence.end), ("", ""))
            parts = parts_of(iri, nodes, store.base, document.iri)
            claim = told(nodes, iri, CLAIM.value)
            facts.append(ShownFact(iri, fact, before, after, parts, claim))
    return Corpus(tuple(sources), entities, tuple(facts))


def measures_of(corpus: Corpus) -> dict[str, dict[str, float]]:
    """The figures of the entities of a corpus by IRI, as ``graph.analysis.columns`` gives them."""
    facts = ((shown.iri, shown.fact) for shown in corpus.facts)
    known = corpus.entities
    traits = {
        iri: Trait(one.named, known[one.scope].name if one.scope in known else "")
        for iri, one in known.items()
    }
    return columns_of_ties(ties_among(facts, traits))


def _headlines(nodes: Nodes) -> dict[int, str]:
    found = (
        (int(told(nodes, node, WG + "articleNumber")), told(nodes, node, SCHEMA + "headline"))
        for node, known in nodes.items()
        if SCHEMA + "headline" in known
    )
    return dict(sorted(found))


def _surroundings(nodes: Nodes) -> dict[tuple[int, int], tuple[str, str]]:
    """What stands before and after each quote in its sentence, by the quote's offsets."""
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for known in nodes.values():
        if OA + "hasSelector" not in known:
            continue
        selectors = [one.value for one in known[OA + "hasSelector"]]
        around = [_last(nodes, selectors, OA + name) for name in ("prefix", "suffix")]
        if any(text is not None for text in around):
            place = (_last(nodes, selectors, OA + name) or "" for name in ("start", "end"))
            start, end = map(int, place)
            before, after = (_joined(text or "") for text in around)
            found[start, end] = before, after
    return found


def _last(nodes: Nodes, parts: Iterable[str], name: str) -> str | None:
    """What the last of the parts that say something by this property say."""
    found = [nodes[part][name][-1].value for part in parts if name in nodes.get(part, ())]
    return found[-1] if found else None


def _joined(text: str) -> str:
    """Hard-wrapped lines as one; Chinese joins without a space."""
    return "".join(line.strip() for line in text.splitlines())
