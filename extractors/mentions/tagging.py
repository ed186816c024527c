"""
Tagging: which words of a sentence make a noun phrase together, by a log-linear model.

Whether 排查 is a verb or ends a noun, whether 应急 describes what follows, where one phrase ends
and the next begins: each word alone leaves it open, its neighbours mostly tell. The model weighs
what a word is for the lexicon and for jieba's dictionary, and what its neighbours are; it is an
averaged structured perceptron (Collins 2002), learnt from sentences whose phrases were bracketed
by hand (``tests/phrases``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """

    words: Mapping[int, Mapping[Key, Pair]]
    joints: Mapping[Key, Pair]

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
        weights = [self.weigh(keys) for keys in keys_of(seen)]
        for index, token in enumerate(tokens):
            if token.tag in _NAMES or _is_title(tokens, index, lexicon):
                begin, inside = weights[index]
                weights[index] = begin + _SURE, inside + (0.0 if token.tag == PERSON else _SURE)
        return self.decode(weights, [each[1] for each in seen])

    def weigh(self, keys: Sequence[Key]) -> Pair:
        """What speaks for BEGIN and for INSIDE at one word."""
        begin = inside = 0.0
        for template, key in enumerate(keys):
            found = self.words[template].get(key)
            if found is not None:
                begin += found[0]
                inside += found[1]
        return begin, inside

    def decode(self, weights: Sequence[Pair], classes: Sequence[str]) -> str:
        """The likeliest labels of words in order (Viterbi)."""
        scores = (weights[0][0], float("-inf"), 0.0)
        ways: list[tuple[int, int, int]] = []
        for (begin, inside), kind in zip(weights[1:], classes[1:], strict=True):
            behind = [self._joint(label, kind) for label in LABELS]
            starts = [score + joint[0] for score, joint in zip(scores, behind, strict=True)]
            goes_on = [score + joint[1] for score, joint in zip(scores, behind, strict=True)]
            goes_on[2] = float("-inf")
            best = max(range(3), key=starts.__getitem__)
            on = max(range(3), key=goes_on.__getitem__)
            out = max(range(3), key=scores.__getitem__)
            ways.append((best, on, out))
            scores = (starts[best] + begin, goes_on[on] + inside, scores[out])
        label = max(range(3), key=scores.__getitem__)
        labels = [LABELS[label]]
        for way in reversed(ways):
            label = way[label]
            labels.append(LABELS[label])
        return "".join(reversed(labels))

    def _joint(self, label: str, kind: str) -> Pair:
        plain = self.joints.get((label,), (0.0, 0.0))
        special = self.joints.get((label, kind))
        if special is None:
            return plain
        return plain[0] + special[0], plain[1] + special[1]


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
        kind += f"H{lexicon.heads[text][0][:5]}"
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


def keys_of(seen: Sequence[Word]) -> Iterator[tuple[Key, ...]]:
    """The keys of each word in order, one for each template."""
    row = (_EDGE, *seen, _EDGE)
    for at in range(1, len(row) - 1):
        word_1, kind_1, tag_1 = row[at - 1]
        word, kind, tag = row[at]
        word1, kind1, tag1 = row[at + 1]
        yield (
            (word,),
            (kind,),
            (word[-1:], tag),
            (word[:1], tag),
            (word[-2:], tag),
            (word_1,),
            (kind_1, kind),
            (tag_1, tag),
            (kind_1, word),
            (word_1[-1:], word[:1]),
            (word1,),
            (kind, kind1),
            (tag, tag1),
            (str(min(len(word), 4)), tag, tag1),
            (word, kind1),
            (word[-1:], word1[:1]),
            (word, kind_1, kind1),
        )


TEMPLATES = len(next(keys_of([_EDGE])))


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
