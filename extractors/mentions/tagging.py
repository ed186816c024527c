"""
Tagging: which words of a sentence make a noun phrase together, by a log-linear model.

Whether 排查 is a verb or ends a noun, whether 应急 describes what follows, where one phrase ends
and the next begins: each word alone leaves it open, its neighbours mostly tell. The model weighs
what a word is for the lexicon and for jieba's dictionary, and what its neighbours are; it is an
averaged structured perceptron (Collins 2002), learnt from sentences whose phrases were bracketed
by hand (``NAME.brk`` beside the annotated pages, and ``tests/brackets``).
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
_REMEMBERED = 1 << 16  # sums that are kept
_SURE = 1e3  # what is added where a name leaves no doubt
_NAMES = frozenset({PERSON, AREA, BODY})
_TITLES = frozenset({"Post", "PopulationGroup"})

Key = tuple[str, ...]
Pair = tuple[float, float]  # what speaks for BEGIN and for INSIDE, against OUTSIDE
Word = tuple[str, str, str]  # the word itself, its class in the lexicon, its part of speech


@dataclass(frozen=True, slots=True)
class Tagger:
    """
    Weights by template and key: ``words`` for a word among its neighbours, ``joints`` for a label
    behind another one (its first part) before a word of some class.

    What neighbours that recur say together is added up once and remembered.
    """

    words: Mapping[int, Mapping[Key, Pair]]
    joints: Mapping[Key, Pair]
    _sums: dict[tuple[object, ...], Pair] = field(default_factory=dict, compare=False, repr=False)
    _steps: dict[str, tuple[Pair, ...]] = field(default_factory=dict, compare=False, repr=False)

    def tag(self, tokens: Sequence[Token], lexicon: Lexicon) -> str:
        """
        A label for each word: ``B`` where a phrase begins, ``I`` where it goes on, else ``O``.

        >>> from extractors.tokens import tokenize
        >>> from ontology.lexicon import load_lexicon
        >>> lexicon = load_lexicon()
        >>> load_tagger().tag(tokenize("县农业局派出抢险队员", lexicon), lexicon)
        'BIOBI'
        """
        if not tokens:
            return ""
        seen = [seen_as(token, lexicon) for token in tokens]
        weights = self._weights(seen)
        for index, token in enumerate(tokens):
            if token.tag in _NAMES or _is_title(tokens, index, lexicon):
                begin, inside = weights[index]
                weights[index] = begin + _SURE, inside + (0.0 if token.tag == PERSON else _SURE)
        return self.decode(weights, [each[1] for each in seen])

    def _weights(self, seen: Sequence[Word]) -> list[Pair]:
        """What speaks for BEGIN and for INSIDE at each word."""
        if len(self._sums) > _REMEMBERED:
            self._sums.clear()
        known = self._sums
        weights = []
        before = _EDGE
        for index, word in enumerate(seen):
            after = seen[index + 1] if index + 1 < len(seen) else _EDGE
            own = known.get(word) or self._add(word, 0, keys_of_word(word))
            left = known.get((0, before, word)) or self._add(
                (0, before, word), WORD, keys_behind(before, word)
            )
            right = known.get((1, word, after)) or self._add(
                (1, word, after), WORD + BEHIND, keys_before(word, after)
            )
            beyond = seen[index + 2] if index + 2 < len(seen) else _EDGE
            around = add_up(self.words, keys_around(before, word, after, beyond), _AROUND)
            begin = own[0] + left[0] + right[0] + around[0]
            weights.append((begin, own[1] + left[1] + right[1] + around[1]))
            before = word
        return weights

    def _add(self, name: tuple[object, ...], first: int, keys: Sequence[Key]) -> Pair:
        self._sums[name] = added = add_up(self.words, keys, first)
        return added

    def decode(self, weights: Sequence[Pair], classes: Sequence[str]) -> str:
        """The likeliest labels of words in order (Viterbi)."""
        begun, gone, out = weights[0][0], float("-inf"), 0.0
        ways: list[tuple[int, int, int]] = []
        for (begin, inside), kind in zip(weights[1:], classes[1:], strict=True):
            (b_b, b_i), (i_b, i_i), (o_b, _) = self._steps.get(kind) or self._step(kind)
            starts = (begun + b_b, gone + i_b, out + o_b)
            goes_on = (begun + b_i, gone + i_i)
            rests = (begun, gone, out)
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

    def _step(self, kind: str) -> tuple[Pair, ...]:
        """What speaks for BEGIN and for INSIDE behind each label, before a word of a class."""
        found = []
        for label in LABELS:
            plain = self.joints.get((label,), (0.0, 0.0))
            special = self.joints.get((label, kind), (0.0, 0.0))
            found.append((plain[0] + special[0], plain[1] + special[1]))
        self._steps[kind] = tuple(found)
        return self._steps[kind]


def add_up(
    words: Mapping[int, Mapping[Key, Sequence[float]]], keys: Sequence[Key], first: int = 0
) -> Pair:
    """What keys say together for BEGIN and for INSIDE, the first of them of template ``first``."""
    begin = inside = 0.0
    for template, key in enumerate(keys, first):
        found = words[template].get(key) if template in words else None
        if found is not None:
            begin += found[0]
            inside += found[1]
    return begin, inside


def _is_title(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a word is a post or a role right before a person's name."""
    if index + 1 >= len(tokens) or tokens[index + 1].tag != PERSON:
        return False
    return bool(_TITLES & set(lexicon.heads.get(tokens[index].text, ())))


