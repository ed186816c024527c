"""Which unit of the national hierarchy a name means, and what of the name lies below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.mentions.areas import ENDINGS
from extractors.records import record
from ontology.gazetteer import COUNTY, Division, load_gazetteer

# 农业农村局 and 城市管理局 begin with no unit.
_UNIT = re.compile(
    f"(?!农业农村|城市)[^省市区县旗盟乡镇村]{{1,8}}?(?:{'|'.join(ENDINGS)})(?<!农村)"
)
_PREFECTURE = re.compile("[^省市区县旗盟乡镇村]{2,5}?州")


@record(frozen=True, slots=True)
class Located:
    """
    A name as the division with a national code that it begins with, and what follows that.

    ``rest`` is empty where the name is the division's own; ``division`` is None where no code is
    known, and ``rest`` the whole name.
    """

    division: Division | None
    rest: str

    @property
    def name(self) -> str:
        """The name without the levels above the division: 清河县柳林镇, whatever stood before."""
        return (self.division.name if self.division else "") + self.rest


def chain_of(name: str) -> list[str]:
    """
    The units that a full name is made of, from the top.

    >>> chain_of("清河县柳林镇双桥村")
    ['清河县', '柳林镇', '双桥村']
    """
    return list(_chain(name))


@lru_cache(maxsize=1 << 14)
def located(name: str, context: str = "") -> Located:
    """
    Where a unit or a body stands, by the units that its name begins with.

    ``context`` is the full name of the unit that the article speaks for: it tells which of
    several units of one name is meant.

    >>> located("河北省邢台市清河县交通运输局").name
    '清河县交通运输局'
    >>> located("交通运输局").division
    >>> located("石家庄", "清河县").name
    '石家庄市'
    """
    chain = _chain(name) or (name,)
    for size in range(len(chain), 0, -1):
        division = _division(chain[:size], context)
        if division is not None:
            return Located(division, name[sum(map(len, chain[:size])) :])
    return Located(None, name)


def division_of(name: str, context: str = "") -> Division | None:
    """
    The province, city or county of that name, full or short, if only one can be meant.

    >>> division_of("鼓楼区"), division_of("鼓楼区", "江苏省南京市").adcode
    (None, '320106')
    >>> division_of("吉安").name
    '吉安市'
    >>> [division_of(name).name for name in ("柳州市融水县", "恩施州利川市")]
    ['融水苗族自治县', '利川市']
    >>> division_of("清河县医院")
    """
    found = located(name, context)
    return found.division if not found.rest else None


def is_division(name: str) -> bool:
    """
    Whether one division or several bear the name.

    >>> is_division("鼓楼区"), is_division("柳林镇")
    (True, False)
    """
    return bool(load_gazetteer().find(name))


def path_of(division: Division) -> tuple[str, ...]:
    """
    The names from the province down to the division.

    >>> path_of(division_of("清河县"))
    ('河北省', '邢台市', '清河县')
    """
    return tuple(each.name for each in load_gazetteer().path(division))


def _division(chain: Sequence[str], context: str) -> Division | None:
    found = _called(chain[-1])
    if len(chain) > 1:
        above = {each.name for each in _called(chain[-2])}
        found = [each for each in found if above.intersection(path_of(each)[:-1])]
    elif not found:
        found = _short(load_gazetteer().find(chain[-1]), context)
    if len(found) > 1 and context:
        found = _nearest(found, context)
    return found[0] if len(found) == 1 else None


def _called(name: str) -> list[Division]:
    """The divisions of that name, or of one as good: 融水县 says that it is a county."""
    every = load_gazetteer().find(name)
    return [each for each in every if each.name == name] or [
        each for each in every if each.name[-1] == name[-1]
    ]


def _short(found: Sequence[Division], context: str) -> list[Division]:
    """
    What a short name may mean: 吉安 is 吉安市, the highest of that name.

    A county is called by its short name at home only: elsewhere 沙河 is a river.
    """
    highest = [each for each in found if each.level == found[0].level]
    if not highest or highest[0].level != COUNTY:
        return highest
    return _nearest(highest, context) if context else []


def _nearest(found: Sequence[Division], context: str) -> list[Division]:
    """Those that share most of the path of the unit that the article speaks for."""
    around = located(context).division
    if around is None:
        above = _chain(context)[:-1]
        return [each for each in found if above and above[-1] in path_of(each)]
    path = set(load_gazetteer().path(around))
    shared = [len(path.intersection(load_gazetteer().path(each))) for each in found]
    most = max(shared)
    return [each for each, count in zip(found, shared, strict=True) if count == most > 0]


@lru_cache(maxsize=1 << 14)
def _chain(name: str) -> tuple[str, ...]:
    return tuple(_units(name))


def _units(name: str) -> Iterator[str]:
    position = 0
    while found := _prefecture(name, position) or _UNIT.match(name, position):
        yield found.group()
        position = found.end()


def _prefecture(name: str, position: int) -> re.Match[str] | None:
    """An autonomous prefecture by its short name: 恩施州."""
    found = _PREFECTURE.match(name, position)
    known = load_gazetteer().find(found.group()) if found else ()
    return found if any(each.name.endswith("自治州") for each in known) else None
