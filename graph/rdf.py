"""Extractions as RDF: a pure mapping to quads in which every node has an IRI of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import LITERAL, Argument, Entity, Fact, Number, Quantity, Quote
from extractors.identity import slug
from graph.serialization import serialized
from graph.terms import NO_TERMS, Terms, term
from graph.times import day_range, time_literals
from graph.vocabulary import (
    BASE,
    DCTERMS,
    LABEL,
    OA,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    STATEMENT,
    TYPE,
    WG,
    chinese,
    digest,
    plain,
    prefixes,
    typed,
)

CIRCUMSTANCES: Final = ("place", "recipient", "organization")
BOUND_PROPERTIES: Final = {
    "exact": "value",
    "approx": "value",
    "min": "minValue",
    "max": "maxValue",
}
# How many characters of its sentence an evidence quote carries on either side, at most.
CONTEXT: Final = 80

# A sentence ends at its mark, with the quotation mark behind it, or at an empty line.
_SENTENCE_END: Final = re.compile(r"[。！？!?][”’」』]?|\n\s*\n")

_Term = NamedNode | Literal
_Triples = Iterator[Triple]


def quads_of(
    extraction: Extraction, *, base: str = BASE, version: str = "", terms: Terms = NO_TERMS
) -> list[Quad]:
    """
    The named graph of one document: its articles, entities, facts and their evidence.

    The quads come sorted and without blank nodes, so that the same extraction gives the same
    quads everywhere. Of facts that ``fact_iri`` cannot tell apart the most confident is kept.
    ``version`` says what extracted them; ``base`` is where our resources live; ``terms`` holds the
    IRIs of classes and relations that a domain named outside our own namespace.
    """
    quads = unsorted_quads_of(extraction, base=base, version=version, terms=terms)
    return sorted(quads, key=str)


def unsorted_quads_of(
    extraction: Extraction, *, base: str = BASE, version: str = "", terms: Terms = NO_TERMS
) -> list[Quad]:
    """The quads of ``quads_of`` in any order, for those who go on to add to them."""
    document = extraction.document
    graph = NamedNode(document_iri(document.name, base=base))
    triples = set(_document_triples(graph, document, version))
    triples.update(_reading_triples(graph, document, version, base))
    for article in _articles(extraction):
        triples.update(_article_triples(graph, article, base))
    for entity in _entities(extraction):
        triples.update(entity_triples(entity, base, terms))
    for iri, fact in _distinct(extraction.facts, base):
        triples.update(_fact_triples(NamedNode(iri), fact, graph, document.text, base, terms))
    return [Quad(part.subject, part.predicate, part.object, graph) for part in triples]


def turtle_of(
    extraction: Extraction,
    *,
    base: str = BASE,
    terms: Terms = NO_TERMS,
    domains: Mapping[str, str] = NO_TERMS,
) -> str:
    """The document's graph as Turtle; ``domains`` are prefixes of namespaces beside our own."""
    triples = (quad.triple for quad in quads_of(extraction, base=base, terms=terms))
    return serialized(triples, RdfFormat.TURTLE, {**domains, **prefixes(base)})


def document_iri(name: str, *, base: str = BASE) -> str:
    """
    The IRI of a document, which is also the name of its graph.

    >>> document_iri("新闻/1.txt")
    'https://w3id.org/wangge/id/document-新闻-1.txt-dd204e271696efaf'
    """
    readable = re.sub(r"[^\w.]+", "-", name).strip("-")[-60:]
    return f"{base}document-{readable}-{digest(name)}"


def fact_iri(fact: Fact, *, base: str = BASE) -> str:
    """
    The IRI of a fact: a hash over what it says and where, not over how it was found.

    Confidence, rule, extractor and trigger may change without changing the fact.
    """
    arguments = (fact.subject, fact.object, *(getattr(fact, role) for role in CIRCUMSTANCES))
    quantity = fact.quantity and (_number(fact.quantity.value).value, *_measure(fact.quantity))
    return f"{base}fact-" + digest(
        fact.document,
        fact.article,
        [argument and (argument.id or argument.name) for argument in arguments],
        fact.relation or [fact.predicate],
        quantity,
        fact.time,
        fact.modality,
        fact.negated,
        (fact.evidence.start, fact.evidence.end),
    )


