"""Two pages of two counties, written down as extractors without a fault would read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity, Quote
from graph.vocabulary import BASE, digest

HOSTILE = "<img src=x onerror=alert(1)>\"'\u2028\u202e</script>=1+1"


def entity(name: str, type: str, unit: Entity | None = None, named: bool = True) -> Entity:
    scope = unit.id if unit else ""
    return Entity(f"{BASE}{digest(name, type, scope)}", name, type, (), named, scope)


STONE = entity("石门县", "AdministrativeArea")
RIVER = entity("临澧县", "AdministrativeArea")
STONE_CROWD = entity("志愿者", "PopulationGroup", STONE, named=False)
RIVER_CROWD = entity("志愿者", "PopulationGroup", RIVER, named=False)
GRID = entity("网格化管理", "Measure", named=False)
GATE = entity("北门卡点", "Place", STONE)
LEADER = entity("夏安民", "Person", STONE)
MASKS = entity("口罩", "Item", named=False)
ODD = entity(HOSTILE, "Organization")


def fact(sentence: str, subject: Entity, relation: str, object: Entity, **more: Any) -> Fact:
    quote = Quote(0, len(sentence), sentence)
    return replace(Fact("", 1, told(subject), relation, told(object), quote), **more)


def told(one: Entity) -> Argument:
    return Argument(one.id, one.name, one.name, one.type)


def page(name: str, *facts: Fact) -> Extraction:
    """The facts as one document, a sentence a line, each evidence at its place."""
    text, placed = "", []
    for each in facts:
        quote = replace(each.evidence, start=len(text), end=len(text) + len(each.evidence.text))
        placed.append(replace(each, document=name, evidence=quote))
        text += each.evidence.text + "。\n\n"
    everything = (STONE, RIVER, STONE_CROWD, RIVER_CROWD, GRID, GATE, LEADER, MASKS, ODD)
    spoken = {
        part.id
        for each in facts
        for part in (each.subject, each.object, each.place, each.recipient)
        if part
    }
    entities = tuple(one for one in everything if one.id in spoken | {STONE.id, RIVER.id})
    return Extraction(Document(name, text), (), (), entities, tuple(placed))


STONE_PAGE = page(
    "stone.txt",
    fact("石门县招募120余名志愿者到北门卡点", STONE, "recruited", STONE_CROWD, place=told(GATE),
         quantity=Quantity(120, "min", "名", "120余名"), time="2021-07-21"),
    fact("石门县实行网格化管理", STONE, "implemented", GRID),
    fact("夏安民检查北门卡点", LEADER, "inspected", GATE, confidence=0.7),
    fact("石门县要采购口罩", STONE, "purchased", MASKS, modality="required"),
)  # fmt: skip
RIVER_PAGE = page(
    "river.txt",
    fact("临澧县招募志愿者80名", RIVER, "recruited", RIVER_CROWD,
         quantity=Quantity(80, "exact", "名", "80名"), time="--07-22"),
    fact("临澧县实行网格化管理", RIVER, "implemented", GRID),
)  # fmt: skip
ODD_PAGE = page("odd.txt", fact(f"石门县支援{HOSTILE}", STONE, "supported", ODD))
PAGES = (STONE_PAGE, RIVER_PAGE, ODD_PAGE)
