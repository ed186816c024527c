"""Proper names of persons, places and bodies in any Chinese prose."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractors.mentions.names.bodies import find_bodies_of
from extractors.mentions.names.foreign import find_dotted, find_ethnic, find_foreign
from extractors.mentions.names.line import BODY, PERSON, PLACE, Line, Name
from extractors.mentions.names.persons import find_chinese_persons
from extractors.mentions.names.places import find_abbreviations, find_known, find_landmarks
from extractors.tokens import Token
from ontology.lexicon import Lexicon

__all__ = ["BODY", "PERSON", "PLACE", "Name", "find_names"]


def find_names(
    tokens: Sequence[Token], lexicon: Lexicon, known: Set[str] = frozenset()
) -> list[Name]:
    """
    The proper names of a sentence in order; none overlaps another.

    ``known`` are names of persons met earlier in the article.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> tokens = tokenize("外交部发言人陈立平在莫斯科会见了马丁内斯。", lexicon)
    >>> [(name.text, name.type) for name in find_names(tokens, lexicon)]
    [('外交部', 'Organization'), ('陈立平', 'Person'), ('莫斯科', 'Place'), ('马丁内斯', 'Person')]
    """
    line = Line(tokens, lexicon)
    find_dotted(line)
    for name in known:
        start = line.text.find(name)
        while start >= 0:
            line.add(start, start + len(name), PERSON)
            start = line.text.find(name, start + len(name))
    find_known(line)
    find_ethnic(line)
    find_chinese_persons(line)
    find_foreign(line)
    find_landmarks(line)
    find_bodies_of(line)
    find_abbreviations(line)
    return sorted(line.names, key=lambda name: name.span.start)
