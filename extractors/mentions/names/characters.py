"""What names are made of: how likely characters are as surnames, given names and sounds."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.tokens import word_share
from ontology.lexicon import Lexicon

WEIGHTS = Path(__file__).with_name("characters.json")

# The logarithm of the share of words that no dictionary has, and of each character of one.
_UNKNOWN, _PER_CHARACTER = -5.0, -7.3
_SHORT_GIVEN, _LONG_GIVEN = math.log(0.25), math.log(0.75)
_LONGEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Characters:
    """
    Logarithms of shares, as ``learning`` counts them; "" stands for what was never seen.

    ``surname`` holds the surnames among surnames; ``only``, ``first`` and ``second`` the
    characters in each place of a given name; ``foreign`` those that write foreign sounds;
    ``characters`` those of running text.
    """

    surname: dict[str, float]
    only: dict[str, float]
    first: dict[str, float]
    second: dict[str, float]
    foreign: dict[str, float]
    characters: dict[str, float]

    def chinese(self, surname: str, given: str) -> float:
        """How likely a surname and a given name of one or two characters are, as a logarithm."""
        score = self.surname.get(surname, self.surname[""])
        if len(given) == 1:
            return score + _SHORT_GIVEN + self.only.get(given, self.only[""])
        return score + _LONG_GIVEN + self.given(given)

    def given(self, name: str) -> float:
        """How likely a given name of two characters is, as a logarithm."""
        first = self.first.get(name[0], self.first[""])
        return first + self.second.get(name[1], self.second[""])

    def sounds(self, text: str) -> float:
        """By how much a text is likelier as foreign sounds than as plain Chinese."""
        rare, usual = self.foreign[""], self.characters[""]
        return sum(self.foreign.get(char, rare) - self.characters.get(char, usual) for char in text)


def plain_share(text: str, share: Callable[[str], float | None]) -> float:
    """How likely a short text is as the best row of plain words, as a logarithm."""
    if not text:
        return 0.0
    best = [0.0] + [-math.inf] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            known = share(text[start:end])
            if known is None and end - start == 1:
                known = _UNKNOWN + _PER_CHARACTER
            if known is not None:
                best[end] = max(best[end], best[start] + known)
    return best[-1]


def word_cost(text: str, lexicon: Lexicon) -> float:
    """How likely a text is as one word, known or not, as a logarithm."""
    known = word_share(text, lexicon)
    return known if known is not None else unknown_cost(text)


def unknown_cost(text: str) -> float:
    """How likely a text is as one word that no dictionary has, as a logarithm."""
    return _UNKNOWN + _PER_CHARACTER * len(text)


@cache
def load_characters() -> Characters:
    """The character model that was learnt."""
    return Characters(**json.loads(WEIGHTS.read_text(encoding="utf-8")))
