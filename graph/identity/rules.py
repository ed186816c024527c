"""The rules of identity in words, and how sure each is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True, slots=True)
class IdentityRule:
    """
    One rule: its name, what it says in both languages, and its ``confidence``.

    The confidence is the share of right merges, from 0 to 1, among those that were read by hand.
    """

    name: str
    zh: str
    en: str
    confidence: float


@cache
def identity_rules() -> dict[str, IdentityRule]:
    """
    All rules by name.

    >>> identity_rules()["hand"].confidence
    1.0
    """
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {name: IdentityRule(name, **told) for name, told in table.items()}
