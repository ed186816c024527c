"""People at work: sent, taken in, roused, taking part, put in charge."""

from __future__ import annotations

import pytest
from rendering import core, gap, relations, rows

GIVES = {
    "deployed": [
        ("清河县派出医疗队员30名。", "清河县 deployed 医疗队员 30名"),
        ("清河县派出6支医疗队奔赴灾区。", "清河县 deployed 医疗队 6支"),
        ("白沙乡抽调干部50名，组成6支工作队。", "白沙乡 deployed 干部 50名"),
        (
            "清河县消防救援大队出动消防员40名、消防车8辆。",
            "清河县消防救援大队 deployed 消防员 40名",
        ),
        ("县水利局派出的20名技术员冒雨查险。", "县水利局 deployed 技术员 20名"),
        ("青石镇组织120名党员下沉社区。", "青石镇 deployed 党员 120名"),
        ("清河县安排200名民兵在大堤值守。", "清河县 deployed 民兵 200名"),
        ("由县公安局抽调警力80名。", "县公安局 deployed 警力 80名"),
        ("东岭县组织党员干部400余名下沉社区。", "东岭县 deployed 党员干部 ≥400名"),
        gap(
            "东岭县组织党员干部400余名下沉村组。",
            "东岭县 deployed 党员干部 ≥400名",
            why="下沉村组 is read as one noun phrase",
        ),
        ("县林业局安排15名护林员上山值守。", "县林业局 deployed 护林员 15名"),
    ],
    "recruited": [
        ("白沙乡招募120余名志愿者。", "白沙乡 recruited 志愿者 ≥120名"),
        ("清河县招聘护林员80名。", "清河县 recruited 护林员 80名"),
        ("青石镇从返乡大学生中招募志愿者60余名。", "青石镇 recruited 志愿者 ≥60名"),
        ("青石镇招募扫雪志愿者35名、送水志愿者20名。", "青石镇 recruited 扫雪志愿者 35名"),
        ("青石镇招募扫雪志愿者35名、送水志愿者20名。", "青石镇 recruited 送水志愿者 20名"),
        ("远航纺织厂招聘工人230名，其中脱贫劳动力62名。", "远航纺织厂 recruited 脱贫劳动力 62名"),
        ("东岭县面向社会招录教师45名。", "东岭县 recruited 教师 45名"),
    ],
    "mobilized": [
        ("松坪村动员村民80人参加清淤。", "松坪村 mobilized 村民 80人"),
        ("松坪村发动村民300余人参与抢险。", "松坪村 mobilized 村民 ≥300人"),
        ("青石镇动员党员150名参加巡堤。", "青石镇 mobilized 党员 150名"),
        ("白沙乡发动群众2000余人清理积雪。", "白沙乡 mobilized 群众 ≥2000人"),
        ("清河县动员2000余名群众清理积雪。", "清河县 mobilized 群众 ≥2000名"),
        gap(
            "清河县号召党员干部带头捐款。",
            "清河县 mobilized 党员干部",
            why="believed to 0.35 only",
        ),
    ],
    "participatedIn": [
        ("白沙乡干部参与扫雪除冰工作。", "白沙乡干部 participatedIn 扫雪除冰工作"),
        ("80名志愿者参与扫雪除冰工作。", "志愿者 participatedIn 扫雪除冰工作 80名"),
        ("县消防救援大队参加森林防火演练。", "县消防救援大队 participatedIn 森林防火演练"),
        ("200余名党员参加了义务植树活动。", "党员 participatedIn 义务植树活动 ≥200名"),
    ],
    "responsibleFor": [
        ("白沙乡干部包联贫困户320户。", "白沙乡干部 responsibleFor 贫困户 320户"),
        ("县领导分包乡镇12个。", "县领导 responsibleFor 乡镇 12个"),
        ("县水利局负责清水河大堤。", "县水利局 responsibleFor 清水河大堤"),
        ("由县交通局负责石门大桥。", "县交通局 responsibleFor 石门大桥"),
        ("每名网格员负责80户居民。", "网格员 responsibleFor 居民 80户"),
    ],
}

SILENT = {
    "deployed": ["派出所民警赶到现场。", "下沉式广场已经开放。", "县里的组织部门很忙。"],
    "recruited": ["招募公告已张贴。", "招聘会现场人头攒动。"],
    "mobilized": ["清河县动员大会昨日召开。", "发动机需要检修。"],
    "participatedIn": ["参加工作满三十年可以申请。", "加入食盐少许即可。"],
    "responsibleFor": ["他是一个负责的人。", "县教育局推行校长负责制。"],
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_people_are_put_to_work(relation: str, text: str, expected: str) -> None:
    """The agent, the people, and how many; the text of the fact names them as the ontology does."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_the_word_alone_puts_nobody_to_work(relation: str, text: str) -> None:
    """A word of the relation inside another word or a phrase without an agent gives nothing."""
    assert relation not in relations(text)
