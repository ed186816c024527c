"""Reading: from the analysis of a clause to who does what to whom, in the clause's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.open.chart import Tree
from extractors.open.phrases import conjuncts, verbs, words_of
from extractors.open.tagging import TIME
from extractors.open.triples import Setting, Slot, Triple
from extractors.open.words import Word
from ontology.lexicon import Lexicon

_DATED = re.compile("[0-9０-９〇零一二三四五六七八九十]|[年月日周]|世纪")
_VERBAL = ("V", "VG", "VSAY", "VCTRL", "VPIV", "VDIT", "VC", "VE", "VNOM", "VLINK")


class Reader:
    """Reads the trees of one sentence, whose words are numbered through."""

    def __init__(self, words: Sequence[Word], lexicon: Lexicon) -> None:  # noqa: D107
        self.words = words
        self.lexicon = lexicon

    # -- clauses ------------------------------------------------------------------------------

    def read(self, tree: Tree, setting: Setting) -> Iterator[Triple]:
        """The facts of a clause or a verb phrase, those of its noun phrases included."""
        match tree.label:
            case "S":
                yield from self._sentence(tree, setting)
            case "VP":
                yield from self._verb_phrase(tree, setting)
            case _:
                yield from self._within(tree)

    def subjects(self, tree: Tree) -> tuple[Slot, ...]:
        """The subjects of a clause; empty where it has none."""
        match tree.label, tree.shape:
            case "S", ("NP" | "LP", "VP"):
                return tuple(self.things(tree.parts[0]))
            case "S", (_, "S"):
                return self.subjects(tree.parts[1])
            case "S", ("S", "CCS"):
                return self.subjects(tree.parts[0])
        return ()

    def _sentence(self, tree: Tree, setting: Setting) -> Iterator[Triple]:
        first, second = tree.parts
        match tree.shape:
            case ("NP" | "LP", "VP"):
                yield from self._within(first)
                subjects = tuple(self.things(first))
                yield from self.read(second, replace(setting, subjects=subjects))
            case ("S", "CCS"):
                yield from self.read(first, setting)
                yield from self.read(second.parts[1], setting)
            case _:
                yield from self.around(first, self.subjects(second) or setting.subjects)
                yield from self.read(second, self.after(first, setting))

    def around(self, part: Tree, subjects: tuple[Slot, ...]) -> Iterator[Triple]:
        """The facts of a circumstance: 搬到海边之前 tells what the clause's subject does."""
        match part.label, part.shape:
            case "TP", ("VP" | "S", "FT"):
                yield from self.read(part.parts[0], Setting(subjects))
            case "PP", (_, "TP"):
                yield from self.around(part.parts[1], subjects)
            case "PP", (_, "VP"):
                yield from self.read(part.parts[1], Setting(subjects))
            case "VP", _:
                yield from self.read(part, Setting(subjects))
            case _:
                yield from self._within(part)

    def after(self, part: Tree, setting: Setting) -> Setting:
        """The setting of what stands behind an adverb, a time, a preposition or a modal verb."""
        words = words_of(part)
        match part.label:
            case "TP":
                if not any(self._is_date(word) for word in words):
                    return setting
                if any(inner.label in ("VP", "S") for inner in part.walk()):
                    return setting
                return replace(setting, adjuncts=(*setting.adjuncts, ((), words)))
            case "PP" if part.shape[1] in ("VP", "S"):
                return setting
            case "PP" if part.parts[1].shape in (("VP", "FT"), ("S", "FT")):
                return setting
            case "PP":
                preposition, governed = part.parts
                adjunct = (words_of(preposition), words_of(governed))
                return replace(setting, adjuncts=(*setting.adjuncts, adjunct))
            case "CS":
                return self._marked(words, setting)
            case _:
                setting = self._marked(words, setting)
                if self._is_connective(words):
                    return setting
                return replace(setting, before=(*setting.before, *words))

    def _is_date(self, word: int) -> bool:
        return self.words[word].tag == TIME and bool(_DATED.search(self.words[word].text))

    def _is(self, words: Slot, name: str) -> bool:
        return self.lexicon.marks(self.text(words), name)

    def _is_frequency(self, words: Slot) -> bool:
        return self.lexicon.marks(self.text(words)[-1:], "open.frequency")

    def _marked(self, words: Slot, setting: Setting) -> Setting:
        """The setting with the modality and the negation that a word brings."""
        form = self.text(words)
        denies = self.lexicon.marks(form, "negated") or self.lexicon.marks(
            form[:1], "open.negative"
        )
        if denies and not self.lexicon.marks(form, "open.affirmative"):
            setting = replace(setting, negated=True)
        for modality in ("hypothetical", "required", "planned"):
            if self.lexicon.marks(form, modality):
                return replace(setting, modality=modality)
        return setting

    def _is_connective(self, words: Slot) -> bool:
        return self.lexicon.marks(self.text(words), "open.connective")

    # -- verb phrases -------------------------------------------------------------------------

    def _verb_phrase(self, tree: Tree, setting: Setting) -> Iterator[Triple]:
        first = tree.parts[0]
        second = tree.parts[1] if len(tree.parts) > 1 else None
        match tree.shape:
            case ("D" | "MOD" | "TP" | "PP" | "CS" | "DP", "VP") if second:
                yield from self.around(first, setting.subjects)
                yield from self.read(second, self.after(first, setting))
            case ("VCTRL" | "V" | "VSAY" | "VPIV", "VP") if second:
                setting = self._marked(words_of(first), setting)
                before = (*setting.before, *words_of(first))
                yield from self.read(second, replace(setting, before=before))
            case ("VP", "CCVP") if second:
                yield from self.read(first, setting)
                yield from self.read(second.parts[1], setting)
            case ("VP", "VP") if second:
                yield from self.read(first, setting)
                yield from self.read(second, replace(setting, adjuncts=()))
            case ("VP", "PP") if second:
                yield from self._within(second)
                yield from self.read(first, self.after(second, setting))
            case ("VP", "QP" | "MX") if second:
                counted = not self._is_frequency(words_of(second))
                adjuncts = (*setting.adjuncts, *([((), words_of(second))] if counted else []))
                yield from self.read(first, replace(setting, adjuncts=adjuncts))
            case ("BEI", "VP") if second:
                yield from self._passive(first, None, second, setting)
            case ("BEI" | "BY", "NPVP") if second:
                yield from self._passive(first, second.parts[0], second.parts[1], setting)
            case ("BA", "NPVP") if second:
                yield from self._disposal(first, second, setting)
            case ("VE", "NPVP") if second:
                thing, phrase = second.parts
                yield from self._state(words_of(first), self.things(thing), setting, "have")
                yield from self.read(phrase, Setting(tuple(self.things(thing))))
            case ("VPIV", "NPVP") if second:
                yield from self._pivot(first, second, setting)
            case ("VDIT", "NPNP") if second:
                yield from self._ditransitive(first, second, setting)
            case ("VSAY" | "V" | "VE" | "VC", "S") if second:
                yield from self._saying(first, second, setting)
            case ("A" | "DIST" | "NM", "QP" | "MX") if second:
                yield from self._state(words_of(first), [words_of(second)], setting, "degree")
            case ("YI", "NPWEI") if second:
                thing, role = second.parts
                predicate = (*words_of(first), *words_of(role))
                yield from self._state(predicate, self.things(thing), setting, "role")
            case ("AP",):
                yield from self._adjoined(words_of(first), setting)
            case _:
                yield from self._plain(tree, setting)

    def _plain(self, tree: Tree, setting: Setting) -> Iterator[Triple]:
        """A verb with its object, or without one."""
        verb = tree.parts[0]
        if verb.label not in _VERBAL:
            yield from self._within(verb)
            return
        if len(tree.parts) == 1 and (verb.label != "VSAY" or setting.voice):
            for predicate in verbs(verb):
                yield from self._without_object(predicate, setting)
        if len(tree.parts) == 1:
            return
        object_ = tree.parts[1]
        if object_.shape == ("M",) and self._is_frequency(words_of(object_)):
            for predicate in verbs(verb):
                yield from self._without_object(predicate, setting)
            return
        if verb.label == "VC" and object_.shape == ("XDE",):
            yield from self._cleft(object_, setting)
            return
        identical = verb.label == "VC" and setting.subjects and not setting.negated
        holders = setting.subjects if identical else None
        yield from self._within(object_, holders)
        objects = self.things(object_, described=True)
        rule = {"VC": "copula", "VE": "have"}.get(verb.label, "object")
        for predicate in verbs(verb):
            yield from self._state(predicate, objects, setting, rule)
            yield from self._dated(predicate, setting)

    def _state(
        self, verb: Slot, objects: Sequence[Slot], setting: Setting, rule: str
    ) -> Iterator[Triple]:
        """One fact for each subject and each object."""
        lead = setting.lead or self._argument_before(verb, setting)
        predicate = (*lead, *setting.before, *verb)
        if any(word in lead for word in setting.before):
            predicate = (*lead, *verb)
        for subject in setting.subjects:
            for object_ in objects:
                yield self._triple(subject, tuple(sorted(predicate)), object_, rule, setting)

    def _argument_before(self, verb: Slot, setting: Setting) -> Slot:
        """对…产生: what a light verb's preposition governs belongs to the predicate."""
        if not self.lexicon.marks(self.words[verb[0]].text, "open.light_verb"):
            return ()
        for preposition, governed in reversed(setting.adjuncts):
            if preposition and self._is(preposition, "open.recipient"):
                return (*preposition, *governed)
        return ()

    def _dated(self, verb: Slot, setting: Setting) -> Iterator[Triple]:
        """于1902年出生于汉诺威: the adjunct of a verb that has its own preposition."""
        if len(verb) < 2 or not self.words[verb[-1]].may_be("PV"):
            return
        yield from self._adjoined(verb[:-1], setting)

    def _without_object(self, verb: Slot, setting: Setting) -> Iterator[Triple]:
        """A verb that nothing follows: whom it happens to stands before it, or it has none."""
        if setting.voice == "passive" and setting.patients:
            if setting.lead and self.lexicon.marks(self.text(verb), "open.compose"):
                for patient in setting.patients:
                    for agent in setting.subjects:
                        yield self._triple(
                            patient, (setting.lead[0], *verb), agent, "compose", setting
                        )
                return
            active = replace(setting, lead=(), adjuncts=())
            yield from self._state(verb, setting.patients, active, "passive")
            setting = replace(setting, subjects=setting.patients, lead=())
        elif setting.voice == "disposal":
            active = replace(setting, lead=(), adjuncts=())
            yield from self._state(verb, setting.patients, active, "disposal")
            return
        yield from self._adjoined(verb, setting)

    def _adjoined(self, verb: Slot, setting: Setting) -> Iterator[Triple]:
        """在汉堡出生: what a preposition brings before a verb, as its object."""
        for preposition, governed in setting.adjuncts:
            if len(self.text(governed)) < 2 or self._is(preposition, "open.hearsay"):
                continue
            after = (
                not preposition or self._is(preposition, "open.postposed")
            ) and not setting.negated
            before = tuple(sorted((*setting.before, *verb)))
            joined = (*before, *preposition) if after else (*preposition, *before)
            if preposition and not after:
                joined = tuple(sorted(joined))
            for subject in setting.subjects:
                yield self._triple(subject, joined, governed, "adjunct", setting)

    def _passive(
        self, marker: Tree, agent: Tree | None, phrase: Tree, setting: Setting
    ) -> Iterator[Triple]:
        """被 and 由: the one who acts becomes the subject, unless the verb has an object."""
        lead = words_of(marker) + (words_of(agent) if agent else ())
        if agent is not None:
            yield from self._within(agent)
        agents = tuple(self.things(agent)) if agent is not None else ()
        if self._ends_in_object(phrase):
            subjects = setting.subjects
            if marker.label == "BY":  # 由甲担任乙: the agent does it
                subjects, lead = (agents or subjects), ()
            yield from self.read(phrase, replace(setting, subjects=subjects, lead=lead))
            if marker.label == "BEI" and (named := self._bare_verb(phrase)):
                active = replace(setting, subjects=agents, lead=(), adjuncts=())
                yield from self._state(named, setting.subjects, active, "passive")
        else:
            passive = replace(
                setting, subjects=agents, patients=setting.subjects, lead=lead, voice="passive"
            )
            yield from self.read(phrase, passive)

    def _bare_verb(self, phrase: Tree) -> Slot:
        """任命 of 被国王任命为大臣: what the one who acts did; empty for other verbs."""
        while phrase.shape[1:] == ("VP",):
            phrase = phrase.parts[1]
        verb = phrase.parts[0]
        if verb.shape != ("V", "PV") or verb.parts[0].parts:
            return ()
        return words_of(verb.parts[0])

    def _disposal(self, marker: Tree, rest: Tree, setting: Setting) -> Iterator[Triple]:
        """把 and 将: the thing before the verb is its object, or belongs to the predicate."""
        patient, phrase = rest.parts
        yield from self._within(patient)
        if self._ends_in_object(phrase):
            lead = (*words_of(marker), *words_of(patient))
            yield from self.read(phrase, replace(setting, lead=lead))
        else:
            patients = tuple(self.things(patient))
            yield from self.read(phrase, replace(setting, patients=patients, voice="disposal"))

    def _ends_in_object(self, phrase: Tree) -> bool:
        """Whether the verb of a phrase has an object behind it."""
        match phrase.shape:
            case (*_, "VP"):
                return self._ends_in_object(phrase.parts[-1])
            case ("VP", _):
                return self._ends_in_object(phrase.parts[0])
            case (_,):
                return False
        return True

    def _pivot(self, verb: Tree, rest: Tree, setting: Setting) -> Iterator[Triple]:
        """派人修桥: the object of one verb is the subject of the next."""
        pivot, phrase = rest.parts
        yield from self._within(pivot)
        form = self.text(words_of(verb)[:1])
        inner = tuple(self.things(pivot))
        causative = self.lexicon.marks(form, "open.causative")
        demand = self.lexicon.marks(form, "open.demand")
        naming = phrase.shape[:1] == ("VC",) and self._is(words_of(phrase.parts[0]), "open.naming")
        if naming:
            yield from self._state(words_of(verb), inner, setting, "pivot")
            causative, demand = True, False
        if demand or (causative and not self._ends_in_object(phrase)):
            content = (*words_of(pivot), *words_of(phrase))
            yield from self._state(words_of(verb), [content], setting, "cause")
            if causative:
                return
        if causative:
            lead = (*setting.lead, *words_of(verb), *words_of(pivot))
            caused = replace(setting, lead=lead, adjuncts=())
            yield from self.read(phrase, caused)
            return
        if not demand:
            yield from self._state(words_of(verb), inner, setting, "pivot")
        modality = "required" if demand else setting.modality
        yield from self.read(phrase, Setting(inner, modality=modality))

    def _ditransitive(self, verb: Tree, rest: Tree, setting: Setting) -> Iterator[Triple]:
        """授予他奖章: the receiver belongs to the predicate."""
        receiver, thing = rest.parts
        yield from self._within(receiver)
        yield from self._within(thing)
        predicate = (*words_of(verb), *words_of(receiver))
        yield from self._state(predicate, self.things(thing), setting, "ditransitive")

    def _saying(self, verb: Tree, content: Tree, setting: Setting) -> Iterator[Triple]:
        if verb.label == "VSAY":
            yield from self._state(words_of(verb), [words_of(content)], setting, "content")
        yield from self.read(content, Setting())

    def _cleft(self, phrase: Tree, setting: Setting) -> Iterator[Triple]:
        """是在港口出生的: what is told stands before 的."""
        described = phrase.parts[0].parts[0]
        if described.label == "VP":
            yield from self.read(described, setting)
        elif described.label != "SV":
            yield from self._within(phrase)

    def things(self, tree: Tree, *, described: bool = False) -> list[Slot]:
        """The things that a noun phrase names, coordinated ones apart."""
        return conjuncts(tree, self.words, described=described)

    # -- noun phrases -------------------------------------------------------------------------

    def _within(self, tree: Tree, holders: tuple[Slot, ...] | None = None) -> Iterator[Triple]:
        """
        The facts that the relative clauses of a phrase tell.

        ``holders`` are what the phrase is said to be, in whose name its clause then speaks.
        """
        match tree.label, tree.shape:
            case "NP", ("XDE", "NP" | "NV"):
                clause, head = tree.parts
                yield from self._relative(clause.parts[0], head, holders)
                yield from self._within(head, holders)
            case "NP", ("QP", "NP"):
                yield from self._within(tree.parts[1], holders)
            case (("S" | "VP"), _):
                return
            case _:
                for part in tree.parts:
                    yield from self._within(part)

    def _relative(
        self, clause: Tree, head: Tree, holders: tuple[Slot, ...] | None
    ) -> Iterator[Triple]:
        things = holders or tuple(self.things(head))
        if self.lexicon.marks(self.words[head.end - 1].text, "open.content_noun"):
            things = ()
        match clause.label:
            case "VP":
                yield from self.read(clause, Setting(things))
            case "SV":
                subject, verb = clause.parts
                yield from self._within(subject)
                setting = Setting(tuple(self.things(subject)))
                while verb.shape[1:] == ("VG",):
                    setting = self.after(verb.parts[0], setting)
                    verb = verb.parts[1]
                plain = replace(setting, adjuncts=())
                for predicate in verbs(verb) if things else ():
                    yield from self._state(predicate, self.things(head), plain, "relative")
            case "S":
                yield from self.read(clause, Setting())
            case _:
                yield from self._within(clause)

    # -- words --------------------------------------------------------------------------------

    def text(self, slot: Slot) -> str:
        """The words of a slot, for looking them up."""
        return "".join(self.words[word].text for word in slot)

    def _triple(
        self, subject: Slot, predicate: Slot, object_: Slot, rule: str, setting: Setting
    ) -> Triple:
        return Triple(subject, predicate, object_, rule, setting.modality, setting.negated)
