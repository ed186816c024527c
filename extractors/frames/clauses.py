"""Clauses: the noun groups between two stops, with the role each stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Span
from extractors.mentions.mention import Chunk, Mention
from extractors.quantities import QuantityMention
from extractors.records import record

# What goes with a verb of one character: 收|进|3200吨.
_COMPLEMENTS = frozenset("进入回出到上下")
# Verbs behind which a figure tells how many there are.
TELLING = frozenset({"有", "已有", "还有", "共有", "只有", "仅有", "达", "达到", "已达"})


@record(frozen=True, slots=True)
class Member:
    """One thing of a noun group with the quantities that count it; no mention in an ellipsis."""

    mention: Mention | None
    quantities: tuple[QuantityMention, ...] = ()
    examples: tuple[Mention, ...] = ()


@record(frozen=True, slots=True)
class Group:
    """
    Things joined by 、 or 和, with the role that the word before them gives.

    ``marker`` is that word itself. ``modifiers`` are mentions bound to the head by 的
    (低洼地带的群众), ``counted`` those of them that have figures of their own (17个镇的村干部),
    ``localized`` is true where a localizer follows (小区里).
    """

    members: tuple[Member, ...]
    span: Span
    role: str = ""
    marker: str = ""
    modifiers: tuple[Mention, ...] = ()
    localized: bool = False
    counted: tuple[Member, ...] = ()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of the members, in order."""
        return tuple(member.mention for member in self.members if member.mention is not None)

    @property
    def quantities(self) -> tuple[QuantityMention, ...]:
        """All quantities of the members, in order."""
        return tuple(each for member in self.members for each in member.quantities)


@record(frozen=True, slots=True)
class Unit:
    """One constituent of a clause: ``kind`` is ``group`` or that of the chunk it is made of."""

    kind: str
    span: Span
    text: str
    group: Group | None = None
    chunk: Chunk | None = None


@record(frozen=True, slots=True)
class Clause:
    """The constituents between two stops; ``stop`` is the mark that ends it."""

    units: tuple[Unit, ...]
    span: Span
    stop: str
    quoted: bool

    @property
    def groups(self) -> Iterator[Group]:
        """The noun groups of the clause, in order."""
        return (unit.group for unit in self.units if unit.group is not None)


def right_group(units: Sequence[Unit], index: int) -> Group | None:
    """The group right of the verb, over 了, adverbs and a light word, before the next verb."""
    start = index + 1
    if start < len(units) and units[start].text in _COMPLEMENTS and len(units[index].text) == 1:
        start += 1
    for position in range(start, len(units)):
        unit = units[position]
        if unit.group is not None:
            own = unit.group.role == "basis" and unit.group.marker == units[index].text
            if unit.group.role and unit.group.role not in ("place", "patient") and not own:
                return None
            marked = unit.group.role == "patient"
            if marked and any(each.kind == "verb" for each in units[position + 1 :]):
                return None  # 带队|对企业|检查: the later verb's
            return unit.group
        told = unit.text in TELLING and units[position - 1].kind == "de"
        if unit.kind in ("verb", "stop") and not told:
            return None  # 停用|的|有|62栋: how many the verb acts on
    return None
