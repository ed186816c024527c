"""A sentence's words as the search for names sees them, with the names found so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import Span
from extractors.tokens import Token
from ontology.lexicon import Lexicon

PERSON, PLACE, BODY = "Person", "Place", "Organization"

_HAN = re.compile(r"[\u4e00-\u9fff]+$")


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: its range in the sentence, what stands there, its type."""

    span: Span
    text: str
    type: str

    def shifted(self, offset: int) -> Name:
        """The same name in a longer text, where ``offset`` more characters stand before it."""
        span = Span(self.span.start + offset, self.span.end + offset)
        return Name(span, self.text, self.type)


@dataclass(slots=True)
class Line:
    """The words of one sentence and the names found in them, which never overlap."""

    tokens: Sequence[Token]
    lexicon: Lexicon
    text: str = ""
    names: list[Name] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _owner: list[Name | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Join the words again and note where each starts."""
        self.text = "".join(token.text for token in self.tokens)
        self._starts = [token.start for token in self.tokens]
        self._owner = [None] * len(self.text)

    def index_at(self, position: int) -> int:
        """The number of the word that covers a position."""
        return bisect_right(self._starts, position) - 1

    def name_at(self, position: int) -> Name | None:
        """The name that covers a position, None where none does or the sentence has ended."""
        return self._owner[position] if 0 <= position < len(self._owner) else None

    def free(self, start: int, end: int) -> bool:
        """Whether no name holds a part of a range."""
        return not any(self._owner[start:end])

    def add(self, start: int, end: int, kind: str) -> None:
        """Note a name; those that it covers, wholly or in part, are given up."""
        for old in {name for name in self._owner[start:end] if name is not None}:
            self.names.remove(old)
            self._owner[old.span.start : old.span.end] = [None] * len(old.span)
        name = Name(Span(start, end), self.text[start:end], kind)
        self.names.append(name)
        self._owner[start:end] = [name] * (end - start)

    def word_before(self, position: int) -> Token | None:
        """The word that ends where a position is, None where none ends there."""
        if position <= 0:
            return None
        token = self.tokens[self.index_at(position - 1)]
        return token if token.end == position else None

    def word_after(self, position: int) -> Token | None:
        """The word that starts at a position, None where none starts there."""
        if position >= len(self.text):
            return None
        token = self.tokens[self.index_at(position)]
        return token if token.start == position else None


def is_han(text: str) -> bool:
    """Whether a text is Chinese characters alone."""
    return bool(_HAN.match(text))
