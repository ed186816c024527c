"""Words of any prose, and the word classes of the grammar that each may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.document import Span
from extractors.open.chart import GrammarError
from extractors.open.tagging import FULL_NAME, NAME, tag_words
from ontology.lexicon import Lexicon

CLASSES = Path(__file__).with_name("classes.cfg")
PERSONAL = "open.personal"

_LETTER = re.compile("[A-Za-zÀ-ɏ]")
# Verbs that are read in a way of their own are plain verbs only where that way leads nowhere.
_SPECIAL_VERBS = frozenset(("VCTRL", "VSAY", "VPIV", "VDIT", "VE"))

Choice = tuple[tuple[str, float], ...]
"""The classes that a word may have, each with its cost."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause: where it stands in its sentence, and the classes that it may have."""

    span: Span
    text: str
    tag: str
    classes: Choice

    def may_be(self, label: str) -> bool:
        """Whether the word may have a class."""
        return any(label == each for each, _ in self.classes)


@dataclass(frozen=True, slots=True)
class ClassTable:
    """The classes of words by their tag, by their class in the lexicon, and by their form."""

    tag: Mapping[str, Choice]
    lexical: Mapping[str, Choice]
    word: Mapping[str, Choice]


def read_words(text: str, lexicon: Lexicon) -> list[Word]:
    """
    The words of a clause in order, without brackets' content and quotation marks.

    >>> from ontology.lexicon import load_lexicon
    >>> found = read_words("他出生于港口城市", load_lexicon())
    >>> [(word.text, word.classes[0][0]) for word in found]
    [('他', 'PN'), ('出生', 'V'), ('于', 'P'), ('港口城市', 'N')]
    """
    return [
        Word(Span(start, start + len(form)), form, tag, classes_of(form, tag, lexicon))
        for start, form, tag in tag_words(text, lexicon)
    ]


def classes_of(form: str, tag: str, lexicon: Lexicon) -> Choice:
    """The classes that a word with that tag may have, each with its cost, one entry a class."""
    table = load_classes()
    if form in table.word:
        return table.word[form]
    found: dict[str, float] = {}
    for label, cost in _by_tag(form, tag, lexicon, table):
        found[label] = min(cost, found.get(label, cost))
    for name, choice in table.lexical.items():
        if lexicon.marks(form, name):
            for label, cost in choice:
                found[label] = min(cost, found.get(label, cost))
                _make_way(found, label)
    if "V" in found:
        found["W"] = found["V"]
    return tuple(found.items())


def _make_way(found: dict[str, float], label: str) -> None:
    """What a word's special class leaves of the usual ones."""
    dearer = {"V": 0.3} if label in _SPECIAL_VERBS else {"V": 2.0} if label == "VC" else {}
    for each, least in dearer.items():
        if each in found:
            found[each] = max(found[each], least)
    if label in ("D", "MOD"):
        found |= {each: found[each] + 2 for each in ("N", "V") if each in found}


def _by_tag(
    form: str, tag: str, lexicon: Lexicon, table: ClassTable
) -> Iterator[tuple[str, float]]:
    if lexicon.marks(form, PERSONAL):
        return
    noun = lexicon.marks(form, "open.noun")
    if lexicon.marks(form, "open.verb"):
        yield "V", 0.0
        yield ("N", 0.5) if noun else ("NV", 0.0)
        return
    known = table.tag.get(tag) or table.tag.get(tag[:1])
    if known is None:
        known = table.tag["trigger" if form in lexicon.triggers else "unknown"]
    yield from known
    if noun:
        yield "N", 0.2


@cache
def load_classes(path: Path = CLASSES) -> ClassTable:
    """
    The classes of a file with the sections ``[tag]``, ``[class]`` and ``[word]``.

    A line is ``key = LABEL[/cost] …``. Raises GrammarError, naming file and line, for another.
    """
    sections: dict[str, dict[str, Choice]] = {"tag": {}, "class": {}, "word": {}}
    section = sections["tag"]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith("[") and text.strip("[]") in sections:
            section = sections[text.strip("[]")]
        elif text and not text.startswith("#"):
            key, _, listed = text.partition(" = ")
            try:
                section[key] = tuple(_weighted(part) for part in listed.split())
            except ValueError:
                section[key] = ()
            if not section[key]:
                raise GrammarError(
                    f"{path.name}:{number}: a line is written 'word = LABEL LABEL/cost'"
                )
    return ClassTable(sections["tag"], sections["class"], sections["word"])


def _weighted(part: str) -> tuple[str, float]:
    label, _, cost = part.partition("/")
    return label, float(cost or 0)


def phrase(words: Sequence[Word], numbers: Iterable[int]) -> str:
    """
    The words of these numbers read out, a space between foreign words that had one.

    >>> from ontology.lexicon import load_lexicon
    >>> words = read_words("他加入了 Blue Harbor 乐队", load_lexicon())
    >>> phrase(words, range(len(words)))
    '他加入了Blue Harbor乐队'
    """
    text, before = "", None
    for number in numbers:
        word = words[number]
        apart = before is not None and before.span.end < word.span.start
        if apart and _LETTER.match(word.text[:1]) and _LETTER.match(text[-1:]):
            text += " "
        text += word.text
        before = word
    return text


def is_name(word: Word) -> bool:
    """Whether a word is the name of a person or may be one, as far as its form tells."""
    return word.tag in (NAME, FULL_NAME, "nr", "nrt", "nrfg") and not word.text.startswith("《")
