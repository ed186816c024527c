"""Passages: the blocks of an article, parsed, with what is said in them and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.article import Article, Block
from extractors.document import Document
from extractors.frames.discourse import Discourse
from extractors.frames.guessing import Guesser
from extractors.frames.reader import Reader
from extractors.frames.readings import Deed
from extractors.frames.speech import Saying, read_speech
from extractors.frames.structure import read_structure
from extractors.layout import read_page
from extractors.mentions.grammar import Grammar
from extractors.parse import Persons, Sentence, parse_paragraph
from extractors.records import record
from extractors.times import Dated, TimeContext, read_times
from ontology.lexicon import Lexicon
from ontology.model import Ontology

_REMEMBERED = 4  # sentences for which a counted thing may be left out
_MONTH = re.compile("(?:-|(?P<year>[0-9]{4}))-(?P<month>[0-9]{2})")
# What one may take part in, or hear, without its being named again.
_OCCASIONS = ("会", "会议", "演练", "仪式", "活动", "培训", "培训班", "课堂", "讲座", "比赛", "赛")
_READ = ("paragraph", "heading", "headline", "caption")


@record(frozen=True, slots=True)
class Passage:
    """A parsed block of an article, with what is said in it and the times that hold in it."""

    block: Block
    sentences: tuple[Sentence, ...]
    sayings: tuple[Saying, ...]
    times: tuple[Dated, ...]


@record(frozen=True, slots=True)
class Candidate:
    """A deed that a sentence of a passage may tell: what the ranking chooses from."""

    deed: Deed
    sentence: Sentence
    passage: Passage


def read_articles(
    document: Document, lexicon: Lexicon, grammar: Grammar | None = None
) -> Iterator[tuple[Article, list[Passage]]]:
    """
    The articles of a page in order, each with its blocks that hold text for facts, parsed.

    ``grammar`` are the models that read phrases, the package's own when left out.
    """
    told = TimeContext()
    for article in read_page(document, lexicon):
        passages = _read_passages(article, told, lexicon, grammar)
        told = _month_told(passages) or told
        yield article, passages


def _month_told(passages: Iterable[Passage]) -> TimeContext | None:
    """The first month that an article tells: a bare 12日 of the next one may be of it."""
    times = (dated.time for passage in passages for dated in passage.times)
    found = next(filter(None, map(_MONTH.match, times)), None)
    if found is None:
        return None
    return TimeContext(
        year=int(found["year"]) if found["year"] else None, month=int(found["month"])
    )


def _read_passages(
    article: Article, told: TimeContext, lexicon: Lexicon, grammar: Grammar | None
) -> list[Passage]:
    persons = Persons()
    number = 0
    times = replace(told, published=article.date)
    passages: list[Passage] = []
    for index, block in enumerate((*article.blocks, *article.around)):
        if block.kind not in _READ or not len(block.text):
            continue
        sentences = parse_paragraph(block.text, number, persons, lexicon, grammar)
        number += len(sentences)
        if index >= len(article.blocks):
            times = replace(told, published=article.date)  # a caption goes on with no story
        dated, times = read_times(block.text.text, times)
        times = times.next_paragraph()
        sayings = tuple(read_speech(sentences, lexicon))
        passages.append(Passage(block, tuple(sentences), sayings, dated))
    return passages


def readers_of(
    passage: Passage,
    discourse: Discourse,
    lexicon: Lexicon,
    ontology: Ontology,
    guesser: Guesser,
) -> Iterator[tuple[Sentence, Reader]]:
    """
    Each sentence of a passage with its reader, in order.

    ``discourse`` is carried on from sentence to sentence and from passage to passage.
    """
    discourse.begin_paragraph(passage.sentences[0].number if passage.sentences else 0)
    for sentence in passage.sentences:
        reader = Reader.of(sentence.clauses, sentence.number, discourse, lexicon, ontology, guesser)
        yield sentence, reader
        _follow(discourse, sentence, reader)


def read_passage(
    passage: Passage,
    discourse: Discourse,
    lexicon: Lexicon,
    ontology: Ontology,
    guesser: Guesser,
) -> Iterator[tuple[Sentence, list[Candidate]]]:
    """Each sentence of a passage with the deeds that it may tell, in order."""
    for sentence, reader in readers_of(passage, discourse, lexicon, ontology, guesser):
        deeds = (
            *read_structure(sentence.chunks, sentence.number, lexicon),
            *reader.read(),
        )
        yield sentence, [Candidate(deed, sentence, passage) for deed in deeds]


def _follow(discourse: Discourse, sentence: Sentence, reader: Reader) -> None:
    """Carry the sentence's subject and its counted things on to the next."""
    topics = reader.setting.topics
    if topics:
        for mention in topics[min(topics)].mentions[:1]:
            if mention.type and mention.type not in ("Post",) and not mention.pronoun:
                discourse.note_subject(sentence.number, mention)
    discourse.note_agents(sentence.number, sentence.clauses, topics.values())
    for clause in sentence.clauses:
        for group in clause.groups:
            discourse.objects += [
                (sentence.number, member)
                for member in group.members
                if member.mention is not None and member.quantities
            ]
    for mention in sentence.mentions:
        if mention.type == "Event" and mention.text.endswith(_OCCASIONS):
            discourse.events.append((sentence.number, mention))
    discourse.objects = [
        each for each in discourse.objects if sentence.number - each[0] < _REMEMBERED
    ]
    del discourse.objects[:-12], discourse.subjects[:-4], discourse.events[:-3]
