"""Segmentation: the words are jieba's, whatever the text."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.segmentation import Segmenter

WORDS = [
    "防汛",
    "抢修队",
    "赶到",
    "渡口",
    "囧",
    "龘",
    "麹",
    "沿河站点",
    "张翠屏",
    "84",
    "PM2.5",
    "Wi-Fi",
    "%",
    "+",
    ".",
    "_",
    "，",
    "“",
    "”",
    "\u3000",
]
TEXTS = st.lists(
    st.one_of(st.sampled_from([*WORDS, " ", "\r\n", "\n"]), st.text(max_size=4)), max_size=20
).map("".join)


@pytest.fixture(scope="module")
def dictionary() -> jieba.Tokenizer:
    """The dictionary of jieba with a word more and a word less."""
    made = jieba.Tokenizer()
    made.initialize()
    made.add_word("沿河站点")
    made.del_word("渡口")
    return made


@given(text=TEXTS)
def test_the_words_are_those_of_jieba(dictionary: jieba.Tokenizer, text: str) -> None:
    """With guesses and without."""
    segmenter = Segmenter(dictionary)
    assert segmenter.cut(text) == list(dictionary.cut(text))
    assert segmenter.cut(text, guess=False) == list(dictionary.cut(text, HMM=False))


def test_a_run_without_words_may_be_of_any_length(dictionary: jieba.Tokenizer) -> None:
    """What no dictionary has is cut in parts, and nothing is lost."""
    text = "囧龘麹" * 20_000
    assert "".join(Segmenter(dictionary).cut(text)) == text
