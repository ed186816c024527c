"""Which argument is the store: the first of two, the only one where nothing else is taken."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from graph.cli.language import Say
from graph.cli.stores import split_arguments

SAY = Say("en")


@pytest.fixture(autouse=True)
def no_store_in_the_environment(monkeypatch):
    monkeypatch.delenv("WANGGE_STORE", raising=False)


@pytest.mark.parametrize(
    ("arguments", "names", "asked", "store", "rest"),
    [
        ([], [], None, "wangge.kg", []),
        (["news.kg"], [], None, "news.kg", []),
        ([], [], "news.kg", "news.kg", []),
        (["donations"], ["QUERY"], None, "wangge.kg", ["donations"]),
        (["news.kg", "donations"], ["QUERY"], None, "news.kg", ["donations"]),
        (["donations"], ["QUERY"], "news.kg", "news.kg", ["donations"]),
    ],
)
def test_the_store_and_the_rest(arguments, names, asked, store, rest):
    assert split_arguments(arguments, names, asked, SAY) == (Path(store), rest)


def test_the_environment_names_the_store_that_nobody_else_names(monkeypatch):
    monkeypatch.setenv("WANGGE_STORE", "env.kg")

    assert split_arguments([], [], None, SAY)[0] == Path("env.kg")
    assert split_arguments(["fact-1"], ["FACT"], None, SAY) == (Path("env.kg"), ["fact-1"])
    assert split_arguments(["news.kg"], [], None, SAY)[0] == Path("news.kg")
    assert split_arguments([], [], "asked.kg", SAY)[0] == Path("asked.kg")


@pytest.mark.parametrize(
    ("arguments", "names", "asked", "reason"),
    [
        ([], ["QUERY"], None, "QUERY is missing"),
        ([], ["QUERY"], "news.kg", "QUERY is missing"),
        (["a", "b"], [], None, "one argument too many: b"),
        (["a"], [], "news.kg", "one argument too many: a"),
        (["a", "b", "c"], ["QUERY"], None, "one argument too many: c"),
        (["a", "b"], ["QUERY"], "news.kg", "one argument too many: b"),
    ],
)
def test_too_few_or_too_many_arguments_are_wrong_usage(arguments, names, asked, reason):
    with pytest.raises(click.UsageError, match=reason):
        split_arguments(arguments, names, asked, SAY)
