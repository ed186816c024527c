"""Golden questions: each kind of question, asked of two little pages."""

from __future__ import annotations

import pytest

from extractors.facts import Fact
from graph.asking import Answer, Asker
from graph.query import run_query

FIGURES = [
    ("清河县招募了多少名志愿者？", (120, "min", "名")),
    ("云岭县招募了多少名志愿者？", (40, "exact", "名")),
    ("县应急管理局派出抢险队员多少人？", (46, "exact", "名")),
    ("县水利局抢修了几处堤坝？", (3, "exact", "处")),
    ("县红十字会捐赠了多少床棉被", (600, "exact", "床")),
    ("县水务局向山口乡送了多少吨水？", (260, "exact", "吨")),
    ("柳林镇转移了多少群众？", (320, "exact", "人")),
]

NAMES = [
    ("谁主持召开了防汛工作会议？", ["王建国"]),
    ("哪个单位派出了46名抢险队员？", ["县应急管理局"]),
    ("县住建局关停了哪些场所？", ["云来网吧", "金海浴室"]),
    ("防汛应急演练在哪里举行？", ["城关中学"]),
    ("哪个镇转移的群众最多？", ["青石镇"]),
]

UNKNOWN = [
    "清河县分发了多少顶帐篷？",
    "谁救治了发热病人？",
    "平山县招募了多少名志愿者？",
    "县水利局什么时候取缔了养猪场？",
]

NO_QUESTION = [
    "",
    "？？？",
    "多少",
    "How many volunteers were recruited?",
    "清河县招募志愿者120余名。",
    "x" * 5000,
    "多少" * 3000,
]


def answers(asker: Asker, question: str) -> tuple[Answer, ...]:
    reply = asker.ask(question)
    assert reply.status == "answered"
    return reply.answers


@pytest.mark.parametrize(("question", "figure"), FIGURES)
def test_a_figure_comes_with_its_bound_and_unit(asker, question, figure):
    (answer,) = answers(asker, question)
    assert (answer.value, answer.bound, answer.unit) == figure


@pytest.mark.parametrize(("question", "names"), NAMES)
def test_a_name_comes_with_those_told_alike(asker, question, names):
    assert sorted(answer.name for answer in answers(asker, question)) == sorted(names)


def test_a_time_is_told_as_iso_8601(asker):
    (answer,) = answers(asker, "县水利局什么时候抢修了堤坝？")
    assert answer.to_json() == {"time": "--03-08"}


def test_parts_are_added_where_the_question_names_each(asker):
    (answer,) = answers(asker, "蓝天救援队和红鹰救援队救出了多少名村民？")
    assert (answer.value, answer.bound, len(answer.facts)) == (21, "exact", 2)


def test_one_part_is_not_the_sum(asker):
    (answer,) = answers(asker, "红鹰救援队救出了多少名村民？")
    assert answer.value == 9


@pytest.mark.parametrize(
    ("question", "text", "modality"),
    [
        ("清河县是否招募了志愿者？", "是", "asserted"),
        ("县医院有没有收治发热病人？", "否", "asserted"),
        ("县卫健局是否采购血压计？", "计划如此", "planned"),
        ("县交通局是否整改隐患？", "要求如此", "required"),
    ],
)
def test_whether_tells_done_from_demanded_and_planned(asker, question, text, modality):
    reply = asker.ask(question)
    assert [answer.text for answer in reply.answers] == [text]
    assert next(iter(reply.facts.values())).modality == modality


@pytest.mark.parametrize("question", UNKNOWN)
def test_what_no_page_tells_is_unknown_and_the_nearest_facts_are_shown(asker, question):
    reply = asker.ask(question)
    assert (reply.status, reply.answers, reply.sparql) == ("unknown", (), "")
    assert reply.facts


@pytest.mark.parametrize("text", NO_QUESTION)
def test_what_is_no_question_is_not_understood(asker, text):
    reply = asker.ask(text)
    assert (reply.status, reply.answers) == ("not_understood", ())
    assert reply.question == text


@pytest.mark.parametrize(
    "question",
    [
        '清河县" } ; DROP ALL # 招募了多少名志愿者？',
        "<script>alert(1)</script>招募了多少名志愿者？",
        "清河县\u2028招募了\u202e多少名志愿者？",
        "'; SELECT ?x { ?x ?y ?z } #谁？",
        "\ud800招募了多少名志愿者？",
    ],
)
def test_hostile_questions_are_questions_like_others(asker, question):
    reply = asker.ask(question)
    assert reply.status in {"answered", "unknown", "not_understood"}
    assert "DROP" not in reply.sparql
    assert "script" not in reply.sparql


@pytest.mark.parametrize("question", [question for question, _ in (*FIGURES, *NAMES)])
def test_the_sparql_finds_the_fact_that_answers(asker, question):
    reply = asker.ask(question)
    found = run_query(asker.store, reply.sparql)
    assert reply.answers[0].facts[0] in found.data.decode()


def test_the_fact_that_answers_has_its_evidence(asker):
    reply = asker.ask("清河县招募了多少名志愿者？")
    fact = next(iter(reply.facts.values()))
    assert isinstance(fact, Fact)
    assert fact.evidence.text == "清河县招募志愿者120余名"


def test_asking_again_gives_the_same(asker, river_store):
    question = "清河县招募了多少名志愿者？"
    assert Asker(asker.store).ask(question).to_json() == asker.ask(question).to_json()
