"""Adjuncts: what may be the place or the recipient of a fact, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractors.assembly import Assembler
from extractors.document import Document
from extractors.frames.adjuncts import Adjunct
from extractors.frames.ranking import load_model
from extractors.passages import read_articles
from ontology.lexicon import load_lexicon


def adjuncts(text: str) -> Iterator[Adjunct]:
    """The candidates of all readings of a text that the model believes."""
    lexicon, document = load_lexicon(), Document("page.txt", text)
    for article, passages in read_articles(document, lexicon):
        assembler = Assembler(document, article, load_model(), lexicon)
        for draft in assembler.drafts(passages):
            yield from draft.adjuncts


@pytest.mark.parametrize(
    ("text", "role", "names"),
    [
        ("县民政局向受灾群众发放棉被800床。", "recipient", {"受灾群众"}),
        ("县民政局采购棉被800床，连夜送往安置点。", "recipient", {"安置点"}),
        ("在柳林镇安置点，志愿者给老人送去热饭50份。", "place", {"柳林镇安置点"}),
        ("在柳林镇安置点，志愿者给老人送去热饭50份。", "recipient", {"老人"}),
    ],
)
def test_whatever_stands_around_may_be_meant(text: str, role: str, names: set[str]) -> None:
    found = {each.mention.text for each in adjuncts(text) if each.role == role}
    assert names <= found


def test_what_is_acted_on_is_no_adjunct() -> None:
    found = {each.mention.text for each in adjuncts("县民政局向受灾群众发放棉被800床。")}
    assert "棉被" not in found


def test_each_feature_speaks_once_and_of_its_role() -> None:
    for each in adjuncts("在柳林镇安置点，志愿者给老人送去热饭50份。"):
        assert len(each.features) == len(set(each.features))
        assert all(name.startswith(f"{each.role}.") for name in each.features)


def test_what_is_unlikely_is_not_told() -> None:
    """A candidate below the least share is none, however few there are."""
    model = load_model()
    found = list(adjuncts("县民政局向受灾群众发放棉被800床。"))
    chosen = next((each for each in model.likely(found) if each.role == "recipient"), None)
    assert chosen is not None
    assert chosen.mention.text == "受灾群众"
    assert model.likely([]) == ()
