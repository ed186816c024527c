"""Features: what speaks for a reading, by name, so that a weight can be read and argued with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.document import Span
from extractors.frames.readings import Deed, Filler, Reading
from extractors.frames.rivals import Rivals
from extractors.mentions.mention import Chunk
from extractors.parse import Sentence
from ontology.lexicon import Lexicon, Trigger


class FeatureReader:
    """
    Reads the features of the readings of one sentence, which ``deeds`` are all of.

    Readings share their subjects, their objects and their trigger, so each is looked at once.
    """

    def __init__(  # noqa: D107
        self, sentence: Sentence, lexicon: Lexicon, deeds: Iterable[Deed] = ()
    ) -> None:
        self.sentence = sentence
        self.rivals = Rivals(deeds)
        self.lexicon = lexicon
        # Keys hold identities, which are quicker than hashes of contents; an entry keeps alive
        # what its key identifies.
        self._fillers: dict[tuple[int, str, str], tuple[Filler, tuple[str, ...]]] = {}
        self._triggers: dict[tuple[object, ...], tuple[Trigger, tuple[str, ...]]] = {}
        self._subjects: dict[tuple[object, ...], tuple[Filler, tuple[str, ...]]] = {}
        self._deeds: dict[tuple[object, ...], tuple[Deed, tuple[str, ...]]] = {}
        self._openings: dict[int, tuple[str, ...]] = {}
        self._neighbours: dict[Span, tuple[str, str]] | None = None

    def of_subject(self, reading: Reading, speaker: str = "") -> tuple[str, ...]:
        """
        Those that speak for the subject of a reading, each at most once, in no order.

        The names of all start with ``subject``. ``speaker`` is how the text names who says the
        words that the trigger stands in. Readings that share all of them get the same tuple.
        """
        subject, source = reading.subject, reading.object.source
        nearest = reading.rivals[0] if reading.rivals else ""
        form, clause = reading.trigger.form, reading.clause
        root, rank = reading.trigger.root, reading.rank
        key = (id(subject), root, source, rank, nearest, form, clause, speaker)
        known = self._subjects.get(key)
        if known is None:
            found = [
                *self._of_filler(subject, "subject", reading.trigger.root),
                *self._beside(subject, "subject", reading.trigger.root),
                f"subject.source={subject.source}&object={source}",
                f"subject.rank={_bucket(reading.rank)}",
            ]
            if nearest:
                found.append(f"subject.source={subject.source}&nearest={nearest}")
            found += [
                f"subject.source={subject.source}&relation={reading.trigger.root}",
                f"subject.trigger={form}&type={subject.type}",
                f"subject.trigger={form}&source={subject.source}",
                f"subject.rivals={'+'.join(sorted(set(reading.rivals))[:4])}&source={subject.source}",
                *(f"subject.source={subject.source}&{each}" for each in self._opening(clause)),
            ]
            if speaker:
                says = speaker in (subject.mention.text, subject.mention.core)
                found.append(f"subject.source={subject.source}&said")
                found.append(f"subject.speaks={says}")
                found.append(f"subject.speaks={says}&relation={root}")
            known = self._subjects[key] = (subject, tuple(dict.fromkeys(found)))
        return known[1]

    def of_deed(self, deed: Deed, modality: str) -> tuple[str, ...]:
        """Those that speak for a trigger with its object; the same tuple where all are the same."""
        trigger, object_, span = deed.trigger, deed.object, deed.span
        key = (id(trigger), id(object_), deed.rule, deed.clause, span.start, span.end)
        known = self._deeds.get((key, modality))
        if known is None:
            found = (
                *self._of_trigger(deed),
                *self._of_filler(object_, "object", trigger.root),
                *_gap(deed, self.sentence),
                *_guess(deed),
                *self._beside(object_, "object", trigger.root),
                *self.rivals.features_of(deed),
                f"modality={modality}",
                f"relation={trigger.root}&modality={modality}",
            )
            known = (deed, tuple(dict.fromkeys(found)))
            self._deeds[(key, modality)] = known
        return known[1]

    def _opening(self, clause: int) -> tuple[str, ...]:
        """How the clause of a trigger begins, and where in its sentence it stands."""
        known = self._openings.get(clause)
        if known is None:
            known = self._openings[clause] = tuple(_opening(self.sentence, clause, self.lexicon))
        return known

    def _beside(self, filler: Filler, role: str, relation: str) -> Iterator[str]:
        """What stands before and behind a filler of the sentence, where it is cut off wrongly."""
        if filler.sentence != self.sentence.number:
            return
        place = self._places().get(filler.mention.span)
        if place is None:
            return
        before, after = place
        yield f"{role}.before={before}"
        yield f"{role}.after={after}"
        yield f"{role}.source={filler.source}&after={after}"
        yield f"{role}.source={filler.source}&before={before}"

    def _places(self) -> dict[Span, tuple[str, str]]:
        """The kinds of what stands before and behind each mention."""
        if self._neighbours is None:
            chunks = self.sentence.chunks
            self._neighbours = {
                chunk.span: (
                    _kind(chunks[index - 1]) if index else "start",
                    _kind(chunks[index + 1]) if index + 1 < len(chunks) else "end",
                )
                for index, chunk in enumerate(chunks)
                if chunk.mention is not None
            }
        return self._neighbours

    def _of_filler(self, filler: Filler, role: str, relation: str) -> tuple[str, ...]:
        key = (id(filler), role, relation)
        known = self._fillers.get(key)
        if known is None:
            read = _subject if role == "subject" else _object
            # no page that was learnt from has the types of a domain, but it has what is above them
            kind = self.lexicon.ontology.root(filler.type)
            seen = filler if kind == filler.type else replace(filler, type=kind)
            known = self._fillers[key] = (filler, tuple(read(seen, relation)))
        return known[1]

    def _of_trigger(self, reading: Deed) -> tuple[str, ...]:
        span = reading.span
        key = (id(reading.trigger), reading.rule, reading.clause, span.start, span.end)
        known = self._triggers.get(key)
        if known is None:
            found = (
                *_rule(reading),
                *_trigger(reading, self.lexicon),
                *_clause(reading, self.sentence, self.lexicon),
            )
            known = self._triggers[key] = (reading.trigger, found)
        return known[1]


def _rule(reading: Deed) -> Iterator[str]:
    relation = reading.trigger.root
    yield "bias"
    yield f"relation={relation}"
    yield f"rule={reading.rule}"
    yield f"relation={relation}&rule={reading.rule}"


def _subject(subject: Filler, relation: str) -> Iterator[str]:
    yield "subject.bias"
    yield f"subject.relation={relation}"
    yield f"subject.source={subject.source}"
    yield f"subject.type={subject.type}"
    yield f"subject.source={subject.source}&type={subject.type}"
    yield f"subject.source={subject.source}&distance={_bucket(subject.distance)}"
    yield f"subject.type={subject.type}&relation={relation}"
    if subject.coerced:
        yield "subject.coerced"
    if not subject.mention.types and not subject.mention.pronoun:
        yield "subject.untyped"
    if subject.mention.named:
        yield "subject.named"
    if subject.mention.pronoun:
        yield f"subject.pronoun&type={subject.type}"
    if subject.size > 1:
        yield "subject.listed"
    yield f"subject.length={_bucket(len(subject.mention.core) // 3)}"
    if subject.mention.named and subject.type == "Person":
        return
    core = subject.mention.core
    for name, ending in (("subject.1", core[-1:]), ("subject.2", core[-2:])):
        yield f"{name}={ending}"
        yield f"{name}={ending}&relation={relation}"
        yield f"{name}={ending}&source={subject.source}"


def _object(object_: Filler, relation: str) -> Iterator[str]:
    yield f"object.source={object_.source}"
    yield f"object.type={object_.type}"
    yield f"relation={relation}&object.type={object_.type}"
    yield f"relation={relation}&object.source={object_.source}"
    if object_.coerced:
        yield "object.coerced"
        yield f"relation={relation}&object.coerced"
    if not object_.mention.types:
        yield "object.untyped"
        yield f"relation={relation}&object.untyped"
    if object_.mention.named:
        yield "object.named"
    if object_.mention.pronoun:
        yield "object.pronoun"
    if object_.quantity is not None:
        yield "object.counted"
        yield f"relation={relation}&counted"
        yield f"object.counted={object_.quantity.kind}"
    if object_.size > 1:
        yield "object.listed"
    if "“" in object_.mention.text or "《" in object_.mention.text:
        yield f"relation={relation}&object.quoted"
    yield f"object.length={_bucket(len(object_.mention.core) // 2)}"
    if len(object_.mention.core) == 1:
        yield "object.one_character"


def _trigger(reading: Deed, lexicon: Lexicon) -> Iterator[str]:
    form = reading.trigger.form
    if not form:
        core = reading.object.mention.core
        yield f"{reading.rule}={core[-2:]}&relation={reading.trigger.root}"
        yield f"{reading.rule}={core[-1:]}&relation={reading.trigger.root}"
        return
    entries = lexicon.triggers.get(form, ())
    yield f"trigger={form}&relation={reading.trigger.relation}"
    yield f"trigger.length={min(len(form), 4)}"
    yield f"trigger.relations={min(len({entry.relation for entry in entries}), 4)}"
    if reading.trigger.noun:
        yield "trigger.may_be_noun"
    if form in lexicon.markers:
        yield "trigger.is_marker"
        yield f"relation={reading.trigger.root}&trigger.is_marker"


def _clause(reading: Deed, sentence: Sentence, lexicon: Lexicon) -> Iterator[str]:
    clauses = sentence.clauses
    if not clauses or reading.clause >= len(clauses):
        return
    clause = clauses[reading.clause]
    verbs = [unit for unit in clause.units if unit.kind == "verb"]
    position = (
        [unit.span for unit in verbs].index(reading.span)
        if any(unit.span == reading.span for unit in verbs)
        else -1
    )
    yield f"clause.verb={_bucket(position) if position >= 0 else 'none'}"
    if position >= 0 and position == len(verbs) - 1:
        yield "clause.last_verb"
        if not position:
            yield f"relation={reading.trigger.relation}&clause.only_verb"
    if clause.quoted:
        yield "clause.quoted"
    if position > 0 and lexicon.marks(verbs[position - 1].text, "pivot"):
        yield "clause.after_pivot"
    if position > 0 and lexicon.marks(verbs[position - 1].text, "light"):
        yield "clause.after_light"
    following = next((u for u in clause.units if u.span.start >= reading.span.end), None)
    if following is not None:
        yield f"clause.next={following.kind}"
    if reading.rule == "noun":
        governing = next((u for u in reversed(verbs) if u.span.end <= reading.span.start), None)
        relation = reading.trigger.root
        yield f"relation={relation}&governed={governing is not None}"
        for entry in lexicon.triggers.get(governing.text, ()) if governing is not None else ():
            yield f"relation={relation}&governed={entry.relation}"
    if not reading.trigger.form and reading.rule == "stock":
        acts = next((u for u in verbs if u.span.start >= reading.span.end), None)
        relation = reading.trigger.root
        yield f"relation={relation}&acts={acts is not None}"
        for entry in lexicon.triggers.get(acts.text, ()) if acts is not None else ():
            yield f"relation={relation}&acts={entry.relation}"
    preceding = [u for u in clause.units if u.span.end <= reading.span.start]
    yield f"clause.previous={preceding[-1].kind if preceding else 'start'}"


def _guess(reading: Deed) -> Iterator[str]:
    """How likely the verb and its object tell this relation, and any at all."""
    if reading.share < 0:
        return
    share, nothing = _portion(reading.share), _portion(reading.nothing)
    yield f"guess={share}"
    yield f"relation={reading.trigger.root}&guess={share}"
    yield f"rule={reading.rule}&guess={share}"
    yield f"guess.nothing={nothing}"


def _portion(share: float) -> str:
    for limit in (0.01, 0.03, 0.07, 0.15, 0.3, 0.5, 0.7, 0.85):
        if share < limit:
            return f"<{limit}"
    return "most"


def _opening(sentence: Sentence, clause: int, lexicon: Lexicon) -> Iterator[str]:
    clauses = sentence.clauses
    if clause >= len(clauses) or not clauses:
        return
    yield f"clause={_bucket(clause)}"
    for name, number in (("opens", 0), ("begins", clause)):
        unit = clauses[number].units[0]
        if unit.group is not None:
            first = unit.group.mentions[:1]
            word = f"{first[0].type}.{first[0].named}" if first else "figure"
        else:
            word = unit.kind if unit.kind == "verb" else unit.text[:2]
        yield f"{name}={word}"
    if clause:
        yield f"behind={clauses[clause - 1].stop}"
    if not sentence.span.start:
        yield "paragraph"
    if any(lexicon.marks(unit.text, "demand") for each in clauses[:clause] for unit in each.units):
        yield "demanded"
    if clauses[clause].quoted:
        yield "quoted"


def _kind(chunk: Chunk) -> str:
    """The kind of a neighbour; stops and joints by themselves."""
    return chunk.text if chunk.kind in ("stop", "and") else chunk.kind


def _bucket(number: int) -> str:
    return str(number) if number < 3 else "3+"


def _gap(reading: Deed, sentence: Sentence) -> Iterator[str]:
    known = reading.clause < len(sentence.clauses)
    if known and reading.object.sentence == sentence.number:
        yield f"object.gap={_distance(reading.object.mention.span.start - reading.span.end)}"


def _distance(characters: int) -> str:
    if characters < 0:
        return "before"
    for limit in (1, 3, 6, 12):
        if characters < limit:
            return f"<{limit}"
    return "far"
