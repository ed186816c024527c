"""Answering: from a question to the facts that answer it, and to what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from extractors.evaluation.matching import normalize
from extractors.facts import Fact
from graph.asking.answers import ANSWERED, NOT_UNDERSTOOD, UNKNOWN, Answer, Reply
from graph.asking.candidates import Library, Told
from graph.asking.deeds import asks_for_deeds, deed_candidates, tells_another_deed
from graph.asking.features import DEED, TIME, Candidate, Features, Weigher, candidates_of
from graph.asking.figures import extreme_of, is_part, sum_of
from graph.asking.finding import SUM, query_for
from graph.asking.outright import outright_candidates
from graph.asking.plain import plain_candidates
from graph.asking.reading import LONGEST, NUMBER, WHETHER, Question, read_question
from graph.asking.telling import Weighed, answer_of
from graph.asking.weighing import Scale, load_scales, sort_of
from graph.store import Store

SHOWN: Final = 5
"""Facts that stand under an answer, or come nearest where there is none, at most."""

_LISTED: Final = 0.08  # of the best answer's share: from there on a sibling is told with it
_UNDER: Final = 0.1  # of the best fact's share: from there on a fact stands under the answer
_MOST_SHOWN: Final = 20  # facts that stand under an answer that is a list


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
        weighed = outright = self._outright(question, among, sure)
        answers = told_outright(question, outright)
        if not answers:
            weighed = self.weigh(question, among)
        if not answers and not asks_for_deeds(question, among):
            answers = answers_of(question, weighed)
        if not answers or not (outright or sum(each.share for each in answers) >= sure):
            near = [each.candidate.told for each in weighed] or _alike(text, facts)
            return Reply(text, UNKNOWN, facts=_by_iri(near))
        found: dict[str, Candidate] = {}
        for each in weighed:
            found.setdefault(each.candidate.told.iri, each.candidate)
        candidates = [found[iri] for answer in answers for iri in answer.facts]
        sparql = query_for(self.store, candidates, _shape(question, answers))
        told = _by_iri((each.told for each in candidates), _MOST_SHOWN)
        return Reply(text, ANSWERED, answers, told, sparql)

    def _outright(self, question: Question, facts: Sequence[Told], sure: float) -> list[Weighed]:
        """What some facts say outright: then nothing is to be weighed."""
        found = (
            deed_candidates(question, facts, sure)
            or plain_candidates(question, facts, sure)
            or outright_candidates(question, facts)
        )
        return [Weighed(each, each.told.fact.confidence) for each in found]

    def weigh(self, question: Question, facts: Sequence[Told]) -> list[Weighed]:
        """The candidates among some facts with their shares, the likeliest first."""
        candidates = list(candidates_of(question, facts))
        weigher = Weigher(question, facts)
        features = weigher.features_of(candidates)
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
    if question.extreme:
        best = extreme_of(question, weighed)
        return (best,) if best else ()
    grouped = _grouped(weighed)
    if question.asked.kind == NUMBER:
        if tells_another_deed(question, weighed[0].candidate.told.fact):
            return ()
        added = sum_of(question, weighed)
        if added is None and is_part(question, weighed[0], weighed):
            return ()
        return (added,) if added else grouped[:1]
    if question.asked.kind == WHETHER or weighed[0].candidate.role == TIME:
        return grouped[:1]
    return _with_siblings(weighed, grouped)


def told_outright(question: Question, weighed: Sequence[Weighed]) -> tuple[Answer, ...]:
    """What facts say outright: deeds in the order of the page, all else the surest first."""
    if weighed and weighed[0].candidate.role == DEED:
        return tuple(answer_of(each.candidate, each.share) for each in weighed)
    return _grouped(weighed)


def ask(store: Store, question: str) -> Reply:
    """
    What a store answers to a question in Chinese.

    No question raises an error: one that is not understood, and one that the store does not know
    the answer to, have a reply that says so.
    """
    return Asker(store).ask(question)


def _shape(question: Question, answers: Sequence[Answer]) -> str:
    """How the query has to put the answer together: nothing, a sum, the most or the least."""
    if question.asked.kind == NUMBER and answers[0].added:
        return SUM
    return question.extreme


def _by_iri(facts: Iterable[Told], most: int = SHOWN) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for told in facts:
        if len(found) < most:
            found.setdefault(told.iri, told.fact)
    return found


def _alike(text: str, facts: Sequence[Told]) -> list[Told]:
    """The facts whose words are most like those of a text, the likest first."""
    plain = normalize(text[:LONGEST])
    pairs = {plain[place : place + 2] for place in range(len(plain) - 1)}
    shared = {told.iri: sum(pair in told.told for pair in pairs) for told in facts}
    ranked = sorted(facts, key=lambda told: (-shared[told.iri], told.iri))
    return [told for told in ranked if shared[told.iri]]


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
    if _type(one) != _type(other) or one.fact.modality != other.fact.modality:
        return False
    ends = [end for end in ("subject", "object") if end != role]
    return all(getattr(one.fact, end) == getattr(other.fact, end) for end in ends) or (
        role in ("subject", "object")
        and one.fact.evidence == other.fact.evidence
        and one.fact.trigger == other.fact.trigger
    )


def _type(weighed: Weighed) -> str:
    argument = weighed.candidate.told.argument(weighed.candidate.role)
    return argument.type if argument else ""
