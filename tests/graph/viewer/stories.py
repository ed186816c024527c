"""Small stories for the viewer's tests: sentences, their facts, and a store that holds them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import LITERAL, Argument, Entity, Fact, Quantity, Quote
from graph.store import open_store
from graph.viewer import render_view
from graph.vocabulary import BASE, digest

HEADLINE = "石门乡织密防控网"


def thing(name: str, type: str = "AdministrativeArea", mention: str = "") -> Argument:
    """An entity by its name and type; reported speech where the type is Literal."""
    iri = "" if type == LITERAL else f"{BASE}{digest(name, type)}"
    return Argument(iri, name, mention or name, type)


TOWN = thing("石门乡")
COUNTY = thing("平川县")
VOLUNTEERS = thing("志愿者", "PopulationGroup")
GATE = thing("北门卡点", "Place")
LEADER = thing("夏安民", "Person")
POST = thing("乡长", "Post")
MASKS = thing("口罩", "Item")


def fact(sentence: str, subject: Argument, relation: str, object: Argument, **more: Any) -> Fact:
    """A fact whose evidence is the whole sentence; ``trigger`` may be given as a word of it."""
    word = more.pop("trigger", "")
    evidence = Quote(0, len(sentence), sentence)
    start = sentence.find(word)
    trigger = Quote(start, start + len(word), word) if word else None
    made = Fact("page.txt", 1, subject, relation, object, evidence, trigger=trigger)
    return replace(made, **more)


FACTS = (
    fact("石门乡招募120余名志愿者到北门卡点值守", TOWN, "recruited", VOLUNTEERS, trigger="招募",
         quantity=Quantity(120, "min", "名", "120余名"), place=GATE, time="2021-01-09"),
    fact("石门乡又招募30名志愿者", TOWN, "recruited", VOLUNTEERS, trigger="招募",
         quantity=Quantity(30, "exact", "名", "30名")),
    fact("石门乡要求志愿者佩戴口罩", TOWN, "equippedWith", MASKS, modality="required"),
    fact("石门乡乡长夏安民", LEADER, "holdsPost", POST, organization=TOWN),
    fact("夏安民说：“都到齐了。”", LEADER, "stated", thing("都到齐了", LITERAL), trigger="说"),
    fact("平川县石门乡", TOWN, "partOf", COUNTY),
)  # fmt: skip

RETURNING = thing("返乡人员", "PopulationGroup")
OTHER_PAGE = fact(
    "柳河村登记返乡人员18人", thing("柳河村"), "screened", RETURNING,
    quantity=Quantity(18, "exact", "人", "18人"),
)  # fmt: skip


def laid_out(
    facts: tuple[Fact, ...], name: str = "page.txt", headline: str = HEADLINE
) -> Extraction:
    """The facts as one document: one sentence a line, each evidence at its place."""
    text, placed = "", []
    for each in facts:
        shift = len(text)
        trigger = each.trigger and replace(
            each.trigger, start=each.trigger.start + shift, end=each.trigger.end + shift
        )
        evidence = replace(each.evidence, start=shift, end=shift + len(each.evidence.text))
        placed.append(replace(each, document=name, evidence=evidence, trigger=trigger))
        text += each.evidence.text + "。\n\n"
    aliases = {TOWN.id: ("全乡",)}
    arguments = {
        one.id: Entity(one.id, one.name, one.type, aliases.get(one.id, ()))
        for each in placed
        for one in (each.subject, each.object, each.place, each.recipient, each.organization)
        if one and one.id
    }
    article = Article(1, headline, (), "", "", ())
    return Extraction(
        Document(name, text), (article,), (), tuple(arguments.values()), tuple(placed)
    )


def page_of(folder: Path, *extractions: Extraction, **options: Any) -> Path:
    """The viewer's page of a store that holds the extractions, as a file."""
    with open_store(folder / "news.kg", "w") as store:
        for extraction in extractions:
            store.replace_document(extraction)
    with open_store(folder / "news.kg") as store:
        page = render_view(store, **options)
    file = folder / "view.html"
    file.write_text(page, encoding="utf-8", newline="\n")
    return file
