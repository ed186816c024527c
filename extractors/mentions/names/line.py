"""A sentence's words as the search for names sees them, with the names found so far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractors.document import Span
from extractors.mentions.names.features import Features, features_of
from extractors.records import record
from extractors.tokens import Token, plain_tokens
from ontology.lexicon import Lexicon


@record(frozen=True, slots=True)
class Name:
    """A proper name: its range in the sentence, what stands there, its type."""

    span: Span
    text: str
    type: str

    def shifted(self, offset: int) -> Name:
        """The same name in a longer text, where ``offset`` more characters stand before it."""
        span = Span(self.span.start + offset, self.span.end + offset)
        return Name(span, self.text, self.type)


class Line:
    """The words of one sentence and the names found in them, which never overlap."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        """Join the words again and note what each is."""
        self.tokens = tokens
        self.lexicon = lexicon
        self.text = "".join([token.text for token in tokens])
        self.features: list[Features] = [features_of(token, lexicon) for token in tokens]
        self.names: list[Name] = []
        self._starts = [token.start for token in tokens]
        self._owner: list[Name | None] = [None] * len(self.text)

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

    def index_before(self, position: int) -> int:
        """The number of the word that ends where a position is, -1 where none ends there."""
        if position <= 0:
            return -1
        index = self.index_at(position - 1)
        return index if self.tokens[index].end == position else -1

    def index_after(self, position: int) -> int:
        """The number of the word that starts at a position, -1 where none starts there."""
        if position >= len(self.text):
            return -1
        index = self.index_at(position)
        return index if self.tokens[index].start == position else -1

    def merged(self, kind: str, tag: str) -> list[Token]:
        """
        The words with each name of a type merged into one that bears ``tag``.

        A word of which a name holds a part is cut where the name starts and ends.
        """
        names = sorted(
            (name for name in self.names if name.type == kind), key=lambda name: name.span.start
        )
        merged: list[Token] = []
        position = 0
        for name in names:
            merged += self._words(position, name.span.start)
            merged.append(Token(name.span.start, name.span.end, name.text, tag))
            position = name.span.end
        return merged + self._words(position, len(self.text))

    def _words(self, start: int, end: int) -> list[Token]:
        """The words of a range; those that reach beyond it are cut anew inside it."""
        words: list[Token] = []
        for token in self.tokens[self.index_at(start) :] if start < end else ():
            if token.start >= end:
                break
            if start <= token.start and token.end <= end:
                words.append(token)
            else:
                first, last = max(start, token.start), min(end, token.end)
                words += plain_tokens(self.text[first:last], first, self.lexicon)
        return words
