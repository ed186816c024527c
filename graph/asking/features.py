"""What speaks for a fact as the answer to a question, and what against it, as readable features."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.evaluation.matching import alike, normalize
from extractors.facts import Fact, Quantity
from extractors.measures import kinds
from graph.asking.candidates import ROLES, Told
from graph.asking.reading import NUMBER, THING, WHEN, WHERE, WHETHER, WHICH, WHO, Question
from ontology.lexicon import load_lexicon

QUANTITY, TIME, FACT, DEED = "quantity", "time", "fact", "deed"
LITERAL = "Literal"
Features = Mapping[str, float]

PLACES = frozenset({"AdministrativeArea", "Place"})
DOERS = frozenset({"Person", "Organization", "AdministrativeArea", "PopulationGroup"})
_HALF = 0.5  # of a name: from there on it is said to be half told
_COMPARED = ("words.fact", "words.missing", "pairs.fact", "pairs.sentence")  # with the best of all


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may answer, and the role in it that would be the answer."""

    told: Told
    role: str


def candidates_of(question: Question, facts: Iterable[Told]) -> Iterator[Candidate]:
    """The facts that have what is asked for, each with the role that holds it."""
    kind = question.asked.kind
    for told in facts:
        if kind == NUMBER:
            roles: Sequence[str] = (QUANTITY,) if told.fact.quantity else ()
        elif kind == WHEN:
            roles = (TIME,) if told.fact.time else ()
        elif kind == WHETHER:
            roles = (FACT,)
        else:
            roles = [role for role in ROLES if _may_be(kind, told, role)]
        for role in roles:
            yield Candidate(told, role)


def _may_be(kind: str, told: Told, role: str) -> bool:
    found = told.argument(role)
    if found is None or not found.name or found.type == LITERAL:
        return False
    if _names_nobody(found.name):
        return False
    if kind == WHERE:
        return found.type in PLACES or found.type == "Organization"
    return found.type in DOERS if kind == WHO else True


@lru_cache(maxsize=1 << 12)
def _names_nobody(name: str) -> bool:
    """Whether a name is a pronoun or an asking word (谁 of 谁来管), which answers nothing."""
    lexicon = load_lexicon()
    kinds = (NUMBER, WHO, WHICH, THING, WHERE, WHEN)
    return any(lexicon.marks(name, kind) for kind in ("pronoun", *map("asks.{}".format, kinds)))


