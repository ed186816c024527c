"""The learnt part of reading phrases: which words make one, and what type it has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.loglinear import LogLinear
from extractors.mentions.tagging import Tagger, load_tagger
from extractors.mentions.typing import load_typer


@dataclass(frozen=True, slots=True)
class Grammar:
    """The two models that turn words into typed phrases."""

    tagger: Tagger
    typer: LogLinear


@cache
def load_grammar() -> Grammar:
    """The models that the package ships."""
    return Grammar(load_tagger(), load_typer())
