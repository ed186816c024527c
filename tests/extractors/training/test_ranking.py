"""Ranking: weights that annotated pages teach, and the file they are kept in."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.frames.guessing import Guesser
from extractors.frames.ranking import Model, load_model
from extractors.pipeline import extract
from extractors.training.lessons import Lesson
from extractors.training.ranking import THRESHOLDS, fit, held_out, rank, score, write


@pytest.fixture(scope="module")
def learnt(lessons: list[Lesson]) -> Model:
    """The model that the two pages teach."""
    return rank(lessons, Guesser({}))


def test_a_model_has_finite_weights_and_a_threshold(learnt: Model) -> None:
    """Weights by feature, all finite, and a threshold of the ones that were tried."""
    assert learnt.threshold in THRESHOLDS
    assert learnt.weights
    assert all(math.isfinite(weight) for weight in learnt.weights.values())


def test_scores_are_told_for_every_threshold(lessons: list[Lesson]) -> None:
    """What each threshold reaches on pages held out is a share of what is there."""
    scores = held_out(lessons)
    assert set(scores) == set(THRESHOLDS)
    assert all(0.0 <= reached.f1 <= 1.0 for reached in scores.values())


def test_learning_is_the_same_every_time(lessons: list[Lesson], learnt: Model) -> None:
    """Nothing is drawn at random."""
    assert rank(lessons, Guesser({})) == learnt


def test_what_is_annotated_is_right(lessons: list[Lesson]) -> None:
    """A reading that the annotation has is worth 1; with another subject its deed still is."""
    lesson = lessons[0]
    told = zip(lesson.drafts[0], lesson.done[0], lesson.right[0], strict=True)
    worth = {
        (draft.fact.subject.mention, draft.fact.object.name): (done, right)
        for draft, done, right in told
        if draft.fact.relation == "repaired"
    }
    assert worth["县水利局", "堤防"] == (1.0, 1.0)
    assert worth["白沙乡", "堤防"] == (1.0, 0.0)


def test_a_model_finds_what_it_was_taught(lessons: list[Lesson], learnt: Model) -> None:
    """On its own pages the model finds most of the annotated facts."""
    for lesson in lessons:
        assert score(lesson, learnt).recall >= 0.6


def test_weights_of_nothing_are_none() -> None:
    """No page, no feature, no weight; so a single page can be learnt from too."""
    assert fit([]) == {}


def test_a_written_model_is_read_back(learnt: Model, tmp_path: Path) -> None:
    """The file has sorted weights, one a line, and holds all that the model knows."""
    path = tmp_path / "weights.json"
    write(learnt, path)
    record = json.loads(path.read_text(encoding="utf-8"))
    kept = {name: weight for name, weight in learnt.weights.items() if weight}
    assert (record["weights"], record["threshold"]) == (kept, learnt.threshold)
    assert record["figures"] == learnt.figures
    assert list(record["weights"]) == sorted(record["weights"])
    assert path.read_text(encoding="utf-8").count("\n") > len(kept)


def test_the_model_that_the_package_ships() -> None:
    """Its weights are finite, its threshold lies between 0 and 1, and it says something."""
    model = load_model()
    assert 0.0 < model.figures <= model.threshold < 1.0
    assert all(math.isfinite(weight) for weight in model.weights.values())
    assert extract(Document("page.txt", "清河县转移群众3200人。"), model).facts


@pytest.mark.parametrize(
    ("weights", "features", "confidence"),
    [
        ({}, (), 0.5),
        ({"a": 2.0}, ("b",), 0.5),
        ({"a": 30.0}, ("a",), 1.0),
        ({"a": -30.0}, ("a",), 0.0),
        ({"a": 1e9}, ("a", "a"), 1.0),
        ({"a": 2.0, "b": -2.0}, ("a", "b"), 0.5),
    ],
)
def test_confidence(
    weights: dict[str, float], features: tuple[str, ...], confidence: float
) -> None:
    """The logistic function of the summed weights, whatever their size."""
    assert Model(weights, 0.5).confidence(features) == pytest.approx(confidence, abs=1e-9)
