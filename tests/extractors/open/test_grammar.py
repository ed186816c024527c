"""The grammar of open facts: what its files may say, and what a bad line is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.open.chart import GrammarError, load_grammar, parse
from extractors.open.words import load_classes

TOY = """
# clauses
0   S -> NP VP
0   VP -> V NP
0   NP -> N
0.5 NP -> V   # a verb that names
"""


def toy(folder: Path, text: str) -> Path:
    path = folder / "toy.cfg"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_cheapest_analysis_wins(tmp_path: Path) -> None:
    """
    A word of two classes has the one that makes a single phrase of the row.
    """
    grammar = load_grammar(toy(tmp_path, TOY))
    words = [[("N", 0.0)], [("V", 0.0)], [("V", 0.0), ("N", 0.2)]]
    assert [str(tree) for tree in parse(words, {"S": 0}, grammar)] == [
        "(S (NP (N 0)) (VP (V 1) (NP (N 2))))"
    ]


def test_a_row_that_makes_no_phrase_is_read_in_pieces(tmp_path: Path) -> None:
    """
    Words that fit nothing stand alone beside the phrases.
    """
    grammar = load_grammar(toy(tmp_path, TOY))
    words = [[("X", 0.0)], [("N", 0.0)], [("V", 0.0)], [("N", 0.0)]]
    assert [tree.label for tree in parse(words, {"S": 0}, grammar)] == ["X", "S"]


@pytest.mark.parametrize("line", ["S -> NP VP", "0 S NP VP", "x S -> NP VP", "0 S -> A B C"])
def test_a_bad_rule_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    """
    The error names file and line and says how a rule is written.
    """
    with pytest.raises(GrammarError, match=r"toy.cfg:2: a rule is written"):
        load_grammar(toy(tmp_path, f"# rules\n{line}\n"))


@pytest.mark.parametrize("line", ["的", "的 = ", "的 = DE/cheap"])
def test_a_bad_class_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    """
    The error names file and line and says how a class is written.
    """
    with pytest.raises(GrammarError, match=r"toy.cfg:2: a line is written"):
        load_classes(toy(tmp_path, f"[word]\n{line}\n"))


def test_every_class_of_a_word_is_used_by_the_grammar() -> None:
    """
    A class that no rule names would be a misspelling.
    """
    grammar = load_grammar()
    parts = {*grammar.unary, *grammar.binary}
    parts |= {part for by_right in grammar.binary.values() for part in by_right}
    table = load_classes()
    choices = [*table.tag.values(), *table.lexical.values(), *table.word.values()]
    assert {label for choice in choices for label, _ in choice} <= parts
