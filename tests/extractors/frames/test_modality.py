"""Modality: what happened, what is ordered, planned or supposed, and what did not happen."""

from __future__ import annotations

import pytest
from rendering import chunks, core, gap

from extractors.document import Span
from extractors.frames.grouping import split_clauses
from extractors.frames.modality import is_negated, modality_of
from ontology.lexicon import Lexicon

ASSERTED = [
    ("清河县转移群众3200人。", "清河县 relocated 群众 3200人"),
    ("清河县已转移群众3200人。", "清河县 relocated 群众 3200人"),
    ("清河县已经建成扶贫车间26个。", "清河县 established 扶贫车间 26个"),
    ("清河县转移了群众3200人。", "清河县 relocated 群众 3200人"),
    # 将 before a noun is 把, not the future
    ("清河县将群众3200人转移到安置点。", "清河县 relocated 群众 3200人"),
    ("东岭街道将腾空的两家酒店改作宿舍。", "东岭街道 established 宿舍 2家"),
    # the plan of somebody else, told in front of 的
    (
        "清河县对计划办理婚宴的群众来电来访，坚持“有访必核”。",
        "清河县 implemented “有访必核”",
    ),
    # 责令 was given: the works are closed
    ("县公安局责令停产企业3家。", "县公安局 closed 企业 3家"),
    # 必需品 holds no order
    (
        "县商务局回应，清河县启动了生活必需品保供预案，组建配送队21支。",
        "清河县 established 配送队 21支",
    ),
    # what was done is told in a speech too
    (
        "周立民说，清河县累计转移群众3000人，下一步将继续转移群众500人。",
        "清河县 relocated 群众 3000人",
    ),
    # an order ends with its sentence
    ("清河县要加强巡查。青石镇转移群众300人。", "清河县青石镇 relocated 群众 300人"),
]

REQUIRED = [
    ("清河县要转移群众3200人。", "清河县 relocated 群众 3200人 [required]"),
    ("各乡镇要排查危房。", "各乡镇 screened 危房 [required]"),
    ("清河县必须关闭景区5处。", "清河县 closed 景区 5处 [required]"),
    ("白沙乡应当成立防汛指挥部。", "白沙乡 established 防汛指挥部 [required]"),
    ("白沙乡需要购买扫雪机6台。", "白沙乡 purchased 扫雪机 6台 [required]"),
    ("县长周立民要求，各乡镇要排查危房。", "各乡镇 screened 危房 [required]"),
    (
        "清河县召开会议。会议要求，各乡镇成立工作专班。",
        "各乡镇 established 工作专班 [required]",
    ),
    ("县防汛指挥部要求各乡镇成立突击队。", "各乡镇 established 突击队 [required]"),
    # 限期 is a term, and the verb behind it is not done yet
    (
        "检查组发现隐患42处，限期整改12处。",
        "检查组 resolved 隐患 12处 [required]",
    ),
    # one order, told clause by clause, over semicolons
    (
        "县长周立民强调，要加强巡查；白沙乡转移群众300人。",
        "白沙乡 relocated 群众 300人 [required]",
    ),
]

PLANNED = [
    ("清河县准备招聘护林员80名。", "清河县 recruited 护林员 80名 [planned]"),
    ("青石镇预计建成大棚80座。", "青石镇 established 大棚 80座 [planned]"),
    (
        "青石镇已转移群众300人，将继续转移群众200人。",
        "青石镇 relocated 群众 200人 [planned]",
    ),
    ("清河县将建成扶贫车间26个。", "清河县 established 扶贫车间 26个 [planned]"),
    ("清河县将转移群众3200人。", "清河县 relocated 群众 3200人 [planned]"),
    ("青石镇拟招募志愿者35名。", "青石镇 recruited 志愿者 35名 [planned]"),
    ("青石镇计划购买扫雪机6台。", "青石镇 purchased 扫雪机 6台 [planned]"),
    ("青石镇计划明年建成大棚80座。", "青石镇 established 大棚 80座 [planned]"),
]

HYPOTHETICAL = [
    ("如果水位上涨，青石镇转移群众300人。", "青石镇 relocated 群众 300人 [hypothetical]"),
    ("一旦发现险情，白沙乡立即转移群众。", "白沙乡 relocated 群众 [hypothetical]"),
]

NEGATED = [
    ("清河县未发现险情。", "清河县 identified 险情 [not]"),
    ("青石镇没有转移群众。", "青石镇 relocated 群众 [not]"),
    ("县应急管理局尚未检查企业。", "县应急管理局 inspected 企业 [not]"),
    ("白沙乡没有招募志愿者。", "白沙乡 recruited 志愿者 [not]"),
    # what must not be done is demanded not to be
    gap(
        "各学校不得让未体检人员上岗。",
        "学校 screened 人员 [required] [not]",
        why="未体检人员 is read as one noun phrase",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*ASSERTED, *REQUIRED, *PLANNED, *HYPOTHETICAL, *NEGATED]
)
def test_whether_it_is_so(text: str, expected: str) -> None:
    """A fact says whether it happened, is demanded, planned or supposed, or did not happen."""
    assert expected in core(text)


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("各村要排查危房", "排查", "required"),
        ("各村必须立即排查危房", "排查", "required"),
        ("白沙乡准备排查危房", "排查", "planned"),
        ("如果各村排查危房", "排查", "hypothetical"),
        ("各村排查危房", "排查", "asserted"),
        ("各村已排查危房", "排查", "asserted"),
        ("各村要先排查，昨天转移了群众", "转移", "asserted"),
        ("各村要加强值班，排查危房", "排查", "required"),
        ("各村要加强值班；排查危房", "排查", "asserted"),
        ("各村先后值班，要排查危房", "排查", "required"),
    ],
)
def test_a_marker_reaches_to_the_end_of_its_demand(
    text: str, verb: str, expected: str, lexicon: Lexicon
) -> None:
    """A marker holds for its clause and those that go on with it; 已 and 了 undo it."""
    clauses = split_clauses(chunks(text), lexicon)
    span = Span(text.index(verb), text.index(verb) + len(verb))
    number = next(n for n, clause in enumerate(clauses) if span in clause.span)
    assert modality_of(clauses, number, span, lexicon, demanded=False) == expected


def test_reported_demands_are_demands(lexicon: Lexicon) -> None:
    """In the reported words of an order a verb without a marker is demanded too."""
    clauses = split_clauses(chunks("各村排查危房"), lexicon)
    assert modality_of(clauses, 0, Span(2, 4), lexicon, demanded=True) == "required"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未排查危房", True),
        ("没有全面排查危房", True),
        ("不再排查危房", True),
        ("排查危房", False),
        ("未到场的人员排查危房", False),
    ],
)
def test_what_a_negation_denies(text: str, expected: bool, lexicon: Lexicon) -> None:
    """A negation denies the verb that it stands before, over an adverb, not over a noun."""
    clauses = split_clauses(chunks(text), lexicon)
    span = Span(text.index("排查"), text.index("排查") + 2)
    assert is_negated(clauses[0], span, lexicon) is expected
