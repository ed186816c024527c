"""Names of persons in Chinese characters: which characters are likelier a name than words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.mentions.areas import ENDINGS
from extractors.mentions.names.characters import (
    Characters,
    load_characters,
    plain_share,
    unknown_cost,
    word_cost,
)
from extractors.mentions.names.features import PERSON, PLACE
from extractors.mentions.names.line import Line
from extractors.tokens import Token, word_share

# Logarithms: how rare a name is among words, and what stands beside it adds or takes.
_PRIOR = -5.5
_TITLE, _LISTED, _CALLED, _BEFORE, _OPENS = 4.5, 4.0, 4.0, 1.2, 0.8
_COURTESY, _ACTS, _VERB, _ENDS, _COUNTED = 4.0, 2.0, 1.2, 0.7, -3.0
_KNOWN, _KNOWN_LONG, _KNOWN_SHORT = 5.0, 3.0, 1.0
_UNIT_FOLLOWS = -7.0  # 王家坪|村
_UNIT_ENDS = -6.0  # a name that would end in 镇 or 路
_ACT_ENDS = -2.0  # a name that would end in 率 or 说
_UNSAID = 1.4  # what stands beside says nothing below this, and
_MORE = 2.5  # more must be said by the characters then
_GROUP_AND_PAIR = 4.0  # two characters behind a word for many
_HOPELESS = -8.5  # a character of a name as unlikely as this needs no look at the words
_COMMON = -10.0  # a word as usual as this is no name behind a title, either
_LONG_TAIL = 3.0  # few given names have three characters
_JAPANESE = -4.5  # how likely one surname of the list is
_PLACES = frozenset("镇村县乡区旗路街站桥屯寨办处河委局署厅厂")


def find_chinese_persons(line: Line) -> None:
    """Note the persons' names that are a surname with a given name."""
    for index, word in enumerate(line.features):
        token = line.tokens[index]
        if word.surname and not word.name:
            _take(line, token.start)
        if word.odd and not word.name:
            for position in range(token.start + 1, token.end):
                if line.name_at(position) is None:
                    _take(line, position)


def _take(line: Line, start: int) -> None:
    """Note the likeliest name from a position on, if there is one."""
    best_end, best = 0, 0.0
    for end, score in _candidates(line, start):
        if score > best:
            best_end, best = end, score
    if best_end:
        line.add(start, best_end, PERSON)


def _candidates(line: Line, start: int) -> Iterator[tuple[int, float]]:
    """The ends that a name from ``start`` on may have, each with what speaks for the name."""
    text, lexicon = line.text, line.lexicon
    if line.name_at(start) is not None:
        return
    for size in (3, 2, 1):
        surname = text[start : start + size]
        chinese = surname in lexicon.surnames
        if not chinese and not (size > 1 and lexicon.marks(surname, "japanese_surname")):
            continue
        for length in (1, 2) if chinese else (1, 2, 3):
            end = start + size + length
            if end > len(text) or not _is_free(line, start, end):
                continue
            given = text[start + size : end]
            model = load_characters()
            likely = model.chinese(surname, given) if chinese else _japanese(model, given)
            if likely < _HOPELESS * (size + length):
                continue
            if (score := _score(line, start, end, likely)) is not None:
                yield end, score


def _is_free(line: Line, start: int, end: int) -> bool:
    """Whether no name stands in a range but, behind its surname, a place: 胡|建平."""
    name = line.name_at(end - 1)
    if name is not None and name.type == PLACE and start < name.span.start:
        return name.span.end == end and line.free(start, name.span.start)
    return line.free(start, end)


def _japanese(model: Characters, given: str) -> float:
    if len(given) == 1:
        return _JAPANESE + model.only.get(given, model.only[""]) - 2
    tail = sum(model.second.get(char, model.second[""]) for char in given[2:])
    tail -= 0.0 if len(given) < 3 or given.endswith("郎") else _LONG_TAIL
    return _JAPANESE + model.given(given[:2]) + tail


