"""Answering: from a question to the facts that answer it, and to what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.evaluation.matching import normalize
from extractors.facts import Argument, Fact
from graph.asking.answers import ANSWERED, NOT_UNDERSTOOD, UNKNOWN, Answer, Reply
from graph.asking.candidates import Library, Told
from graph.asking.features import (
    FACT,
    QUANTITY,
    TIME,
    Candidate,
    Features,
    Weigher,
    candidates_of,
)
from graph.asking.finding import query_for
from graph.asking.plain import plain_candidates
from graph.asking.reading import LONGEST, NUMBER, WHETHER, Question, read_question
from graph.asking.weighing import Scale, load_scales, sort_of
from graph.store import Store

SHOWN: Final = 5
"""Facts that stand under an answer, or come nearest where there is none, at most."""

_LISTED: Final = 0.08  # of the best answer's share: from there on a sibling is told with it
_UNDER: Final = 0.1  # of the best fact's share: from there on a fact stands under the answer
_AMONG: Final = 0.02  # of the best fact's share: from there on a fact counts among those compared
_SHORTEST: Final = 3  # characters of a name that says enough without what stands before it
_YES: Final = {
    "asserted": "是",
    "required": "要求如此",
    "planned": "计划如此",
    "hypothetical": "若是",
}
_NO: Final = {
    "asserted": "否",
    "required": "要求不如此",
    "planned": "计划不如此",
    "hypothetical": "若否",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its share of being the answer."""

    candidate: Candidate
    share: float

    @property
    def fact(self) -> Fact:
        """The candidate's fact."""
        return self.candidate.told.fact


class Asker:
    """
    Answers questions in Chinese from one store.

    What was read of the store is remembered, so that the next question is answered faster; a store
    that was written to meanwhile is asked by a new one.
    """

    def __init__(self, store: Store, scales: Mapping[str, Scale] | None = None) -> None:
        """Ask an open store; ``scales`` weigh the candidates, the package's own when left out."""
        self.store = store
        self.library = Library(store)
        self.scales = scales or load_scales()

    def ask(self, text: str, documents: Sequence[str] | None = None) -> Reply:
        """
        What the store answers to a question.

        ``documents`` are the IRIs of those to look into, all of them when left out.
        """
        question = read_question(text)
        about = text[:LONGEST] if question is None else question.said
        chosen = self.library.documents_about(about) if documents is None else documents
        facts = self.library.facts_told(chosen)
        if question is None:
            return Reply(text, NOT_UNDERSTOOD, facts=_by_iri(_alike(text, facts)))
        known = set(self.library.naming(question.units, chosen))
        among = [told for told in facts if told.document in known]
        sure = self.scales[sort_of(question)].sure
        plain = plain_candidates(question, among, sure)
        weighed = [Weighed(each, each.told.fact.confidence) for each in plain]
        weighed = weighed or self.weigh(question, among)
        answers = answers_of(question, weighed)
        if not answers or sum(each.share for each in answers) < sure:
            near = [each.candidate.told for each in weighed] or _alike(text, facts)
            return Reply(text, UNKNOWN, facts=_by_iri(near))
        told = {each.iri: each for each in facts}
        under = [told[iri] for answer in answers for iri in answer.facts]
        best = next(each for each in weighed if each.candidate.told.iri == answers[0].facts[0])
        sparql = query_for(self.store, best.candidate.told, best.candidate.role)
        return Reply(text, ANSWERED, answers, _by_iri(under), sparql)

    def weigh(self, question: Question, facts: Sequence[Told]) -> list[Weighed]:
        """The candidates among some facts with their shares, the likeliest first."""
        candidates = list(candidates_of(question, facts))
        weigher = Weigher(question, facts)
        features = [weigher.features(each) for each in candidates]
        return weighed_by(self.scales[sort_of(question)], candidates, features)


