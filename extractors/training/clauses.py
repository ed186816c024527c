"""
Clauses made of the lexicon's own words: an agent, a verb, what it acts on, a figure.

Which word of 县市场监管局|处罚|烧烤店|3家 acts, the annotated pages show for the verbs that they
have. The lexicon has many more; some are put into clauses as the genre builds them, so that the
tagger learns of them too. The sense of these clauses is of no account, their build is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from extractors.document import Span
from extractors.training.phrases import Bracketed
from ontology.lexicon import Lexicon, Trigger

_EVERY = 3  # of so many verbs one is put into a clause
_AGENTS = (
    ("石门县", "市场监管局"),
    ("", "县水利局"),
    ("", "县供电公司"),
    ("青石镇", ""),
    ("柳林乡", ""),
    ("", "全县"),
    ("东岭街道", "办事处"),
    ("", "县公安局交警大队"),
    ("", "民警"),
    ("", "志愿者"),
    ("", "镇党委"),
    ("白沙村", ""),
    ("", "市消防救援支队"),
    ("", "县第一中学"),
)
_BEFORE = ("", "", "", "已", "共", "累计", "连夜", "先后", "及时")
_FIGURES = ("3", "12", "26", "120", "480余", "1.2万", "两", "36多")
_TYPES = ("Item", "PopulationGroup", "Place", "Organization", "Problem", "Document", "Event")
_UNITS = {
    "Item": ("台", "吨", "件", "套", "万元"),
    "PopulationGroup": ("名", "人", "户", "人次"),
    "Place": ("处", "个", "座", "公里"),
    "Organization": ("家", "个", "支"),
    "Problem": ("处", "个", "起"),
    "Document": ("份", "张"),
    "Event": ("场", "次", "起"),
}


def made_clauses(lexicon: Lexicon) -> list[Bracketed]:
    """The clauses, the same ones each time."""
    chance = random.Random(11)
    nouns = {
        kind: [form for form, types in sorted(lexicon.heads.items()) if _names(form, types, kind)]
        for kind in _TYPES
    }
    forms = [form for form in sorted(lexicon.triggers) if _acts(form, lexicon)]
    made = []
    for form in forms[::_EVERY]:
        kinds = _kinds(lexicon.triggers[form], lexicon)
        if kinds:
            kind = chance.choice(kinds)
            thing = chance.choice(nouns[kind])
            figure = chance.choice(_FIGURES) + chance.choice(_UNITS[kind])
            made.append(_clause(form, thing, figure, kind, chance))
    return made


def _names(form: str, types: Sequence[str], kind: str) -> bool:
    return types[0] == kind and 2 <= len(form) <= 4


def _acts(form: str, lexicon: Lexicon) -> bool:
    plain = 2 <= len(form) <= 3 and form not in lexicon.heads and form not in lexicon.markers
    return plain and all(each.relation != "stated" for each in lexicon.triggers[form])


def _kinds(entries: Sequence[Trigger], lexicon: Lexicon) -> list[str]:
    """The types that what a verb acts on may have."""
    allowed = {
        kind
        for entry in entries
        for kind in (entry.objects or lexicon.ontology.relations[entry.relation].range)
    }
    return [kind for kind in _TYPES if kind in allowed]


def _clause(form: str, thing: str, figure: str, kind: str, chance: random.Random) -> Bracketed:
    parts: list[tuple[str, str | None]] = []
    unit, body = chance.choice(_AGENTS)
    agent = unit + body
    parts.append((agent, "Organization" if body else "AdministrativeArea"))
    parts.append((chance.choice(_BEFORE) + form, None))
    counted = [(thing, kind), (figure, None)]
    shape = chance.random()
    if shape < 0.5:
        parts += counted
    elif shape < 0.8:
        parts += reversed(counted)
    else:
        parts.append((thing, kind))
    parts.append(("。", None))
    return _joined(parts)


def _joined(parts: Sequence[tuple[str, str | None]]) -> Bracketed:
    text, phrases = "", []
    for words, kind in parts:
        start = len(text)
        text += words
        if kind is not None:
            phrases.append((Span(start, len(text)), kind))
    return Bracketed(text, tuple(phrases))
