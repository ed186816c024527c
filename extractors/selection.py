"""Selection: of the facts that the readings of an article could be, those that it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.document import Span
from extractors.facts import Fact, Quantity
from extractors.frames.adjuncts import Adjunct
from extractors.frames.ranking import DIGITS, Model
from extractors.records import record

OUTCOMES = CHOSEN, DOUBTED, OUTDONE, REPEATED = "chosen", "doubted", "outdone", "repeated"


@record(frozen=True, slots=True)
class Draft:
    """
    A fact that may be one, with its features.

    Drafts of one ``slot`` read one trigger with one object: one subject wins it, together with
    the others of its ``group`` (甲镇、乙镇组织…), or who joins it (会同丙局). ``root`` is the
    widest relation that the fact's relation narrows down: where both read the slot, the narrower
    one says more. ``guessed`` says that no entry of the lexicon has the trigger for the relation.
    ``adjuncts`` are those that its place and its recipient were chosen from; ``figure`` is where
    in the article its figure stands.
    """

    fact: Fact
    features: tuple[str, ...]
    slot: tuple[object, ...]
    group: object = None
    joins: bool = False
    root: str = ""
    guessed: bool = False
    adjuncts: tuple[Adjunct, ...] = ()
    figure: tuple[int, Span] | None = None


@record(frozen=True, slots=True)
class Verdict:
    """
    What became of a draft.

    ``outcome`` is ``chosen``; ``doubted``, below the model's threshold; ``outdone`` by the
    ``rival`` that reads its trigger and object better; or ``repeated``, said by the ``rival``
    already.
    """

    draft: Draft
    confidence: float
    outcome: str
    rival: Draft | None = None


_Weighed = tuple[float, Draft]  # with its confidence
_PLACE = 3  # the parts of a slot before its figure: the sentence, the trigger, the object


def select(drafts: Iterable[Draft], model: Model) -> list[Fact]:
    """The facts of the drafts that the model chooses, the surest first."""
    return [
        replace(verdict.draft.fact, confidence=round(verdict.confidence, DIGITS))
        for verdict in judge(drafts, model)
        if verdict.outcome == CHOSEN
    ]


def judge(drafts: Iterable[Draft], model: Model) -> list[Verdict]:
    """
    What becomes of each draft: chosen are the best of each slot that the model believes.

    Drafts of one slot read one trigger with one object: the best subject wins for each relation,
    and a relation that narrows another down wins over it. What was guessed counts only where
    nothing in its slot is likelier. A figure that nothing believed tells is told by its best
    reading, if the model believes that of a figure. No fact is chosen twice, and none without its
    figure where one has it.
    """
    weighed = [(model.confidence(draft.features), draft) for draft in drafts]
    told = [each for each in weighed if model.believes(each[0])]
    told += _of_untold_figures(weighed, told, model)
    kept_drafts = {id(draft) for _, draft in told}
    verdicts = [
        Verdict(draft, confidence, DOUBTED)
        for confidence, draft in weighed
        if id(draft) not in kept_drafts
    ]
    believed: dict[tuple[object, ...], list[_Weighed]] = defaultdict(list)
    for each in told:
        believed[(each[1].slot, each[1].root)].append(each)
    winners: list[_Weighed] = []
    for rivals in believed.values():
        best, won = _winners(rivals)
        winners += won
        kept = {id(draft) for _, draft in won}
        lost = (each for each in rivals if id(each[1]) not in kept)
        verdicts += (Verdict(draft, confidence, OUTDONE, best) for confidence, draft in lost)
    outdone = list(_outdone_guesses(winners))
    dropped = {id(verdict.draft) for verdict in outdone}
    kept_winners = [each for each in winners if id(each[1]) not in dropped]
    uncounted = list(_told_with_figures(kept_winners))
    dropped |= {id(verdict.draft) for verdict in uncounted}
    kept_winners = [each for each in kept_winners if id(each[1]) not in dropped]
    return [*_without_repetition(kept_winners), *uncounted, *outdone, *verdicts]


def _of_untold_figures(
    weighed: Sequence[_Weighed], told: Sequence[_Weighed], model: Model
) -> Iterator[_Weighed]:
    """The best reading of each figure that nothing believed tells, with those of its group."""
    known = {draft.figure for _, draft in told}
    doubted: dict[tuple[int, Span], list[_Weighed]] = defaultdict(list)
    for confidence, draft in weighed:
        figure = draft.figure
        if figure is not None and figure not in known and model.believes_figure(confidence):
            doubted[figure].append((confidence, draft))
    for rivals in doubted.values():
        _, best = max(rivals, key=lambda each: each[0])
        deed = (best.slot, best.fact.relation, best.group)
        for each in rivals:
            if (each[1].slot, each[1].fact.relation, each[1].group) == deed:
                yield each


def _outdone_guesses(winners: Sequence[_Weighed]) -> Iterator[Verdict]:
    """Guesses in whose slot something likelier was read."""
    likeliest: dict[tuple[object, ...], _Weighed] = {}
    for each in winners:
        first = likeliest.setdefault(each[1].slot, each)
        likeliest[each[1].slot] = max(first, each, key=lambda one: one[0])
    for confidence, draft in winners:
        higher, rival = likeliest[draft.slot]
        if draft.guessed and confidence < higher:
            yield Verdict(draft, confidence, OUTDONE, rival)


def _told_with_figures(winners: Sequence[_Weighed]) -> Iterator[Verdict]:
    """Facts without a figure of which the same words tell one with a figure."""
    counted: dict[tuple[object, ...], Draft] = {}
    for _, draft in winners:
        if draft.fact.quantity is not None:
            counted.setdefault(_deed_of(draft), draft)
    for confidence, draft in winners:
        fuller = counted.get(_deed_of(draft)) if draft.fact.quantity is None else None
        if fuller is not None:
            yield Verdict(draft, confidence, REPEATED, fuller)


def _deed_of(draft: Draft) -> tuple[object, ...]:
    return *draft.slot[:_PLACE], draft.fact.relation, draft.fact.subject.id


def _without_repetition(winners: Sequence[_Weighed]) -> Iterator[Verdict]:
    chosen: dict[tuple[object, ...], Draft] = {}
    for confidence, draft in sorted(winners, key=lambda each: -each[0]):
        fact = draft.fact
        said = fact.object.id or fact.object.name
        first = chosen.setdefault(
            (fact.subject.id, fact.relation, said, _value(fact.quantity)), draft
        )
        if first is draft:
            yield Verdict(draft, confidence, CHOSEN)
        else:
            yield Verdict(draft, confidence, REPEATED, first)


def _winners(rivals: Sequence[_Weighed]) -> tuple[Draft, list[_Weighed]]:
    """The best reading, whoever else is of its group with it, and who joins them (会同丙局)."""
    narrow = [each for each in rivals if each[1].fact.relation != each[1].root] or rivals
    # who is only joined is no rival of who did it
    leading = [each for each in narrow if not each[1].joins] or narrow
    _, best = max(leading, key=lambda each: each[0])
    return best, [each for each in narrow if each[1].group == best.group or each[1].joins]


def _value(quantity: Quantity | None) -> object:
    return (quantity.value, quantity.unit) if quantity else None
