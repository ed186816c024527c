"""Foreign and minority names, written by their sound: 阿尔贝托, 卡洛斯·罗梅罗, 扎西旺堆."""

from __future__ import annotations

import re
from functools import cache

from extractors.mentions.areas import ENDINGS
from extractors.mentions.names.characters import load_characters, word_cost
from extractors.mentions.names.features import PERSON, PLACE
from extractors.mentions.names.line import Line
from ontology.lexicon import Lexicon

_DOTS = "·•・．"
_FUNCTION = frozenset("由于以与和同对向从在给让请为是")
_DOTTED = re.compile(rf"[\u4e00-\u9fff]{{1,7}}(?:[{_DOTS}][\u4e00-\u9fff]{{1,8}})+")
_NUMBERED = ("一世", "二世", "三世", "四世", "五世")
_LONGEST = 10
_SURE, _LIKELY = 6.0, 3.0  # by how much a run is likelier sounds than Chinese
_HARDLY = 1.0
_COMMON = -10.5  # two characters that are a word as usual as this are no name


def find_dotted(line: Line) -> None:
    """Note the names with a dot in them; the words that lead in to one or follow are left out."""
    if not any(dot in line.text for dot in _DOTS):
        return
    for found in _DOTTED.finditer(line.text):
        dots = [found.start() + index for index, char in enumerate(found.group()) if char in _DOTS]
        start = _first(line, found.start(), dots[0])
        line.add(start, _last(line, dots[-1] + 1, found.end()), PERSON)


def _first(line: Line, start: int, dot: int) -> int:
    """Where the name before the dot begins: 由|约翰·, 总统|卡洛斯·."""
    begin = dot
    while begin > start and _spells(line, begin - 1):
        begin -= 1
    begin = min(begin, dot - 1)
    token = line.tokens[line.index_at(begin)]
    if token.tag in ("x", "nr", "nrt", "ns") and start <= token.start < begin:
        begin = token.start
    while begin < dot - 1 and _leads_in(line, begin, dot):
        token = line.tokens[line.index_at(begin)]
        single = line.text[begin] in _FUNCTION
        begin = begin + 1 if single else min(token.end, dot - 1)
    return begin


def _spells(line: Line, position: int) -> bool:
    if line.lexicon.marks(line.text[position], "transliteration"):
        return True
    token = line.tokens[line.index_at(position)]
    return line.lexicon.marks(token.text, "ethnic_given")


def _leads_in(line: Line, begin: int, dot: int) -> bool:
    """Whether the word at a position is a plain one in front of the name."""
    if line.text[begin] in _FUNCTION:
        return True
    index = line.index_at(begin)
    token = line.tokens[index]
    plain = len(token.text) > 1 and token.end < dot and line.features[index].sounds < 0
    return plain and not token.tag.startswith(("nr", "x"))


def _last(line: Line, start: int, end: int) -> int:
    """Where the name behind the last dot ends: ·史密斯|率领."""
    position = start
    while position < end:
        index = line.index_at(position)
        token = line.tokens[index]
        part = line.text[position : min(token.end, end)]
        sounds = all(line.lexicon.marks(char, "transliteration") for char in part)
        named = sounds and (line.features[index].sounds > 0 or len(part) == 1)
        if position > start and not (named or part in _NUMBERED):
            break
        position += len(part)
    return position


def find_ethnic(line: Line) -> None:
    """Note the names of two known parts (扎西旺堆), or of one behind a title."""
    for found in _parts(line.lexicon).finditer(line.text):
        start, end = found.span()
        whole = line.index_after(start) >= 0 and line.index_before(end) >= 0
        if not whole or not line.free(start, end):
            continue
        before = line.index_before(start)
        titled = before >= 0 and line.features[before].title
        if titled or not line.lexicon.marks(found.group(), "ethnic_given"):
            line.add(start, end, PERSON)


@cache
def _parts(lexicon: Lexicon) -> re.Pattern[str]:
    forms = sorted(lexicon.forms("ethnic_given"), key=lambda form: (-len(form), form))
    return re.compile(f"(?:{'|'.join(forms)})+")


def find_foreign(line: Line) -> None:
    """Note the runs of words that write foreign sounds, as persons or as places."""
    index = 0
    while index < len(line.tokens):
        size = _run(line, index) if line.features[index].sounds > 0 else 0
        if size and (kind := _kind(line, index, index + size)):
            line.add(line.tokens[index].start, line.tokens[index + size - 1].end, kind)
        index += size or 1


