"""The lexicon: the words of the genre, one JSON object a line, each knowing its file and line.

Three kinds of files stand in ``ontology/lexicon``: ``triggers/*.jsonl`` (a verb and the relation
it may express), ``words/*.jsonl`` (a noun, or the ending of one, and its entity type) and
``markers.jsonl``, ``classes.jsonl``, ``surnames.jsonl`` (closed classes). A domain brings words of
its own, in its Turtle or in lines of the same shape.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ontology import load_ontology
from ontology.domains import HOME as DOMAINS
from ontology.domains import turtle_files, word_files
from ontology.entries import Entry, turtle_entries
from ontology.errors import LexiconError
from ontology.model import Ontology

HOME = Path(__file__).parent / "lexicon"
_LONGEST_KNOWN = 12  # characters of a noun whose types are worth remembering
# What the parser calls the groups that the markers of a frame's roles introduce.
_PARSED = {
    "subject": "role.agent",
    "object": "role.patient",
    "place": "role.place",
    "recipient": "role.recipient",
    "instrument": "role.basis",
}
_SURROGATE = re.compile("[\ud800-\udfff]")
ROLES = ("head", "suffix", "name", "proper")


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    A word that may express a relation.

    ``objects`` are the entity types that its object may have (empty: the relation's range),
    ``noun`` says that it may stand as a noun (开展排查, 排查工作), ``implied`` is the type of what
    it acts on where nothing is said (出席: the event spoken of). ``root`` is the widest relation
    that its own narrows down, itself where there is none: readings are ranked as that one's.
    """

    form: str
    relation: str
    objects: frozenset[str]
    noun: bool
    entry: str
    root: str
    implied: str = ""

    @classmethod
    def unlisted(cls, form: str, relation: str) -> Trigger:
        """A trigger that no entry of the lexicon has; its form is empty where no word tells it."""
        return cls(form, relation, frozenset(), False, "", relation)


@dataclass(frozen=True, slots=True)
class Word:
    """A noun of the lexicon with its type; ``role`` is ``head``, ``suffix`` or ``proper``."""

    form: str
    type: str
    role: str
    entry: str


@dataclass(frozen=True, slots=True)
class Incorporated:
    """A noun of one character that a verb ends with, 药 of 送药: its type, and what is meant."""

    form: str
    type: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """
    All words of the lexicon, looked up by their form, and the ontology that they speak of.

    A lexicon is equal only to itself, so that what is made of it can be kept by it. ``own`` are the
    nouns that domains brought: nothing that was learnt from the core's pages knows better.
    """

    ontology: Ontology
    triggers: Mapping[str, tuple[Trigger, ...]]
    heads: Mapping[str, tuple[str, ...]]
    suffixes: Mapping[str, tuple[str, ...]]
    proper: Mapping[str, tuple[str, ...]]
    markers: Mapping[str, frozenset[str]]
    members: Mapping[str, frozenset[str]]
    weak_markers: frozenset[tuple[str, str]]
    surnames: frozenset[str]
    incorporated: Mapping[str, Incorporated]
    own: tuple[str, ...] = ()

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
        if len(text) <= _LONGEST_KNOWN:
            return _known_type(self, text)
        return _type_of(self, text)

    def kinds_of(self, name: str, type: str) -> tuple[str, ...]:
        """
        What an unnamed thing is in general, the narrowest first.

        These are the endings of its name that the lexicon has of its type; a name that ends in no
        word of the lexicon is its own kind.

        >>> load_lexicon().kinds_of("值班医护人员", "PopulationGroup")
        ('医护人员', '人员')
        >>> load_lexicon().kinds_of("橙色小马甲", "PopulationGroup")
        ('橙色小马甲',)
        """
        endings = (name[start:] for start in range(len(name) - 1))
        return tuple(each for each in endings if type in self.heads.get(each, ())) or (name,)

    def is_own(self, text: str) -> bool:
        """Whether a noun is one that a domain brought, or ends with one."""
        return bool(self.own) and text.endswith(self.own)

    def words(self) -> Iterator[str]:
        """Every word that a segmenter should know: two characters or more, in no order."""
        for table in (self.heads, self.triggers, self.markers, self.proper):
            yield from (form for form in table if len(form) > 1)