def _distinct(facts: Iterable[Fact], base: str) -> list[tuple[str, Fact]]:
    kept: dict[str, Fact] = {}
    for fact in facts:
        iri = fact_iri(fact, base=base)
        rival = kept.get(iri)
        if rival is None or _preference(fact) < _preference(rival):
            kept[iri] = fact
    return list(kept.items())


def _preference(fact: Fact) -> tuple[float, str]:
    return -fact.confidence, repr(fact)


def _articles(extraction: Extraction) -> list[Article]:
    known = {article.number: article for article in extraction.articles}
    for fact in extraction.facts:
        known.setdefault(fact.article, Article(fact.article, "", (), "", "", ()))
    return list(known.values())


def _entities(extraction: Extraction) -> list[Entity]:
    known: dict[str, Entity] = {}
    for entity in extraction.entities:
        known.setdefault(entity.id, entity)
    for fact in extraction.facts:
        arguments = (fact.subject, fact.object, *(getattr(fact, role) for role in CIRCUMSTANCES))
        for argument in arguments:
            if argument and argument.id:
                entity = Entity(argument.id, argument.name, argument.type)
                known.setdefault(argument.id, entity)
    return list(known.values())


def _document_triples(node: NamedNode, document: Document, version: str) -> _Triples:
    yield Triple(node, TYPE, NamedNode(WG + "SourceDocument"))
    yield Triple(node, LABEL, plain(document.name))
    yield Triple(node, _wg("byteSize"), typed(str(document.size), "integer"))
    known = {
        WG + "fileName": document.name,
        WG + "sha256": document.sha256,
        WG + "encoding": document.encoding,
        WG + "reader": document.reader,
        WG + "readerVersion": document.reader_version,
        WG + "extractorVersion": version,
        SCHEMA + "text": document.text,
        DCTERMS + "title": document.title,
        DCTERMS + "date": document.date,
        DCTERMS + "source": document.source,
    }
    for predicate, text in known.items():
        if text:
            yield Triple(node, NamedNode(predicate), plain(text))


def _reading_iri(document: NamedNode, base: str) -> NamedNode:
    return NamedNode(f"{base}reading-{digest(document.value)}")


def _reading_triples(graph: NamedNode, document: Document, version: str, base: str) -> _Triples:
    """The activity that made the document's facts: what it read, and which software it was."""
    node, agent = _reading_iri(graph, base), NamedNode(f"{base}software-{digest(version)}")
    yield Triple(node, TYPE, NamedNode(WG + "Reading"))
    yield Triple(node, NamedNode(PROV + "used"), graph)
    yield Triple(node, NamedNode(PROV + "wasAssociatedWith"), agent)
    yield Triple(agent, TYPE, NamedNode(PROV + "SoftwareAgent"))
    yield Triple(agent, NamedNode(SCHEMA + "name"), plain("wangge"))
    if version:
        yield Triple(agent, NamedNode(SCHEMA + "softwareVersion"), plain(version))


def _article_iri(document: NamedNode, number: int, base: str) -> NamedNode:
    return NamedNode(f"{base}article-{digest(document.value)}-{number}")


def _article_triples(document: NamedNode, article: Article, base: str) -> _Triples:
    node = _article_iri(document, article.number, base)
    yield Triple(node, TYPE, NamedNode(WG + "Article"))
    yield Triple(node, _wg("document"), document)
    yield Triple(node, _wg("articleNumber"), typed(str(article.number), "integer"))
    if article.headline:
        yield Triple(node, NamedNode(SCHEMA + "headline"), chinese(article.headline))
    for author in article.authors:
        yield Triple(node, NamedNode(SCHEMA + "author"), chinese(author))
    if article.date:
        day = time_literals(article.date)[0] or plain(article.date)
        yield Triple(node, NamedNode(SCHEMA + "datePublished"), day)
    if article.unit:
        yield Triple(node, _wg("unit"), chinese(article.unit))


