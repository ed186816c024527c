"""Domains at work: what sentences give with their relations, and that the core stays as it was."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rendering import bare, core

from extractors.document import Document
from extractors.pipeline import extract
from ontology.domains import find_domain
from ontology.lexicon import Lexicon, load_lexicon


@cache
def lexicon(domain: str) -> Lexicon:
    return load_lexicon([find_domain(domain)])


def read(text: str, domain: str) -> list[str]:
    """The facts of a text without their circumstances, read with a shipped domain."""
    return [bare(fact) for fact in extract(Document("page.txt", text), None, lexicon(domain)).facts]


SAID = {
    "flood": [
        ("青石镇加高圩堤1.2公里。", "青石镇 reinforced 圩堤 1.2公里"),
        ("抢险队员连夜封堵管涌3处。", "抢险队员 sealed 管涌 3处"),
        ("云山县水利局抽干积水2万立方米。", "云山县水利局 drained 积水 20000立方米"),
        ("白沙水库下泄洪水1200万立方米。", "白沙水库 discharged 洪水 12000000立方米"),
        ("洪水淹没农田3000余亩。", "洪水 inundated 农田 ≥3000亩"),
        ("3000余亩农田被洪水淹没。", "洪水 inundated 农田 ≥3000亩"),
        ("县防汛抗旱指挥部备足铅丝笼500个。", "县防汛抗旱指挥部 stockpiled 铅丝笼 500个"),
    ],
    "winter-road": [
        ("清河县公路局撒布融雪剂80吨。", "清河县公路局 gritted 融雪剂 80吨"),
        ("养护工人清扫路面积雪。", "养护工人 cleared 路面积雪"),
        ("交警大队对云山高速临时封闭。", "交警大队 restricted 云山高速"),
        ("县公安局交警大队分流大货车260辆。", "县公安局交警大队 diverted 大货车 260辆"),
        ("民警拖离故障车12辆。", "民警 towed 故障车 12辆"),
    ],
}
ROWS = [(domain, text, fact) for domain, rows in SAID.items() for text, fact in rows]


@pytest.mark.parametrize(("domain", "text", "fact"), ROWS, ids=[row[2] for row in ROWS])
def test_a_domain_says_it(domain: str, text: str, fact: str) -> None:
    """The relation is the domain's, and no page that was learnt from ever had it."""
    assert fact in read(text, domain)


@pytest.mark.parametrize(("domain", "text", "fact"), ROWS, ids=[row[2] for row in ROWS])
def test_without_the_domain_nobody_says_it(domain: str, text: str, fact: str) -> None:
    """The core does not know the domain's relations, also after a domain was read."""
    assert fact not in core(text)


SILENT = [
    ("flood", "县防汛抗旱指挥部没有收到险情报告。"),
    ("flood", "抗洪精神永远传承。"),
    ("winter-road", "交通管制措施另行公布。"),
    ("winter-road", "瑞雪兆丰年。"),
]


@pytest.mark.parametrize(("domain", "text"), SILENT)
def test_a_domain_invents_nothing(domain: str, text: str) -> None:
    """A word in a name, a slogan or a noun is no fact."""
    own = set(lexicon(domain).ontology.relations) - set(load_lexicon().ontology.relations)
    assert [fact for fact in read(text, domain) if fact.split()[1] in own] == []


def test_the_narrower_relation_wins_over_the_one_above_it() -> None:
    """备足 is equippedWith in the core; the domain's stockpiled says more and implies it."""
    (relation,) = {fact.split()[1] for fact in read("青石镇备足编织袋2万条。", "flood")}
    assert relation == "stockpiled"


def test_a_domain_s_verb_reads_its_objects_alone() -> None:
    """撒布 has relations in the core too; with the domain, salt on a road is gritted."""
    told = read("清河县公路局撒布融雪剂80吨。", "winter-road")
    assert {fact.split()[1] for fact in told} - {"partOf"} == {"gritted"}


TREES = """\
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix ex: <https://example.org/forest#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
ex:Tree a owl:Class ; rdfs:subClassOf wg:Item ; rdfs:label "树木"@zh ; wg:noun "云杉" .
ex:felled rdfs:subPropertyOf wg:actionRelation ; rdfs:label "采伐"@zh ; wg:frame wg:ActionFrame ;
    rdfs:domain wg:Agent ; rdfs:range ex:Tree ; wg:verb "伐除" .
"""


def test_a_thing_of_a_domain_s_class_has_that_type(tmp_path: Path) -> None:
    """In the domain's own relations, and in those of the core that take the class above."""
    path = tmp_path / "forest.ttl"
    path.write_text(TREES, encoding="utf-8")
    words = load_lexicon([path])
    text = "青石镇伐除云杉30棵，购买云杉200棵。"
    facts = extract(Document("page.txt", text), None, words).facts
    told = {(fact.relation, fact.object.name, fact.object.type) for fact in facts}
    assert {("felled", "云杉", "Tree"), ("purchased", "云杉", "Tree")} <= told
