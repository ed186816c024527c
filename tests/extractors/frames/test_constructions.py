"""Constructions: one fact however the sentence turns it, and several where it lists several."""

from __future__ import annotations

import pytest
from rendering import core, gap, relations

TURNED = [
    # 把, 将
    ("县民政局将800床棉被发放给受灾群众。", ["县民政局 delivered 棉被 800床"]),
    ("白沙乡把86名老人转移到安置点。", ["白沙乡 relocated 老人 86名"]),
    ("县水利局将26处隐患全部整改。", ["县水利局 resolved 隐患 26处"]),
    ("清河县将5处景区关闭。", ["清河县 closed 景区 5处"]),
    # 被, 由
    ("86名老人被白沙乡转移。", ["白沙乡 relocated 老人 86名"]),
    ("12名被困群众被消防员救出。", ["消防员 rescued 被困群众 12名"]),
    ("森林防火演练由县林业局举办。", ["县林业局 held 森林防火演练"]),
    ("棉被由县民政局发放。", ["县民政局 delivered 棉被"]),
    ("道路由县交通局修复。", ["县交通局 repaired 道路"]),
    # 对…进行…
    ("青石镇对危房进行排查。", ["青石镇 screened 危房"]),
    ("县交通局对水毁路段进行抢修。", ["县交通局 repaired 水毁路段"]),
    ("县安监局对42家企业进行检查。", ["县安监局 inspected 企业 42家"]),
    # the trigger as a noun
    gap(
        "县公安局开展入户排查工作。",
        ["县公安局 screened 居民"],
        why="households that no word names are believed too little",
    ),
    ("青石镇开展道路抢修工作。", ["青石镇 repaired 道路"]),
    gap(
        "青石镇开展安全隐患排查工作。",
        ["青石镇 screened 安全隐患"],
        why="a hazard inside the phrase is not what 排查 as a noun acts on",
    ),
    # a clause before its noun
    ("县水利局派出的20名技术员冒雨查险。", ["县水利局 deployed 技术员 20名"]),
    ("县医院派出的医疗队抵达青石镇。", ["医疗队 visited 青石镇"]),
    # who is joined acts too
    (
        "县应急管理局联合县公安局关停小作坊6家。",
        ["县应急管理局 closed 小作坊 6家", "县公安局 closed 小作坊 6家"],
    ),
    # what one takes part in is told before
    ("清河县举办电焊工培训班。邻村的村民到场听课。", ["村民 participatedIn 电焊工培训班"]),
    # who is told to act
    ("青石镇组织120名党员下沉社区。", ["青石镇 deployed 党员 120名"]),
    ("松坪村动员村民80人参加清淤。", ["松坪村 mobilized 村民 80人"]),
]

LISTED = [
    ("县慈善总会捐赠衣物300件、食品200箱。",
     ["县慈善总会 donated 衣物 300件", "县慈善总会 donated 食品 200箱"]),
    ("清河县派出医生12名、护士30名。", ["清河县 deployed 医生 12名", "清河县 deployed 护士 30名"]),
    ("清河县派出12名医生和30名护士。", ["清河县 deployed 医生 12名", "清河县 deployed 护士 30名"]),
    ("青石镇购买扫雪机6台、融雪剂20吨和铁锹300把。",
     ["青石镇 purchased 扫雪机 6台", "青石镇 purchased 融雪剂 20吨",
      "青石镇 purchased 铁锹 300把"]),
    ("青石镇转移群众815户2406人。",
     ["青石镇 relocated 群众 815户", "青石镇 relocated 群众 2406人"]),
    ("白沙乡、青石镇组织党员清雪。", ["白沙乡 deployed 党员", "青石镇 deployed 党员"]),
    ("白沙乡和青石镇转移群众。", ["白沙乡 relocated 群众", "青石镇 relocated 群众"]),
    ("县林业局、县应急管理局举行森林防火演练。",
     ["县林业局 held 森林防火演练", "县应急管理局 held 森林防火演练"]),
    ("县民政局发放棉被、大米等物资300份。", ["县民政局 delivered 物资 300份"]),
    ("县红十字会捐赠口罩、手套等防护用品2万件。", ["县红十字会 donated 防护用品 20000件"]),
    ("县信访局受理问题45个，解决38个。",
     ["县信访局 identified 问题 45个", "县信访局 resolved 问题 38个"]),
    ("白沙乡排查隐患35处，已整改28处。", ["白沙乡 resolved 隐患 28处"]),
    ("县医院、县疾控中心等单位参加应急演练。",
     ["县医院 participatedIn 应急演练", "县疾控中心 participatedIn 应急演练"]),
    ("远航集团、大江公司等企业捐赠棉被500床。",
     ["远航集团 donated 棉被 500床", "大江公司 donated 棉被 500床"]),
    ("白沙乡转移群众1200人，其中老人86人。", ["白沙乡 relocated 老人 86人"]),
]  # fmt: skip