def _type_of(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    for start in range(len(text)):
        known = start == 0 or len(text) - start > 1
        if known and (types := lexicon.heads.get(text[start:])):
            return types
    for start in range(len(text)):
        if types := lexicon.suffixes.get(text[start:]):
            return types if start or len(text) > 1 else ()
    return ()


_known_type = lru_cache(maxsize=1 << 15)(_type_of)


def load_lexicon(domains: Sequence[Path] = ()) -> Lexicon:
    """
    The lexicon of the core, together with the words of the domains given.

    A domain is a Turtle file, a JSON Lines file, or a folder of both. Its words go before those
    of the core: a trigger of the same relation takes the place of the core's, and a noun's types
    come first. The core alone is read once and kept.

    Raises LexiconError with file and line where an entry cannot be used, OntologyError where the
    Turtle cannot.
    """
    return _load(tuple(domains)) if domains else _core()


@cache
def _core() -> Lexicon:
    return _load(())


def _load(domains: tuple[Path, ...]) -> Lexicon:
    ontology = load_ontology(domains)
    table = _Table(ontology)
    for path in sorted(HOME.rglob("*.jsonl")):
        table.add_all(_lines(path), HOME)
    for domain in domains:
        table.begin_domain()
        home = domain if domain.is_dir() else domain.parent
        for path in turtle_files(domain):
            table.add_all(turtle_entries(path, ontology), home)
        for path in word_files(domain):
            table.add_all(_lines(path), home)
    if domains:
        table.add_markers(load_ontology())
    return table.lexicon()


class _Table:
    """The entries as they come in, each checked, a domain's before those of the core."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.triggers: dict[tuple[str, str], Trigger] = {}
        self.words: list[Word] = []
        self.markers: dict[str, set[str]] = defaultdict(set)
        self.members: dict[str, set[str]] = defaultdict(set)
        self.weak: set[tuple[str, str]] = set()
        self.surnames: set[str] = set()
        self.incorporated: dict[str, Incorporated] = {}
        self.seen: dict[tuple[str, ...], Entry] = {}
        self.before = 0
        self.core: frozenset[Trigger] = frozenset()
        self.own_forms: dict[str, list[Trigger]] = defaultdict(list)
        self.own_words: set[str] = set()

    def begin_domain(self) -> None:
        """What comes now is a domain of its own: it may say anew what was said before."""
        self.core = self.core or frozenset(self.triggers.values())
        self.seen.clear()
        self.before = 0

    def add_all(self, entries: Iterable[Entry], home: Path) -> None:
        """Add entries; those of the core and of a folder are known by their path below it."""
        names: dict[Path, str] = {}
        for each in entries:
            name = names.get(each.path)
            if name is None:
                name = names[each.path] = each.path.relative_to(home).as_posix()
            self.add(each, f"{name}:{each.line}")

    def add_markers(self, core: Ontology) -> None:
        """Make prepositions of the words that only the frames of the domains name as markers."""
        for relation in self.ontology.relations.values():
            roles = () if relation.name in core.relations else relation.frame.roles
            for role in roles:
                for form in (*role.before, *role.passive):
                    if form not in self.markers and role.name in _PARSED:
                        self.members[_PARSED[role.name]].add(form)
                        self.markers[form].add(_PARSED[role.name])

    def add(self, entry: Entry, name: str) -> None:
        """Add one entry under the name by which facts call it."""
        record = entry.record
        _check(entry, self.ontology)
        self._refuse_double(entry)
        match record:
            case {"form": str(form), "relation": str(relation)}:
                stated = map(self.ontology.concrete, record.get("object", ()))
                objects = frozenset[str]().union(*stated)
                noun = bool(record.get("noun", False))
                implied = str(record.get("implied", ""))
                root = self.ontology.root(relation)
                trigger = Trigger(form, relation, objects, noun, name, root, implied)
                self.triggers[form, relation] = trigger
                if self.core:
                    self.own_forms[form].append(trigger)
            case {"form": str(form), "type": str(kind), "as": str(role)} if role in ROLES:
                for each in self.ontology.lineage(kind):
                    self.words.insert(self.before, Word(form, each, role, name))
                    self.before += 1
                if self.core:
                    self.own_words.add(form)
            case {"form": str(form), "type": str(kind), "as": "incorporated"}:
                meant = str(record.get("name", form))
                self.incorporated[form] = Incorporated(form, kind, meant)
            case {"form": str(form), "marker": str(marker)}:
                self.markers[form].add(marker)
                self.members[marker].add(form)
                if record.get("weak"):
                    self.weak.add((form, marker))
            case {"form": str(form), "class": str(kind)}:
                self.members[kind].add(form)
            case {"form": str(form), "as": "surname"}:
                self.surnames.add(form)
            case _:
                raise _error(entry, "an entry needs a form, and a relation, a type or a marker")

    def lexicon(self) -> Lexicon:
        """All that was added."""
        triggers: dict[str, list[Trigger]] = defaultdict(list)
        for trigger in filter(None, map(self._left_to_core, self.triggers.values())):
            triggers[trigger.form].append(trigger)
        return Lexicon(
            ontology=self.ontology,
            triggers={form: tuple(entries) for form, entries in triggers.items()},
            heads=_types_by_form(self.words, "head"),
            suffixes=_types_by_form(self.words, "suffix"),
            proper=_types_by_form(self.words, "proper"),
            markers={form: frozenset(kinds) for form, kinds in self.markers.items()},
            members={kind: frozenset(forms) for kind, forms in self.members.items()},
            weak_markers=frozenset(self.weak),
            surnames=frozenset(self.surnames),
            incorporated=self.incorporated,
            own=tuple(sorted(self.own_words)),
        )

    def _left_to_core(self, trigger: Trigger) -> Trigger | None:
        """
        What a trigger of the core still reads beside those of domains with the same form.

        A domain's trigger takes the objects that it can have from the core's, where its relation
        is open to the same subjects: 撒布 is road:gritted, and no delivery any more.
        """
        if not self.own_forms or trigger not in self.core or trigger.form not in self.own_forms:
            return trigger
        mine = self.ontology.relations[trigger.relation]
        left = trigger.objects or mine.range
        for other in self.own_forms[trigger.form]:
            relation = self.ontology.relations[other.relation]
            # a place acts by those who are there, so that it need not be told of
            if other.relation != trigger.relation and mine.domain - {"Place"} <= relation.domain:
                left = left - (other.objects or relation.range)
        return replace(trigger, objects=left) if left else None

    def _refuse_double(self, entry: Entry) -> None:
        keys = ("form", "relation", "type", "as", "marker", "class")
        key = tuple(str(entry.record.get(each, "")) for each in keys)
        other = self.seen.setdefault(key, entry)
        if other is not entry:
            form, place = entry.record["form"], f"{other.path}:{other.line}"
            raise _error(entry, f"{form} stands at {place} already; keep one of the two")


def entry_at(entry: str) -> str:
    """
    The line of the core's lexicon or of a shipped domain that ``entry`` names; else nothing.

    >>> entry_at("triggers/turned_back.jsonl:1").startswith('{"form": ')
    True
    >>> entry_at("mine.ttl:7"), entry_at("../__init__.py:1")
    ('', '')
    """
    name, _, number = entry.rpartition(":")
    for home in (HOME, DOMAINS):
        path = home / name
        # A store that somebody else made may name any file.
        inside = ".." not in path.parts and path.is_relative_to(home)
        if name and number.isdecimal() and inside and path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            return lines[int(number) - 1].strip() if 0 < int(number) <= len(lines) else ""
    return ""


def _types_by_form(words: Sequence[Word], role: str) -> Mapping[str, tuple[str, ...]]:
    types: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if word.role == role and word.type not in types[word.form]:
            types[word.form].append(word.type)
    return {form: tuple(found) for form, found in types.items() if found}


def _lines(path: Path) -> Iterator[Entry]:
    """The entries of a file of JSON Lines; empty lines are none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read: {error.strerror or error}") from None
    # No other ends of lines, as U+2028: they may stand in a string.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield Entry(_parse(line, f"{path}:{number}"), path, number)


def _check(entry: Entry, ontology: Ontology) -> None:
    """Refuse an entry that names a relation or a type which the ontology lacks."""
    record = entry.record
    if not record.get("form") or not isinstance(record.get("object", []), list):
        raise _error(entry, "an entry needs a form, and its object is a list of types")
    if str(record["form"]).split() != [record["form"]]:
        raise _error(entry, f"the form {record['form']!r} is no word; write it without white space")
    named = [("relation", record.get("relation"), tuple(ontology.relations))]
    named += [("type", record.get("type"), ontology.types)]
    named += [("type", each, ontology.types) for each in record.get("object", ())]
    named += [("type", record["implied"], ontology.types)] if "implied" in record else []
    for what, name, known in named:
        if name is not None and name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise _error(entry, f"{what} {name!r} is not in the ontology{hint}")
    _refuse_idle(entry, ontology)


def _refuse_idle(entry: Entry, ontology: Ontology) -> None:
    """Refuse a trigger whose object could be nothing that its relation allows."""
    record = entry.record
    relation = ontology.relations.get(str(record.get("relation")))
    stated = record.get("object", ())
    if relation is not None and stated and relation.range.isdisjoint(stated):
        allowed = ", ".join(sorted(relation.range))
        listed = ", ".join(stated)
        raise _error(entry, f"{relation.name} takes no {listed}; its range is {allowed}")


def _parse(line: str, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise LexiconError(f"{place}: not a JSON object: {error.msg}") from None
    except (ValueError, RecursionError):
        reason = "nested too deep, or a number too long"
        raise LexiconError(f"{place}: not a JSON object that can be read: {reason}") from None
    if not isinstance(record, dict):
        raise LexiconError(f"{place}: not a JSON object")
    if "\\u" in line and _SURROGATE.search(json.dumps(record, ensure_ascii=False)):
        raise LexiconError(f"{place}: holds half a surrogate pair; write the whole character")
    return record


def _error(entry: Entry, message: str) -> LexiconError:
    return LexiconError(f"{entry.path}:{entry.line}: {message}")
