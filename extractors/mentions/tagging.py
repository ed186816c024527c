"""
Tagging: which characters of a sentence make a noun phrase together, by a log-linear model.

Whether 排查 is a verb or ends a noun, whether 应急 describes what follows, where one phrase ends
and the next begins: each word alone leaves it open, its neighbours mostly tell. Nor are the words
beyond doubt: the segmenter reads 民政协理|员代|洪芳 where an assistant 代洪芳 is meant. So the
model labels characters, and weighs those around one together with what the words there are for
the lexicon and for jieba's dictionary. It is a linear-chain conditional random field (Lafferty,
McCallum, Pereira 2001), learnt from sentences whose phrases were bracketed by hand (``NAME.brk``
beside the annotated pages, and ``tests/brackets``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from extractors.mentions.areas import AREA
from extractors.mentions.bodies import BODY
from extractors.mentions.persons import PERSON
from extractors.tokens import Token
from ontology.lexicon import Lexicon

WEIGHTS = Path(__file__).parent / "tagging.json"
LABELS = BEGIN, INSIDE, OUTSIDE = "B", "I", "O"
_EDGE = ("", "", "")
_MARGIN = 2  # characters before and behind one that speak for its label
_REMEMBERED = 1 << 16  # sums that are kept
_NEVER = float("-inf")
_NAMES = frozenset({PERSON, AREA, BODY})

Pair = tuple[float, float]  # what speaks for BEGIN and for INSIDE, against OUTSIDE
Word = tuple[str, str, str]  # the word itself, its class in the lexicon, its part of speech
Window = tuple[Pair, Pair, Pair]  # what three characters say of the last, the middle, the first


@dataclass(frozen=True, slots=True)
class Tagger:
    """
    Weights by feature, and by the label before another one.

    What characters and words that recur say together is added up once and remembered.
    """

    weights: Mapping[str, Pair]
    joints: Mapping[tuple[str, str], float]
    _windows: dict[str, Window] = field(default_factory=dict, compare=False, repr=False)
    _sums: dict[tuple[object, ...], Pair] = field(default_factory=dict, compare=False, repr=False)

    def tag(self, tokens: Sequence[Token], names: Sequence[Token], lexicon: Lexicon) -> str:
        """
        A label for each character of a sentence: ``B`` where a phrase begins, ``I`` where it goes
        on, else ``O``.

        ``tokens`` are its words, ``names`` the same with those merged that seem to be the name of
        a person, a unit or a body: that speaks for a phrase, but the words may speak against it.

        >>> from extractors.tokens import tokenize
        >>> from ontology.lexicon import load_lexicon
        >>> lexicon = load_lexicon()
        >>> words = tokenize("县农业局派出抢险队员", lexicon)
        >>> load_tagger().tag(words, words, lexicon)
        'BIIIOOBIII'
        """
        if not tokens:
            return ""
        return self.decode(self._weigh(tokens, names, lexicon))

    def _weigh(
        self, tokens: Sequence[Token], names: Sequence[Token], lexicon: Lexicon
    ) -> list[Pair]:
        """What speaks for BEGIN and for INSIDE at each character."""
        if len(self._sums) > _REMEMBERED:
            self._sums.clear()
        if len(self._windows) > _REMEMBERED:
            self._windows.clear()
        padded = padded_text(tokens)
        windows = [self._window(padded[at : at + 3]) for at in range(len(padded) - 2)]
        named = ("", *names_at(tokens, names), "")
        words = [seen_as(token, lexicon) for token in tokens]
        row = (_EDGE, *words, _EDGE)
        weights: list[Pair] = []
        at = 0
        for token, before, word, after in zip(tokens, row, row[1:], row[2:], strict=False):
            known = ""
            begin = inside = 0.0
            for place in places_of(token.end - token.start):
                if place != known:
                    known = place
                    begin, inside = self._word(place, before, word, after)
                left, middle, right = windows[at][0], windows[at + 1][1], windows[at + 2][2]
                said = (
                    begin + left[0] + middle[0] + right[0],
                    inside + left[1] + middle[1] + right[1],
                )
                keys = name_keys(named[at : at + 3], place, word, padded[at + 2 : at + 5])
                if keys:
                    own = self._add_up(keys)
                    said = said[0] + own[0], said[1] + own[1]
                weights.append(said)
                at += 1
        return weights

    def _window(self, characters: str) -> Window:
        """What three characters say of the last, of the middle and of the first of them."""
        known = self._windows.get(characters)
        if known is None:
            known = self._windows[characters] = (
                self._add_up(behind(characters)),
                self._add_up(between(characters)),
                self._add_up(before(characters)),
            )
        return known

    def _word(self, place: str, first: Word, word: Word, after: Word) -> Pair:
        """What a word and its neighbours say of a character at some place in it."""
        sums = self._sums
        own = sums.get((place, word)) or self._add((place, word), word_keys(place, word))
        name = (place, first, word)
        left = sums.get(name) or self._add(name, left_keys(place, first, word))
        name_right = (place, word, after, 1)
        right = sums.get(name_right) or self._add(name_right, right_keys(place, word, after))
        return own[0] + left[0] + right[0], own[1] + left[1] + right[1]

    def _add(self, name: tuple[object, ...], keys: Sequence[str]) -> Pair:
        self._sums[name] = added = self._add_up(keys)
        return added

    def _add_up(self, keys: Sequence[str]) -> Pair:
        begin = inside = 0.0
        for key in keys:
            found = self.weights.get(key)
            if found is not None:
                begin += found[0]
                inside += found[1]
        return begin, inside

    def decode(self, weights: Sequence[Pair]) -> str:
        """The likeliest labels of characters in order (Viterbi); none goes on behind OUTSIDE."""
        joint = self.joints.get
        b_b, b_i, b_o = (joint((BEGIN, label), 0.0) for label in LABELS)
        i_b, i_i, i_o = (joint((INSIDE, label), 0.0) for label in LABELS)
        o_b, o_o = joint((OUTSIDE, BEGIN), 0.0), joint((OUTSIDE, OUTSIDE), 0.0)
        begun, gone, out = weights[0][0], _NEVER, 0.0
        ways: list[tuple[int, int, int]] = []
        for begin, inside in weights[1:]:
            starts = (begun + b_b, gone + i_b, out + o_b)
            goes_on = (begun + b_i, gone + i_i)
            rests = (begun + b_o, gone + i_o, out + o_o)
            best, on, rest = (way.index(max(way)) for way in (starts, goes_on, rests))
            ways.append((best, on, rest))
            begun, gone, out = starts[best] + begin, goes_on[on] + inside, rests[rest]
        last = (begun, gone, out)
        label = last.index(max(last))
        labels = [LABELS[label]]
        for way in reversed(ways):
            label = way[label]
            labels.append(LABELS[label])
        return "".join(reversed(labels))


def seen_as(token: Token, lexicon: Lexicon) -> Word:
    """A word as the model sees it; titles, figures and times are one word each."""
    return _seen_as(token.text, token.tag, lexicon)


@lru_cache(maxsize=1 << 15)
def _seen_as(text: str, tag: str, lexicon: Lexicon) -> Word:
    if tag.isupper() and tag != "STOP":
        return tag, tag, tag
    kind = ""
    if text in lexicon.heads:
        # no sentence that was learnt from has the types of a domain, but what is above them
        kind += f"H{lexicon.ontology.root(lexicon.heads[text][0])[:5]}"
    if text in lexicon.triggers:
        kind += "N" if any(each.noun for each in lexicon.triggers[text]) else "V"
    if text in lexicon.markers:
        kind += f"M{min(lexicon.markers[text])}"
    elif lexicon.marks(text, "attributive"):
        kind += "A"
    elif lexicon.marks(text, "determiner"):
        kind += "D"
    elif lexicon.marks(text, "pronoun"):
        kind += "P"
    if text in lexicon.suffixes and len(text) == 1:
        kind += f"S{lexicon.suffixes[text][0][:5]}"
    return text, kind or tag[:1], tag[:2]


@lru_cache(maxsize=64)
def places_of(length: int) -> str:
    """Where each character of a word of so many stands: first, inside, last, or all of it."""
    return "S" if length == 1 else f"B{'M' * (length - 2)}E"


def padded_text(tokens: Sequence[Token]) -> str:
    """The text of words with a margin on both sides, for windows of characters."""
    text = "".join(token.text for token in tokens)
    return f"{'^' * _MARGIN}{text}{'$' * _MARGIN}"


def names_at(tokens: Sequence[Token], names: Sequence[Token]) -> list[str]:
    """For each character the kind of name that it seems to stand in, and where; mostly empty."""
    found = [""] * tokens[-1].end
    for name in names:
        if name.tag in _NAMES:
            places = places_of(name.end - name.start)
            found[name.start : name.end] = [place + name.tag for place in places]
    return found


def name_keys(named: Sequence[str], place: str, word: Word, three: str) -> tuple[str, ...]:
    """The features of a character by the names that it and its neighbours seem to stand in."""
    if not any(named):
        return ()
    first, own, after = named
    return (
        f"n={own}",
        f"<n={first}|{own}",
        f">n={own}|{after}",
        f"n0={own}{three[0]}",
        f"nw={own}|{place}{word[0]}",
        f">n+={own}|{after}{three[1:]}",
    )


def between(three: str) -> tuple[str, ...]:
    """The features of the middle one of three characters."""
    return (
        f"0={three[1]}",
        f"-1={three[0]}",
        f"+1={three[2]}",
        f"-10={three[:2]}",
        f"0+1={three[1:]}",
    )


def behind(three: str) -> tuple[str, ...]:
    """The features of the last one of three characters."""
    return f"-2={three[0]}", f"-2-1={three[:2]}"


def before(three: str) -> tuple[str, ...]:
    """The features of the first one of three characters."""
    return f"+2={three[2]}", f"+1+2={three[1:]}"


def word_keys(place: str, word: Word) -> tuple[str, ...]:
    """The features of a character by the word that it stands in, at some place."""
    text, kind, tag = word
    return f"{place}w={text}", f"{place}k={kind}", f"{place}t={tag}"


def left_keys(place: str, first: Word, word: Word) -> tuple[str, ...]:
    """The features of a character by the word before its own."""
    return (
        f"{place}<w={first[0]}",
        f"{place}<k={first[1]}|{word[1]}",
        f"{place}<t={first[2]}|{word[2]}",
        f"{place}<kw={first[1]}|{word[0]}",
    )


def right_keys(place: str, word: Word, after: Word) -> tuple[str, ...]:
    """The features of a character by the word behind its own."""
    return (
        f"{place}>w={after[0]}",
        f"{place}>k={word[1]}|{after[1]}",
        f"{place}>t={word[2]}|{after[2]}",
        f"{place}>wk={word[0]}|{after[1]}",
        f"{place}>n={min(len(word[0]), 4)}{word[2]}|{after[2]}",
    )


def features_of(
    tokens: Sequence[Token], names: Sequence[Token], lexicon: Lexicon
) -> Iterator[list[str]]:
    """All features of each character of a sentence in order, as learning needs them."""
    padded = padded_text(tokens)
    named = ("", *names_at(tokens, names), "")
    words = [seen_as(token, lexicon) for token in tokens]
    row = (_EDGE, *words, _EDGE)
    at = 0
    for token, first, word, after in zip(tokens, row, row[1:], row[2:], strict=False):
        for place in places_of(token.end - token.start):
            yield [
                *behind(padded[at : at + 3]),
                *between(padded[at + 1 : at + 4]),
                *before(padded[at + 2 : at + 5]),
                *word_keys(place, word),
                *left_keys(place, first, word),
                *right_keys(place, word, after),
                *name_keys(named[at : at + 3], place, word, padded[at + 2 : at + 5]),
            ]
            at += 1


@cache
def load_tagger() -> Tagger:
    """The tagger that the package ships."""
    record = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = {key: (pair[0], pair[1]) for key, pair in record["weights"].items()}
    joints = {(key[0], key[1]): weight for key, weight in record["joints"].items()}
    return Tagger(weights, joints)
