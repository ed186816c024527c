"""Circumstances: where something happens and who receives it, from the groups around a trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.frames.clauses import Clause, Group
from extractors.frames.places import Surroundings, at_scene, find_place
from extractors.frames.readings import AGENTS, Reading
from extractors.frames.scenes import Filler, is_adjunct
from extractors.mentions.mention import Mention
from extractors.records import record
from ontology.model import Relation, Role

_TO = ("到", "往", "给", "进", "至", "与")  # the ends of verbs behind which the receiver stands
_GIVEN = frozenset({"donated", "delivered", "purchased"})


@record(frozen=True, slots=True)
class Circumstances:
    """The place and the recipient of a reading, each with the type that it takes."""

    place: Filler | None = None
    recipient: Filler | None = None


def find_circumstances(reading: Reading, relation: Relation, around: Surroundings) -> Circumstances:
    """The place and the recipient of a reading, as far as the relation's frame has them."""
    place = recipient = None
    if "recipient" in relation.frame:
        recipient = _recipient(reading, around, relation.frame.role("recipient"))
    if "place" in relation.frame:
        place = find_place(reading, around, relation)
        if recipient is not None and place is not None and place[0].span == recipient[0].span:
            place = None
    return Circumstances(place, recipient)


def _recipient(reading: Reading, around: Surroundings, role: Role) -> Filler | None:
    """Behind a marker of the role (向, 给, 为); else where a verb ends (送到受灾户手里)."""
    own = around.clauses[reading.clause]
    for clause in _with_adjuncts(around.clauses, reading.clause):
        for group in clause.groups:
            earlier = clause is not own
            ahead = earlier or group.span.end <= reading.span.start
            if ahead and group.marker in role.before and (found := _receiving(group, reading)):
                return found
    for group in own.groups:
        behind = group.span.start >= reading.span.end
        towards = group.marker in role.after or reading.trigger.form.endswith(role.after or "-")
        if behind and towards and (found := _receiving(group, reading)):
            return found if found[1] != "Place" else None  # 送到宿舍楼下: nobody receives it
    if reading.trigger.relation not in _GIVEN:
        return None
    if (found := _handed_on(reading, around)) is not None:
        return found
    return _helped(reading, around) or _brought_here(reading, around)


def _handed_on(reading: Reading, around: Surroundings) -> Filler | None:
    """采摘蔬菜3200斤，送往方舱医院; 把药品送进老人家中: where a verb of bringing ends."""
    for clause in around.clauses[reading.clause : reading.clause + 2]:
        for before, unit in pairwise(clause.units):
            if unit.group is None or before.span.start < reading.span.start:
                continue
            if before.kind == "verb" and before.text.endswith(_TO):
                return _receiving(unit.group, reading)
    return None


def _helped(reading: Reading, around: Surroundings) -> Filler | None:
    """捐款支援灾区, 捐物，用于救助群众: whom a later verb of help names."""
    for clause in around.clauses[reading.clause : reading.clause + 2]:
        for before, unit in pairwise(clause.units):
            if unit.group is None or before.span.start < reading.span.end:
                continue
            entries = around.lexicon.triggers.get(before.text, ())
            if any(entry.relation == "supported" for entry in entries):
                return _receiving(unit.group, reading)
    return None


def _brought_here(reading: Reading, around: Surroundings) -> Filler | None:
    """县里运来棉被: what is brought comes to the place that the text speaks of."""
    return at_scene(reading, around) if reading.trigger.form.endswith("来") else None


def _receiving(group: Group, reading: Reading) -> Filler | None:
    for mention in group.mentions:
        if mention.span in (reading.object.mention.span, reading.subject.mention.span):
            continue
        if kind := receiver_type(mention):
            return mention, kind
    return None


def receiver_type(mention: Mention) -> str:
    """What a mention is as one who receives, empty where it is none."""
    if mention.pronoun and not mention.types:
        return "Person"
    return next((each for each in mention.types if each in AGENTS or each == "Place"), "")


def _with_adjuncts(clauses: Sequence[Clause], number: int) -> Iterator[Clause]:
    """The clause of the trigger, then the adjuncts in front of it (在小区门口，…)."""
    yield clauses[number]
    for earlier in range(number - 1, -1, -1):
        if not is_adjunct(clauses[earlier]):
            return
        yield clauses[earlier]
