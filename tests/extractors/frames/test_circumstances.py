"""Circumstances: when and where it was, and who received it."""

from __future__ import annotations

import pytest
from rendering import gap, render

TIMES = [
    ("1月9日，清河县召开防汛工作会议。", "清河县 held 防汛工作会议 t=--01-09"),
    ("2021年7月20日，白沙乡转移群众1200人。", "白沙乡 relocated 群众 1200人 t=2021-07-20"),
    ("7月20日上午8时，白沙乡转移群众1200人。", "白沙乡 relocated 群众 1200人 t=--07-20T08:00"),
    ("清河县1月9日下午3时召开会议。", "清河县 held 会议 t=--01-09T15:00"),
    ("2019年，清河县建成扶贫车间26个。", "清河县 established 扶贫车间 26个 t=2019"),
    ("2020年2月，清河县招募志愿者800名。", "清河县 recruited 志愿者 800名 t=2020-02"),
    (
        "2021年7月20日，清河县持续降雨。21日，白沙乡转移群众1200人。",
        "清河县白沙乡 relocated 群众 1200人 t=2021-07-21",
    ),
    # a vague time ends the day before it
    (
        "6月2日，清河县召开会议。近年来，清河县建成扶贫车间26个。",
        "清河县 established 扶贫车间 26个",
    ),
    (
        "6月2日，清河县召开会议。目前，清河县已建成扶贫车间26个。",
        "清河县 established 扶贫车间 26个",
    ),
    ("6月2日，清河县召开会议。今年以来，清河县招募志愿者800名。", "清河县 recruited 志愿者 800名"),
    # the year belongs to the meeting's name
    ("6月2日，清河县召开2021年防汛工作会议。", "清河县 held 防汛工作会议 t=--06-02"),
    ("清河县转移群众3200人。", "清河县 relocated 群众 3200人"),
]

PLACES = [
    ("白沙乡在路口设立卡点12处。", "白沙乡 established 卡点 12处 @路口"),
    ("清河县在青石镇举行森林防火演练。", "清河县 held 森林防火演练 @清河县青石镇"),
    ("清河县派出6支医疗队奔赴东岭县。", "清河县 deployed 医疗队 6支 @东岭县"),
    ("青石镇组织120名党员下沉社区。", "青石镇 deployed 党员 120名 @社区"),
    ("县消防救援大队将86名老人转移到安置点。", "县消防救援大队 relocated 老人 86名 @安置点"),
    # where people go may stand behind them, in the next clause or behind a bare verb
    ("清河县招募志愿者800名奔赴抗洪一线。", "清河县 recruited 志愿者 800名 @抗洪一线"),
    ("白沙乡抽调干部60名，奔赴各村组织撤离。", "白沙乡 deployed 干部 60名 @各村"),
    ("一名受伤老人由医生诊治后转送县医院。", "医生 relocated 受伤老人 1名 @县医院"),
    # where they come from is where goods are bought and people are saved, not where people are sent
    ("消防员从倒塌的房屋中救出2名老人。", "消防员 rescued 老人 2名 @房屋"),
    ("县卫健委从县中医院抽调医护人员20名。", "县卫健委 deployed 医护人员 20名"),
    # one went there first
    gap(
        "县民政局赴白沙乡，发放棉被300床。",
        "县民政局 delivered 棉被 300床 @白沙乡",
        why="where somebody went before is believed too little",
    ),
    ("交警大队赶到收费站，救出乘客12人。", "交警大队 rescued 乘客 12人 @收费站"),
    # a place that was just set up is what is equipped
    (
        "白沙乡把村小学、文化广场等6处场所辟为安置点，备齐棉被400床。",
        "白沙乡 equippedWith 棉被 400床 @安置点",
    ),
    # a scene goes on in the sentences behind it
    gap(
        "志愿者在汽车站执勤。民警检查车辆320台次。",
        "民警 screened 车辆 320台次 @汽车站",
        why="the place of the sentence before is believed too little",
    ),
    (
        "医疗队抵达安置点。县疾控中心对宿舍全面消毒。",
        "县疾控中心 disinfected 宿舍 @安置点",
    ),
    # until another unit is spoken of
    (
        "医疗队抵达安置点。白沙乡检查车辆320台次。",
        "白沙乡 screened 车辆 320台次",
    ),
    # goods that are taken to a building stay there, nobody receives them
    gap(
        "志愿者把120份盒饭送到宿舍楼下。",
        "志愿者 delivered 盒饭 120份 @宿舍楼",
        why="a building that goods are taken to is told as who receives them",
    ),
]

RECIPIENTS = [
    ("县红十字会向白沙乡捐赠棉被500床。", "县红十字会 donated 棉被 500床 ->白沙乡"),
    ("白沙乡向受灾群众发放棉被300床。", "白沙乡 delivered 棉被 300床 ->受灾群众"),
    ("志愿者给老人送去蔬菜50公斤。", "志愿者 delivered 蔬菜 50公斤 ->老人"),
    ("县民政局将800床棉被发放给受灾群众。", "县民政局 delivered 棉被 800床 ->受灾群众"),
    ("县民政局把200袋大米送到受灾群众手中。", "县民政局 delivered 大米 200袋 ->受灾群众"),
    ("县工商联捐赠大米20吨，用于救助受灾群众。", "县工商联 donated 大米 20吨 ->受灾群众"),
    ("周立民捐赠口罩2万只，助力东岭人民抗击疫情。", "周立民 donated 口罩 20000只 ->东岭人民"),
    # what is brought comes to the place spoken of
    ("安置点由副镇长负责。县民政局运来棉被300床。", "县民政局 delivered 棉被 300床 ->安置点"),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_when(text: str, expected: str) -> None:
    """As much of the date as the text gives, and none where it gives none."""
    assert expected in render(text)


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_where(text: str, expected: str) -> None:
    """The place behind 在, or where the people go."""
    assert expected in render(text)


@pytest.mark.parametrize(("text", "expected"), RECIPIENTS)
def test_to_whom(text: str, expected: str) -> None:
    """Behind 向, 给 and 为, behind a verb that ends in 到 or 给, or behind a later verb of help."""
    assert expected in render(text)


def test_structure_has_no_time() -> None:
    """A title, a place and a membership hold whatever day the sentence names."""
    assert "清水水库 locatedIn 白沙乡" in render("2021年7月20日，清水水库位于白沙乡。")
