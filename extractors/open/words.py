"""Words of any prose: a clause cut into words, and the word classes that each may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
_ORDER = frozenset("上下前后首末另")
_EVERY = re.compile("[每当同翌次][年天月周日晚]$")
_COUNTING = ("count", "bare", "age", "duration", "frequency")

PERSONAL = "open.personal"
NAME, TIME, AMOUNT, MEASURE, NUMBER = "NAME", "TIME", "AMOUNT", "MEASURE", "NUMBER"

# What each tag of the segmenter's dictionary may be in the grammar, with its cost there.
_CLASSES: dict[str, tuple[tuple[str, float], ...]] = {
    "n": (("N", 0), ("V", 5)),
    "g": (("N", 0.5),),
    "v": (("V", 0), ("NV", 0)),
    "vn": (("N", 0.2), ("V", 0.4), ("NV", 0)),
    "a": (("A", 0), ("N", 1.5), ("D", 2)),
    "ad": (("D", 0), ("A", 0.5)),
    "an": (("N", 0.2), ("A", 0.2)),
    "b": (("A", 0), ("N", 2)),
    "c": (("CS", 0), ("CC", 0.5)),
    "d": (("D", 0), ("A", 1.5)),
    "e": (("D", 1),),
    "f": (("F", 0), ("N", 1)),
    "i": (("A", 0.5), ("N", 1), ("V", 1.5), ("D", 1.5)),
    "l": (("N", 0.5), ("A", 1), ("V", 1.5), ("D", 1.5)),
    "m": (("M", 0), ("N", 1.5)),
    "o": (("D", 0),),
    "p": (("P", 0),),
    "q": (("M", 1),),
    "r": (("DT", 0), ("PN", 0.5)),
    "s": (("N", 0), ("F", 1)),
    "t": (("T", 0), ("N", 1)),
    "u": (("D", 1),),
    "ug": (("ASP", 0),),
    "uj": (("DE", 0),),
    "ul": (("ASP", 0),),
    "uv": (("DI", 0),),
    "uz": (("ASP", 0),),
    "y": (("D", 1),),
    "z": (("A", 0.3), ("D", 0.3), ("N", 1)),
    "zg": (("N", 1), ("V", 1.5)),
    "eng": (("N", 0),),
    NAME: (("N", 0),),
    TIME: (("T", 0),),
    AMOUNT: (("M", 0),),
    MEASURE: (("MX", 0),),
    NUMBER: (("M", 0), ("N", 1)),
}
_UNKNOWN = (("N", 0.3), ("V", 3.0), ("A", 3.0))
# What a word of a class of the lexicon may be, whatever its tag; closed classes have no other.
_OPEN_CLASSES = {
    "open.control": ("VCTRL", 0.0),
    "open.say": ("VSAY", 0.0),
    "open.pivot": ("VPIV", 0.0),
    "open.ditransitive": ("VDIT", 0.0),
    "open.directional": ("VD", 0.3),
    "open.modal": ("MOD", 0.2),
    "open.copula": ("VC", 0.0),
    "open.have": ("VE", 0.1),
    "open.preposition": ("P", 0.2),
    "open.postverb": ("PV", 0.1),
    "open.time_end": ("FT", 0.0),
    "open.period": ("FN", 0.0),
    "open.link": ("VLINK", 0.0),
    "open.and": ("CC", 0.0),
    "open.connective": ("CS", 0.3),
    PERSONAL: ("PN", 0.0),
    "open.attributive": ("A", 0.3),
    "open.clausal": ("P2", 0.0),
    "open.head": ("HN", 0.0),
    "open.adverb": ("D", 0.0),
    "open.nominal": ("VNOM", 0.0),
    "open.place_end": ("F", 0.2),
    "open.dimension": ("NM", 0.0),
    "open.quantifier": ("DT", 0.0),
}
_FIXED: dict[str, tuple[tuple[str, float], ...]] = {
    "的": (("DE", 0),),
    "之": (("DE", 0.5),),
    "地": (("DI", 0), ("N", 1)),
    "得": (("MOD", 1),),
    "所": (("SUO", 0), ("N", 2)),
    "等": (("ETC", 0),),
    "等等": (("ETC", 0),),
    "了": (("ASP", 0),),
    "着": (("ASP", 0),),
    "过": (("ASP", 0), ("V", 2)),
    "被": (("BEI", 0),),
    "遭": (("BEI", 0.5), ("V", 0.5)),
    "受": (("BEI", 1), ("V", 0)),
    "为生": (("WEI", 0), ("V", 0)),
    "靠": (("YI", 0), ("V", 0)),
    "依靠": (("YI", 0), ("V", 0)),
    "截至": (("P", 0),),
    "截止": (("P", 0), ("V", 0.5)),
    "作为": (("P", 0), ("VC", 0.8)),
    "身为": (("P", 0),),
    "预算": (("N", 0),),
    "距离": (("PD", 0), ("N", 0.3), ("V", 0.5)),
    "距": (("PD", 0), ("V", 0.5)),
    "离": (("PD", 0.3), ("V", 0.5)),
    "其中": (("CS", 0),),
    "超过": (("V", 0), ("D", 0.2)),
    "之一": (("ONE", 0),),
    "没有": (("D", 0), ("VE", 0.2)),
    "不到": (("V", 0), ("D", 0.3)),
    "比": (("P", 0), ("V", 2)),
    "把": (("BA", 0),),
    "将": (("BA", 0), ("MOD", 0.3)),
    "由": (("BY", 0), ("P", 2)),
    "在": (("P", 0), ("PV", 0), ("V", 2.2)),
    "、": (("CC", 0),),
    "和": (("CC", 0), ("P", 3)),
    "与": (("CC", 0.2), ("P", 0.3)),
    "跟": (("CC", 1), ("P", 0.2)),
    "同": (("CC", 2), ("P", 1), ("A", 0.5)),
    "并": (("CC", 0), ("CS", 0.2), ("D", 0.5)),
    "而": (("CC", 0.3), ("CS", 0.2)),
    "也": (("CS", 0),),
    "为": (("VC", 0.2), ("P", 0.4), ("PV", 0)),
    "以": (("P", 0), ("YI", 0), ("PV", 1), ("CS", 2)),
    "到": (("PV", 0), ("P", 0.8), ("V", 0.8)),
    "上": (("F", 0), ("V", 2), ("VD", 1)),
    "中": (("F", 0), ("A", 1.5)),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause: where it stands in its sentence, and the classes that it may have."""

    span: Span
    text: str
    tag: str
    classes: tuple[tuple[str, float], ...]


