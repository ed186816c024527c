"""What must not be read: facts that a sentence does not state, though its words allow them."""

from __future__ import annotations

import pytest
from rendering import core, gap, render

UNTRUE = [
    # whoever takes part does not hold the event
    gap(
        "县医院参加森林防火应急演练。",
        "县医院 held 森林防火应急演练",
        why="a drill that one takes part in is also read as held",
    ),
    gap(
        "副县长马建军观摩演练。",
        "马建军 held 演练",
        why="a drill that one takes part in is also read as held",
    ),
    gap(
        "清河县应急管理局举行森林防火演练。",
        "清河县应急管理局 held 森林防火",
        why="the beginning of an event's name is read as an event too",
    ),
    # households are counted, not meant besides
    ("青石镇转移群众37户。", "青石镇 relocated 居民"),
    ("县农业局帮扶贫困户480户。", "县农业局 supported 居民"),
    # a trigger whose objects the relation does not allow
    ("松坪村建档立卡贫困户86户。", "松坪村 established 贫困户 86户"),
    # who acted before does not act in a sentence with a subject of its own
    ("青石镇登记车辆860台次。白沙乡转移群众300人。", "青石镇 relocated 群众 300人"),
    ("县医院救治伤员18名。县水利局加固堤防12公里。", "县医院 repaired 堤防 12公里"),
    ("清河县、东岭县派出医疗队。白沙乡招募志愿者35名。", "清河县 recruited 志愿者 35名"),
    # a reader of the news is no visitor
    ("走进清河县白沙乡的香菇基地，一片繁忙。", "白沙乡 visited 清河县"),
    # the speaker is not who acts in what is said
    ("李海生告诉记者，清河县已转移群众3200人。", "李海生 relocated 群众 3200人"),
    # what is led is a body or an event, not what is inspected
    ("副县长李海生带队对客运企业开展安全检查。", "李海生 leads 客运企业"),
    # forces that are sent take part in nothing that is called forces
    ("清河县公安局投入警力1860人次。", "清河县公安局 participatedIn 警力 1860人次"),
    # what is in store was not bought by being there
    ("清河县储备编织袋86万条。", "清河县 purchased 编织袋 860000条"),
    # a body does not found itself
    (
        "清河县农业农村局成立了由局长任组长的春耕工作领导小组。",
        "清河县 established 清河县农业农村局",
    ),
    # two things, two figures
    ("清河县派出医生12名、护士30名。", "清河县 deployed 医生 30名"),
    # what is done to a group is not done by it
    ("消防员救出被困群众12名。", "被困群众 rescued 消防员"),
    ("县医院收治患者26名。", "患者 treated 县医院"),
]

CARRIED_OVER = [
    (
        "县交通局在国道设立防滑点46处。青石镇转移群众37户。",
        "青石镇 relocated 群众 37户",
    ),
    (
        "周立民强调，在重点林区设置检查站。清河县发放宣传资料3万份。",
        "清河县 delivered 宣传资料 30000份",
    ),
    (
        "清河县在青石镇举行森林防火演练。县医院救治伤员18名。",
        "清河县医院 treated 伤员 18名",
    ),
]


@pytest.mark.parametrize(("text", "untrue"), UNTRUE)
def test_what_a_sentence_does_not_say(text: str, untrue: str) -> None:
    """The words would allow it, the sentence does not say it."""
    assert untrue not in core(text)


@pytest.mark.parametrize(("text", "expected"), CARRIED_OVER)
def test_a_place_ends_with_what_happened_there(text: str, expected: str) -> None:
    """Where one body acted says nothing of where the next one did."""
    assert expected in render(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "3月12日，清河县召开防汛工作会议。",
            "清河县 held 防汛工作会议 t=--03-12",
        ),
        gap(
            "3月12日，清河县召开2021年防汛工作会议。",
            "清河县 held 防汛工作会议 t=2021-03-12",
            why="the year in an event's name takes the place of the sentence's day",
        ),
    ],
)
def test_the_year_of_an_event_is_not_its_day(text: str, expected: str) -> None:
    """2021年防汛工作会议 is held on the day that the sentence names."""
    assert expected in render(text)
