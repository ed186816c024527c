"""A text that the extractors break down on is refused with the place of the defect."""

from __future__ import annotations

import pytest

from extractors import pipeline
from extractors.breakdown import breakdowns
from extractors.document import Document
from ontology.errors import ExtractionError, LexiconError


def broken(*_: object) -> None:
    raise IndexError("list index\nout of range")


def test_any_error_of_an_extractor_becomes_one_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_articles", broken)
    with pytest.raises(ExtractionError) as caught:
        pipeline.extract(Document(name="page.txt", text="石门乡招募志愿者。"))
    assert str(caught.value).startswith(
        "the extractors broke down on it (IndexError: list index out of range; "
        "tests/extractors/test_breakdown.py:"
    )
    assert isinstance(caught.value.__cause__, IndexError)


def test_a_text_for_which_the_memory_does_not_suffice_is_said_to_be_too_large() -> None:
    with pytest.raises(ExtractionError, match="too large for the memory"), breakdowns():
        raise MemoryError


@pytest.mark.parametrize("error", [LexiconError("words.jsonl:3: no"), KeyboardInterrupt()])
def test_our_own_errors_and_an_interrupt_stay_what_they_are(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, breakdowns():
        raise error
    assert caught.value is error
