"""Sentences and what is read in them, written so that a table of examples can be read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Fact
from extractors.mentions.mention import Chunk
from extractors.parse import parse_chunks
from extractors.pipeline import extract
from ontology.lexicon import load_lexicon

SIGNS = {"exact": "", "min": "≥", "max": "≤", "approx": "≈"}
MODALITIES = {
    "asserted": "",
    "required": " [required]",
    "planned": " [planned]",
    "hypothetical": " [hypothetical]",
}

Case = tuple[str, str]


@cache
def extraction(text: str, date: str = "") -> Extraction:
    """The extraction of a page that holds nothing but the text."""
    return extract(Document("page.txt", text, date=date))


def facts(text: str) -> tuple[Fact, ...]:
    """The facts of a text."""
    return extraction(text).facts


def render(text: str) -> list[str]:
    """
    The facts of a text with their circumstances.

    Such as '白沙乡 delivered 棉被 ≥300床 @松坪村 ->群众 t=--01-09'; a title's body stands in
    brackets, an order is ``[required]``, a denial ``[not]``.
    """
    return [whole(fact) for fact in facts(text)]


def core(text: str) -> list[str]:
    """The facts of a text without time, place, recipient and body."""
    return [bare(fact) for fact in facts(text)]


def relations(text: str) -> set[str]:
    """The relations that the facts of a text have."""
    return {fact.relation for fact in facts(text)}


def bare(fact: Fact) -> str:
    """Who does what to whom, how many, and whether it is so."""
    return _told(fact, "")


def whole(fact: Fact) -> str:
    """The fact with its circumstances."""
    place = f" @{fact.place.name}" if fact.place else ""
    recipient = f" ->{fact.recipient.name}" if fact.recipient else ""
    body = f" ({fact.organization.name})" if fact.organization else ""
    time = f" t={fact.time}" if fact.time else ""
    return _told(fact, place + recipient + body + time)


def _told(fact: Fact, circumstances: str) -> str:
    counted = fact.quantity
    number = f" {SIGNS[counted.bound]}{counted.value}{counted.unit}" if counted else ""
    denied = " [not]" if fact.negated else ""
    said = f"{fact.subject.name} {fact.relation} {fact.object.name}{number}"
    return said + circumstances + MODALITIES[fact.modality] + denied


def mentions(text: str) -> list[str]:
    """The mentions of a sentence as 'name: Type', with ``*`` behind the type of a proper name."""
    found = (chunk.mention for chunk in chunks(text))
    return [f"{m.text}: {m.type}{'*' * m.named}" for m in found if m is not None]


def names(text: str, kind: str) -> list[str]:
    """The mentions of one type in a sentence, as they stand."""
    found = (chunk.mention for chunk in chunks(text))
    return [mention.text for mention in found if mention is not None and mention.type == kind]


def chunks(text: str, known: Iterable[str] = ()) -> list[Chunk]:
    """The chunks of one sentence; ``known`` are persons met before it."""
    return parse_chunks(text, set(known), load_lexicon())


def gap(*values: Any, why: str) -> Any:
    """An example that is not right yet, and why: closing the gap turns the suite red."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=why))


def rows(table: Mapping[str, Sequence[Any]]) -> list[Any]:
    """
    The examples of a table by relation, one test each, the relation in front.

    An entry is the values of one example, or a gap() of them.
    """
    listed = []
    for relation, examples in table.items():
        for number, example in enumerate(examples, 1):
            marked = hasattr(example, "marks")
            values = example.values if marked else _tuple(example)
            marks = example.marks if marked else ()
            name = f"{relation}-{number}"
            listed.append(pytest.param(relation, *values, id=name, marks=marks))
    return listed


def _tuple(example: Any) -> tuple[Any, ...]:
    return example if isinstance(example, tuple) else (example,)
