"""Checking: people and vehicles screened, premises inspected, and what was found."""

from __future__ import annotations

import pytest
from rendering import core, gap, relations, rows

GIVES = {
    "screened": [
        ("青石镇排查返乡人员1200人。", "青石镇 screened 返乡人员 1200人"),
        ("青石镇排查房屋860间。", "青石镇 screened 房屋 860间"),
        ("青石镇对危房进行排查。", "青石镇 screened 危房"),
        ("白沙乡对外来人员进行登记。", "白沙乡 screened 外来人员"),
        ("青石镇登记车辆860台次，检测人员2100人次。", "青石镇 screened 车辆 860台次"),
        ("青石镇登记车辆860台次，检测人员2100人次。", "青石镇 screened 人员 2100人次"),
        gap(
            "县公安局开展入户排查工作。",
            "县公安局 screened 居民",
            why="households that no word names are believed too little",
        ),
        ("松坪村对全村326户进行摸排。", "松坪村 screened 居民 326户"),
    ],
    "inspected": [
        ("县应急管理局检查了45家企业。", "县应急管理局 inspected 企业 45家"),
        ("县市场监管局检查超市23家。", "县市场监管局 inspected 超市 23家"),
        ("副县长周立民检查清水水库。", "周立民 inspected 清水水库"),
        ("县安监局对42家企业进行检查。", "县安监局 inspected 企业 42家"),
        ("县应急管理局检查企业45家。", "县应急管理局 inspected 企业 45家"),
    ],
    "identified": [
        ("县应急管理局排查出安全隐患37处。", "县应急管理局 identified 安全隐患 37处"),
        ("青石镇发现险情3处。", "青石镇 identified 险情 3处"),
        ("执法人员查出问题15个。", "执法人员 identified 问题 15个"),
        ("清河县排查出滑坡、塌方等隐患26处。", "清河县 identified 隐患 26处"),
        ("清河县新增确诊病例3例。", "清河县 identified 确诊病例 3例"),
    ],
    "turnedBack": [
        ("白沙乡劝返车辆120辆。", "白沙乡 turnedBack 车辆 120辆"),
        ("青石镇劝返人员46人次。", "青石镇 turnedBack 人员 46人次"),
        ("卡点值守人员劝返车辆35辆。", "卡点值守人员 turnedBack 车辆 35辆"),
    ],
}

SILENT = {
    "screened": ["排查表格已经印好。", "登记处设在门口。"],
    "inspected": ["检查站设在路口。", "督查室里灯火通明。"],
    "identified": ["新发现令人振奋。", "发现者已经离开。"],
    "turnedBack": ["劝返点设在路口。"],
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_what_is_checked_and_found(relation: str, text: str, expected: str) -> None:
    """Persons, households and vehicles are screened, premises inspected, hazards found."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_the_word_alone_checks_nothing(relation: str, text: str) -> None:
    """检查站 and 劝返点 are places, 新发现 a thing."""
    assert relation not in relations(text)
