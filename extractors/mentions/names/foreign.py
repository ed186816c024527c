"""Foreign and minority names, written by their sound: 阿尔贝托, 卡洛斯·罗梅罗, 扎西旺堆."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.mentions.names.characters import load_characters
from extractors.mentions.names.line import PERSON, PLACE, Line, is_han
from extractors.mentions.names.persons import is_title
from extractors.tokens import Token
from ontology.lexicon import Lexicon

_DOTS = "·•・．"
_FUNCTION = frozenset("由于以与和同对向从在给让请为是")
_DOTTED = re.compile(rf"[\u4e00-\u9fff]{{1,7}}(?:[{_DOTS}][\u4e00-\u9fff]{{1,8}})+")
_NAME_TAGS = ("nr", "nrt", "nrfg", "ns", "nz", "x", "nt")
_LONGEST = 10
_SURE, _LIKELY = 6.0, 3.0  # by how much a run is likelier sounds than Chinese


def find_dotted(line: Line) -> None:
    """Note the names with a dot in them; the words that lead in to one or follow are left out."""
    for found in _DOTTED.finditer(line.text):
        dots = [found.start() + index for index, char in enumerate(found.group()) if char in _DOTS]
        start = _first(line, found.start(), dots[0])
        line.add(start, _last(line, dots[-1] + 1, found.end()), PERSON)


def _first(line: Line, start: int, dot: int) -> int:
    """Where the name before the dot begins: 由|约翰·, 总统|卡洛斯·."""
    begin = dot
    while begin > start and line.lexicon.marks(line.text[begin - 1], "transliteration"):
        begin -= 1
    begin = min(begin, dot - 1)
    while begin < dot - 1 and _leads_in(line, begin, dot):
        token = line.tokens[line.index_at(begin)]
        single = line.text[begin] in _FUNCTION
        begin = begin + 1 if single else min(token.end, dot - 1)
    return begin


def _leads_in(line: Line, begin: int, dot: int) -> bool:
    """Whether the word at a position is a plain one in front of the name."""
    if line.text[begin] in _FUNCTION and load_characters().sounds(line.text[begin:dot]) < 6.0:
        return True
    token = line.tokens[line.index_at(begin)]
    plain = len(token.text) > 1 and token.end < dot and not _sounds_like_name(token, line)
    return plain and not token.tag.startswith(("nr", "x"))


def _last(line: Line, start: int, end: int) -> int:
    """Where the name behind the last dot ends: ·史密斯|率领."""
    position = start
    while position < end:
        token = line.tokens[line.index_at(position)]
        part = line.text[position : min(token.end, end)]
        sounds = all(line.lexicon.marks(char, "transliteration") for char in part)
        named = sounds and (_sounds_like_name(token, line) or len(part) == 1)
        numbered = part in ("一世", "二世", "三世", "四世", "五世")
        if position > start and not (named or numbered):
            break
        position += len(part)
    return position


def find_ethnic(line: Line) -> None:
    """Note the names of two known parts (扎西旺堆), or of one behind a title."""
    for found in _parts(line.lexicon).finditer(line.text):
        start, end = found.span()
        token, last = line.tokens[line.index_at(start)], line.tokens[line.index_at(end - 1)]
        if token.start != start or last.end != end or not line.free(start, end):
            continue
        before = line.word_before(start)
        parts = len(_parts(line.lexicon).pattern) and _pieces(found.group(), line.lexicon)
        if parts > 1 or (before is not None and is_title(before, line)):
            line.add(start, end, PERSON)


def _pieces(text: str, lexicon: Lexicon) -> int:
    count, rest = 0, text
    while rest:
        size = next(n for n in (4, 3, 2) if lexicon.marks(rest[:n], "ethnic_given"))
        count, rest = count + 1, rest[size:]
    return count


@cache
def _parts(lexicon: Lexicon) -> re.Pattern[str]:
    forms = sorted(lexicon.forms("ethnic_given"), key=lambda form: (-len(form), form))
    return re.compile(f"(?:{'|'.join(forms)})+")


def find_foreign(line: Line) -> None:
    """Note the runs of words that write foreign sounds, as persons or as places."""
    index = 0
    while index < len(line.tokens):
        size = _run(line, index)
        if not size:
            index += 1
            continue
        start, end = line.tokens[index].start, line.tokens[index + size - 1].end
        if kind := _kind(line, start, end, line.tokens[index : index + size]):
            line.add(start, end, kind)
        index += size


def _run(line: Line, index: int) -> int:
    """How many words from ``index`` on write sounds, weak ones at the end left out."""
    size, length = 0, 0
    while index + size < len(line.tokens):
        token = line.tokens[index + size]
        if not _sounds_like_name(token, line) or not line.free(token.start, token.end):
            break
        length += len(token.text)
        if length > _LONGEST:
            break
        size += 1
    return size


def _sounds_like_name(token: Token, line: Line) -> bool:
    if token.tag.isupper() or not is_han(token.text):
        return False
    if not all(line.lexicon.marks(char, "transliteration") for char in token.text):
        return False
    model = load_characters()
    sounds = model.sounds(token.text)
    lexicon = line.lexicon
    if token.text in lexicon.markers or token.text in lexicon.triggers:
        return False
    if len(token.text) == 1:
        return sounds > 0.8 and not token.tag.startswith(("p", "c", "u", "r", "m", "d", "v"))
    if token.tag.startswith(_NAME_TAGS) or token.tag in ("ng", "g", "n", "zg"):
        return sounds > (0.0 if token.tag.startswith(("nr", "ns", "x")) else 4.0)
    return False


def _kind(line: Line, start: int, end: int, words: Sequence[Token]) -> str:
    """Person or Place, empty where the run is no name."""
    text = line.text[start:end]
    sounds = load_characters().sounds(text)
    titled, moved = _titled(line, start, end), _moved(line, start, end)
    known = len(words) == 1 and words[0].tag in ("nr", "nrt", "nrfg", "ns")
    if len(text) < 2 or (len(text) == 2 and not known and not titled):
        return ""
    needed = _LIKELY if (titled or moved) or (known and len(text) > 2) else _SURE
    if len(text) == 2 and known and (titled or moved):
        needed = 1.0
    if len(text) == 2 and not (titled or moved):
        needed = _SURE
    if sounds < needed:
        return ""
    if titled:
        return PERSON
    if moved or text.endswith(tuple(line.lexicon.forms("foreign_place_ending"))):
        return PLACE
    if len(words) == 1 and words[0].tag == "ns":
        return PLACE
    return PERSON


def _titled(line: Line, start: int, end: int) -> bool:
    before, after = line.word_before(start), line.word_after(end)
    if before is not None and is_title(before, line):
        return True
    if after is not None and (line.lexicon.marks(after.text, "courtesy") or _speaks(line, after)):
        return True
    if before is not None and before.text == "了":
        before = line.word_before(before.start)
    if before is not None and line.lexicon.marks(before.text, "meeting"):
        return True
    if before is not None and before.text in "、和与" and before.start:
        name = line.name_at(before.start - 1)
        return name is not None and name.type == PERSON
    return False


def _speaks(line: Line, word: Token) -> bool:
    plain = (
        "的",
        "在",
        "和",
        "与",
        "同",
        "向",
        "对",
        "从",
        "将",
        "已",
        "是",
        "等",
        "也",
        "还",
        "家",
    )
    return line.lexicon.marks(word.text, "behind_person") and word.text not in plain


def _moved(line: Line, start: int, end: int) -> bool:
    before, after = line.word_before(start), line.word_after(end)
    if before is not None and line.lexicon.marks(before.text, "toward_place"):
        return True
    return after is not None and line.lexicon.marks(after.text, "behind_place")
