"""Compounds: verbs that have what they act on within them, or are it themselves: 送药, 罚款."""

from __future__ import annotations

from extractors.document import Span
from extractors.frames.clauses import Unit
from extractors.mentions.mention import Mention
from ontology.lexicon import Lexicon

_LONG = 3  # characters of a verb that has a noun of one character within
_DEEDS = ("Event", "Measure")


def incorporated_in(unit: Unit, lexicon: Lexicon) -> Mention | None:
    """
    The noun that a verb ends with and acts on: 送|药, 设|卡, 清理|积雪; None where it has none.

    Deeds are no such nouns: in 入户走访 one verb follows the other.
    """
    if unit.kind not in ("verb", "other"):
        return None
    text, end = unit.text, unit.span.end
    for start in range(1, len(text) - 1):
        types = lexicon.heads.get(text[start:])
        if types:
            noun = text[start:]
            within = Span(end - len(noun), end)
            return None if types[0] in _DEEDS else Mention(within, noun, types, False, noun)
    known = lexicon.incorporated.get(text[-1]) if 1 < len(text) <= _LONG else None
    if known is None:
        return None
    return Mention(Span(end - 1, end), known.form, (known.type,), False, known.name)


def itself(unit: Unit, kind: str) -> Mention:
    """罚款500元, 约谈12人, 进账60万元: what is imposed or earned is the deed itself."""
    return Mention(unit.span, unit.text, (kind,), False, unit.text)
