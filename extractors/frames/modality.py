"""Modality and negation: done, demanded, planned or supposed, by the words before a trigger."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Span
from extractors.frames.clauses import Clause, Unit
from ontology.lexicon import Lexicon

_ORDER = ("hypothetical", "required", "planned")
_NEAR = 3  # constituents between a negation and the verb that it denies


def modality_of(
    clauses: Sequence[Clause], number: int, trigger: Span, lexicon: Lexicon, *, demanded: bool
) -> str:
    """
    The modality of a trigger: ``asserted``, ``required``, ``planned`` or ``hypothetical``.

    A marker holds for the verbs behind it in its clause, and for the clauses that follow it in a
    demand. ``demanded`` says that the sentence reports a demand (要求, 强调 … or quoted orders).
    """
    clause = clauses[number]
    before = [unit for unit in clause.units if unit.span.end <= trigger.start]
    if _is_done(before, clause, trigger, lexicon):
        return "asserted"
    strong = _marked(before, lexicon)
    if strong:
        return strong
    if demanded:
        return "required"
    for earlier in reversed(clauses[:number]):
        if earlier.stop in "。；;" or earlier.quoted != clause.quoted:
            break
        if any(lexicon.marks(unit.text, "done") for unit in earlier.units):
            break
        carried = _marked(earlier.units, lexicon)
        if carried:
            return carried
    return "asserted"


def is_negated(clause: Clause, trigger: Span, lexicon: Lexicon) -> bool:
    """Whether 未, 没有, 不 … stand right before the trigger, but for an adverb or two."""
    before = [unit for unit in clause.units if unit.span.end <= trigger.start]
    for unit in reversed(before[-_NEAR:]):
        if unit.kind == "group":
            return False
        if lexicon.marks(unit.text, "negated"):
            return True
    return False


def _marked(units: Sequence[Unit], lexicon: Lexicon) -> str:
    for modality in _ORDER:
        for unit in units:
            if lexicon.marks(unit.text, modality):
                if (unit.text, modality) in lexicon.weak_markers:
                    continue
                if unit.text == "将" and _governs_noun(units, unit):
                    continue
                return modality
    return ""


def _governs_noun(units: Sequence[Unit], marker: Unit) -> bool:
    """将 before a noun is 把 (将群众转移), before a verb the future (将转移群众)."""
    following = [unit for unit in units if unit.span.start >= marker.span.end]
    return bool(following) and following[0].kind == "group"


def _is_done(before: Sequence[Unit], clause: Clause, trigger: Span, lexicon: Lexicon) -> bool:
    if any(unit.text in ("已", "已经", "均已", "业已", "现已") for unit in before):
        return True
    after = [unit for unit in clause.units if unit.span.start >= trigger.end]
    return bool(after) and after[0].text in ("了", "过")
