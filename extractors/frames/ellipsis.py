"""Ellipsis: what a quantity without a noun counts: 已解决19个, 其中52户, 转移1200人, 捐了3000元."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.frames.clauses import Clause, Member
from extractors.frames.discourse import Setting
from extractors.frames.fitting import COUNTED_BY, counting, fit, people_of, preferred, same_measure
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from ontology.lexicon import Trigger
from ontology.model import Relation

# Whom the figure counts where only a measure word for people says so: 转移1200人.
_PEOPLE = {"relocated": "群众", "rescued": "群众", "treated": "群众", "supported": "群众"}
_PEOPLE |= {"screened": "居民", "vaccinated": "居民"}
_MONEY = ("款", "资金", "经费", "基金", "金", "补助", "补贴")

Found = tuple[Mention, str, int]  # the thing, how it was found, the number of its sentence


def left_out(
    quantity: QuantityMention, trigger: Trigger, relation: Relation, setting: Setting
) -> Found | None:
    """
    The thing that a quantity without a noun counts, or None where nothing is known of it.

    It was named before with the same measure word, people in the same sentence; else the measure
    word tells: money, people, vehicles.
    """
    unit = quantity.quantity.unit
    for sentence, earlier in _counted_before(quantity.span.start, setting):
        if sentence != setting.sentence and unit in COUNTED_BY:
            break  # the next sentence speaks of other people: 出动3车16人
        if unit == "元" and not (earlier.mention and earlier.mention.core.endswith(_MONEY)):
            continue
        units = {same_measure(each.quantity.unit) for each in earlier.quantities}
        if earlier.mention is None or same_measure(unit) not in units:
            continue
        if people_of(earlier.mention, earlier.quantities) is not None:
            break
        if _may_be(earlier.mention, trigger, relation):
            return earlier.mention, "ellipsis", sentence
    if unit == "元":
        name = trigger.form if trigger.form.endswith(("款", "资")) else "资金"
        return Mention(quantity.span, name, ("Item",), False, name), "money", setting.sentence
    if unit not in COUNTED_BY:
        return None
    name, kind = COUNTED_BY[unit]
    if kind == "PopulationGroup":
        name = _PEOPLE.get(relation.name, name)
        if relation.name == "isolated":
            name = trigger.form + name  # 10人居家观察: those under observation
    return Mention(quantity.span, name, (kind,), False, name), "people", setting.sentence


def _may_be(mention: Mention, trigger: Trigger, relation: Relation) -> bool:
    allowed = trigger.objects & relation.range or relation.range
    return fit(mention, allowed, preferred(relation, "object")) is not None


def _counted_before(position: int, setting: Setting) -> Iterator[tuple[int, Member]]:
    """The counted things before a position, the nearest first; no part of a whole (其中…)."""
    for clause in reversed(setting.clauses):
        if _tells_part(clause) and clause.span.end <= position:
            continue
        for unit in reversed(clause.units):
            if unit.group is None or unit.span.end > position:
                continue
            for member in reversed(unit.group.members):
                if member.mention is not None and counting(member.quantities):
                    yield setting.sentence, member
    yield from reversed(setting.discourse.objects)


def _tells_part(clause: Clause) -> bool:
    return bool(clause.units) and clause.units[0].text == "其中"
