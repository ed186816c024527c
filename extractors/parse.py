"""Parsing: a paragraph to sentences whose words, mentions and clauses are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractors.document import AlignedText, Span
from extractors.frames.clauses import Clause
from extractors.frames.grouping import split_clauses
from extractors.mentions.area_lists import find_listed_areas
from extractors.mentions.areas import find_areas
from extractors.mentions.bodies import find_bodies
from extractors.mentions.boundaries import (
    crossed,
    cut_words,
    cuts_of,
    freed_verbs,
    labels_of,
    without_crossed,
)
from extractors.mentions.chunks import QUANTITY, STOP, TIME, chunk
from extractors.mentions.grammar import Grammar, load_grammar
from extractors.mentions.lists import type_unknown
from extractors.mentions.mention import Chunk, Mention
from extractors.mentions.names import Name, find_names, merge_persons
from extractors.mentions.phrases import QUOTED, TITLE
from extractors.mentions.tagging import Tagger
from extractors.mentions.typing import type_mentions
from extractors.quantities import QuantityMention, find_quantities
from extractors.records import record
from extractors.sentences import split_sentences
from extractors.times import TimeMention, find_times
from extractors.tokens import Atom, Token, tokenize, without_overlaps
from ontology.lexicon import Lexicon

_TITLE = re.compile("《[^《》\n]{1,80}》")
_GRADE = re.compile("[ⅠⅡⅢⅣIVⅤ一二三四五特]{1,3}级(?=[^，。；、]{0,6}响应|预警)")
_ENUMERATOR = re.compile("(?<![\u4e00-\u9fff])[一二三四五六七八九十]是(?=[^否])")
_MET = 400  # persons that an article's reader remembers
_QUOTED = re.compile("“[^“”，。！？；：\n]{1,18}”")


@dataclass(slots=True)
class Persons:
    """The names of persons that an article has told, those told last for so many as are kept."""

    names: frozenset[str] = frozenset()
    _told: dict[str, None] = field(default_factory=dict)

    def meet(self, names: Set[str]) -> None:
        """Note the names of a sentence."""
        for name in names:
            self._told.pop(name, None)
            self._told[name] = None
        if not names <= self.names:
            while len(self._told) > _MET:
                del self._told[next(iter(self._told))]
            self.names = frozenset(self._told)


@record(frozen=True)
class Sentence:
    """
    One sentence of an article, parsed.

    ``number`` counts the sentences of the article from 0, ``span`` is the sentence's range in
    its paragraph, whose text ``paragraph`` holds; tokens, chunks, clauses and proper names count
    from the sentence. ``known`` are the names of persons that the article told before.
    """

    number: int
    paragraph: AlignedText
    span: Span
    text: str
    chunks: tuple[Chunk, ...]
    clauses: tuple[Clause, ...]
    tokens: tuple[Token, ...]
    known: frozenset[str]
    lexicon: Lexicon

    def source(self, span: Span) -> Span:
        """The range of the source that holds a range of the sentence."""
        start = self.span.start
        return self.paragraph.source_span(Span(start + span.start, start + span.end))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The proper names of the sentence in order; looked for when first asked for."""
        return tuple(names_in(self.tokens, self.lexicon, self.known))

    @property
    def mentions(self) -> Iterator[Mention]:
        """The mentions of the sentence in order."""
        return (each.mention for each in self.chunks if each.mention is not None)


def parse_paragraph(
    paragraph: AlignedText,
    first: int,
    persons: Persons,
    lexicon: Lexicon,
    grammar: Grammar | None = None,
) -> list[Sentence]:
    """
    The sentences of a paragraph, numbered from ``first``.

    ``persons`` are those met before; whom a sentence names is known in the sentences after it.
    ``grammar`` are the models that read phrases, the package's own when left out.
    """
    sentences: list[Sentence] = []
    for span in split_sentences(paragraph.text):
        text = paragraph.text[span.start : span.end]
        words = read_words(text, lexicon)
        known = persons.names
        chunks = _chunks(words, known, lexicon, grammar or load_grammar())
        persons.meet(persons_of(chunks))
        sentences.append(
            Sentence(
                number=first + len(sentences),
                paragraph=paragraph,
                span=span,
                text=text,
                chunks=tuple(chunks),
                clauses=tuple(split_clauses(chunks, lexicon)),
                tokens=words.tokens,
                known=known,
                lexicon=lexicon,
            )
        )
    return sentences


