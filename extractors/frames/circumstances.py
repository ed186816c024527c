"""Circumstances: where something happens and who receives it, from the groups around a trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.frames.clauses import Clause, Group
from extractors.frames.readings import AGENTS, Reading
from extractors.mentions.mention import Mention
from extractors.records import record
from ontology.model import Relation, Role

_PLACES = ("Place", "AdministrativeArea")
_REACH = 1  # sentences for which a scene holds

Filler = tuple[Mention, str]


@record(frozen=True, slots=True)
class Circumstances:
    """The place and the recipient of a reading, each with the type that it takes."""

    place: Filler | None = None
    recipient: Filler | None = None


@record(frozen=True, slots=True)
class Scene:
    """The place that a sentence set in an adjunct (在采样点，…), and that sentence."""

    place: Filler | None = None
    sentence: int = -1

    def after(self, clauses: Sequence[Clause], sentence: int) -> Scene:
        """The scene as a sentence leaves it: its own place, else the last one for a while."""
        for clause in filter(_is_adjunct, clauses):
            for group in clause.groups:
                if group.role == "place" and (found := _placed(group)) is not None:
                    return Scene(found, sentence)
        return self if sentence - self.sentence <= _REACH else Scene()


def find_circumstances(
    reading: Reading, clauses: Sequence[Clause], relation: Relation, scene: Scene
) -> Circumstances:
    """The place and the recipient of a reading, as far as the relation's frame has them."""
    place = recipient = None
    if "place" in relation.frame:
        place = _place(reading, clauses) or scene.place
        if place is not None and place[0].span == reading.object.mention.span:
            place = None
    if "recipient" in relation.frame:
        recipient = _recipient(reading, clauses, relation.frame.role("recipient"))
    return Circumstances(place, recipient)


def _place(reading: Reading, clauses: Sequence[Clause]) -> Filler | None:
    """Where the people go, behind the verb; else the place marked in the clause or the last."""
    own = clauses[reading.clause]
    taken = (reading.object.mention.span, reading.subject.mention.span)
    for group in own.groups:
        if any(mention.span == reading.object.mention.span for mention in group.mentions):
            continue
        behind = group.span.start >= reading.span.end
        if behind and (group.role in ("", "place")) and (found := _placed(group, taken)):
            return found
    for clause in _backwards(clauses, reading.clause):
        for group in clause.groups:
            marked = group.role == "place" or group.localized
            if any(mention.span == reading.object.mention.span for mention in group.mentions):
                continue
            if marked and (found := _placed(group, taken)):
                return found
    return None


def _recipient(reading: Reading, clauses: Sequence[Clause], role: Role) -> Filler | None:
    """Behind a marker of the role (向, 给, 为); else where a verb ends (送到受灾户手里)."""
    for clause in _backwards(clauses, reading.clause):
        for group in clause.groups:
            earlier = clause is not clauses[reading.clause]
            ahead = earlier or group.span.end <= reading.span.start
            if ahead and group.marker in role.before and (found := _receiving(group, reading)):
                return found
    for group in clauses[reading.clause].groups:
        behind = group.span.start >= reading.span.end
        towards = group.marker in role.after or reading.trigger.form.endswith(role.after or "-")
        if behind and towards and (found := _receiving(group, reading)):
            return found
    return None


def _receiving(group: Group, reading: Reading) -> Filler | None:
    for mention in group.mentions:
        if mention.span in (reading.object.mention.span, reading.subject.mention.span):
            continue
        if mention.pronoun and not mention.types:
            return mention, "Person"
        kind = next((each for each in mention.types if each in AGENTS or each == "Place"), "")
        if kind:
            return mention, kind
    return None


def _placed(group: Group, taken: Sequence[object] = ()) -> Filler | None:
    for mention in group.mentions:
        if mention.span in taken or mention.pronoun:
            continue
        kind = next((each for each in mention.types if each in _PLACES), "")
        if not kind and group.role == "place" and mention.type == "Organization":
            kind = "Place"
        if kind:
            return mention, kind
    return None


def _backwards(clauses: Sequence[Clause], number: int) -> Iterator[Clause]:
    """The clause of the trigger, then the adjuncts in front of it (在小区门口，…)."""
    yield clauses[number]
    for earlier in range(number - 1, -1, -1):
        if not _is_adjunct(clauses[earlier]):
            return
        yield clauses[earlier]


def _is_adjunct(clause: Clause) -> bool:
    """Whether a clause only says where or when: it has no verb but the preposition 在."""
    return all(unit.kind != "verb" or unit.text == "在" for unit in clause.units)
