"""Compounds: verbs that have what they act on within them, or are it themselves: 送药, 罚款."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Span
from extractors.frames.clauses import TELLING, Unit
from extractors.frames.ellipsis import PEOPLED
from extractors.frames.fitting import counting
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from ontology.lexicon import Lexicon

_LONG = 3  # characters of a verb that has a noun of one character within
_DEEDS = ("Event", "Measure")
_RECEIVERS = ("PopulationGroup", "Organization", "AdministrativeArea", "Person")


def incorporated_in(unit: Unit, lexicon: Lexicon) -> Mention | None:
    """
    The noun that a verb ends with and acts on: 送|药, 设|卡, 清理|积雪; None where it has none.

    Deeds are no such nouns: in 入户走访 one verb follows the other.
    """
    if unit.kind not in ("verb", "other"):
        return None
    text, end = unit.text, unit.span.end
    for start in range(1, len(text) - 1):
        types = lexicon.heads.get(text[start:])
        if types:
            noun = text[start:]
            within = Span(end - len(noun), end)
            return None if types[0] in _DEEDS else Mention(within, noun, types, False, noun)
    known = lexicon.incorporated.get(text[-1]) if 1 < len(text) <= _LONG else None
    if known is None:
        return None
    return Mention(Span(end - 1, end), known.form, (known.type,), False, known.name)


def itself(unit: Unit, kind: str) -> Mention:
    """罚款500元, 约谈12人, 进账60万元: what is imposed or earned is the deed itself."""
    return Mention(unit.span, unit.text, (kind,), False, unit.text)


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
