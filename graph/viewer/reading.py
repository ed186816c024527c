"""A store read for the viewer: documents, entities, facts and the sentences around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from extractors.facts import Entity
from graph.analysis.columns import columns_of_ties
from graph.analysis.ties import ties_among
from graph.entities import merged
from graph.facts import entities_in, statements_in
from graph.identity.claims import CLAIM
from graph.network import Trait
from graph.nodes import Nodes, read_nodes, told
from graph.scan import Scan, Scanner, value_of
from graph.store import Store, StoredDocument
from graph.viewer.entity_rows import NAMES, entity_rows
from graph.viewer.fact_rows import EVIDENCE, STATEMENTS, TRIGGERS, fact_rows, joined
from graph.viewer.model import Corpus, ShownFact, Source
from graph.viewer.parts import parts_of
from graph.vocabulary import DCTERMS, OA, SCHEMA, WG

_TITLES = Scan((("node", DCTERMS + "title", "title"),), ("node", "title"))
_HEADLINES = Scan(
    (("node", WG + "articleNumber", "at"), ("node", SCHEMA + "headline", "headline")),
    ("at", "headline"),
)


def read_corpus(store: Store) -> Corpus:
    """
    Everything that the viewer shows of an open store, in the order of the documents.

    Documents are read all at once; those that people wrote in a way of their own, each by itself.
    """
    documents = list(store.documents().values())
    with Scanner(store.raw, [document.iri for document in documents]) as scanner:
        scanner.begin(NAMES, EVIDENCE, TRIGGERS, STATEMENTS)
        known = entity_rows(scanner)
        read = fact_rows(scanner, [document.name for document in documents], store.base, known)
        sources = _sources(scanner, documents)
    entities: dict[str, Entity] = {}
    facts: list[ShownFact] = []
    for number, document in enumerate(documents):
        if str(number) in read.odd:
            told, shown = _document(store, document)
        else:
            told, shown = known.entities[str(number)], read.facts.get(str(number), [])
        for entity in told:
            entities[entity.id] = merged(entities.get(entity.id), entity)
        facts += shown
    return Corpus(sources, entities, tuple(facts))


def _document(store: Store, document: StoredDocument) -> tuple[list[Entity], list[ShownFact]]:
    """The entities and the facts of a document, however they are written."""
    nodes = read_nodes(store.raw, NamedNode(document.iri))
    around = _surroundings(nodes)
    shown = []
    for iri, fact in statements_in(nodes):
        before, after = around.get((fact.evidence.start, fact.evidence.end), ("", ""))
        parts = parts_of(iri, nodes, store.base, document.iri)
        shown.append(ShownFact(iri, fact, before, after, parts, told(nodes, iri, CLAIM.value)))
    return entities_in(nodes), shown


def _sources(scanner: Scanner, documents: Sequence[StoredDocument]) -> tuple[Source, ...]:
    titles = {value_of(node): value_of(title) for _, node, title in scanner.rows(_TITLES)}
    headlines: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for number, at, headline in scanner.rows(_HEADLINES):
        headlines[int(number)][int(value_of(at))] = value_of(headline)
    return tuple(
        Source(one.name, titles.get(one.iri, ""), dict(sorted(headlines[number].items())))
        for number, one in enumerate(documents)
    )


def measures_of(corpus: Corpus) -> dict[str, dict[str, float]]:
    """The figures of the entities of a corpus by IRI, as ``graph.analysis.columns`` gives them."""
    facts = ((shown.iri, shown.fact) for shown in corpus.facts)
    known = corpus.entities
    traits = {
        iri: Trait(one.named, known[one.scope].name if one.scope in known else "")
        for iri, one in known.items()
    }
    return columns_of_ties(ties_among(facts, traits))


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
            before, after = (joined(text or "") for text in around)
            found[start, end] = before, after
    return found


def _last(nodes: Nodes, parts: Iterable[str], name: str) -> str | None:
    """What the last of the parts that say something by this property say."""
    found = [nodes[part][name][-1].value for part in parts if name in nodes.get(part, ())]
    return found[-1] if found else None
