"""
Adjuncts: everything that may say where a thing was done or who received it, and what speaks for it.

The rules of ``circumstances`` name the likeliest place and recipient; they are one voice among
others here. Each group of the clauses around a trigger is a candidate, with the unit that the
article speaks for, the scene, and those spoken of last; a log-linear model over readable features
weighs them (``ranking``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.frames.circumstances import find_circumstances, receiver_type
from extractors.frames.clauses import Clause, Group, Unit
from extractors.frames.places import Surroundings
from extractors.frames.readings import Reading
from extractors.frames.scenes import REACHED, Filler, leads_to, place_type
from extractors.mentions.mention import Mention
from extractors.records import record
from ontology.model import Relation

PLACE, RECIPIENT = ROLES = ("place", "recipient")
_AHEAD, _BEHIND = 3, 2  # clauses before and behind that of the trigger

Meant = tuple[str, Mention]  # how somebody comes to be meant, and who


@record(frozen=True, slots=True)
class Adjunct:
    """
    What may fill the role of a place or a recipient, with its features.

    ``meant`` says that the clauses do not name it.
    """

    role: str
    mention: Mention
    type: str
    features: tuple[str, ...]
    meant: bool = False


def adjuncts_of(
    reading: Reading, relation: Relation, around: Surroundings, others: Sequence[Meant]
) -> Iterator[Adjunct]:
    """
    Whatever may be the place or the recipient of a reading, as far as its frame has them; who did
    it may be among them.

    ``others`` may be meant though the sentence does not name them: the article's unit, those
    spoken of before it.
    """
    ruled = find_circumstances(reading, relation, around)
    for role, chosen in ((PLACE, ruled.place), (RECIPIENT, ruled.recipient)):
        if role in relation.frame:
            yield from _candidates(role, reading, around, others, chosen)


def _candidates(
    role: str,
    reading: Reading,
    around: Surroundings,
    others: Sequence[Meant],
    chosen: Filler | None,
) -> Iterator[Adjunct]:
    taken = reading.object.mention.span
    known: set[object] = set()
    first = max(0, reading.clause - _AHEAD)
    for number, clause in enumerate(around.clauses[first : reading.clause + _BEHIND + 1], first):
        for position, unit in enumerate(clause.units):
            if unit.group is None:
                continue
            where = _where(number, unit, reading)
            for mention in (*unit.group.mentions, *unit.group.modifiers):
                kind = _type(mention, role)
                if not kind or (mention.span == taken and number == reading.clause):
                    continue
                known.add(mention.span)
                features = (
                    *_of(role, reading, mention, kind, where, chosen),
                    *_in_clause(role, clause, position, where, kind, around),
                    *_member(role, unit.group, mention),
                )
                yield Adjunct(role, mention, kind, tuple(dict.fromkeys(features)))
    for where, mention in _meant(around, others, chosen, known):
        kind = _type(mention, role)
        if kind:
            told = _of(role, reading, mention, kind, where, chosen)
            yield Adjunct(role, mention, kind, tuple(dict.fromkeys(told)), meant=True)


def _meant(
    around: Surroundings, others: Sequence[Meant], chosen: Filler | None, known: set[object]
) -> Iterator[Meant]:
    """Those that the clauses do not name: the unit, those spoken of, the scene, the ruled one."""
    yield from others
    if around.scene.place is not None:
        yield "scene", around.scene.place[0]
    if chosen is not None and chosen[0].span not in known:
        yield "ruled", chosen[0]


def _type(mention: Mention, role: str) -> str:
    return receiver_type(mention) if role == RECIPIENT else place_type(mention, REACHED)


def _where(number: int, unit: Unit, reading: Reading) -> str:
    """Where a group stands, seen from the trigger."""
    distance = number - reading.clause
    if distance:
        return f"clause{distance:+d}"
    return "left" if unit.span.end <= reading.span.start else "right"


def _of(
    role: str,
    reading: Reading,
    mention: Mention,
    kind: str,
    where: str,
    chosen: Filler | None,
) -> Iterator[str]:
    """What speaks for a mention whatever its clause."""
    relation = reading.trigger.root
    ruled = chosen is not None and chosen[0].span == mention.span and chosen[0].text == mention.text
    rule = "this" if ruled else "other" if chosen is not None else "none"
    yield f"{role}.bias"
    yield f"{role}.rule={rule}"
    yield f"{role}.rule={rule}&where={where}"
    yield f"{role}.rule={rule}&relation={relation}"
    yield f"{role}.where={where}&relation={relation}"
    yield f"{role}.where={where}&type={kind}"
    yield f"{role}.type={kind}&relation={relation}"
    yield f"{role}.trigger={reading.trigger.form}&where={where}"
    yield f"{role}.trigger={reading.trigger.form[-1:]}&where={where}"
    yield f"{role}.end={mention.core[-1:]}"
    yield f"{role}.end={mention.core[-2:]}"
    yield f"{role}.object={reading.object.type}&type={kind}"
    if mention.named:
        yield f"{role}.named&type={kind}"
    if mention.pronoun:
        yield f"{role}.pronoun"
    if mention.text == reading.object.mention.text:
        yield f"{role}.object&where={where}"


def _in_clause(
    role: str, clause: Clause, position: int, where: str, kind: str, around: Surroundings
) -> Iterator[str]:
    """What the words beside a group say of its role."""
    group = clause.units[position].group
    before = clause.units[position - 1] if position else None
    after = clause.units[position + 1] if position + 1 < len(clause.units) else None
    if group is not None:
        yield f"{role}.marker={group.marker}&where={where}"
        yield f"{role}.marker={group.marker}&type={kind}"
        if group.localized:
            yield f"{role}.localized&where={where}"
    yield f"{role}.before={before.kind if before else 'start'}&where={where}"
    if before is not None and before.group is None:
        yield f"{role}.before={before.text[-1]}"
        yield f"{role}.before={before.text}&where={where}"
        if leads_to(before, around.lexicon):
            yield f"{role}.led&where={where}"
        for entry in around.lexicon.triggers.get(before.text, ()):
            yield f"{role}.behind={entry.root}&where={where}"
    yield f"{role}.after={after.kind if after else 'end'}&where={where}"
    if after is not None and after.group is None:
        yield f"{role}.after={after.text}"


def _member(role: str, group: Group, mention: Mention) -> Iterator[str]:
    if len(group.mentions) > 1:
        yield f"{role}.listed"
    if mention in group.modifiers:
        yield f"{role}.modifier"
    if any(member.mention is mention and member.quantities for member in group.members):
        yield f"{role}.counted"
