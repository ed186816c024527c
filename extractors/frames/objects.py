"""Objects: what a trigger may act on: right of it, marked, its topic, implied or left out."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Span
from extractors.frames.clauses import Group, Member, Unit, right_group
from extractors.frames.compounds import incorporated_in, itself
from extractors.frames.counts import (
    class_behind,
    given_to,
    imposed_on,
    paid_before,
    told_behind,
)
from extractors.frames.discourse import Setting
from extractors.frames.filling import fill
from extractors.frames.fitting import (
    counting,
    is_object,
    people_of,
    without_posts,
)
from extractors.frames.readings import Filler
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from ontology.lexicon import Trigger
from ontology.model import Relation

_TIMES = frozenset({"次", "遍", "轮", "趟", "场", "回", "期"})
_TOPICS = 2  # topics of a sentence that are looked back to


@dataclass(frozen=True, slots=True)
class ObjectFinder:
    """Finds whatever may be the object of a trigger of a sentence."""

    setting: Setting

    def find(
        self, number: int, index: int, trigger: Trigger, relation: Relation
    ) -> Iterator[Filler]:
        """The objects of the verb at ``index`` of the clause ``number``, the nearest first."""
        units = self.setting.clauses[number].units
        if relation.counts == "subject":
            yield from self._event_of(units, index, trigger, relation)
            return
        right = right_group(units, index)
        patient = self._patient(units, index, relation)
        bare = counting(right.quantities) if right is not None and not right.mentions else ()
        if right is not None and not right.quantities:
            right = _done_times(right, _times_before(units, index))
        fits = yield from self._behind(units, index, right, patient, trigger, relation)
        if bare and patient is None:
            yield from self._counted_behind(units, index, bare, trigger, relation)
        yield from self._within(units, index, right, bare, trigger, relation)
        if (listed := class_behind(units, index)) is not None and listed is not right:
            for member in listed.members:
                yield from self.fill(member, trigger, relation, "listed", self.setting.sentence)
        relative = self._after_de(units, index, right)
        if relative is not None:
            for member in without_posts(relative.members):
                yield from self.fill(member, trigger, relation, "after_de", self.setting.sentence)
        if patient is not None:
            yield from self._marked(units, index, patient, right, trigger, relation)
        passive = any(unit.text in ("被", "由", "遭", "获") for unit in units[:index])
        unsaid = (right is None and relative is None) or (right is not None and passive)
        if patient is None and (unsaid or not fits):
            yield from self._topic_objects(number, index, trigger, relation)
            if not bare:
                given = given_to(units, index)
                yield from self._objects_before(number, given, trigger, relation)
        joins = trigger.implied == "Event" or relation.name == "participatedIn"
        if right is None and joins:
            for sentence, mention in self.setting.discourse.events[-1:]:
                yield Filler(mention, "Event", "event", sentence, self.setting.sentence - sentence)
        around = units[max(0, index - 2) : index + 2]
        context = "".join(unit.text for unit in around if unit.group is None)
        yield from self._implied(context, units[index].span, trigger, relation)

    def _behind(
        self,
        units: Sequence[Unit],
        index: int,
        right: Group | None,
        patient: Group | None,
        trigger: Trigger,
        relation: Relation,
    ) -> Generator[Filler, None, bool]:
        """What stands right of the verb; returns whether any of it fits without being bent."""
        if right is None:
            return False
        fits = False
        headed = index + 1 < len(units) and units[index + 1].kind == "de"
        paid = paid_before(units, index, self.setting.lexicon)
        for filler in self._right_objects(right, trigger, relation, patient, headed=headed):
            fits = fits or not filler.coerced
            yield filler
            if paid and filler.quantity is None:
                yield replace(filler, quantity=paid[0], source="paid")
        return fits

    def _marked(
        self,
        units: Sequence[Unit],
        index: int,
        patient: Group,
        right: Group | None,
        trigger: Trigger,
        relation: Relation,
    ) -> Iterator[Filler]:
        """What a word such as 把 or 为 marks, counted beside it or behind the verb."""
        sentence = self.setting.sentence
        source = "patient" if patient.role == "patient" else "marked"
        named = index > 0 and units[index - 1].kind == "de"
        changed = self._changed_to(units, index) if named else ()
        behind = counting(right.quantities) if right is not None else ()
        bare = behind if right is not None and not right.mentions else ()
        for member in patient.members:
            counted = member.quantities or changed or bare
            one = replace(member, quantities=counted)
            yield from self.fill(one, trigger, relation, source, sentence)
            if behind and not counted:  # 为老人|接种|加强针1870剂次
                served = replace(member, quantities=behind[:1])
                yield from self.fill(served, trigger, relation, f"{source}_served", sentence)

    def _within(
        self,
        units: Sequence[Unit],
        index: int,
        right: Group | None,
        bare: tuple[QuantityMention, ...],
        trigger: Trigger,
        relation: Relation,
    ) -> Iterator[Filler]:
        """What a verb is itself (罚款3万元), has within (送药340单) or is told of (接种的有9人)."""
        sentence = self.setting.sentence
        if trigger.implied in ("Measure", "Item"):
            counted = bare or (counting(right.quantities) if right is not None else ())
            deed = itself(units[index], trigger.implied)
            quantity = counted[0] if counted else None
            yield Filler(deed, trigger.implied, "itself", sentence, quantity=quantity)
        alone = bool(bare) or right is None
        noun = incorporated_in(units[index], self.setting.lexicon) if alone else None
        if noun is not None:
            inner = Member(noun, bare)
            yield from self.fill(inner, trigger, relation, "incorporated", sentence)
        told = told_behind(units, index) if right is not None and right.mentions else ()
        if told:
            yield from self.fill(Member(None, told), trigger, relation, "told", sentence)

    def _patient(self, units: Sequence[Unit], index: int, relation: Relation) -> Group | None:
        """The nearest group before the verb behind a marker of the relation's object (把, 对)."""
        for position in range(index - 1, -1, -1):
            group = units[position].group
            if group is not None and is_object(group, relation):
                return group
        return None

    def _after_de(self, units: Sequence[Unit], index: int, right: Group | None) -> Group | None:
        """成立由县长任组长的领导小组: the head behind a clause that stands before its noun."""
        for position in range(index + 2, len(units)):
            group = units[position].group
            if group is None or group is right:
                continue
            headed = right is None and group.modifiers and units[position - 1].kind == "verb"
            if headed or units[position - 1].kind == "de":
                return group
        return None

    def _right_objects(
        self,
        group: Group,
        trigger: Trigger,
        relation: Relation,
        patient: Group | None,
        *,
        headed: bool,
    ) -> Iterator[Filler]:
        source = "right_place" if group.role == "place" else "head" if headed else "right"
        members = without_posts(group.members) if trigger.relation != "leads" else group.members
        counted = patient.quantities if patient is not None and trigger.form[-1] in "为成作" else ()
        for member in members:
            if counted and not member.quantities:
                member = replace(member, quantities=counted)
            for filler in self.fill(member, trigger, relation, source, self.setting.sentence):
                yield replace(filler, size=len(members))
            # The figure counts them all: 日巡查、周通报两项制度 are two, each is one.
            for example in member.examples:
                yield from self.fill(
                    Member(example), trigger, relation, "example", self.setting.sentence
                )
        for modifier in group.modifiers:
            yield from self.fill(
                Member(modifier), trigger, relation, "modifier", self.setting.sentence
            )

    def _topic_objects(
        self, number: int, index: int, trigger: Trigger, relation: Relation
    ) -> Iterator[Filler]:
        """The thing before a verb that has nothing behind it: 群众全部转移, 隐患已整改."""
        units = self.setting.clauses[number].units
        for position in range(index - 1, -1, -1):
            group = units[position].group
            if group is None or group.role in ("agent", "companion", "basis", "source", "place"):
                continue
            for member in group.members:
                yield from self.fill(member, trigger, relation, "topic", self.setting.sentence)
            return
        known: list[Group] = []
        for earlier in range(number - 1, -1, -1):
            topic = self.setting.topics.get(earlier)
            if topic is None or topic in known:
                continue
            source = "topic_far" if known else "topic_before"
            known.append(topic)
            for member in topic.members:
                yield from self.fill(member, trigger, relation, source, self.setting.sentence)
            if len(known) == _TOPICS:
                return

    def _objects_before(
        self,
        number: int,
        given: tuple[QuantityMention, ...],
        trigger: Trigger,
        relation: Relation,
    ) -> Iterator[Filler]:
        """
        购进干草900吨，送到牧民手中: what the clause before acts on, left out in this one.

        It is as much as was ``given``, where the verb's clause says so.
        """
        units = self.setting.clauses[number - 1].units if number else ()
        for position in range(len(units) - 1, 0, -1):
            group, before = units[position].group, units[position - 1]
            if group is not None and (before.kind == "verb" or group.role == "patient"):
                for member in without_posts(group.members):
                    one = replace(member, quantities=given) if given else member
                    yield from self.fill(
                        one, trigger, relation, "object_before", self.setting.sentence
                    )
                return

    def _counted_behind(
        self,
        units: Sequence[Unit],
        index: int,
        quantities: tuple[QuantityMention, ...],
        trigger: Trigger,
        relation: Relation,
    ) -> Iterator[Filler]:
        """群众转移了326户, 药品发了200多盒: the figure behind the verb counts what is before it."""
        for position in range(index - 1, -1, -1):
            group = units[position].group
            if group is None or group.role or group.localized or counting(group.quantities):
                continue
            for member in group.members:
                if member.mention is None or member.mention.type == "AdministrativeArea":
                    continue  # 青石镇已建成21个: a unit acts
                if people_of(member.mention, quantities) is not None:
                    continue
                one = replace(member, quantities=quantities)
                yield from self.fill(
                    one, trigger, relation, "counted_behind", self.setting.sentence
                )
            return

    def _event_of(
        self, units: Sequence[Unit], index: int, trigger: Trigger, relation: Relation
    ) -> Iterator[Filler]:
        """复工, 返校: the trigger itself names what starts again, unless a noun follows it."""
        right = right_group(units, index)
        if right is not None and trigger.form in ("恢复", "重启"):
            for member in right.members:
                yield from self.fill(member, trigger, relation, "right", self.setting.sentence)
            return
        span = units[index].span
        mention = Mention(span, trigger.form, ("Event",), False, trigger.form)
        alone = right is not None and (not right.mentions or right.mentions[0].text[0] == "率")
        counted = counting(right.quantities)[:1] if right is not None and alone else ()
        quantity = counted[0] if counted else None
        yield Filler(mention, "Event", "itself", self.setting.sentence, quantity=quantity)

    def _implied(
        self, context: str, span: Span, trigger: Trigger, relation: Relation
    ) -> Iterator[Filler]:
        """入户, 逐户: households are meant though no noun says so."""
        if "户" not in context or "PopulationGroup" not in relation.range:
            return
        if trigger.objects and "PopulationGroup" not in trigger.objects:
            return
        mention = Mention(span, "居民", ("PopulationGroup",), False, "居民")
        yield Filler(mention, "PopulationGroup", "implied", self.setting.sentence)

    def of_noun(
        self, number: int, index: int, trigger: Trigger, span: Span, mention: Mention
    ) -> Iterator[Filler]:
        """The objects of a trigger that stands as a noun at the end of ``mention``."""
        relation = self.setting.ontology.relations[trigger.relation]
        units = self.setting.clauses[number].units
        group = units[index].group
        quantity = counting(group.quantities)[:1] if group else ()
        quantity = quantity or self._changed_to(units, index)
        marked = self._patient(units, index, relation)
        if not quantity and trigger.implied == "Measure":
            quantity = imposed_on(units[:index])
        for inner in self._inside(mention, span, trigger, relation):
            yield from self.fill(
                Member(inner, tuple(quantity)), trigger, relation, "inside", self.setting.sentence
            )
        if "Event" in relation.range or "Measure" in relation.range:
            whole = Member(mention, tuple(quantity))
            yield from self.fill(whole, trigger, relation, "whole", self.setting.sentence)
        for member in marked.members if marked is not None else ():
            source = "patient" if marked and marked.role == "patient" else "marked"
            yield from self.fill(member, trigger, relation, source, self.setting.sentence)
        if group is not None:
            for modifier in group.modifiers:
                one = Member(modifier, tuple(quantity))
                yield from self.fill(one, trigger, relation, "modifier", self.setting.sentence)
        yield from self._implied(mention.text, mention.span, trigger, relation)

    def _inside(
        self, mention: Mention, span: Span, trigger: Trigger, relation: Relation
    ) -> Iterator[Mention]:
        """The longest beginning of a phrase that its noun can act on: 群众 of 群众疫苗接种."""
        allowed = trigger.objects & relation.range or relation.range
        before = mention.text[: span.start - mention.span.start]
        for end in range(len(before), 1, -1):
            types = self.setting.lexicon.type_of(before[:end])
            if (
                types
                and types[0] in allowed
                and before[end - 2 : end] in self.setting.lexicon.heads
            ):
                start = mention.span.start
                text = before[:end]
                yield Mention(Span(start, start + end), text, types, False, text, mention.owner)
                return

    def _changed_to(self, units: Sequence[Unit], index: int) -> tuple[QuantityMention, ...]:
        """消杀由每天2次增至4次: the figure behind a verb of change is the one that holds now."""
        for position in range(index + 1, len(units) - 1):
            group = units[position + 1].group
            if group is not None and self.setting.lexicon.marks(units[position].text, "change"):
                return counting(group.quantities)[:1]
        return ()

    def fill(
        self, member: Member, trigger: Trigger, relation: Relation, source: str, sentence: int
    ) -> Iterator[Filler]:
        """A member of a group as an object, once for each of its quantities."""
        return fill(member, trigger, relation, source, sentence, self.setting)


def _times_before(units: Sequence[Unit], index: int) -> tuple[QuantityMention, ...]:
    """两次|张贴|公告: how often the verb was done, told right before it."""
    group = units[index - 1].group if index else None
    last = group.quantities[-1:] if group is not None else ()
    return tuple(each for each in last if each.quantity.unit in _TIMES)


def _done_times(group: Group, times: tuple[QuantityMention, ...]) -> Group:
    """A group each of whose things a verb acted on so many times."""
    if not times:
        return group
    members = tuple(replace(member, quantities=times) for member in group.members)
    return replace(group, members=members)
