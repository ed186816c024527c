"""Fitting: which types a mention may take in a role, and what a quantity counts."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.frames.clauses import Group, Member
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from ontology.model import Relation

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
# What a measure word counts when nothing beside it says so, 转移1200人, 出动3车: the word of the
# text that stands for it, what is meant, and its type.
COUNTED_BY = {
    "户": ("户", "居民", "PopulationGroup"),
    "人": ("人", "人员", "PopulationGroup"),
    "人次": ("人", "人员", "PopulationGroup"),
    "例": ("病例", "病例", "PopulationGroup"),
    "车": ("车", "车辆", "Item"),
    "车次": ("车", "车辆", "Item"),
    "队": ("队", "队伍", "Organization"),
    "组": ("组", "小组", "Organization"),
}


def fit(
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


def preferred(relation: Relation, role: str) -> tuple[str, ...]:
    """The types of a role of a relation, the best first."""
    return relation.frame.role(role).preferred if role in relation.frame else ()


def is_object(group: Group, relation: Relation) -> bool:
    """Whether the word before a group marks it as what the relation acts on."""
    if not group.marker or "object" not in relation.frame:
        return False
    before = relation.frame.role("object").before
    return group.marker in before or (group.role == "patient" and "对" in before)


def counting(quantities: Sequence[QuantityMention]) -> tuple[QuantityMention, ...]:
    """The quantities that count or measure a thing: no age, duration or temperature."""
    return tuple(each for each in quantities if each.kind in _COUNTING)


def people_of(mention: Mention, quantities: Sequence[QuantityMention]) -> Mention | None:
    """全村326户: a measure word for people behind a unit or a place counts its people."""
    bounded = not mention.types and mention.text.endswith(("内", "里", "上", "中"))
    if not quantities or not (bounded or mention.type in _PEOPLED):
        return None
    if quantities[0].span.start < mention.span.end:
        return None
    if mention.type == "Organization" and quantities[0].quantity.unit == "户":
        return None  # 用人单位643户: the firms themselves
    said, name, kind = COUNTED_BY.get(quantities[0].quantity.unit, ("", "", ""))
    if kind != "PopulationGroup":
        return None
    return Mention(quantities[0].span, said, (kind,), False, name, mention.text)


def same_measure(unit: str) -> str:
    """Measure words for people count the same: 113名, 其中97人."""
    return "人" if unit in ("名", "人", "位", "个人") else unit


def without_posts(members: Sequence[Member]) -> Sequence[Member]:
    """A list of titles before a name is the name: 副县长、局长周立民."""
    kept = [each for each in members if each.mention is None or each.mention.type != "Post"]
    return kept or members
