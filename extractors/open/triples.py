"""What a clause tells: triples of words, and the setting that a verb stands in."""

from __future__ import annotations

from dataclasses import dataclass

Slot = tuple[int, ...]
"""Words of a clause by their number, in the order in which they are read out."""


@dataclass(frozen=True, slots=True)
class Triple:
    """
    A subject, a predicate and an object, each a row of words of the sentence.

    ``pieces`` says that the clause could only be analysed in pieces.
    """

    subject: Slot
    predicate: Slot
    object: Slot
    rule: str
    modality: str = "asserted"
    negated: bool = False
    pieces: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """
    What surrounds a verb: its subjects, what stands before it, whom it happens to.

    ``before`` are words that open the predicate (会, 没有, 开始), ``adjuncts`` prepositions with
    what they govern, ``patients`` the things that 被, 由 or 把 bring before the verb.
    """

    subjects: tuple[Slot, ...] = ()
    before: Slot = ()
    adjuncts: tuple[tuple[Slot, Slot], ...] = ()
    patients: tuple[Slot, ...] = ()
    lead: Slot = ()  # 被 and its agent, 把 and its patient: before a predicate with an object
    voice: str = ""
    modality: str = "asserted"
    negated: bool = False
