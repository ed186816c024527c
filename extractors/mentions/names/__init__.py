"""Proper names of persons, places and bodies in any Chinese prose."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractors.mentions.areas import find_areas
from extractors.mentions.names.bodies import find_named_bodies
from extractors.mentions.names.features import BODY, PERSON, PLACE
from extractors.mentions.names.foreign import find_dotted, find_ethnic, find_foreign, find_titled
from extractors.mentions.names.line import Line, Name
from extractors.mentions.names.persons import (
    add_persons,
    find_chinese_persons,
    find_nicknames,
)
from extractors.mentions.names.places import (
    add_units,
    find_abbreviations,
    find_flagged,
    find_known,
    find_landmarks,
)
from extractors.mentions.persons import find_persons
from extractors.tokens import Token
from ontology.lexicon import Lexicon

__all__ = ["BODY", "PERSON", "PLACE", "Name", "find_names", "merge_persons"]


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
    line, merged = _persons(tokens, lexicon, known)
    areas = find_areas(merged, lexicon)
    add_persons(line, areas)
    find_flagged(line)
    add_units(line, areas)
    find_landmarks(line)
    find_abbreviations(line)
    find_titled(line)
    find_named_bodies(line)
    return sorted(line.names, key=lambda name: name.span.start)


def merge_persons(
    tokens: Sequence[Token], lexicon: Lexicon, known: Set[str] = frozenset()
) -> list[Token]:
    """
    The words of a sentence with each person's name merged into one word tagged ``PERSON``.

    ``known`` are names of persons met earlier in the article.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> merged = merge_persons(tokenize("镇长周立民带队检查。", lexicon), lexicon)
    >>> [token.text for token in merged if token.tag == "PERSON"]
    ['周立民']
    """
    return _persons(tokens, lexicon, known)[1]


def _persons(
    tokens: Sequence[Token], lexicon: Lexicon, known: Set[str]
) -> tuple[Line, list[Token]]:
    """The line with its persons and known places, and its words with the persons merged."""
    line = Line(tokens, lexicon)
    find_dotted(line)
    _add_known(line, known)
    find_known(line)
    find_ethnic(line)
    find_chinese_persons(line)
    find_nicknames(line)
    find_foreign(line)
    return line, find_persons(line.merged(PERSON, "PERSON"), lexicon)


def _add_known(line: Line, known: Set[str]) -> None:
    """Note the persons met before, wherever their names stand."""
    for name in known:
        start = line.text.find(name)
        while start >= 0:
            line.add(start, start + len(name), PERSON)
            start = line.text.find(name, start + len(name))
