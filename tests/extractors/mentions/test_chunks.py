"""Chunks: what a sentence is made of, where phrases end, and what type they have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import chunks, gap, mentions

WORDS = [
    *["清河县", "县公安局", "周立民", "县长", "他", "全县", "各村", "这", "50名", "技术员", "转移"],
    *["群众", "在", "里", "的", "了", "，", "。", "“", "”", "《通知》", "（街道）", "1月9日", "把"],
    *["由", "和", "、", "等", "一是", "广大", "检查", "人员", "公安局", "组长", "\n", "🌊", " "],
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=20).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=40),
)

CHUNKED = [
    ("县农业局派出抢险队员", "mention:县农业局 verb:派出 mention:抢险队员"),
    ("派出12名医生、30名护士",
     "verb:派出 quantity:12名 mention:医生 and:、 quantity:30名 mention:护士"),
    ("1月9日，县医院救治伤员", "time:1月9日 stop:， mention:县医院 verb:救治 mention:伤员"),
    ("向受灾群众发放棉被", "marker:向 mention:受灾群众 verb:发放 mention:棉被"),
    ("周立民说：“群众转移了。”",
     "mention:周立民 verb:说 stop:： open:“ mention:群众 verb:转移 marker:了 stop:。 close:”"),
    ("清河县印发《防汛应急预案》", "mention:清河县 verb:印发 mention:《防汛应急预案》"),
    ("全县转移群众", "mention:全县 verb:转移 mention:群众"),
    gap("县医院医生成功救治伤员", "mention:县医院 mention:医生 other:成功 verb:救治 mention:伤员",
        why="an adverb tagged as a noun draws the verb into the noun phrase"),
]  # fmt: skip

TYPED = [
    ("县医院收治患者", ["县医院: Organization*", "患者: PopulationGroup"]),
    ("口罩、消毒液到货", ["口罩: Item", "消毒液: Item"]),
    ("清河县印发《防汛应急预案》", ["清河县: AdministrativeArea*", "《防汛应急预案》: Document*"]),
    ("排查安全隐患", ["安全隐患: Problem"]),
    ("召开防汛工作会议", ["防汛工作会议: Event"]),
    ("实行网格化管理", ["网格化管理: Measure"]),
    ("副县长李海生", ["副县长: Post", "李海生: Person*"]),
    ("清水水库开闸", ["清水水库: Place"]),
    ("县农业局技术员走访农户", ["县农业局: Organization*", "农户: PopulationGroup"]),
]


@pytest.mark.parametrize(("text", "expected"), CHUNKED)
def test_the_constituents_of_a_sentence(text: str, expected: str) -> None:
    """Mentions, verbs, markers, quantities, times and stops, in order."""
    assert [f"{each.kind}:{each.text}" for each in chunks(text)] == expected.split()


@pytest.mark.parametrize(("text", "expected"), TYPED)
def test_the_types_of_mentions(text: str, expected: list[str]) -> None:
    """The end of a phrase gives its type; * marks a proper name."""
    assert set(expected) <= set(mentions(text))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_chunks_are_in_order_and_stand_where_they_say(text: str) -> None:
    """Together they hold every character, a unit twice where a body's name begins with it."""
    found = chunks(text)
    starts = [each.span.start for each in found]
    assert starts == sorted(starts)
    covered = {i for each in found for i in range(each.span.start, each.span.end)}
    assert covered == set(range(len(text)))
    assert all(text[each.span.start : each.span.end] == each.text for each in found)
    assert all((each.mention is not None) == (each.kind == "mention") for each in found)
    assert all(each.quantity is not None for each in found if each.kind == "quantity")
    assert all(each.time is not None for each in found if each.kind == "time")


@pytest.mark.parametrize(
    ("text", "whole", "core"),
    [
        ("全体居民排起长队。", "全体居民", "居民"),
        gap("有关企业停产整顿。", "有关企业", "企业", why="有关 is left outside the phrase"),
        ("广大志愿者上岗。", "广大志愿者", "志愿者"),
        gap("广大党员", "广大党员", "党员", why="广大党员 is one dictionary word"),
        gap("广大群众", "广大群众", "群众", why="广大群众 is one dictionary word"),
    ],
)
def test_determiners_are_no_part_of_the_core(text: str, whole: str, core: str) -> None:
    """全体居民 are 居民; the mention keeps what stands in the text."""
    found = [each.mention for each in chunks(text) if each.mention is not None]
    assert [(each.text, each.core) for each in found[:1]] == [(whole, core)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县组织党员", True),
        ("该镇组织党员", True),
        ("我市组织党员", True),
        ("他组织党员", True),
        ("全体居民组织党员", False),
        ("清河县组织党员", False),
        ("县农业局组织党员", False),
    ],
)
def test_what_points_to_something_named_elsewhere(text: str, expected: bool) -> None:
    """他, and 全, 该, 我 before a level, are pronouns; a group and a unit are not."""
    first = next(each.mention for each in chunks(text) if each.mention is not None)
    assert first.pronoun is expected


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("县里要求各村（社区）做好值守。", "各村（社区）"),
        ("各镇（街道）共设卡点30处。", "各镇（街道）"),
    ],
)
def test_a_bracket_stays_with_what_it_encloses(text: str, mention: str) -> None:
    """A phrase does not end between a bracket's two halves."""
    assert mention in [chunk.text for chunk in chunks(text) if chunk.mention is not None]
