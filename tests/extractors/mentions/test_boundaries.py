"""Boundaries: words cut where a noun phrase begins or ends inside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mentions.boundaries import (
    crossed,
    cut_words,
    cuts_of,
    labels_of,
    without_crossed,
)
from extractors.tokens import Token, tokenize
from ontology.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("labels", "cuts"),
    [("OBIIO", {1, 4}), ("BIBI", {2}), ("OOO", set()), ("BI", set()), ("", set())],
)
def test_a_phrase_has_two_ends(labels: str, cuts: set[int]) -> None:
    assert cuts_of(labels) == cuts


@given(st.text("县镇村民派出队员转移群众3名，。", max_size=30), st.data())
def test_no_character_is_lost(text: str, data: st.DataObject) -> None:
    """Whatever the labels, the words cover the text, and none is cut by a phrase but a kept one."""
    lexicon = load_lexicon()
    labels = data.draw(st.text("BIO", min_size=len(text), max_size=len(text)))
    words = cut_words(tokenize(text, lexicon), labels, lexicon)
    assert "".join(word.text for word in words) == text
    assert [word.start for word in words[1:]] == [word.end for word in words[:-1]]
    left = [word for word in words if crossed([word], cuts_of(labels))]
    assert all(word.tag.isupper() or word.text in lexicon.triggers for word in left)
    told = labels_of(words, labels, lexicon)
    assert len(told) == len(words)
    assert "OI" not in told
    assert not told.startswith("I")


def test_a_name_that_a_phrase_crosses_is_given_up() -> None:
    words = [Token(0, 2, "陈雨", "x"), Token(2, 3, "把", "p")]
    names = [Token(0, 3, "陈雨把", "PERSON")]
    assert without_crossed(names, words, {2}) == words
    assert without_crossed(names, words, set()) == names
