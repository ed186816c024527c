"""
Learning which words make a noun phrase, from sentences whose phrases were bracketed by hand.

A file of such sentences holds one a line, each phrase in braces behind a letter for its type:
``{A青石镇}组织{G党员}120名参加{E消防演练}``.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycrfsuite

from extractors.document import Span
from extractors.mentions.areas import AREA, ending_of, find_areas
from extractors.mentions.tagging import (
    BEGIN,
    INSIDE,
    OUTSIDE,
    WEIGHTS,
    Tagger,
    features_of,
)
from extractors.parse import read_names, read_words
from extractors.tokens import Token, tag_of
from ontology.errors import ReadError
from ontology.lexicon import Lexicon, load_lexicon

TYPES = {
    "A": "AdministrativeArea",
    "L": "Place",
    "O": "Organization",
    "P": "Person",
    "G": "PopulationGroup",
    "T": "Post",
    "I": "Item",
    "D": "Document",
    "M": "Measure",
    "E": "Event",
    "B": "Problem",
    "X": "",
}
_PHRASE = re.compile(r"\{([A-Z])([^{}]*)\}")
# L1 leaves out what hardly speaks, L2 keeps the rest small; chosen on pages held out.
_PENALTIES = {"c1": 0.05, "c2": 1.0}
_STEPS = 60
_HAN = re.compile("[\u4e00-\u9fff]+")
_SHORTEST_UNIT = 3  # characters of a unit's name with its ending
_LEAST = 0.02  # a weight below which a feature is left out


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A sentence with its phrases in order, each with its type; empty for what has none."""

    text: str
    phrases: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """The features of each character of a sentence of a page, and the labels they should have."""

    features: tuple[list[str], ...]
    labels: str
    page: str = ""


def read_bracketed(path: Path) -> list[Bracketed]:
    """
    The sentences of a file, none where there is no such file.

    Raises ReadError with file and line where a brace stands alone.
    """
    found: list[Bracketed] = []
    if not path.exists():
        return found
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            sentence = bracketed(line)
            if sentence is None:
                raise ReadError(f"{path}:{number}: braces must hold a type letter and a phrase")
            found.append(sentence)
    return found


def bracketed(line: str) -> Bracketed | None:
    """
    The sentence of one line, None where its braces cannot be read.

    >>> bracketed("转移{G群众}").phrases[0][0]
    Span(start=2, end=4)
    """
    text, phrases, position = "", [], 0
    for found in _PHRASE.finditer(line):
        text += line[position : found.start()]
        start = len(text)
        text += found[2]
        if found[1] not in TYPES:
            return None
        phrases.append((Span(start, len(text)), TYPES[found[1]]))
        position = found.end()
    text += line[position:]
    return None if "{" in text or "}" in text else Bracketed(text, tuple(phrases))


def labels_of(sentence: Bracketed) -> str:
    """
    The label of each character.

    >>> labels_of(bracketed("转移{G群众}")) if bracketed("转移{G群众}") else ""
    'OOBI'
    """
    labels = [OUTSIDE] * len(sentence.text)
    for span, _ in sentence.phrases:
        labels[span.start : span.end] = [BEGIN, *[INSIDE] * (span.end - span.start - 1)]
    return "".join(labels)


def examples_of(
    sentences: Iterable[Bracketed], lexicon: Lexicon, page: str = ""
) -> Iterator[Example]:
    """What the sentences of a page teach; without its name each is a page of its own."""
    for number, sentence in enumerate(sentences):
        words = read_words(sentence.text, lexicon).tokens
        if words:
            names = read_names(sentence.text, frozenset(), lexicon)
            features = tuple(features_of(words, names, lexicon))
            yield Example(features, labels_of(sentence), page or str(number))


def fit_tagger(examples: Sequence[Example]) -> Tagger:
    """The tagger that bracketed sentences teach."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({**_PENALTIES, "max_iterations": _STEPS})
    common = _common(examples)
    for example in examples:
        known = [[each for each in told if each in common] for told in example.features]
        trainer.append(known, list(example.labels))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "phrases.crf")
        trainer.train(path)
        reader = pycrfsuite.Tagger()
        reader.open(path)
        learnt = reader.info()
        reader.close()
    return _tagger(learnt.state_features, learnt.transitions)


def _common(examples: Sequence[Example]) -> set[str]:
    """The features that several pages have, but for those that name a unit."""
    first: dict[str, str] = {}
    common: set[str] = set()
    for example in examples:
        for told in example.features:
            for feature in told:
                if first.setdefault(feature, example.page) != example.page:
                    common.add(feature)
    return {feature for feature in common if not names_unit(feature)}


def names_unit(feature: str) -> bool:
    """
    Whether a feature is about one unit by its name: what holds of it holds of no other.

    >>> names_unit("B<w=青石镇"), names_unit("B<w=各乡镇"), names_unit("I>w=居民区")
    (True, False, False)
    """
    return any(map(_is_unit, _HAN.findall(feature)))


@cache
def _is_unit(word: str) -> bool:
    if len(word) < _SHORTEST_UNIT or not ending_of(word):
        return False
    found = find_areas([Token(0, len(word), word, tag_of(word))], load_lexicon())
    return len(found) == 1 and found[0].tag == AREA


def _tagger(
    states: Mapping[tuple[str, str], float], joints: Mapping[tuple[str, str], float]
) -> Tagger:
    """The weights of a random field as the tagger holds them, those of OUTSIDE taken off."""
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (feature, label), weight in states.items():
        for place, other in enumerate((BEGIN, INSIDE)):
            if label == other:
                weights[feature][place] += weight
            elif label == OUTSIDE:
                weights[feature][place] -= weight
    kept = {
        feature: (round(begin, 2), round(inside, 2))
        for feature, (begin, inside) in weights.items()
        if max(abs(begin), abs(inside)) >= _LEAST
    }
    return Tagger(kept, {joint: round(weight, 2) for joint, weight in joints.items()})


def write_tagger(tagger: Tagger, path: Path = WEIGHTS) -> None:
    """Write a tagger as the package ships it: sorted, one feature a line."""
    weights = dict(sorted(tagger.weights.items()))
    joints = {"".join(joint): weight for joint, weight in sorted(tagger.joints.items())}
    record = json.dumps({"joints": joints, "weights": weights}, ensure_ascii=False, indent=0)
    path.write_text(record + "\n", encoding="utf-8")
