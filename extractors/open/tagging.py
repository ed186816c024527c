"""Tagging: any prose cut into words, each with a part of speech; numbers and names whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import jieba
import jieba.posseg

from extractors.document import Span
from extractors.quantities import QuantityMention, find_quantities
from extractors.times import find_times
from extractors.tokens import Atom, tag_of, without_overlaps
from ontology.lexicon import Lexicon, load_lexicon

_TITLE = re.compile("《[^《》\n]{1,80}》")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9](?:[\w.&'’\-+/%]|[ ·](?=[A-Za-zÀ-ɏ0-9]))*", re.ASCII)
_LETTER = re.compile("[A-Za-zÀ-ɏ]")
_NUMBER = re.compile(
    "[第约近]?[0-9０-９〇零一二两三四五六七八九十百千万亿半几数多余.%％]+[多余几]?$"
)
_BRACKETED = re.compile("[（(\\[【][^（）()\\[\\]【】\n]{0,200}[）)\\]】]")
_WORD = re.compile(r"\w")
_SPOKEN = frozenset("、·•・‧-－%％")  # signs that join words; the others are passed over
_LINK = frozenset("·•・‧-－")

_DIGITS = frozenset("0123456789０１２３４５６７８９〇零一二两三四五六七八九十百千万亿半几数每第")
_MEASURES = frozenset(
    "个位名家座部种支只条项次所本该各每某届场类批款颗艘架辆栋件张首首篇份段片群组"
)
_POINTING = frozenset("这那该每各某此")
_ADVERBS = frozenset("曾已正仍均皆又也还再都共常未不")
_PARTICLES = frozenset("了着过的在和与被将把为由从向以于")
_BARE_VERBS = frozenset("写读画买卖唱听看吃喝骑")
_SPELL = re.compile("(?:[年月天日周]|星期|小时|分钟)$")
_AGENTS = frozenset("者员商师人")
_NAMING = ("nr", "nrt", "nrfg", "ns", "x", "nz", "eng")
_SELDOM_NAMING = frozenset("于里内上中当多国日山")
_BEFORE_IS = frozenset("也还又均都则便即正仍皆既亦曾原本")
_ORDER = frozenset("上下前后首末另")
_EVERY = re.compile("[每当同翌次][年天月周日晚]$")
_COUNTING = ("count", "bare", "age", "duration", "frequency")

NAME, TIME, AMOUNT, MEASURE, NUMBER = "NAME", "TIME", "AMOUNT", "MEASURE", "NUMBER"
FULL_NAME, PERIOD, DETERMINER, SIDE = "FULL_NAME", "PERIOD", "DETERMINER", "SIDE"


Piece = tuple[int, str, str]
"""Where a word starts, its characters, and its tag."""


def tag_words(text: str, lexicon: Lexicon) -> list[Piece]:
    """
    The words of a clause in order, without brackets' content and quotation marks.

    A tag is that of the segmenter's dictionary, or one of this module's in capitals.

    >>> from ontology.lexicon import load_lexicon
    >>> tag_words("埃娃·林德于1902年出生", load_lexicon())
    [(0, '埃娃·林德', 'FULL_NAME'), (5, '于', 'p'), (6, '1902年', 'TIME'), (11, '出生', 'v')]
    """
    merged = _join_names(_join_amounts(list(_pieces(text))), lexicon)
    return [(start, form, _settled(form, tag)) for start, form, tag in merged]


def _settled(form: str, tag: str) -> str:
    """The tag where the word's form tells more than the dictionary."""
    if tag == NAME and "·" in form:
        return FULL_NAME
    if _EVERY.match(form):
        return PERIOD
    if tag == "r" and form[-1:] in _MEASURES:
        return DETERMINER
    return SIDE if tag == "f" and len(form) == 1 else tag


def _pieces(text: str) -> Iterator[Piece]:
    atoms = [Atom(Span(*found.span()), "SKIP") for found in _BRACKETED.finditer(text)]
    atoms += [Atom(Span(*found.span()), NAME) for found in _TITLE.finditer(text)]
    times = (each.span for each in find_times(text))
    atoms += [Atom(span, TIME) for span in times if not _straddled(text, span)]
    amounts = (_amount(text, each) for each in find_quantities(text))
    atoms += [atom for atom in amounts if not _cuts_word(text, atom.span)]
    atoms += [
        Atom(Span(*found.span()), "eng")
        for found in _LATIN.finditer(text)
        if _LETTER.search(found.group())
    ]
    position = 0
    for atom in sorted(without_overlaps(atoms), key=lambda atom: atom.span.start):
        yield from _cut(text, position, atom.span.start)
        if atom.tag != "SKIP":
            yield atom.span.start, text[atom.span.start : atom.span.end], atom.tag
        position = atom.span.end
    yield from _cut(text, position, len(text))


def _amount(text: str, found: QuantityMention) -> Atom:
    """The quantity without the words that bound it: 约为|五十平方米."""
    start = found.span.start
    while start < found.span.end - 1 and text[start] not in _DIGITS:
        start += 1
    tag = AMOUNT if found.kind in _COUNTING else MEASURE
    return Atom(Span(start, found.span.end), tag)


def _cuts_word(text: str, span: Span) -> bool:
    """Whether a longer word of the dictionary starts where the range does: 零部|件."""
    ends = range(span.end + 1, min(span.end + 3, len(text)) + 1)
    return any(tag_of(text[span.start : end]) not in ("x", "m") for end in ends)


def _straddled(text: str, span: Span) -> bool:
    """Whether a word of the dictionary ends behind the start of the range: 证明|早."""
    return span.start > 0 and tag_of(text[span.start - 1 : span.start + 1]) not in ("x", "m", "t")


