"""One page scored: its extraction held against its annotation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from extractors.article import Article
from extractors.evaluation.figures import Figures, RelationRow, Score, Share
from extractors.evaluation.gold import GoldArticle, GoldEntity, GoldFact, GoldPage
from extractors.evaluation.matching import (
    STATED,
    alike,
    match,
    names_of,
    normalize,
    same_value,
)
from extractors.extraction import Extraction
from extractors.facts import Entity, Fact

_F = TypeVar("_F", GoldFact, Fact)
_Pairs = Sequence[tuple[GoldFact, Fact]]


def score_page(page: GoldPage, extraction: Extraction) -> Figures:
    """All figures of one page."""
    gold, gold_stated = _split(page.facts)
    predicted, predicted_stated = _split(extraction.facts)
    pairs = [(gold[i], predicted[j]) for i, j in match(gold, predicted)]
    loose = [(gold[i], predicted[j]) for i, j in match(gold, predicted, any_relation=True)]
    stated = [
        (gold_stated[i], predicted_stated[j]) for i, j in match(gold_stated, predicted_stated)
    ]
    numbered = [fact for fact in gold if fact.quantity and not fact.soft]
    counted = [(g, p) for g, p in pairs if g.quantity]
    right_value = [(g, p) for g, p in counted if same_value(g.quantity, p.quantity)]
    figures = Figures(
        facts=_score(pairs, predicted, gold),
        pairs_any_relation=_score(loose, predicted, gold),
        stated=_score(stated, predicted_stated, gold_stated),
        numbered_facts_recall=Share(sum(not g.soft for g, _ in right_value), len(numbered)),
        quantity_value=Share(len(right_value), len(counted)),
        quantity_bound=Share(sum(_same_bound(g, p) for g, p in right_value), len(counted)),
        quantity_unit=Share(sum(_same_unit(g, p) for g, p in right_value), len(counted)),
        time=Share.count(g.time == p.time for g, p in pairs if g.time),
        place=Share.count(bool(alike(names_of(p.place), g.place)) for g, p in pairs if g.place),
        recipient=Share.count(
            bool(alike(names_of(p.recipient), g.recipient)) for g, p in pairs if g.recipient
        ),
        modality=Share.count((g.modality, g.negated) == (p.modality, p.negated) for g, p in pairs),
        types=Share.count(_same_types(pairs)),
        questions=_score_questions(page, pairs, stated),
        evidence_exact=Share.count(_is_exact(page, fact) for fact in extraction.facts),
        entities=score_entities(page.entities, extraction.entities),
        by_relation=_by_relation(gold, predicted, pairs),
        calibration=_calibration(predicted, pairs),
    )
    return score_articles(figures, page.articles, extraction.articles)


def missed_and_extra(page: GoldPage, extraction: Extraction) -> tuple[list[GoldFact], list[Fact]]:
    """The annotated facts that must be found and were not, and the facts extracted in vain."""
    gold, gold_stated = _split(page.facts)
    predicted, predicted_stated = _split(extraction.facts)
    missed: list[GoldFact] = []
    extra: list[Fact] = []
    for wanted, given in ((gold, predicted), (gold_stated, predicted_stated)):
        pairs = match(wanted, given)
        hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
        missed += [fact for i, fact in enumerate(wanted) if i not in hit and not fact.soft]
        extra += [fact for j, fact in enumerate(given) if j not in used]
    return missed, extra


def score_entities(gold: Sequence[GoldEntity], predicted: Sequence[Entity]) -> Score:
    """
    Entities by name or alias, and type, one to one.

    An entity whose main name is the annotated one goes before one that shares an alias only.
    """
    if not gold:
        return Score()
    candidates = sorted(
        (normalize(entity.name) != normalize(wanted.name), i, j)
        for i, wanted in enumerate(gold)
        for j, entity in enumerate(predicted)
        if wanted.type == entity.type and _entity_names(wanted) & _entity_names(entity)
    )
    hit: set[int] = set()
    used: set[int] = set()
    for _, i, j in candidates:
        if i not in hit and j not in used:
            hit.add(i)
            used.add(j)
    return Score(len(hit), len(predicted), len(hit), len(gold))


def score_articles(
    figures: Figures, gold: Sequence[GoldArticle], predicted: Sequence[Article]
) -> Figures:
    """The figures with those of the articles; as they are where no article is annotated."""
    if not gold:
        return figures
    pairs = match_articles(gold, predicted)
    return replace(
        figures,
        articles=Score(len(pairs), len(predicted), len(pairs), len(gold)),
        headline=Share.count(squeeze(g.headline) == squeeze(p.headline) for g, p in pairs),
        authors=Share.count(g.authors == p.authors for g, p in pairs),
        date=Share.count(g.date == p.date for g, p in pairs if g.date),
        unit=Share.count(same_unit(g.unit, p.unit) for g, p in pairs if g.unit),
    )


def match_articles(
    gold: Sequence[GoldArticle], predicted: Sequence[Article]
) -> list[tuple[GoldArticle, Article]]:
    """The annotated articles with those whose bodies begin and end as theirs do."""
    bodies = [
        squeeze("".join(block.text.text for block in article.blocks)) for article in predicted
    ]
    used: set[int] = set()
    pairs: list[tuple[GoldArticle, Article]] = []
    for wanted in gold:
        starts, ends = squeeze(wanted.starts), squeeze(wanted.ends)
        for j, body in enumerate(bodies):
            if j not in used and body.startswith(starts) and body.endswith(ends):
                used.add(j)
                pairs.append((wanted, predicted[j]))
                break
    return pairs


def squeeze(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s+", "", text)


def same_unit(gold: str, predicted: str) -> bool:
    """
    Whether two names of a unit can be the same, one saying more of the units above it.

    >>> same_unit("云山县城关镇", "城关镇"), same_unit("云山县", "云山县城关镇")
    (True, False)
    """
    one, other = squeeze(gold), squeeze(predicted)
    if not one or not other:
        return one == other
    return one.endswith(other) or other.endswith(one)


def _split(facts: Sequence[_F]) -> tuple[list[_F], list[_F]]:
    return (
        [fact for fact in facts if fact.relation != STATED],
        [fact for fact in facts if fact.relation == STATED],
    )


def _score(pairs: _Pairs, predicted: Sequence[Fact], gold: Sequence[GoldFact]) -> Score:
    firm = sum(not fact.soft for fact in gold)
    return Score(len(pairs), len(predicted), sum(not g.soft for g, _ in pairs), firm)


def _same_bound(gold: GoldFact, predicted: Fact) -> bool:
    if gold.quantity is None or predicted.quantity is None:
        return False
    return gold.quantity.bound == predicted.quantity.bound


def _same_unit(gold: GoldFact, predicted: Fact) -> bool:
    if gold.quantity is None or predicted.quantity is None:
        return False
    return normalize(gold.quantity.unit) == normalize(predicted.quantity.unit)


def _same_types(pairs: _Pairs) -> Iterator[bool]:
    for gold, predicted in pairs:
        yield predicted.subject.type == gold.subject_type
        yield predicted.object.type == gold.object_type


def _score_questions(page: GoldPage, pairs: _Pairs, stated: _Pairs) -> Share:
    """The questions whose facts were all found, each with its number where it has one."""
    answered = {
        g.id for g, p in pairs if g.quantity is None or same_value(g.quantity, p.quantity)
    } | {g.id for g, _ in stated}
    return Share.count(
        answered.issuperset(question.facts) for question in page.questions if question.facts
    )


def _is_exact(page: GoldPage, fact: Fact) -> bool:
    evidence = fact.evidence
    source = page.document.text[evidence.start : evidence.end]
    return evidence.text != "" and squeeze(source) == squeeze(evidence.text)


def _entity_names(entity: GoldEntity | Entity) -> set[str]:
    return {normalize(name) for name in (entity.name, *entity.aliases)} - {""}


def _by_relation(
    gold: Sequence[GoldFact], predicted: Sequence[Fact], pairs: _Pairs
) -> dict[str, RelationRow]:
    wanted = Counter(fact.relation for fact in gold if not fact.soft)
    given = Counter(fact.relation for fact in predicted)
    hit = Counter(g.relation for g, _ in pairs)
    relations = dict.fromkeys([*(fact.relation for fact in gold), *given])
    return {name: RelationRow(wanted[name], given[name], hit[name]) for name in relations}


def _calibration(predicted: Sequence[Fact], pairs: _Pairs) -> dict[int, Share]:
    """For each tenth of confidence, how many of its facts are right."""
    right = Counter(_tenth(fact) for _, fact in pairs)
    given = Counter(map(_tenth, predicted))
    return {tenth: Share(right[tenth], count) for tenth, count in given.items()}


def _tenth(fact: Fact) -> int:
    return min(max(int(fact.confidence * 10), 0), 9)
