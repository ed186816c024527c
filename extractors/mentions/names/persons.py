"""Names of persons in Chinese characters: which characters are likelier a name than words."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.mentions.names.characters import (
    Characters,
    load_characters,
    plain_share,
    word_cost,
)
from extractors.mentions.names.line import PERSON, Line, is_han
from extractors.tokens import Token, word_share

# Logarithms: how rare a name is among words, and what stands beside it adds or takes.
_PRIOR = -5.5
_TITLE, _LISTED, _CALLED, _BEFORE, _OPENS = 4.5, 4.0, 4.0, 1.2, 0.8
_COURTESY, _ACTS, _ENDS, _COUNTED = 4.0, 2.0, 0.7, -3.0
_KNOWN, _KNOWN_SHORT = 5.0, 1.0
_UNIT_FOLLOWS = -7.0  # 王家坪|村
_JAPANESE = -4.5  # how likely one surname of the list is


def find_chinese_persons(line: Line) -> None:
    """Note the persons' names that are a surname with a given name."""
    position = 0
    while position < len(line.text):
        best_end, best = 0, 0.0
        for end, score in _candidates(line, position):
            if score > best:
                best_end, best = end, score
        if best_end:
            line.add(position, best_end, PERSON)
        position = best_end or position + 1


def _candidates(line: Line, start: int) -> Iterator[tuple[int, float]]:
    """The ends that a name from ``start`` on may have, each with what speaks for the name."""
    token = line.tokens[line.index_at(start)]
    if token.tag.isupper() or not (token.start == start or token.tag in ("x", "nr", "l")):
        return
    text = line.text
    for size in (3, 2, 1):
        surname = text[start : start + size]
        if len(surname) < size or line.name_at(start):
            continue
        japanese = size > 1 and line.lexicon.marks(surname, "japanese_surname")
        if not japanese and surname not in line.lexicon.surnames:
            continue
        for length in (1, 2) if not japanese else (1, 2, 3):
            end = start + size + length
            given = text[start + size : end]
            if len(given) == length and is_han(given) and line.free(start, end):
                model = load_characters()
                likely = (
                    _japanese(model, given)
                    if japanese and surname not in line.lexicon.surnames
                    else model.chinese(surname, given[:2])
                )
                if (score := _score(line, start, end, likely)) is not None:
                    yield end, score


def _japanese(model: Characters, given: str) -> float:
    tail = sum(model.second.get(char, model.second[""]) for char in given[2:])
    head = model.given(given[:2]) if len(given) > 1 else model.only.get(given, model.only[""]) - 2
    return _JAPANESE + head + tail


def _score(line: Line, start: int, end: int, likely: float) -> float | None:
    first, last = line.index_at(start), line.index_at(end - 1)
    words = line.tokens[first : last + 1]
    if any(token.tag.isupper() for token in words):
        return None
    lead, rest = line.text[words[0].start : start], line.text[end : words[-1].end]
    if rest and not is_han(rest):
        return None

    def share(word: str) -> float | None:
        return word_share(word, line.lexicon)

    plain = sum(_cost(token, line) for token in words)
    named = _PRIOR + likely + plain_share(lead, share) + plain_share(rest, share)
    score = named - plain + _beside(line, start, end)
    text = line.text[start:end]
    if len(words) == 1 and not lead and not rest and words[0].tag.startswith("nr"):
        score += _KNOWN if len(text) > 2 or _is_addressed(line, start, end) else _KNOWN_SHORT
    return score


def _is_addressed(line: Line, start: int, end: int) -> bool:
    """Whether an office or a courtesy stands beside: 委员长|陆平, 严复|先生."""
    before, after = line.word_before(start), line.word_after(end)
    if before is not None and is_title(before, line):
        return True
    return after is not None and line.lexicon.marks(after.text, "courtesy")


def _cost(token: Token, line: Line) -> float:
    """What a word counts as a word; a name that the dictionary knows counts as unknown."""
    text = token.text
    japanese = len(text) > 3 and line.lexicon.marks(text[:2], "japanese_surname")
    if japanese or (token.tag in ("nr", "nrfg") and len(text) == 3):
        return max(
            word_cost("\0" * len(text), line.lexicon),
            plain_share(text, lambda word: _inner(word, token, line)),
        )
    return word_cost(token.text, line.lexicon)


def _inner(word: str, token: Token, line: Line) -> float | None:
    return None if word == token.text else word_share(word, line.lexicon)


def _beside(line: Line, start: int, end: int) -> float:
    """What the words before and after say for a name, as a logarithm."""
    return _before(line, start) + _after(line, end)


def _before(line: Line, start: int) -> float:
    lexicon = line.lexicon
    word = line.word_before(start)
    if start == 0:
        return _OPENS
    if word is None:
        return 0.0
    if is_title(word, line):
        return _TITLE
    if word.text in ("、", "和", "与") and word.start > 0:
        name = line.name_at(word.start - 1)
        if name is not None and name.type == PERSON:
            return _LISTED
    if lexicon.marks(word.text, "calling"):
        return _CALLED
    if lexicon.marks(word.text, "before_person"):
        return _BEFORE
    if word.tag[0] == "m" or word.tag == "QUANTITY":
        return _COUNTED
    return _OPENS if word.tag == "w" else 0.0


def _after(line: Line, end: int) -> float:
    lexicon = line.lexicon
    if end >= len(line.text):
        return _ENDS
    word = line.word_after(end)
    if word is None:
        return 0.0
    if lexicon.marks(word.text, "courtesy"):
        return _COURTESY
    if lexicon.marks(word.text, "behind_person"):
        return _ACTS
    if line.lexicon.marks(word.text, "level") and word.text not in "市省":
        return _UNIT_FOLLOWS
    if word.text in "、，。（(：":
        return _ENDS
    return _COUNTED if word.tag[0] == "m" or word.tag == "QUANTITY" else 0.0


def is_title(word: Token, line: Line) -> bool:
    """Whether a word is an office, a calling or a kinship that stands before a person's name."""
    lexicon = line.lexicon
    if lexicon.marks(word.text, "title"):
        return True
    types = lexicon.heads.get(word.text, ())
    if "Post" in types:
        return True
    text = word.text
    return len(text) > 2 and any(
        lexicon.marks(text[start:], "title") for start in range(1, len(text) - 1)
    )
