"""Counts: figures that stand apart from the noun that they count, given to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.frames.clauses import TELLING, Group, Member, Unit
from extractors.frames.fitting import counting
from extractors.quantities import QuantityMention
from ontology.lexicon import Lexicon

_MODIFIER = 6  # constituents of a clause before its noun that are looked at
PERSONAL = frozenset({"人", "名", "位"})
PEOPLED = PERSONAL | {"户", "人次", "户次"}  # what counts people
_OF_PEOPLE = PERSONAL | {"户", "人次", "例"}
_OF_BODIES = frozenset({"家", "处", "所", "座"})
_RECEIVERS = ("PopulationGroup", "Organization", "AdministrativeArea", "Person")
_UNCOUNTED = ("", "Measure", "Event", "AdministrativeArea")  # by no 名 and no 家


def told_counts(units: Sequence[Unit]) -> Iterator[Unit]:
    """
    The units, a figure behind 有 given to the noun that it counts.

    未接种的居民|还有|320人: no unit and no body has them, they are that many.
    """
    index = 0
    while index < len(units):
        unit = units[index]
        group = unit.group
        behind = units[index + 2].group if index + 2 < len(units) else None
        if group is None or behind is None or units[index + 1].text not in TELLING:
            yield unit
            index += 1
            continue
        last = group.members[-1]
        bare = not behind.mentions and not behind.modifiers and not behind.role
        if bare and not group.role and _counts(behind.quantities, last):
            counted = replace(last, quantities=behind.quantities)
            members = (*group.members[:-1], counted)
            yield replace(unit, group=replace(group, members=members))
            index += 3
        else:
            yield unit
            index += 1


def _counts(quantities: Sequence[QuantityMention], member: Member) -> bool:
    """Whether figures behind 有 count a thing, and not what it has."""
    mention = member.mention
    if mention is None or member.quantities or not mention.types or mention.named:
        return False
    units = {each.quantity.unit for each in quantities if each.kind == "count"}
    if not units or len(units) < len(quantities):
        return False
    if mention.type in ("AdministrativeArea", "Organization", "Place"):
        return units <= _OF_BODIES
    return mention.type != "PopulationGroup" or units <= _OF_PEOPLE


def counted_heads(units: Sequence[Unit]) -> Iterator[Unit]:
    """
    The units, a figure alone before a clause that describes a noun given to that noun.

    2家|擅自|复工|的|作坊: there are two of the workshops.
    """
    counts: dict[int, tuple[QuantityMention, ...]] = {}
    dropped: set[int] = set()
    for index, unit in enumerate(units):
        head = _described_head(units, index + 1) if _is_figure(unit) else 0
        if head and unit.group is not None:
            counts[head] = unit.group.quantities
            dropped.add(index)
    for index, unit in enumerate(units):
        if index in dropped and unit.group is not None and unit.group.mentions:
            bare = tuple(replace(each, quantities=()) for each in unit.group.members)
            yield replace(unit, group=replace(unit.group, members=bare))
        elif index in counts and unit.group is not None:
            first, *others = unit.group.members
            members = (replace(first, quantities=counts[index]), *others)
            yield replace(unit, group=replace(unit.group, members=members))
        elif index not in dropped:
            yield unit


def _is_figure(unit: Unit) -> bool:
    """Whether a unit is a figure alone, or before what it does not count: 90名|全区|最优秀|的."""
    group = unit.group
    if group is None or group.modifiers or len(group.members) != 1:
        return group is not None and not group.mentions and not group.modifiers
    mention, quantities = group.members[0].mention, group.members[0].quantities
    if mention is None:
        return True
    before = bool(quantities) and quantities[-1].span.end <= mention.span.start
    personal = any(each.quantity.unit in _OF_BODIES | PERSONAL for each in quantities)
    return before and personal and mention.type in _UNCOUNTED


def _described_head(units: Sequence[Unit], start: int) -> int:
    """Where the noun stands that the clause from ``start`` on describes; 0 where there is none."""
    for index in range(start, min(start + _MODIFIER, len(units) - 1)):
        unit, head = units[index], units[index + 1].group
        if unit.kind == "de" and index > start:
            counted = head is None or not head.mentions or bool(head.quantities)
            return 0 if counted else index + 1
        if unit.kind not in ("other", "verb", "marker") and (
            unit.group is None or unit.group.quantities
        ):
            return 0
    return 0


def class_behind(units: Sequence[Unit], index: int) -> Group | None:
    """查出通道堵塞、器材过期等|问题46个, 下设宣传、督导|3个小组: the class that sums up a list."""
    listed = False
    for position in range(index + 1, len(units) - 1):
        unit, group = units[position], units[position + 1].group
        counted = group is not None and bool(group.quantities)
        if counted and (unit.text == "等" or (group is not None and group.members[0].examples)):
            return group
        parts = unit.group.members if unit.group is not None else ()
        listed = listed or unit.kind == "and" or len(parts) > 1
        if listed and counted and unit.kind == "verb" and units[position - 1].kind != "verb":
            return group if group is not None and _sums_up(group) else None
    return None


def _sums_up(group: Group) -> bool:
    return all(quantity.quantity.unit in ("个", "支", "类", "项") for quantity in group.quantities)


def told_behind(units: Sequence[Unit], index: int) -> tuple[QuantityMention, ...]:
    """接种|疫苗|的|有|3.2万人: how many a verb and its object are told of."""
    for position in range(index + 2, len(units) - 1):
        unit, before, group = units[position], units[position - 1], units[position + 1].group
        if unit.kind == "verb" or unit.text in TELLING:
            told = unit.text in TELLING and before.kind == "de" and group is not None
            return counting(group.quantities) if told and group and not group.mentions else ()
    return ()


def given_to(units: Sequence[Unit], index: int) -> tuple[QuantityMention, ...]:
    """免费|发给|独居老人3000瓶: how much of something left out is given to those behind a verb."""
    following = units[index + 1 : index + 3]
    group = next((unit.group for unit in following if unit.group is not None), None)
    last = group.members[-1] if group is not None else None
    if last is None or last.mention is None or last.mention.type not in _RECEIVERS:
        return ()
    counted = counting(last.quantities)
    things = all(each.quantity.unit not in PEOPLED for each in counted)
    behind = bool(counted) and counted[0].span.start >= last.mention.span.end
    return counted if things and behind and counted[0].kind != "money" else ()


def imposed_on(units: Sequence[Unit]) -> tuple[QuantityMention, ...]:
    """对3名干部|给予|党纪处分: how many a measure is taken against."""
    for unit in reversed(units):
        if unit.group is not None and unit.group.role == "patient":
            return counting(unit.group.quantities)[:1]
    return ()


def paid_before(units: Sequence[Unit], index: int, lexicon: Lexicon) -> tuple[QuantityMention, ...]:
    """拿出|20万元|购买|绿豆: what a thing cost that has no figure of its own."""
    for position in range(index - 1, 0, -1):
        group = units[position].group
        if group is None:
            continue
        sums = tuple(each for each in counting(group.quantities) if each.kind == "money")
        named = all(lexicon.marks(each.core, "payment") for each in group.mentions)
        spent = (units[position - 1].kind == "verb" or group.mentions) and not group.role
        return sums[:1] if spent and (named or position == index - 1) else ()
    return ()
