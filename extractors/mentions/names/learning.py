"""
Learning what names are made of: the character model out of the words of jieba's dictionary.

``python -m extractors.mentions.names.learning`` writes ``characters.json`` anew: for surnames,
for the characters of given names and for those of transliterated names, the logarithm of their
share among the dictionary's words that are such names. Nothing else than the dictionary is read.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping

from extractors.mentions.names.characters import WEIGHTS
from extractors.tokens import dictionary_rows
from ontology.lexicon import Lexicon, load_lexicon

_PERSON_TAGS = ("nr", "nrfg")
_FOREIGN_TAGS = ("nr", "nrt", "nrfg", "ns")
_SMOOTHING = 1.0  # what a character that was never seen counts
_USUAL = 500  # characters seen less often in running text are one class
_RARE = 3  # characters seen less often are left to the smoothing


def main() -> None:
    """Write the model's file."""
    lexicon = load_lexicon()
    rows = [(word, tag) for word, _, tag in dictionary_rows()]
    model = {
        **_persons(rows, lexicon),
        "foreign": _foreign(rows, lexicon),
        "characters": _characters(),
    }
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(table, ensure_ascii=False, sort_keys=True)}"
        for name, table in sorted(model.items())
    )
    WEIGHTS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _persons(
    rows: Iterable[tuple[str, str]], lexicon: Lexicon
) -> Mapping[str, Mapping[str, float]]:
    """The shares of surnames and of the characters in each place of a given name."""
    surnames: Counter[str] = Counter()
    only, first, second = Counter[str](), Counter[str](), Counter[str]()
    for word, tag in rows:
        if tag not in _PERSON_TAGS or not 2 <= len(word) <= 4:
            continue
        surname = next((word[:size] for size in (2, 1) if word[:size] in lexicon.surnames), "")
        given = word[len(surname) :]
        if not surname or not 1 <= len(given) <= 2:
            continue
        surnames[surname] += 1
        if len(given) == 1:
            only[given] += 1
        else:
            first[given[0]] += 1
            second[given[1]] += 1
    found = {"surname": surnames, "only": only, "first": first, "second": second}
    return {name: _shares(counts) for name, counts in found.items()}


def _foreign(rows: Iterable[tuple[str, str]], lexicon: Lexicon) -> Mapping[str, float]:
    """The shares of the characters that write foreign names by their sound."""
    letters = "".join(lexicon.forms("transliteration"))
    counts: Counter[str] = Counter()
    for word, tag in rows:
        if tag in _FOREIGN_TAGS and len(word) > 2 and all(letter in letters for letter in word):
            counts.update(word)
    return _shares(counts)


def _characters() -> Mapping[str, float]:
    """The shares of the characters of all the words, each as often as it was seen."""
    letters: Counter[str] = Counter()
    for word, count, _ in dictionary_rows():
        for char in word:
            letters[char] += count
    common = {char: count for char, count in letters.items() if count >= _USUAL}
    return _shares(common)


def _shares(counts: Mapping[str, int]) -> Mapping[str, float]:
    total = sum(counts.values()) + _SMOOTHING * len(counts)
    kept = {form: count for form, count in counts.items() if count >= _RARE}
    shares = {
        form: round(math.log((count + _SMOOTHING) / total), 2) for form, count in kept.items()
    }
    return {**shares, "": round(math.log(_SMOOTHING / total), 2)}


if __name__ == "__main__":
    main()
