"""
Learn anew how questions are answered: ``python -m graph.asking.training STORE tests/annotated``.

STORE holds the annotated pages as they were extracted, best by models that had not learnt from
them: whoever learns from facts that were known by heart trusts facts too much. Each annotated
question is asked of its own page, and one in three of them of a shelf of pages. Printed is, for
every share from which an answer could be given, how many are right and wrong on pages held out of
the learning; written are the weights that the package ships.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from extractors.evaluation.gold import GoldQuestion, load_questions
from extractors.training.optimum import Vector, likeliest
from graph.asking.answering import answers_of, weighed_by
from graph.asking.candidates import Library
from graph.asking.features import Candidate, Features, Weigher, candidates_of
from graph.asking.reading import Question, read_question
from graph.asking.right import is_right
from graph.asking.telling import answer_of
from graph.asking.weighing import NAMES, NUMBERS, TIMES, Scale, sort_of, write_scales
from graph.rdf import document_iri
from graph.store import open_store

SURE = {NUMBERS: 0.5, TIMES: 0.55, NAMES: 0.55}
"""The shares from which an answer is given; see docs/quality.md for what they were set by."""

FOLDS = 3
SHELF = 15  # pages that are asked together
_PENALTY = 2.0
_RAREST, _PAGES = 6, 3  # candidates and pages that a feature must stand in
_STEPS = 150
_KEPT = 60  # candidates of a question that are learnt from
_DIGITS = 3
_SHARES = tuple(round(0.05 * step, 2) for step in range(1, 19))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question of a page with its candidates, their features, and which of them are right."""

    page: str
    shelf: bool
    question: Question | None
    gold: GoldQuestion
    candidates: tuple[Candidate, ...] = ()
    features: tuple[Features, ...] = ()
    right: tuple[bool, ...] = ()


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path, help="the pages as they were extracted")
    parser.add_argument("gold", type=Path, nargs="+", help="folders of *.questions.jsonl")
    parser.add_argument("--without", nargs="*", default=[], help="pages never to learn from")
    parser.add_argument("--jobs", type=int, default=1, help="shelves read side by side")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    questions = {
        name: found
        for folder in asked.gold
        for name, found in load_questions(folder).items()
        if name not in asked.without
    }
    lessons = _lessons(asked.store, questions, asked.jobs)
    for line in held_out(lessons):
        sys.stdout.write(line + "\n")
    if not asked.dry:
        write_scales(scales_of(lessons))


def scales_of(lessons: Sequence[Lesson]) -> dict[str, Scale]:
    """The scales that lessons teach, one for each sort of question."""
    by_sort: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.question is not None and lesson.candidates:
            by_sort[sort_of(lesson.question)].append(lesson)
    return {sort: _fit(found, SURE[sort]) for sort, found in by_sort.items()}


def held_out(lessons: Sequence[Lesson]) -> Iterator[str]:
    """What is right and wrong by the share from which answers are given, on pages left out."""
    told: list[tuple[str, bool, float, bool]] = []
    for fold in range(FOLDS):
        scales = scales_of([each for each in lessons if _fold(each.page) != fold])
        for lesson in lessons:
            if _fold(lesson.page) == fold:
                told.append(_answered(lesson, scales))
    for sort in ("", *SURE):
        for shelf in (False, True):
            rows = [row for row in told if row[1] == shelf and row[0].startswith(sort)]
            where = "shelf" if shelf else "page"
            for share in _SHARES:
                given = [right for _, _, likely, right in rows if likely >= share]
                count, right = len(rows) or 1, sum(given)
                yield (
                    f"{sort or 'all':8}{where:6}{share:.2f} right {right / count:.3f} "
                    f"wrong {(len(given) - right) / count:.3f} of {count}"
                )


def _answered(lesson: Lesson, scales: Mapping[str, Scale]) -> tuple[str, bool, float, bool]:
    question = lesson.question
    if question is None:
        return "", lesson.shelf, 0.0, False
    sort = sort_of(question)
    weighed = weighed_by(scales[sort], lesson.candidates, lesson.features)
    answers = answers_of(question, weighed)
    if not answers:
        return sort, lesson.shelf, 0.0, False
    share = sum(each.share for each in answers)
    return sort, lesson.shelf, share, is_right(answers[0], lesson.gold.answers)


def _fold(page: str) -> int:
    return _number(page) % FOLDS


