"""
Learning which words make a noun phrase, from sentences whose phrases were bracketed by hand.

A file of such sentences holds one a line, each phrase in braces behind a letter for its type:
``{A青石镇}组织{G党员}120名参加{E消防演练}``.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.document import Span
from extractors.mentions.tagging import (
    BEGIN,
    INSIDE,
    LABELS,
    OUTSIDE,
    TEMPLATES,
    WEIGHTS,
    Key,
    Pair,
    Tagger,
    Word,
    add_up,
    keys_of,
    seen_as,
)
from extractors.parse import read_names
from extractors.tokens import Token
from ontology.errors import ReadError
from ontology.lexicon import Lexicon

TYPES = {
    "A": "AdministrativeArea",
    "L": "Place",
    "O": "Organization",
    "P": "Person",
    "G": "PopulationGroup",
    "T": "Post",
    "I": "Item",
    "D": "Document",
    "M": "Measure",
    "E": "Event",
    "B": "Problem",
    "X": "",
}
_PHRASE = re.compile(r"\{([A-Z])([^{}]*)\}")
_ROUNDS = 6
_RAREST = 2  # a key that fewer words have is left out


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A sentence with its phrases in order, each with its type; empty for what has none."""

    text: str
    phrases: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """The words of a sentence as the tagger sees them, and the labels they should have."""

    seen: tuple[Word, ...]
    keys: tuple[tuple[Key, ...], ...]
    labels: str


def read_bracketed(path: Path) -> list[Bracketed]:
    """
    The sentences of a file, none where there is no such file.

    Raises ReadError with file and line where a brace stands alone.
    """
    found: list[Bracketed] = []
    if not path.exists():
        return found
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            sentence = bracketed(line)
            if sentence is None:
                raise ReadError(f"{path}:{number}: braces must hold a type letter and a phrase")
            found.append(sentence)
    return found


def bracketed(line: str) -> Bracketed | None:
    """
    The sentence of one line, None where its braces cannot be read.

    >>> bracketed("转移{G群众}").phrases[0][0]
    Span(start=2, end=4)
    """
    text, phrases, position = "", [], 0
    for found in _PHRASE.finditer(line):
        text += line[position : found.start()]
        start = len(text)
        text += found[2]
        if found[1] not in TYPES:
            return None
        phrases.append((Span(start, len(text)), TYPES[found[1]]))
        position = found.end()
    text += line[position:]
    return None if "{" in text or "}" in text else Bracketed(text, tuple(phrases))


def labels_of(tokens: Sequence[Token], sentence: Bracketed) -> str:
    """The label of each word: of the phrase that most of its characters stand in."""
    labels: list[str] = []
    last = -1
    for token in tokens:
        inside = -1
        for number, (span, _) in enumerate(sentence.phrases):
            shared = min(span.end, token.end) - max(span.start, token.start)
            if shared * 2 > token.end - token.start:
                inside = number
        labels.append(OUTSIDE if inside < 0 else INSIDE if inside == last else BEGIN)
        last = inside
    return "".join(labels)


def examples_of(sentences: Iterable[Bracketed], lexicon: Lexicon) -> Iterator[Example]:
    """What the sentences teach."""
    for sentence in sentences:
        tokens = read_names(sentence.text, frozenset(), lexicon)
        if tokens:
            seen = tuple(seen_as(token, lexicon) for token in tokens)
            yield Example(seen, tuple(keys_of(seen)), labels_of(tokens, sentence))


class _Learner:
    """Weights that are moved by mistakes, and their average over all the steps."""

    def __init__(self) -> None:
        self.words: dict[int, dict[Key, list[float]]] = {
            template: defaultdict(lambda: [0.0, 0.0]) for template in range(TEMPLATES)
        }
        self.joints: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.summed: dict[object, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.step = 0

    def learn(self, example: Example) -> None:
        self.step += 1
        kinds = [each[1] for each in example.seen]
        weights = [add_up(self.words, keys) for keys in example.keys]
        # a new one each time, because a tagger remembers what its weights were
        guess = Tagger({}, self.joints).decode(weights, kinds)  # type: ignore[arg-type]
        if guess == example.labels:
            return
        for at, (wrong, right) in enumerate(zip(guess, example.labels, strict=True)):
            if wrong != right:
                for template, key in enumerate(example.keys[at]):
                    self._move(self.words[template], (template, key), key, right, wrong)
            if at and (guess[at - 1], wrong) != (example.labels[at - 1], right):
                for label, before, sign in (
                    (right, example.labels[at - 1], 1.0),
                    (wrong, guess[at - 1], -1.0),
                ):
                    for key in ((before,), (before, kinds[at])):
                        self._add(self.joints, ("joint", key), key, label, sign)

    def _move(
        self, table: dict[Key, list[float]], name: object, key: Key, right: str, wrong: str
    ) -> None:
        self._add(table, name, key, right, 1.0)
        self._add(table, name, key, wrong, -1.0)

    def _add(
        self, table: dict[Key, list[float]], name: object, key: Key, label: str, sign: float
    ) -> None:
        if label == OUTSIDE:
            for place in (0, 1):
                table[key][place] -= sign
                self.summed[name][place] -= sign * self.step
        else:
            table[key][LABELS.index(label)] += sign
            self.summed[name][LABELS.index(label)] += sign * self.step

    def averaged(self, counts: Mapping[tuple[int, Key], int]) -> Tagger:
        words = {
            template: {
                key: self._average(row, (template, key))
                for key, row in table.items()
                if counts[template, key] >= _RAREST and any(self._average(row, (template, key)))
            }
            for template, table in self.words.items()
        }
        joints = {key: self._average(row, ("joint", key)) for key, row in self.joints.items()}
        return Tagger(words, joints)

    def _average(self, row: Sequence[float], name: object) -> Pair:
        past = self.summed[name]
        last = self.step + 1
        begin, inside = (row[place] - past[place] / last for place in (0, 1))
        return round(begin, 2), round(inside, 2)


def fit_tagger(examples: Sequence[Example], rounds: int = _ROUNDS) -> Tagger:
    """The tagger that bracketed sentences teach; their order is shuffled the same way each time."""
    counts: Counter[tuple[int, Key]] = Counter(
        (template, key)
        for example in examples
        for keys in example.keys
        for template, key in enumerate(keys)
    )
    learner = _Learner()
    order = list(examples)
    chance = random.Random(7)
    for _ in range(rounds):
        chance.shuffle(order)
        for example in order:
            learner.learn(example)
    return learner.averaged(counts)


def write_tagger(tagger: Tagger, path: Path = WEIGHTS) -> None:
    """Write a tagger as the package ships it: sorted, one key a line."""
    words = {
        str(template): {"\t".join(key): pair for key, pair in sorted(table.items())}
        for template, table in sorted(tagger.words.items())
    }
    joints = {"\t".join(key): pair for key, pair in sorted(tagger.joints.items())}
    record = json.dumps({"joints": joints, "words": words}, ensure_ascii=False, indent=0)
    path.write_text(record + "\n", encoding="utf-8")
