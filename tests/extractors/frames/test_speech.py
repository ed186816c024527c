"""Speech: who says what, quoted or reported, and what only looks like speech."""

from __future__ import annotations

import pytest
from rendering import core, facts, gap, relations, rows

GIVES = {
    "stated": [
        ("县长周立民说：“全县已经转移群众三千人。”", "周立民 stated 全县已经转移群众三千人。"),
        (
            "“积雪已经清完，道路恢复通行。”镇长李海生说。",
            "李海生 stated 积雪已经清完，道路恢复通行。",
        ),
        ("志愿者陈秀英告诉记者：“我每天送三十份饭。”", "陈秀英 stated 我每天送三十份饭。"),
        gap(
            "“水来了，快走！”民警一边喊一边敲门。",
            "民警 stated 水来了，快走！",
            why="民警一边喊 is not read as one who speaks",
        ),
        ("县气象局表示，未来三天仍有大雪。", "县气象局 stated 未来三天仍有大雪。"),
        ("县长周立民强调，要把群众安全放在第一位。", "周立民 stated 要把群众安全放在第一位。"),
        ("吴桂兰坦言，最难的是夜里。", "吴桂兰 stated 最难的是夜里。"),
        ("清河县要求，各村每天上报情况。", "清河县 stated 各村每天上报情况。"),
        (
            "县长周立民来到青石镇。他说：“雪不停，人不撤。”",
            "周立民 stated 雪不停，人不撤。",
        ),
        (
            "清河县召开防汛工作会议。会议要求，各乡镇要加强值班值守。",
            "清河县 stated 各乡镇要加强值班值守。",
        ),
        (
            "据县应急管理局介绍，全县已修复道路18公里。",
            "县应急管理局 stated 全县已修复道路18公里。",
        ),
        ("据镇长李海生介绍，镇里修复道路18公里。", "李海生 stated 镇里修复道路18公里。"),
        # the one spoken to is not the one who speaks
        ("“大家辛苦了！”周立民对值守人员说。", "周立民 stated 大家辛苦了！"),
        # a demand made at a meeting
        (
            "副县长周立民在全县防汛调度会上要求：各村必须每天上报情况。",
            "周立民 stated 各村必须每天上报情况。",
        ),
        # the one in charge is the person just named
        (
            "县医院内科主任陈秀英来到安置点。“伤员稳定，大家放心。”该负责人表示。",
            "陈秀英 stated 伤员稳定，大家放心。",
        ),
    ]
}

SILENT = {
    "stated": [
        "周立民说得很慢。",
        "据说，水库快满了。",
        "俗话说，瑞雪兆丰年。",
        "“防汛先锋队”已经集结。",
        "“零报告”制度继续执行。",
        "周立民没有说话。",
        "县委书记周立民主持会议并讲话。",
        "县委书记周立民出席并讲话，县长李海生主持会议。",
        "按照上级要求，各村成立突击队。",
        "据统计，全县转移群众300人。",
    ]
}


@pytest.mark.parametrize(("relation", "text", "expected"), rows(GIVES))
def test_who_says_what(relation: str, text: str, expected: str) -> None:
    """The speaker before, behind or beside the words, and the words without their marks."""
    assert f" {relation} " in expected
    assert expected in core(text)


@pytest.mark.parametrize(("relation", "text"), rows(SILENT))
def test_no_speech(relation: str, text: str) -> None:
    """Names and sayings in quotation marks are no speech, nor is a verb without words."""
    assert relation not in relations(text)


def test_words_on_both_sides_of_the_speaker_are_one_saying() -> None:
    """“甲，”某人说，“乙。” gives one fact with both parts."""
    text = "“我们连夜清雪，”松坪村党支部书记吴桂兰说，“天亮前路就通了。”"
    said = [fact for fact in facts(text) if fact.relation == "stated"]
    assert [fact.subject.name for fact in said] == ["吴桂兰"]
    assert "我们连夜清雪" in said[0].object.name
    assert "天亮前路就通了" in said[0].object.name


def test_what_is_said_is_text_and_no_entity() -> None:
    """The object of speech is a literal, without an IRI."""
    said = [fact for fact in facts("吴桂兰坦言，最难的是夜里。") if fact.relation == "stated"]
    assert [(fact.object.type, fact.object.id) for fact in said] == [("Literal", "")]


def test_facts_are_read_in_what_is_said() -> None:
    """What a speaker reports is read like any other sentence."""
    text = "李海生告诉记者，清河县已转移群众3200人。"
    assert "清河县 relocated 群众 3200人" in core(text)
    assert "李海生 stated 清河县已转移群众3200人。" in core(text)
