"""Readings: every way in which a trigger may be understood, before anything is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.document import Span
from extractors.frames.clauses import Clause, Group, Member, Unit
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from ontology.lexicon import Lexicon, Trigger
from ontology.model import Ontology, Relation

# Types that one noun may have by turns: a school is a place to disinfect and a body that acts.
_NEIGHBOURS: dict[str, tuple[str, ...]] = {
    "Organization": ("Place", "PopulationGroup"),
    "Place": ("Organization", "AdministrativeArea"),
    "AdministrativeArea": ("Organization", "Place"),
    "Measure": ("Event", "Document"),
    "Event": ("Measure",),
    "Document": ("Measure", "Item"),
    "Item": ("Document",),
    "Problem": ("Event", "Measure"),
    "Post": ("PopulationGroup",),
    "PopulationGroup": ("Organization", "Person"),
    "Person": ("PopulationGroup",),
}
AGENTS = frozenset({"AdministrativeArea", "Organization", "Person", "PopulationGroup"})
_COUNTING = frozenset(
    {
        "count",
        "money",
        "percent",
        "length",
        "area",
        "volume",
        "mass",
        "fraction",
        "bare",
        "power",
        "frequency",
    }
)

_PEOPLED = ("AdministrativeArea", "Place", "Organization")
# What a measure word counts when nothing beside it says so: 转移1200人, 出动3车.
_COUNTED_BY = {
    "户": ("居民", "PopulationGroup"),
    "人": ("人员", "PopulationGroup"),
    "人次": ("人员", "PopulationGroup"),
    "车": ("车辆", "Item"),
    "车次": ("车辆", "Item"),
}


@dataclass(frozen=True, slots=True)
class Filler:
    """
    What fills a role: a mention of the sentence, or one carried from before.

    ``source`` names where it was found (``left``, ``agent``, ``previous`` …), the feature that
    counts most. ``sentence`` is the number of the sentence that the mention stands in.
    """

    mention: Mention
    type: str
    source: str
    sentence: int
    distance: int = 0
    coerced: bool = False
    quantity: QuantityMention | None = None
    size: int = 1
    group: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """
    One way to understand one trigger.

    ``rank`` counts the subjects that stand nearer than this one, ``rivals`` names where the
    subjects that might do instead were found, the nearest first.
    """

    trigger: Trigger
    span: Span
    clause: int
    subject: Filler
    object: Filler
    rule: str
    rank: int = 0
    rivals: tuple[str, ...] = ()
    organization: Mention | None = None


@dataclass(slots=True)
class Discourse:
    """What an article has said so far, as far as later sentences lean on it."""

    unit: Mention | None = None
    subjects: list[tuple[int, Mention, str]] = field(default_factory=list)
    objects: list[tuple[int, Member]] = field(default_factory=list)
    events: list[tuple[int, Mention]] = field(default_factory=list)

    def last_subject(self) -> tuple[int, Mention, str] | None:
        """The last subject of a sentence, with the number of its sentence and its type."""
        return self.subjects[-1] if self.subjects else None


class Reader:
    """Reads the clauses of one sentence against the ontology and the lexicon."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        sentence: int,
        discourse: Discourse,
        lexicon: Lexicon,
        ontology: Ontology,
    ) -> None:
        self.clauses = clauses
        self.sentence = sentence
        self.discourse = discourse
        self.lexicon = lexicon
        self.ontology = ontology
        self.topics = self._topics()

    def read(self) -> Iterator[Reading]:
        """All readings of all triggers of the sentence."""
        for number, clause in enumerate(self.clauses):
            for index, unit in enumerate(clause.units):
                if unit.kind in ("verb", "marker"):
                    yield from self._read_word(number, index, unit.text, unit.span)
                elif unit.group is not None:
                    yield from self._read_noun(number, index, unit.group)
            yield from self._read_stock(number)
            yield from self._read_continued(number)

    # -- triggers -----------------------------------------------------------------------------

    def _read_word(self, number: int, index: int, form: str, span: Span) -> Iterator[Reading]:
        for trigger in self.lexicon.triggers.get(form, ()):
            if trigger.relation in ("stated", "holdsPost", "partOf"):
                continue
            yield from self._read_trigger(number, index, trigger, span, "verb")

    def _read_noun(self, number: int, index: int, group: Group) -> Iterator[Reading]:
        """Triggers that stand as nouns at the end of a phrase: 开展入户排查, 做好消杀工作."""
        for mention in group.mentions:
            found = nominal_trigger(mention, self.lexicon)
            if found is None:
                continue
            form, start = found
            span = Span(mention.span.start + start, mention.span.start + start + len(form))
            for trigger in self.lexicon.triggers[form]:
                if trigger.noun:
                    yield from self._read_nominal(number, index, trigger, span, mention)

    def _read_nominal(
        self, number: int, index: int, trigger: Trigger, span: Span, mention: Mention
    ) -> Iterator[Reading]:
        objects = list(self._objects_of_nominal(number, index, trigger, span, mention))
        yield from self._combine(number, index, trigger, span, objects, "noun")

    def _objects_of_nominal(
        self, number: int, index: int, trigger: Trigger, span: Span, mention: Mention
    ) -> Iterator[Filler]:
        relation = self.ontology.relations[trigger.relation]
        units = self.clauses[number].units
        group = units[index].group
        quantity = _counting(group.quantities)[:1] if group else ()
        quantity = quantity or self._changed_to(units, index)
        for inner in self._inside(mention, span, trigger, relation):
            yield from self._fill(
                Member(inner, tuple(quantity)), trigger, relation, "inside", self.sentence
            )
        if "Event" in relation.range or "Measure" in relation.range:
            whole = Member(mention, tuple(quantity))
            yield from self._fill(whole, trigger, relation, "whole", self.sentence)
        for position in range(index):
            unit = units[position]
            if unit.group is not None and unit.group.role == "patient":
                for member in unit.group.members:
                    yield from self._fill(member, trigger, relation, "patient", self.sentence)
        if group is not None:
            for modifier in group.modifiers:
                one = Member(modifier, tuple(quantity))
                yield from self._fill(one, trigger, relation, "modifier", self.sentence)
        yield from self._implied(mention.text, mention.span, trigger, relation)

    def _changed_to(self, units: Sequence[Unit], index: int) -> tuple[QuantityMention, ...]:
        """消杀由每天2次增至4次: the figure behind a verb of change is the one that holds now."""
        for position in range(index + 1, len(units) - 1):
            group = units[position + 1].group
            if group is not None and self.lexicon.marks(units[position].text, "change"):
                return _counting(group.quantities)[:1]
        return ()

    def _inside(
        self, mention: Mention, span: Span, trigger: Trigger, relation: Relation
    ) -> Iterator[Mention]:
        """The longest beginning of a phrase that its noun can act on: 群众 of 群众疫苗接种."""
        allowed = trigger.objects & relation.range or relation.range
        before = mention.text[: span.start - mention.span.start]
        for end in range(len(before), 1, -1):
            types = self.lexicon.type_of(before[:end])
            if types and types[0] in allowed and before[end - 2 : end] in self.lexicon.heads:
                start = mention.span.start
                text = before[:end]
                yield Mention(Span(start, start + end), text, types, False, text, mention.owner)
                return

    def _read_trigger(
        self, number: int, index: int, trigger: Trigger, span: Span, rule: str
    ) -> Iterator[Reading]:
        objects = list(self._objects(number, index, trigger))
        yield from self._combine(number, index, trigger, span, objects, rule)

    def _combine(
        self,
        number: int,
        index: int,
        trigger: Trigger,
        span: Span,
        objects: Sequence[Filler],
        rule: str,
    ) -> Iterator[Reading]:
        if not objects:
            return
        relation = self.ontology.relations[trigger.relation]
        subjects = list(self._subjects(number, index, relation))
        rivals = tuple(dict.fromkeys(subject.source for subject in subjects))
        for object_ in objects:
            for subject in subjects:
                if (
                    subject.mention.span == object_.mention.span
                    and subject.sentence == object_.sentence
                ):
                    continue
                if subject.mention.text == object_.mention.text:
                    continue
                rank = rivals.index(subject.source)
                yield Reading(trigger, span, number, subject, object_, rule, rank, rivals)

    # -- subjects -----------------------------------------------------------------------------

    def _subjects(self, number: int, index: int, relation: Relation) -> Iterator[Filler]:
        units = self.clauses[number].units
        yield from self._subjects_left(units, index, relation)
        yield from self._subject_of_relative(units, index, relation)
        if relation.counts == "subject" and (right := self._right_group(units, index)):
            yield from self._agents(right, relation, "right", 0)
        if number and not any(unit.group for unit in units[:index]):
            for unit in self.clauses[number - 1].units[1:]:
                if unit.group is not None and unit.group.role == "":
                    yield from self._agents(unit.group, relation, "previous_object", 1)
        for earlier in range(number - 1, -1, -1):
            if topic := self.topics.get(earlier):
                yield from self._agents(topic, relation, "previous", number - earlier)
                break
        carried = self.discourse.last_subject()
        if carried is not None:
            sentence, mention, _ = carried
            distance = self.sentence - sentence
            yield from self._agent(Member(mention), relation, "carried", distance, sentence)
        if self.discourse.unit is not None:
            yield from self._agent(Member(self.discourse.unit), relation, "unit", 0, -1)

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
            if group.role in ("patient", "recipient", "basis", "source", "topic"):
                continue
            if group.role == "place" or group.localized:
                source = "place"
            elif group.role in ("agent", "companion"):
                source = group.role
            else:
                source = self._left_source(units, position, verbs)
            found += 1
            yield from self._agents(group, relation, source, verbs)

    def _left_source(self, units: Sequence[Unit], position: int, verbs: int) -> str:
        before = units[position - 1] if position else None
        after = units[position + 1] if position + 1 < len(units) else None
        if after is not None and after.kind == "and":
            return "coordinate"
        if before is not None and before.kind == "verb" and verbs:
            return "pivot" if self.lexicon.marks(before.text, "pivot") else "object"
        if before is not None and before.kind == "verb":
            return "pivot" if self.lexicon.marks(before.text, "pivot") else "object"
        if any(unit.kind == "verb" for unit in units[:position]):
            return "inner"
        return "left" if not verbs else "left_far"

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
        members = _without_posts(group.members)
        for member in members:
            size = len(members)
            for filler in self._agent(member, relation, source, distance, self.sentence):
                yield replace(filler, size=size, group=group.span)

    def _agent(
        self, member: Member, relation: Relation, source: str, distance: int, sentence: int
    ) -> Iterator[Filler]:
        mention = member.mention
        if mention is None:
            return
        fit = _fit(mention, relation.domain, _preferred(relation, "subject"))
        if fit is None:
            return
        kind, coerced = fit
        quantity = _counting(member.quantities)
        yield Filler(
            mention, kind, source, sentence, distance, coerced, quantity[0] if quantity else None
        )

    # -- objects ------------------------------------------------------------------------------

    def _objects(self, number: int, index: int, trigger: Trigger) -> Iterator[Filler]:
        relation = self.ontology.relations[trigger.relation]
        units = self.clauses[number].units
        if relation.counts == "subject":
            yield from self._event_of(units, index, trigger, relation)
            return
        right = self._right_group(units, index)
        patient = self._patient(units, index)
        if right is not None:
            yield from self._right_objects(right, trigger, relation, patient)
        if relative := self._after_de(units, index, right):
            for member in _without_posts(relative.members):
                yield from self._fill(member, trigger, relation, "after_de", self.sentence)
        if patient is not None:
            named = index > 0 and units[index - 1].kind == "de"
            changed = self._changed_to(units, index) if named else ()
            for member in patient.members:
                member = member if member.quantities else replace(member, quantities=changed)
                yield from self._fill(member, trigger, relation, "patient", self.sentence)
        passive = any(unit.text in ("被", "由", "遭", "获") for unit in units[:index])
        if patient is None and (right is None or right.role == "place" or passive):
            yield from self._topic_objects(number, index, trigger, relation)
        if right is None and trigger.implied == "Event":
            for sentence, mention in self.discourse.events[-1:]:
                yield Filler(mention, "Event", "event", sentence, self.sentence - sentence)
        context = "".join(unit.text for unit in units[max(0, index - 2) : index + 2])
        yield from self._implied(context, units[index].span, trigger, relation)

    def _patient(self, units: Sequence[Unit], index: int) -> Group | None:
        """The nearest group before the verb behind 把, 将 or 对."""
        for position in range(index - 1, -1, -1):
            group = units[position].group
            if group is not None and group.role == "patient":
                return group
        return None

    def _after_de(self, units: Sequence[Unit], index: int, right: Group | None) -> Group | None:
        """成立由县长任组长的领导小组: the head behind a clause that stands before its noun."""
        for position in range(index + 2, len(units)):
            group = units[position].group
            if group is not None and group is not right and units[position - 1].kind == "de":
                return group
        return None

    def _right_group(self, units: Sequence[Unit], index: int) -> Group | None:
        """The group right of the verb, over 了, adverbs and a light word, before the next verb."""
        for position in range(index + 1, len(units)):
            unit = units[position]
            if unit.group is not None:
                if unit.group.role and unit.group.role not in ("place", "patient"):
                    return None
                return unit.group
            if unit.kind in ("verb", "stop"):
                return None
        return None

    def _right_objects(
        self, group: Group, trigger: Trigger, relation: Relation, patient: Group | None
    ) -> Iterator[Filler]:
        source = "right_place" if group.role == "place" else "right"
        members = _without_posts(group.members) if trigger.relation != "leads" else group.members
        counted = patient.quantities if patient is not None and trigger.form[-1] in "为成作" else ()
        for member in members:
            if counted and not member.quantities:
                member = replace(member, quantities=counted)
            for filler in self._fill(member, trigger, relation, source, self.sentence):
                yield replace(filler, size=len(members))
            for example in member.examples:
                one = Member(example, member.quantities)
                yield from self._fill(one, trigger, relation, "example", self.sentence)
        for modifier in group.modifiers:
            yield from self._fill(Member(modifier), trigger, relation, "modifier", self.sentence)

    def _topic_objects(
        self, number: int, index: int, trigger: Trigger, relation: Relation
    ) -> Iterator[Filler]:
        """The thing before a verb that has nothing behind it: 群众全部转移, 隐患已整改."""
        units = self.clauses[number].units
        for position in range(index - 1, -1, -1):
            group = units[position].group
            if group is None or group.role in ("agent", "companion", "basis", "source", "place"):
                continue
            for member in group.members:
                yield from self._fill(member, trigger, relation, "topic", self.sentence)
            return
        topic = self.topics.get(number - 1)
        if topic is not None:
            for member in topic.members:
                yield from self._fill(member, trigger, relation, "topic_before", self.sentence)

    def _event_of(
        self, units: Sequence[Unit], index: int, trigger: Trigger, relation: Relation
    ) -> Iterator[Filler]:
        """复工, 返校: the trigger itself names what starts again, unless a noun follows it."""
        right = self._right_group(units, index)
        if right is not None and trigger.form in ("恢复", "重启"):
            for member in right.members:
                yield from self._fill(member, trigger, relation, "right", self.sentence)
            return
        span = units[index].span
        mention = Mention(span, trigger.form, ("Event",), False, trigger.form)
        alone = right is not None and not right.mentions
        counted = _counting(right.quantities)[:1] if right is not None and alone else ()
        quantity = counted[0] if counted else None
        yield Filler(mention, "Event", "itself", self.sentence, quantity=quantity)

    def _implied(
        self, context: str, span: Span, trigger: Trigger, relation: Relation
    ) -> Iterator[Filler]:
        """入户, 逐户: households are meant though no noun says so."""
        if "户" not in context or "PopulationGroup" not in relation.range:
            return
        if trigger.objects and "PopulationGroup" not in trigger.objects:
            return
        mention = Mention(span, "居民", ("PopulationGroup",), False, "居民")
        yield Filler(mention, "PopulationGroup", "implied", self.sentence)

    def _fill(
        self, member: Member, trigger: Trigger, relation: Relation, source: str, sentence: int
    ) -> Iterator[Filler]:
        mention = member.mention
        quantities = _counting(member.quantities)
        if mention is None and len(quantities) > 1:
            for quantity in quantities:
                alone = Member(None, (quantity,))
                yield from self._fill(alone, trigger, relation, source, sentence)
            return
        if mention is None:
            found = self._ellipsis(member, trigger, source)
            if found is None:
                return
            mention, source, sentence = found
        if (people := _people_of(mention, quantities)) is not None:
            mention, source = people, f"{source}_people"
        allowed = trigger.objects & relation.range or relation.range
        fit = _fit(mention, allowed, _preferred(relation, "object"))
        if fit is None:
            return
        kind, coerced = fit
        if not quantities:
            yield Filler(mention, kind, source, sentence, coerced=coerced)
        for quantity in quantities:
            yield Filler(mention, kind, source, sentence, coerced=coerced, quantity=quantity)

    def _ellipsis(
        self, member: Member, trigger: Trigger, source: str
    ) -> tuple[Mention, str, int] | None:
        """已解决19个: what is counted was named before, with the same measure word."""
        if not _counting(member.quantities):
            return None
        quantity = member.quantities[0]
        unit = quantity.quantity.unit
        for sentence, earlier in self._counted_before(quantity.span.start):
            units = {_measure(each.quantity.unit) for each in earlier.quantities}
            if earlier.mention is None or _measure(unit) not in units:
                continue
            if _people_of(earlier.mention, earlier.quantities) is None:
                return earlier.mention, f"{source}_ellipsis", sentence
            break
        if unit == "元":
            name = trigger.form if trigger.form.endswith(("款", "资")) else "资金"
            return (
                Mention(quantity.span, name, ("Item",), False, name),
                f"{source}_money",
                self.sentence,
            )
        if unit not in _COUNTED_BY:
            return None
        name, kind = _COUNTED_BY[unit]
        mention = Mention(quantity.span, name, (kind,), False, name)
        return mention, f"{source}_people", self.sentence

    def _counted_before(self, position: int) -> Iterator[tuple[int, Member]]:
        """The counted things before a position, the nearest first."""
        for clause in reversed(self.clauses):
            for unit in reversed(clause.units):
                if unit.group is None or unit.span.end > position:
                    continue
                for member in reversed(unit.group.members):
                    if member.mention is not None and member.quantities:
                        yield self.sentence, member
        yield from reversed(self.discourse.objects)

    def _read_continued(self, number: int) -> Iterator[Reading]:
        """招工800人，其中贫困劳动力93人: a counted list without a verb goes on with the last one."""
        clause = self.clauses[number]
        if any(unit.kind == "verb" for unit in clause.units) or not number:
            return
        counted = [unit.group for unit in clause.units if unit.group and unit.group.quantities]
        for earlier in range(number - 1, -1, -1):
            units = self.clauses[earlier].units
            verbs = [index for index, unit in enumerate(units) if unit.kind == "verb"]
            if not verbs:
                continue
            index = verbs[-1]
            for trigger in self.lexicon.triggers.get(units[index].text, ()):
                if trigger.relation in ("stated", "holdsPost", "partOf"):
                    continue
                relation = self.ontology.relations[trigger.relation]
                objects = [
                    filler
                    for group in counted
                    for member in group.members
                    for filler in self._fill(member, trigger, relation, "continued", self.sentence)
                ]
                for reading in self._combine(
                    earlier, index, trigger, units[index].span, objects, "continued"
                ):
                    yield reading
            return

    # -- stocks -------------------------------------------------------------------------------

    def _read_stock(self, number: int) -> Iterator[Reading]:
        """全县18所初中, 全区现有企业44家: a unit beside a counted thing has that many."""
        trigger = Trigger("", "has", frozenset(), False, "")
        relation = self.ontology.relations["has"]
        units = self.clauses[number].units
        for index, unit in enumerate(units):
            group = unit.group
            if group is None or not group.quantities:
                continue
            owners = [*group.modifiers]
            if index and (before := units[index - 1].group) is not None and not before.role:
                owners += before.mentions
            for owner in owners:
                subjects = list(self._agent(Member(owner), relation, "owner", 0, self.sentence))
                for member in group.members:
                    if not member.quantities:
                        continue
                    for object_ in self._fill(member, trigger, relation, "counted", self.sentence):
                        for subject in subjects:
                            yield Reading(trigger, unit.span, number, subject, object_, "stock")

    # -- topics -------------------------------------------------------------------------------

    def _topics(self) -> dict[int, Group]:
        """The subject that each clause starts with, carried on where a clause has none."""
        topics: dict[int, Group] = {}
        last: Group | None = None
        for number, clause in enumerate(self.clauses):
            own = _leading_group(clause)
            last = own or last
            if last is not None:
                topics[number] = last
        return topics


