"""Subjects: who may be meant by the one who acts, from the nearest word to the article's unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.frames.clauses import TELLING, Group, Member, Unit, right_group
from extractors.frames.discourse import Setting, counted_before
from extractors.frames.ellipsis import left_out
from extractors.frames.fitting import counting, fit, preferred, without_posts
from extractors.frames.readings import JOINING, Filler
from ontology.lexicon import Trigger
from ontology.model import Relation

_TOPICS = 3  # topics of a sentence that are looked back to
_JOINED = frozenset({"memberOf"})  # relations of what is put into a whole: 把民警编成小组
_ON_AVERAGE = frozenset({"人均", "户均", "村均", "校均"})
_BACK = 3  # clauses whose objects may act in a later one


@dataclass(frozen=True, slots=True)
class SubjectFinder:
    """Finds whatever may be the subject of a trigger of a sentence."""

    setting: Setting

    def find(self, number: int, index: int, relation: Relation) -> Iterator[Filler]:
        """The subjects of the verb at ``index`` of the clause ``number``, nearest first."""
        units = self.setting.clauses[number].units
        yield from self._subjects_left(units, index, relation)
        yield from self._subject_of_relative(units, index, relation)
        yield from self._cleft(number, index, relation)
        yield from self._each(number, index, relation)
        if relation.counts == "subject" and (right := right_group(units, index)):
            yield from self._agents(right, relation, "right", 0)
        if relation.counts == "subject" or relation.name in JOINING:
            yield from self._counted_alone(units[:index], relation)
        if not any(unit.group and not unit.group.role for unit in units[:index]):
            yield from self._objects_before(number, relation)
        yield from self._topics_before(number, relation)
        carried = self.setting.discourse.last_subject()
        if carried is not None:
            sentence, mention, _ = carried
            distance = self.setting.sentence - sentence
            near = sentence >= self.setting.discourse.paragraph
            source = "carried" if near else "carried_over"
            yield from self.agent(Member(mention), relation, source, distance, sentence)
        if self.setting.discourse.unit is not None:
            yield from self.agent(Member(self.setting.discourse.unit), relation, "unit", 0, -1)
        for sentence, mention, topic in self.setting.discourse.agents_before():
            source = "spoken_topic" if topic else "spoken"
            distance = self.setting.sentence - sentence
            yield from self.agent(Member(mention), relation, source, distance, sentence)

    def _cleft(self, number: int, index: int, relation: Relation) -> Iterator[Filler]:
        """加入救援队的，还有|8名退伍军人: who did it stands behind a clause that ends with 的."""
        units = self.setting.clauses[number].units
        if units[-1].kind != "de" or number + 1 == len(self.setting.clauses):
            return
        if any(unit.kind == "verb" for unit in units[index + 1 :]):
            return
        following = self.setting.clauses[number + 1].units
        group = following[1].group if len(following) > 1 else None
        if following[0].text in TELLING | {"是", "包括"} and group is not None:
            yield from self._agents(group, relation, "cleft", 0)

    def _each(self, number: int, index: int, relation: Relation) -> Iterator[Filler]:
        """编成31支服务队，每队|配发|越野车1辆: those of a kind that were counted last."""
        said = [unit.text for unit in self.setting.clauses[number].units[:index] if not unit.group]
        kinds = [text[-1] for text in said if text[0] == "每" and 1 < len(text) < 4]
        kinds += [text[0] for text in said if text in _ON_AVERAGE]
        if not kinds:
            return
        for sentence, member in counted_before(number, self.setting):
            mention = member.mention
            people = mention is not None and kinds[-1] == "人" and mention.type == "PopulationGroup"
            units = {each.quantity.unit for each in member.quantities}
            if mention and (people or mention.core.endswith(kinds[-1]) or kinds[-1] in units):
                distance = self.setting.sentence - sentence
                yield from self.agent(Member(mention), relation, "each", distance, sentence)
                return

    def _counted_alone(self, units: Sequence[Unit], relation: Relation) -> Iterator[Filler]:
        """停电的50户中|已有|46户|恢复用电: those that the last figure without a noun counts."""
        trigger = Trigger.unlisted("", relation.name)
        for unit in reversed(units):
            if unit.group is None or unit.group.mentions:
                continue
            for quantity in counting(unit.group.quantities):
                found = left_out(quantity, trigger, relation, self.setting)
                if found is not None:
                    mention, _, sentence = found
                    distance = self.setting.sentence - sentence
                    member = Member(mention, (quantity,))
                    yield from self.agent(member, relation, "counted", distance, sentence)
            if unit.group.quantities:
                return  # what it is a part of has not all resumed

    def _topics_before(self, number: int, relation: Relation) -> Iterator[Filler]:
        """What the clauses before are about, the nearest first."""
        known: list[Group] = []
        for earlier in range(number - 1, -1, -1):
            topic = self.setting.topics.get(earlier)
            if topic is not None and topic not in known:
                source = "previous_far" if known else "previous"
                known.append(topic)
                yield from self._agents(topic, relation, source, number - earlier)
                if len(known) == _TOPICS:
                    return

    def _objects_before(self, number: int, relation: Relation) -> Iterator[Filler]:
        """组成3个小组，分头入户，摸排出…: what a clause before acts on may act in this one."""
        for earlier in range(number - 1, max(-1, number - 1 - _BACK), -1):
            units = self.setting.clauses[earlier].units
            far = "" if earlier == number - 1 else "_far"
            for position in range(1, len(units)):
                group, before = units[position].group, units[position - 1]
                if group is not None and group.role == "":
                    source = self._behind_verb(before.text) if before.kind == "verb" else "group"
                    if not far or source != "group":
                        yield from self._agents(
                            group, relation, f"previous_{source}{far}", number - earlier
                        )
            if self._leads(units):
                return

    def _leads(self, units: Sequence[Unit]) -> bool:
        """Whether a clause says itself who acts, so that nobody before it does."""
        first = units[0].group
        return first is not None and not first.role and not first.localized

    def _subjects_left(
        self, units: Sequence[Unit], index: int, relation: Relation
    ) -> Iterator[Filler]:
        verbs, found = 0, 0
        for position in range(index - 1, -1, -1):
            unit = units[position]
            if unit.kind == "verb":
                verbs += 1
            if unit.group is None or found >= 3:
                continue
            group = unit.group
            if group.role == "patient" and relation.name in _JOINED:
                yield from self._agents(group, relation, "patient", verbs)
            if group.role in ("patient", "recipient", "basis", "source", "topic"):
                if group.marker in _markers(relation):  # 给卫生室|配发|一体机: it has one now
                    yield from self._agents(group, relation, "given", verbs)
                continue
            if group.role == "place" or (group.localized and not _is_level(group, self.setting)):
                source = "place"
            elif group.role in ("agent", "companion"):
                source = group.role
            else:
                source = self._left_source(units, position, verbs)
            found += 1
            yield from self._agents(group, relation, source, verbs)
            if source in ("told", "head"):
                return  # whoever demands it, or stands in the head's own clause, does not do it

    def _left_source(self, units: Sequence[Unit], position: int, verbs: int) -> str:
        """
        Where a group stands that nothing governs.

        In 县医院派出的医疗队抵达 the team is the ``head`` of a clause that stands before it; what
        belongs to that clause does not arrive.
        """
        before = units[position - 1] if position else None
        after = units[position + 1] if position + 1 < len(units) else None
        if after is not None and after.kind == "and":
            return "coordinate"
        if before is not None and before.kind == "de" and self._has_verb(units[:position]):
            return "head"
        if before is not None and before.kind == "verb":
            return self._behind_verb(before.text)
        if self._has_verb(units[:position]):
            return "inner"
        return "left" if not verbs else "left_far"

    def _has_verb(self, units: Sequence[Unit]) -> bool:
        return any(unit.kind == "verb" for unit in units)

    def _behind_verb(self, verb: str) -> str:
        """Where a subject stands that is itself what a verb before it acts on: 要求|各村|上报."""
        if self.setting.lexicon.marks(verb, "demand"):
            return "told"
        return "pivot" if self.setting.lexicon.marks(verb, "pivot") else "object"

    def _subject_of_relative(
        self, units: Sequence[Unit], index: int, relation: Relation
    ) -> Iterator[Filler]:
        """下沉社区的党员: the head behind 的 does what the verb before it says."""
        following = units[index + 1] if index + 1 < len(units) else None
        if following is not None and following.group is not None and following.group.modifiers:
            yield from self._agents(following.group, relation, "relative", 0)
        if following is not None and following.kind == "de" and index + 2 < len(units):
            group = units[index + 2].group
            if group is not None:
                yield from self._agents(group, relation, "relative_bare", 0)

    def _agents(
        self, group: Group, relation: Relation, source: str, distance: int
    ) -> Iterator[Filler]:
        members = without_posts(group.members)
        for member in members:
            size = len(members)
            for example in member.examples:
                for filler in self.agent(
                    Member(example), relation, "example", distance, self.setting.sentence
                ):
                    yield replace(filler, size=len(member.examples), group=group.span)
            for filler in self.agent(member, relation, source, distance, self.setting.sentence):
                yield replace(filler, size=size, group=group.span)

    def agent(
        self, member: Member, relation: Relation, source: str, distance: int, sentence: int
    ) -> Iterator[Filler]:
        """A member of a group as a subject, if it can act."""
        mention = member.mention
        if mention is None:
            return
        fitted = fit(mention, relation.domain, preferred(relation, "subject"))
        if fitted is None:
            return
        kind, coerced = fitted
        quantity = counting(member.quantities)
        yield Filler(
            mention, kind, source, sentence, distance, coerced, quantity[0] if quantity else None
        )


def _markers(relation: Relation) -> tuple[str, ...]:
    """The words that introduce a relation's subject in front of its verb."""
    return relation.frame.role("subject").before if "subject" in relation.frame else ()


def _is_level(group: Group, setting: Setting) -> bool:
    """镇里, 县上: a level with 里 behind it acts as the unit itself does."""
    return not group.role and all(
        setting.lexicon.marks(mention.text, "level") for mention in group.mentions
    )
