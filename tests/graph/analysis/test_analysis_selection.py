"""How facts are chosen, by names as a user writes them."""

from __future__ import annotations

import pytest

from graph.analysis.selection import relations_named, selection_of, types_named
from graph.knowledge import Knowledge
from ontology.errors import QueryError


@pytest.mark.parametrize("name", ["Person", "person", "人物", "PERSON"])
def test_a_type_is_named_by_its_name_or_its_label(news: Knowledge, name: str):
    assert types_named(news.store, name) == {"Person"}


def test_a_type_takes_those_below_it_along(news: Knowledge):
    assert {"Organization", "Person"} < types_named(news.store, "行动者")
    assert "Place" not in types_named(news.store, "Agent")


@pytest.mark.parametrize("name", ["recruited", "招募"])
def test_a_relation_is_named_by_its_name_or_its_label(news: Knowledge, name: str):
    assert relations_named(news.store, name) == {"recruited"}


def test_a_relation_takes_those_below_it_along(news: Knowledge):
    assert {"recruited", "implemented"} < relations_named(news.store, "actionRelation")


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"types": ["Persn"]}, "no type is called Persn; did you mean Person"),
        ({"types": ["人"]}, "no type is called 人; did you mean 人群, 人物"),
        ({"relations": ["招"]}, "no relation is called 招; did you mean 招募"),
        ({"documents": ["ston.txt"]}, "the store has no document ston.txt; did you mean stone.txt"),
    ],
)
def test_an_unknown_name_is_answered_with_names_that_are_near(
    news: Knowledge, choice: dict, message: str
):
    with pytest.raises(QueryError, match=message) as error:
        selection_of(news.store, **choice)

    assert "\n" not in str(error.value)


def test_a_store_without_documents_suggests_none(nothing: Knowledge):
    with pytest.raises(QueryError, match=r"the store has no document a.txt$"):
        selection_of(nothing.store, documents=["a.txt"])