def _leading_group(clause: Clause) -> Group | None:
    """The first group before the first verb that nothing governs and that can act."""
    for position, unit in enumerate(clause.units):
        if unit.kind == "verb" and not _is_relative(clause.units, position):
            return None
        group = unit.group
        if group is None or group.role not in ("", "agent") or group.localized:
            continue
        if any(set(mention.types) & AGENTS or mention.pronoun for mention in group.mentions):
            return group
    return None


def _is_relative(units: Sequence[Unit], position: int) -> bool:
    """Whether a verb belongs to a clause before its noun: 返乡的师生, 支援玉树的医疗队."""
    following = units[position + 1 : position + 3]
    if following and following[0].kind == "de":
        return True
    if following and following[0].group is not None and following[0].group.modifiers:
        return True
    return len(following) > 1 and following[0].group is not None and following[1].kind == "de"


def nominal_trigger(mention: Mention, lexicon: Lexicon) -> tuple[str, int] | None:
    """
    The trigger that a noun phrase ends with and where it starts in the phrase, or None.

    >>> from ontology.lexicon import load_lexicon
    >>> phrase = Mention(Span(0, 6), "防疫宣传工作", (), False, "防疫宣传工作")
    >>> nominal_trigger(phrase, load_lexicon())
    ('宣传', 2)
    """
    text = mention.text
    for ending in ("工作", "活动", "任务", "服务", "行动", "情况", ""):
        if ending and not text.endswith(ending):
            continue
        stem = text[: len(text) - len(ending)]
        for start in range(max(0, len(stem) - 6), len(stem) - 1):
            entries = lexicon.triggers.get(stem[start:], ())
            if any(entry.noun for entry in entries):
                return stem[start:], start
    return None


