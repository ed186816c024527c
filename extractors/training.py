"""
Training: the weights of the ranking, learnt from annotated pages.

``python -m extractors.training tests/gold tests/annotated --without d4 d8 d12`` reads the pages,
prints what the weights reach on pages held out of their training, fold by fold, and writes them to
``extractors/frames/weights.json``. The model is logistic regression with an L2 penalty, fitted by
Newton's method (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.assembly import Assembler
from extractors.evaluation import GoldPage, Score, load_gold
from extractors.evaluation.gold import GoldFact
from extractors.evaluation.matching import STATED, alike, match, names_of, same_value
from extractors.frames.ranking import SUBJECT, WEIGHTS, Model
from extractors.layout import read_page
from extractors.passages import read_passages
from extractors.selection import Draft, select
from ontology.lexicon import load_lexicon

PENALTY = 5.0
FOLDS = 4
RAREST = 4  # a feature that fewer readings have is left out
THRESHOLD = 0.3  # the middle of those whose f1 on held-out pages is alike, from 0.2 to 0.4
THRESHOLDS = tuple(round(0.2 + 0.05 * step, 2) for step in range(8))

_Vector = NDArray[np.float64]
_Example = tuple[Sequence[str], float]  # features, and how right what has them is


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page's readings, article by article, with how right each is, from 0 to 1."""

    page: GoldPage
    drafts: tuple[tuple[Draft, ...], ...]
    right: tuple[tuple[float, ...], ...]


def learn(pages: Sequence[GoldPage]) -> tuple[Model, dict[float, Score]]:
    """
    A model from annotated pages, and what its kind reaches on pages held out, by threshold.

    The threshold of the model stands fixed, so that learning anew moves no fact over it by chance.
    """
    lessons = [lesson_of(page) for page in pages]
    folds = [lessons[start::FOLDS] for start in range(FOLDS)]
    scores = {threshold: Score(0, 0, 0, 0) for threshold in THRESHOLDS}
    for held in folds:
        weights = fit([lesson for lesson in lessons if lesson not in held])
        for threshold in THRESHOLDS:
            for lesson in held:
                scores[threshold] += score(lesson, Model(weights, threshold))
    return Model(fit(lessons), THRESHOLD), scores


def lesson_of(page: GoldPage) -> Lesson:
    """The readings of an annotated page, each held against the annotation."""
    lexicon = load_lexicon()
    drafts = tuple(
        tuple(
            Assembler(page.document, article, Model({}, 0.0), lexicon).drafts(
                read_passages(article, lexicon)
            )
        )
        for article in read_page(page.document, lexicon)
    )
    right = tuple(tuple(_rightness(draft, page.facts) for draft in group) for group in drafts)
    return Lesson(page, drafts, right)


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

    What a trigger and its object are worth is learnt from the best of their readings, what a
    subject is worth from the readings of those triggers and objects that somebody did.
    """
    facts: list[_Example] = []
    subjects: list[_Example] = []
    for readings in _by_slot(lessons):
        best = max(right for _, right in readings)
        facts.append(([f for f in readings[0][0].features if not f.startswith(SUBJECT)], best))
        if best:
            subjects += (
                ([f for f in draft.features if f.startswith(SUBJECT)], right / best)
                for draft, right in readings
            )
    return {**_fit(facts), **_fit(subjects)}


def _by_slot(lessons: Sequence[Lesson]) -> Iterable[Sequence[tuple[Draft, float]]]:
    """The readings of each trigger with each object, which differ in their subject."""
    slots: dict[tuple[object, ...], list[tuple[Draft, float]]] = defaultdict(list)
    for number, lesson in enumerate(lessons):
        for article, (drafts, right) in enumerate(zip(lesson.drafts, lesson.right, strict=True)):
            for draft, value in zip(drafts, right, strict=True):
                slots[number, article, draft.slot, draft.fact.relation].append((draft, value))
    return slots.values()


def _fit(examples: Sequence[_Example]) -> dict[str, float]:
    counts = Counter(feature for features, _ in examples for feature in features)
    names = sorted(feature for feature, count in counts.items() if count >= RAREST)
    if not names:
        return {}
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for row, (features, _) in enumerate(examples):
        for feature in features:
            if feature in column:
                matrix[row, column[feature]] = 1.0
    weights = _newton(matrix, np.array([right for _, right in examples]))
    return {name: round(float(weights[index]), 4) for name, index in column.items()}


def _newton(matrix: _Vector, right: _Vector) -> _Vector:
    """Penalised maximum likelihood; the penalty makes the problem strictly concave."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(25):
        guess = 1.0 / (1.0 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        gradient = matrix.T @ (right - guess) - PENALTY * weights
        curvature = (matrix * (guess * (1 - guess))[:, None]).T @ matrix
        curvature[np.diag_indices_from(curvature)] += PENALTY
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _rightness(draft: Draft, gold: Sequence[GoldFact]) -> float:
    """1 for a fact that the page's annotation has, less where only its figure is wrong."""
    best = 0.0
    fact = draft.fact
    for other in gold:
        if other.relation != fact.relation or not alike(names_of(fact.subject), other.subject):
            continue
        if fact.relation == STATED:
            return 1.0
        if not alike(names_of(fact.object), other.object):
            continue
        if (other.quantity is None and fact.quantity is None) or same_value(
            other.quantity, fact.quantity
        ):
            return 1.0
        best = max(best, 0.6 if other.quantity is None else 0.0)
    return best


def write(model: Model, path: Path = WEIGHTS) -> None:
    """Write a model as the package ships it: sorted, one feature a line."""
    weights: Mapping[str, float] = {
        name: weight for name, weight in sorted(model.weights.items()) if weight
    }
    record = {"threshold": model.threshold, "weights": weights}
    path.write_text(json.dumps(record, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="folders of annotated pages")
    parser.add_argument("--without", nargs="*", default=[], help="pages never to learn from")
    asked = parser.parse_args(arguments)
    pages = [page for page in load_gold(asked.gold) if page.name not in asked.without]
    model, scores = learn(pages)
    for threshold, reached in scores.items():
        mark = "*" if threshold == model.threshold else " "
        line = (
            f"{threshold:.2f}{mark} precision {reached.precision:.3f} recall {reached.recall:.3f}"
        )
        sys.stdout.write(f"{line} f1 {reached.f1:.3f}\n")
    write(model)


if __name__ == "__main__":
    main()