FIGURES = [
    ("清河县转移群众3200人。", "清河县 relocated 群众 3200人"),
    ("清河县转移3200名群众。", "清河县 relocated 群众 3200名"),
    ("白沙乡招募志愿者120余名。", "白沙乡 recruited 志愿者 ≥120名"),
    ("白沙乡招募120余名志愿者。", "白沙乡 recruited 志愿者 ≥120名"),
    ("青石镇排查房屋近900间。", "青石镇 screened 房屋 ≤900间"),
    ("清河县救助约300户居民。", "清河县 supported 居民 ≈300户"),
    ("清河县发放救助金1300万元。", "清河县 delivered 救助金 13000000元"),
    ("松坪村对全村326户进行摸排。", "松坪村 screened 居民 326户"),
]

CARRIED = [
    ("青石镇登记车辆860台次，检测人员2100人次。", "青石镇 screened 人员 2100人次"),
    ("白沙乡抽调干部50名，排查房屋860间，转移群众300人。", "白沙乡 relocated 群众 300人"),
    ("县水利局组织技术员查险，发现险情3处。", "县水利局 identified 险情 3处"),
    ("清河县持续降雪。截至9日，共转移群众3200人。", "清河县 relocated 群众 3200人"),
    ("清河县开展扶贫行动。已建成扶贫车间26个。", "清河县 established 扶贫车间 26个"),
]

SLOGANS = [
    "众志成城，筑牢防线。",
    "风雨同舟，共克时艰。",
    "一方有难，八方支援。",
    "点点星光，汇聚成河。",
    "雪停了，天晴了。",
    "他们用真情温暖人心。",
]


@pytest.mark.parametrize(("text", "expected"), TURNED)
def test_one_fact_however_it_is_turned(text: str, expected: list[str]) -> None:
    """The agent is the subject and what it acts on the object, wherever they stand."""
    assert set(expected) <= set(core(text))


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_a_list_is_several_facts(text: str, expected: list[str]) -> None:
    """Each member of a list is a fact, with its own figure where it has one."""
    assert set(expected) <= set(core(text))


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_the_figure_counts_the_object(text: str, expected: str) -> None:
    """Before the noun or behind it, bounded or exact, the figure is the object's."""
    assert expected in core(text)


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_a_dropped_subject_comes_from_before(text: str, expected: str) -> None:
    """From the clause before, and where no clause has one, from the article's unit."""
    assert expected in core(text)


@pytest.mark.parametrize("text", SLOGANS)
def test_a_slogan_is_no_fact(text: str) -> None:
    """Praise and resolve without anything to check say nothing."""
    assert relations(text) == set()


def test_the_noun_of_a_list_does_not_take_the_figure_of_its_neighbour() -> None:
    """Of two counted things, neither has the other's figure."""
    told = core("清河县派出医生12名、护士30名。")
    assert "清河县 deployed 医生 30名" not in told
    assert "清河县 deployed 护士 12名" not in told
