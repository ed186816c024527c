"""Chunking: words to noun phrases with their types, verbs, markers, quantities and stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractors.mentions.areas import AREA
from extractors.mentions.mention import Chunk
from extractors.mentions.phrases import is_reference, segment
from extractors.mentions.tagging import BEGIN, INSIDE, OUTSIDE
from extractors.tokens import Token
from ontology.lexicon import Lexicon

QUANTITY, TIME, STOP = "QUANTITY", "TIME", "STOP"

_STOPS = frozenset("，。；：！？,;:!?—…\n")
_OPEN, _CLOSE = frozenset("“‘（(「『《〈【["), frozenset("”’）)」』》〉】]")
_BRACKETS, _CLOSING = ("（", "("), ("）", ")")
_OWNED = frozenset({"PopulationGroup", "Organization", "Place"})


def chunk(tokens: Sequence[Token], labels: str, lexicon: Lexicon) -> list[Chunk]:
    """
    The constituents of a sentence in order; together they cover all its tokens.

    ``labels`` has a label for each token: whether a noun phrase begins with it, goes on, or not.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> found = chunk(tokenize("县农业局派出抢险队员", lexicon), "BIOBI", lexicon)
    >>> [(each.kind, each.text) for each in found]
    [('mention', '县农业局'), ('verb', '派出'), ('mention', '抢险队员')]
    """
    return _Chunker(tokens, labels, lexicon).run()


class _Chunker:
    """Reads the labels of the words: phrases to their mentions, everything else one by one."""

    def __init__(self, tokens: Sequence[Token], labels: str, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.labels = labels

    def run(self) -> list[Chunk]:
        chunks: list[Chunk] = []
        index, owner = 0, ""
        while index < len(self.tokens):
            end = self._phrase_end(index)
            if end > index:
                found = segment(self.tokens[index:end], self.lexicon)
                chunks += _owned(found, owner) if owner else found
                owner = _owner(found)
                index = end
            else:
                chunks.append(self._simple(self.tokens[index]))
                index, owner = index + 1, ""
        return chunks

    def _simple(self, token: Token) -> Chunk:
        return Chunk(_kind(token.text, token.tag, self.lexicon), token.span, token.text)

    def _phrase_end(self, start: int) -> int:
        """Where the noun phrase that starts here ends, units in front of it in one with it."""
        if self.labels[start] == OUTSIDE:
            return start
        end = self._end(start)
        if end == start + 1 and self._is_adverb(start):
            return start
        while end < len(self.tokens) and self.labels[end] == BEGIN:
            last = self.tokens[end - 1]
            if last.tag != AREA and not is_reference(last.text, self.lexicon):
                break
            end = self._end(end)
        return end

    def _is_adverb(self, index: int) -> bool:
        """重点|查验, 现场|指导: a noun that says how, before a verb."""
        if not self.lexicon.marks(self.tokens[index].text, "adverb"):
            return False
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return (
            following is not None
            and self.labels[index + 1] == OUTSIDE
            and _kind(following.text, following.tag, self.lexicon) == "verb"
        )

    def _end(self, start: int) -> int:
        end = start + 1
        while end < len(self.tokens) and self.labels[end] == INSIDE:
            end += 1
        if end < len(self.tokens) and self.tokens[end].text in _CLOSING:
            words = [token.text for token in self.tokens[start:end]]
            opened = sum(map(words.count, _BRACKETS)) > sum(map(words.count, _CLOSING))
            end += opened  # 各村（社区）: the bracket goes with what it encloses
        return end


def _owner(chunks: Sequence[Chunk]) -> str:
    """The body that a phrase ends with, to which the next phrase may belong: 县农业局|技术员."""
    mention = chunks[-1].mention if chunks else None
    return mention.text if mention is not None and mention.type == "Organization" else ""


def _owned(chunks: Sequence[Chunk], owner: str) -> list[Chunk]:
    """The chunks of a phrase, the first of them belonging to the body in front of it."""
    first, mention = chunks[0], chunks[0].mention
    if mention is None or mention.owner or mention.type not in _OWNED:
        return list(chunks)
    return [replace(first, mention=replace(mention, owner=owner)), *chunks[1:]]


# What a word is by itself is asked of the same words again and again.


@lru_cache(maxsize=1 << 14)
def _kind(text: str, tag: str, lexicon: Lexicon) -> str:
    """The kind of chunk that a word is which is no part of a phrase."""
    if tag in (QUANTITY, TIME):
        return tag.lower()
    if text in _STOPS or tag == STOP:
        return "stop"
    if text in _OPEN:
        return "open"
    if text in _CLOSE:
        return "close"
    if text in ("的", "之", "所辖", "所属"):
        return "de"
    if text in lexicon.triggers:
        return "verb"
    if lexicon.marks(text, "conjunction") and not tag.startswith("v"):
        return "and"
    if text in lexicon.markers:
        return "marker"
    return "verb" if tag.startswith("v") and len(text) > 1 else "other"
