"""Clauses and their noun groups: what is counted by what, and the role each stands in."""

from __future__ import annotations

import pytest
from rendering import chunks

from extractors.frames.clauses import Clause, Group
from extractors.frames.grouping import split_clauses
from ontology.lexicon import load_lexicon


def clauses(text: str) -> list[Clause]:
    """The clauses of a sentence."""
    return split_clauses(chunks(text), load_lexicon())


def groups(text: str) -> list[Group]:
    """The noun groups of a sentence, in order."""
    units = (unit for clause in clauses(text) for unit in clause.units)
    return [unit.group for unit in units if unit.group is not None]


def counted(group: Group) -> list[str]:
    """The members of a group with what counts them: '医生 12名'."""
    return [
        " ".join(
            [
                member.mention.text if member.mention is not None else "…",
                *(each.quantity.text for each in member.quantities),
            ]
        )
        for member in group.members
    ]


COUNTED = [
    ("派出12名医生、30名护士", ["医生 12名", "护士 30名"]),
    ("派出医生12名、护士30名", ["医生 12名", "护士 30名"]),
    ("派出12名医生和30名护士", ["医生 12名", "护士 30名"]),
    # one figure for a whole list
    ("派出60多名民兵、群众", ["民兵 60多名", "群众 60多名"]),
    ("救出老人、儿童共5人", ["老人 5人", "儿童 5人"]),
    ("白沙乡、青石镇各600箱", ["白沙乡 600箱", "青石镇 600箱"]),
    # the class behind 等 is what is counted
    ("排查滑坡、塌方等隐患26处", ["隐患 26处"]),
    ("发放棉被、大米等物资", ["物资"]),
    # a figure in front of a modifier counts the head
    ("看望38户行动不便的居民", ["居民 38户"]),
    # so much for each
    ("发放救助金每户3000元", ["救助金 3000元"]),
    # nothing but a figure
    ("解决19个", ["… 19个"]),
    ("转移815户2406人", ["… 815户 2406人"]),
    ("转移群众815户2406人", ["群众 815户 2406人"]),
    ("组织这50名技术员", ["技术员 50名"]),
]

ROLES = [
    ("把86名老人转移", "老人", "patient"),
    ("将老人转移", "老人", "patient"),
    ("对危房进行排查", "危房", "patient"),
    ("被消防员救出", "消防员", "agent"),
    ("由县林业局举办", "县林业局", "agent"),
    ("向受灾群众发放棉被", "受灾群众", "recipient"),
    ("给老人送去蔬菜", "老人", "recipient"),
    ("在小区里消毒", "小区", "place"),
    ("县农业局派出队员", "县农业局", ""),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_what_a_figure_counts(text: str, expected: list[str]) -> None:
    """Each member of a list has its own figure, or that of the whole list."""
    assert counted(groups(text)[-1]) == expected


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_the_word_before_a_group_gives_its_role(text: str, name: str, role: str) -> None:
    """把 makes a patient, 被 an agent, 向 a recipient, 在 a place."""
    found = [group for group in groups(text) if name in [m.text for m in group.mentions]]
    assert [group.role for group in found] == [role]


@pytest.mark.parametrize("text", ["派出民警24名沿路接送", "组织民警24人集训"])
def test_a_measure_word_for_people_counts_no_road_and_no_drill(text: str) -> None:
    """24名 stands between 民警 and what no 名 counts, so it belongs to 民警."""
    assert counted(groups(text)[0]) == ["民警 24名" if "名" in text else "民警 24人"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未接种的居民还有320人", ["居民 320人"]),
        ("停产的企业已有35家", ["企业 35家"]),
        # a unit has them: they are not what it is
        ("柳林镇已有320人", ["柳林镇", "… 320人"]),
        ("柳林镇中学有320人", ["柳林镇中学", "… 320人"]),
        # a figure before words that it cannot count
        ("查处2家防控不力的企业", ["防控", "企业 2家"]),
        ("吸纳30名全镇最能干的青年", ["全镇", "青年 30名"]),
    ],
)
def test_a_figure_apart_from_its_noun_is_given_to_it(text: str, expected: list[str]) -> None:
    """有 tells how many there are of a thing, or what somebody has."""
    assert [each for group in groups(text) for each in counted(group)] == expected


def test_what_stands_before_a_pronoun_in_a_list_owns_nothing() -> None:
    """男童和他的奶奶 are two people."""
    (group,) = groups("救出一名男童和他的奶奶")
    assert counted(group) == ["男童 一名", "奶奶 一名"]
    assert [mention.text for mention in group.modifiers] == ["他"]


def test_a_noun_that_says_how_is_no_thing() -> None:
    """重点 before a verb is an adverb."""
    assert [counted(group) for group in groups("民警重点查验货车")] == [["民警"], ["货车"]]


def test_members_of_a_class_are_its_examples() -> None:
    """滑坡、塌方等隐患: the hazards named are examples of the class counted."""
    (member,) = groups("排查滑坡、塌方等隐患26处")[-1].members
    assert [mention.text for mention in member.examples] == ["滑坡", "塌方"]


def test_a_modifier_is_bound_by_de() -> None:
    """低洼地带的居民: what stands before 的 describes the head."""
    (group,) = groups("走访低洼地带的居民")
    assert [mention.text for mention in group.modifiers] == ["低洼地带"]


def test_a_localizer_makes_a_place() -> None:
    """里 behind a noun says that it is where something happens."""
    assert [group.localized for group in groups("在小区里消毒")] == [True]
    assert [group.localized for group in groups("向小区配送蔬菜")][:1] == [False]


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("雨停了，水退了；路通了。", ["，", "；", "。"]),
        ("雨停了", [""]),
        ("周立民说：“路通了。”", ["：", "。"]),
        ("", []),
        ("，，。", []),
    ],
)
def test_a_clause_ends_at_a_stop(text: str, stops: list[str]) -> None:
    """Each clause knows the mark that ends it; marks without words make no clause."""
    assert [clause.stop for clause in clauses(text)] == stops


def test_what_is_quoted() -> None:
    """Clauses within quotation marks are quoted, those around them are not."""
    found = clauses("周立民说：“水退了，路通了。”他随后离开。")
    assert [clause.quoted for clause in found] == [False, True, True, False]


def test_a_quotation_that_ends_before_it_begins() -> None:
    """A closing mark without an opening one quotes nothing."""
    assert [clause.quoted for clause in clauses("路通了。”他随后离开。")] == [False, False]


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("转移低洼地带的群众", ["低洼地带"]),
        ("慰问安置点的群众", ["安置点"]),
    ],
)
def test_a_place_may_describe_a_group(text: str, modifiers: list[str]) -> None:
    """安置点的群众: the place is bound to the people by 的."""
    assert [mention.text for mention in groups(text)[-1].modifiers] == modifiers
