"""
Pages of made-up towns, for benchmarks: as many entities as asked for, the same for the same seed.

Who has many facts gets more, as in the news: a few counties and offices are hubs. No text of the
sample pages is in them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity, Quote
from graph.store import open_store
from graph.vocabulary import BASE, digest

SEED: Final = 20_210_105
FACTS: Final = 2.5
"""For each entity."""
PAGE: Final = 40
"""New entities of one page."""
# Pages stored together. Beyond a million quads a store takes a transaction, which its log keeps.
_AT_ONCE: Final = 200

_LETTERS: Final = (
    "清河柳林双桥东湖平安永和玉泉金山长宁新兴白云龙水北南塘坪岭溪港湾田峰顺昌义仁德文武康庆丰"
)
# A type's share of a hundred entities, and what its names end in.
_TYPES: Final = {
    "AdministrativeArea": (16, ("村", "乡", "镇", "社区")),
    "Organization": (20, ("办事处", "卫生院", "派出所", "供销社")),
    "Person": (18, ("", "明", "华", "平")),
    "PopulationGroup": (10, ("志愿者", "网格员", "返乡人员")),
    "Place": (10, ("路口", "卡点", "广场")),
    "Post": (4, ("主任", "所长", "网格长")),
    "Item": (8, ("口罩", "消毒液", "测温枪")),
    "Measure": (8, ("巡查", "登记", "消杀")),
    "Event": (6, ("会议", "培训")),
}
_ACTS: Final = (
    ("recruited", "招募"),
    ("deployed", "组织"),
    ("implemented", "开展"),
    ("inspected", "检查"),
    ("donated", "捐赠"),
    ("partOf", "隶属"),
    ("required", "要求"),
)
_MODALITIES: Final = ("asserted",) * 8 + ("required", "planned")
_AROUND: Final = "连日来，当地严格落实各项措施，守住每一个路口，做到不漏一户、不漏一人"


def pages(entities: int, seed: int = SEED, facts: float = FACTS) -> Iterator[Extraction]:
    """Pages that speak of so many entities, with so many ``facts`` for each, one at least."""
    chance = random.Random(f"{seed} {entities}")
    known: list[Entity] = []
    ends: list[Entity] = []
    for number in range(0, entities, PAGE):
        new = [_entity(index, chance) for index in range(number, min(number + PAGE, entities))]
        known += new
        yield _page(number // PAGE, new, round(len(new) * facts), ends, chance)


def store_of(folder: Path, entities: int, seed: int = SEED, facts: float = FACTS) -> Path:
    """A store of these pages, made anew in a folder; returns where it lies."""
    path = folder / f"towns-{entities}.kg"
    found = pages(entities, seed, facts)
    with open_store(path, "w") as store:
        while quads := [quad for page in islice(found, _AT_ONCE) for quad in store.graph_of(page)]:
            store.add_documents(quads)
    return path


def _entity(number: int, chance: random.Random) -> Entity:
    kinds = list(_TYPES)
    (kind,) = chance.choices(kinds, [_TYPES[each][0] for each in kinds])
    name = "".join(chance.choices(_LETTERS, k=3)) + chance.choice(_TYPES[kind][1])
    aliases = (name[1:],) if chance.random() < 0.2 else ()
    named = kind not in ("PopulationGroup", "Item", "Measure")
    return Entity(f"{BASE}{digest(str(number), name)}", name, kind, aliases, named)


def _page(
    number: int, new: list[Entity], count: int, ends: list[Entity], chance: random.Random
) -> Extraction:
    name = f"2021/towns-{number:04}.txt"
    texts: list[str] = []
    facts: list[Fact] = []
    told: dict[str, Entity] = {}
    at = 0
    for index in range(count):
        one = new[index % len(new)]
        other = chance.choice(ends) if ends else new[-1]
        fact, sentence = _fact(name, one, other, at, chance)
        facts.append(fact)
        told |= {one.id: one, other.id: other}
        ends += (one, other, other)
        texts.append(sentence)
        at += len(sentence)
    text = "".join(texts)
    article = Article(1, f"{new[0].name}织密防控网", (), "2021-01-05", "", ())
    return Extraction(Document(name, text), (article,), (), tuple(told.values()), tuple(facts))


def _fact(
    page: str, one: Entity, other: Entity, at: int, chance: random.Random
) -> tuple[Fact, str]:
    relation, verb = chance.choice(_ACTS)
    count = chance.randrange(2, 500)
    counted = chance.random() < 0.4
    amount = f"{count}余名" if counted else ""
    day = f"2021-01-{chance.randrange(1, 29):02}" if chance.random() < 0.3 else ""
    quote = f"{one.name}{verb}{amount}{other.name}，{''.join(chance.choices(_LETTERS, k=12))}"
    sentence = f"{_AROUND}，{quote}，{_AROUND}。"
    start = at + sentence.index(quote)
    trigger = start + len(one.name)
    fact = Fact(
        page, 1, _argument(one), relation, _argument(other),
        Quote(start, start + len(quote), quote),
        trigger=Quote(trigger, trigger + len(verb), verb),
        quantity=Quantity(count, "min", "名", amount) if counted else None,
        time=day, time_text=day,
        place=_argument(other) if chance.random() < 0.1 else None,
        modality=chance.choice(_MODALITIES),
        confidence=round(chance.uniform(0.5, 1), 3), rule="action",
    )  # fmt: skip
    return fact, sentence


def _argument(entity: Entity) -> Argument:
    return Argument(entity.id, entity.name, entity.name, entity.type)
