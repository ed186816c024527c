"""Words and sentences: what is never cut, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import gap

from extractors.document import Span
from extractors.sentences import split_sentences
from extractors.tokens import Atom, plain_tokens, tag_of, tokenize, without_overlaps
from ontology.lexicon import load_lexicon

LEXICON = load_lexicon()

WORDS = [
    *["清河县", "县公安局", "会同", "任组长", "转移", "群众", "3200人", "了", "的", "，", "。"],
    *["“", "”", "84消毒液", "\n", "🌊", "é", "x"],
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=20).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=40),
)
SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda pair: Span(pair[0], sum(pair))),
    max_size=8,
)

SEGMENTED = [
    ("县应急管理局派出抢险队员", "县 应急管理局 派出 抢险 队员"),
    ("检查人员到场", "检查 人员 到场"),
    ("任组长", "任 组长"),
    ("会上强调", "会 上 强调"),
    ("会同县公安局检查", "会同 县 公安局 检查"),
    ("这是县委办公室的安排", "这 是 县委 办公室 的 安排"),
    ("县信访局解决问题45个", "县 信访局 解决 问题 45 个"),
    gap("青石镇化解矛盾纠纷", "青石镇 化解 矛盾 纠纷", why="化解矛盾 is one dictionary word"),
    ("购买84消毒液", "购买 84消毒液"),
]


@pytest.mark.parametrize(("text", "expected"), SEGMENTED)
def test_words_of_the_genre(text: str, expected: str) -> None:
    """The lexicon's words stay whole, and a verb with its object is two words."""
    assert [token.text for token in tokenize(text, LEXICON)] == expected.split()


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_tokens_cover_the_text(text: str) -> None:
    """Every character is in one token, and each token stands where it says."""
    tokens = tokenize(text, LEXICON)
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert [t.end for t in tokens[:-1]] == [t.start for t in tokens[1:]]


@given(TEXTS, SPANS)
@settings(max_examples=60, deadline=None)
def test_an_atom_is_never_cut(text: str, spans: list[Span]) -> None:
    """A span that is one word stays one, with the tag that it came with, whatever is in it."""
    atoms = without_overlaps(Atom(span, "QUANTITY") for span in spans if span.end <= len(text))
    tokens = tokenize(text, LEXICON, atoms)
    assert "".join(token.text for token in tokens) == text
    assert {atom.span for atom in atoms} == {t.span for t in tokens if t.tag == "QUANTITY"}


@given(SPANS)
@settings(deadline=None)
def test_the_first_of_two_overlapping_atoms_stays(spans: list[Span]) -> None:
    """Those kept overlap none of each other, and each one left out overlaps an earlier one."""
    kept = [atom.span for atom in without_overlaps(Atom(span, "TIME") for span in spans)]
    assert not [pair for pair in pairwise(kept) if pair[0].overlaps(pair[1])]
    assert all(any(span.overlaps(other) for other in kept) for span in spans)


def test_atoms_may_come_in_any_order() -> None:
    """Tokens are in the order of the text even where atoms are not."""
    atoms = [Atom(Span(5, 7), "TIME"), Atom(Span(0, 2), "PERSON")]
    assert [token.start for token in tokenize("甲乙丙丁戊己庚", LEXICON, atoms)] == sorted(
        token.start for token in tokenize("甲乙丙丁戊己庚", LEXICON, atoms)
    )


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("县长", "n"),
        ("，", "w"),
        ("。", "w"),
        ("3200", "m"),
        ("三千", "m"),
        ("呱呱呱呱", "x"),
        ("", "x"),
    ],
)
def test_parts_of_speech(word: str, tag: str) -> None:
    """The dictionary's tag, ``w`` for a mark, ``m`` for a number, ``x`` for what is unknown."""
    assert tag_of(word) == tag


@given(TEXTS, st.integers(0, 100))
@settings(max_examples=30, deadline=None)
def test_plain_tokens_start_where_they_are_told(text: str, start: int) -> None:
    """The dictionary's own words count from the place given."""
    tokens = plain_tokens(text, start, LEXICON)
    assert "".join(token.text for token in tokens) == text
    assert [t.end for t in tokens[:-1]] == [t.start for t in tokens[1:]]
    assert all(token.start >= start for token in tokens)


SENTENCES = [
    ("水退了。路通了。", ["水退了。", "路通了。"]),
    ("“水退了。”他说。路通了", ["“水退了。”", "他说。", "路通了"]),
    ("（水退了！）路通了？", ["（水退了！）", "路通了？"]),
    ("真的？！好。", ["真的？！", "好。"]),
    ("水退了；路通了，", ["水退了；路通了，"]),
    ("3.6万元", ["3.6万元"]),
    ("一行\n又一行", ["一行\n", "又一行"]),
    ("", []),
    ("。", ["。"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    """At 。！？ with the marks that close behind them, and at the end of the paragraph."""
    assert [text[span.start : span.end] for span in split_sentences(text)] == expected


@given(TEXTS)
@settings(deadline=None)
def test_sentences_cover_the_paragraph(text: str) -> None:
    """No character is lost between two sentences, and no sentence is empty."""
    spans = split_sentences(text)
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(len(span) for span in spans)
