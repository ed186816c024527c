"""Names of bodies: what a place, a nation or a proper word opens and a body's ending closes."""

from __future__ import annotations

from extractors.mentions.names.features import BODY, PERSON, PLACE, is_place_name
from extractors.mentions.names.line import Line, Name

_LONGEST = 10  # words of one name
_OF_PEOPLE = "body_of_people"  # 作家|协会
_UNITS = frozenset("省市县区镇乡村州")


def find_named_bodies(line: Line) -> None:
    """Note the names of bodies; the places and bodies that they hold are given up."""
    index = len(line.tokens) - 1
    while index >= 0:
        end = line.tokens[index].start + line.features[index].closes
        if line.features[index].closes and line.name_at(end - 1) is None:
            start = _opening(line, index)
            if start is not None:
                line.add(start, end, BODY)
                index = line.index_at(start)
        index -= 1
    _join_owners(line)


def _opening(line: Line, index: int) -> int | None:
    """Where the name that ends with the word starts, None where nothing opens one."""
    start = line.tokens[index].start if _opens_itself(line, index) else None
    words, position = 1, index
    while position > 0 and words <= _LONGEST:
        position -= 1
        token, word = line.tokens[position], line.features[position]
        name = line.name_at(token.end - 1)
        words += 1
        if name is not None:
            if name.type == PERSON or name.span.end != token.end:
                break
            position = line.index_at(name.span.start)
            if _may_open(line, name, index, start):
                start = name.span.start
            continue
        if word.inside and line.name_at(token.start) is not None:
            start = token.start
            continue
        if word.closes and not _nests(line, position):
            break
        people = position == index - 1 and line.lexicon.marks(line.tokens[index].text, _OF_PEOPLE)
        if not word.inner and not (word.title and people):
            break
        if word.opens or word.proper:
            start = token.start
    return start


def _nests(line: Line, index: int) -> bool:
    """Whether a body's name may go on behind the word: 公安局|海淀分局, not 松日队|客场."""
    text = line.tokens[index].text
    return not text.endswith("队") or line.lexicon.marks(text[-2:], "nested_body_ending")


def _opens_itself(line: Line, index: int) -> bool:
    """飞马公司 of one unknown word, 河西队 of a place and its ending."""
    token = line.tokens[index]
    text, lexicon = token.text, line.lexicon
    if len(text) < 3 or not line.free(token.start, token.end):
        return False
    if line.features[index].closes < len(text):
        return False
    if lexicon.marks(text, "body_ending"):
        return False
    if any(is_place_name(text[:size], lexicon) for size in range(2, len(text))):
        return True
    return line.features[index].proper and len(text) > 3


def _may_open(line: Line, name: Name, index: int, start: int | None) -> bool:
    """Whether a place or a body is part of the name rather than where the body is."""
    ending = line.tokens[index].text
    alone = name.span.end == line.tokens[index].start
    weak = line.lexicon.marks(ending, "weak_body_ending")
    if start is None and alone and weak and name.type == PLACE:
        if line.lexicon.marks(ending, "plain_body_ending"):
            return False
        return line.lexicon.marks(ending, "local_body_ending") or name.text[-1] in _UNITS
    return True


def _join_owners(line: Line) -> None:
    """美利坚|国防部, 河西|宏远公司: bodies that are named with the state or place before them."""
    for body in sorted(line.names, key=lambda name: name.span.start):
        if body.type != BODY or body.span.start == 0:
            continue
        owner = line.name_at(body.span.start - 1)
        if owner is not None and owner.type == BODY and _ends(line, owner, "nested_body_ending"):
            line.add(owner.span.start, body.span.end, BODY)
            continue
        if owner is None or owner.type != PLACE or owner.text[-1] in "省市县区":
            continue
        of_state = len(body.text) < 7 and _ends(line, body, "state_body_ending")
        if of_state or _ends(line, body, "owned_body_ending"):
            line.add(owner.span.start, body.span.end, BODY)


def _ends(line: Line, body: Name, kind: str) -> bool:
    """Whether a body's name ends with a word of a class."""
    return any(line.lexicon.marks(body.text[start:], kind) for start in range(1, len(body.text)))