def _score(line: Line, start: int, end: int, likely: float) -> float | None:
    """What speaks for a name rather than for words, None where the range cannot be one."""
    first, last = line.index_at(start), line.index_at(end - 1)
    if not all(word.han for word in line.features[first : last + 1]):
        return None
    words = line.tokens[first : last + 1]
    lead, rest = line.text[words[0].start : start], line.text[end : words[-1].end]

    def share(word: str) -> float | None:
        return word_share(word, line.lexicon)

    before, after = _before(line, start), _after(line, end)
    whole = len(words) == 1 and not lead and not rest
    rare = word_cost(words[0].text, line.lexicon) < _COMMON
    plain = sum(_cost(token, line) for token in words)
    if rare and before >= _TITLE and not lead and words[0].tag in ("nr", "ns", "nz"):
        plain += unknown_cost(words[0].text) - _cost(words[0], line)
    named = _PRIOR + likely + plain_share(lead, share) + plain_share(rest, share)
    score = named - plain + before + after
    known = whole and words[0].tag.startswith("nr")
    if known:
        addressed = before >= _TITLE or after >= _COURTESY
        score += _KNOWN if addressed else _KNOWN_LONG if end - start > 2 else _KNOWN_SHORT
    elif line.text[end - 1] in _PLACES:
        score += _UNIT_ENDS
    elif line.lexicon.marks(line.text[end - 1], "behind_person"):
        score += _ACT_ENDS
    said = before + after >= _UNSAID
    if not said and (not known or end - start == 2):
        score -= _MORE
    if end - start == 2 and not (known and rare) and before >= _TITLE and after < _ACTS:
        score -= _GROUP_AND_PAIR if _is_group(line, start) else 0.0
    return score


def _is_group(line: Line, start: int) -> bool:
    """Whether the word before speaks of many as well as of one: 干部|包堤."""
    word = line.tokens[line.index_before(start)].text
    return any(line.lexicon.marks(word[size:], "group_title") for size in range(len(word) - 1))


def _cost(token: Token, line: Line) -> float:
    """What a word counts as a word; a name that the dictionary knows counts as unknown."""
    text = token.text
    japanese = len(text) > 3 and line.lexicon.marks(text[:2], "japanese_surname")
    named = token.tag in ("nr", "nrfg") and len(text) == 3
    if not japanese and not named and token.tag != "x":
        return word_cost(text, line.lexicon)

    def inner(word: str) -> float | None:
        return None if word == text else word_share(word, line.lexicon)

    return max(unknown_cost(text), plain_share(text, inner))


def _before(line: Line, start: int) -> float:
    """What stands before says for a name, as a logarithm."""
    if start == 0:
        return _OPENS
    index = line.index_before(start)
    if index < 0:
        return 0.0
    lexicon, word = line.lexicon, line.tokens[index]
    if line.features[index].title:
        return _TITLE
    if word.text in ("、", "和", "与"):
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
    """What stands behind says for a name, as a logarithm."""
    if end >= len(line.text):
        return _ENDS
    index = line.index_after(end)
    if index < 0:
        return 0.0
    lexicon, word = line.lexicon, line.tokens[index]
    if line.features[index].courtesy:
        return _COURTESY
    if lexicon.marks(word.text, "behind_person"):
        return _ENDS if lexicon.marks(word.text, "behind_anything") else _ACTS
    if word.text in ENDINGS and word.text not in "市省":
        return _UNIT_FOLLOWS
    if word.text == "、" and _is_listed(line, index + 1):
        return _ACTS
    if word.text in "、，。（(：":
        return _ENDS
    if word.tag[0] in "vdi":
        return _VERB
    return _COUNTED if word.tag[0] == "m" or word.tag == "QUANTITY" else 0.0


def _is_listed(line: Line, index: int) -> bool:
    """Whether the word behind 、 looks like a name, too."""
    if index >= len(line.tokens) or not line.features[index].surname:
        return False
    token = line.tokens[index]
    return 2 <= len(token.text) <= 3 and token.tag in ("x", "nr", "nrfg")


def find_nicknames(line: Line) -> None:
    """Note 小李 and 老赵 where somebody acts."""
    for index, token in enumerate(line.tokens):
        text, end = token.text, token.end
        if not line.lexicon.marks(text[0], "nickname") or not line.features[index].han:
            continue
        last = index
        if len(text) == 1 and index + 1 < len(line.tokens):
            last, end = index + 1, line.tokens[index + 1].end
            text += line.tokens[last].text
        fits = len(text) == 2 and text[1] in line.lexicon.surnames
        if fits and line.free(token.start, end) and _nicknamed(line.tokens[index : last + 1], line):
            behind = line.index_after(end)
            acts = behind >= 0 and line.lexicon.marks(line.tokens[behind].text, "behind_person")
            if acts and _before(line, token.start) >= _OPENS:
                line.add(token.start, end, PERSON)


def _nicknamed(words: Sequence[Token], line: Line) -> bool:
    return len(words) == 2 or words[0].tag in ("x", "nr")


def add_persons(line: Line, tokens: Sequence[Token]) -> None:
    """Note the persons among words already merged, where no name stands yet."""
    for token in tokens:
        if token.tag == "PERSON" and line.free(token.start, token.end):
            line.add(token.start, token.end, PERSON)
