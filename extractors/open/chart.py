"""A chart parser: the cheapest analysis of a row of words by a weighted grammar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.errors import WanggeError

GRAMMAR = Path(__file__).with_name("grammar.cfg")
_BEAM = 7.0  # what a phrase may cost above the cheapest phrase over the same words
_PIECE = 5.0  # what each piece costs where the words make no single phrase

Lexical = Sequence[tuple[str, float]]
"""The classes that a word may have, each with its cost."""


class GrammarError(WanggeError, ValueError):
    """A line of the grammar cannot be used."""


@dataclass(frozen=True, slots=True)
class Tree:
    """
    A phrase: its label, the words that it covers, and the one or two phrases that it is made of.

    A word is a phrase without parts.
    """

    label: str
    start: int
    end: int
    parts: tuple[Tree, ...] = ()

    def __str__(self) -> str:
        inner = " ".join(map(str, self.parts)) or f"{self.start}"
        return f"({self.label} {inner})"

    @property
    def shape(self) -> tuple[str, ...]:
        """The labels of the parts."""
        return tuple(part.label for part in self.parts)

    def walk(self) -> Iterator[Tree]:
        """The phrase and all phrases within it, outer ones first."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by their parts: the phrases that they make, each with its cost."""

    unary: Mapping[str, tuple[tuple[str, float], ...]]
    binary: Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]


@dataclass(frozen=True, slots=True)
class _Item:
    cost: float
    split: int = 0  # where the second part starts; 0 for a word and for a phrase of one part
    left: str = ""
    right: str = ""


_Cell = dict[str, _Item]


@cache
def load_grammar(path: Path = GRAMMAR) -> Grammar:
    """
    The grammar of a file of lines ``cost  LABEL -> PART [PART]``.

    Raises GrammarError, naming file and line, for a line of another shape.
    """
    unary: dict[str, list[tuple[str, float]]] = defaultdict(list)
    binary: dict[str, dict[str, list[tuple[str, float]]]] = defaultdict(lambda: defaultdict(list))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match line.split("#")[0].split():
            case []:
                continue
            case [cost, label, "->", part] if _is_cost(cost):
                unary[part].append((label, float(cost)))
            case [cost, label, "->", left, right] if _is_cost(cost):
                binary[left][right].append((label, float(cost)))
            case _:
                raise GrammarError(
                    f"{path.name}:{number}: a rule is written 'cost LABEL -> PART [PART]'"
                )
    return Grammar(
        {part: tuple(found) for part, found in unary.items()},
        {
            left: {right: tuple(found) for right, found in by_right.items()}
            for left, by_right in binary.items()
        },
    )


def parse(words: Sequence[Lexical], goals: Mapping[str, float], grammar: Grammar) -> list[Tree]:
    """
    The cheapest row of phrases that covers the words, in order.

    ``goals`` are the labels that a phrase of the row may have, with what each costs there; a word
    that no phrase takes in stands on its own. Work grows with the cube of the number of words.
    """
    chart = _fill(words, grammar)
    return [_tree(chart, label, start, end) for label, start, end in _row(chart, goals, len(words))]


def _is_cost(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _fill(words: Sequence[Lexical], grammar: Grammar) -> list[list[_Cell]]:
    """The chart: at ``[start][end]`` the labels that the words from start to end may have."""
    size = len(words)
    chart: list[list[_Cell]] = [[{} for _ in range(size + 1)] for _ in range(size)]
    for start, classes in enumerate(words):
        cell = chart[start][start + 1]
        for label, cost in classes:
            _offer(cell, label, _Item(cost))
        _close(cell, grammar)
    for width in range(2, size + 1):
        for start in range(size - width + 1):
            end = start + width
            cell = chart[start][end]
            for split in range(start + 1, end):
                _combine(cell, chart[start][split], chart[split][end], split, grammar)
            if cell:
                _close(cell, grammar)
                _prune(cell)
    return chart


def _combine(cell: _Cell, left: _Cell, right: _Cell, split: int, grammar: Grammar) -> None:
    if not right:
        return
    for label, item in left.items():
        by_right = grammar.binary.get(label)
        if by_right is None:
            continue
        for other, made in by_right.items():
            if (beside := right.get(other)) is None:
                continue
            cost = item.cost + beside.cost
            for phrase, extra in made:
                known = cell.get(phrase)
                if known is None or cost + extra < known.cost:
                    cell[phrase] = _Item(cost + extra, split, label, other)


def _close(cell: _Cell, grammar: Grammar) -> None:
    """Add the phrases of one part, until nothing new is cheaper."""
    waiting = list(cell)
    while waiting:
        label = waiting.pop()
        for phrase, extra in grammar.unary.get(label, ()):
            if _offer(cell, phrase, _Item(cell[label].cost + extra, 0, label)):
                waiting.append(phrase)


def _offer(cell: _Cell, label: str, item: _Item) -> bool:
    known = cell.get(label)
    if known is not None and known.cost <= item.cost:
        return False
    cell[label] = item
    return True


def _prune(cell: _Cell) -> None:
    worst = min(item.cost for item in cell.values()) + _BEAM
    for label in [label for label, item in cell.items() if item.cost > worst]:
        del cell[label]


def _row(
    chart: list[list[_Cell]], goals: Mapping[str, float], size: int
) -> Iterable[tuple[str, int, int]]:
    """The cheapest row of phrases of the goals' labels over all words."""
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for end in range(1, size + 1):
        options = [
            (best[start][0] + _PIECE + extra + chart[start][end][label].cost, start, label)
            for start in range(end)
            for label, extra in goals.items()
            if label in chart[start][end]
        ]
        options.append((best[end - 1][0] + 2 * _PIECE, end - 1, _cheapest(chart[end - 1][end])))
        best.append(min(options, key=lambda option: option[0]))
    row, end = [], size
    while end:
        _, start, label = best[end]
        row.append((label, start, end))
        end = start
    return reversed(row)


def _cheapest(cell: _Cell) -> str:
    return min(cell, key=lambda label: cell[label].cost)


def _tree(chart: list[list[_Cell]], label: str, start: int, end: int) -> Tree:
    item = chart[start][end][label]
    if item.right:
        left = _tree(chart, item.left, start, item.split)
        return Tree(label, start, end, (left, _tree(chart, item.right, item.split, end)))
    if item.left:
        return Tree(label, start, end, (_tree(chart, item.left, start, end),))
    return Tree(label, start, end)
