"""Filling: a member of a noun group as what a trigger acts on, whatever its figure counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.frames.clauses import Member
from extractors.frames.discourse import Setting
from extractors.frames.ellipsis import left_out, spoken_of
from extractors.frames.fitting import counting, fit, people_of, preferred
from extractors.frames.readings import Filler
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from ontology.lexicon import Trigger
from ontology.model import Relation


def fill(
    member: Member,
    trigger: Trigger,
    relation: Relation,
    source: str,
    sentence: int,
    setting: Setting,
) -> Iterator[Filler]:
    """A member of a group as an object, once for each of its quantities."""
    mention = member.mention
    quantities = counting(member.quantities)
    if mention is None and len(quantities) > 1:
        for quantity in quantities:
            alone = Member(None, (quantity,))
            yield from fill(alone, trigger, relation, source, sentence, setting)
        return
    if mention is None and quantities:
        found = left_out(quantities[0], trigger, relation, setting)
        other = spoken_of(quantities[0], setting)
        if other is not None and (found is None or other[0].core != found[0].core):
            spoken, how, said = other
            named = f"{source}_{how}"
            yield from _fitted(spoken, quantities, trigger, relation, named, said)
        if found is not None:
            mention, how, sentence = found
            source = f"{source}_{how}"
    if mention is None:
        return
    people = people_of(mention, quantities) if source != "state_of" else None
    if people is not None:
        if mention.type == "Place" and not mention.named:  # 旱厕1830户: or the things themselves
            yield from _fitted(mention, quantities, trigger, relation, source, sentence)
        mention, source = people, f"{source}_people"
    yield from _fitted(mention, quantities, trigger, relation, source, sentence)


def _fitted(
    mention: Mention,
    quantities: Sequence[QuantityMention],
    trigger: Trigger,
    relation: Relation,
    source: str,
    sentence: int,
) -> Iterator[Filler]:
    """A mention as an object, if it can be one, once for each of its quantities."""
    allowed = trigger.objects & relation.range or relation.range
    fitted = fit(mention, allowed, preferred(relation, "object"))
    if fitted is None:
        return
    kind, coerced = fitted
    if not quantities:
        yield Filler(mention, kind, source, sentence, coerced=coerced)
    for quantity in quantities:
        yield Filler(mention, kind, source, sentence, coerced=coerced, quantity=quantity)
