"""
Lessons: annotated pages as they are read by models that have not seen them.

What a page is read by, which words make a phrase, what type it has, which relation a verb tells,
is learnt too. A ranking that were learnt on pages whose phrases its models know by heart would
trust them too much; so the pages are dealt into folds, and each fold is read by models learnt from
the other folds (stacking; Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from extractors.assembly import Assembler
from extractors.evaluation import GoldPage
from extractors.evaluation.gold import GoldFact
from extractors.evaluation.matching import STATED, alike, names_of, same_value
from extractors.facts import Fact
from extractors.frames.guessing import Guesser
from extractors.frames.ranking import Model
from extractors.mentions.grammar import Grammar, load_grammar
from extractors.mentions.tagging import Tagger
from extractors.passages import read_articles
from extractors.selection import Draft
from extractors.training.clauses import made_clauses
from extractors.training.guesses import fit_guesser, known, observed
from extractors.training.multinomial import Example
from extractors.training.phrases import Bracketed, examples_of, fit_tagger
from extractors.training.types import fit_typer, typed_phrases
from ontology.lexicon import Lexicon

FOLDS = 4
_MISCOUNTED = 0.6  # what a fact is worth with a figure that the annotation does not give


@dataclass(frozen=True, slots=True)
class Lesson:
    """
    A page's readings, article by article, with how right each is, from 0 to 1.

    ``done`` says how right a reading is whoever did it, ``right`` with its subject. ``adjuncts``
    are the features of what may be a place or a recipient of what is right, and whether it is.
    """

    page: GoldPage
    drafts: tuple[tuple[Draft, ...], ...]
    done: tuple[tuple[float, ...], ...]
    right: tuple[tuple[float, ...], ...]
    adjuncts: tuple[tuple[tuple[str, ...], float], ...] = ()


@dataclass(frozen=True, slots=True)
class Readers:
    """The models that a page is read by before its readings are ranked."""

    grammar: Grammar
    guesser: Guesser


@dataclass(frozen=True, slots=True)
class School:
    """Annotated pages with the bracketed sentences of each, and ``more`` of those of no page."""

    pages: Sequence[GoldPage]
    bracketed: Sequence[Sequence[Bracketed]]
    lexicon: Lexicon
    more: Sequence[Bracketed] = ()

    def readers(self) -> Readers:
        """The models that all the pages teach."""
        everything = range(len(self.pages))
        grammar = self._grammar(everything)
        observations = self._observed(everything, grammar)
        return Readers(grammar, fit_guesser([*observations, *known(self.lexicon)]))

    def lessons(self, jobs: int = 1) -> list[Lesson]:
        """
        Each page as models read it that were learnt from the pages of other folds.

        So many ``jobs`` of them are learnt side by side.
        """
        dealt = folds(len(self.pages))
        numbers = range(len(dealt))
        with _workers(jobs) as apply:
            phrases = list(apply(self._phrases_of_fold, numbers))
            seen = [each for _, each in phrases]
            told = [
                [each for other, part in enumerate(seen) if other != number for each in part]
                for number in numbers
            ]
            grammars = [grammar for grammar, _ in phrases]
            read = list(apply(self._lessons_of_fold, numbers, grammars, told))
        lessons = {
            index: lesson
            for (fold, _), part in zip(dealt, read, strict=True)
            for index, lesson in zip(fold, part, strict=True)
        }
        return [lessons[index] for index in range(len(self.pages))]

    def _phrases_of_fold(self, number: int) -> tuple[Grammar, list[Example]]:
        """What the other folds teach of phrases, and what a fold so read shows of verbs."""
        fold, rest = folds(len(self.pages))[number]
        grammar = self._grammar(rest)
        return grammar, self._observed(fold, grammar)

    def _lessons_of_fold(
        self, number: int, grammar: Grammar, told: Sequence[Example]
    ) -> list[Lesson]:
        """The pages of a fold as the models of the other folds read them."""
        fold, _ = folds(len(self.pages))[number]
        readers = Readers(grammar, fit_guesser([*told, *known(self.lexicon)]))
        return [lesson_of(self.pages[index], readers, self.lexicon) for index in fold]

    def _grammar(self, indices: Sequence[int]) -> Grammar:
        told = [
            each
            for index in indices
            for each in examples_of(self.bracketed[index], self.lexicon, self.pages[index].name)
        ]
        if not told:
            return load_grammar()  # pages without brackets teach nothing of phrases
        told += examples_of([*self.more, *made_clauses(self.lexicon)], self.lexicon)
        tagger = fit_tagger(told)
        return Grammar(tagger, fit_typer(self._typed(indices, tagger)))

    def _typed(self, indices: Sequence[int], tagger: Tagger) -> list[Example]:
        return [
            example
            for index in indices
            for sentence in self.bracketed[index]
            for example in typed_phrases(sentence, self.pages[index].name, self.lexicon, tagger)
        ]

    def _observed(self, indices: Sequence[int], grammar: Grammar) -> list[Example]:
        pages = (self.pages[index] for index in indices)
        return [each for page in pages for each in observed(page, self.lexicon, grammar)]


@contextmanager
def _workers(jobs: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """What applies a function to many things, in processes of their own where there are more."""
    if jobs == 1:
        yield map
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield pool.map


def folds(count: int) -> list[tuple[Sequence[int], Sequence[int]]]:
    """
    So many pages dealt into folds by their places: each fold, and the places outside of it.

    >>> folds(5)[0]
    (range(0, 5, 4), [1, 2, 3])
    """
    dealt = [range(start, count, FOLDS) for start in range(min(FOLDS, count))]
    return [(fold, [place for place in range(count) if place not in fold]) for fold in dealt]


def lesson_of(page: GoldPage, readers: Readers, lexicon: Lexicon) -> Lesson:
    """The readings of an annotated page, each held against the annotation."""
    everything = Model({}, 0.0, readers.guesser)
    drafts = tuple(
        tuple(Assembler(page.document, article, everything, lexicon).drafts(passages))
        for article, passages in read_articles(page.document, lexicon, readers.grammar)
    )
    worth = [[_rightness(draft, page.facts) for draft in group] for group in drafts]
    return Lesson(
        page,
        # a draft need not hold what its adjuncts were chosen from, which is most of its size
        tuple(tuple(replace(draft, adjuncts=()) for draft in group) for group in drafts),
        tuple(tuple(done for done, _ in group) for group in worth),
        tuple(tuple(right for _, right in group) for group in worth),
        tuple(
            example
            for group, told in zip(drafts, worth, strict=True)
            for draft in _once(group, told)
            for example in _adjuncts(draft, page.facts)
        ),
    )


def _once(drafts: Sequence[Draft], worth: Sequence[tuple[float, float]]) -> Iterator[Draft]:
    """The first draft of each slot and relation that is a fact of the annotation."""
    known: set[object] = set()
    for draft, (_, right) in zip(drafts, worth, strict=True):
        key = (draft.slot, draft.fact.relation)
        if right and key not in known:
            known.add(key)
            yield draft


def _adjuncts(draft: Draft, gold: Sequence[GoldFact]) -> Iterator[tuple[tuple[str, ...], float]]:
    """The features of what may be a place or a recipient, and whether the annotation has it."""
    fact = draft.fact
    same = [
        other
        for other in gold
        if other.relation == fact.relation
        and _deed(fact, other)
        and alike(names_of(fact.subject), other.subject)
    ]
    for each in draft.adjuncts:
        if each.mention.text == fact.subject.mention:
            continue
        names = (each.mention.text, each.mention.core)
        told = [getattr(other, each.role) for other in same]
        yield each.features, float(any(accepted and alike(names, accepted) for accepted in told))


def _rightness(draft: Draft, gold: Sequence[GoldFact]) -> tuple[float, float]:
    """1 for a fact that the annotation has, less where only its figure is wrong; and by whom."""
    done = right = 0.0
    fact = draft.fact
    for other in gold:
        if other.relation != fact.relation:
            continue
        worth = _deed(fact, other)
        done = max(done, worth)
        if worth > right and alike(names_of(fact.subject), other.subject):
            right = worth
    return done, right


def _deed(fact: Fact, gold: GoldFact) -> float:
    if fact.relation == STATED:
        return 1.0 if alike(names_of(fact.subject), gold.subject) else 0.0
    if not alike(names_of(fact.object), gold.object):
        return 0.0
    if gold.quantity is None and fact.quantity is None:
        return 1.0
    if same_value(gold.quantity, fact.quantity):
        return 1.0
    return _MISCOUNTED if gold.quantity is None else 0.0


def brackets_of(page: GoldPage, folders: Sequence[Path]) -> Path:
    """Where the bracketed sentences of a page lie, or would: ``NAME.brk`` beside its text."""
    for folder in folders:
        path = folder / f"{page.name}.brk"
        if path.exists():
            return path
    return Path(f"{page.name}.brk")
