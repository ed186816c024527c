"""Ellipsis: what a quantity without a noun counts: 已解决19个, 其中52户, 转移1200人, 捐了3000元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Span
from extractors.frames.clauses import Clause, Member, Unit
from extractors.frames.counts import PEOPLED
from extractors.frames.discourse import Setting
from extractors.frames.fitting import COUNTED_BY, counting, fit, people_of, preferred, same_measure
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from ontology.lexicon import Trigger
from ontology.model import Relation

# Whom the figure counts where only a measure word for people says so: 转移1200人.
_PEOPLE = {"relocated": "群众", "rescued": "群众", "treated": "群众", "supported": "群众"}
_PEOPLE |= {"screened": "居民", "vaccinated": "居民"}
# What is found or settled where only a measure word for problems says so: 整改46个, 排除37处.
_SETTLING = frozenset({"identified", "resolved"})
_PROBLEMS = {"处": "隐患", "个": "问题", "项": "问题", "条": "问题", "件": "问题"}
_MONEY = ("款", "资金", "经费", "基金", "金", "补助", "补贴", "费", "工资", "奖励", "收入", "投资")
# What a sum is called where nothing says what it is for.
_SUMS = {"donated": "捐款"}

_PAID = ("Item", "Measure")  # what a sum may be that is called by its verb: 补贴, 罚款

_THINGS = frozenset({"Item", "Problem", "Measure", "Place", "Document", "Event"})
_LONGEST = 5  # constituents of a description
_TELLING = ("有", "共", "共有", "只有", "仅", "仅有", "还有", "就有", "达", "为")
_OUTSIDE = frozenset(("其中", "对", "把", "将", "为", "向", "给", "由", "另有", "还有", "已", "与"))

Found = tuple[Mention, str, int]  # the thing, how it was found, the number of its sentence


def left_out(
    quantity: QuantityMention, trigger: Trigger, relation: Relation, setting: Setting
) -> Found | None:
    """
    The thing that a quantity without a noun counts, or None where nothing is known of it.

    A clause may describe it (没有签字的41户). It was named before with the same measure word,
    people in the same sentence; else the measure word tells: money, people, vehicles.
    """
    found = _left_out(quantity, trigger, relation, setting)
    description = _description(quantity.span, trigger, setting)
    if not description:
        return found
    unit = quantity.quantity.unit
    if found is not None and found[1] in ("ellipsis", "people"):
        meant, how, _ = found
        noun, types = meant.core.removeprefix(trigger.form), meant.types
    elif found is None and unit not in COUNTED_BY:
        noun, types, how = "", ("PopulationGroup",) if unit in ("名", "位") else (), "alone"
    else:
        return found
    text = "".join(each.text for each in description)
    span = Span(description[0].span.start, description[-1].span.end)
    mention = Mention(span, text, types, False, text + noun)
    return mention, f"described_{how}", setting.sentence


def spoken_of(quantity: QuantityMention, setting: Setting) -> Found | None:
    """
    Another thing that a figure may count: the group or the money spoken of last, counted or not.

    咳嗽的病人由专人分诊，当天共接诊41人: patients, whom the text says before.
    往返路费由县财政补贴，已兑付215万元: the fares. 这样的弃管楼，去年接下27栋: the houses.
    """
    unit = quantity.quantity.unit
    is_one = _is_money if unit == "元" else _is_group if unit in PEOPLED else _is_thing
    for clause in reversed(setting.clauses):
        for each in reversed(clause.units):
            if each.group is not None and each.span.end <= quantity.span.start:
                for mention in reversed(each.group.mentions):
                    if is_one(mention):
                        return mention, "spoken", setting.sentence
    for sentence, mention, _ in setting.discourse.agents_before():
        if is_one(mention):
            return mention, "spoken", sentence
    return None


def _is_thing(mention: Mention) -> bool:
    return mention.type in _THINGS and not mention.named


def _is_money(mention: Mention) -> bool:
    return mention.core.endswith(_MONEY) and mention.type in _PAID


def _is_group(mention: Mention) -> bool:
    return mention.type == "PopulationGroup" and not mention.pronoun


def _description(counted: Span, trigger: Trigger, setting: Setting) -> Sequence[Unit]:
    """
    The words up to 的 that describe what a figure without a noun counts; none where nothing does.

    In 排查出|有|基础病|的|60人 what finds them does not describe them, nor in 转移|的|有|62户 what
    moves them.
    """
    for clause in setting.clauses:
        units = clause.units
        for index, unit in enumerate(units):
            if unit.group is None or not (unit.span.start <= counted.start < unit.span.end):
                continue
            told = index > 0 and units[index - 1].text in _TELLING
            index -= told
            if not index or units[index - 1].kind != "de" or unit.group.mentions:
                return ()
            found = _describing(units, index - 1, setting)
            return () if told and any(each.text == trigger.form for each in found) else found
    return ()


def _describing(units: Sequence[Unit], de: int, setting: Setting) -> Sequence[Unit]:
    start = de
    while start and de - start < _LONGEST and _describes(units[start - 1]):
        start -= 1
    if _is_topic(units[start : start + 2], setting):
        start += 1
    for index in range(start, de - 1):
        if _has(units[index], setting):
            return units[index + 1 : de + 1]  # 现有|居家观察|的: who they are, not who has them
        acts = units[index].kind == "verb" and units[index].text in setting.lexicon.triggers
        if acts and _is_verbal(units[index + 1 : de]):
            start = index + 1
            break
    return units[start : de + 1] if _is_verbal(units[start:de]) else ()


def _has(unit: Unit, setting: Setting) -> bool:
    entries = setting.lexicon.triggers.get(unit.text, ())
    return unit.kind == "verb" and any(each.relation == "has" for each in entries)


def _is_topic(units: Sequence[Unit], setting: Setting) -> bool:
    """双桥村|没有|搬走: a unit before a negation is whose they are, not how they are."""
    mentions = units[0].group.mentions if units and units[0].group is not None else ()
    named = bool(mentions) and all(
        each.named and each.type == "AdministrativeArea" for each in mentions
    )
    return named and len(units) > 1 and setting.lexicon.marks(units[1].text, "negated")


def _is_verbal(units: Sequence[Unit]) -> bool:
    return any(unit.kind in ("verb", "other") for unit in units)


def _describes(unit: Unit) -> bool:
    if unit.text in _OUTSIDE:
        return False
    if unit.group is not None:
        return not unit.group.quantities and unit.group.role in ("", "source", "place")
    return unit.kind in ("verb", "other", "marker")


def _left_out(
    quantity: QuantityMention, trigger: Trigger, relation: Relation, setting: Setting
) -> Found | None:
    unit = quantity.quantity.unit
    if unit == "元" and setting.lexicon.marks(trigger.form, "payment"):
        # 补贴2000元: the sum is called by what pays it, whatever was paid before
        name = trigger.form
        return Mention(quantity.span, name, _PAID, False, name), "money", setting.sentence
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
        name = _SUMS.get(relation.name, "资金")
        return Mention(quantity.span, "资金", ("Item",), False, name), "money", setting.sentence
    if relation.name in _SETTLING and unit in _PROBLEMS:
        return _counted(quantity, unit, _PROBLEMS[unit], "Problem"), "problems", setting.sentence
    if unit not in COUNTED_BY:
        return None
    said, name, kind = COUNTED_BY[unit]
    if unit == "例":
        name = trigger.form + name if len(trigger.form) == 2 else name  # 确诊1例
    elif kind == "PopulationGroup":
        name = _PEOPLE.get(relation.name, name)
        if relation.name == "isolated":
            name = trigger.form + name  # 10人居家观察: those under observation
    return _counted(quantity, said, name, kind), "people", setting.sentence


def _counted(quantity: QuantityMention, said: str, name: str, kind: str) -> Mention:
    return Mention(quantity.span, said, (kind,), False, name)


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
