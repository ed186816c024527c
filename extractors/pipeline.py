"""The pipeline: a document to its articles, mentions, entities and facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.article import Article
from extractors.assembly import Assembler
from extractors.breakdown import breakdowns
from extractors.document import Document
from extractors.extraction import Extraction, MentionRecord, Mentions
from extractors.facts import Entity, Fact
from extractors.frames.ranking import Model, load_model
from extractors.naming import mention_records
from extractors.nesting import towns_of_page
from extractors.passages import Passage, read_articles
from extractors.persons import identify_persons
from ontology.lexicon import Lexicon, load_lexicon


@breakdowns()
def extract(
    document: Document, model: Model | None = None, lexicon: Lexicon | None = None
) -> Extraction:
    """
    Everything that is read out of a document.

    ``model`` is the one that ranks readings, the package's own when left out; ``lexicon`` holds
    the words and the relations to read by, those of the core when left out. Raises ExtractionError
    where the extractors break down on the document.
    """
    chosen = model or load_model()
    words = lexicon or load_lexicon()
    facts: list[Fact] = []
    entities: dict[str, Entity] = {}
    read = list(read_articles(document, words))
    towns = towns_of_page(read)
    for article, passages in read:
        assembler = Assembler(document, article, chosen, words, towns[article.number])
        found_facts, found_entities = assembler.assemble(passages)
        facts += found_facts
        for iri, entity in found_entities.items():
            entities[iri] = merged(entities[iri], entity) if iri in entities else entity
    units = {article.number: article.unit for article, _ in read}
    facts, entities = identify_persons(facts, entities, units)
    facts.sort(key=lambda fact: (fact.article, fact.evidence.start, fact.evidence.end))
    found = sorted(entities.values(), key=lambda entity: (entity.type, entity.name, entity.id))
    mentions = Mentions(lambda: _mentions(document, read, words))
    articles = tuple(article for article, _ in read)
    return Extraction(document, articles, mentions, tuple(found), tuple(facts))


def _mentions(
    document: Document, read: Sequence[tuple[Article, Sequence[Passage]]], lexicon: Lexicon
) -> Iterator[MentionRecord]:
    with breakdowns():
        for article, passages in read:
            yield from mention_records(document, article, passages, lexicon)


def merged(one: Entity, other: Entity) -> Entity:
    """One entity as two articles of a page know it: the aliases of both."""
    aliases = tuple(sorted({*one.aliases, *other.aliases}))
    return replace(one, aliases=aliases, named=one.named or other.named)
