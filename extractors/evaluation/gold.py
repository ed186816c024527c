"""Annotated pages as they lie on disk: NNN.txt with NNN.facts.jsonl and what stands beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from extractors.document import Document
from extractors.facts import Number
from ontology.errors import ReadError

_FACTS = ".facts.jsonl"
_QUESTIONS = ".questions.jsonl"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """A quantity as the annotation guide writes it."""

    value: Number
    bound: str
    unit: str


@dataclass(frozen=True, slots=True)
class GoldFact:
    """
    One annotated fact; every argument is the names that count as right, the fullest first.

    ``soft`` marks a fact that is true but may be left out.
    """

    id: str
    subject: tuple[str, ...]
    subject_type: str
    relation: str
    object: tuple[str, ...]
    object_type: str
    quantity: GoldQuantity | None = None
    time: str = ""
    place: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    modality: str = "asserted"
    negated: bool = False
    soft: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One annotated entity with all names it has in the document."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article: its first and last characters, and what is known about it."""

    starts: str
    ends: str
    headline: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question, the answers that count as right, and the ids of the facts that answer it."""

    question: str
    facts: tuple[str, ...]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One annotated page. ``entities`` and ``articles`` are empty where nobody annotated them."""

    name: str
    document: Document
    facts: tuple[GoldFact, ...]
    entities: tuple[GoldEntity, ...] = ()
    articles: tuple[GoldArticle, ...] = ()
    questions: tuple[GoldQuestion, ...] = ()


def load_gold(paths: Iterable[Path]) -> list[GoldPage]:
    """
    The annotated pages of folders and of single ``*.facts.jsonl`` files, in order of name.

    Raises ReadError where there is none, a page's text is missing or a line cannot be used.
    """
    return [load_page(file) for path in paths for file in _fact_files(path)]


def load_page(facts: Path) -> GoldPage:
    """The page of one ``*.facts.jsonl``, with the text and annotations that lie beside it."""
    name = facts.name.removesuffix(_FACTS)
    text = facts.with_name(f"{name}.txt")
    try:
        source = text.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(
            f"{text}: the page of {facts.name} cannot be read ({error}); put its text there"
        ) from error
    return GoldPage(
        name,
        Document(name=text.name, text=source),
        _records(facts, _fact),
        _records(facts.with_name(f"{name}.entities.jsonl"), _entity),
        _records(facts.with_name(f"{name}.articles.jsonl"), _article),
        _records(facts.with_name(f"{name}.questions.jsonl"), _question),
    )


def load_questions(path: Path) -> dict[str, tuple[GoldQuestion, ...]]:
    """
    The questions of a folder's annotated pages, or of one ``*.questions.jsonl``, by page.

    Raises ReadError where there are none, or a line cannot be used.
    """
    files = sorted(path.glob(f"*{_QUESTIONS}")) if path.is_dir() else [path]
    if not files or not files[0].name.endswith(_QUESTIONS):
        raise ReadError(
            f"{path}: no *{_QUESTIONS} here; name a folder that holds some, or one of them"
        )
    return {file.name.removesuffix(_QUESTIONS): _records(file, _question) for file in files}


def _fact_files(path: Path) -> Sequence[Path]:
    if path.is_dir():
        found = sorted(path.glob(f"*{_FACTS}"))
        if not found:
            raise ReadError(f"{path}: no *{_FACTS} in this folder; name one that holds gold files")
        return found
    if not path.name.endswith(_FACTS):
        raise ReadError(f"{path}: not a folder and not a *{_FACTS} file; name one of these")
    return [path]


def _records(path: Path, build: Callable[[Mapping[str, Any]], _T]) -> tuple[_T, ...]:
    """What each line of a JSON Lines file says; nothing, if there is no such file."""
    if not path.exists() and not path.name.endswith(_FACTS):
        return ()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read ({error})") from error
    built: list[_T] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            built.append(build(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReadError(f"{path}:{number}: not a gold record ({error!r}); mend it") from error
    return tuple(built)


def _fact(record: Mapping[str, Any]) -> GoldFact:
    quantity = record.get("quantity")
    return GoldFact(
        id=record["id"],
        subject=tuple(record["subject"]),
        subject_type=record["subject_type"],
        relation=record["relation"],
        object=tuple(record["object"]),
        object_type=record["object_type"],
        quantity=_quantity(quantity) if quantity else None,
        time=record.get("time", ""),
        place=tuple(record.get("place", ())),
        recipient=tuple(record.get("recipient", ())),
        modality=record["modality"],
        negated=record["negated"],
        soft=bool(record.get("soft")),
        evidence=record.get("evidence", ""),
    )


def _quantity(record: Mapping[str, Any]) -> GoldQuantity:
    return GoldQuantity(record["value"], record["bound"], record["unit"])


def _entity(record: Mapping[str, Any]) -> GoldEntity:
    return GoldEntity(record["name"], record["type"], tuple(record.get("aliases", ())))


def _article(record: Mapping[str, Any]) -> GoldArticle:
    return GoldArticle(
        starts=record["starts"],
        ends=record["ends"],
        headline=record.get("headline", ""),
        authors=tuple(record.get("authors", ())),
        date=record.get("date", ""),
        unit=record.get("unit", ""),
    )


def _question(record: Mapping[str, Any]) -> GoldQuestion:
    answers = tuple(map(str, record.get("answers", ())))
    return GoldQuestion(record["question"], tuple(record.get("facts", ())), answers)