def read_words(text: str, lexicon: Lexicon) -> list[Word]:
    """
    The words of a clause in order, without brackets' content and quotation marks.

    >>> found = read_words("他出生于港口城市", load_lexicon())
    >>> [(word.text, word.classes[0][0]) for word in found]
    [('他', 'PN'), ('出生', 'V'), ('于', 'P'), ('港口城市', 'N')]
    """
    merged = _join_names(_join_amounts(list(_pieces(text))), lexicon)
    return [
        Word(Span(start, start + len(form)), form, tag, classes_of(form, tag, lexicon))
        for start, form, tag in merged
    ]


def classes_of(form: str, tag: str, lexicon: Lexicon) -> tuple[tuple[str, float], ...]:
    """The classes that a word with that tag may have, each with its cost, one entry a class."""
    if form in _FIXED:
        return _FIXED[form]
    found: dict[str, float] = {}
    for label, cost in _by_tag(form, tag, lexicon):
        found[label] = min(cost, found.get(label, cost))
    for name, (label, cost) in _OPEN_CLASSES.items():
        if lexicon.marks(form, name):
            found[label] = min(cost, found.get(label, cost))
            if label in ("VCTRL", "VSAY", "VPIV", "VDIT", "VE") and "V" in found:
                found["V"] = max(found["V"], 0.3)
            if label in ("D", "MOD"):
                found |= {each: found[each] + 2 for each in ("N", "V") if each in found}
            if label == "VC" and "V" in found:
                found["V"] = max(found["V"], 2.0)
    if tag == NAME and "·" in form:
        found = {"PR": 0.0}
    if "V" in found:
        found["W"] = found["V"]
    return tuple(found.items())


def _by_tag(form: str, tag: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    if lexicon.marks(form, PERSONAL):
        return
    if lexicon.marks(form, "open.verb"):
        yield "V", 0.0
        yield ("N", 0.5) if lexicon.marks(form, "open.noun") else ("NV", 0.0)
        return
    if _EVERY.match(form):
        yield "T", 0.0
        return
    if tag == "r" and form[-1:] in _MEASURES:
        yield "DT", 0.0
        return
    if tag == "f" and len(form) == 1:
        yield "F", 0.0
        return
    known = _CLASSES.get(tag) or _CLASSES.get(tag[:1])
    if tag == "x" or known is None:
        yield from (("V", 0.2), ("N", 2)) if form in lexicon.triggers else _UNKNOWN
        return
    yield from known
    if lexicon.marks(form, "open.noun"):
        yield "N", 0.2


def phrase(words: Sequence[Word], numbers: Iterable[int]) -> str:
    """
    The words of these numbers read out, a space between foreign words that had one.

    >>> words = read_words("他加入了 Blue Harbor 乐队", load_lexicon())
    >>> phrase(words, range(len(words)))
    '他加入了Blue Harbor乐队'
    """
    text, before = "", None
    for number in numbers:
        word = words[number]
        apart = before is not None and before.span.end < word.span.start
        if apart and _LETTER.match(word.text[:1]) and _LETTER.match(text[-1:]):
            text += " "
        text += word.text
        before = word
    return text


def is_name(word: Word) -> bool:
    """Whether a word is the name of a person or may be one, as far as its form tells."""
    return word.tag in (NAME, "nr", "nrt", "nrfg") and not word.text.startswith("《")


Piece = tuple[int, str, str]


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
    index, strong, linked = start, False, False
    while index < len(pieces):
        offset, form, tag = pieces[index]
        if index > start and pieces[index - 1][0] + len(pieces[index - 1][1]) != offset:
            break
        if form in _LINK:
            after = pieces[index + 1] if index + 1 < len(pieces) else None
            if index == start or after is None or not _may_name(after, lexicon, after_link=True):
                break
            strong = linked = True
        elif not _may_name(pieces[index], lexicon, after_link=linked):
            break
        elif tag in ("nr", "nrt", "nrfg", "ns", "x", "nz", "eng") and len(form) > 1:
            strong = True
        index += 1
        if form not in _LINK:
            linked = False
    while index > start and pieces[index - 1][1] in _LINK:
        index -= 1
    return index if strong else start


def _may_name(piece: Piece, lexicon: Lexicon, *, after_link: bool = False) -> bool:
    _, form, tag = piece
    if tag in ("eng", "nrt", "nrfg") or (after_link and tag in ("nr", "x", "ns", "nz", NAME)):
        return True
    foreign = all(lexicon.marks(char, "open.transliterated") for char in form)
    if len(form) == 1:
        return foreign and (after_link or form not in "于里内上中当多国日山")
    return foreign and (tag in ("nr", "ns", "x", "nz") or after_link)
