"""Assembly: from the readings of an article to its facts, each reading weighed against the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from extractors.article import Article
from extractors.document import AlignedText, Document, Span
from extractors.facts import LITERAL, Argument, Entity, Fact, Quote
from extractors.frames.adjuncts import ROLES, Adjunct, Meant, adjuncts_of
from extractors.frames.discourse import Discourse
from extractors.frames.features import FeatureReader
from extractors.frames.modality import demands, is_negated, modality_of
from extractors.frames.places import Surroundings
from extractors.frames.ranking import Model
from extractors.frames.readings import AGENTS, JOINING, Deed, Filler, Reading
from extractors.frames.scenes import Scene
from extractors.frames.speech import Saying
from extractors.mentions.mention import Mention
from extractors.nesting import NO_TOWNS, Towns
from extractors.parse import Sentence
from extractors.passages import Candidate, Passage, read_passage
from extractors.quantities import QuantityMention
from extractors.records import record
from extractors.resolution import Resolver
from extractors.selection import Draft, select
from extractors.times.reading import Dated, time_at
from ontology.lexicon import Lexicon

_BREAKS = re.compile(r"[\r\n]+")
_OFTEN = "frequency"  # the kind of figures that tell how often
_TIMELESS = frozenset({"partOf", "holdsPost", "memberOf", "locatedIn"})


@record(frozen=True, slots=True)
class Stance:
    """
    What holds for every reading of one trigger: who speaks, the modality, and the time.

    ``speaker`` is how the text names who says the words that the trigger stands in.
    """

    speaking: Argument | None
    modality: str
    negated: bool
    dated: Dated | None
    speaker: str = ""


class Assembler:
    """
    Assembles the facts of one article of a document, as a model ranks their readings.

    One assembler serves one article once: it remembers what the article has named.
    """

    def __init__(  # noqa: D107
        self,
        document: Document,
        article: Article,
        model: Model,
        lexicon: Lexicon,
        towns: Towns = NO_TOWNS,
    ) -> None:
        self.document = document
        self.article = article
        self.model = model
        self.lexicon = lexicon
        self.ontology = lexicon.ontology
        self.resolver = Resolver(article.unit, document.name, towns=towns)
        self.scene = self.before = Scene()
        self.meant: tuple[Meant, ...] = ()
        self._stances: dict[tuple[int, int, int, bool], Stance] = {}
        self._features: FeatureReader
        self._parts: dict[int, float] = {}  # by the identity of features that a sentence shares

    def assemble(self, passages: Sequence[Passage]) -> tuple[list[Fact], dict[str, Entity]]:
        """
        The facts of the article that are likelier right than the model's threshold, and the
        entities by IRI: what takes part in a fact, and whatever else has a proper name.
        """
        facts = select(self.drafts(passages), self.model)
        kept = {argument.id for fact in facts for argument in arguments_of(fact)}
        kept.update(self._authors())
        for passage in passages:
            for sentence in passage.sentences:
                for mention in sentence.mentions:
                    if not (mention.named and mention.type):
                        continue
                    if named := self.resolver.argument(mention, mention.type):
                        kept.add(named.id)
        known = self.resolver.entities
        return facts, {iri: self._of_kind(known[iri]) for iri in sorted(kept) if iri in known}

    def _of_kind(self, entity: Entity) -> Entity:
        """The entity with what it is in general, where it has no name of its own."""
        if entity.named:
            return entity
        return replace(entity, kinds=self.lexicon.kinds_of(entity.name, entity.type))

    def _authors(self) -> Iterator[str]:
        """The reporters, who stand in bylines that hold no facts."""
        for author in self.article.authors:
            if len(author) > 1:
                yield self.resolver.register(author, "Person").id

    def drafts(self, passages: Sequence[Passage]) -> list[Draft]:
        """The readings that the model believes as facts, in reading order, none chosen yet."""
        drafts: list[Draft] = []
        discourse = Discourse(self._unit())
        for passage in passages:
            self.scene = Scene()
            for sentence, found in read_passage(
                passage, discourse, self.lexicon, self.ontology, self.model.guesser
            ):
                self._enter(sentence, [each.deed for each in found])
                self.meant = tuple(self._meant(discourse))
                drafts += chain.from_iterable(map(self._drafts, found))
            drafts += self._said(passage)
        return drafts

    def _meant(self, discourse: Discourse) -> Iterator[Meant]:
        """Who may be meant though a sentence does not name them: the unit, those told last."""
        if discourse.unit is not None:
            yield "unit", discourse.unit
        for number, (_, mention, _) in enumerate(discourse.agents_before()):
            yield ("last" if number == 0 else "spoken"), mention

    def _unit(self) -> Mention | None:
        name = self.resolver.unit_mention()
        if not name:
            return None
        return Mention(Span(0, 0), name, ("AdministrativeArea",), True, name)

    def _enter(self, sentence: Sentence, deeds: Sequence[Deed]) -> None:
        """Note whom and what a sentence names, before its facts are resolved."""
        self.before = self.scene.within(sentence.clauses, sentence.number)
        self.scene = self.before.after(sentence.clauses, sentence.number, self.lexicon)
        self._stances = {}
        self._features = FeatureReader(sentence, self.lexicon, deeds)
        self._parts = {}
        self.resolver.see(sentence.mentions)
        for clause in sentence.clauses:
            for group in clause.groups:
                for member in group.members:
                    if member.mention is not None:
                        counted = member.quantities[0] if member.quantities else None
                        self.resolver.see_group(member.mention, counted)

    # -- one deed -----------------------------------------------------------------------------

    def _drafts(self, candidate: Candidate) -> Iterator[Draft]:
        """The readings of a deed as facts: none where the model disbelieves it."""
        deed, stance = candidate.deed, self._stance(candidate)
        told = self._features.of_deed(deed, stance.modality)
        likely = self.model.of_part(told)
        # most deeds end here, so who did it and what only a fact needs is looked for behind this
        counted = deed.object.quantity is not None
        believes = self.model.believes_figure if counted else self.model.believes
        if not believes(likely):
            return
        self.resolver.speaker = stance.speaking
        relation = self.ontology.relations[deed.trigger.relation]
        object_ = self._end(deed.object, relation.range)
        if object_ is None:
            return
        adjuncts: tuple[Adjunct, ...] | None = None
        for reading in deed.readings():
            who = self._features.of_subject(reading, stance.speaker)
            if not believes(likely * self._share_of(who)):
                continue
            subject = self._end(reading.subject, relation.domain)
            if subject is not None and subject.id != object_.id:
                if adjuncts is None:  # they are the same whoever did it
                    adjuncts = self._adjuncts(candidate, reading)
                fact = self._fact(candidate, reading, subject, object_, adjuncts)
                yield self._draft(candidate, reading, fact, (*who, *told), adjuncts)

    def _end(self, filler: Filler, types: frozenset[str]) -> Argument | None:
        """What fills an end of a relation; None where that takes nothing of its type."""
        found = self.resolver.argument(filler.mention, filler.type)
        return found if found is not None and found.type in types else None

    def _share_of(self, features: tuple[str, ...]) -> float:
        """What the model says of a subject; readings share their features."""
        known = self._parts.get(id(features))
        if known is None:
            known = self._parts[id(features)] = self.model.of_part(features)
        return known

    def _draft(
        self,
        candidate: Candidate,
        reading: Reading,
        fact: Fact,
        features: tuple[str, ...],
        adjuncts: tuple[Adjunct, ...],
    ) -> Draft:
        spans = (reading.span, reading.object.mention.span)
        own = reading.object.quantity
        slot = (candidate.sentence.number, *spans, own.quantity if own else None)
        who = reading.subject
        group = (who.sentence, who.group or who.mention.span)
        joins = who.source == "companion"
        guessed = reading.rule == "guess"
        root = reading.trigger.root
        counted = self._counted(reading)
        figure = (candidate.sentence.number, counted.span) if counted else None
        return Draft(fact, features, slot, group, joins, root, guessed, adjuncts, figure)

    def _fact(
        self,
        candidate: Candidate,
        reading: Reading,
        subject: Argument,
        object_: Argument,
        adjuncts: tuple[Adjunct, ...],
    ) -> Fact:
        stance, sentence = self._stance(candidate), candidate.sentence
        relation = self.ontology.relations[reading.trigger.relation]
        quantity = self._counted(reading)
        who = reading.subject.mention.text
        place, recipient = (self._adjunct(adjuncts, role, who) for role in ROLES)
        if place is not None and recipient is not None and place.id == recipient.id:
            place = None  # 运往安置点: who receives it is where it goes
        dated = stance.dated
        timed = dated is not None and relation.name not in _TIMELESS
        return Fact(
            document=self.document.name,
            article=self.article.number,
            subject=subject,
            relation=relation.name,
            object=object_,
            evidence=self._quote(sentence, self._evidence(reading, sentence)),
            trigger=self._quote(sentence, reading.span) if reading.trigger.form else None,
            quantity=quantity.quantity if quantity else None,
            time=dated.time if timed and dated else "",
            time_text=dated.text if timed and dated and dated.time else "",
            place=place,
            recipient=recipient,
            organization=self._organization(reading),
            modality=stance.modality,
            negated=stance.negated,
            rule=self._rule(reading),
        )

    def _counted(self, reading: Reading) -> QuantityMention | None:
        """The figure that a reading tells: of those who join, else of what is acted on."""
        relation = self.ontology.relations[reading.trigger.relation]
        own, counted = reading.object.quantity, reading.subject.quantity
        if relation.name in JOINING:
            return own if own is not None and own.kind == _OFTEN else counted
        own = own or self.resolver.count_of(reading.object.mention)
        return counted if own is None and relation.counts == "subject" else own

    def _stance(self, candidate: Candidate) -> Stance:
        deed, sentence = candidate.deed, candidate.sentence
        span = deed.span
        key = (deed.clause, span.start, span.end, bool(deed.trigger.form))
        if (known := self._stances.get(key)) is not None:
            return known
        modality, negated = self._modality(candidate)
        dated = time_at(candidate.passage.times, sentence.span.start + span.start)
        saying = self._saying(candidate)
        speaker = saying.speaker.text if saying is not None and saying.speaker else ""
        stance = Stance(self._speaking(candidate), modality, negated, dated, speaker)
        self._stances[key] = stance
        return stance

    def _rule(self, reading: Reading) -> str:
        entry = reading.trigger.entry
        sources = f"{reading.subject.source}-{reading.object.source}"
        return f"{reading.rule}:{sources}" + (f" {entry}" if entry else "")

    def _organization(self, reading: Reading) -> Argument | None:
        mention = reading.organization
        if mention is None or mention.type not in ("Organization", "AdministrativeArea"):
            return None
        return self.resolver.argument(mention, mention.type)

    def _modality(self, candidate: Candidate) -> tuple[str, bool]:
        deed, sentence = candidate.deed, candidate.sentence
        if not deed.trigger.form or deed.clause >= len(sentence.clauses):
            return "asserted", False
        demanded = self._is_demanded(candidate)
        modality = modality_of(
            sentence.clauses, deed.clause, deed.span, self.lexicon, demanded=demanded
        )
        return modality, is_negated(sentence.clauses[deed.clause], deed.span, self.lexicon)

    def _saying(self, candidate: Candidate) -> Saying | None:
        """The reported words that the trigger stands in, or None."""
        position = candidate.sentence.span.start + candidate.deed.span.start
        for saying in candidate.passage.sayings:
            if saying.content.start <= position < saying.content.end:
                return saying
        return None

    def _speaking(self, candidate: Candidate) -> Argument | None:
        """Whom 我们 means: the speaker of the words that the trigger stands in."""
        saying = self._saying(candidate)
        if saying is None or saying.speaker is None or saying.speaker.pronoun:
            return None
        return self._speaker(saying.speaker)

    def _is_demanded(self, candidate: Candidate) -> bool:
        """Whether the trigger stands in reported words that order something."""
        saying = self._saying(candidate)
        if saying is None:
            return False
        sentence, start = candidate.sentence, candidate.sentence.span.start
        paragraph = sentence.paragraph.text
        if saying.verb and self.lexicon.marks(
            paragraph[saying.verb.start : saying.verb.end], "demand"
        ):
            return True
        return demands(
            sentence.clauses,
            saying.content.start - start,
            candidate.deed.span.start,
            self.lexicon,
        )

    # -- circumstances ------------------------------------------------------------------------

    def _adjuncts(self, candidate: Candidate, reading: Reading) -> tuple[Adjunct, ...]:
        """What may well say where the reading was done or who received it, the likeliest first."""
        sentence = candidate.sentence
        if not reading.trigger.form or reading.clause >= len(sentence.clauses):
            return ()
        relation = self.ontology.relations[reading.trigger.relation]
        around = Surroundings(sentence.clauses, self.before, self.lexicon)
        return self.model.likely(adjuncts_of(reading, relation, around, self.meant))

    def _adjunct(self, adjuncts: Sequence[Adjunct], role: str, who: str) -> Argument | None:
        """The first that fills the role and is not the one who did it."""
        for each in adjuncts:
            if each.role == role and each.mention.text != who:
                return self.resolver.argument(each.mention, each.type)
        return None

    # -- speech -------------------------------------------------------------------------------

    def _said(self, passage: Passage) -> Iterator[Draft]:
        for saying in passage.sayings:
            mention = saying.speaker
            if mention is None:
                continue
            speaker = self._speaker(mention)
            if speaker is None:
                continue
            paragraph = saying.sentence.paragraph
            words = self._paragraph_quote(passage, saying.content)
            dated = time_at(passage.times, saying.evidence.start)
            fact = Fact(
                document=self.document.name,
                article=self.article.number,
                subject=speaker,
                relation="stated",
                object=Argument("", words.text.strip(), words.text.strip(), LITERAL),
                evidence=self._paragraph_quote(passage, saying.evidence),
                trigger=self._paragraph_quote(passage, saying.verb) if saying.verb else None,
                time=dated.time if dated else "",
                time_text=dated.text if dated and dated.time else "",
                extractor="speech",
                rule=f"speech:{saying.rule}{self._entry(paragraph, saying)}",
            )
            features = (
                "bias",
                "relation=stated",
                f"speech={saying.rule}",
                f"speech.type={speaker.type}",
                f"speech={saying.rule}&type={speaker.type}",
            )
            slot = ("stated", id(paragraph), saying.content)
            yield Draft(fact, features, slot, root="stated")

    def _entry(self, paragraph: AlignedText, saying: Saying) -> str:
        """The entry of the verb of speaking behind a blank, or nothing."""
        form = paragraph.text[saying.verb.start : saying.verb.end] if saying.verb else ""
        entries = (
            each for each in self.lexicon.triggers.get(form, ()) if each.relation == "stated"
        )
        return next((f" {each.entry}" for each in entries), "")

    def _speaker(self, mention: Mention) -> Argument | None:
        kind = next((each for each in mention.types if each in AGENTS), "")
        if mention.type == "Event":
            unit = self._unit()
            return self.resolver.argument(unit, "AdministrativeArea") if unit else None
        if mention.type in ("Post", "PopulationGroup") and mention.text[0] in "该这":
            person = self.resolver.last_person()
            if person is not None:
                return person  # 该负责人: the one who was just named
        if mention.type == "Post":
            kind = "PopulationGroup"
        if mention.pronoun and not kind:
            kind = "Person"
        return self.resolver.argument(mention, kind) if kind else None

    # -- evidence -----------------------------------------------------------------------------

    def _evidence(self, reading: Reading, sentence: Sentence) -> Span:
        spans = [reading.span]
        for filler in (reading.subject, reading.object):
            if filler.sentence == sentence.number and filler.source != "unit":
                spans.append(filler.mention.span)
            if filler.quantity is not None:
                spans.append(filler.quantity.span)
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    def _quote(self, sentence: Sentence, span: Span) -> Quote:
        source = sentence.source(span)
        text = _BREAKS.sub("", self.document.text[source.start : source.end])
        return Quote(source.start, source.end, text)

    def _paragraph_quote(self, passage: Passage, span: Span) -> Quote:
        source = passage.block.text.source_span(span)
        text = _BREAKS.sub("", self.document.text[source.start : source.end])
        return Quote(source.start, source.end, text)


def arguments_of(fact: Fact) -> Iterator[Argument]:
    """The arguments of a fact that are entities: its ends and its circumstances."""
    for argument in (fact.subject, fact.object, fact.place, fact.recipient, fact.organization):
        if argument is not None and argument.id:
            yield argument
