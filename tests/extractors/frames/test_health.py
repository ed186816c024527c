"""Health: isolated, released, treated, vaccinated, disinfected."""

from __future__ import annotations

import pytest
from rendering import core, gap, relations, rows

GIVES = {
    "isolated": [
        gap(
            "清河县集中隔离密切接触者58人。",
            "清河县 isolated 密切接触者 58人",
            why="the verb is taken into the phrase",
        ),
        ("青石镇对12名返乡人员进行居家隔离。", "青石镇 isolated 返乡人员 12名"),
        ("清河县将密切接触者58人集中隔离。", "清河县 isolated 密切接触者 58人"),
    ],
    "released": [
        ("清河县解除隔离人员36名。", "清河县 released 人员 36名"),
        ("县疾控中心对85名密切接触者解除医学观察。", "县疾控中心 released 密切接触者 85名"),
    ],
    "treated": [
        ("县医院救治伤员18名。", "县医院 treated 伤员 18名"),
        ("县中医院诊治患者1200人次。", "县中医院 treated 患者 1200人次"),
        ("县人民医院收治患者26名。", "县人民医院 treated 患者 26名"),
        gap(
            "县医院医生成功救治伤员18名。",
            "县医院医生 treated 伤员 18名",
            why="an adverb tagged as a noun (成功) draws the verb into the noun phrase",
        ),
    ],
    "vaccinated": [
        ("清河县已接种群众3.6万人。", "清河县 vaccinated 群众 36000人"),
        ("青石镇接种学生1200名。", "青石镇 vaccinated 学生 1200名"),
        ("县疾控中心为1500名学生接种流感疫苗。", "县疾控中心 vaccinated 学生 1500名"),
        ("青石镇为老年人接种疫苗1200人次。", "青石镇 vaccinated 老年人 1200人次"),
    ],
    "disinfected": [
        ("青石镇消杀公共场所85处。", "青石镇 disinfected 公共场所 85处"),
        ("县环卫中心消毒车站16处。", "县环卫中心 disinfected 车站 16处"),
        ("县环卫中心对农贸市场进行消毒。", "县环卫中心 disinfected 农贸市场"),
    ],
}

SILENT = {
    "isolated": ["隔离带种满了树木。", "隔离点设在宾馆。"],
    "released": ["清河县解除了大风预警。", "解除合同须双方同意。"],
    "treated": ["污水治疗设备已经到货。", "救治中心位于城北。"],
    "vaccinated": ["接种点设在学校。"],
    "disinfected": ["消毒液已经送到。", "消毒餐具整齐摆放。"],
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_what_is_done_for_health(relation: str, text: str, expected: str) -> None:
    """The body or unit that acts, the people or the place, and how many."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_the_word_alone_heals_nobody(relation: str, text: str) -> None:
    """A belt of trees isolates nobody, a warning that is lifted releases nobody."""
    assert relation not in relations(text)
