"""What phrases are made of: the things that a noun phrase names, the predicates of a verb."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.open.chart import Tree
from extractors.open.triples import Slot
from extractors.open.words import Word

INDEFINITE = "一"  # what a count begins with that only introduces a thing


def words_of(tree: Tree) -> Slot:
    """All words of a phrase."""
    return tuple(range(tree.start, tree.end))


def verbs(tree: Tree) -> list[Slot]:
    """The predicates that a verb stands for, coordinated ones apart: 设计和建造了."""
    match tree.shape:
        case ("V", "CCV"):
            return [*verbs(tree.parts[0]), *verbs(tree.parts[1].parts[1])]
        case ("V", _):
            rest = words_of(tree.parts[1])
            return [(*verb, *rest) for verb in verbs(tree.parts[0])]
        case ("SUO", "V"):
            return verbs(tree.parts[1])
        case ("V",):
            return verbs(tree.parts[0])
    return [words_of(tree)]


def conjuncts(tree: Tree, words: Sequence[Word], *, described: bool = False) -> list[Slot]:
    """
    The things that a noun phrase names, coordinated ones apart.

    ``described`` leaves out the clause that describes an indefinite thing (一家生产钟表的工厂).
    """
    match tree.shape:
        case ("NP", "CCNP") | ("NV", "CCNV"):
            rest = tree.parts[1].parts[1]
            return [
                *conjuncts(tree.parts[0], words, described=described),
                *conjuncts(rest, words, described=described),
            ]
        case ("NP", "ETC"):
            return conjuncts(tree.parts[0], words, described=described)
        case ("NPE", "NP"):
            return conjuncts(tree.parts[0].parts[0], words, described=described)
        case ("XDE", "NP") if tree.parts[1].shape == ("NP", "CCNP"):
            return [(*words_of(tree.parts[0]), *part) for part in conjuncts(tree.parts[1], words)]
        case ("QP", "NP"):
            return _counted(tree, words, described=described)
        case ("NP",) | ("NV",):
            return conjuncts(tree.parts[0], words, described=described)
    return [words_of(tree)]


def _counted(tree: Tree, words: Sequence[Word], *, described: bool) -> list[Slot]:
    count, counted = tree.parts
    if described and counted.shape in (("XDE", "NP"), ("XDE", "NV")):
        clause, head = counted.parts
        if clause.parts[0].label == "VP" and words[count.start].text[:1] in INDEFINITE:
            counted = head
    first, *others = conjuncts(counted, words)
    return [(*words_of(count), *first), *others]
