"""Modality and negation: done, demanded, planned or supposed, by the words before a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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
    if demanded or _sets_a_term(clause, trigger, lexicon):
        return "required"
    for earlier in reversed(clauses[:number]):
        if earlier.stop in "。；;" or earlier.quoted != clause.quoted:
            break
        if any(lexicon.marks(unit.text, "done") for unit in earlier.units):
            break
        carried = _marked(earlier.units, lexicon, carried=True)
        if carried:
            return carried
    return "asserted"


def demands(clauses: Sequence[Clause], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether words between two positions of a sentence order something: 要, 必须, 严禁."""
    return any(
        start <= unit.span.start and unit.span.end <= end and _is_strong(unit, "required", lexicon)
        for clause in clauses
        for unit in clause.units
    )


def is_negated(clause: Clause, trigger: Span, lexicon: Lexicon) -> bool:
    """Whether 未, 没有, 不 … stand right before the trigger, but for an adverb or two."""
    before = [unit for unit in clause.units if unit.span.end <= trigger.start]
    for unit in reversed(before[-_NEAR:]):
        if unit.kind == "group":
            return False
        if lexicon.marks(unit.text, "negated"):
            return True
    return False


def _marked(units: Sequence[Unit], lexicon: Lexicon, *, carried: bool = False) -> str:
    for modality in _ORDER:
        for unit in units:
            if not _is_strong(unit, modality, lexicon):
                continue
            if unit.text == "将" and _governs_noun(units, unit):
                continue
            if modality == "planned" and _in_relative(units, unit, lexicon, carried=carried):
                continue
            return modality
    return ""


def _is_strong(unit: Unit, modality: str, lexicon: Lexicon) -> bool:
    marked = lexicon.marks(unit.text, modality)
    return marked and (unit.text, modality) not in lexicon.weak_markers


def _in_relative(units: Sequence[Unit], marker: Unit, lexicon: Lexicon, *, carried: bool) -> bool:
    """对拟开学的学校逐一核验: the plan is that of the noun behind 的, not of what is done to it."""
    ahead = [unit for unit in units if unit.span.end <= marker.span.start]
    behind = [unit for unit in units if unit.span.start > marker.span.start]
    closed = any(
        unit.kind == "de" or (unit.group is not None and unit.group.modifiers) for unit in behind
    )
    governed = any(
        kind.startswith("role.") for unit in ahead for kind in lexicon.markers.get(unit.text, ())
    )
    return closed and (governed or not carried)


def _sets_a_term(clause: Clause, trigger: Span, lexicon: Lexicon) -> bool:
    """限期整改: a verb that begins with a term is an order; 责令停产 is done."""
    form = next((unit.text for unit in clause.units if unit.span == trigger), "")
    terms = lexicon.forms("required") & lexicon.forms("adverb")
    return any(
        form.startswith(word) for word in terms if (word, "required") not in lexicon.weak_markers
    )


def _governs_noun(units: Sequence[Unit], marker: Unit) -> bool:
    """将 before a noun is 把 (将群众转移, 将腾空的酒店改作…), before a verb the future."""
    following = [unit for unit in units if unit.span.start >= marker.span.end]
    for before, unit in pairwise([marker, *following]):
        if unit.kind == "group":
            return before is marker or before.kind == "de"
    return False


def _is_done(before: Sequence[Unit], clause: Clause, trigger: Span, lexicon: Lexicon) -> bool:
    if any(_is_strong(unit, "done", lexicon) for unit in before):
        return True
    after = [unit for unit in clause.units if unit.span.start >= trigger.end]
    return bool(after) and after[0].text in ("了", "过")
