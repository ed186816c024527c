"""A name qualified by the unit within which it means one thing: the key of an entity's identity."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.divisions import Located, chain_of, is_division, located
from extractors.identity import BASE, entity_iri, slug
from extractors.mentions.areas import ENDINGS, LOCAL_RANK, rank_of
from extractors.records import record
from ontology.gazetteer import COUNTY, Division

AREA = "AdministrativeArea"

_GENERIC_UNIT = re.compile(
    f"(?:[各本该我全两三]|沿.|所有|部分)*(?:{'|'.join(sorted(ENDINGS, key=len, reverse=True))})+$"
)
# Bodies of the whole state, which are the same in every unit's news.
_NATIONAL = re.compile("中共中央|中央|中国|中华|国务院|国家|全国|人民解放军|武警部队")
# Types whose things belong to a unit: those without a name always, the others mostly.
_SCOPED = frozenset(
    {"PopulationGroup", "Organization", "Place", "Document", "Event", "Problem", "Person", AREA}
)
_SHORTEST = 2  # characters of a unit's name that may be part of another word
_TELLING = frozenset("省市县旗州盟")  # endings by which a name stands for one unit
_SEATED = frozenset({AREA, "Organization", "Place"})  # what a unit's name may stand before


@record(frozen=True, slots=True)
class Qualified:
    """
    What makes two mentions one entity: their type, and these.

    ``name`` is the canonical name, ``scope`` the IRI of the unit (or page) in which it means one
    thing, empty for a name that means one thing everywhere, ``adcode`` the national code of a
    division. ``rule`` says which of the rules of ``qualify`` it was.
    """

    name: str
    scope: str
    adcode: str
    rule: str


@lru_cache(maxsize=1 << 14)
def qualify(
    name: str, kind: str, named: bool, unit: str = "", page: str = "", base: str = BASE
) -> Qualified:
    """
    The identity of what is called ``name`` in an article that speaks for ``unit``.

    ``page`` names the document, which a name without a unit stays within: the 柳林镇 of two pages
    that name no county may be two towns. The rules, in their order:

    - ``code``: a division with a national code is the same wherever it is named;
    - ``seat``: a unit, body or place whose name begins with such a division (清河县柳林镇,
      邢台市清河县医院 as 清河县医院, 清河县柳林镇卫生院 as 柳林镇卫生院 of that county);
    - ``county``: a town, street or village (清河县柳林镇), or what is called by one
      (柳林镇卫生院), in the county that the article speaks for;
    - ``path``: a unit by two levels of its path or more, where no code is known;
    - ``state``: bodies of the whole state;
    - ``unit``: whatever belongs to the article's unit, 志愿者 for one;
    - ``page``: the same where the page names no unit, and persons, whom
      ``extractors.persons`` knows beyond the page by their posts;
    - ``name``: things that are the same everywhere, 口罩 for one, and counties and cities that no
      code is known for; a name that several divisions bear stays within its unit or page, and so
      does one that many have (经济开发区).

    >>> qualify("邢台市清河县医院", "Organization", True).name
    '清河县医院'
    >>> qualify("柳林镇", AREA, True, "河北省清河县") == qualify("清河县柳林镇", AREA, True)
    False
    >>> qualify("柳林镇", AREA, True, "河北省清河县").name
    '清河县柳林镇'
    """
    generic = kind == AREA and (not named or bool(_GENERIC_UNIT.fullmatch(name)))
    seated = kind in _SEATED and not generic
    if seated and (found := _seated(name, kind, unit, page, base)):
        return found
    if kind not in _SCOPED:
        return Qualified(name, "", "", "name")
    if kind == "Person":
        return Qualified(name, page_scope(page, base), "", "page")
    if named and _NATIONAL.match(name):
        return Qualified(name, "", "", "state")
    # 东岭县 is one county, whoever names it; 经济开发区 and 城关 are others in every county.
    told = kind == AREA and not generic and name[-1] in _TELLING and len(name) > _SHORTEST
    if told and not is_division(name):
        return Qualified(name, "", "", "name")
    if unit and name != unit:
        return Qualified(name, scope_of(unit, page, base), "", "unit")
    return Qualified(name, page_scope(page, base), "", "page")


def scope_of(unit: str, page: str = "", base: str = BASE) -> str:
    """The IRI of the unit that an article speaks for; that of the page where it names none."""
    if not unit:
        return page_scope(page, base)
    found = qualify(unit, AREA, True, unit, page, base)
    return entity_iri(AREA, found.name, found.scope, found.adcode, base)


def page_scope(page: str, base: str = BASE) -> str:
    """The IRI that stands for a document as the scope of names that mean nothing beyond it."""
    return f"{base}{slug(page)}"


def _seated(name: str, kind: str, unit: str, page: str, base: str) -> Qualified | None:
    place = located(name, unit)
    if place.division is not None:
        if not place.rest:
            if kind == AREA:
                return Qualified(place.name, "", place.division.adcode, "code")
            return None  # a body that is called like its unit stays with the article
        below = chain_of(place.rest)
        short = kind != AREA and below and rank_of(below[0]) >= LOCAL_RANK
        name = place.rest if short else place.name
        return Qualified(name, _iri(place.division, base), "", "seat")
    chain = chain_of(name)
    if not chain or _GENERIC_UNIT.fullmatch(chain[0]):
        return None
    # 东岭县青石镇 has a path of its own; 红旗社区 has a name in which 旗 is no banner.
    pathed = len(chain) > 1 and len(chain[0]) > _SHORTEST
    if kind == AREA and pathed and rank_of(chain[0]) < LOCAL_RANK:
        return Qualified(name, "", "", "path")
    if rank_of(name if kind == AREA else chain[0]) < LOCAL_RANK:
        return None
    around = located(unit) if unit else Located(None, "")
    if around.division is not None:
        scope = _iri(around.division, base)
        if around.division.level != COUNTY:
            return Qualified(name, scope, "", "unit")
        between = [each for each in chain_of(around.rest) if rank_of(each) < rank_of(chain[0])]
        county = [around.division.name] if kind == AREA else []
        return Qualified("".join((*county, *between, name)), scope, "", "county")
    if pathed:
        return Qualified(name, "", "", "path")
    return Qualified(name, page_scope(page, base), "", "page")


def _iri(division: Division, base: str) -> str:
    return entity_iri(AREA, division.name, "", division.adcode, base)