def weighed_by(
    scale: Scale, candidates: Sequence[Candidate], features: Sequence[Features]
) -> list[Weighed]:
    """The candidates with their shares, the likeliest first."""
    weighed = map(Weighed, candidates, scale.shares(features))
    return sorted(weighed, key=lambda one: (-one.share, one.candidate.told.iri))


def answers_of(question: Question, weighed: Sequence[Weighed]) -> tuple[Answer, ...]:
    """
    What the likeliest candidates answer, the best first; several where several are told alike.

    How likely the best is right is the sum of the shares of all of them.
    """
    if not weighed:
        return ()
    if question.most:
        return _most(question, weighed)
    grouped = _grouped(weighed)
    if question.asked.kind == NUMBER:
        added = _sum(question, weighed)
        return (added,) if added else grouped[:1]
    if question.asked.kind == WHETHER or weighed[0].candidate.role == TIME:
        return grouped[:1]
    return _with_siblings(weighed, grouped)


def ask(store: Store, question: str) -> Reply:
    """
    What a store answers to a question in Chinese.

    No question raises an error: one that is not understood, and one that the store does not know
    the answer to, have a reply that says so.
    """
    return Asker(store).ask(question)


def _by_iri(facts: Iterable[Told]) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for told in facts:
        if len(found) < SHOWN:
            found.setdefault(told.iri, told.fact)
    return found


def _alike(text: str, facts: Sequence[Told]) -> list[Told]:
    """The facts whose words are most like those of a text, the likest first."""
    plain = normalize(text[:LONGEST])
    pairs = {plain[place : place + 2] for place in range(len(plain) - 1)}
    shared = {told.iri: sum(pair in told.told for pair in pairs) for told in facts}
    ranked = sorted(facts, key=lambda told: (-shared[told.iri], told.iri))
    return [told for told in ranked if shared[told.iri]]


def answer_of(candidate: Candidate, share: float = 0.0) -> Answer:
    """What a candidate answers."""
    fact, iris = candidate.told.fact, (candidate.told.iri,)
    if candidate.role == QUANTITY:
        quantity = fact.quantity
        assert quantity is not None
        return Answer(
            value=quantity.value, bound=quantity.bound, unit=quantity.unit, share=share, facts=iris
        )
    if candidate.role == TIME:
        return Answer(time=fact.time, share=share, facts=iris)
    if candidate.role == FACT:
        text = (_NO if fact.negated else _YES)[fact.modality]
        return Answer(text=text, share=share, facts=iris)
    argument = candidate.told.argument(candidate.role)
    assert argument is not None
    return Answer(
        name=_as_told(argument), id=argument.id, type=argument.type, share=share, facts=iris
    )


def _as_told(argument: Argument) -> str:
    """
    The name as the page has it, 县教育局, where the canonical name only puts the unit before it.

    The fact that answers has both.
    """
    mention = argument.mention
    own = len(mention) >= _SHORTEST and argument.name.endswith(mention)
    return mention if own else argument.name


def _grouped(weighed: Iterable[Weighed]) -> tuple[Answer, ...]:
    """The answers, each with the shares of all facts that give it, the likeliest first."""
    groups: dict[object, Answer] = {}
    best: dict[object, float] = {}
    for each in weighed:
        answer = answer_of(each.candidate, each.share)
        known = groups.setdefault(answer.key, answer)
        least = _UNDER * best.setdefault(answer.key, each.share)
        if known is not answer:
            facts = (*known.facts, *answer.facts) if each.share >= least else known.facts
            groups[answer.key] = replace(known, share=known.share + each.share, facts=facts)
    return tuple(sorted(groups.values(), key=lambda one: -one.share))


def _with_siblings(weighed: Sequence[Weighed], grouped: Sequence[Answer]) -> tuple[Answer, ...]:
    """The best answer, and those that facts of the same sort give: who else did it, what else."""
    first = next(each for each in weighed if each.candidate.told.iri == grouped[0].facts[0])
    kin = {each.candidate.told.iri for each in weighed if _are_kin(first, each)}
    least = _LISTED * grouped[0].share
    others = (one for one in grouped[1:] if one.share >= least and one.facts[0] in kin)
    return (grouped[0], *others)