def seen_as(token: Token, lexicon: Lexicon) -> Word:
    """A word as the model sees it; proper names, figures and times are one word each."""
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


def keys_of_word(word: Word) -> tuple[Key, ...]:
    """The keys of a word by itself."""
    text, kind, tag = word
    return (text,), (kind,), (text[-1:], tag), (text[:1], tag), (text[-2:], tag)


def keys_behind(before: Word, word: Word) -> tuple[Key, ...]:
    """The keys of a word behind another."""
    text, kind, tag = word
    first, of_kind, tagged = before
    return (first,), (of_kind, kind), (tagged, tag), (of_kind, text), (first[-1:], text[:1])


def keys_before(word: Word, after: Word) -> tuple[Key, ...]:
    """The keys of a word before another."""
    text, kind, tag = word
    next_, of_kind, tagged = after
    return (
        (next_,),
        (kind, of_kind),
        (tag, tagged),
        (str(min(len(text), 4)), tag, tagged),
        (text, of_kind),
        (text[-1:], next_[:1]),
    )


def keys_around(before: Word, word: Word, after: Word, beyond: Word) -> tuple[Key, ...]:
    """The keys of a word between others: 收治|患者|26名 acts, 返乡|人员 names."""
    return (
        (word[0], before[1], after[1]),
        (word[1], after[1], beyond[1]),
        (before[1], word[1], after[1], beyond[1]),
    )


def keys_of(seen: Sequence[Word]) -> Iterator[tuple[Key, ...]]:
    """The keys of each word in order, one for each template."""
    row = (_EDGE, *seen, _EDGE, _EDGE)
    for before, word, after, beyond in zip(row, seen, row[2:], row[3:], strict=False):
        yield (
            *keys_of_word(word),
            *keys_behind(before, word),
            *keys_before(word, after),
            *keys_around(before, word, after, beyond),
        )


WORD, BEHIND = len(keys_of_word(_EDGE)), len(keys_behind(_EDGE, _EDGE))
_AROUND = WORD + BEHIND + len(keys_before(_EDGE, _EDGE))
TEMPLATES = _AROUND + len(keys_around(_EDGE, _EDGE, _EDGE, _EDGE))


@cache
def load_tagger() -> Tagger:
    """The tagger that the package ships."""
    record = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    words = {
        int(template): {tuple(key.split("\t")): (pair[0], pair[1]) for key, pair in table.items()}
        for template, table in record["words"].items()
    }
    joints = {tuple(key.split("\t")): (pair[0], pair[1]) for key, pair in record["joints"].items()}
    return Tagger(words, joints)