def _people_of(mention: Mention, quantities: Sequence[QuantityMention]) -> Mention | None:
    """全村326户: a measure word for people behind a unit or a place counts its people."""
    bounded = not mention.types and mention.text.endswith(("内", "里", "上", "中"))
    if not quantities or not (bounded or mention.type in _PEOPLED):
        return None
    if quantities[0].span.start < mention.span.end:
        return None
    name, kind = _COUNTED_BY.get(quantities[0].quantity.unit, ("", ""))
    if kind != "PopulationGroup":
        return None
    return Mention(quantities[0].span, name, (kind,), False, name, mention.text)


def _measure(unit: str) -> str:
    """Measure words for people count the same: 113名, 其中97人."""
    return "人" if unit in ("名", "人", "位", "个人") else unit


def _without_posts(members: Sequence[Member]) -> Sequence[Member]:
    """A list of titles before a name is the name: 副县长、局长周立民."""
    kept = [each for each in members if each.mention is None or each.mention.type != "Post"]
    return kept or members


def _counting(quantities: Sequence[QuantityMention]) -> tuple[QuantityMention, ...]:
    return tuple(each for each in quantities if each.kind in _COUNTING)


def _preferred(relation: Relation, role: str) -> tuple[str, ...]:
    return relation.frame.role(role).preferred if role in relation.frame else ()


def _fit(
    mention: Mention, allowed: frozenset[str], preferred: tuple[str, ...]
) -> tuple[str, bool] | None:
    """The type that the mention takes in a role and whether it had to be bent to it."""
    for kind in mention.types:
        if kind in allowed:
            return kind, False
    if not mention.types:
        if mention.pronoun:
            return next(
                ((kind, False) for kind in ("Person", "Organization") if kind in allowed), None
            )
        kind = next((each for each in preferred if each in allowed), "")
        return (kind or sorted(allowed)[0], True) if allowed else None
    for kind in _NEIGHBOURS.get(mention.types[0], ()):
        if kind in allowed:
            return kind, True
    return None
