"""The words that a domain's Turtle gives its relations and classes, as records of the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from ontology.errors import LexiconError
from ontology.frames import FLAGS
from ontology.model import Ontology
from ontology.turtle import WG, Term, Triples, local_name, suggestion

_NOUNS = {"noun": "head", "nounEnding": "suffix"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of the lexicon: its keys and values, and the place where it stands."""

    record: dict[str, Any]
    path: Path
    line: int


def turtle_entries(path: Path, ontology: Ontology) -> Iterator[Entry]:
    """
    The words of a Turtle file, in the shape of the lines of the lexicon.

    ``wg:verb`` of a relation gives its triggers, ``wg:noun`` and ``wg:nounEnding`` of a class its
    nouns. Raises LexiconError with file and line for words of what is neither, for an empty
    word, and for an entry that cannot be used.
    """
    words = _Words(Triples((path,)), path, ontology)
    for subject in words.triples.named_subjects():
        for verb in words.triples.values(subject, WG + "verb"):
            yield words.trigger(subject, verb)
        for key, role in _NOUNS.items():
            for noun in words.triples.values(subject, WG + key):
                yield words.noun(subject, key, noun, role)


class _Words:
    """The words of one file, read against an ontology that knows the file's terms."""

    def __init__(self, triples: Triples, path: Path, ontology: Ontology) -> None:
        self.triples = triples
        self.path = path
        self.relations = {each.iri: each.name for each in ontology.relations.values()}
        self.types = {ontology.classes[name].iri: name for name in ontology.types}

    def trigger(self, subject: NamedNode, verb: Term) -> Entry:
        """An entry of a relation: a word alone, or a node with a form and what narrows it down."""
        relation = self.relations.get(subject.value)
        if relation is None:
            name = local_name(subject.value)
            raise self.error(
                f"{name} is given a verb but is no relation; give it a wg:frame, or put it below a"
                f" relation with rdfs:subPropertyOf{suggestion(name, self.relations.values())}",
                subject,
                NamedNode(WG + "verb"),
            )
        if not isinstance(verb, BlankNode):
            return self.entry({"relation": relation}, subject, "verb", verb)
        forms = self.triples.values(verb, WG + "form")
        if len(forms) != 1:
            raise self.error(f"{relation} has a verb with {len(forms)} forms; give one", subject)
        self._refuse_unknown_keys(subject, verb)
        types = [self.type(subject, each) for each in self.triples.values(verb, WG + "objectType")]
        implied = [
            self.type(subject, each) for each in self.triples.values(verb, WG + "impliedType")
        ]
        record: dict[str, Any] = {"relation": relation, "object": types}
        record["noun"] = self._flag(subject, verb, "alsoNoun")
        record |= {"implied": implied[0]} if implied else {}
        return self.entry(record, subject, "form", forms[0])

    def noun(self, subject: NamedNode, key: str, noun: Term, role: str) -> Entry:
        """An entry of a class: a noun, or the ending of one."""
        return self.entry({"type": self.type(subject, subject), "as": role}, subject, key, noun)

    def entry(self, record: dict[str, Any], subject: NamedNode, key: str, word: Term) -> Entry:
        """The record with its word and its place."""
        name, predicate = local_name(subject.value), NamedNode(WG + key)
        if not isinstance(word, Literal) or not word.value or word.value.split() != [word.value]:
            wrong = f'{name} has a wg:{key} that is no word; write "…"'
            raise self.error(wrong, subject, predicate)
        line = self.triples.files[0].line_of(subject, predicate, word) or 1
        return Entry({"form": word.value, **record}, self.path, line)

    def type(self, subject: NamedNode, term: Term) -> str:
        """The name of an entity type; LexiconError where the term is none."""
        name = self.types.get(term.value)
        if name is None:
            wrong = local_name(term.value)
            raise self.error(
                f"{wrong} is no type of entities" + suggestion(wrong, self.types.values()),
                subject,
                *([term] if isinstance(term, NamedNode) and term != subject else []),
            )
        return name

    def error(self, message: str, subject: NamedNode, *mentions: Term) -> LexiconError:
        """A LexiconError that begins with the file and the line."""
        line = self.triples.files[0].line_of(subject, *mentions)
        return LexiconError(f"{self.path}:{line}: {message}")

    def _flag(self, subject: NamedNode, node: Term, key: str) -> bool:
        stated = self.triples.words(node, WG + key)
        if stated and stated[0] not in FLAGS:
            raise self.error(f"{key} is {stated[0]!r}; write true or false", subject)
        return bool(stated) and FLAGS[stated[0]]

    def _refuse_unknown_keys(self, subject: NamedNode, node: Term) -> None:
        known = ("form", "objectType", "impliedType", "alsoNoun")
        for key in self.triples.predicates(node):
            name = local_name(key.value)
            if key.value.removeprefix(WG) not in known:
                raise self.error(f"a verb has no wg:{name}{suggestion(name, known)}", subject, key)
