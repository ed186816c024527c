"""Words: jieba's segmentation, with the lexicon's words and with spans that are never cut."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import jieba

from extractors.document import Span
from extractors.records import record
from extractors.segmentation import Segmenter
from ontology.lexicon import Lexicon

jieba.setLogLevel(logging.WARNING)

_LEVELS = "县镇乡村旗"  # what ends a unit's name, and seldom begins a word that nobody knows
_ADVERBS = frozenset("共均已再又还仅曾")  # 共|设, 再|投: no word, whatever the segmenter thinks
_LONGEST_KNOWN = 12  # characters of a word that is worth remembering
_PUNCTUATION = re.compile(r"[^\w]")
_NUMBER = re.compile(r"[\d.%０-９〇零一二三四五六七八九十百千万亿两]+")


@record(frozen=True, slots=True)
class Token:
    """
    One word of a sentence: its range there, and its part of speech as jieba's dictionary has it.

    Words that the dictionary lacks are ``x``, punctuation is ``w``. A span kept whole carries
    the tag that its finder gave, in capitals (``QUANTITY``, ``TIME``, ``PERSON`` …).
    """

    start: int
    end: int
    text: str
    tag: str

    @property
    def span(self) -> Span:
        """Where the word stands in its sentence."""
        return Span(self.start, self.end)


@record(frozen=True, slots=True)
class Atom:
    """A span that is one word whatever the segmenter thinks."""

    span: Span
    tag: str


def tokenize(text: str, lexicon: Lexicon, atoms: Sequence[Atom] = ()) -> list[Token]:
    """
    The words of a sentence in order, covering every character of it.

    Atoms must not overlap; the text between them is segmented on its own.

    >>> from ontology.lexicon import load_lexicon
    >>> [token.text for token in tokenize("县应急管理局派出抢险队员", load_lexicon())]
    ['县', '应急管理局', '派出', '抢险', '队员']
    """
    tokens: list[Token] = []
    position = 0
    for atom in sorted(atoms, key=lambda atom: atom.span.start):
        tokens += _segment(text, position, atom.span.start, lexicon)
        span = atom.span
        tokens.append(Token(span.start, span.end, text[span.start : span.end], atom.tag))
        position = span.end
    return tokens + _segment(text, position, len(text), lexicon)


def without_overlaps(atoms: Iterable[Atom]) -> list[Atom]:
    """The atoms that do not overlap an earlier one of the list; the first given wins."""
    kept: list[Atom] = []
    for atom in atoms:
        if not any(atom.span.overlaps(other.span) for other in kept):
            kept.append(atom)
    return kept


def _segment(text: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    if start >= end:
        return []
    tokens, position = [], start
    for word in _segmenter(lexicon).cut(text[start:end]):
        pieces = _known_pieces if len(word) <= _LONGEST_KNOWN else _pieces
        for piece, tag in pieces(word, lexicon):
            tokens.append(Token(position, position + len(piece), piece, tag))
            position += len(piece)
    return tokens


def _pieces(word: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """What is left of a word when it is cut again, each piece with its tag."""
    return tuple((piece, tag_of(piece)) for piece in _split(word, lexicon))


_known_pieces = lru_cache(maxsize=1 << 15)(_pieces)


def _split(word: str, lexicon: Lexicon) -> Sequence[str]:
    """
    A word cut again where the segmenter's guess swallowed a word of a closed class.

    Its model for unknown words joins a preposition to its neighbours (从|区), and its dictionary
    holds county names that are a preposition and a level in most texts (会同|县).
    """
    markers = _inner_markers(lexicon)
    if len(word) > 1 and word[0] == "任" and word[1:] in lexicon.heads:
        return ("任", word[1:])
    if len(word) > 3 and (cut := _post_behind(word, lexicon)):
        return (word[:cut], word[cut:])
    if word == "会上":
        return ("会", "上")
    unknown = tag_of(word) == "x" and word not in lexicon.triggers
    if unknown and word[0] in _ADVERBS and word[1:] in lexicon.triggers:
        return (word[0], word[1:])
    if len(word) == 4 and _is_phrase(word, lexicon):
        return (word[:2], word[2:])
    if unknown and len(word) == 4 and word[:2] in lexicon.triggers:
        return (word[:2], word[2:])  # 救出|被困: the guess joins a verb with what follows
    if len(word) > 2 and word[-1] == "说" and tag_of(word) == "x":
        return (word[:-1], "说")
    if 1 < len(word) < 4 and word[0] in _LEVELS and tag_of(word) == "x":
        return _segmenter(lexicon).cut(word, guess=False)
    if len(word) == 3 and word[:2] in markers and word[2] in "省市县区乡镇村":
        return (word[:2], word[2])
    if len(word) > 1 and tag_of(word) == "x" and any(char in markers for char in word):
        return _segmenter(lexicon).cut(word, guess=False)
    return (word,)


def _post_behind(word: str, lexicon: Lexicon) -> int:
    """Where the post starts in a word that is a body and its post: 派出所|教导员; 0 elsewhere."""
    if lexicon.heads.get(word, ("Post",))[:1] != ("Post",) or "党" in word:
        return 0
    for cut in range(3 if word in lexicon.heads else 2, len(word) - 1):
        body = lexicon.heads.get(word[:cut], ())[:1] == ("Organization",)
        if body and "Post" in lexicon.heads.get(word[cut:], ()):
            return cut
    return 0


def _is_phrase(word: str, lexicon: Lexicon) -> bool:
    """
    Whether a word of the dictionary is two words of the lexicon, the first or second a verb.

    检查|人员 and 下发|文件 are a noun or a verb with its object as the sentence has it; 妥善|安置
    is an adverb with its verb, 干部|带头 somebody with an adverb.
    """
    if word in lexicon.heads or word in lexicon.markers:
        return False
    first, second = word[:2], word[2:]
    acts = second in lexicon.triggers
    if word in lexicon.triggers:
        people = lexicon.heads.get(second, ())[:1] == ("PopulationGroup",)
        return people and first in lexicon.triggers
    if first in lexicon.triggers:
        return acts or second in lexicon.heads
    if lexicon.marks(first, "adverb"):
        return acts
    people = lexicon.heads.get(first, ())[:1] == ("PopulationGroup",)
    return people and lexicon.marks(second, "adverb")


@cache
def _inner_markers(lexicon: Lexicon) -> frozenset[str]:
    """Prepositions, negations and the like that no unknown word may hide."""
    classes = ("role.agent", "role.patient", "role.recipient", "role.place", "role.companion")
    found = {form for name in classes for form in lexicon.forms(name)}
    return frozenset(found | set("没不因各每比进已了的以这是")) - frozenset("和进往给用让入")


def plain_tokens(text: str, start: int, lexicon: Lexicon) -> list[Token]:
    """The words of a text by the dictionary alone, nothing guessed; the first at ``start``."""
    tokens, position = [], start
    for word in _segmenter(lexicon).cut(text, guess=False):
        tokens.append(Token(position, position + len(word), word, tag_of(word)))
        position += len(word)
    return tokens


def tag_of(word: str) -> str:
    """The part of speech that jieba's dictionary gives a word; ``x`` where it has none."""
    if tag := _tags().get(word):
        return tag
    if _PUNCTUATION.fullmatch(word):
        return "w"
    return "m" if _NUMBER.fullmatch(word) else "x"