def _run(line: Line, index: int) -> int:
    """How many words from ``index`` on write sounds."""
    size, length = 0, 0
    while index + size < len(line.tokens) and line.features[index + size].sounds > 0:
        token = line.tokens[index + size]
        length += len(token.text)
        if length > _LONGEST or not line.free(token.start, token.end):
            break
        size += 1
    return size


def _kind(line: Line, first: int, last: int) -> str:
    """Person or Place, empty where the run is no name."""
    start, end = line.tokens[first].start, line.tokens[last - 1].end
    tag = line.tokens[first].tag if last - first == 1 else ""
    size, sounds = end - start, load_characters().sounds(line.text[start:end])
    titled, moved = is_addressed(line, start, end), _is_where(line, start, end)
    known = tag in ("nr", "nrt", "nrfg", "ns")
    after = line.index_after(end)
    unit = after >= 0 and line.tokens[after].text in ENDINGS
    if size < 2 or unit or (size == 2 and not known and not titled):
        return ""
    if size == 2 and word_cost(line.text[start:end], line.lexicon) > _COMMON:
        return ""
    needed = _SURE
    if titled or moved:
        needed = _HARDLY if size == 2 and known else _LIKELY
    elif known and size > 2:
        needed = _LIKELY
    if sounds < needed:
        return ""
    if titled:
        return PERSON
    endings = tuple(line.lexicon.forms("foreign_place_ending"))
    return PLACE if moved or tag == "ns" or line.text.endswith(endings, start, end) else PERSON


def is_addressed(line: Line, start: int, end: int) -> bool:
    """Whether what stands beside a range speaks of a person."""
    lexicon, before, after = line.lexicon, line.index_before(start), line.index_after(end)
    if after >= 0:
        word = line.tokens[after].text
        speaks = lexicon.marks(word, "behind_person") and not lexicon.marks(word, "behind_anything")
        if speaks or line.features[after].courtesy:
            return True
    if before < 0:
        return False
    if line.features[before].title:
        return True
    if line.tokens[before].text in "、和与" and line.tokens[before].start:
        name = line.name_at(line.tokens[before].start - 1)
        return name is not None and name.type == PERSON
    return lexicon.marks(_governing(line, before), "meeting")


def _is_where(line: Line, start: int, end: int) -> bool:
    """Whether what stands beside a range speaks of a place."""
    before, after = line.index_before(start), line.index_after(end)
    if before >= 0 and line.lexicon.marks(_governing(line, before), "toward_place"):
        return True
    return after >= 0 and line.lexicon.marks(line.tokens[after].text, "behind_place")


def _governing(line: Line, index: int) -> str:
    """The word at ``index``, or the one before it where it is 了: 占领了."""
    text = line.tokens[index].text
    return line.tokens[index - 1].text if text == "了" and index else text


def find_titled(line: Line) -> None:
    """Note what stands between a foreign or high title and a verb: 总统|塞迪略|将."""
    for index, word in enumerate(line.features):
        if not word.title or index + 1 >= len(line.tokens):
            continue
        start = line.tokens[index].end
        end = _unknown_end(line, index + 1)
        if 2 <= end - start <= 6 and line.free(start, end) and _is_foreign(line, index):
            line.add(start, end, PERSON)


def _unknown_end(line: Line, index: int) -> int:
    """Where the unknown words from ``index`` on end, if somebody acts behind them; else 0."""
    size, end = 0, line.tokens[index].start
    while index + size < len(line.tokens):
        token, word = line.tokens[index + size], line.features[index + size]
        text = token.text
        if size and (line.lexicon.marks(text, "behind_person") or token.tag == "w"):
            return end
        if not word.han or word.title or text in line.lexicon.markers:
            return 0
        unknown = token.tag in ("x", "nr", "nrt", "nrfg", "nz", "ns") or len(text) == 1
        if not unknown or token.tag[0] in "pcudm":
            return 0
        size, end = size + 1, token.end
    return end if size else 0


def _is_foreign(line: Line, title: int) -> bool:
    """Whether a country, a body or its letter stands before the title."""
    start = line.tokens[title].start
    name = line.name_at(start - 1) if start else None
    return name is not None and name.type == PLACE and _abroad(name.text, line.lexicon)


def _abroad(place: str, lexicon: Lexicon) -> bool:
    return lexicon.marks(place, "abbreviated_place") or place in lexicon.proper
