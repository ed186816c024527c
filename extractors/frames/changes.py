"""Changes: what somebody has now and had before: 烘干塔由1座添到3座, 把采样点从16处增至30处."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Span
from extractors.frames.clauses import Group, Member, Unit
from extractors.frames.discourse import Setting
from extractors.frames.fitting import counting
from extractors.frames.guessing import anything, guessed
from extractors.frames.objects import ObjectFinder
from extractors.frames.readings import Deed, Filler
from extractors.frames.stocks import StockReader
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from extractors.records import record
from extractors.resolution import unit_within

_FROM = frozenset({"由", "从", "自"})
_TO = tuple("到至为成了")  # what a word of change ends with
_BETWEEN = 4  # constituents from the one figure to the other
_LONGEST = 4  # characters of a word of change

# a clause, a place in it, a word and what it acts on: the deeds that this may be
Tell = Callable[[int, int, Unit, Sequence[Filler]], Iterator[Deed]]


@record(frozen=True, slots=True)
class Change:
    """A figure and the one that it became, with the word that says so and what they count."""

    before: QuantityMention
    after: QuantityMention
    word: Unit
    index: int
    thing: Mention
    owners: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ChangeReader:
    """Reads the two figures of a change, each as what somebody has or does."""

    setting: Setting
    objects: ObjectFinder
    stocks: StockReader
    tell: Tell

    def read(self, number: int) -> Iterator[Deed]:
        """All readings of the changes that a clause tells of."""
        units = self.setting.clauses[number].units
        for at in range(len(units) - 2):
            change = self._change(number, units, at)
            if change is not None:
                yield from self._read(number, change)

    def _read(self, number: int, change: Change) -> Iterator[Deed]:
        figures = (("changed_to", change.after), ("changed_from", change.before))
        trigger = guessed(change.word.text, "")
        things = [
            filler
            for source, figure in figures
            for filler in self.objects.fill(
                Member(change.thing, (figure,)),
                trigger,
                anything(self.setting.ontology),
                source,
                self.setting.sentence,
            )
        ]
        yield from self.tell(number, change.index, change.word, things)
        has = guessed(change.word.text, "has")
        for owner in change.owners:
            yield from self.stocks.of_owner(number, has, change.word.span, owner, things)

    def _change(self, number: int, units: Sequence[Unit], at: int) -> Change | None:
        """The change whose first figure stands at a place in a clause, if one does."""
        first = units[at].group
        if first is None or first.marker not in _FROM:
            return None
        before = counting(first.quantities)[-1:]
        end = _second(units, at)
        second = units[end].group if end else None
        if not before or second is None:
            return None
        word = _word(units[at + 1 : end])
        group = first if first.mentions else self._counted(number, units[:at])
        if word is None or group is None:
            return None
        thing = group.mentions[-1]
        owner = unit_within(thing)
        owners = (*group.modifiers, *((owner,) if owner is not None else ()))
        after = counting(second.quantities)[0]
        return Change(before[0], after, word, end - 1, thing, owners)

    def _counted(self, number: int, units: Sequence[Unit]) -> Group | None:
        """What the figures behind count: the nearest noun, or what the clause before is about."""
        for unit in reversed(units):
            if unit.group is not None and unit.group.mentions:
                return unit.group if unit.group.role in ("", "patient", "topic") else None
        topic = self.setting.topics.get(number - 1)
        return topic if topic is not None and topic.mentions else None


def _second(units: Sequence[Unit], at: int) -> int:
    """Where the figure stands that the one at ``at`` became; 0 where none does."""
    for position in range(at + 2, min(at + 2 + _BETWEEN, len(units))):
        group = units[position].group
        if group is not None:
            return position if counting(group.quantities) and not group.mentions else 0
    return 0


def _word(units: Sequence[Unit]) -> Unit | None:
    """The word of change, made of one constituent or of several: 增至, 添|到, 扩编|到."""
    said = [unit for unit in units if unit.kind in ("verb", "other", "marker")]
    text = "".join(unit.text for unit in said)[-_LONGEST:]
    if not text.endswith(_TO):
        return None
    return Unit("verb", Span(said[0].span.start, said[-1].span.end), text)
