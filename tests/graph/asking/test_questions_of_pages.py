"""The annotated questions of the gold pages, asked as they stand of what we extract ourselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.evaluation.gold import load_questions
from extractors.pipeline import extract
from graph.asking import Answer
from graph.asking.evaluation import PAGE, RIGHT, TOGETHER, WRONG, evaluate_questions
from graph.asking.right import is_right
from ontology.errors import ReadError

GOLD = Path(__file__).parents[2] / "gold"
LEAST_RIGHT = 0.60
MOST_WRONG = 0.10

ACCEPTED = [
    (Answer(value=3400), ["3400"], True),
    (Answer(value=93000), ["9.3万"], True),
    (Answer(value=22.7), ["22.7"], True),
    (Answer(value=18), ["18个、22个"], True),
    (Answer(value=1), ["一人一档"], False),
    (Answer(name="森林草原禁火令"), ["《森林草原禁火令》"], True),
    (Answer(name="县医院"), ["县中医院"], False),
    (Answer(time="--10-07T15:00"), ["10月7日15时"], True),
    (Answer(time="--10-07"), ["--10-08"], False),
]


@pytest.fixture(scope="module")
def report():
    return evaluate_questions([GOLD], extract)


@pytest.mark.parametrize("where", [PAGE, TOGETHER])
def test_most_questions_are_answered_and_few_wrongly(report, where):
    assert report.share(RIGHT, where) >= LEAST_RIGHT
    assert report.share(WRONG, where) <= MOST_WRONG


def test_the_report_counts_every_question_once_in_each_graph(report):
    asked = sum(map(len, load_questions(GOLD).values()))
    told = report.to_json()
    assert [told[where]["questions"] for where in (PAGE, TOGETHER)] == [asked, asked]
    by_kind = told[PAGE]["kinds"].values()
    assert sum(sum(kind.values()) for kind in by_kind) == asked


@pytest.mark.parametrize(("answer", "accepted", "right"), ACCEPTED)
def test_an_answer_is_right_as_a_number_a_name_or_a_time(answer, accepted, right):
    assert is_right(answer, accepted) is right


def test_a_folder_without_questions_is_refused(tmp_path):
    with pytest.raises(ReadError, match="questions"):
        load_questions(tmp_path)
