"""A store read for the viewer: documents, entities, facts and the sentences around them."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import NamedNode

from extractors.facts import Entity
from graph.analysis.columns import columns
from graph.entities import merged
from graph.facts import Nodes, described, entities_in, statements_in
from graph.identity.claims import CLAIM
from graph.network import Trait, network_of
from graph.store import Store
from graph.viewer.model import Corpus, ShownFact, Source
from graph.viewer.parts import parts_of
from graph.vocabulary import DCTERMS, OA, SCHEMA, WG

_Values = dict[str, dict[str, str]]


def read_corpus(store: Store) -> Corpus:
    """Everything that the viewer shows of an open store, in the order of the documents."""
    sources: list[Source] = []
    entities: dict[str, Entity] = {}
    facts: list[ShownFact] = []
    for document in store.documents().values():
        graph = NamedNode(document.iri)
        nodes = described(store.raw.quads_for_pattern(None, None, None, graph))
        values = _values(nodes)
        title = values[document.iri].get(DCTERMS + "title", "")
        sources.append(Source(document.name, title, _headlines(values)))
        for entity in entities_in(nodes):
            entities[entity.id] = merged(entities.get(entity.id), entity)
        around = _surroundings(nodes, values)
        for iri, fact in statements_in(nodes):
            before, after = around.get((fact.evidence.start, fact.evidence.end), ("", ""))
            parts = parts_of(iri, values, store.base, document.iri)
            claim = values[iri].get(CLAIM.value, "")
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
    return columns(network_of(facts, {}, traits, circumstances=True))


def _values(nodes: Nodes) -> _Values:
    """One value for each property of each node, which is all that quotes and articles have."""
    found: _Values = defaultdict(dict)
    for node, known in nodes.items():
        found[node] = {name: terms[-1].value for name, terms in known.items()}
    return found


def _headlines(values: _Values) -> dict[int, str]:
    return {
        int(known[WG + "articleNumber"]): known[SCHEMA + "headline"]
        for known in values.values()
        if SCHEMA + "headline" in known
    }


def _surroundings(nodes: Nodes, values: _Values) -> dict[tuple[int, int], tuple[str, str]]:
    """What stands before and after each quote in its sentence, by the quote's offsets."""
    selectors: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for node, known in nodes.items():
        for selector in known.get(OA + "hasSelector", ()):
            selectors[node] |= values[selector.value]
    return {
        (int(known[OA + "start"]), int(known[OA + "end"])): (
            _joined(known.get(OA + "prefix", "")),
            _joined(known.get(OA + "suffix", "")),
        )
        for known in selectors.values()
        if OA + "prefix" in known or OA + "suffix" in known
    }


def _joined(text: str) -> str:
    """Hard-wrapped lines as one; Chinese joins without a space."""
    return "".join(line.strip() for line in text.splitlines())
