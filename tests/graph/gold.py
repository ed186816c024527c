"""Extractions made from the annotated pages, for tests that want real text and real facts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import LITERAL, Argument, Entity, Fact, Quantity, Quote
from graph.vocabulary import BASE, digest

GOLD = Path(__file__).parent.parent / "gold"
PAGES = ("000", "002", "003", "d1", "d5")


def annotated(document: Document) -> Extraction:
    """What careful readers found on the page, in place of the extractors."""
    page = extraction_of(Path(document.name).stem)
    return Extraction(document, page.articles, (), page.entities, page.facts)


def reading_order(fact: Fact) -> tuple[str, int, int, str]:
    """The key that sorts facts as they stand in their documents."""
    return fact.document, fact.article, fact.evidence.start, repr(fact)


def extraction_of(page: str) -> Extraction:
    """The page as if extractors without a fault had read it."""
    data = (GOLD / f"{page}.txt").read_bytes()
    text = data.decode("utf-8")
    document = Document(
        name=f"{page}.txt", text=text, size=len(data), sha256=hashlib.sha256(data).hexdigest()
    )
    facts = tuple(_fact(document, record) for record in _records(page, "facts"))
    articles = tuple(
        Article(number, one["headline"], tuple(one["authors"]), "", one.get("unit", ""), ())
        for number, one in enumerate(_records(page, "articles"), start=1)
    )
    entities = tuple(_entity(record) for record in _records(page, "entities"))
    return Extraction(document, articles, (), entities, facts)


def _records(page: str, kind: str) -> list[dict[str, Any]]:
    lines = (GOLD / f"{page}.{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _iri(name: str, kind: str) -> str:
    return f"{BASE}{kind}-{digest(name, kind)}"


def _entity(record: dict[str, Any]) -> Entity:
    aliases = tuple(record.get("aliases", ()))
    return Entity(_iri(record["name"], record["type"]), record["name"], record["type"], aliases)


def _argument(names: list[str] | None, kind: str) -> Argument | None:
    if not names:
        return None
    iri = "" if kind == LITERAL else _iri(names[0], kind)
    return Argument(iri, names[0], names[-1], kind)


def _fact(document: Document, record: dict[str, Any]) -> Fact:
    quote = record["evidence"]
    start = max(document.text.find(quote), 0)
    quantity = record.get("quantity")
    subject = _argument(record["subject"], record["subject_type"])
    obj = _argument(record["object"], record["object_type"])
    assert subject
    assert obj
    return Fact(
        document=document.name,
        article=1,
        subject=subject,
        relation=record["relation"],
        object=obj,
        evidence=Quote(start, start + len(quote), quote),
        trigger=Quote(start, start + 1, quote[:1]),
        quantity=quantity
        and Quantity(
            quantity["value"], quantity["bound"], quantity.get("unit", ""), str(quantity["value"])
        ),
        time=record.get("time", ""),
        place=_argument(record.get("place"), "Place"),
        recipient=_argument(record.get("recipient"), "Organization"),
        organization=_argument(record.get("organization"), "Organization"),
        modality=record["modality"],
        negated=record["negated"],
        rule="gold",
    )
