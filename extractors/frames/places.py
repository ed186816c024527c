"""Places: where a fact happens or goes, from the clauses around its trigger and the scene."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.frames.clauses import Clause, Group, Unit
from extractors.frames.readings import Reading
from extractors.frames.scenes import (
    ORIGINS,
    PLACES,
    REACHED,
    Filler,
    Scene,
    is_adjunct,
    leads_to,
    located,
    scenes_of,
)
from extractors.records import record
from ontology.lexicon import Lexicon
from ontology.model import Relation, Role

# Frames of what people do somewhere; what is set up, said or owned is where it says itself.
_PHYSICAL = frozenset({"ActionFrame", "DispatchFrame", "CareFrame", "InspectionFrame"})
_PHYSICAL |= {"MotionFrame", "TransferFrame"}
_SCENIC = frozenset({"equippedWith", "resumed"})
_MOVED = frozenset({"deployed", "recruited", "mobilized", "relocated", "delivered"})
_SETTLED = frozenset({"deployed", "equippedWith"})  # what a place just set up is given
# What leaves a place or is done anywhere has no scene; the object of a visit is its place.
_ELSEWHERE = frozenset({"relocated", "supported", "resolved", "mobilized", "responsibleFor"})
_ELSEWHERE |= {"visited"}


@record(frozen=True, slots=True)
class Surroundings:
    """The clauses around a trigger, the scene before its sentence, and the words to read them."""

    clauses: Sequence[Clause]
    scene: Scene
    lexicon: Lexicon


def find_place(reading: Reading, around: Surroundings, relation: Relation) -> Filler | None:
    """Where the people go; else the place marked in the clause, one gone to before, the scene."""
    role = relation.frame.role("place")
    found = _goal(reading, around, role) if relation.name in _MOVED else None
    found = found or _marked(reading, around, role) or _adjunct(reading, around)
    if found is not None or not _happens_somewhere(relation):
        return found
    if reading.object.type in PLACES and reading.object.mention.named:
        return None  # 检查清河大桥: the object says where it is
    found = _reached_before(reading, around, role)
    if found is None and relation.name in _SETTLED:
        found = _set_up_before(reading, around)
    return found or at_scene(reading, around)


def at_scene(reading: Reading, around: Surroundings) -> Filler | None:
    """The scene that the clauses before, or else the sentences before, have set."""
    taken = (reading.object.mention.text, reading.subject.mention.text)
    scenes = [around.scene.place] if around.scene.place is not None else []
    for clause in around.clauses[: reading.clause]:
        scenes += [place for place, _ in scenes_of(clause, around.clauses, around.lexicon)]
    return next((each for each in reversed(scenes) if each[0].text not in taken), None)


def _set_up_before(reading: Reading, around: Surroundings) -> Filler | None:
    """设安置点6处，备齐棉被: the place that an earlier clause sets up."""
    for clause in reversed(around.clauses[: reading.clause]):
        for before, unit in pairwise(clause.units):
            entries = around.lexicon.triggers.get(before.text, ())
            made = any(each.relation == "established" for each in entries)
            if made and unit.group and (found := _placed(unit.group, reading, PLACES)):
                return found
        if _has_subject(clause):
            return None
    return None


def _happens_somewhere(relation: Relation) -> bool:
    physical = relation.frame.name in _PHYSICAL and relation.name not in _ELSEWHERE
    return physical or relation.name in _SCENIC


def _goal(reading: Reading, around: Surroundings, role: Role) -> Filler | None:
    """派医生前往东岭县, 招募志愿者，奔赴…: the place behind the verb, or in a later clause."""
    units = around.clauses[reading.clause].units
    for position, unit in enumerate(units):
        group = unit.group
        if group is None or unit.span.start < reading.span.end:
            continue
        before = units[position - 1] if position else None
        bare = before is not None and before.span == reading.span
        led = before is not None and leads_to(before, around.lexicon)
        if bare or led or group.marker in role.after:
            given = bare and not led and reading.trigger.relation == "delivered"
            found = _placed(group, reading, PLACES if given else REACHED)
            if found is not None:
                return found
    for clause in around.clauses[reading.clause + 1 : reading.clause + 3]:
        if _has_subject(clause):
            return None
        if found := _motion_goal(clause.units, reading, around.lexicon):
            return found
    return None


def _motion_goal(units: Sequence[Unit], reading: Reading, lexicon: Lexicon) -> Filler | None:
    """The place behind a verb of motion: 赶赴|现场, 下沉到|社区."""
    for before, unit in pairwise(units):
        if unit.group is not None and leads_to(before, lexicon):
            return _placed(unit.group, reading, REACHED)
    return None


def _has_subject(clause: Clause) -> bool:
    """Whether a clause begins with somebody or something before its verb."""
    return bool(clause.units) and clause.units[0].group is not None


def _marked(reading: Reading, around: Surroundings, role: Role) -> Filler | None:
    """在路口设卡, 从房屋中救出, 安置点里: a marker of the role or a localizer says so."""
    own = around.clauses[reading.clause]
    for group in own.groups:
        ahead = group.span.end <= reading.span.start
        marked = group.marker in (role.before if ahead else role.after)
        if marked or (ahead and group.localized and not group.role):
            found = _placed(group, reading, PLACES if not marked else REACHED)
            if found is not None:
                return found
    return None


def _adjunct(reading: Reading, around: Surroundings) -> Filler | None:
    """在小区门口，…: the place of the adjuncts in front of the clause."""
    for number in range(reading.clause - 1, -1, -1):
        clause = around.clauses[number]
        if not is_adjunct(clause):
            return None
        for group in clause.groups:
            marked = group.role == "place"
            if marked or group.localized or len(clause.units) == 1:
                found = _placed(group, reading, REACHED if marked else PLACES)
                if found is not None:
                    return found
    return None


def _reached_before(reading: Reading, around: Surroundings, role: Role) -> Filler | None:
    """来到水库检查, 赶赴现场，组织…: where the same people went before they did it."""
    own = [u for u in around.clauses[reading.clause].units if u.span.end <= reading.span.start]
    for number in range(reading.clause, -1, -1):
        clause = around.clauses[number]
        units = own if number == reading.clause else clause.units
        for before, unit in reversed(list(pairwise(units))):
            if unit.group is None:
                continue
            marked = unit.group.marker in role.before and unit.group.marker not in ORIGINS
            led = marked or leads_to(before, around.lexicon)
            if led and (found := _placed(unit.group, reading, REACHED)):
                return found
        if units and _has_subject(clause):
            return None
    return None


def _placed(group: Group, reading: Reading, allowed: frozenset[str]) -> Filler | None:
    taken = (reading.object.mention.span, reading.subject.mention.span)
    if any(mention.span == reading.object.mention.span for mention in group.mentions):
        return None
    return located(group, allowed, taken)
