"""Open facts of a sentence: its clauses read one after the other, subjects carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Span
from extractors.open.chart import Tree, load_grammar, parse
from extractors.open.reading import Reader
from extractors.open.triples import Setting, Slot, Triple
from extractors.open.words import Word, read_words
from ontology.lexicon import Lexicon, load_lexicon

_LONGEST = 40  # words that are parsed together; a longer clause is read in pieces
_STOP = re.compile("[，,。；;：:！!？?…—\n]+")
_GOALS = {"S": 0.0, "VP": 0.2, "NP": 1.0, "TP": 0.6, "PP": 0.8, "LP": 1.2}


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between two stops: its phrases, over the sentence's words."""

    trees: tuple[Tree, ...]
    stop: str


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of a sentence, and what it tells in them."""

    words: tuple[Word, ...]
    triples: tuple[Triple, ...]


def read_sentence(text: str, lexicon: Lexicon | None = None) -> Telling:
    """
    What a sentence tells, one triple for each subject and each object.

    >>> from extractors.open.words import phrase
    >>> told = read_sentence("他出生于港口城市，后来成为船长。")
    >>> [
    ...     [phrase(told.words, part) for part in (each.subject, each.predicate, each.object)]
    ...     for each in told.triples
    ... ]
    [['他', '出生于', '港口城市'], ['他', '成为', '船长']]
    """
    known = lexicon or load_lexicon()
    words: list[Word] = []
    clauses: list[Clause] = []
    for stretch, stop in _stretches(text):
        inner = text[stretch.start : stretch.end]
        found = [_moved(word, stretch.start) for word in read_words(inner, known)]
        clauses.append(Clause(tuple(_trees(found, len(words))), stop))
        words += found
    return Telling(tuple(words), tuple(_Narrator(Reader(words, known)).read(clauses)))


def _stretches(text: str) -> Iterator[tuple[Span, str]]:
    """The stretches between stops; a bracket's content holds none."""
    start = 0
    hidden = re.sub(
        "[（(][^（）()]{0,200}[）)]|《[^《》]{1,80}》", lambda m: "_" * len(m.group()), text
    )
    for found in _STOP.finditer(hidden):
        around = text[max(found.start() - 1, 0) : found.end() + 1]
        if found.group() in (",", ":", "：") and around[:1].isdigit() and around[-1:].isdigit():
            continue
        if found.start() > start:
            yield Span(start, found.start()), found.group()[0]
        start = found.end()
    if start < len(text):
        yield Span(start, len(text)), ""


def _moved(word: Word, offset: int) -> Word:
    return replace(word, span=Span(word.span.start + offset, word.span.end + offset))


def _trees(words: Sequence[Word], first: int) -> Iterator[Tree]:
    for start in range(0, len(words), _LONGEST):
        piece = words[start : start + _LONGEST]
        for tree in parse([word.classes for word in piece], _GOALS, load_grammar()):
            yield _renumbered(tree, first + start)


def _renumbered(tree: Tree, offset: int) -> Tree:
    parts = tuple(_renumbered(part, offset) for part in tree.parts)
    return Tree(tree.label, tree.start + offset, tree.end + offset, parts)


class _Narrator:
    """Reads the clauses of one sentence in order; what one leaves open, the next may close."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.topic: tuple[Slot, ...] = ()
        self.waiting: list[Tree] = []  # circumstances before the clause that has their subject

    def read(self, clauses: Sequence[Clause]) -> Iterator[Triple]:
        """What the clauses tell."""
        for number, clause in enumerate(clauses):
            pieces = len(clause.trees) > 1
            yield from (replace(triple, pieces=pieces) for triple in self._clause(clause))
            if clause.trees and (verb := _announcing(clause.trees[-1])):
                yield from _announced(verb, self.topic, clauses[number + 1 :])
                self.topic = ()

    def _clause(self, clause: Clause) -> Iterator[Triple]:
        setting = Setting()
        for tree in clause.trees:
            match tree.label:
                case "S":
                    self.topic = self.reader.subjects(tree) or self.topic
                    yield from self._circumstances()
                    yield from self.reader.read(tree, setting)
                    setting = Setting()
                case "VP" if not self.topic:
                    self.waiting.append(tree)
                    setting = Setting()
                case "VP":
                    yield from self._circumstances()
                    yield from self.reader.read(tree, replace(setting, subjects=self.topic))
                    setting = Setting()
                case "NP":
                    yield from self.reader.read(tree, setting)
                    self.topic = self.topic or tuple(self.reader.things(tree))
                case "TP" | "PP":
                    self.waiting.append(tree)
                    setting = self.reader.after(tree, setting)

    def _circumstances(self) -> Iterator[Triple]:
        for tree in self.waiting:
            yield from self.reader.around(tree, self.topic)
        self.waiting = []


def _announcing(tree: Tree) -> Slot:
    """The verb of speech or thought that ends a clause: 专家认为，…; empty without one."""
    while tree.parts:
        if tree.label == "VSAY":
            break
        tree = tree.parts[-1]
    return tuple(range(tree.start, tree.end)) if tree.label == "VSAY" else ()


def _announced(verb: Slot, subjects: Sequence[Slot], rest: Sequence[Clause]) -> Iterator[Triple]:
    """What the clause behind a verb of speech says, where it is a single one."""
    if len(rest) == 1 and rest[0].trees:
        content = tuple(range(rest[0].trees[0].start, rest[0].trees[-1].end))
        for subject in subjects:
            yield Triple(subject, verb, content, "content")
