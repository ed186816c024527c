"""What is set up, applied, held and published."""

from __future__ import annotations

import pytest
from rendering import core, gap, relations, rows

GIVES = {
    "established": [
        ("清河县成立防汛指挥部。", "清河县 established 防汛指挥部"),
        ("白沙乡组建党员突击队6支。", "白沙乡 established 党员突击队 6支"),
        ("青石镇在路口设立卡点12处。", "青石镇 established 卡点 12处"),
        ("清河县建成扶贫车间26个。", "清河县 established 扶贫车间 26个"),
        ("清河县成立由12个部门组成的工作专班。", "清河县 established 工作专班"),
        gap(
            "清河县建成安置房28栋960套。",
            "清河县 established 安置房 960套",
            why="a number of buildings in front of a second figure is taken for an address",
        ),
        ("双桥村建成蔬菜大棚80座。", "双桥村 established 蔬菜大棚 80座"),
        ("清河县建立网格化管理机制。", "清河县 established 网格化管理机制"),
        ("桃源社区成立了代购服务队。", "桃源社区 established 代购服务队"),
        ("清河县成立了由县长任组长的抗旱领导小组。", "清河县 established 抗旱领导小组"),
    ],
    "implemented": [
        ("清河县实行24小时值班制度。", "清河县 implemented 24小时值班制度"),
        ("清河县对进山人员实行实名登记制度。", "清河县 implemented 实名登记制度"),
        ("白沙乡启动Ⅲ级应急响应。", "白沙乡 implemented Ⅲ级应急响应"),
        ("县林业局坚持24小时值班制度。", "县林业局 implemented 24小时值班制度"),
        ("青石镇落实值班制度。", "青石镇 implemented 值班制度"),
        ("青石镇采取封闭式管理。", "青石镇 implemented 封闭式管理"),
        ("清河县推行河长制。", "清河县 implemented 河长制"),
        gap(
            "清河县采取分片包干的办法。",
            "清河县 implemented 分片包干的办法",
            why="a clause before 办法 is no modifier of it",
        ),
    ],
    "held": [
        ("清河县召开防汛工作会议。", "清河县 held 防汛工作会议"),
        ("白沙乡举办种植技术培训班3期。", "白沙乡 held 种植技术培训班 3期"),
        ("县消防救援大队组织消防演练12次。", "县消防救援大队 held 消防演练 12次"),
        ("县农业农村局开展春耕备耕专项检查。", "县农业农村局 held 春耕备耕专项检查"),
        ("清河县应急管理局举行森林防火演练。", "清河县应急管理局 held 森林防火演练"),
        ("森林防火演练由县林业局举办。", "县林业局 held 森林防火演练"),
    ],
    "issued": [
        ("清河县印发《防汛应急预案》。", "清河县 issued 《防汛应急预案》"),
        ("清河县出台《扶贫资金管理办法》。", "清河县 issued 《扶贫资金管理办法》"),
        ("白沙乡发布暴雨红色预警。", "白沙乡 issued 暴雨红色预警"),
        ("县防汛指挥部发布通告。", "县防汛指挥部 issued 通告"),
        ("县教育局下发紧急通知。", "县教育局 issued 紧急通知"),
        ("县教育局下发停课通知。", "县教育局 issued 停课通知"),
    ],
}

SILENT = {
    "established": ["新中国成立七十周年之际，大家载歌载舞。", "设立时间有待确定。"],
    "implemented": ["措施落实到位。", "采取行动刻不容缓。"],
    "held": ["会议室里座无虚席。", "举行地点另行通知。"],
    "issued": ["出台背景值得关注。", "发布会的灯光亮了。"],
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_what_is_set_up_and_held(relation: str, text: str, expected: str) -> None:
    """The agent before the verb or behind 由, what it sets up behind it, and how many."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_the_word_alone_sets_nothing_up(relation: str, text: str) -> None:
    """A word of the relation inside another word, or said of no agent, gives nothing."""
    assert relation not in relations(text)
