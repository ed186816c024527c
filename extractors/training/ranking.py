"""
Learning to rank: the weights of readings, from lessons.

The model is logistic regression with an L2 penalty (Hastie, Tibshirani, Friedman: The Elements of
Statistical Learning, 4.4).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from extractors.evaluation import Score
from extractors.evaluation.matching import STATED, match
from extractors.frames.guessing import Guesser
from extractors.frames.ranking import SUBJECT, WEIGHTS, Model
from extractors.selection import Draft, select
from extractors.training.lessons import Lesson, folds
from extractors.training.optimum import Vector, likeliest

PENALTY = 5.0
RAREST = 4  # a feature that fewer readings have is left out
PAGES = 2  # and one that fewer pages have: it may be a name of that page
THRESHOLD = 0.4  # the best f1 on pages left out, which is alike from 0.3 to 0.5
FIGURES = 0.25  # finds two of a hundred figures more on held-out pages, at the same f1
THRESHOLDS = tuple(round(0.2 + 0.05 * step, 2) for step in range(8))
_STEPS = 300

# the number of the lesson, features, and how right what has them is
_Example = tuple[int, Sequence[str], float]


def rank(lessons: Sequence[Lesson], guesser: Guesser) -> Model:
    """
    The model that lessons teach, with the guesser that it goes with.

    Its threshold stands fixed, so that learning anew moves no fact over it by chance.
    """
    return Model(fit(lessons), THRESHOLD, guesser, FIGURES)


def held_out(lessons: Sequence[Lesson]) -> dict[float, Score]:
    """What such a model reaches on pages that it has not learnt from, by threshold."""
    scores = {threshold: Score(0, 0, 0, 0) for threshold in THRESHOLDS}
    for fold, rest in folds(len(lessons)):
        weights = fit([lessons[index] for index in rest])
        for threshold in THRESHOLDS:
            for index in fold:
                model = Model(weights, threshold, figures=min(threshold, FIGURES))
                scores[threshold] += score(lessons[index], model)
    return scores


def score(lesson: Lesson, model: Model) -> Score:
    """The facts that a model chooses on a page, scored as the evaluation scores them."""
    chosen = [fact for group in lesson.drafts for fact in select(group, model)]
    predicted = [fact for fact in chosen if fact.relation != STATED]
    gold = [fact for fact in lesson.page.facts if fact.relation != STATED]
    pairs = match(gold, predicted)
    firm = sum(not fact.soft for fact in gold)
    found = sum(not gold[i].soft for i, _ in pairs)
    return Score(len(pairs), len(predicted), found, firm)


def fit(lessons: Sequence[Lesson]) -> dict[str, float]:
    """
    Weights by feature, from the readings of some pages.

    What a trigger and its object are worth is learnt from all of them, whoever did it; what a
    subject is worth, from the readings of those triggers and objects that somebody did.
    """
    facts: list[_Example] = []
    subjects: list[_Example] = []
    for number, readings in _by_deed(lessons):
        best = max(done for _, done, _ in readings)
        told = [f for f in readings[0][0].features if not f.startswith(SUBJECT)]
        facts.append((number, told, best))
        if best:
            subjects += (
                (number, [f for f in draft.features if f.startswith(SUBJECT)], min(1, right / best))
                for draft, _, right in readings
            )
    adjuncts = [
        (number, features, worth)
        for number, lesson in enumerate(lessons)
        for features, worth in lesson.adjuncts
    ]
    return {**_fit(facts), **_fit(subjects), **(_fit(adjuncts) if adjuncts else {})}


def _by_deed(
    lessons: Sequence[Lesson],
) -> Iterable[tuple[int, Sequence[tuple[Draft, float, float]]]]:
    """The lesson and the readings of each trigger with each object, which differ in subject."""
    deeds: dict[tuple[int, int, object, str], list[tuple[Draft, float, float]]]
    deeds = defaultdict(list)
    for number, lesson in enumerate(lessons):
        told = zip(lesson.drafts, lesson.done, lesson.right, strict=True)
        for article, group in enumerate(told):
            for draft, done, right in zip(*group, strict=True):
                key = (number, article, draft.slot, draft.fact.relation)
                deeds[key].append((draft, done, right))
    return ((number, readings) for (number, *_), readings in deeds.items())


def _fit(examples: Sequence[_Example]) -> dict[str, float]:
    column, matrix = _matrix([features for _, features, _ in examples], _common(examples))
    right = np.array([worth for _, _, worth in examples])

    def loss(weights: Vector) -> tuple[float, Vector]:
        total = matrix @ weights
        # log(1 + exp(total)), without overflow
        value = float((np.logaddexp(0.0, total) - right * total).sum())
        return value, matrix.T @ (1.0 / (1.0 + np.exp(-total)) - right)

    return _named(likeliest(loss, len(column), PENALTY, _STEPS), column)


def _common(examples: Sequence[_Example]) -> list[str]:
    """The features that are seen often enough to be learnt from, sorted."""
    counts = Counter(feature for _, features, _ in examples for feature in features)
    pages = Counter(
        feature
        for feature, _ in {(f, number) for number, features, _ in examples for f in features}
    )
    fewest = min(PAGES, len({number for number, _, _ in examples}))
    return sorted(f for f, count in counts.items() if count >= RAREST and pages[f] >= fewest)


def _matrix(
    examples: Sequence[Sequence[str]], names: Sequence[str]
) -> tuple[dict[str, int], csr_matrix]:
    column = {name: index for index, name in enumerate(names)}
    rows, columns = [], []
    for row, features in enumerate(examples):
        found = [column[feature] for feature in features if feature in column]
        columns += found
        rows += [row] * len(found)
    size = (len(examples), len(names))
    return column, csr_matrix((np.ones(len(rows)), (rows, columns)), shape=size)


def _named(weights: Vector, column: Mapping[str, int]) -> dict[str, float]:
    return {name: round(float(weights[index]), 4) for name, index in column.items()}


def write(model: Model, path: Path = WEIGHTS) -> None:
    """Write a model as the package ships it: sorted, one feature a line."""
    weights: Mapping[str, float] = {
        name: weight for name, weight in sorted(model.weights.items()) if weight
    }
    record = {"threshold": model.threshold, "figures": model.figures, "weights": weights}
    path.write_text(json.dumps(record, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