def entity_triples(entity: Entity, base: str = BASE, terms: Terms = NO_TERMS) -> _Triples:
    """What a document's graph says of an entity: its type, names, unit and kind."""
    node = NamedNode(entity.id)
    yield Triple(node, TYPE, term(entity.type, terms))
    yield Triple(node, LABEL, chinese(entity.name))
    yield Triple(node, _wg("named"), _boolean(entity.named))
    for alias in entity.aliases:
        yield Triple(node, NamedNode(SKOS + "altLabel"), chinese(alias))
    if entity.adcode:
        yield Triple(node, _wg("adcode"), plain(entity.adcode))
    if entity.scope:
        yield Triple(node, _wg("scope"), NamedNode(entity.scope))
    if entity.rule:
        yield Triple(node, _wg("identifiedBy"), plain(entity.rule))
    if entity.kinds:
        yield Triple(node, _wg("kind"), kind_iri(entity.kinds[0], base))
        yield from _kind_triples(entity.kinds, base)


def kind_iri(name: str, base: str = BASE) -> NamedNode:
    """
    The concept of all things of that general name, whatever unit they belong to.

    >>> kind_iri("志愿者").value
    'https://w3id.org/wangge/id/kind-zhìyuànzhě-8642322b67cbcae2'
    """
    return NamedNode(f"{base}kind-{slug(name)}-{digest(name)}")


def _kind_triples(kinds: tuple[str, ...], base: str) -> _Triples:
    for narrow, broad in pairwise((*kinds, "")):
        node = kind_iri(narrow, base)
        yield Triple(node, TYPE, NamedNode(SKOS + "Concept"))
        yield Triple(node, LABEL, chinese(narrow))
        if broad:
            yield Triple(node, NamedNode(SKOS + "broader"), kind_iri(broad, base))


def _fact_triples(
    node: NamedNode, fact: Fact, document: NamedNode, text: str, base: str, terms: Terms
) -> _Triples:
    yield Triple(node, TYPE, STATEMENT)
    yield from _claim_triples(node, fact, terms)
    yield from _circumstance_triples(node, fact)
    yield from _time_triples(node, fact)
    if fact.quantity:
        quantity = NamedNode(f"{base}quantity-{node.value.rpartition('-')[2]}")
        yield Triple(node, _wg("quantity"), quantity)
        yield from _quantity_triples(quantity, fact.quantity)
    yield Triple(node, _wg("article"), _article_iri(document, fact.article, base))
    yield Triple(node, NamedNode(PROV + "wasGeneratedBy"), _reading_iri(document, base))
    yield Triple(node, _wg("modality"), _wg(fact.modality.capitalize()))
    yield Triple(node, _wg("negated"), _boolean(fact.negated))
    yield Triple(node, _wg("confidence"), _decimal(fact.confidence))
    yield Triple(node, _wg("extractor"), plain(fact.extractor))
    if fact.rule:
        yield Triple(node, _wg("rule"), plain(fact.rule))
    evidence = _quote_iri(document, fact.evidence, base)
    yield Triple(node, NamedNode(PROV + "wasDerivedFrom"), evidence)
    yield from _quote_triples(evidence, fact.evidence, document)
    yield from _context_triples(evidence, fact.evidence, text)
    if fact.trigger:
        trigger = _quote_iri(document, fact.trigger, base, "trigger")
        yield Triple(node, _wg("trigger"), trigger)
        # One selector of both kinds: a second node would cost a twentieth of the store.
        yield from _quote_triples(trigger, fact.trigger, document, selectors=1)


def _claim_triples(node: NamedNode, fact: Fact, terms: Terms) -> _Triples:
    subject, obj = _term(fact.subject), _term(fact.object)
    yield Triple(node, NamedNode(RDF + "subject"), subject)
    yield Triple(node, NamedNode(RDF + "object"), obj)
    if fact.relation:
        relation = term(fact.relation, terms)
        yield Triple(node, NamedNode(RDF + "predicate"), relation)
        if fact.modality == "asserted" and not fact.negated and isinstance(subject, NamedNode):
            yield Triple(subject, relation, obj)
    if fact.predicate:
        yield Triple(node, _wg("openPredicate"), chinese(fact.predicate))


