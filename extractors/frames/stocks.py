"""Stocks: what somebody has or sends, told by a figure beside it and by no verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from extractors.document import Span
from extractors.frames.clauses import Group, Member, Unit
from extractors.frames.discourse import Setting
from extractors.frames.fitting import fit, preferred
from extractors.frames.objects import ObjectFinder
from extractors.frames.readings import Deed, Doer, Filler
from extractors.frames.subjects import SubjectFinder
from extractors.mentions.mention import Mention
from extractors.resolution import unit_within
from ontology.lexicon import Trigger

_STATE = 4  # constituents that tell a state between a thing and its figure
_STATES = ("verb", "other", "marker")
_OPENING = ("time", "other", "marker")  # what may stand before the first noun of a clause

# a clause, a place in it, a trigger and its span, what it acts on, a rule: the deeds of all that
# may have done it
Combine = Callable[[int, int, Trigger, Span, Sequence[Filler], str], Iterator[Deed]]


@dataclass(frozen=True, slots=True)
class StockReader:
    """
    Reads the counted things of a sentence that no verb governs.

    ``combine`` makes a deed of each object with whoever may have done it.
    """

    setting: Setting
    subjects: SubjectFinder
    objects: ObjectFinder
    combine: Combine

    def read(self, number: int) -> Iterator[Deed]:
        """
        全县18所初中, 全区现有企业44家: a unit beside a counted thing has that many.

        Where they act, it sent them: 县消防大队的3艘橡皮艇驶入村中.
        """
        for name in ("has", "deployed"):
            yield from self._read_beside(number, Trigger.unlisted("", name))
        yield from self._read_members(number, Trigger.unlisted("", "memberOf"))
        yield from self._read_modifiers(number, Trigger.unlisted("", "has"))
        yield from self._read_alone(number, Trigger.unlisted("", "has"))
        yield from self._read_state(number, Trigger.unlisted("", "has"))

    def _read_alone(self, number: int, trigger: Trigger) -> Iterator[Deed]:
        """全镇有8个村，党员310名: a counted thing that opens a clause is somebody's before."""
        relation = self.setting.ontology.relations[trigger.relation]
        units = self.setting.clauses[number].units
        index = next((at for at, unit in enumerate(units) if unit.kind not in _OPENING), 0)
        group = units[index].group
        if group is None or group.role or not group.quantities or group.modifiers:
            return
        for member in group.members:
            if member.mention is not None and member.quantities:
                objects = list(
                    self.objects.fill(
                        member, trigger, relation, "counted_alone", self.setting.sentence
                    )
                )
                span = units[index].span
                yield from self.combine(number, index, trigger, span, objects, "stock")

    def _read_modifiers(self, number: int, trigger: Trigger) -> Iterator[Deed]:
        """全县17个镇、428个村的村干部: what describes a noun may be counted itself."""
        relation = self.setting.ontology.relations[trigger.relation]
        for index, unit in enumerate(self.setting.clauses[number].units):
            for member in unit.group.counted if unit.group is not None else ():
                filled = self.objects.fill(
                    member, trigger, relation, "counted_modifier", self.setting.sentence
                )
                yield from self.combine(number, index, trigger, unit.span, list(filled), "stock")

    def _read_state(self, number: int, trigger: Trigger) -> Iterator[Deed]:
        """房屋|受损|386户, 大巴|滞留|12辆: the figure behind a state counts what is in it."""
        relation = self.setting.ontology.relations[trigger.relation]
        units = self.setting.clauses[number].units
        for index in range(2, len(units)):
            group = units[index].group
            if group is None or group.mentions or not group.quantities or group.role:
                continue
            start = index - 1
            while start and index - start < _STATE and units[start].kind in _STATES:
                start -= 1
            before = units[start].group
            if start == index - 1 or before is None or before.role or before.quantities:
                continue
            mention = before.members[-1].mention
            if mention is None:
                continue
            owner = unit_within(mention)
            if owner is not None:  # 甲镇|房屋: the houses are the thing, and the town has them
                mention = replace(mention, text=mention.core, owner="", named=False)
            thing = Member(mention, group.quantities)
            source = "state" if mention.type == "AdministrativeArea" else "state_of"
            objects = list(
                self.objects.fill(thing, trigger, relation, source, self.setting.sentence)
            )
            span = units[start].span
            yield from self.combine(number, start, trigger, span, objects, "stock")
            if owner is not None:
                yield from self.of_owner(number, trigger, span, owner, objects)

    def of_owner(
        self, number: int, trigger: Trigger, span: Span, owner: Mention, objects: Sequence[Filler]
    ) -> Iterator[Deed]:
        """What a unit has, told right behind it."""
        relation = self.setting.ontology.relations[trigger.relation]
        agents = self.subjects.agent(Member(owner), relation, "owner", 0, self.setting.sentence)
        subjects = list(agents)
        for object_ in objects:
            doers = partial(only, subjects)
            yield Deed(trigger, span, number, object_, "stock", doers)

    def _owning(self, units: Sequence[Unit], index: int) -> Group | None:
        """The group right before a constituent, over 里 or a time: 村里418户, 他|去年|收入."""
        before = index - 1
        if before > 0 and units[before].kind == "time":
            before -= 1
        if before > 0 and self.setting.lexicon.marks(units[before].text, "localizer"):
            before -= 1
        return units[before].group if before >= 0 else None

    def _read_beside(self, number: int, trigger: Trigger) -> Iterator[Deed]:
        relation = self.setting.ontology.relations[trigger.relation]
        units = self.setting.clauses[number].units
        for index, counted in self._counted(units):
            objects = [
                filler
                for member in counted
                for filler in self.objects.fill(
                    member, trigger, relation, "counted", self.setting.sentence
                )
            ]
            for owner in self._owners(units, index):
                yield from self.of_owner(number, trigger, units[index].span, owner, objects)

    def _read_members(self, number: int, trigger: Trigger) -> Iterator[Deed]:
        """县医院的6名护士, 县消防大队12名队员: those counted beside a body belong to it."""
        relation = self.setting.ontology.relations[trigger.relation]
        sentence = self.setting.sentence
        units = self.setting.clauses[number].units
        for index, counted in self._counted(units):
            members = [
                filler
                for member in counted
                for filler in self.subjects.agent(member, relation, "counted", 0, sentence)
            ]
            for owner in self._owners(units, index):
                fitted = fit(owner, relation.range, preferred(relation, "object"))
                if members and fitted is not None and not fitted[1]:
                    body = Filler(owner, fitted[0], "owner", sentence)
                    doers = partial(only, members)
                    yield Deed(trigger, units[index].span, number, body, "stock", doers)

    def _counted(self, units: Sequence[Unit]) -> Iterator[tuple[int, Sequence[Member]]]:
        """Where groups stand with figures, and which of their members are counted."""
        for index, unit in enumerate(units):
            if unit.group is not None and unit.group.quantities:
                yield index, [each for each in unit.group.members if each.quantities]

    def _owners(self, units: Sequence[Unit], index: int) -> Sequence[Mention]:
        """Those beside a counted group that may have it."""
        group, before = units[index].group, self._owning(units, index)
        owners = [*group.modifiers] if group is not None else []
        return [*owners, *before.mentions] if before is not None and not before.role else owners


def only(subjects: Sequence[Filler]) -> Iterator[Doer]:
    """Subjects that nobody else rivals."""
    return ((subject, 0, ()) for subject in subjects)
