"""The mentions of an article as they are printed: each proper name once, as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.article import Article
from extractors.document import AlignedText, Document, Span
from extractors.extraction import MentionRecord
from extractors.layout.lines import shown
from extractors.mentions.mention import Mention
from extractors.mentions.names import Name
from extractors.parse import Sentence, names_in, read_words
from extractors.passages import Passage
from extractors.sentences import split_sentences
from ontology.lexicon import Lexicon

_NAMED = ("Person", "AdministrativeArea", "Document")


def mention_records(
    document: Document, article: Article, passages: Sequence[Passage], lexicon: Lexicon
) -> Iterator[MentionRecord]:
    """
    The mentions of an article, block by block.

    A proper name is printed whole and once: a unit inside the name of a body is not printed on
    its own, the units of a path (清河县柳林镇) are printed one by one. In the blocks that hold
    no text for facts, bylines for one, names are all that is looked for.
    """
    read = {id(passage.block): passage for passage in passages}
    for block in (*article.blocks, *article.around):
        if passage := read.get(id(block)):
            for sentence in passage.sentences:
                yield from _as_printed(document, _of_sentence(document, sentence))
        else:
            yield from _as_printed(document, _of_text(document, block.text, lexicon))


def _as_printed(document: Document, records: Iterable[MentionRecord]) -> Iterator[MentionRecord]:
    """
    The mentions that stand in one piece, each with the characters that stand there.

    One that goes on behind a headline or a caption out of place has no offsets that show it alone.
    """
    for record in records:
        printed = document.text[record.start : record.end]
        if shown(printed) == shown(record.text):
            as_is = "".join(printed.split()) == "".join(record.text.split())
            yield record if as_is else replace(record, text="".join(printed.split()))


def _of_sentence(document: Document, sentence: Sentence) -> Iterator[MentionRecord]:
    named = {name.span: name for name in sentence.names}
    for mention in sentence.mentions:
        name = named.pop(mention.span, None)
        proper = name is not None or _is_name(mention, sentence.names)
        kind = _type(name, mention) if name is not None else mention.type
        span = sentence.source(mention.span)
        yield MentionRecord(document.name, span.start, span.end, mention.text, kind, proper)
    for name in named.values():
        span = sentence.source(name.span)
        yield MentionRecord(document.name, span.start, span.end, name.text, name.type, True)


def _is_name(mention: Mention, names: Sequence[Name]) -> bool:
    """
    Whether a mention that is no name found is printed as one.

    A body that is told by its level alone (县医院) has no name of its own.
    """
    if not mention.named or mention.type not in _NAMED:
        return False
    return mention.type == "Document" or not any(name.span.overlaps(mention.span) for name in names)


def _type(name: Name, mention: Mention) -> str:
    same = {"Place": ("Place", "AdministrativeArea")}.get(name.type, (name.type,))
    return mention.type if mention.type in same else name.type


def _of_text(document: Document, text: AlignedText, lexicon: Lexicon) -> Iterator[MentionRecord]:
    for span in split_sentences(text.text):
        words = read_words(text.text[span.start : span.end], lexicon)
        for name in names_in(words.tokens, lexicon, frozenset()):
            start = span.start + name.span.start
            source = text.source_span(Span(start, start + len(name.span)))
            yield MentionRecord(document.name, source.start, source.end, name.text, name.type, True)