class Weigher:
    """Finds the features of candidates for one question among all that may answer it."""

    def __init__(self, question: Question, facts: Sequence[Told]) -> None:
        """Take the question, and the facts that words are rare or common in."""
        self.question = question
        self.text = normalize(question.told)
        self.said = normalize(question.said)
        self.pairs = _pairs(self.said)
        self.words = tuple(dict.fromkeys(question.words))
        if question.asked.kind in (WHICH, THING):
            # 哪些物资 asks for what is called otherwise: the noun is compared with the answer
            noun = normalize(question.noun)
            self.words = tuple(word for word in self.words if word not in noun)
        self.weights = _rarity(self.words, facts)
        self.total = sum(self.weights.values()) or 1.0
        lexicon = load_lexicon()
        triggers = (each for word in self.words for each in lexicon.triggers.get(word, ()))
        self.relations = frozenset(each.relation for each in triggers)
        self.numbers = [each for each in question.numbers if each.unit]

    def features_of(self, candidates: Sequence[Candidate]) -> list[Features]:
        """The features of each of all candidates by name; those left out are 0."""
        found = [self._features(each) for each in candidates]
        best = {name: max((one[name] for one in found), default=0.0) for name in _COMPARED}
        return [
            one | {f"{name}.behind": best[name] - one[name] for name in _COMPARED} for one in found
        ]

    def _features(self, candidate: Candidate) -> dict[str, float]:
        found: dict[str, float] = {"bias": 1.0}
        told, fact = candidate.told, candidate.told.fact
        found |= self._words(told)
        found |= self._relation(fact)
        for role in ROLES:
            if role != candidate.role and told.argument(role) is not None:
                found |= self._role(told, role)
        found |= self._pattern(told, candidate.role)
        found |= self._time(fact)
        found |= self._figures(candidate)
        found |= self._stance(fact)
        found |= self._fit(candidate)
        if candidate.role == QUANTITY:
            found |= self._unit(fact.quantity)
            found |= self._counted(told)
        elif candidate.role not in (TIME, FACT):
            found |= self._answer(told, candidate.role)
        return found

    def _words(self, told: Told) -> dict[str, float]:
        """How much of what the question says the fact, its sentence and its article say."""
        own = sentence = somewhere = part = 0.0
        for word, weight in self.weights.items():
            if word in told.told:
                own += weight
            elif word in told.around:
                sentence += weight
            elif word in told.setting:
                somewhere += weight
            else:
                part += weight * _share(word, told.around + told.told)
        pairs = len(self.pairs) or 1
        evidence = _pairs(normalize(told.fact.evidence.text))
        return {
            "words.fact": own / self.total,
            "words.sentence": sentence / self.total,
            "words.article": somewhere / self.total,
            "words.part": part / self.total,
            "words.missing": 1 - (own + sentence + somewhere + part) / self.total,
            "words.missing.weight": (self.total - own - sentence - somewhere - part) / 5,
            "pairs.fact": len(self.pairs & _pairs(told.told)) / pairs,
            "pairs.sentence": len(self.pairs & _pairs(told.around)) / pairs,
            "pairs.of.evidence": len(self.pairs & evidence) / (len(evidence) or 1),
        }

    def _relation(self, fact: Fact) -> dict[str, float]:
        found: dict[str, float] = {}
        read = [each.confidence for each in self.question.pattern if each.relation == fact.relation]
        if read:
            found["relation.read"] = max(read)
        elif self.question.pattern:
            found["relation.other"] = max(each.confidence for each in self.question.pattern)
        if fact.relation in self.relations:
            found["relation.word"] = 1.0
        trigger = normalize(fact.trigger.text) if fact.trigger else ""
        if trigger and trigger in self.said:
            found["trigger.told"] = 1.0
        elif trigger:
            found["trigger.part"] = _share(trigger, self.said)
        else:
            found["trigger.none"] = 1.0
        return found

    def _fit(self, candidate: Candidate) -> dict[str, float]:
        """What of the verb, who and whom the question tells, taken together."""
        told, role = candidate.told, candidate.role
        trigger = normalize(told.fact.trigger.text) if told.fact.trigger else ""
        verb = self._how_told((trigger,)) if trigger else "none"
        ends = [
            "asked" if end == role else self._how_told(tuple(map(normalize, told.names(end))))
            for end in ("subject", "object")
        ]
        kind = self.question.asked.kind
        return {
            f"fit={verb}|{'|'.join(ends)}": 1.0,
            f"{kind}:{told.fact.relation}:{role}": 1.0,
        }

    def _how_told(self, names: Sequence[str]) -> str:
        if any(len(name) > 1 and name in self.said for name in names):
            return "told"
        best = max((_share(name, self.said) for name in names if name), default=0.0)
        return "half" if best >= _HALF else "part" if best else "untold"

    def _counted(self, told: Told) -> dict[str, float]:
        """Whether the fact counts what the question counts: 几家医院 is not 24名医务人员."""
        question, quantity = self.question, told.fact.quantity
        assert quantity is not None
        noun = normalize(question.noun)
        if not noun:
            thing = "none"
        else:
            names = tuple(map(normalize, (*told.names("object"), *told.names("subject"))))
            best = max((_share(noun, name) for name in names), default=0.0)
            thing = "same" if best == 1 else "half" if best >= _HALF else "other"
        unit = "same" if quantity.unit == question.unit else "other"
        return {f"counted={thing}|{unit if question.unit else 'open'}": 1.0}

    def _role(self, told: Told, role: str) -> dict[str, float]:
        """Whether the question names who or what plays a role that is not asked for."""
        names = [normalize(name) for name in told.names(role)]
        names = [name for name in names if name]
        if not names:
            return {}
        if any(name in self.said for name in names if len(name) > 1):
            longest = max(len(name) for name in names if name in self.said)
            return {f"{role}.told": 1.0, f"{role}.told.length": min(longest, 8) / 8}
        best = max(_share(name, self.said) for name in names)
        ending = any(name[-2:] in self.said for name in names)
        found = {f"{role}.part": best, f"{role}.untold": 1 - best}
        if ending:
            found[f"{role}.ending"] = 1.0
        within = (told.within or {}).get(role, ())
        if any(normalize(name) in self.said for name in (*within, told.unit) if len(name) > 1):
            found[f"{role}.within"] = 1.0
        return found

    def _pattern(self, told: Told, asked: str) -> dict[str, float]:
        """How a fact is like what the extractors read in the question."""
        best: dict[str, float] = {}
        for each in self.question.pattern:
            subject = alike((each.subject.name, each.subject.mention), told.names("subject"))
            object_ = alike((each.object.name, each.object.mention), told.names("object"))
            asked_here = self._is_asked(each, asked)
            like = (
                subject * (asked != "subject")
                + object_ * (asked != "object")
                + (each.relation == told.fact.relation)
                + 0.5 * asked_here
            ) * each.confidence
            if like > best.get("pattern", 0.0):
                best = {"pattern": like, "pattern.asked": float(asked_here) * each.confidence}
                best["pattern.subject"] = subject
                best["pattern.object"] = object_
        return best

    def _is_asked(self, pattern: Fact, role: str) -> bool:
        """Whether the stand-in plays that role in what was read."""
        question = self.question
        stand_in = question.told[question.variable.start : question.variable.end]
        if role == QUANTITY:
            return pattern.quantity is not None and stand_in in pattern.quantity.text
        argument = getattr(pattern, role, None) if role in ROLES else None
        return bool(stand_in) and argument is not None and stand_in in (argument.mention or "")

    def _time(self, fact: Fact) -> dict[str, float]:
        if not self.question.times:
            return {"time.untold": float(bool(fact.time))}
        if not fact.time:
            return {"time.missing": 1.0}
        nearness = max(_same_time(each, fact.time) for each in self.question.times)
        return (
            {"time.same": 1.0}
            if nearness == 1
            else {"time.near" if nearness else "time.other": 1.0}
        )

    def _figures(self, candidate: Candidate) -> dict[str, float]:
        """Whether figures that the question tells stand in the sentence."""
        told, found = candidate.told, dict[str, float]()
        for each in self.numbers:
            here = normalize(each.text) in told.around + told.told
            found["figure.here" if here else "figure.missing"] = 1.0
            if told.fact.quantity and told.fact.quantity.value == each.value:
                found["figure.own"] = 1.0
        return found

    def _stance(self, fact: Fact) -> dict[str, float]:
        odds = math.log(max(fact.confidence, 0.01) / max(1.01 - fact.confidence, 0.01))
        found = {"confidence": odds, f"relation={fact.relation}": 1.0}
        if fact.modality != "asserted":
            found["modality.unreal"] = 1.0
        if fact.modality != self.question.modality:
            found["modality.other"] = 1.0
        if fact.negated:
            found["negated"] = 1.0
        return found

    def _unit(self, quantity: Quantity | None) -> dict[str, float]:
        assert quantity is not None
        asked, told = self.question.unit, quantity.unit
        kind = kinds().get(told, "")
        found = {f"unit:{asked}|{told}": 1.0} if asked != told else {}
        if not asked:
            return {**found, "unit.open": 1.0, f"unit.open.{kind}": 1.0}
        if asked == told:
            return {"unit.same": 1.0, f"unit.same={asked}": 1.0}
        same = kind == self.question.unit_kind
        return {**found, "unit.kind" if same else "unit.other": 1.0}

    def _answer(self, told: Told, role: str) -> dict[str, float]:
        """Whether who or what would be the answer can be: not told already, of the right kind."""
        question, found = self.question, dict[str, float]()
        argument = told.argument(role)
        assert argument is not None
        kind = question.asked.kind
        found[f"role={role}"] = 1.0
        found[f"{kind}:{role}"] = 1.0
        found[f"{kind}:{argument.type}"] = 1.0
        names = [normalize(name) for name in told.names(role)[:2]]
        if any(name in self.said for name in names if name):
            found["answer.told"] = 1.0
        found["answer.part"] = max((_share(name, self.said) for name in names if name), default=0.0)
        if question.head:
            head = normalize(question.head)
            if any(name.endswith(head) for name in names):
                called = "same"
            elif any(_share(head, name) > 0 for name in names):
                called = "part"
            else:
                called = "other"
            found[f"head.{called}"] = 1.0
        else:
            called = "none"
        if question.type:
            same = question.type == argument.type
            found["head.type" if same else "head.other.type"] = 1.0
            found[f"head={called}|{'type' if same else 'other'}"] = 1.0
        else:
            found[f"head={called}"] = 1.0
        found["answer.length"] = min(len(argument.name), 12) / 12
        found["answer.counted"] = float(told.fact.quantity is not None and role == "object")
        asking = normalize(question.told)
        before = asking[: len(normalize(question.told[: question.variable.start]))]
        found[f"place.{'first' if not before else 'later'}:{role}"] = 1.0
        return found


