"""The lexicon: the words of the genre, one JSON object a line, each knowing its file and line.

Three kinds of files stand in ``ontology/lexicon``: ``triggers/*.jsonl`` (a verb and the relation
it may express), ``words/*.jsonl`` (a noun, or the ending of one, and its entity type) and
``markers.jsonl``, ``classes.jsonl``, ``surnames.jsonl`` (closed classes). A domain brings a folder
of the same shape.
"""

from __future__ import annotations

import difflib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ontology import load_ontology
from ontology.errors import LexiconError
from ontology.model import Ontology

HOME = Path(__file__).parent / "lexicon"


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    A word that may express a relation.

    ``objects`` are the entity types that its object may have (empty: the relation's range),
    ``noun`` says that it may stand as a noun (开展排查, 排查工作), ``implied`` is the type of what
    it acts on where nothing is said (出席: the event spoken of).
    """

    form: str
    relation: str
    objects: frozenset[str]
    noun: bool
    entry: str
    implied: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A noun of the lexicon with its type; ``role`` is ``head``, ``suffix`` or ``name``."""

    form: str
    type: str
    role: str
    entry: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """
    All words of the lexicon, looked up by their form, and the ontology that they speak of.

    A lexicon is equal only to itself, so that what is made of it can be kept by it.
    """

    ontology: Ontology
    triggers: Mapping[str, tuple[Trigger, ...]]
    heads: Mapping[str, tuple[str, ...]]
    suffixes: Mapping[str, tuple[str, ...]]
    name_suffixes: Mapping[str, tuple[str, ...]]
    markers: Mapping[str, frozenset[str]]
    members: Mapping[str, frozenset[str]]
    weak_markers: frozenset[tuple[str, str]]
    surnames: frozenset[str]

    def marks(self, form: str, marker: str) -> bool:
        """
        Whether the word is of a closed class: a marker such as ``role.patient`` or ``negated``,
        or a class of words that are no function words, such as ``level`` (县) or ``determiner``.
        """
        return form in self.members.get(marker, ())

    def forms(self, marker: str) -> frozenset[str]:
        """All words of one closed class."""
        return self.members.get(marker, frozenset())

    def type_of(self, text: str) -> tuple[str, ...]:
        """
        The types of a noun by its longest ending that the lexicon knows, the likeliest first.

        >>> load_lexicon().type_of("应急抢险队员")
        ('PopulationGroup',)
        >>> load_lexicon().type_of("天空")
        ()
        """
        for start in range(len(text)):
            known = start == 0 or len(text) - start > 1
            if known and (types := self.heads.get(text[start:])):
                return types
        for start in range(len(text)):
            if types := self.suffixes.get(text[start:]):
                return types if start or len(text) > 1 else ()
        return ()

    def words(self) -> Iterator[str]:
        """Every word that a segmenter should know: two characters or more, in no order."""
        for table in (self.heads, self.triggers, self.markers):
            yield from (form for form in table if len(form) > 1)


@cache
def load_lexicon(domains: tuple[Path, ...] = ()) -> Lexicon:
    """
    The lexicon of the core and of the domains given, each a folder of the same shape.

    Raises LexiconError with file and line where an entry cannot be used.
    """
    triggers: dict[str, list[Trigger]] = defaultdict(list)
    words: list[Word] = []
    markers: dict[str, set[str]] = defaultdict(set)
    members: dict[str, set[str]] = defaultdict(set)
    weak: set[tuple[str, str]] = set()
    surnames: set[str] = set()
    ontology = load_ontology(tuple(sorted(path for home in domains for path in home.glob("*.ttl"))))
    for entry, record in _entries((HOME, *domains)):
        _check(entry, record, ontology)
        match record:
            case {"form": str(form), "relation": str(relation)}:
                objects = frozenset(record.get("object", ()))
                noun = bool(record.get("noun", False))
                implied = str(record.get("implied", ""))
                triggers[form].append(Trigger(form, relation, objects, noun, entry, implied))
            case {"form": str(form), "type": str(kind), "as": "head" | "suffix" | "name"}:
                words.append(Word(form, kind, record["as"], entry))
            case {"form": str(form), "marker": str(marker)}:
                markers[form].add(marker)
                members[marker].add(form)
                if record.get("weak"):
                    weak.add((form, marker))
            case {"form": str(form), "class": str(kind)}:
                members[kind].add(form)
            case {"form": str(form), "as": "surname"}:
                surnames.add(form)
            case _:
                raise LexiconError(
                    f"{entry}: an entry needs a form, and a relation, a type or a marker"
                )
    return Lexicon(
        ontology=ontology,
        triggers={form: tuple(entries) for form, entries in triggers.items()},
        heads=_types_by_form(words, "head"),
        suffixes=_types_by_form(words, "suffix"),
        name_suffixes=_types_by_form(words, "name"),
        markers={form: frozenset(kinds) for form, kinds in markers.items()},
        members={kind: frozenset(forms) for kind, forms in members.items()},
        weak_markers=frozenset(weak),
        surnames=frozenset(surnames),
    )


def _types_by_form(words: Sequence[Word], role: str) -> Mapping[str, tuple[str, ...]]:
    types: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if word.role == role and word.type not in types[word.form]:
            types[word.form].append(word.type)
    return {form: tuple(found) for form, found in types.items() if found}


def _entries(homes: Sequence[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    for home in homes:
        if not home.is_dir():
            raise LexiconError(f"{home}: no such folder; a domain is a folder of JSON Lines files")
        for path in sorted(home.rglob("*.jsonl")):
            place = path.relative_to(home).as_posix()
            for number, line in enumerate(_text_of(path, place).splitlines(), 1):
                if line.strip():
                    yield f"{place}:{number}", _parse(line, f"{place}:{number}")


def _text_of(path: Path, place: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{place}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def _check(entry: str, record: dict[str, Any], ontology: Ontology) -> None:
    """Refuse an entry that names a relation or a type which the ontology lacks."""
    if not record.get("form") or not isinstance(record.get("object", []), list):
        raise LexiconError(f"{entry}: an entry needs a form, and its object is a list of types")
    named = [("relation", record.get("relation"), tuple(ontology.relations))]
    named += [("type", record.get("type"), ontology.types)]
    named += [("type", each, ontology.types) for each in record.get("object", ())]
    named += [("type", record["implied"], ontology.types)] if "implied" in record else []
    for what, name, known in named:
        if name is not None and name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise LexiconError(f"{entry}: {what} {name!r} is not in the ontology{hint}")


def _parse(line: str, entry: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise LexiconError(f"{entry}: not a JSON object: {error.msg}") from None
    if not isinstance(record, dict):
        raise LexiconError(f"{entry}: not a JSON object")
    return record
