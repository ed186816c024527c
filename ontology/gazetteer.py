"""
The administrative divisions of China, from province to county, by their full and short names.

The divisions come from the data file of the package cpca, read without importing the package,
which would import pandas. ``divisions_supplement.csv`` adds what has changed since that file was
made; ``divisions_common_words.csv`` lists the short names that are words of their own, too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ontology.division_names import is_placeholder, is_plain_district, short_names
from ontology.errors import OntologyError

HOME = Path(__file__).parent
SUPPLEMENT = HOME / "divisions_supplement.csv"
COMMON_WORDS = HOME / "divisions_common_words.csv"

Row = dict[str, str]

PROVINCE, PREFECTURE, COUNTY = LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class Division:
    """
    One administrative division, as it is or as it was.

    ``adcode`` are the six digits of the national code, ``level`` is province, prefecture or
    county; ``parent`` is the adcode of the division above, empty for a province. The coordinates
    are None where they are not known. ``replaced_by`` is the adcode of the division that took
    the place of this one (即墨市, now 即墨区), empty for one that stands.
    """

    adcode: str
    name: str
    level: str
    parent: str
    longitude: float | None = None
    latitude: float | None = None
    replaced_by: str = ""


class Gazetteer:
    """The divisions by code and by every name that they go by."""

    def __init__(
        self, divisions: Iterable[Division], common_words: Mapping[str, str] | None = None
    ) -> None:
        """
        Index the divisions.

        ``common_words`` says of a short name that is a word of its own how far it is still a
        name: ``never``, or ``alone``, which ``find`` answers to and ``names`` leaves out.
        """
        self._words = common_words or {}
        self._by_code: dict[str, Division] = {}
        self._children: dict[str, list[Division]] = {}
        self._by_name: dict[str, list[Division]] = {}
        self._in_text: set[str] = set()
        ordered = sorted(divisions, key=lambda each: (LEVELS.index(each.level), each.adcode))
        for each in ordered:
            if not each.replaced_by:
                self._children.setdefault(each.parent, []).append(each)
            if each.replaced_by != each.adcode:
                self._by_code[each.adcode] = each
            self._add(each.name, each, in_text=True)
        provinces = {
            short for each in ordered if not each.parent for short in short_names(each.name)
        }
        for each in ordered:
            self._add_short_names(each, provinces)

    def _add_short_names(self, division: Division, provinces: set[str]) -> None:
        heir = self._by_code.get(division.replaced_by)
        inherited = set(short_names(heir.name)) if heir else set()
        for form in short_names(division.name):
            # Nobody calls the district 河北区 or the prefecture of 海南 by the province's name;
            # the city of 吉林 is called so.
            taken = form in provinces and division.parent and not division.name.endswith("市")
            if not taken and form not in inherited and self._words.get(form) != "never":
                self._add(form, division, in_text=not is_plain_district(division.name))

    def _add(self, surface: str, division: Division, *, in_text: bool) -> None:
        known = self._by_name.setdefault(surface, [])
        if division not in known:
            known.append(division)
        if in_text and surface not in self._words:
            self._in_text.add(surface)

    def get(self, adcode: str) -> Division | None:
        """The division of a code, None where none has it; of a reused code, the present one."""
        return self._by_code.get(adcode)

    def find(self, name: str) -> tuple[Division, ...]:
        """
        The divisions that ``name`` can mean, by full or short name, the highest level first.

        >>> [each.name for each in load_gazetteer().find("吉安")]
        ['吉安市', '吉安县']
        >>> load_gazetteer().find("公安")
        ()
        """
        return tuple(self._by_name.get(name, ()))

    def path(self, division: Division) -> tuple[Division, ...]:
        """
        The divisions from the province down to ``division``, both included.

        >>> gazetteer = load_gazetteer()
        >>> [each.name for each in gazetteer.path(gazetteer.get("110105"))]
        ['北京市', '朝阳区']
        """
        above = self._by_code.get(division.parent)
        return (*self.path(above), division) if above else (division,)

    def children(self, division: Division) -> tuple[Division, ...]:
        """The divisions that stand directly under ``division`` today, by code."""
        return tuple(self._children.get(division.adcode, ()))

    def provinces(self) -> tuple[Division, ...]:
        """The divisions that stand under no other, by code."""
        return tuple(self._children.get("", ()))

    def names(self) -> Iterator[tuple[str, tuple[Division, ...]]]:
        """
        Every name to look for in running text, with what it can mean.

        Left out are the short names of districts (海淀) and names that are also words (城区);
        where the context has shown that a name is meant, ``find`` knows them.
        """
        for surface, divisions in self._by_name.items():
            if surface in self._in_text:
                yield surface, tuple(divisions)


@cache
def load_gazetteer() -> Gazetteer:
    """
    The gazetteer of all divisions, read once and kept.

    Raises OntologyError where the data file of cpca is missing.
    """
    present = [row for row in _rows(_data_file()) if not is_placeholder(row["name"])]
    words = {row["form"]: row["use"] for row in _rows(COMMON_WORDS)}
    return Gazetteer(_divisions(present, list(_rows(SUPPLEMENT))), words)


def _data_file() -> Path:
    spec = find_spec("cpca")
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / "resources" / "adcodes.csv"
        if path.is_file():
            return path
    raise OntologyError("cpca/resources/adcodes.csv is missing; install cpca with pip install cpca")


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _divisions(old: Iterable[Row], changes: Iterable[Row]) -> Iterator[Division]:
    """The divisions of the data, those replaced marked so, and the ones that came since."""
    rows = {row["adcode"][:6]: row for row in old}
    heirs = {row["replaces"]: row for row in changes if row["replaces"]}
    codes = {*rows, *(row["adcode"] for row in changes)}
    for row in changes:
        yield _division(row, codes, coordinates=rows.get(row["replaces"], row))
    for code, row in rows.items():
        heir = heirs.get(code)
        # A division that only got another code is one division, under the code it has now.
        if heir is None or heir["name"] != row["name"]:
            replaced_by = heir["adcode"] if heir else ""
            yield _division(row, codes, coordinates=row, replaced_by=replaced_by)


def _division(row: Row, codes: Set[str], coordinates: Row, replaced_by: str = "") -> Division:
    adcode = row["adcode"][:6]
    below = adcode[2:].rstrip("0")
    # A county without a prefecture (济源市, 忠县) stands under its province.
    level = COUNTY if len(below) > 2 else PREFECTURE if below else PROVINCE
    parent = adcode[:4] + "00" if level == COUNTY else ""
    if below and parent not in codes:
        parent = adcode[:2] + "0000"
    return Division(
        adcode=adcode,
        name=row["name"],
        level=level,
        parent=parent,
        longitude=_degrees(coordinates["longitude"]),
        latitude=_degrees(coordinates["latitude"]),
        replaced_by=replaced_by,
    )


def _degrees(text: str) -> float | None:
    return float(text) if text else None
