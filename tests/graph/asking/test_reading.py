"""How a question is read: what it asks for, in which unit, about what."""

from __future__ import annotations

import pytest

from graph.asking.reading import read_question

ASKED = [
    ("石门乡招募了多少名志愿者？", "number", "名", "志愿者"),
    ("石门乡现有几处卡点", "number", "处", "卡点"),
    ("乡卫生院接种疫苗多少剂次？", "number", "剂次", ""),
    ("谁带队检查了渡口？", "who", "", ""),
    ("哪家公司捐赠了棉被？", "which", "", "公司"),
    ("哪些协会联合检查了渡口？", "which", "", "协会"),
    ("石门乡成立了什么工作组？", "thing", "", "工作组"),
    ("演练在哪里举行？", "where", "", ""),
    ("渡口何时关停？", "when", "", ""),
    ("渡口是否关停？", "whether", "", ""),
]


@pytest.mark.parametrize(("text", "kind", "unit", "head"), ASKED)
def test_what_is_asked_for(text, kind, unit, head):
    question = read_question(text)
    assert question is not None
    assert (question.asked.kind, question.unit, question.head) == (kind, unit, head)


def test_the_extractors_read_the_question_as_a_fact():
    question = read_question("石门乡招募了多少名志愿者？")
    assert question is not None
    fact = max(question.pattern, key=lambda one: one.confidence)
    told = (fact.subject.name, fact.relation, fact.object.name)
    assert told == ("石门乡", "recruited", "志愿者")


def test_figures_and_times_of_the_question_are_known():
    question = read_question("3月5日，谁派出了46名抢险队员？")
    assert question is not None
    assert question.times == ("--03-05",)
    assert [each.value for each in question.numbers] == [46]


@pytest.mark.parametrize(
    ("text", "many"),
    [("关停了哪些网吧？", True), ("关停了哪家网吧？", False), ("关停了哪两家网吧？", True)],
)
def test_several_are_wanted(text, many):
    question = read_question(text)
    assert question is not None
    assert question.asked.many is many


@pytest.mark.parametrize("text", ["", " ", "？", "Who?", "志愿者共80名。", "多少？"])
def test_no_question(text):
    assert read_question(text) is None