def _rarity(words: Sequence[str], facts: Sequence[Told]) -> dict[str, float]:
    """What each word counts: the more, the fewer of the facts' sentences have it."""
    seen: Counter[str] = Counter()
    for told in facts:
        text = told.around + told.told
        seen.update(word for word in words if word in text)
    count = len(facts)
    return {
        word: min(len(word), 4) ** 0.5 * math.log(1 + (count + 1) / (seen[word] + 1))
        for word in words
    }


@lru_cache(maxsize=1 << 15)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


@lru_cache(maxsize=1 << 16)
def _share(word: str, text: str) -> float:
    """How much of a word stands in a text in one piece; a single character of many is little."""
    size = len(word)
    for length in range(size, 0, -1):
        if any(word[start : start + length] in text for start in range(size - length + 1)):
            return length / size if length > 1 or size == 1 else 0.5 / size
    return 0.0


def _same_time(one: str, other: str) -> float:
    """1 for times that agree as far as both say, 0.5 for the same day at another hour, else 0."""
    (day, _, hour), (other_day, _, other_hour) = one.partition("T"), other.partition("T")
    if not day.lstrip("-").endswith(other_day[-5:].lstrip("-")) and not other_day.endswith(
        day[-5:].lstrip("-")
    ):
        return 0.0
    return 1.0 if not hour or not other_hour or hour == other_hour else 0.5
