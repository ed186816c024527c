"""Names of places: known ones, and stems with the ending of a landmark or a unit."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.mentions.areas import AREA
from extractors.mentions.names.characters import word_cost
from extractors.mentions.names.features import PERSON, PLACE
from extractors.mentions.names.line import Line
from extractors.tokens import Token

_COMMON = -11.5  # a word as usual as this is hardly a name that no gazetteer has
_UNITS = frozenset("省市县镇乡村州盟")


def find_known(line: Line) -> None:
    """Note the names that the lexicon or the gazetteer holds, and those the dictionary flags."""
    for token, word in zip(line.tokens, line.features, strict=True):
        if not (word.name or word.inside) or not line.free(token.start, token.end):
            continue
        if word.name:
            line.add(token.start, token.end, word.name)
        else:
            line.add(token.start, token.start + word.inside, PLACE)


def find_flagged(line: Line) -> None:
    """Note what the dictionary flags as a place where a place is spoken of: 天津|塘沽, 在|塘沽."""
    for index, token in enumerate(line.tokens):
        if token.tag != "ns" or len(token.text) < 2 or not line.free(token.start, token.end):
            continue
        lexicon = line.lexicon
        if token.text in lexicon.heads or token.text in lexicon.triggers or not index:
            continue
        before, name = line.tokens[index - 1].text, line.name_at(token.start - 1)
        behind_place = name is not None and name.type == PLACE
        rare = word_cost(token.text, lexicon) < _COMMON
        if rare and (behind_place or lexicon.marks(before, "toward_place")):
            line.add(token.start, token.end, PLACE)


def add_units(line: Line, areas: Sequence[Token]) -> None:
    """Note the administrative units among ``areas``, as ``find_areas`` merged them."""
    for area in areas:
        pointed = line.lexicon.marks(area.text[0], "determiner")
        if area.tag == AREA and not pointed and not _is_held(line, area):
            line.add(area.start, area.end, PLACE)


def _is_held(line: Line, area: Token) -> bool:
    """Whether a name covers the unit already, or one of another type is in it."""
    for position in (area.start, area.end - 1):
        name = line.name_at(position)
        if name is None:
            continue
        if name.type != PLACE or name.span not in area.span or name.span == area.span:
            return True
    return False


def find_landmarks(line: Line) -> None:
    """Note places by their endings: 天河|机场, 定西|县, 岳飞|庙 and 鹿鸣湖."""
    for index, (token, word) in enumerate(zip(line.tokens, line.features, strict=True)):
        unit = token.text in _UNITS
        if line.lexicon.marks(token.text, "memorial") and line.free(token.start, token.end):
            honoured = line.name_at(token.start - 1)
            if honoured is not None and honoured.type == PERSON:
                line.add(honoured.span.start, token.end, PLACE)
                continue
        if not (word.landmark or word.place or unit) or not line.free(token.start, token.end):
            continue
        if word.place:
            line.add(token.start, token.end, PLACE)
            continue
        name = line.name_at(token.start - 1)
        if name is None and word.landmark and len(token.text) > 1 and _is_stem(line, index - 1):
            line.add(line.tokens[index - 1].start, token.end, PLACE)
        if name is not None and name.type == PLACE and not (unit and name.text[-1] in _UNITS):
            line.add(name.span.start, token.end, PLACE)


def _is_stem(line: Line, index: int) -> bool:
    """Whether an unknown word or a place of the dictionary may be a landmark's name: 虎门|大桥."""
    if index < 0:
        return False
    token = line.tokens[index]
    if len(token.text) < 2 or token.tag not in ("ns", "x", "nz", "nr"):
        return False
    known = token.text in line.lexicon.heads or token.text in line.lexicon.triggers
    return line.features[index].han and not known and not line.features[index].title


def find_abbreviations(line: Line) -> None:
    """Note the places of one character: 中俄两国, 京、沪, 俄|总统, 京沪|铁路."""
    index = 0
    while index < len(line.tokens):
        token, size = line.tokens[index], line.features[index].letters
        if 0 < size < len(token.text) and line.free(token.start, token.end):
            for position in range(token.start, token.start + size):
                line.add(position, position + 1, PLACE)
        end = _letters_end(line, index)
        if end == index:
            index += 1
            continue
        _add_letters(line, index, end)
        index = end


def _letters_end(line: Line, index: int) -> int:
    """Where the words that are such characters and 、 end; ``index`` where there are none."""
    end = index
    while end < len(line.tokens):
        token = line.tokens[end]
        listed = token.text == "、" and end > index
        whole = line.features[end].letters == len(token.text)
        if not listed and not whole:
            break
        if not line.free(token.start, token.end):
            break
        end += 1
    while end > index and line.tokens[end - 1].text == "、":
        end -= 1
    return end


def _add_letters(line: Line, first: int, last: int) -> None:
    start, end = line.tokens[first].start, line.tokens[last - 1].end
    letters = [position for position in range(start, end) if line.text[position] != "、"]
    listed = len(letters) < end - start
    after = line.tokens[last].text if last < len(line.tokens) else ""
    if len(letters) == 1 and not line.lexicon.marks(after, "behind_abbreviation"):
        return
    road = last < len(line.tokens) and line.features[last].landmark
    if len(letters) > 1 and road and not listed:
        line.add(start, line.tokens[last].end, PLACE)
        return
    shown = line.lexicon.marks(after, "between_places")
    if len(letters) == 1 or listed or shown:
        for position in letters:
            line.add(position, position + 1, PLACE)