def _are_kin(one: Weighed, other: Weighed) -> bool:
    """Whether two facts differ only in what is asked for."""
    role = one.candidate.role
    if role != other.candidate.role or one.fact.relation != other.fact.relation:
        return False
    if one.candidate.told.document != other.candidate.told.document:
        return False
    ends = [end for end in ("subject", "object") if end != role]
    return all(getattr(one.fact, end) == getattr(other.fact, end) for end in ends) or (
        role in ("subject", "object")
        and one.fact.evidence == other.fact.evidence
        and one.fact.trigger == other.fact.trigger
    )


def _sum(question: Question, weighed: Sequence[Weighed]) -> Answer | None:
    """
    The sum of what several are told to have each, where the question names each of them.

    Only exact figures of the same relation, thing, unit and document are added, and only where
    no fact tells the whole: 甲队和乙队救出多少人 of 甲队救出2人, 乙队救出3人.
    """
    told = normalize(question.told)
    first = weighed[0]
    parts: dict[str, Weighed] = {}
    for each in weighed:
        fact = each.fact
        same = _counts_the_same(first, each) and fact.modality == first.fact.modality
        if same and any(normalize(name) in told for name in each.candidate.told.names("subject")):
            parts.setdefault(fact.subject.id, each)
    exact = all(
        part.fact.quantity and part.fact.quantity.bound == "exact" for part in parts.values()
    )
    if len(parts) < 2 or not exact or first.fact.subject.id not in parts:
        return None
    values = [part.fact.quantity.value for part in parts.values() if part.fact.quantity]
    return Answer(
        value=sum(values),
        bound="exact",
        unit=first.fact.quantity.unit if first.fact.quantity else "",
        share=sum(part.share for part in parts.values()),
        facts=tuple(part.candidate.told.iri for part in parts.values()),
    )


def _counts_the_same(one: Weighed, other: Weighed) -> bool:
    fact, second = one.fact, other.fact
    return (
        fact.relation == second.relation
        and normalize(fact.object.name) == normalize(second.object.name)
        and one.candidate.told.document == other.candidate.told.document
        and not second.negated
        and (fact.quantity.unit if fact.quantity else "")
        == (second.quantity.unit if second.quantity else "")
    )


def _most(question: Question, weighed: Sequence[Weighed]) -> tuple[Answer, ...]:
    """Who or what has the greatest figure among the facts that the question is about."""
    figures = [each for each in weighed if each.fact.quantity and _could_have_most(question, each)]
    if not figures:
        return ()
    least = _AMONG * figures[0].share
    among = [
        each
        for each in figures
        if each.share >= least
        and each.candidate.role == figures[0].candidate.role
        and _counts_alike(figures[0], each)
    ]
    rivals: dict[str, Weighed] = {}
    for each in among:
        rivals.setdefault(answer_of(each.candidate).name, each)
    if len(rivals) < 2:
        return ()
    best = max(
        rivals.values(),
        key=lambda each: float(each.fact.quantity.value) if each.fact.quantity else 0.0,
    )
    share = sum(each.share for each in among)
    return (answer_of(best.candidate, share),)


def _could_have_most(question: Question, each: Weighed) -> bool:
    if each.candidate.role != "subject" or each.fact.negated:
        return False
    name = each.fact.subject.name
    return not question.head or name.endswith(question.head[-1:])


def _counts_alike(one: Weighed, other: Weighed) -> bool:
    fact, second = one.fact, other.fact
    assert fact.quantity is not None
    assert second.quantity is not None
    return (
        fact.relation == second.relation
        and fact.quantity.unit == second.quantity.unit
        and normalize(fact.object.name) == normalize(second.object.name)
    )
