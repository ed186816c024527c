"""A flood on two pages: dates, figures, units, namesakes, and a claim of two sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stories import fact, laid_out, thing

from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Quantity
from extractors.identity import entity_iri
from graph.identity.units import describe_units
from graph.store import open_store
from graph.viewer import render_view

AREA = "AdministrativeArea"
COUNTY = Argument(entity_iri(AREA, "清河县", "", "130534"), "清河县", "清河县", AREA)
TOWN = Argument(entity_iri(AREA, "清河县葛仙庄镇", COUNTY.id), "清河县葛仙庄镇", "葛仙庄镇", AREA)
OTHER = thing("单县")
VOLUNTEERS = thing("志愿者", "PopulationGroup")
PEOPLE = thing("群众", "PopulationGroup")
LEADER = thing("曾小平", "Person")
NURSE = thing("单玉兰", "Person")
POST = thing("县长", "Post")
RICE = thing("大米", "Item")
MASKS = thing("口罩", "Item")
SCHOOL = thing("长乐小学", "Place")

CALLED = Quantity(120, "min", "名", "120余名")

FIRST_PAGE = laid_out((
    fact("清河县招募120余名志愿者到长乐小学值守", COUNTY, "recruited", VOLUNTEERS, trigger="招募",
         quantity=CALLED, place=SCHOOL, time="2021-07-20", confidence=0.9),
    fact("清河县又招募30名志愿者", COUNTY, "recruited", VOLUNTEERS, trigger="招募",
         quantity=Quantity(30, "exact", "名", "30名"), time="2021-07-21", confidence=0.8),
    fact("清河县要求志愿者佩戴口罩", COUNTY, "equippedWith", MASKS, modality="required"),
    fact("县长曾小平", LEADER, "holdsPost", POST, organization=COUNTY, confidence=0.7),
    fact("葛仙庄镇转移群众500人", TOWN, "relocated", PEOPLE, trigger="转移",
         quantity=Quantity(500, "exact", "人", "500人"), time="--07-22", confidence=0.4),
), name="a.txt", headline="清河县防汛")  # fmt: skip

SECOND_PAGE = laid_out((
    fact("据悉，清河县招募志愿者120多名，在长乐小学值守", COUNTY, "recruited", VOLUNTEERS,
         trigger="招募", quantity=CALLED, place=SCHOOL, time="2021-07-20", confidence=0.6),
    fact("单县捐赠大米3吨", OTHER, "donated", RICE, trigger="捐赠", recipient=COUNTY,
         quantity=Quantity(3, "exact", "吨", "3吨"), time="2021-08-01", confidence=0.9),
    fact("单玉兰走访群众", NURSE, "visited", PEOPLE, confidence=0.5),
), name="b.txt", headline="八方支援")  # fmt: skip


def told(extraction: Extraction) -> Extraction:
    """The extraction with what its county and its town are known by."""
    known = {
        COUNTY.id: Entity(COUNTY.id, "清河县", AREA, ("全县",), True, "", "130534"),
        TOWN.id: Entity(TOWN.id, TOWN.name, AREA, ("葛仙庄镇",), True, COUNTY.id),
    }
    entities = tuple(known.get(entity.id, entity) for entity in extraction.entities)
    return replace(extraction, entities=entities)


def flood_page(folder: Path) -> Path:
    """The page of both, as a file."""
    with open_store(folder / "flood.kg", "w") as store:
        for page in (FIRST_PAGE, SECOND_PAGE):
            store.replace_document(told(page))
        describe_units(store)
    with open_store(folder / "flood.kg") as store:
        text = render_view(store)
    file = folder / "flood.html"
    file.write_text(text, encoding="utf-8", newline="\n")
    return file
