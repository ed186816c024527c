"""The reader: every way in which the triggers of a sentence may be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from extractors.document import Span
from extractors.frames.changes import ChangeReader
from extractors.frames.clauses import Clause, Group, Member, Unit, right_group
from extractors.frames.discourse import Discourse, Setting, topics_of
from extractors.frames.fitting import fit, preferred
from extractors.frames.guessing import (
    NOTHING,
    Guesser,
    anything,
    features_of,
    guessed,
    likeliest,
    may_be_verb,
)
from extractors.frames.objects import ObjectFinder
from extractors.frames.readings import Deed, Doer, Filler
from extractors.frames.stocks import StockReader, only
from extractors.frames.subjects import SubjectFinder
from extractors.loglinear import Shares
from extractors.mentions.mention import Mention
from ontology.lexicon import Lexicon, Trigger
from ontology.model import Ontology, Relation

_TRUSTED = (0.9, 0.05)  # of a relation that no page has taught
# Relations that speech and the build of phrases give, not the frames of verbs.
READ_ELSEWHERE = frozenset({"stated", "holdsPost", "partOf"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the clauses of one sentence against the ontology and the lexicon."""

    setting: Setting
    subjects: SubjectFinder
    objects: ObjectFinder
    found: dict[tuple[int, int, str], tuple[Filler, ...]] = field(default_factory=dict)
    guessed: dict[tuple[object, ...], Shares] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        clauses: Sequence[Clause],
        sentence: int,
        discourse: Discourse,
        lexicon: Lexicon,
        ontology: Ontology,
        guesser: Guesser,
    ) -> Reader:
        """The reader of a sentence: its clauses, its number, and what was said before it."""
        topics = topics_of(clauses)
        setting = Setting(clauses, sentence, discourse, lexicon, ontology, topics, guesser)
        return cls(setting, SubjectFinder(setting), ObjectFinder(setting))

    def read(self) -> Iterator[Deed]:
        """All readings of all triggers of the sentence."""
        stocks = StockReader(self.setting, self.subjects, self.objects, self._combine)
        changes = ChangeReader(self.setting, self.objects, stocks, self._read_change)
        for number, clause in enumerate(self.setting.clauses):
            for index, unit in enumerate(clause.units):
                if unit.kind in ("verb", "marker"):
                    yield from self._read_word(number, index, unit.text, unit.span)
                if may_be_verb(unit, self.setting.lexicon):
                    yield from self._read_guessed(number, index, unit)
                elif unit.group is not None:
                    yield from self._read_noun(number, index, unit.group)
            yield from stocks.read(number)
            yield from changes.read(number)
            yield from self._read_continued(number)

    def _read_word(self, number: int, index: int, form: str, span: Span) -> Iterator[Deed]:
        for trigger in self.setting.lexicon.triggers.get(form, ()):
            if trigger.relation == "partOf":
                yield from self._read_parts(number, index, trigger, span)
            elif trigger.relation not in READ_ELSEWHERE:
                yield from self._read_trigger(number, index, trigger, span, "verb")

    def _read_parts(self, number: int, index: int, trigger: Trigger, span: Span) -> Iterator[Deed]:
        """
        指挥部下设抢险、救护2个组: what stands behind the verb is part of what acts.

        隶属于 is the other way round: what stands behind it is the whole.
        """
        relation = self.setting.ontology.relations[trigger.relation]
        right = right_group(self.setting.clauses[number].units, index)
        if right is None:
            return
        named = (*right.members, *(Member(one) for each in right.members for one in each.examples))
        behind = [
            filler
            for member in named
            for filler in self.subjects.agent(member, relation, "part", 0, self.setting.sentence)
        ]
        behind = [replace(each, size=len(named), group=right.span) for each in behind]
        before: dict[str, Filler] = {}
        for filler in self.subjects.find(number, index, relation):
            if filler.group != right.span:
                source = "body" if filler.sentence == self.setting.sentence else "body_before"
                before.setdefault(source, replace(filler, source=source))
        wholes, parts = list(before.values()), behind
        if self.setting.lexicon.marks(trigger.form, "belonging"):
            wholes = [replace(each, source="body") for each in behind]
            parts = [replace(each, source="part") for each in list(before.values())[:1]]
        for whole in wholes:
            yield Deed(trigger, span, number, whole, "parts", partial(only, parts))

    def _read_noun(self, number: int, index: int, group: Group) -> Iterator[Deed]:
        """Triggers that stand as nouns at the end of a phrase: 开展入户排查, 做好消杀工作."""
        for mention in group.mentions:
            found = nominal_trigger(mention, self.setting.lexicon)
            if found is None:
                continue
            form, start = found
            span = Span(mention.span.start + start, mention.span.start + start + len(form))
            for trigger in self.setting.lexicon.triggers[form]:
                if trigger.noun and trigger.relation not in READ_ELSEWHERE:
                    yield from self._read_nominal(number, index, trigger, span, mention)

    def _read_nominal(
        self, number: int, index: int, trigger: Trigger, span: Span, mention: Mention
    ) -> Iterator[Deed]:
        objects = list(self.objects.of_noun(number, index, trigger, span, mention))
        yield from self._combine(number, index, trigger, span, objects, "noun")

    def _read_trigger(
        self, number: int, index: int, trigger: Trigger, span: Span, rule: str
    ) -> Iterator[Deed]:
        relation = self.setting.ontology.relations[trigger.relation]
        objects = list(self.objects.find(number, index, trigger, relation))
        yield from self._combine(number, index, trigger, span, objects, rule)

    def _read_guessed(self, number: int, index: int, unit: Unit) -> Iterator[Deed]:
        """What a verb may tell besides what the lexicon says of it."""
        yield from self._guess(number, index, unit, self.things(number, index, unit.text))

    def _read_change(
        self, number: int, index: int, unit: Unit, things: Sequence[Filler]
    ) -> Iterator[Deed]:
        """Two figures of a change: what somebody has, or what the word may tell besides."""
        has = guessed(unit.text, "has")  # of things of any type
        yield from self._combine(number, index, has, unit.span, things, "change")
        yield from self._guess(number, index, unit, things, {has.relation: has.objects})

    def _guess(
        self,
        number: int,
        index: int,
        unit: Unit,
        things: Iterable[Filler],
        read: Mapping[str, frozenset[str]] | None = None,
    ) -> Iterator[Deed]:
        """What a verb and things may tell besides the relations ``read``, each of some types."""
        entries = self.setting.lexicon.triggers.get(unit.text, ())
        known = read or {each.relation: each.objects for each in entries}
        found: dict[str, list[Filler]] = {}
        for filler in things:
            shares = self._shares(number, index, unit.text, filler)
            for name, _ in likeliest(shares):
                relation = self.setting.ontology.relations[name]
                fitted = fit(filler.mention, relation.range, preferred(relation, "object"))
                if name in READ_ELSEWHERE or fitted is None:
                    continue
                kind, coerced = fitted
                if name in known and (not known[name] or kind in known[name]):
                    continue  # read by what the lexicon says of the verb
                found.setdefault(name, []).append(replace(filler, type=kind, coerced=coerced))
        for name, fillers in found.items():
            trigger = guessed(unit.text, name)
            yield from self._combine(number, index, trigger, unit.span, fillers, "guess")

    def things(self, number: int, index: int, form: str) -> list[Filler]:
        """Whatever the verb at ``index`` of a clause may act on, of any type."""
        relation = anything(self.setting.ontology)
        return list(self.objects.find(number, index, guessed(form, ""), relation))

    def observe(self) -> Iterator[tuple[str, Span, Filler, tuple[tuple[str, ...], ...]]]:
        """Each verb of the sentence with what it may act on, and what speaks for a relation."""
        for number, clause in enumerate(self.setting.clauses):
            for index, unit in enumerate(clause.units):
                if may_be_verb(unit, self.setting.lexicon):
                    for filler in self.things(number, index, unit.text):
                        parts = features_of(
                            unit.text, filler, clause.units, index, self.setting.lexicon
                        )
                        yield unit.text, unit.span, filler, parts

    def _guess_of(
        self, number: int, index: int, trigger: Trigger, filler: Filler
    ) -> tuple[float, float]:
        """How likely a verb and its object tell the trigger's relation, and none at all."""
        guesser = self.setting.guesser
        if not trigger.form or not guesser.classes:
            return -1.0, -1.0
        if trigger.root not in guesser.classes or trigger.root != trigger.relation:
            return _TRUSTED  # a domain's own relation: its verbs are what its maker says
        shares = self._shares(number, index, trigger.form, filler)
        return shares.get(trigger.root, 0.0), shares.get(NOTHING, 0.0)

    def _shares(self, number: int, index: int, form: str, filler: Filler) -> Shares:
        figure = filler.quantity.span if filler.quantity else None
        key = (number, index, form, filler.mention.span, filler.source, figure)
        known = self.guessed.get(key)
        if known is None:
            setting = self.setting
            units = setting.clauses[number].units
            features = features_of(form, filler, units, index, setting.lexicon)
            known = self.guessed[key] = setting.guesser.shares(features)
        return known

    def _combine(
        self,
        number: int,
        index: int,
        trigger: Trigger,
        span: Span,
        objects: Sequence[Filler],
        rule: str,
    ) -> Iterator[Deed]:
        if not objects:
            return
        relation = self.setting.ontology.relations[trigger.relation]
        for object_ in objects:
            share, nothing = self._guess_of(number, index, trigger, object_)
            doers = partial(self._doers, number, index, relation, object_)
            yield Deed(trigger, span, number, object_, rule, doers, share, nothing)

    def _doers(
        self, number: int, index: int, relation: Relation, object_: Filler
    ) -> Iterator[Doer]:
        """Who may have done something to an object, the nearest first."""
        key = (number, index, relation.name)
        known = self.found.get(key)
        if known is None:
            known = self.found[key] = tuple(self.subjects.find(number, index, relation))
        rivals = tuple(dict.fromkeys(subject.source for subject in known))
        for subject in known:
            same = subject.mention.span == object_.mention.span
            if same and subject.sentence == object_.sentence:
                continue
            if subject.mention.text == object_.mention.text or _in_one_list(subject, object_):
                continue
            yield subject, rivals.index(subject.source), rivals

    def _read_continued(self, number: int) -> Iterator[Deed]:
        """招工800人，其中贫困劳动力93人: a counted list without a verb goes on with the last."""
        clause = self.setting.clauses[number]
        if any(unit.kind == "verb" for unit in clause.units) or not number:
            return
        counted = [unit.group for unit in clause.units if unit.group and unit.group.quantities]
        members = [member for group in counted for member in group.members]
        for earlier in range(number - 1, -1, -1):
            units = self.setting.clauses[earlier].units
            verbs = [index for index, unit in enumerate(units) if unit.kind == "verb"]
            if verbs:
                meant = self._meant(units, verbs[-1])
                named = [
                    replace(each, mention=meant) if each.mention is None else each
                    for each in members
                ]
                yield from self._continue(earlier, verbs[-1], named)
                return

    def _meant(self, units: Sequence[Unit], index: int) -> Mention | None:
        """备足防护服，每村不少于500套: what a verb acts on uncounted, a figure alone may count."""
        right = right_group(units, index)
        if right is None or right.quantities or not right.mentions:
            return None
        return right.members[-1].mention

    def _continue(self, number: int, index: int, members: Sequence[Member]) -> Iterator[Deed]:
        """What the verb at ``index`` of a clause tells of things listed behind the clause."""
        setting = self.setting
        unit = setting.clauses[number].units[index]
        for trigger in setting.lexicon.triggers.get(unit.text, ()):
            if trigger.relation not in READ_ELSEWHERE:
                relation = setting.ontology.relations[trigger.relation]
                objects = self._continued(members, trigger, relation)
                yield from self._combine(number, index, trigger, unit.span, objects, "continued")
        if may_be_verb(unit, setting.lexicon):
            things = self._continued(members, guessed(unit.text, ""), anything(setting.ontology))
            yield from self._guess(number, index, unit, things)

    def _continued(
        self, members: Sequence[Member], trigger: Trigger, relation: Relation
    ) -> list[Filler]:
        return [
            filler
            for member in members
            for filler in self.objects.fill(
                member, trigger, relation, "continued", self.setting.sentence
            )
        ]


def _in_one_list(subject: Filler, object_: Filler) -> bool:
    """12个村3800名群众: two things of one list do nothing to each other."""
    if subject.group is None or subject.sentence != object_.sentence:
        return False
    return subject.size > 1 and subject.group.overlaps(object_.mention.span)


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
