"""Help and word of mouth: publicized, supported, visited, resolved, covered."""

from __future__ import annotations

import pytest
from rendering import core, relations, rows

GIVES = {
    "publicized": [
        ("县林业局宣传森林防火条例。", "县林业局 publicized 森林防火条例"),
        ("青石镇向群众宣传惠农政策。", "青石镇 publicized 惠农政策"),
        ("县科技局普及防震知识。", "县科技局 publicized 防震知识"),
        ("志愿者宣传防火知识。", "志愿者 publicized 防火知识"),
        ("白沙乡通过大喇叭宣传防火知识。", "白沙乡 publicized 防火知识"),
    ],
    "supported": [
        ("县医院支援白沙乡卫生院。", "县医院 supported 白沙乡卫生院"),
        ("县农业局帮扶贫困户480户。", "县农业局 supported 贫困户 480户"),
        ("志愿者帮助独居老人。", "志愿者 supported 独居老人"),
        ("东岭县医疗队支援清河县。", "东岭县医疗队 supported 清河县"),
        ("县工商联帮扶企业46家。", "县工商联 supported 企业 46家"),
    ],
    "visited": [
        ("县长周立民前往白沙乡。", "周立民 visited 白沙乡"),
        ("县委书记周立民深入青石镇。", "周立民 visited 青石镇"),
        ("工作队走访群众850户。", "工作队 visited 群众 850户"),
        ("县领导走访企业46家。", "县领导 visited 企业 46家"),
        ("县长周立民深入白沙乡调研。", "周立民 visited 白沙乡"),
    ],
    "resolved": [
        ("清河县解决群众饮水困难12个。", "清河县 resolved 饮水困难 12个"),
        ("青石镇化解纠纷38起。", "青石镇 resolved 纠纷 38起"),
        ("县信访局解决了45个问题。", "县信访局 resolved 问题 45个"),
        ("白沙乡排查隐患35处，已整改28处。", "白沙乡 resolved 隐患 28处"),
        ("县应急管理局整改隐患26处。", "县应急管理局 resolved 隐患 26处"),
        ("清河县解决下水道堵塞、路灯损坏等问题860个。", "清河县 resolved 问题 860个"),
        ("县信访局解决问题45个。", "县信访局 resolved 问题 45个"),
        ("青石镇化解矛盾纠纷38起。", "青石镇 resolved 矛盾纠纷 38起"),
    ],
    "covers": [
        ("清河县网格化管理覆盖18个社区。", "网格化管理 covers 社区 18个"),
        ("巡防机制覆盖乡镇12个。", "巡防机制 covers 乡镇 12个"),
    ],
}

SILENT = {
    "publicized": ["宣传栏焕然一新。", "讲解员身着制服。"],
    "supported": ["服务窗口全部开放。", "支持率稳步上升。"],
    "visited": ["前往市区的道路已经畅通。"],
    "resolved": ["解决方案还在讨论。", "化解之道在于沟通。"],
    "covers": ["覆盖率逐年提高。"],
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_who_is_helped_and_told(relation: str, text: str, expected: str) -> None:
    """The agent, whom or what the act reaches, and how many."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_the_word_alone_helps_nobody(relation: str, text: str) -> None:
    """宣传栏, 服务窗口, 解决方案: the words name things."""
    assert relation not in relations(text)
