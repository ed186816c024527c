"""Works and disasters: shut, started again, moved, rescued, mended."""

from __future__ import annotations

import pytest
from rendering import core, gap, relations, rows

GIVES = {
    "closed": [
        ("清河县关闭景区5处。", "清河县 closed 景区 5处"),
        ("县教育局关停培训机构12家。", "县教育局 closed 培训机构 12家"),
        ("青石镇取消集会15场。", "青石镇 closed 集会 15场"),
        ("清河县取缔非法采砂点7处。", "清河县 closed 非法采砂点 7处"),
    ],
    "resumed": [
        ("清河县86家企业复工。", "企业 resumed 复工 86家"),
        ("全县企业全部复工。", "企业 resumed 复工"),
        ("青石镇32所学校复课。", "学校 resumed 复课 32所"),
        gap(
            "清河县规模以上企业全部复工复产。",
            "规模以上企业 resumed 复工复产",
            why="adverb and verb are taken into the noun phrase",
        ),
        ("白沙乡28家工厂恢复生产。", "工厂 resumed 恢复生产 28家"),
    ],
    "relocated": [
        ("清河县转移群众3200人。", "清河县 relocated 群众 3200人"),
        ("白沙乡把86名老人转移到安置点。", "白沙乡 relocated 老人 86名"),
        ("东岭县共转移群众370人。", "东岭县 relocated 群众 370人"),
        ("白沙乡群众1200人被转移。", "白沙乡 relocated 群众 1200人"),
        ("县消防救援大队紧急转移被困人员35名。", "县消防救援大队 relocated 被困人员 35名"),
        ("青石镇连夜疏散群众460人。", "青石镇 relocated 群众 460人"),
        ("青石镇将低洼地带的群众260人转移到学校。", "青石镇 relocated 群众 260人"),
    ],
    "rescued": [
        ("消防员救出被困群众12名。", "消防员 rescued 被困群众 12名"),
        ("清河县消防救援大队营救被困人员46人。", "清河县消防救援大队 rescued 被困人员 46人"),
        ("12名被困群众被消防员救出。", "消防员 rescued 被困群众 12名"),
        ("县森林消防大队解救被困游客8名。", "县森林消防大队 rescued 被困游客 8名"),
    ],
    "repaired": [
        ("县供电公司抢修线路26条。", "县供电公司 repaired 线路 26条"),
        ("清河县修复水毁道路18公里。", "清河县 repaired 水毁道路 18公里"),
        ("县交通局对水毁路段进行抢修。", "县交通局 repaired 水毁路段"),
        ("县水利局加固堤防12公里。", "县水利局 repaired 堤防 12公里"),
    ],
}

SILENT = {
    "closed": ["关闭手机是基本礼仪。", "取消键失灵了。"],
    "resumed": ["复工复产指南已经发布。"],
    "relocated": ["转移支付制度不断完善。", "搬迁公司生意红火。"],
    "rescued": ["救援艇停在岸边。", "救援热线全天畅通。"],
    "repaired": ["抢修车停在路边。", "修复工具摆放整齐。"],
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_what_is_shut_moved_and_mended(relation: str, text: str, expected: str) -> None:
    """The agent, what is shut, moved, saved or mended, and how many."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_the_word_alone_moves_and_mends_nothing(relation: str, text: str) -> None:
    """转移支付 and 救援艇 are names of things."""
    assert relation not in relations(text)
