"""Sentences: where they end, and that none goes on for ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.sentences import split_sentences

PARTS = ["水退了", "。", "！", "”", "，", "\n", "渠道清淤" * 150, "囧" * 900]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


@given(TEXTS)
def test_sentences_cover_their_text(text: str) -> None:
    """Every character is in one sentence, in order, and no sentence is longer than a page."""
    spans = split_sentences(text)
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(0 < len(span) <= 1000 for span in spans)


def test_what_has_no_stop_is_cut_at_a_pause() -> None:
    """A list that goes on for pages is read in parts, none of its items torn."""
    text = "渠道清淤完成，" * 400
    parts = [text[span.start : span.end] for span in split_sentences(text)]
    assert len(parts) > 2
    assert all(part.endswith("完成，") for part in parts)
