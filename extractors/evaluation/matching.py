"""Which extracted fact is which annotated one: names compared, facts paired one to one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from extractors.evaluation.gold import GoldFact, GoldQuantity
from extractors.facts import Argument, Fact, Quantity

_STRIPPED = re.compile(r"[\s“”‘’\"'「」『』《》〈〉（）()【】\[\]、，,。.:：;；!！?？·]+")
_NEAR = 0.75
_CONTAINED = 0.9

STATED = "stated"


@lru_cache(maxsize=1 << 14)
def normalize(name: str) -> str:
    """
    A name as it is compared: compatibility forms folded, no punctuation, no white space.

    >>> normalize("“云山” 服务队（２）")
    '云山服务队2'
    """
    return _STRIPPED.sub("", unicodedata.normalize("NFKC", name))


def names_of(argument: Argument | None) -> tuple[str, ...]:
    """The names by which an extracted argument may match: canonical, and as in the text."""
    if argument is None:
        return ()
    return tuple(name for name in (argument.name, argument.mention) if name)


@lru_cache(maxsize=1 << 18)
def alike(predicted: tuple[str, ...], accepted: tuple[str, ...]) -> float:
    """
    How alike two sets of names are: 1 for a name in common, 0.75 or more for near ones, else 0.

    >>> alike(("云山县",), ("云山县", "县")), alike(("云山县城关镇",), ("城关镇",))
    (1.0, 0.9)
    """
    best = 0.0
    for name in map(normalize, predicted):
        for other in map(normalize, accepted):
            if not name or not other:
                continue
            if name == other:
                return 1.0
            best = max(best, _nearness(name, other))
    return best


def _nearness(name: str, other: str) -> float:
    """The likeness of two different names: one within the other, or most characters shared."""
    short, long = sorted((name, other), key=len)
    contained = len(short) >= 2 and len(short) / len(long) >= 0.5 and short in long
    matcher = SequenceMatcher(None, name, other)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return _CONTAINED if contained else 0.0
    ratio = matcher.ratio()
    near = ratio if ratio >= _NEAR else 0.0
    return max(near, _CONTAINED if contained else 0.0)


def same_value(gold: GoldQuantity | None, predicted: Quantity | None) -> bool:
    """Whether both are quantities of the same number."""
    if gold is None or predicted is None:
        return False
    value = float(gold.value)
    return abs(value - float(predicted.value)) < 1e-9 * max(1, abs(value))


def pair_score(gold: GoldFact, predicted: Fact, *, any_relation: bool = False) -> float:
    """
    How well an extracted fact is an annotated one, 0 if it is not.

    The relation must be the same (unless ``any_relation``) and both arguments alike; of
    ``stated`` only the speaker counts. Quantity and modality decide between candidates.
    """
    if not any_relation and gold.relation != predicted.relation:
        return 0
    subject = alike(names_of(predicted.subject), gold.subject)
    if not subject:
        return 0
    stated = gold.relation == STATED
    object_ = 1.0 if stated else alike(names_of(predicted.object), gold.object)
    if not object_:
        return 0
    both = (gold.quantity is None) == (predicted.quantity is None)
    quantity = 1.0 if same_value(gold.quantity, predicted.quantity) else 0.2 * both
    return subject + object_ + quantity + (0.1 if gold.modality == predicted.modality else 0)


def match(
    gold: Sequence[GoldFact], predicted: Sequence[Fact], *, any_relation: bool = False
) -> list[tuple[int, int]]:
    """Pairs of positions in ``gold`` and ``predicted``, the best pairs first, one to one."""
    scored = sorted(
        (
            (score, i, j)
            for i, fact in enumerate(gold)
            for j, candidate in enumerate(predicted)
            if (score := pair_score(fact, candidate, any_relation=any_relation)) > 0
        ),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, i, j in scored:
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((i, j))
    return pairs
