"""
Corrections by hand: which entities are one after all, and which are not.

They stand in a file of JSON Lines beside the store, so that they outlive it: whatever is built
there again heeds them. A line merges an entity into another, or splits what some documents, or
one way of writing, call by an entity's name off from it::

    {"merge": "https://…", "name": "县防指", "into": {"id": "https://…", "name": "…", "type": "…"}}
    {"split": "https://…", "name": "指挥部", "documents": ["3.txt"]}
    {"split": "https://…", "name": "县医院", "mention": "医院"}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from extractors.facts import Entity
from graph.vocabulary import digest
from ontology.errors import StoreError

SUFFIX: Final = ".corrections.jsonl"
BY_HAND: Final = "hand"
"""The rule of ``wg:identifiedBy`` for what a person has said."""

_KEYS: Final = {
    "merge": {"merge", "name", "type", "into"},
    "split": {"split", "name", "documents", "mention"},
}


@dataclass(frozen=True, slots=True)
class Merge:
    """``entity``, an IRI, is ``into``; ``name`` is what it was called, for people to read."""

    entity: str
    name: str
    into: Entity

    def to_json(self) -> dict[str, Any]:
        """The line of the file."""
        into = replace(self.into, rule="").to_json() | {"named": self.into.named}
        return {"merge": self.entity, "name": self.name, "type": self.into.type, "into": into}


@dataclass(frozen=True, slots=True)
class Split:
    """
    What ``documents`` (all where empty) call by ``mention`` (any where empty) is not ``entity``.

    ``part`` is the IRI that it has from then on.
    """

    entity: str
    name: str
    documents: tuple[str, ...] = ()
    mention: str = ""

    @property
    def part(self) -> str:
        """The IRI of what is split off."""
        return f"{self.entity}-{digest(*self.documents, self.mention)[:8]}"

    def covers(self, document: str, mention: str) -> bool:
        """Whether a mention of the entity in a document is split off."""
        return (not self.documents or document in self.documents) and (
            not self.mention or mention == self.mention
        )

    def to_json(self) -> dict[str, Any]:
        """The line of the file."""
        told: dict[str, Any] = {"split": self.entity, "name": self.name}
        if self.documents:
            told["documents"] = list(self.documents)
        return told | ({"mention": self.mention} if self.mention else {})


Correction = Merge | Split


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a store, in the order of the file; consistent among themselves."""

    lines: tuple[Correction, ...] = ()
    merges: Mapping[str, Entity] = field(default_factory=dict)
    splits: Mapping[str, tuple[Split, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def entities(self) -> frozenset[str]:
        """The IRIs that a document may use and that are corrected."""
        return frozenset({*self.merges, *self.splits})

    def target(self, entity: str, document: str, mention: str) -> str:
        """The IRI of what a mention of an entity means, which may be the entity itself."""
        for split in self.splits.get(entity, ()):
            if split.covers(document, mention):
                entity = split.part
                break
        found = self.merges.get(entity)
        return found.id if found else entity

    def entity(self, iri: str) -> Entity | None:
        """The entity that others were merged into, as the file describes it."""
        return next((each for each in self.merges.values() if each.id == iri), None)

    @property
    def fingerprint(self) -> str:
        """What tells these corrections from others."""
        return digest(*(each.to_json() for each in self.lines))


NO_CORRECTIONS: Final = Corrections()


def corrections_file(store: Path) -> Path:
    """
    The file beside a store that holds its corrections.

    >>> corrections_file(Path("news.kg")).name
    'news.kg.corrections.jsonl'
    """
    whole = store.resolve() if store.name in ("", "..") else store
    return whole.with_name(whole.name + SUFFIX)


def read_corrections(file: Path) -> Corrections:
    """
    The corrections of a file; none where there is no file.

    Raises StoreError, with file and line, for a line that is no correction or that contradicts
    another one.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return NO_CORRECTIONS
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise StoreError(f"{file} cannot be read: {reason}") from error
    numbered = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    lines: list[tuple[str, Correction]] = []
    for number, line in numbered:
        place = f"{file}:{number}"
        lines.append((place, _parse(line, place)))
    return _consistent(lines)


def write_corrections(file: Path, lines: Iterable[Correction]) -> Corrections:
    """
    Put these corrections in the place of the file's, whole or not at all.

    Raises StoreError, naming the line, where they contradict each other, and where the disk
    refuses; the file is then as it was.
    """
    kept = list(lines)
    checked = _consistent([(f"{file}:{n}", line) for n, line in enumerate(kept, 1)])
    told = (json.dumps(each.to_json(), ensure_ascii=False) + "\n" for each in kept)
    unfinished = file.with_name(file.name + ".new")
    try:
        unfinished.write_text("".join(told), encoding="utf-8")
        unfinished.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}") from error
    return checked


def _parse(line: str, place: str) -> Correction:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise StoreError(f"{place}: not JSON: {error}") from error
    kind = next((key for key in _KEYS if isinstance(told, dict) and key in told), None)
    if kind is None or ("merge" in told and "split" in told):
        raise StoreError(f'{place}: a line says either "merge" or "split" of an entity\'s IRI')
    for key in told:
        if key not in _KEYS[kind]:
            raise StoreError(
                f"{place}: a {kind} has no {key}; it has {', '.join(sorted(_KEYS[kind]))}"
            )
    entity, name = _iri(told[kind], place), told.get("name", "")
    if not isinstance(name, str):
        raise StoreError(f"{place}: the name must be a text")
    if kind == "merge":
        into = _into(told.get("into"), place)
        if told.get("type", into.type) != into.type:
            raise StoreError(f"{place}: {told['type']} {name} cannot be {into.type} {into.name}")
        return Merge(entity, name, into)
    documents, mention = told.get("documents", []), told.get("mention", "")
    if not isinstance(documents, list) or not all(isinstance(each, str) for each in documents):
        raise StoreError(f"{place}: documents must be a list of names")
    if not isinstance(mention, str) or not (documents or mention):
        raise StoreError(f"{place}: a split says in which documents, or by which mention")
    return Split(entity, name, tuple(sorted(set(documents))), mention)


def _into(told: object, place: str) -> Entity:
    if not isinstance(told, dict):
        raise StoreError(f"{place}: a merge says into which entity: id, name and type")
    texts = {key: told.get(key, "") for key in ("id", "name", "type", "scope", "adcode")}
    lists = {key: told.get(key, []) for key in ("aliases", "kinds")}
    if not all(isinstance(each, str) for each in texts.values()) or not (
        texts["name"] and texts["type"]
    ):
        raise StoreError(f"{place}: the entity merged into needs id, name and type as texts")
    if not all(
        isinstance(each, list) and all(isinstance(one, str) for one in each)
        for each in lists.values()
    ):
        raise StoreError(f"{place}: aliases and kinds of an entity are lists of texts")
    _iri(texts["id"], place)
    if texts["scope"]:
        _iri(texts["scope"], place)
    return replace(entity_of(told), rule=BY_HAND)


def entity_of(told: Mapping[str, Any]) -> Entity:
    """The entity that ``Entity.to_json`` and its ``named`` tell of."""
    return Entity(
        id=str(told["id"]),
        name=str(told["name"]),
        type=str(told["type"]),
        aliases=tuple(told.get("aliases", ())),
        named=told.get("named", True) is True,
        scope=str(told.get("scope", "")),
        adcode=str(told.get("adcode", "")),
        kinds=tuple(told.get("kinds", ())),
        rule=str(told.get("rule", "")),
    )


def _iri(told: object, place: str) -> str:
    try:
        if isinstance(told, str) and ":" in told:
            return NamedNode(told).value
    except ValueError:
        pass
    raise StoreError(f"{place}: {json.dumps(told, ensure_ascii=False)[:60]} is no IRI of an entity")


def _consistent(lines: list[tuple[str, Correction]]) -> Corrections:
    merges: dict[str, tuple[str, Merge]] = {}
    splits: dict[str, list[Split]] = {}
    for place, line in lines:
        if isinstance(line, Merge):
            _refuse_merge(line, place, merges)
            merges[line.entity] = (place, line)
        else:
            for other in splits.get(line.entity, ()):
                if _overlap(line, other):
                    raise StoreError(
                        f"{place}: splits {line.name} where a line before does already"
                    )
            splits.setdefault(line.entity, []).append(line)
    return Corrections(
        tuple(line for _, line in lines),
        {entity: _end(entity, merges) for entity in merges},
        {entity: tuple(parts) for entity, parts in splits.items()},
    )


def _refuse_merge(line: Merge, place: str, merges: Mapping[str, tuple[str, Merge]]) -> None:
    if line.entity in merges:
        raise StoreError(
            f"{place}: {line.name} is merged twice; {merges[line.entity][0]} merges it already"
        )
    way = [line.into.id, *_way(line.into.id, merges)]
    if line.entity in way:
        raise StoreError(
            f"{place}: {line.name} would be merged into itself; remove one of the merges"
        )


def _way(entity: str, merges: Mapping[str, tuple[str, Merge]]) -> Iterator[str]:
    while entity in merges:
        entity = merges[entity][1].into.id
        yield entity


def _end(entity: str, merges: Mapping[str, tuple[str, Merge]]) -> Entity:
    into = merges[entity][1].into
    while into.id in merges:
        into = merges[into.id][1].into
    return into


def _overlap(one: Split, other: Split) -> bool:
    documents = set(one.documents) & set(other.documents)
    same = documents or not one.documents or not other.documents
    return bool(same) and (one.mention == other.mention or not one.mention or not other.mention)
