"""Questions: what one asks for, and what it says of that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.document import Document, Span
from extractors.evaluation.matching import normalize
from extractors.extraction import Extraction
from extractors.facts import Fact, Quantity
from extractors.frames.ranking import load_model
from extractors.measures import kinds
from extractors.parse import Words, read_words
from extractors.pipeline import extract
from extractors.quantities import QuantityMention
from extractors.times import TimeContext, read_times
from extractors.tokens import Token, tokenize
from ontology import load_ontology
from ontology.lexicon import Lexicon, load_lexicon

LONGEST = 300
"""Characters of the longest question that is read."""

NUMBER, WHO, WHICH, THING, WHERE, WHEN, WHETHER = (
    "number",
    "who",
    "which",
    "thing",
    "where",
    "when",
    "whether",
)

_ASKING = "asks."
_LIST, _SEVERAL = "list", "several"
MOST, LEAST = "most", "least"
_STAND_INS = {NUMBER: "37", WHO: "王小明", WHERE: "某地", WHEN: "12月31日"}
_OF = "的"
_SOME = "某"  # stands for 哪个, 什么, 哪些: 某公司
_TAIL = re.compile(r"[\s？?。.！!，,呢啊呀]+$")
_HAN = re.compile("[\u3400-\u9fff]")
_COUNTED = re.compile("[一二两三四五六七八九十几些]*")
_HEAD = re.compile("[^，。；、！？,;的]{0,12}")
_END = re.compile("[^，。；、！？,;的]{0,12}$")
_AREA = "AdministrativeArea"
_FEEBLE = 0.05  # readings of a question that are believed less are not looked at
_NOMINAL = frozenset("nxjbalz")  # parts of speech that a noun phrase is made of
_IDLE = ("u", "p", "c", "y", "e", "o", "r", "w", "d", "f")  # parts of speech that name nothing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the kind of it, the words that ask, and whether several are wanted."""

    kind: str
    span: Span
    many: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """
    A question as it is understood.

    ``asked`` is what it asks for. ``told`` is the question as a statement, with a stand-in for
    what is asked; ``pattern`` are the facts that the extractors read in it, ``variable`` is the
    range of the stand-in. ``noun`` is the one behind the asking word (公司 of 哪家公司), or
    before the verb "to be" (的物资是什么), ``head`` the same where things are called so, ``type``
    the type that it names, ``whom`` who is asked
    for by 是谁. ``unit`` and ``unit_kind`` are the measure word that a number is asked in.
    ``words`` are the words that say something, the asking ones left out; ``numbers`` the
    quantities, ``times`` the times that it tells, ``units`` the units that it names. ``extreme``
    says whether that is asked for which has most, or least.
    """

    text: str
    asked: Asked
    told: str
    variable: Span
    head: str = ""
    type: str = ""
    whom: str = ""
    unit: str = ""
    unit_kind: str = ""
    extreme: str = ""
    words: tuple[str, ...] = ()
    pattern: tuple[Fact, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    times: tuple[str, ...] = ()
    modality: str = "asserted"
    units: tuple[str, ...] = ()
    noun: str = ""

    @property
    def said(self) -> str:
        """The question as a statement without the stand-in, a bar in its place."""
        return f"{self.told[: self.variable.start]}|{self.told[self.variable.end :]}"


def read_question(text: str) -> Question | None:
    """The question, or None where nothing is asked or nothing is said of what is asked."""
    plain = " ".join(text.split())
    if not 1 < len(plain) <= LONGEST or not _HAN.search(plain):
        return None
    lexicon = load_lexicon()
    plain = _TAIL.sub("", _without(plain, lexicon.forms(_ASKING + "skipped")))
    plain = _listed(plain, lexicon)
    asked = _asked(plain, lexicon)
    if asked is None:
        return None
    extreme, ranking = _extreme(plain, lexicon)
    told, variable = _told(plain, asked)
    read = read_words(told, lexicon)
    quantities = sorted(read.quantities.values(), key=lambda one: one.span.start)
    probe = next((each for each in quantities if each.span.overlaps(variable)), None)
    unit, unit_kind = _unit(asked, probe)
    rest = told[max(variable.end, probe.span.end if probe else 0) :]
    said_to_be = _before_copula(told, variable, lexicon)
    head = ""
    if asked.kind in (NUMBER, WHICH, THING):
        head = _head_of(rest, lexicon) or _last_noun(said_to_be, lexicon)
    kind = _type_named(head, lexicon)
    words = tuple(_words(read, probe.span if probe else variable, ranking))
    if not words:
        return None
    found = _read(told)
    return Question(
        text=text,
        asked=asked,
        told=told,
        variable=variable,
        noun=head,
        head="" if kind else head,
        type=kind or (next(iter(lexicon.type_of(head)), "") if head else ""),
        whom=said_to_be if asked.kind == WHO else "",
        unit=unit,
        unit_kind=unit_kind,
        extreme=extreme,
        words=words,
        pattern=found.facts,
        numbers=tuple(each.quantity for each in quantities if each is not probe),
        times=_times(told),
        modality=_modality(found.facts),
        units=_units(found, plain),
    )


def _without(text: str, forms: frozenset[str]) -> str:
    for form in sorted(forms):
        text = text.replace(form, "")
    return text


def _listed(text: str, lexicon: Lexicon) -> str:
    """
    A request as the question that it is, as far as it says what is to be told.

    列出捐款的单位 is 哪些单位捐款, 列出甲局捐赠的物资 is 甲局捐赠哪些物资: the noun stands where
    the verb wants it.
    """
    forms = [form for form in lexicon.forms(_ASKING + _LIST) if text.startswith(form)]
    rest = text[len(max(forms, key=len, default="")) :]
    if not forms or any(True for _ in _asking_words(rest, lexicon)):
        return rest
    noun = _last_noun(rest, lexicon)
    said = rest.removesuffix(noun).removesuffix(_OF)
    if not noun:
        return text
    which = min(lexicon.forms(_ASKING + _SEVERAL), key=len) + noun
    verbs = [one for one in tokenize(said, lexicon) if one.text in lexicon.triggers]
    if not verbs:
        return f"{said}{_OF}{which}" if said else which
    return f"{said}{which}" if said.endswith(verbs[-1].text) else f"{which}{said}"


def _asked(text: str, lexicon: Lexicon) -> Asked | None:
    """
    The asking word, the longest at its place; one that asks for more goes before 吗, 是否.

    Of several alike the longer goes first: 何泉是什么职务 has 何 in a name.
    """
    found = sorted(
        _asking_words(text, lexicon),
        key=lambda one: (_RANKS[one[0]], one[1].start - one[1].end, one[1].start),
    )
    if not found:
        return None
    kind, span = found[0]
    form = text[span.start : span.end]
    counted = _COUNTED.match(text, span.end)
    number = counted[0] if counted else ""
    end = span.end
    if kind == WHICH:
        end += len(number)
        # 哪个, 哪家, 哪两项: a measure word; 哪些 has none
        if len(form) == 1 and kinds().get(text[end : end + 1]):
            end += 1
    many = kind == _LIST or "些" in form or bool(number.strip("一"))
    return Asked(WHICH if kind == _LIST else kind, Span(span.start, end), many)


_RANKS = {
    each: rank for rank, each in enumerate((NUMBER, WHEN, WHERE, WHO, WHICH, THING, _LIST, WHETHER))
}


def _asking_words(text: str, lexicon: Lexicon) -> Iterator[tuple[str, Span]]:
    forms = {form: kind for kind in _RANKS for form in lexicon.forms(_ASKING + kind)}
    place = 0
    while place < len(text):
        starting = (form for form in forms if text.startswith(form, place))
        form = max(starting, key=len, default="")
        if form:
            yield forms[form], Span(place, place + len(form))
        place += len(form) or 1


def _told(text: str, asked: Asked) -> tuple[str, Span]:
    """The question as a statement, and where the stand-in for what is asked stands in it."""
    start, end = asked.span.start, asked.span.end
    stand_in = "" if asked.kind == WHETHER else _STAND_INS.get(asked.kind, _SOME)
    told = text[:start] + stand_in + text[end:]
    return _TAIL.sub("", told) + "。", Span(start, start + len(stand_in))


def _unit(asked: Asked, probe: QuantityMention | None) -> tuple[str, str]:
    if asked.kind != NUMBER or probe is None:
        return "", ""
    return probe.quantity.unit, probe.kind


def _head_of(rest: str, lexicon: Lexicon) -> str:
    """The noun that begins a text: what stands before its first verb or function word."""
    head = ""
    for token in tokenize(_clause(rest), lexicon):
        noun = token.tag[:1] in _NOMINAL or bool(lexicon.type_of(token.text))
        if not noun or (head and token.text in lexicon.triggers):
            break
        head += token.text
    return head


def _before_copula(told: str, variable: Span, lexicon: Lexicon) -> str:
    """What a question says to be what it asks for, with nothing behind: 何泉 of 何泉是谁."""
    before, behind = told[: variable.start], _TAIL.sub("", told[variable.end :])
    forms = [form for form in lexicon.forms(_ASKING + "copula") if before.endswith(form)]
    return before[: -len(max(forms, key=len))] if forms and not behind else ""


def _last_noun(text: str, lexicon: Lexicon) -> str:
    """The noun that ends a text."""
    noun = ""
    for token in reversed(tokenize(_END.search(text)[0], lexicon)):  # type: ignore[index]
        if not (token.tag[:1] in _NOMINAL or lexicon.type_of(token.text)):
            break
        noun = token.text + noun
    return noun


def _type_named(head: str, lexicon: Lexicon) -> str:
    """The type that a noun names, though nothing of that type is called so: 职务."""
    if not head:
        return ""
    named = (
        name for name in load_ontology().classes if head in lexicon.forms(f"{_ASKING}type.{name}")
    )
    return next(named, "")


def _clause(text: str) -> str:
    found = _HEAD.match(text)
    return found[0] if found else ""


def _extreme(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """Whether most or least is asked for, and the words that ask for it."""
    found = (
        (name, form)
        for name in (MOST, LEAST)
        for form in sorted(lexicon.forms(_ASKING + name))
        if form in text
    )
    return next(found, ("", ""))


def _words(read: Words, taken: Span, ranking: str) -> Iterator[str]:
    """The words that name something, in order; times and quantities are no words."""
    counted = [*read.quantities, *read.times, taken]
    for token in read.tokens:
        if any(token.span.overlaps(span) for span in counted) or token.text == ranking:
            continue
        if _says_something(token):
            yield normalize(token.text)


def _says_something(token: Token) -> bool:
    return bool(normalize(token.text)) and not token.tag.startswith(_IDLE)


def _times(told: str) -> tuple[str, ...]:
    parts, _ = read_times(told, TimeContext())
    return tuple(dict.fromkeys(part.time for part in parts if part.time))


def _read(told: str) -> Extraction:
    return extract(Document("question", told), _reader(), load_lexicon())


@cache
def _reader():  # type: ignore[no-untyped-def]
    return load_model().from_confidence(_FEEBLE)


def _units(found: Extraction, text: str) -> tuple[str, ...]:
    """The divisions with a national code that the question names; other names may be misread."""
    names = (each.name for each in found.entities if each.adcode and each.type == _AREA)
    return tuple(name for name in names if name in text)


def _modality(facts: tuple[Fact, ...]) -> str:
    best = max(facts, key=lambda fact: fact.confidence, default=None)
    return best.modality if best else "asserted"
