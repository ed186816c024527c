"""Resolution: from what stands in the text to the thing that is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from extractors.divisions import chain_of, division_of
from extractors.document import Span
from extractors.facts import Argument, Entity
from extractors.identity import BASE, entity_iri
from extractors.mentions.areas import ENDINGS, ending_of
from extractors.mentions.mention import Mention
from extractors.nesting import Towns, nests
from extractors.qualification import qualify, scope_of
from extractors.quantities import QuantityMention

_OFFICE = re.compile(r"(?<=街道)办(?:事处)?$")
_LEVEL = re.compile(
    "(省|市|县|区|旗|镇|乡|村|街道|社区|州)(?![场域民城村镇道郊县区容]|政(?!府))(?=..)"
)
_LOCAL = frozenset(("村", "社区", "嘎查"))
_REMEMBERED = 400  # names of an article that a short form or a pronoun may mean
_BARE = 3  # characters of a body that is told by its kind alone: 公司, 派出所
_SPEAKERS = frozenset(("我们", "咱们", "我", "咱"))
_SINGULAR = frozenset(("他", "她", "其", "自己"))
_PLURAL = frozenset(("他们", "她们", "大家"))


@dataclass(slots=True)
class Resolver:
    """
    Resolves the mentions of one article, in reading order.

    ``unit`` is the administrative unit that the article speaks for. Whatever is resolved is
    remembered, so that 指挥部 can mean the body named before, and 该县 the county. ``towns`` says
    in which town a village lies, where the page tells it.
    """

    unit: str
    document: str = ""
    base: str = BASE
    towns: Towns = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    areas: dict[str, None] = field(default_factory=dict)
    bodies: dict[str, None] = field(default_factory=dict)
    # Those told apart from others of their kind by a word of their own, named or not: 橡胶公司.
    told_apart: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    persons: dict[str, None] = field(default_factory=dict)
    groups: list[tuple[Mention, QuantityMention | None]] = field(default_factory=list)
    speaker: Argument | None = None
    # What mentions were resolved to since the last name was seen, by their identity.
    _known: dict[tuple[int, str], tuple[Mention, Argument]] = field(default_factory=dict)
    # The town that stands directly before a village, by the village's mention.
    _above: dict[int, tuple[Mention, str]] = field(default_factory=dict)

    def argument(self, mention: Mention, kind: str) -> Argument | None:
        """
        The mention as the argument of a fact, its entity registered.

        None for a pronoun that nothing before it explains.
        """
        if mention.pronoun:
            meant = self._meant(mention, kind)
            if meant is None:
                return None
            return Argument(meant.id, meant.name, mention.text, meant.type)
        if kind == "Organization" and mention.named and division_of(mention.text, self.unit):
            kind = "AdministrativeArea"  # a unit that acts is not a body of its name
        key = (id(mention), kind)
        if (known := self._known.get(key)) is None:
            entity = self.register(self.name_of(mention, kind), kind, mention)
            found = Argument(entity.id, entity.name, mention.text, kind)
            known = self._known[key] = (mention, found)
        return known[1]

    def name_of(self, mention: Mention, kind: str) -> str:
        """The fullest name that the article gives for what the mention means."""
        core = mention.core
        if kind == "AdministrativeArea":
            return self._area(mention)
        if kind in ("Organization", "Place"):
            return self._body(mention, kind)
        if kind == "Document" or kind == "Measure":
            return mention.text if "《" in mention.text or "“" in mention.text else core
        return core

    def see(self, mentions: Iterable[Mention]) -> None:
        """Note what a sentence mentions, before its facts are resolved."""
        before = None
        for mention in mentions:
            self._see(mention, before)
            before = mention

    def _see(self, mention: Mention, before: Mention | None) -> None:
        if mention.type == "Organization" and not mention.pronoun and _tells_apart(mention):
            _move_to_end(self.told_apart, self._body(mention, "Organization"))
        if mention.pronoun or not mention.named:
            return
        self._known.clear()
        if mention.type == "AdministrativeArea":
            town = before.text if before is not None and nests(before, mention) else ""
            if town:
                self._above[id(mention)] = mention, town
            _move_to_end(self.areas, town + _without_office(mention.text))
        elif mention.type == "Organization":
            _move_to_end(self.bodies, self._body(mention, "Organization"))
        elif mention.type == "Place":
            _move_to_end(self.places, self._body(mention, "Place"))
        elif mention.type == "Person":
            _move_to_end(self.persons, mention.text)

    def last_person(self) -> Argument | None:
        """The person named last, or None."""
        if not self.persons:
            return None
        entity = self.register(next(reversed(self.persons)), "Person")
        return Argument(entity.id, entity.name, entity.name, "Person")

    def see_group(self, mention: Mention, quantity: QuantityMention | None) -> None:
        """Note a group of people, and how many they are, for 他们."""
        if mention.type == "PopulationGroup" and not mention.pronoun:
            self.groups.append((mention, quantity))

    def count_of(self, mention: Mention) -> QuantityMention | None:
        """How many 他们 are, where the group that they are was counted."""
        return self.groups[-1][1] if mention.text in _PLURAL and self.groups else None

    def unit_mention(self) -> str:
        """The article's unit as its last component (霞关镇 of 苍南县霞关镇 …), for a mention."""
        chain = chain_of(self.unit)
        return chain[-1] if chain else self.unit

    def register(
        self, name: str, kind: str, mention: Mention | None = None, *, page: bool = False
    ) -> Entity:
        """
        The entity of that name and type, made when it is new; its aliases grow.

        ``page`` says that the name means something on this page alone (我县 of a page that never
        names its county).
        """
        named = mention.named if mention is not None else not page
        if kind == "AdministrativeArea" and mention is not None:
            named = named or name != mention.text  # 街道 is the street that it was resolved to
        unit = "" if page else self.unit
        found = qualify(name, kind, named, unit, self.document, self.base)
        iri = entity_iri(kind, found.name, found.scope, found.adcode, self.base)
        aliases = {mention.text, mention.core} if mention is not None else set()
        aliases = (aliases | {name}) - {found.name}
        known = self.entities.get(iri)
        if known is not None:
            if aliases.issubset(known.aliases) and (known.named or not named):
                return known
            aliases.update(known.aliases)
            named = named or known.named
        entity = Entity(
            iri,
            found.name,
            kind,
            tuple(sorted(aliases)),
            named,
            found.scope,
            found.adcode,
            rule=found.rule,
        )
        self.entities[iri] = entity
        return entity

    def scope(self) -> str:
        """The IRI of the article's unit; the document's name where it has none."""
        return scope_of(self.unit, self.document, self.base)

    def _area(self, mention: Mention) -> str:
        name = self._unit_called(mention)
        return self.towns.get(name, "") + name

    def _unit_called(self, mention: Mention) -> str:
        """The unit that a mention means, by the fullest name that the article gives it."""
        if (known := self._above.get(id(mention))) is not None:
            return known[1] + mention.text
        text = _without_office(mention.text) if not mention.pronoun else self.unit
        if text[:-1] in ENDINGS and text.endswith(("里", "上")) and not mention.named:
            text = text[:-1]  # 镇里, 县上
        own = (unit for unit in reversed(self._chains()) if unit.endswith(text) and unit != text)
        if text in _LOCAL and not mention.named:
            # 村里, 社区: the one spoken of last rather than the one that the article is about
            return self._last_area(text) or next(own, text)
        full = next(own, "")
        if not full and text in ENDINGS and not mention.named:
            return self._last_area(text) or text
        return full or text

    def _last_area(self, ending: str) -> str:
        """The unit named last that ends so; empty where none does."""
        return next((area for area in _latest(self.areas) if area.endswith(ending)), "")

    def _chains(self) -> list[str]:
        """The article's unit and the units above it, each with its full path."""
        chain = chain_of(self.unit)
        return ["".join(chain[: size + 1]) for size in range(len(chain))]

    def _body(self, mention: Mention, kind: str) -> str:
        core = mention.core
        if mention.owner:
            first = next(iter(chain_of(mention.owner)), "")
            return self.towns.get(first, "") + mention.text
        if level := _LEVEL.match(core):
            unit = self._unit_at(level.group())
            return unit + core[len(level.group()) :] if unit else core
        if not mention.named and len(core) >= 2:
            # 该公司 is the one spoken of last, whether it was read as a name or not.
            bodies = self.told_apart if mention.text[0] == "该" else self.bodies
            known = bodies if kind == "Organization" else self.places
            whole = (name for name in _latest(known) if name.endswith(core) and name != core)
            return next(whole, core)
        return core

    def _unit_at(self, level: str) -> str:
        """The unit of a level (县, 镇) that the article means by it."""
        for unit in self._chains():
            if ending_of(unit) == level or unit.endswith(level):
                return unit
        return self._last_area(level)

    def _meant(self, mention: Mention, kind: str) -> Entity | Argument | None:
        text = mention.text
        if text[0] in "该本我全" and text[1:] and kind in ("AdministrativeArea", "Organization"):
            return self._referenced(text, kind)
        if text in _SPEAKERS:
            if self.speaker is not None:
                return self.speaker
            return self.register(self.unit, "AdministrativeArea") if self.unit else None
        if text in _SINGULAR and self.persons:
            return self.register(next(_latest(self.persons)), "Person")
        if text in _PLURAL and self.groups:
            group, _ = self.groups[-1]
            return self.register(group.core, "PopulationGroup", group)
        return None

    def _referenced(self, text: str, kind: str) -> Entity | None:
        level = text[1:]
        if kind == "Organization":
            known = (one for one in _latest(self.told_apart) if one.endswith(level[-1]))
            body = next(known, "")
            return self.register(body, kind) if body else None
        if text[0] == "该":
            recent = self._last_area(level)
            if recent:
                placed = self.towns.get(recent, "") + recent
                full = next((u for u in self._chains() if u.endswith(recent)), placed)
                return self.register(full, "AdministrativeArea")
        unit = self._unit_at(level) or self.unit
        if unit:
            return self.register(unit, "AdministrativeArea")
        if text[0] in "我本全":
            return self.register(text, "AdministrativeArea", page=True)
        return None


def _without_office(name: str) -> str:
    """
    A street by its own name where its office stands for it.

    >>> _without_office("柳林街道办事处"), _without_office("街道办")
    ('柳林街道', '街道')
    """
    return _OFFICE.sub("", name)


def _tells_apart(mention: Mention) -> bool:
    return mention.named or len(mention.core) > _BARE


def unit_within(mention: Mention) -> Mention | None:
    """The last unit that a mention's name begins with, as a mention of its own; None without."""
    chain = chain_of(mention.owner)
    if not chain or not mention.text.startswith(mention.owner):
        return None  # an owner that stands in a phrase before is no part of this one
    end = mention.span.start + len(mention.owner)
    name = chain[-1]
    return Mention(Span(end - len(name), end), name, ("AdministrativeArea",), True, name)


def _move_to_end(items: dict[str, None], item: str) -> None:
    items.pop(item, None)
    items[item] = None


def _latest(items: dict[str, None]) -> Iterator[str]:
    """The names seen last, the last first, as far back as a reader remembers."""
    return islice(reversed(items), _REMEMBERED)
