"""What facts say outright: the question says no more than a fact does, and asks for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from extractors.evaluation.matching import normalize
from extractors.frames.counts import PERSONAL
from graph.asking.candidates import ROLES, Told
from graph.asking.features import DOERS, FACT, LITERAL, PLACES, QUANTITY, TIME, Candidate
from graph.asking.reading import NUMBER, WHEN, WHERE, WHETHER, WHO, Question
from ontology import load_ontology
from ontology.lexicon import load_lexicon

_UNIT: Final = "AdministrativeArea"
_GAP: Final = "|"
_SURE: Final = 0.5  # a fact that is believed less says nothing outright
_SHORTEST: Final = 2  # characters of a name
_ASSERTED: Final = "asserted"
_IDLE: Final = ("asks.idle", "asks.copula", "adverb")
_STANCES: Final = {_ASSERTED: "done", "required": "required", "planned": "planned"}
"""Which words say that a fact is so, is demanded or is planned; other facts do not answer them."""

_BY_MARKER: Final = {
    "role.recipient": ("recipient", "object"),
    "role.agent": ("subject",),
    "role.place": ("place", "object"),
    "role.source": ("place",),
    "role.patient": ("object",),
}
_MARKERS: Final = (*_BY_MARKER, "role.companion")
_ROLES_OF: Final = {NUMBER: QUANTITY, WHEN: TIME, WHETHER: FACT}


def outright_candidates(question: Question, facts: Sequence[Told]) -> list[Candidate]:
    """
    The facts that say all that the question says, and what it asks for; the surest first.

    All of a question has to be accounted for: its verb is one of the fact's relation, what else it
    names takes part in the fact, and what is asked for is of the kind and at the place that the
    question gives it. Nothing where the facts are of several documents, where they tell several
    figures or times, and where a question says anything else: then all is to be weighed.
    """
    if question.extreme or question.times:
        return []
    found = [
        candidate
        for told in facts
        if _is_clear(told)
        for candidate in _candidates(question, told)
        if _says_all(question, candidate)
    ]
    for better in (_is_done, _is_own, _is_no_unit):
        found = [each for each in found if better(question, each)] or found
    if len({each.told.document for each in found}) != 1 or _disagree(found):
        return []
    return sorted(found, key=lambda each: (-each.told.fact.confidence, each.told.iri))


def _is_done(_: Question, candidate: Candidate) -> bool:
    return candidate.told.fact.modality == _ASSERTED


def _is_own(question: Question, candidate: Candidate) -> bool:
    """Whether a figure is of the one alone who is asked about, where figures are asked for."""
    return question.asked.kind != NUMBER or not candidate.told.joint


def _is_no_unit(question: Question, candidate: Candidate) -> bool:
    """Whether it is a person or a body that 谁 asks for: a unit does what its people do."""
    if question.asked.kind != WHO:
        return True
    argument = candidate.told.argument(candidate.role)
    return argument is None or argument.type != _UNIT


def _is_clear(told: Told) -> bool:
    ontology = load_ontology()
    relation = told.fact.relation
    return (
        told.fact.confidence >= _SURE
        and told.fact.object.type != LITERAL
        and relation in ontology.relations
        and "structuralRelation" not in ontology.lineage(relation)
    )


def _disagree(found: Sequence[Candidate]) -> bool:
    """Whether facts tell several figures or times; several names are a list."""
    role = found[0].role if found else ""
    if role == QUANTITY:
        figures = {each.told.fact.quantity and each.told.fact.quantity.value for each in found}
        return len(figures) > 1
    if role == TIME:
        return len({each.told.fact.time for each in found}) > 1
    stances = {(each.told.fact.negated, each.told.fact.modality) for each in found}
    return role == FACT and len(stances) > 1


def _candidates(question: Question, told: Told) -> Iterator[Candidate]:
    kind, fact = question.asked.kind, told.fact
    if kind in _ROLES_OF:
        role = _ROLES_OF[kind]
        if (
            (role == QUANTITY and not fact.negated and _is_measured_so(question, told))
            or (role == TIME and fact.time and not fact.negated)
            or role == FACT
        ):
            yield Candidate(told, role)
        return
    if fact.negated:
        return
    for role in _places(question, told):
        if told.argument(role) is not None:
            if _is_called_so(question, told, role):
                yield Candidate(told, role)
            return


def _is_measured_so(question: Question, told: Told) -> bool:
    quantity = told.fact.quantity
    if quantity is None:
        return False
    return question.unit in ("", quantity.unit) or {question.unit, quantity.unit} <= PERSONAL


def _places(question: Question, told: Told) -> tuple[str, ...]:
    """The roles that what is asked for may have, by where the question has it."""
    before = normalize(question.told[: question.variable.start])
    lexicon = load_lexicon()
    for marker, roles in _BY_MARKER.items():
        if any(before.endswith(form) for form in lexicon.forms(marker)):
            return roles
    if question.asked.kind == WHERE:
        return ("place", "object")
    verbs = _verbs(told.fact.relation)
    return ("object",) if any(verb in before for verb in verbs) else ("subject",)


def _is_called_so(question: Question, told: Told, role: str) -> bool:
    """Whether what plays a role is of the kind, and is called, as the question asks."""
    argument = told.argument(role)
    assert argument is not None
    kind = question.asked.kind
    if kind == WHO and argument.type not in DOERS:
        return False
    if kind == WHERE:
        return argument.type in PLACES
    if question.type and argument.type != question.type:
        return False
    noun = normalize(question.head)
    return not noun or any(normalize(name).endswith(noun) for name in told.names(role))


def _says_all(question: Question, candidate: Candidate) -> bool:
    """Whether a fact says all that the question says beside what it asks for."""
    told = candidate.told
    rest = _without_asked(question)
    named = 0
    for role in ROLES:
        if role == candidate.role:
            continue
        name = next((each for each in _called(told, role) if each in rest), "")
        if name:
            rest = rest.replace(name, _GAP, 1)
            named += 1
    if not named:
        return False
    for unit in sorted(_context(told), key=len, reverse=True):
        rest = rest.replace(unit, _GAP, 1)
    return _is_only_verb(rest, told)


def _called(told: Told, role: str) -> list[str]:
    """
    What who or what plays a role may be called, the most telling first.

    Beside its names: a unit by its level (全县, 县里), anything by the noun of its type (物资).
    """
    argument = told.argument(role)
    if argument is None:
        return []
    names = sorted(map(normalize, told.names(role)), key=len, reverse=True)
    names = [name for name in names if len(name) >= _SHORTEST]
    lexicon = load_lexicon()
    if argument.type == _UNIT:
        level = argument.name[-1:]
        names += [f"{each}{level}" for each in sorted(lexicon.forms("asks.whole"))]
        names += [f"{level}{each}" for each in sorted(lexicon.forms("localizer"))]
    return names + sorted(lexicon.forms(f"asks.type.{argument.type}"), key=len, reverse=True)


def _without_asked(question: Question) -> str:
    """What a question says without the words that ask, their measure word and their noun."""
    before = normalize(question.told[: question.variable.start])
    after = normalize(question.told[question.variable.end :])
    if question.unit and after.startswith(question.unit):
        after = after[len(question.unit) :]
    noun = normalize(question.noun)
    if noun and question.asked.kind != NUMBER:
        if after.startswith(noun):
            after = after[len(noun) :]
        elif noun in before:
            before = before.replace(noun, _GAP, 1)
    return f"{before}{_GAP}{after}"


def _context(told: Told) -> frozenset[str]:
    """The names of the units that a fact lies in: they may be said or not."""
    names = {told.unit, *(name for each in (told.within or {}).values() for name in each)}
    return frozenset(name for name in map(normalize, names) if len(name) >= _SHORTEST)


def _is_only_verb(rest: str, told: Told) -> bool:
    """
    Whether nothing is left but the fact's verb and words that say nothing more.

    Another verb of the relation is as good where it shares a character: 捐了 asks for what 捐赠
    tells, 推行 not for what 启动 does.
    """
    trigger = normalize(told.fact.trigger.text) if told.fact.trigger else ""
    verbs = (trigger, *(each for each in _verbs(told.fact.relation) if set(each) & set(trigger)))
    idle = _idle(told.fact.modality)
    place = acted = 0
    while place < len(rest):
        if rest[place] == _GAP:
            place += 1
            continue
        verb = next((each for each in verbs if each and rest.startswith(each, place)), "")
        word = next((each for each in idle if rest.startswith(each, place)), "")
        if not verb and not word:
            return False
        acted += bool(verb)
        place += max(len(verb), len(word))
    return acted > 0


@cache
def _verbs(relation: str) -> tuple[str, ...]:
    """The verbs that tell a relation, the longest first."""
    lexicon = load_lexicon()
    found = (
        normalize(form)
        for form, triggers in lexicon.triggers.items()
        if any(each.relation == relation for each in triggers)
    )
    return tuple(sorted({each for each in found if each}, key=lambda form: (-len(form), form)))


@cache
def _idle(modality: str) -> tuple[str, ...]:
    """Words that say nothing more of a fact of that modality, the longest first."""
    lexicon = load_lexicon()
    stance = _STANCES.get(modality, "")
    found = {
        normalize(form) for kind in (*_IDLE, *_MARKERS, stance) for form in lexicon.forms(kind)
    }
    return tuple(sorted(found - {""}, key=lambda form: (-len(form), form)))