def _cut(text: str, start: int, end: int) -> Iterator[Piece]:
    if start >= end:
        return
    for form, tag in _tagged(text[start:end]):
        if form in _SPOKEN or _WORD.search(form):
            yield start, form, NUMBER if _NUMBER.match(form) else tag
        start += len(form)


def _tagged(text: str) -> Iterator[tuple[str, str]]:
    for form, tag in _tagger().cut(text):
        parts = _parts(form)
        if len(parts) > 1:
            yield from ((part, tag_of(part)) for part in parts)
        else:
            yield form, tag


def _parts(form: str) -> Sequence[str]:
    """A word cut again that hides a particle or a verb with its object: 和|玛丽, 遵守|规则."""
    known = tag_of(form)
    if 1 < len(form) < 5 and form[0] in _PARTICLES and known in ("x", "nr", "nz"):
        rest = form[1:]
        if known == "x" or (len(rest) > 1 and tag_of(rest) != "x"):
            return (form[0], *(word for word, _ in _tagger().cut(rest)))
    if known in ("x", "nr") and form[0] in _ADVERBS and _is_verb(form[1:]):
        return (form[0], form[1:])
    if len(form) == 2 and form[1] == "是" and form[0] in _BEFORE_IS:
        return (form[0], form[1])
    if len(form) == 3 and form[-1] == "地" and tag_of(form[:2])[:1] in ("a", "d", "v"):
        return (form[:2], "地")
    if len(form) == 4 and known in ("l", "n", "nz", "v"):
        verb, thing = form[:2], form[2:]
        if tag_of(verb) == "v" and tag_of(thing)[:1] == "n":
            return (verb, thing)
    if len(form) == 2 and known == "v" and form[0] in _BARE_VERBS and tag_of(form[1])[:1] == "n":
        return (form[0], form[1])
    return (form,)


def _is_verb(form: str) -> bool:
    return tag_of(form)[:1] == "v" or load_lexicon().marks(form, "open.verb")


@cache
def _tagger() -> jieba.posseg.POSTokenizer:
    segmenter = jieba.Tokenizer()
    segmenter.initialize()
    for form in sorted(load_lexicon().forms("open.unword")):
        segmenter.del_word(form)
    for name in ("open.verb", "open.dimension", "open.have"):
        for form in sorted(load_lexicon().forms(name)):
            segmenter.add_word(form)
    return jieba.posseg.POSTokenizer(segmenter)


def _join_amounts(pieces: Sequence[Piece]) -> list[Piece]:
    """A number and the measure word behind it as one word: 三|艘, 第二|届, 这|支, 科学家|们."""
    joined: list[Piece] = []
    for start, form, tag in pieces:
        first, before, kind = joined[-1] if joined else (0, "", "")
        if joined and first + len(before) == start:
            merged = _merged_tag(before, kind, form, tag)
            if merged:
                joined[-1] = (first, before + form, merged)
                continue
        joined.append((start, form, tag))
    return joined


def _merged_tag(before: str, kind: str, form: str, tag: str) -> str:
    """The tag of two words as one; empty where they stay two."""
    number = tag in ("m", NUMBER, AMOUNT)
    if (kind in ("m", NUMBER) and (number or tag == "q")) or (before in _ORDER and number):
        return "m"
    if before == "而" and form in ("成", "来", "去"):
        return "v"
    if before == "每" and _SPELL.search(form):
        return "t"
    if kind[:1] == "v" and len(before) > 1 and form in _AGENTS:
        return "n"
    if before in _POINTING and (tag == "q" or form in _MEASURES):
        return "r"
    return kind if tag == "k" else ""


def _join_names(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """Foreign names in one piece: 海因|里希, 玛丽|·|费|舍尔."""
    joined: list[Piece] = []
    index = 0
    while index < len(pieces):
        end = _name_end(pieces, index, lexicon)
        start, form, tag = pieces[index]
        if end - index > 1:
            form, tag = "".join(piece[1] for piece in pieces[index:end]), NAME
        if form not in _LINK:
            joined.append((start, form, tag))
        index = max(end, index + 1)
    return joined


def _name_end(pieces: Sequence[Piece], start: int, lexicon: Lexicon) -> int:
    """The index behind the foreign name that starts at a piece; ``start`` where none does."""
    index, strong = start, False
    while index < len(pieces):
        offset, form, tag = pieces[index]
        if index > start and pieces[index - 1][0] + len(pieces[index - 1][1]) != offset:
            break
        if form in _LINK:
            if index == start or index + 1 == len(pieces):
                break
            strong = True
        elif not _may_name(pieces, index, lexicon):
            break
        elif tag in _NAMING and len(form) > 1:
            strong = True
        index += 1
    while index > start and pieces[index - 1][1] in _LINK:
        index -= 1
    return index if strong else start


def _may_name(pieces: Sequence[Piece], index: int, lexicon: Lexicon) -> bool:
    """Whether a word may belong to a foreign name: beside a dot any but a particle may."""
    _, form, tag = pieces[index]
    linked = any(
        0 <= beside < len(pieces) and pieces[beside][1] in _LINK
        for beside in (index - 1, index + 1)
    )
    if linked:
        return form[0] not in _PARTICLES and tag not in (TIME, AMOUNT, MEASURE)
    foreign = all(lexicon.marks(char, "open.transliterated") for char in form)
    if len(form) == 1:
        return foreign and form not in _SELDOM_NAMING
    return tag in ("eng", "nrt", "nrfg") or (foreign and tag in ("nr", "ns", "x", "nz"))
