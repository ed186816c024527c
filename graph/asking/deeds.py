"""Deeds and words: what somebody did, was asked to do or plans to do, and what somebody said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from extractors.evaluation.matching import normalize
from extractors.facts import Fact
from graph.asking.candidates import Told
from graph.asking.features import DEED, LITERAL, Candidate
from graph.asking.reading import THING, WHICH, Question
from ontology import load_ontology
from ontology.lexicon import load_lexicon

_STATED: Final = "stated"
_DEED: Final = "asks.deed"
_IDLE: Final = ("asks.idle", "asks.copula", "adverb", "done")
_LIGHT: Final = "light"
_STANCES: Final = ("required", "planned")
_DONE: Final = "asserted"
_SHORTEST: Final = 2  # characters of a name
_MOST: Final = 10  # deeds that are told


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who is asked about, who is said to have asked it of him, and in which stance."""

    doers: frozenset[str]
    speakers: frozenset[str]
    stance: str
    of_words: bool


def deed_candidates(question: Question, facts: Sequence[Told], sure: float) -> list[Candidate]:
    """
    The facts that tell what somebody did, was to do or said, in the order of the page.

    甲局做了什么 asks for what happened, 甲局计划做什么 for what is planned, 县长要求甲局做什么 for
    what is demanded of it, 县长要求了什么 for his words. Nothing where a question says more than
    names and one of these verbs: then all that it says is to be weighed.
    """
    asked = _read(question, facts)
    if asked is None:
        return []
    if asked.of_words:
        said = [told for told in facts if _is_said_by(told, asked.doers)]
        return [Candidate(told, "object") for told in said]
    speeches = [told for told in facts if _is_said_by(told, asked.speakers)]
    found: dict[str, Candidate] = {}
    for told in facts:
        if not _is_deed(told, asked.stance, sure):
            continue
        spoken = not asked.speakers or any(_lies_in(told, speech) for speech in speeches)
        if spoken and _is(told, asked.doers or _everybody(told)):
            found.setdefault(told.fact.evidence.text, Candidate(told, DEED))
    return list(found.values())[:_MOST]


def asks_for_deeds(question: Question, facts: Sequence[Told]) -> bool:
    """Whether a question asks for nothing but what somebody does: no single fact answers it."""
    asked = _read(question, facts)
    return asked is not None and not asked.of_words


def tells_another_deed(question: Question, fact: Fact) -> bool:
    """
    Whether a fact tells of something else than the verb of a question asks for.

    The figure of what was damaged is not that of what was repaired. Nothing is another deed where
    no verb of the question is known, nor where the question has a character of the fact's verb.
    """
    triggers = load_lexicon().triggers
    meant = {each.relation for word in question.words for each in triggers.get(word, ())}
    meant |= {each.relation for each in question.pattern}
    if not meant or fact.relation in meant or fact.trigger is None:
        return False
    return set(normalize(fact.trigger.text)).isdisjoint(normalize(question.said))


def _read(question: Question, facts: Sequence[Told]) -> _Asked | None:
    if question.asked.kind not in (THING, WHICH):
        return None
    text = normalize(question.said)
    rest, names = text, list[tuple[int, str]]()
    for name in _names_in(text, facts):
        place = rest.find(name)
        if place >= 0:
            names.append((place, name))
            rest = rest.replace(name, "|" * len(name), 1)
    read = _parts(rest, question)
    if read is None or not names:
        return None
    stance, speech, deed = read
    names.sort()
    called = [name for _, name in names]
    if not deed:
        only = speech >= 0 and len(called) == 1 and names[0][0] < speech
        return _Asked(frozenset(called), frozenset(), "", of_words=True) if only else None
    if speech < 0:
        return _Asked(frozenset(called), frozenset(), stance or _DONE, of_words=False)
    speakers = frozenset(name for place, name in names if place < speech)
    doers = frozenset(name for place, name in names if place > speech)
    return _Asked(doers, speakers, stance or _STANCES[0], of_words=False)


def _names_in(text: str, facts: Sequence[Told]) -> list[str]:
    """The names of all subjects of facts that stand in a text, the longest first."""
    names = {normalize(name) for told in facts for name in told.names("subject")}
    return sorted(
        (name for name in names if len(name) >= _SHORTEST and name in text),
        key=lambda name: (-len(name), name),
    )


def _parts(rest: str, question: Question) -> tuple[str, int, bool] | None:
    """
    What stands beside the names: the stance, where a verb of speech is, whether a deed is asked.

    None where there is anything else.
    """
    words = _words()
    if question.noun in load_lexicon().forms(_DEED):
        words = _words(_LIGHT)  # 开展了哪些工作 asks for deeds, 开展了什么 for what was held
    stance, speech, deed, place = "", -1, False, 0
    while place < len(rest):
        form = next((each for each in words if rest.startswith(each, place)), "")
        if not form and rest[place] != "|":
            return None
        kinds = words.get(form, frozenset())
        if _STATED in kinds and speech < 0:
            speech = place
        else:
            stance = stance or next((each for each in _STANCES if each in kinds), "")
        deed = deed or _DEED in kinds
        place += len(form) or 1
    return stance, speech, deed


@cache
def _words(*more: str) -> dict[str, frozenset[str]]:
    """The words that may stand beside the names and what each is, the longest first."""
    found: dict[str, set[str]] = {}
    for form, kind in _forms(more):
        found.setdefault(normalize(form), set()).add(kind)
    found.pop("", None)
    longest = sorted(found, key=lambda form: (-len(form), form))
    return {form: frozenset(found[form]) for form in longest}


def _forms(more: Sequence[str]) -> Iterator[tuple[str, str]]:
    lexicon = load_lexicon()
    for kind in (_DEED, *_IDLE, *_STANCES, *more):
        for form in lexicon.forms(kind):
            yield form, kind
    for form, triggers in lexicon.triggers.items():
        if any(each.relation == _STATED for each in triggers):
            yield form, _STATED


def _is(told: Told, called: frozenset[str]) -> bool:
    return any(normalize(name) in called for name in told.names("subject"))


def _everybody(told: Told) -> frozenset[str]:
    return frozenset(map(normalize, told.names("subject")))


def _is_said_by(told: Told, speakers: frozenset[str]) -> bool:
    return (
        told.fact.relation == _STATED and told.fact.object.type == LITERAL and _is(told, speakers)
    )


def _is_deed(told: Told, stance: str, sure: float) -> bool:
    fact = told.fact
    return (
        fact.relation in _deeds()
        and fact.modality == stance
        and not fact.negated
        and fact.confidence >= sure
    )


@cache
def _deeds() -> frozenset[str]:
    """The relations that tell of a deed: neither a state nor words."""
    ontology = load_ontology()
    return frozenset(
        name
        for name, relation in ontology.relations.items()
        if LITERAL not in relation.range and "structuralRelation" not in ontology.lineage(name)
    )


def _lies_in(told: Told, speech: Told) -> bool:
    """Whether a fact stands in what somebody said."""
    if told.document != speech.document:
        return False
    return normalize(told.fact.evidence.text) in normalize(speech.fact.object.name)
