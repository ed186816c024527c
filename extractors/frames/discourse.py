"""Discourse: what an article has said so far, and where in it a sentence stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.frames.clauses import Clause, Group, Member, Unit
from extractors.frames.guessing import Guesser
from extractors.frames.readings import AGENTS
from extractors.mentions.mention import Mention
from ontology.lexicon import Lexicon
from ontology.model import Ontology

_TOLD = 24  # agents spoken of that are remembered
_LEADING = AGENTS | {"Place"}  # what a clause may be about: 小区共有…, 安置点设有…
_MEANT = 5  # of them, those that may be meant by a verb that names nobody


@dataclass(slots=True)
class Discourse:
    """What an article has said so far, as far as later sentences lean on it."""

    unit: Mention | None = None
    subjects: list[tuple[int, Mention, str]] = field(default_factory=list)
    objects: list[tuple[int, Member]] = field(default_factory=list)
    events: list[tuple[int, Mention]] = field(default_factory=list)
    paragraph: int = 0
    agents: list[tuple[int, Mention, bool]] = field(default_factory=list)

    def begin_paragraph(self, sentence: int) -> None:
        """A paragraph begins with a sentence: what was said before carries less."""
        self.paragraph = sentence

    def note_subject(self, sentence: int, mention: Mention) -> None:
        """A sentence has a subject that the next one may leave out."""
        self.subjects.append((sentence, mention, mention.type))

    def note_agents(
        self, sentence: int, clauses: Sequence[Clause], topics: Iterable[Group]
    ) -> None:
        """Who or what a sentence speaks of may be meant again, above all its topics."""
        led = {group.span for group in topics}
        for clause in clauses:
            for group in clause.groups:
                for mention in group.mentions:
                    if set(mention.types) & AGENTS and not mention.pronoun:
                        self.agents.append((sentence, mention, group.span in led))
        del self.agents[:-_TOLD]

    def agents_before(self) -> Iterator[tuple[int, Mention, bool]]:
        """Those spoken of last, each once, the last first, and whether a clause was about them."""
        known: set[str] = set()
        for sentence, mention, topic in reversed(self.agents):
            if mention.core not in known:
                known.add(mention.core)
                yield sentence, mention, topic
                if len(known) == _MEANT:
                    return

    def last_subject(self) -> tuple[int, Mention, str] | None:
        """The last subject of a sentence, with the number of its sentence and its type."""
        return self.subjects[-1] if self.subjects else None


@dataclass(frozen=True, slots=True)
class Setting:
    """
    A sentence to be read: its clauses, its number, and what reading it needs.

    ``topics`` holds the subject that each clause starts with, by the clause's number.
    """

    clauses: Sequence[Clause]
    sentence: int
    discourse: Discourse
    lexicon: Lexicon
    ontology: Ontology
    topics: dict[int, Group]
    guesser: Guesser


def counted_before(number: int, setting: Setting) -> Iterator[tuple[int, Member]]:
    """The things counted before a clause and the sentences they stand in, the nearest first."""
    for clause in reversed(setting.clauses[:number]):
        for unit in reversed(clause.units):
            for member in reversed(unit.group.members) if unit.group is not None else ():
                if member.mention is not None and member.quantities:
                    yield setting.sentence, member
    yield from reversed(setting.discourse.objects)


def topics_of(clauses: Sequence[Clause]) -> dict[int, Group]:
    """The subject that each clause starts with, carried on where a clause has none."""
    topics: dict[int, Group] = {}
    last: Group | None = None
    for number, clause in enumerate(clauses):
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
        if _describes_head(clause.units, position):
            continue
        if any(set(mention.types) & _LEADING or mention.pronoun for mention in group.mentions):
            return group
    return None


def _describes_head(units: Sequence[Unit], position: int) -> bool:
    """县水利局|派驻|该圩|的|专家: whether a group acts only in a clause before its noun."""
    for index in range(position + 1, len(units)):
        if units[index].kind == "verb":
            return _is_relative(units, index)
        group = units[index].group
        if group is not None and not group.role:
            return False
    return False


def _is_relative(units: Sequence[Unit], position: int) -> bool:
    """Whether a verb belongs to a clause before its noun: 返乡的师生, 支援玉树的医疗队."""
    following = units[position + 1 : position + 3]
    if following and following[0].kind == "de":
        return True
    if following and following[0].group is not None and following[0].group.modifiers:
        return True
    return len(following) > 1 and following[0].group is not None and following[1].kind == "de"
