"""Guessing: what a verb that the lexicon lacks tells, by its characters and its object."""

from __future__ import annotations

import pytest
from rendering import core

from extractors.frames.guessing import NOTHING, Thing, likeliest, load_guesser, of_thing, of_verb
from ontology.lexicon import Lexicon


def shares(form: str, thing: Thing, lexicon: Lexicon) -> dict[str, float]:
    """The share of each relation that a verb and its object have."""
    return dict(load_guesser().shares([of_verb(form, lexicon), of_thing(thing)]))


def test_a_verb_is_seen_by_its_characters_and_the_known_verbs_in_it(lexicon: Lexicon) -> None:
    found = of_verb("增建起", lexicon)
    assert {"v1=增", "v9=起", "vc=建", "lex="} <= set(found)


def test_a_known_verb_is_seen_by_its_relations(lexicon: Lexicon) -> None:
    assert "lex=recruited" in of_verb("招募", lexicon)
    assert "lex=" not in of_verb("招募", lexicon)


@pytest.mark.parametrize(
    ("form", "thing", "relation"),
    [
        ("招募", Thing("PopulationGroup", "志愿者", "名", "right"), "recruited"),
        ("捐赠", Thing("Item", "口罩", "只", "right"), "donated"),
        ("印发", Thing("Document", "工作方案", "份", "right"), "issued"),
        ("营救", Thing("PopulationGroup", "被困群众", "名", "right"), "rescued"),
    ],
)
def test_a_relation_has_the_greatest_share(
    form: str, thing: Thing, relation: str, lexicon: Lexicon
) -> None:
    found = {name: share for name, share in shares(form, thing, lexicon).items() if name}
    assert max(found, key=lambda name: found[name]) == relation


def test_shares_of_a_verb_that_tells_nothing(lexicon: Lexicon) -> None:
    found = shares("觉得", Thing("", "天气", "", "right"), lexicon)
    assert max(found, key=lambda name: found[name]) == NOTHING


def test_only_what_is_worth_a_reading_is_told() -> None:
    assert list(likeliest({NOTHING: 0.7, "held": 0.29, "has": 0.01})) == [("held", 0.29)]


def test_no_fact_is_made_of_a_verb_that_tells_nothing() -> None:
    assert core("孩子们觉得天气很冷。") == []
