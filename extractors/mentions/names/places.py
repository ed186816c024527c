"""Names of places: known ones, and stems with the ending of a landmark or a unit."""

from __future__ import annotations

import re
from functools import cache

from extractors.mentions.areas import AREA, find_areas
from extractors.mentions.names.line import BODY, PERSON, PLACE, Line, is_han
from extractors.tokens import Token, word_share
from ontology.gazetteer import load_gazetteer
from ontology.lexicon import Lexicon

_UNIT = re.compile("(?:省|市|自治区|自治州|自治县|县|区|镇|乡|村|州|盟|旗|街道|社区|岛)$")


def find_known(line: Line) -> None:
    """Note the names that the lexicon or the gazetteer holds, and those the dictionary flags."""
    for token in line.tokens:
        if token.tag.isupper() or not line.free(token.start, token.end):
            continue
        if kind := _known(token, line.lexicon):
            line.add(token.start, token.end, kind)
        elif size := _inside(token, line.lexicon):
            line.add(token.start, token.start + size, PLACE)


def _known(token: Token, lexicon: Lexicon) -> str:
    text = token.text
    if types := lexicon.proper.get(text):
        return types[0] if types[0] in (BODY, PERSON) else PLACE
    if token.tag == "nt" and _is_body(text, lexicon):
        return BODY
    if len(text) < 2 or text in lexicon.heads or text in lexicon.triggers:
        return ""
    if text in _in_text() or (
        load_gazetteer().find(text) and (len(text) > 2 or token.tag in ("ns", "nr", "nz", "x"))
    ):
        return PLACE
    if token.tag == "ns" and _is_place(text, lexicon):
        return PLACE
    return ""


def is_place_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the name of a place that the lexicon or the gazetteer holds."""
    if lexicon.proper.get(text, ("",))[0] == "Place":
        return True
    return len(text) > 1 and bool(load_gazetteer().find(text))


@cache
def _in_text() -> frozenset[str]:
    return frozenset(surface for surface, _ in load_gazetteer().names())


def _is_body(text: str, lexicon: Lexicon) -> bool:
    """A body of the dictionary that a place or a nation opens: 公安局 alone is none."""
    ends = any(lexicon.marks(text[start:], "body_ending") for start in range(1, len(text)))
    opened = any(
        is_place_name(text[:size], lexicon) or lexicon.marks(text[:size], "body_opening")
        for size in range(2, len(text))
    )
    return ends and opened


def _is_place(text: str, lexicon: Lexicon) -> bool:
    """Whether a place of the dictionary has a place's ending."""
    for start in range(1, len(text)):
        ending = text[start:]
        if len(ending) == 1 and len(text) > 3 and ending in "海园原关口路街洲宫桥":
            continue
        if lexicon.marks(ending, "landmark_ending") or _UNIT.fullmatch(ending):
            return len(text) > 2
    return False


def _inside(token: Token, lexicon: Lexicon) -> int:
    """How many characters of a word are a place in front of another word: 日本|首相."""
    text = token.text
    if len(text) < 3 or not is_han(text) or text in lexicon.heads:
        return 0
    for size in range(min(len(text) - 1, 6), 1, -1):
        stem, rest = text[:size], text[size:]
        if not is_place_name(stem, lexicon):
            continue
        if (len(rest) > 1 and word_share(rest, lexicon) is not None) or rest in ("人", "籍", "产"):
            return size
    return 0


def find_landmarks(line: Line) -> None:
    """Note places by their endings: the units of ``find_areas``, and 龙泉山, 滨江大道."""
    for area in find_areas(line.tokens, line.lexicon):
        if area.tag == AREA and not _held(line, area):
            line.add(area.start, area.end, PLACE)
    for index, token in enumerate(line.tokens):
        _extend(line, index, token)
        _whole(line, token)


def _held(line: Line, area: Token) -> bool:
    """Whether a name already covers more than the unit, or another kind of name is in it."""
    for position in (area.start, area.end - 1):
        name = line.name_at(position)
        if name is not None and (area.span not in name.span or name.type != PLACE):
            if name.type == PLACE and name.span in area.span:
                continue
            return True
        if name is not None and len(name.span) > len(area.span):
            return True
    return False


def _extend(line: Line, index: int, token: Token) -> None:
    """天河|机场: a known place with the ending of a landmark behind it."""
    name = line.name_at(token.start - 1) if token.start else None
    if name is None or name.type != PLACE or name.span.end != token.start:
        return
    if not line.free(token.start, token.end):
        return
    ends = line.lexicon.marks(token.text, "landmark_ending")
    if ends and not line.lexicon.marks(token.text, "loose_landmark_ending"):
        line.add(name.span.start, token.end, PLACE)


def _whole(line: Line, token: Token) -> None:
    """An unknown word with the ending of a landmark: 鹿鸣湖, 望江塔."""
    text = token.text
    if token.tag not in ("x", "nr", "nz") or len(text) < 3 or not line.free(token.start, token.end):
        return
    if text in line.lexicon.heads or line.lexicon.type_of(text)[:1] not in ((), ("Place",)):
        return
    if text[-1] in "江河湖山岛峡岭峰寺庙村镇乡县":
        line.add(token.start, token.end, PLACE)


def find_abbreviations(line: Line) -> None:
    """Note the places of one character where several stand together: 中俄两国, 京、沪."""
    index = 0
    while index < len(line.tokens):
        run = _letters(line, index)
        if run:
            for token in run:
                for offset in range(len(token.text)):
                    if token.text[offset] != "、":
                        line.add(token.start + offset, token.start + offset + 1, PLACE)
            index += len(run)
        index += 1


def _letters(line: Line, index: int) -> list[Token]:
    """The words from ``index`` on that are nothing but such characters, if a list of them."""
    run: list[Token] = []
    letters = ""
    for token in line.tokens[index:]:
        if not line.free(token.start, token.end):
            break
        if token.text == "、":
            if not run:
                break
        elif not _abbreviates(token, line.lexicon):
            break
        run.append(token)
        letters += token.text.replace("、", "")
    while run and run[-1].text == "、":
        run.pop()
    if len(letters) < 2 or not run:
        return []
    after = line.word_after(run[-1].end)
    listed = len(run) > 1 and any(token.text == "、" for token in run)
    shown = after is not None and line.lexicon.marks(after.text, "between_places")
    return run if listed or shown else []


def _abbreviates(token: Token, lexicon: Lexicon) -> bool:
    text = token.text
    if len(text) > 3 or token.tag.isupper():
        return False
    if len(text) > 1 and (
        text in lexicon.heads or (token.tag[0] in "vadmtf") or token.tag in ("n", "nr")
    ):
        return False
    return all(lexicon.marks(char, "abbreviated_place") for char in text)