@cache
def _segmenter(lexicon: Lexicon) -> Segmenter:
    dictionary = jieba.Tokenizer()
    dictionary.initialize()
    for word in sorted({*lexicon.words(), *_division_names()}):
        dictionary.add_word(word)
    for word in sorted(lexicon.forms("unword")):
        dictionary.del_word(word)
    return Segmenter(dictionary)


def word_share(word: str, lexicon: Lexicon) -> float | None:
    """
    The logarithm of a word's share of all words of running text, None of an unknown word.

    >>> from ontology.lexicon import load_lexicon
    >>> word_share("城市", load_lexicon()) > word_share("护城河", load_lexicon())
    True
    """
    segmenter = _segmenter(lexicon)
    count = segmenter.frequencies.get(word)
    return math.log(count / segmenter.total) if count else None


def dictionary_rows() -> Iterator[tuple[str, int, str]]:
    """The lines of jieba's dictionary: a word, how often it was seen, its part of speech."""
    with jieba.get_module_res(*jieba.DEFAULT_DICT_NAME.split("/")) as lines:
        for line in lines:
            row = line.decode("utf-8").split()
            if len(row) == 3:
                yield row[0], int(row[1]), row[2]


def _division_names() -> Iterator[str]:
    """The full names of divisions that are longer than any word: 西乡塘区, 鄂温克族自治旗."""
    from ontology.gazetteer import load_gazetteer

    return (name for name, _ in load_gazetteer().names() if len(name) > 3)


@cache
def _tags() -> dict[str, str]:
    """The tag of each word of jieba's dictionary."""
    return {word: tag for word, _, tag in dictionary_rows()}