def _circumstance_triples(node: NamedNode, fact: Fact) -> _Triples:
    yield Triple(node, _wg("subjectMention"), plain(fact.subject.mention))
    yield Triple(node, _wg("objectMention"), plain(fact.object.mention))
    for role in CIRCUMSTANCES:
        argument: Argument | None = getattr(fact, role)
        if argument:
            yield Triple(node, _wg(role), _term(argument))
            yield Triple(node, _wg(f"{role}Mention"), plain(argument.mention))


def _time_triples(node: NamedNode, fact: Fact) -> _Triples:
    day, clock = time_literals(fact.time)
    if day:
        yield Triple(node, _wg("time"), day)
    if clock:
        yield Triple(node, _wg("clock"), clock)
    if fact.time_text:
        yield Triple(node, _wg("timeText"), plain(fact.time_text))
    days = day_range(fact.time)
    if days:
        yield Triple(node, _wg("earliest"), typed(days[0], "date"))
        yield Triple(node, _wg("latest"), typed(days[1], "date"))


def _quantity_triples(node: NamedNode, quantity: Quantity) -> _Triples:
    yield Triple(node, TYPE, NamedNode(SCHEMA + "QuantitativeValue"))
    bound = NamedNode(SCHEMA + BOUND_PROPERTIES[quantity.bound])
    yield Triple(node, bound, _number(quantity.value))
    if quantity.bound == "approx":
        yield Triple(node, _wg("approximate"), _boolean(True))
    if quantity.unit:
        yield Triple(node, NamedNode(SCHEMA + "unitText"), plain(quantity.unit))
    if quantity.text:
        yield Triple(node, _wg("quantityText"), plain(quantity.text))


def _quote_iri(document: NamedNode, quote: Quote, base: str, kind: str = "quote") -> NamedNode:
    part = digest(document.value, quote.start, quote.end, quote.text)
    return NamedNode(f"{base}{kind}-{part}")


def _quote_triples(
    node: NamedNode, quote: Quote, document: NamedNode, selectors: int = 2
) -> _Triples:
    yield Triple(node, TYPE, NamedNode(OA + "SpecificResource"))
    yield Triple(node, NamedNode(OA + "hasSource"), document)
    exact = NamedNode(f"{node.value}-text")
    position = exact if selectors == 1 else NamedNode(f"{node.value}-position")
    yield Triple(node, NamedNode(OA + "hasSelector"), position)
    yield Triple(position, TYPE, NamedNode(OA + "TextPositionSelector"))
    yield Triple(position, NamedNode(OA + "start"), typed(str(quote.start), "integer"))
    yield Triple(position, NamedNode(OA + "end"), typed(str(quote.end), "integer"))
    yield Triple(node, NamedNode(OA + "hasSelector"), exact)
    yield Triple(exact, TYPE, NamedNode(OA + "TextQuoteSelector"))
    yield Triple(exact, NamedNode(OA + "exact"), plain(quote.text))


def _context_triples(node: NamedNode, quote: Quote, text: str) -> _Triples:
    exact = NamedNode(f"{node.value}-text")
    before = _SENTENCE_END.split(text[max(0, quote.start - CONTEXT) : quote.start])[-1]
    # An evidence may take its sentence's 。 with it; what may follow then is a closing ”.
    end = _SENTENCE_END.search(text, max(0, quote.end - 1))
    after = text[quote.end : min(end.end() if end else len(text), quote.end + CONTEXT)]
    for name, part in (("prefix", before), ("suffix", after)):
        if part:
            yield Triple(exact, NamedNode(OA + name), plain(part))


def _term(argument: Argument) -> _Term:
    return chinese(argument.name) if argument.type == LITERAL else NamedNode(argument.id)


def _measure(quantity: Quantity) -> tuple[str, str, str]:
    return quantity.bound, quantity.unit, quantity.text


def _number(value: Number) -> Literal:
    # 3400 and 3400.0 are one value, in Python as in Oxigraph, which writes both as 3400.
    return typed(str(int(value)), "integer") if value == int(value) else _decimal(value)


def _decimal(value: Number) -> Literal:
    text = format(Decimal(repr(value)), "f")
    return typed(text.rstrip("0").rstrip(".") if "." in text else text, "decimal")


def _boolean(value: bool) -> Literal:
    return typed("true" if value else "false", "boolean")


def _wg(name: str) -> NamedNode:
    return NamedNode(WG + name)
