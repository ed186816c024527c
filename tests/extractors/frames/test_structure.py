"""Structure: titles, membership, containment, location, stock."""

from __future__ import annotations

import pytest
from rendering import core, gap, relations, rows

GIVES = {
    "holdsPost": [
        ("县委书记周立民到场。", "周立民 holdsPost 县委书记"),
        ("县委副书记、县长李海生讲话。", "李海生 holdsPost 县委副书记"),
        ("县委副书记、县长李海生讲话。", "李海生 holdsPost 县长"),
        ("青石镇党委书记兼人大主席王建华说，水退了。", "王建华 holdsPost 人大主席"),
        ("周立民任组长，李海生任副组长。", "周立民 holdsPost 组长"),
        ("周立民任组长，李海生任副组长。", "李海生 holdsPost 副组长"),
        ("由李海生担任总指挥。", "李海生 holdsPost 总指挥"),
        gap(
            "青石镇党委书记兼人大主席王建华说，水退了。",
            "王建华 holdsPost 党委书记",
            why="镇党委 is one word: the unit's level goes into the title",
        ),
        ("赵国栋是松坪村党支部书记。", "赵国栋 holdsPost 党支部书记"),
    ],
    "leads": [
        ("镇党委书记赵国栋率领党员突击队奔赴一线。", "赵国栋 leads 党员突击队"),
        ("周立民带领工作队走访贫困户。", "周立民 leads 工作队"),
        ("成立由周立民任组长的工作专班。", "周立民 leads 工作专班"),
        ("周立民任组长的专班已经成立。", "周立民 leads 专班"),
        gap(
            "县长周立民担任演练总指挥。",
            "周立民 leads 演练",
            why="the event before the title that somebody takes up",
        ),
        gap(
            "县长周立民任防汛指挥部总指挥。",
            "周立民 leads 防汛指挥部",
            why="the body before the title that somebody takes up",
        ),
        ("副县长李海生主持会议。", "李海生 leads 会议"),
    ],
    "memberOf": [
        ("志愿者陈秀英守在卡点。", "陈秀英 memberOf 志愿者"),
        ("共产党员孙志强主动请缨。", "孙志强 memberOf 共产党员"),
        ("县人民医院护士陈秀英报名参战。", "陈秀英 memberOf 县人民医院"),
        ("清河县消防救援大队队员赵国栋冲在前面。", "赵国栋 memberOf 清河县消防救援大队"),
    ],
    "partOf": [
        ("清河县白沙乡遭遇暴雨。", "清河县白沙乡 partOf 清河县"),
        ("清河县青石镇转移群众320人。", "清河县青石镇 partOf 清河县"),
        ("临江市东湖区召开会议。", "东湖区 partOf 临江市"),
        ("东岭县青石镇桃源社区设立卡点12处。", "青石镇桃源社区 partOf 青石镇"),
        ("桃源社区隶属青石镇。", "桃源社区 partOf 青石镇"),
        ("石桥社区隶属于青石街道。", "石桥社区 partOf 青石街道"),
        ("青石街道下辖石桥社区。", "石桥社区 partOf 青石街道"),
        gap("柳林养殖场归青石镇管辖。", "柳林养殖场 partOf 青石镇", why="归…管辖 is not read"),
    ],
    "locatedIn": [
        ("清水水库位于白沙乡。", "清水水库 locatedIn 白沙乡"),
        ("养殖场位于松坪村。", "养殖场 locatedIn 松坪村"),
        ("清水水库地处青石镇。", "清水水库 locatedIn 青石镇"),
    ],
    "has": [
        ("清河县现有护林员260名。", "清河县 has 护林员 260名"),
        ("松坪村共有贫困户86户。", "松坪村 has 贫困户 86户"),
        ("县医院拥有救护车12辆。", "县医院 has 救护车 12辆"),
        ("清河县下辖12个乡镇。", "清河县 has 乡镇 12个"),
        ("青石镇有32所学校。", "青石镇 has 学校 32所"),
    ],
}

SILENT = {
    "holdsPost": ["全体乡镇党委书记参加会议。", "县长要求各乡镇做好准备。"],
    "leads": ["领导班子调整完毕。", "带头人培训班开课了。"],
    "memberOf": ["组成部分保持不变。", "志愿者来自各行各业。"],
    "partOf": ["清河县、东岭县同时降雪。"],
    "locatedIn": ["地理位置十分优越。"],
    "has": ["他有三年工作经验。", "有志者事竟成。"],
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_what_stands_in_the_build_of_phrases(relation: str, text: str, expected: str) -> None:
    """Who heads, belongs to, lies in and has what."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_no_structure_where_none_is_said(relation: str, text: str) -> None:
    """A title without a name, units side by side, and words that only look alike give nothing."""
    assert relation not in relations(text)