def persons_of(chunks: list[Chunk]) -> set[str]:
    """The names of persons among the chunks that are whole enough to be known again."""
    found = (each.mention for each in chunks if each.mention is not None)
    return {each.text for each in found if each.type == "Person" and len(each.text) > 2}


def parse_chunks(text: str, known: Set[str], lexicon: Lexicon) -> list[Chunk]:
    """The chunks of one sentence, quantities and times attached to theirs."""
    return _chunks(read_words(text, lexicon), known, lexicon, load_grammar())


@record(frozen=True, slots=True)
class Words:
    """The words of a sentence, with the quantities and times that are among them."""

    tokens: tuple[Token, ...]
    quantities: Mapping[Span, QuantityMention]
    times: Mapping[Span, TimeMention]


def read_words(text: str, lexicon: Lexicon) -> Words:
    """The words of a sentence; a title, a quotation, a quantity or a time is one."""
    times = {each.span: each for each in find_times(text)}
    quantities = {each.span: each for each in find_quantities(text)}
    atoms = [Atom(Span(*found.span()), TITLE) for found in _TITLE.finditer(text)]
    atoms += [Atom(Span(*found.span()), QUOTED) for found in _QUOTED.finditer(text)]
    atoms += [Atom(span, TIME) for span in times]
    atoms += [Atom(span, QUANTITY) for span in quantities]
    atoms += [Atom(Span(*found.span()), "b") for found in _GRADE.finditer(text)]
    atoms += [Atom(Span(*found.span()), STOP) for found in _ENUMERATOR.finditer(text)]
    tokens = tokenize(text, lexicon, without_overlaps(atoms))
    return Words(tuple(tokens), quantities, times)


def names_in(tokens: Sequence[Token], lexicon: Lexicon, known: Set[str]) -> list[Name]:
    """The proper names among words, those inside titles and quotations with them, in order."""
    names = find_names(tokens, lexicon, known)
    for token in tokens:
        if token.tag in (TITLE, QUOTED) and len(token.text) > 3:
            inner = find_names(tokenize(token.text[1:-1], lexicon), lexicon, known)
            names += [name.shifted(token.start + 1) for name in inner]
    return sorted(names, key=lambda name: name.span.start)


def read_names(text: str, known: Set[str], lexicon: Lexicon) -> list[Token]:
    """The words of a sentence, the names of persons, units and bodies one word each."""
    return _names(read_words(text, lexicon).tokens, known, lexicon)


def _names(tokens: Sequence[Token], known: Set[str], lexicon: Lexicon) -> list[Token]:
    found = find_areas(merge_persons(tokens, lexicon, known), lexicon)
    return find_bodies(find_listed_areas(found, lexicon), lexicon)


def _chunks(words: Words, known: Set[str], lexicon: Lexicon, grammar: Grammar) -> list[Chunk]:
    return type_mentions(_untyped(words, known, lexicon, grammar.tagger), lexicon, grammar.typer)


def parse_untyped(text: str, lexicon: Lexicon, tagger: Tagger) -> list[Chunk]:
    """The chunks of one sentence as the lexicon types them, before the model weighs that."""
    return _untyped(read_words(text, lexicon), frozenset(), lexicon, tagger)


def _untyped(words: Words, known: Set[str], lexicon: Lexicon, tagger: Tagger) -> list[Chunk]:
    tokens, labels = phrased(words, known, lexicon, tagger)
    found = chunk(tokens, labels, lexicon)
    return type_unknown([_attach(each, words) for each in found], lexicon)


def phrased(
    words: Words, known: Set[str], lexicon: Lexicon, tagger: Tagger
) -> tuple[list[Token], str]:
    """
    The words and names of a sentence, and the label of each.

    Where a phrase begins or ends inside a word, the word is cut, and names are looked for anew.
    """
    tokens = _names(words.tokens, known, lexicon)
    labels = tagger.tag(words.tokens, tokens, lexicon)
    cuts = cuts_of(labels)
    if crossed(tokens, cuts):
        cut = cut_words(words.tokens, labels, lexicon)
        tokens = without_crossed(_names(cut, known, lexicon), cut, cuts)
    return tokens, freed_verbs(tokens, labels_of(tokens, labels, lexicon), lexicon)


def _attach(chunk: Chunk, words: Words) -> Chunk:
    if chunk.kind == "quantity":
        return replace(chunk, quantity=words.quantities.get(chunk.span))
    return replace(chunk, time=words.times.get(chunk.span)) if chunk.kind == "time" else chunk
