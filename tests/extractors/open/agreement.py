"""Agreement of open facts with sentences whose facts are written down in every right wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.open.sentences import read_sentence
from extractors.open.words import phrase

GOLD = Path(__file__).with_name("gold.txt")
_WORDING = re.compile(r"(\d+) (.+) --> (.+) --> (.+)")

Wording = tuple[frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and its facts: by number, the wordings that are right."""

    text: str
    facts: dict[str, list[Wording]]

    def matched(self, triple: tuple[str, str, str]) -> set[str]:
        """The facts that a triple words."""
        return {
            number
            for number, wordings in self.facts.items()
            if any(
                all(said in right for said, right in zip(triple, wording, strict=True))
                for wording in wordings
            )
        }


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many triples were read, how many were right, how many facts were met, of how many."""

    read: int
    right: int
    met: int
    facts: int

    @property
    def precision(self) -> float:
        return self.right / self.read

    @property
    def recall(self) -> float:
        return self.met / self.facts

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def load_examples(path: Path = GOLD) -> list[Example]:
    """The sentences of a file with their facts."""
    examples: list[Example] = []
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
        if found := _WORDING.fullmatch(line):
            number, *parts = found.groups()
            subject, predicate, object_ = (frozenset(spelled_out(part)) for part in parts)
            examples[-1].facts.setdefault(number, []).append((subject, predicate, object_))
        elif not line.startswith("#"):
            examples.append(Example(line, {}))
    return examples


def spelled_out(pattern: str) -> Iterator[str]:
    """Every reading of a pattern whose bracketed parts may be left out; brackets nest."""
    opening = pattern.find("[")
    if opening < 0:
        yield pattern
        return
    depth = 0
    for position in range(opening, len(pattern)):
        depth += {"[": 1, "]": -1}.get(pattern[position], 0)
        if depth == 0:
            break
    for middle in ("", *spelled_out(pattern[opening + 1 : position])):
        for rest in spelled_out(pattern[position + 1 :]):
            yield pattern[:opening] + middle + rest


def triples(text: str) -> list[tuple[str, str, str]]:
    """What a sentence tells, as texts, nothing twice."""
    told = read_sentence(text)
    found = (
        (
            phrase(told.words, each.subject),
            phrase(told.words, each.predicate),
            phrase(told.words, each.object),
        )
        for each in told.triples
    )
    return list(dict.fromkeys(found))


def measure(examples: list[Example]) -> Agreement:
    """How far the reading of the examples agrees with them."""
    read = right = met = facts = 0
    for example in examples:
        matched = [example.matched(triple) for triple in triples(example.text)]
        read += len(matched)
        right += sum(map(bool, matched))
        met += len(set().union(*matched))
        facts += len(example.facts)
    return Agreement(read, right, met, facts)
