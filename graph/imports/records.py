"""One line of JSON, checked, as a fact: the inverse of ``Fact.to_json``."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import Any, Final

from pyoxigraph import NamedNode

from extractors.facts import BOUNDS, LITERAL, MODALITIES, Argument, Fact, Quantity, Quote
from graph.facts import HAND
from graph.imports.terms import KnownTerms
from graph.rdf import CIRCUMSTANCES
from graph.times import time_literals
from graph.vocabulary import XSD

Record = dict[str, Any]
Find = Callable[[str], "tuple[str, str] | None"]
"""From the IRI of an entity of the store to its name and type, None where it has none."""

Mint = Callable[[str, str], str]
"""From the name and type of a thing to its IRI."""

_KEYS: Final = (
    *("document", "article", "subject", "relation", "predicate", "object", "quantity"),
    *("time", "timeText", *CIRCUMSTANCES),
    *("modality", "negated", "confidence", "extractor", "rule", "trigger", "evidence"),
)


class RecordError(ValueError):
    """A line that cannot be a fact; the message says why."""


def parse_line(line: str) -> Record:
    """
    The JSON object of a line.

    Raises RecordError where it is none, or has a key that no fact has.
    """
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise RecordError(f"this is no JSON: {error.msg} at character {error.colno}") from error
    except (RecursionError, ValueError) as error:  # too deep, or a number of thousands of digits
        raise RecordError(f"this is no fact: {error}") from error
    if not isinstance(record, dict):
        raise RecordError("this is no JSON object, which a fact is")
    _only(record, _KEYS, "a fact")
    return record


def document_of(record: Record) -> tuple[str, int]:
    """
    The document and the article that a record speaks of; without an article, the first.

    Raises RecordError where the document is missing or the article is no number from 1 on.
    """
    name = _text(record, "document", required=True)
    article = record.get("article", 1)
    if not _is_whole(article) or article < 1:
        raise RecordError(f"article must be a number from 1 on, not {_shown(article)}")
    return name, article


def fact_of(record: Record, known: KnownTerms, find: Find, mint: Mint) -> Fact:
    """
    The fact of a record.

    ``find`` completes an entity of which only the IRI is given, ``mint`` gives an IRI to one
    without. Raises RecordError for whatever does not fit.
    """
    document, article = document_of(record)
    relation, predicate = _text(record, "relation"), _text(record, "predicate")
    if not (relation or predicate):
        raise RecordError("relation is missing")
    if relation and (reason := known.unknown_relation(relation)):
        raise RecordError(reason)
    reader = _ArgumentReader(known, find, mint)
    spoken = bool(relation) and known.relations[relation].range == {LITERAL}
    subject = reader.read(record, "subject")
    object_ = reader.read(record, "object", LITERAL if spoken else "")
    if relation and (reason := known.misfit(relation, subject.type, object_.type)):
        raise RecordError(reason)
    evidence = _quote(record, "evidence")
    if evidence is None:
        raise RecordError("evidence is missing: every fact needs the sentence that says it")
    return Fact(
        document=document,
        article=article,
        subject=subject,
        relation=relation,
        object=object_,
        evidence=evidence,
        trigger=_quote(record, "trigger"),
        quantity=_quantity(record),
        time=_time(record),
        time_text=_text(record, "timeText"),
        place=reader.read(record, "place") if record.get("place") else None,
        recipient=reader.read(record, "recipient") if record.get("recipient") else None,
        organization=reader.read(record, "organization") if record.get("organization") else None,
        modality=_one_of(record, "modality", MODALITIES),
        negated=_negated(record),
        confidence=_confidence(record),
        extractor=_text(record, "extractor") or HAND,
        rule=_text(record, "rule"),
        predicate=predicate,
    )


class _ArgumentReader:
    """Reads the ends and circumstances of a fact."""

    def __init__(self, known: KnownTerms, find: Find, mint: Mint) -> None:
        self.known = known
        self.find = find
        self.mint = mint

    def read(self, record: Record, role: str, kind: str = "") -> Argument:
        """The argument in this role; ``kind`` is its type where it says none."""
        part = _object(record, role, ("id", "name", "mention", "type"))
        iri, name = _text(part, "id", where=role), _text(part, "name", where=role)
        kind = _text(part, "type", where=role) or kind
        if iri and not (name and kind):
            name, kind = self._completed(role, iri, name, kind)
        if not name:
            raise RecordError(f"{role} has no name")
        mention = _text(part, "mention", where=role) or name
        if kind == LITERAL:
            if role != "object" or iri:
                raise RecordError(f"{role} cannot be words: only an object can, without an id")
            return Argument("", name, mention, LITERAL)
        if not kind:
            raise RecordError(f"{role} has no type")
        if reason := self.known.unknown_type(kind):
            raise RecordError(f"{role}: {reason}")
        return Argument(_checked_iri(role, iri) or self.mint(name, kind), name, mention, kind)

    def _completed(self, role: str, iri: str, name: str, kind: str) -> tuple[str, str]:
        found = self.find(_checked_iri(role, iri))
        if found is None:
            raise RecordError(
                f"{role}: the store knows nothing by the id {iri}; give its name and type too"
            )
        return name or found[0], kind or found[1]


def _checked_iri(role: str, iri: str) -> str:
    try:
        return NamedNode(iri).value if iri else ""
    except ValueError as error:
        raise RecordError(f"{role}: {_shown(iri)} is no IRI") from error


def _quote(record: Record, role: str) -> Quote | None:
    if record.get(role) is None:
        return None
    part = _object(record, role, ("start", "end", "text"))
    start, end = part.get("start"), part.get("end")
    text = _text(part, "text", where=role)
    if not (_is_whole(start) and _is_whole(end)):
        raise RecordError(f"{role} needs start and end, which count characters of the source")
    if not text.strip():
        raise RecordError(f"{role} has no text")
    assert isinstance(start, int)
    assert isinstance(end, int)
    if reason := misplaced(start, end, text):
        raise RecordError(f"{role}: {reason}")
    return Quote(start, end, text)


def misplaced(start: int, end: int, text: str) -> str:
    """
    Why a text cannot stand between two offsets of its source; empty where it can.

    >>> misplaced(3, 6, "石门乡"), misplaced(3, 5, "石门乡")
    ('', "3 to 5 is too short for '石门乡'")
    """
    if not 0 <= start < end:
        return f"{start} to {end} is no range of characters"
    if len("".join(text.split())) > end - start:
        return f"{start} to {end} is too short for {_shown(text)}"
    return ""


def _quantity(record: Record) -> Quantity | None:
    if record.get("quantity") is None:
        return None
    part = _object(record, "quantity", ("value", "bound", "unit", "text"))
    value = part.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        raise RecordError(f"quantity: the value must be a number, not {_shown(value)}")
    unit, text = (_text(part, key, where="quantity") for key in ("unit", "text"))
    return Quantity(value, _one_of(part, "bound", BOUNDS), unit, text)


def _time(record: Record) -> str:
    time = _text(record, "time")
    day, _ = time_literals(time)
    if day is not None and day.datatype.value == XSD + "string":
        raise RecordError(
            f"time {_shown(time)} is no date; write it like 2020-02-20, --01-09, 2020-02 or "
            "--01-09T08:00"
        )
    return time


def _negated(record: Record) -> bool:
    value = record.get("negated", False)
    if not isinstance(value, bool):
        raise RecordError(f"negated must be true or false, not {_shown(value)}")
    return value


def _confidence(record: Record) -> float:
    value = record.get("confidence", 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise RecordError(f"confidence must be a number from 0 to 1, not {_shown(value)}")
    return float(value)


def _one_of(record: Record, key: str, allowed: Collection[str]) -> str:
    value = record.get(key, next(iter(allowed)))
    if value not in allowed:
        raise RecordError(f"{key} must be one of {', '.join(allowed)}, not {_shown(value)}")
    assert isinstance(value, str)
    return value


def _text(record: Record, key: str, *, where: str = "", required: bool = False) -> str:
    value = record.get(key)
    name = f"{where}: {key}" if where else key
    if value is None and not required:
        return ""
    if value is None or (required and value == ""):
        raise RecordError(f"{name} is missing")
    if not isinstance(value, str):
        raise RecordError(f"{name} must be a text, not {_shown(value)}")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise RecordError(f"{name} holds half a character: {_shown(value)}")
    return value


def _object(record: Record, key: str, keys: Collection[str]) -> Record:
    value = record.get(key)
    if value is None:
        raise RecordError(f"{key} is missing")
    if not isinstance(value, dict):
        raise RecordError(f"{key} must be an object, not {_shown(value)}")
    _only(value, keys, key)
    return value


def _only(record: Record, keys: Collection[str], what: str) -> None:
    for key in record:
        if key not in keys:
            near = get_close_matches(key, keys, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise RecordError(f"{what} has no key {_shown(key)}{hint}")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