def _number(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def _lessons(
    store: Path, questions: Mapping[str, Sequence[GoldQuestion]], jobs: int
) -> list[Lesson]:
    """The questions of the pages that the store holds, shelf by shelf."""
    with open_store(store) as opened:
        known = {name.removesuffix(".txt") for name in opened.documents()}
    pages = sorted(known & set(questions), key=_number)
    shelves = [
        [(page, tuple(questions[page])) for page in pages[start : start + SHELF]]
        for start in range(0, len(pages), SHELF)
    ]
    if jobs == 1:
        read = map(_read_shelf, repeat(store), shelves)
        return [lesson for part in read for lesson in part]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return [each for part in pool.map(_read_shelf, repeat(store), shelves) for each in part]


def _read_shelf(store: Path, shelf: Sequence[tuple[str, Sequence[GoldQuestion]]]) -> list[Lesson]:
    with open_store(store) as opened:
        library = Library(opened)
        iris = {name: document_iri(f"{name}.txt", base=opened.base) for name, _ in shelf}
        together = list(iris.values())
        lessons: list[Lesson] = []
        for page, questions in shelf:
            for number, gold in enumerate(questions):
                question = read_question(gold.question)
                lessons.append(_lesson(page, question, gold, library, [iris[page]]))
                if number % 3 == 0:
                    lessons.append(_lesson(page, question, gold, library, together))
        return lessons


def _lesson(
    page: str,
    question: Question | None,
    gold: GoldQuestion,
    library: Library,
    documents: Sequence[str],
) -> Lesson:
    shelf = len(documents) > 1
    if question is None:
        return Lesson(page, shelf, None, gold)
    chosen = library.documents_about(question.said, among=documents) if shelf else documents
    facts = library.facts_told(chosen)
    weigher = Weigher(question, facts)
    candidates = list(candidates_of(question, facts))
    found = list(zip(weigher.features_of(candidates), candidates, strict=True))
    found.sort(key=lambda one: -_nearness(one[0]))
    kept = found[:_KEPT]
    return Lesson(
        page,
        shelf,
        question,
        gold,
        tuple(candidate for _, candidate in kept),
        tuple(features for features, _ in kept),
        tuple(is_right(answer_of(candidate), gold.answers) for _, candidate in kept),
    )


def _nearness(features: Features) -> float:
    return features["words.fact"] + 0.7 * features["words.sentence"] + features["pairs.sentence"]


def _fit(lessons: Sequence[Lesson], sure: float) -> Scale:
    """
    The weights under which the right candidates, or that there is none, are likeliest.

    A log-linear model of each question's candidates, with an L2 penalty.
    """
    column = _columns(lessons)
    matrix = _matrix((each for lesson in lessons for each in lesson.features), column)
    starts = np.cumsum([0, *(len(lesson.candidates) for lesson in lessons)])[:-1]
    owner = np.repeat(np.arange(len(lessons)), [len(lesson.candidates) for lesson in lessons])
    right = np.array([each for lesson in lessons for each in lesson.right], dtype=float)
    any_right = np.array([any(lesson.right) for lesson in lessons])
    across = matrix.T.tocsr()

    def loss(weights: Vector) -> tuple[float, Vector]:
        sums, nothing = matrix @ weights[:-1], float(weights[-1])
        top = np.maximum(np.maximum.reduceat(sums, starts), nothing)
        grown, none = np.exp(sums - top[owner]), np.exp(nothing - top)
        whole = np.add.reduceat(grown, starts) + none
        held: NDArray[np.float64] = np.add.reduceat(grown * right, starts)
        wanted = np.where(any_right, held, none)
        wished = np.where(any_right[owner], grown * right / np.maximum(held, 1e-300)[owner], 0.0)
        slope = across @ (grown / whole[owner] - wished)
        of_nothing = (none / whole - ~any_right).sum()
        value = float((np.log(whole) - np.log(np.maximum(wanted, 1e-300))).sum())
        return value, np.append(slope, of_nothing)

    weights = likeliest(loss, len(column) + 1, _PENALTY, _STEPS)
    named = {name: round(float(weights[place]), _DIGITS) for name, place in column.items()}
    kept = {name: weight for name, weight in named.items() if weight}
    return Scale(kept, round(float(weights[-1]), _DIGITS), sure)


def _columns(lessons: Iterable[Lesson]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    pages: dict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        for features in lesson.features:
            counts.update(features)
            for name in features:
                pages[name].add(lesson.page)
    often = (name for name, count in counts.items() if count >= _RAREST)
    names = sorted(name for name in often if len(pages[name]) >= _PAGES)
    return {name: place for place, name in enumerate(names)}


def _matrix(rows: Iterable[Features], column: Mapping[str, int]) -> csr_matrix:
    values: list[float] = []
    places: list[int] = []
    ends = [0]
    for features in rows:
        found = [(column[name], value) for name, value in features.items() if name in column]
        places += [place for place, _ in found]
        values += [value for _, value in found]
        ends.append(len(values))
    return csr_matrix((values, places, ends), shape=(len(ends) - 1, len(column)))


if __name__ == "__main__":
    main()
