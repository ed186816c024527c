"""Grouping: the chunks of a sentence, cut at stops and gathered into noun groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Span
from extractors.frames.clauses import Clause, Group, Member, Unit
from extractors.frames.counts import PERSONAL, counted_heads, told_counts
from extractors.mentions.mention import Chunk, Mention
from extractors.quantities import QuantityMention
from ontology.lexicon import Lexicon

_MODIFIER = 6  # constituents of a clause before its noun that are looked at
_DISTRIBUTIVE = ("各", "每")  # 各乡镇不少于500套: what each has is not how many they are
_RATE = re.compile("每[户人亩个天年月名吨斤台头次家村晚日]{1,2}")
_RATES = 2  # words between a thing and its figure
_PERSONS = frozenset({"PopulationGroup", "Person", "Post", "Organization"})
_ROLES = ("agent", "patient", "recipient", "place", "source", "companion", "basis", "topic")


def split_clauses(chunks: Sequence[Chunk], lexicon: Lexicon) -> list[Clause]:
    """
    The clauses of a sentence, cut at stops, quotation marks and brackets.

    A clause is ``quoted`` where it stands within quotation marks that the sentence opens.
    """
    clauses: list[Clause] = []
    current: list[Chunk] = []
    depth = 0
    for chunk in chunks:
        if chunk.kind in ("stop", "open", "close"):
            if current:
                clauses.append(_clause(current, chunk.text, depth > 0, lexicon))
                current = []
            depth += (chunk.text in "“「『") - (chunk.text in "”」』")
            depth = max(depth, 0)
        else:
            current.append(chunk)
    if current:
        clauses.append(_clause(current, "", depth > 0, lexicon))
    return clauses


def _clause(chunks: Sequence[Chunk], stop: str, quoted: bool, lexicon: Lexicon) -> Clause:
    units = tuple(_Grouper(chunks, lexicon).run())
    return Clause(units, Span(chunks[0].span.start, chunks[-1].span.end), stop, quoted)


class _Grouper:
    """Reads noun groups left to right: members, their quantities, and what joins them."""

    def __init__(self, chunks: Sequence[Chunk], lexicon: Lexicon) -> None:
        self.chunks = chunks
        self.lexicon = lexicon
        self.units: list[Unit] = []

    def run(self) -> list[Unit]:
        index = 0
        while index < len(self.chunks):
            end = self._group(index)
            if end == index:
                chunk = self.chunks[index]
                self.units.append(Unit(chunk.kind, chunk.span, chunk.text, chunk=chunk))
                end = index + 1
            index = end
        return list(told_counts(list(counted_heads(self.units))))

    def _at(self, index: int) -> Chunk | None:
        return self.chunks[index] if 0 <= index < len(self.chunks) else None

    def _is(self, index: int, *kinds: str) -> bool:
        chunk = self._at(index)
        return chunk is not None and chunk.kind in kinds

    def _text(self, index: int, *texts: str) -> bool:
        chunk = self._at(index)
        return chunk is not None and chunk.text in texts

    def _group(self, start: int) -> int:
        if not self._is(start, "mention", "quantity"):
            return start
        members: list[Member] = []
        modifiers: list[Mention] = []
        counted: list[Member] = []
        waiting: tuple[QuantityMention, ...] = ()
        index = start
        while True:
            member, index = self._member(index)
            if waiting and not member.quantities:
                member = replace(member, quantities=waiting)
            waiting = ()
            members.append(member)
            if self._text(index, "等") and self._is(index + 1, "mention", "quantity"):
                merged, index = self._class_of_list(members, index + 1)
                members = [merged]
            elif self._text(index, "等"):
                index += 1
            elif self._is(index, "quantity") and not member.quantities and member.mention:
                if len(members) > 1:
                    merged, index = self._class_of_list(members, index)
                    members = [merged]
                else:
                    modifiers.append(member.mention)
                    members = []
                    continue
            if member.quantities and self._is(index, "quantity") and self._counts_next(index):
                continue
            if self._is(index, "de") and self._is(index + 1, "mention", "quantity"):
                if not self._is(index + 1, "mention") and not self._is(index + 2, "mention"):
                    break
                kept = _before_owner(members)
                bound = members[len(kept) :]
                modifiers += [each.mention for each in bound if each.mention is not None]
                counted += [each for each in bound if each.mention and each.quantities]
                waiting = self._before_modifiers(members[-1])
                members, index = kept, index + 1
                continue
            if not (self._is(index, "and") and self._is(index + 1, "mention", "quantity")):
                break
            if self._starts_companion(index, members):
                break
            index += 1
        members, index = self._total(members, index)
        members = _shared(members)
        localizer = self._at(index)
        localized = localizer is not None and self.lexicon.marks(localizer.text, "localizer")
        span = Span(self.chunks[start].span.start, self.chunks[index - 1].span.end)
        role, marker = self._role(start)
        text = "".join(chunk.text for chunk in self.chunks[start:index])
        group = Group(
            tuple(members), span, role, marker, tuple(modifiers), localized, tuple(counted)
        )
        self.units.append(Unit("group", span, text, group=group))
        return index

    def _before_modifiers(self, member: Member) -> tuple[QuantityMention, ...]:
        """38户|行动不便的|居民: a quantity in front of a modifier counts the head."""
        mention = member.mention
        if mention is None:
            return ()
        return tuple(q for q in member.quantities if q.span.end <= mention.span.start)

    def _starts_companion(self, index: int, members: Sequence[Member]) -> bool:
        """与 after a subject starts a companion (他与社区干部一起), not a list, before a verb."""
        return self._text(index, "与") and len(members) == 1 and self._is(index + 2, "other")

    def _member(self, index: int) -> tuple[Member, int]:
        quantities: list[QuantityMention] = []
        while self._is(index, "quantity"):
            quantities += self._quantity(index)
            index += 1
        if quantities:
            index = self._over_description(index)
        mention: Mention | None = None
        if self._is(index, "mention"):
            mention = self.chunks[index].mention
            index += 1
            while self._adjacent(index, mention):
                mention = self.chunks[index].mention
                index += 1
            if quantities and self._measures_kind(quantities, index):
                quantities = []
            if not quantities and not _is_distributive(mention):
                index += self._measuring(index)
                while self._is(index, "quantity") and not self._counts_next(index):
                    quantities += self._quantity(index)
                    index += 1
        return Member(mention, tuple(quantities)), index

    def _over_description(self, index: int) -> int:
        """38户|行动不便|的|居民: where the head stands that a figure counts."""
        end = index
        while end < index + 3 and self._is(end, "other"):
            end += 1
        described = self._is(end, "de") and self._is(end + 1, "mention")
        return end + 1 if described else index

    def _measures_kind(self, quantities: Sequence[QuantityMention], index: int) -> bool:
        """10千伏|线路|28条: a measure in front says of which kind, the count behind how many."""
        behind = self.chunks[index].quantity if self._is(index, "quantity") else None
        counted = behind is not None and behind.kind == "count" and not self._counts_next(index)
        return counted and all(each.kind not in ("count", "bare", "money") for each in quantities)

    def _measuring(self, index: int) -> int:
        """
        How many words stand between a thing and its figure: 价值, or whom it holds for.

        救助金|每户|3000元 gives so much to each.
        """
        end = index
        while (chunk := self._at(end)) is not None and end - index < _RATES:
            measuring = self.lexicon.marks(chunk.text, "measuring")
            if not measuring and not (chunk.kind == "other" and _RATE.fullmatch(chunk.text)):
                break
            end += 1
        return end - index if self._is(end, "quantity") else 0

    def _counts_next(self, index: int) -> bool:
        """全县|18所|初中: a quantity between two nouns counts the second."""
        personal = False
        while self._is(index, "quantity"):
            counted = self.chunks[index].quantity
            personal = counted is not None and counted.quantity.unit in PERSONAL
            index += 1
        found = self._at(index)
        if found is None or found.mention is None:
            return False
        types = set(found.mention.types)
        if personal and not types & _PERSONS:
            return False  # 民警|24名|沿路: no measure word for people counts a road
        return bool(types) and found.mention.type != "Person"

    def _adjacent(self, index: int, before: Mention | None) -> bool:
        """Whether the next mention goes on with the same phrase: 甲县|乙镇, 县农业局|技术员."""
        found = self._at(index)
        if found is None or found.mention is None or before is None:
            return False
        # 甲县, then 甲县农业局: what holds a unit comes right behind it
        beside = found.span.start <= before.span.start or found.span.start == before.span.end
        return bool(found.mention.types) and beside

    def _quantity(self, index: int) -> list[QuantityMention]:
        found = self.chunks[index].quantity
        return [found] if found is not None else []

    def _class_of_list(self, members: Sequence[Member], index: int) -> tuple[Member, int]:
        """泡泉、渗漏等险情37处: the class behind 等 is what is counted, the list its examples."""
        examples = tuple(each.mention for each in members if each.mention is not None)
        member, index = self._member(index)
        return Member(member.mention, member.quantities, examples), index

    def _total(self, members: list[Member], index: int) -> tuple[list[Member], int]:
        """老人、儿童共5人 and 各600箱: one quantity behind a list counts each, or all, of it."""
        if self._text(index, "各", "共", "均", "共计") and self._is(index + 1, "quantity"):
            index += 1
            quantities: list[QuantityMention] = []
            while self._is(index, "quantity"):
                quantities += self._quantity(index)
                index += 1
            members = [
                Member(each.mention, each.quantities or tuple(quantities), each.examples)
                for each in members
            ]
        return members, index

    def _role(self, start: int) -> tuple[str, str]:
        """The role of a group by the word that governs it, and that word; empty without one."""
        chunk = self._at(start - 1)
        if chunk is not None and chunk.kind in ("other", "marker") and chunk.text in "了过着各共":
            chunk = self._at(start - 2)
        elif chunk is not None and self.lexicon.marks(chunk.text, "determiner"):
            # 对|全市|所有|隐患点: what stands before goes with the head
            chunk = self._at(start - 3) if self._is(start - 2, "mention") else self._at(start - 2)
        if chunk is not None and chunk.kind == "de":
            chunk = self._before_modifier(start - 1)
        if chunk is None or chunk.kind not in ("marker", "and", "verb"):
            return "", ""
        for role in _ROLES:
            if self.lexicon.marks(chunk.text, f"role.{role}"):
                joins = chunk.kind == "and" and role != "companion"
                return ("", "") if joins else (role, chunk.text)
        return "", ""

    def _before_modifier(self, de: int) -> Chunk | None:
        """为|尚未|通气|的|困难户: the word that governs a head whose modifier is a clause."""
        for index in range(de - 1, max(-1, de - _MODIFIER), -1):
            chunk = self.chunks[index]
            kinds = self.lexicon.markers.get(chunk.text, ())
            governs = chunk.kind == "marker" or (chunk.kind == "verb" and len(chunk.text) == 1)
            if governs and any(kind.startswith("role.") for kind in kinds):
                return chunk
            if chunk.kind not in ("other", "mention", "verb", "marker", "quantity"):
                return None
        return None


def _before_owner(members: list[Member]) -> list[Member]:
    """男童和|他|的|奶奶: what stands in a list before a pronoun does not own what it owns."""
    owner = members[-1].mention
    return members[:-1] if owner is not None and owner.pronoun else []


def _shared(members: list[Member]) -> list[Member]:
    """60多名民兵、群众: the one quantity of a list counts all that stands in it."""
    counted = [each for each in members if each.quantities]
    if len(counted) != 1 or counted[0] not in (members[0], members[-1]):
        return members
    return [
        each if each.quantities else replace(each, quantities=counted[0].quantities)
        for each in members
    ]


def _is_distributive(mention: Mention | None) -> bool:
    return mention is not None and mention.text.startswith(_DISTRIBUTIVE)
