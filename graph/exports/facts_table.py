"""The facts one by one: as a table for spreadsheets, and as the lines that ``extract`` prints."""

from __future__ import annotations

import json
from typing import BinaryIO, Final

from extractors.facts import Fact
from graph.exports.csv_lines import csv_line, guarded
from graph.labels import names_of
from graph.rdf import CIRCUMSTANCES
from graph.store import Store

SAID: Final = (
    *("value", "bound", "unit", "quantity", "time", "timeText"),
    *CIRCUMSTANCES,
    *("modality", "negated", "confidence", "extractor", "rule", "trigger"),
    *("evidence", "start", "end"),
)
"""The columns of what a fact says beside its ends, in every table of ours."""

COLUMNS: Final = (
    *("fact", "document", "article"),
    *("subject", "subjectType", "relation", "relationLabel", "object", "objectType"),
    *SAID,
    *("subjectId", "objectId"),
)


def write_csv(store: Store, out: BinaryIO) -> None:
    """
    Write a table with a fact a row, safe to open in a spreadsheet.

    A text that would be a formula there gets an apostrophe before it, and so does one that begins
    with an apostrophe, so that ``unguarded`` gives every text back as it was.
    """
    labels = names_of(store)
    out.write(csv_line(COLUMNS).encode())
    for iri, fact in store.statements():
        row = row_of(iri, fact) | {"relationLabel": labels.get(fact.relation, "")}
        out.write(csv_line(guarded(str(row.get(key, ""))) for key in COLUMNS).encode())


def write_jsonl(store: Store, out: BinaryIO) -> None:
    """Write the facts as ``wangge extract --format jsonl`` prints them, document by document."""
    for fact in store.facts():
        out.write((json.dumps(fact.to_json(), ensure_ascii=False) + "\n").encode())


def said(fact: Fact) -> dict[str, object]:
    """What the fact says beside its ends, by the names of ``SAID``; absent where it is silent."""
    row: dict[str, object] = {
        "time": fact.time,
        "timeText": fact.time_text,
        "modality": fact.modality,
        "negated": str(fact.negated).lower(),
        "confidence": fact.confidence,
        "extractor": fact.extractor,
        "rule": fact.rule,
        "trigger": fact.trigger.text if fact.trigger else "",
        "evidence": fact.evidence.text,
        "start": fact.evidence.start,
        "end": fact.evidence.end,
    }
    if fact.quantity:
        counted = fact.quantity
        row |= {"value": counted.value, "bound": counted.bound}
        row |= {"unit": counted.unit, "quantity": counted.text}
    arguments = {role: getattr(fact, role) for role in CIRCUMSTANCES}
    return row | {role: argument.name for role, argument in arguments.items() if argument}


def row_of(iri: str, fact: Fact) -> dict[str, object]:
    """A fact by the names of ``COLUMNS``; absent where it is silent, and in no language yet."""
    return {
        "fact": iri,
        "document": fact.document,
        "article": fact.article,
        "subject": fact.subject.name,
        "subjectType": fact.subject.type,
        "subjectId": fact.subject.id,
        "relation": fact.relation or fact.predicate,
        "object": fact.object.name,
        "objectType": fact.object.type,
        "objectId": fact.object.id,
    } | said(fact)
