"""Names of bodies: what a place, a nation or a proper word opens and a body's ending closes."""

from __future__ import annotations

from extractors.mentions.names.line import BODY, PERSON, PLACE, Line, Name, is_han
from extractors.mentions.names.places import is_place_name
from extractors.tokens import Token

_LONGEST = 10  # words of one name
_UNITS = frozenset("省市县区镇乡村州")
_INNER_TAGS = ("n", "vn", "an", "j", "b", "g", "z", "s", "x", "l", "ns", "nt", "nr", "f", "q")


def find_bodies_of(line: Line) -> None:
    """Note the names of bodies; the places and bodies that they hold are given up."""
    index = len(line.tokens) - 1
    while index >= 0:
        token = line.tokens[index]
        start = _opening(line, index) if _closes(line, index, token) else None
        if start is not None:
            line.add(start, token.end, BODY)
            index = line.index_at(start)
        index -= 1
    _join_states(line)


def _closes(line: Line, index: int, token: Token) -> bool:
    """Whether a word ends a body's name: the ending alone, or a noun with it."""
    if token.tag.isupper() or not is_han(token.text):
        return False
    if line.name_at(token.end - 1) is not None:
        return False
    text, lexicon = token.text, line.lexicon
    if lexicon.marks(text, "body_ending"):
        return True
    if any(lexicon.marks(text, kind) for kind in ("title", "courtesy")):
        return False
    if lexicon.type_of(text)[:1] == ("PopulationGroup",) or "Post" in lexicon.type_of(text):
        return False
    if len(text) < 3 or lexicon.marks(text[-2:], "no_body"):
        return False
    return any(
        lexicon.marks(text[start:], "body_ending")
        for start in range(1, len(text))
        if len(text) - start > 1 or text[start] in "局厅署院党队团厂部委社会军"
    )


def _opening(line: Line, index: int) -> int | None:
    """Where the name that ends with the word starts, None where nothing opens one."""
    start: int | None = None
    words, position = 1, index
    if _opens_itself(line, line.tokens[index]):
        start = line.tokens[index].start
    while position > 0 and words <= _LONGEST:
        position -= 1
        token = line.tokens[position]
        name = line.name_at(token.end - 1)
        if name is not None:
            if name.type == PERSON or name.span.end != token.end:
                break
            position = line.index_at(name.span.start)
            if _may_open(line, name, index, start):
                start = name.span.start
            words += 1
            continue
        if not _inner(line, token):
            break
        if line.lexicon.marks(token.text, "body_opening") or _proper(token, line):
            start = token.start
        words += 1
    return start


def _opens_itself(line: Line, token: Token) -> bool:
    """飞马公司 of one unknown word, 河西队 of a place and its ending."""
    text = token.text
    if not line.free(token.start, token.end) or line.lexicon.marks(text, "body_ending"):
        return False
    placed = any(is_place_name(text[:size], line.lexicon) for size in range(2, len(text)))
    return placed or (token.tag in ("x", "nz") and len(text) > 3)


def _may_open(line: Line, name: Name, index: int, start: int | None) -> bool:
    """Whether a place or a body is part of the name rather than where the body is."""
    if start is not None and name.type == PLACE and name.span.end != start:
        return True
    ending = line.tokens[index]
    alone = line.index_at(name.span.end - 1) == index - 1
    weak = line.lexicon.marks(ending.text, "weak_body_ending")
    if alone and weak and name.type == PLACE:
        if line.lexicon.marks(ending.text, "plain_body_ending"):
            return False
        return line.lexicon.marks(ending.text, "local_body_ending") or name.text[-1] in _UNITS
    return True


def _proper(token: Token, line: Line) -> bool:
    """Whether a word of a body's name is a proper one: unknown, or a brand of the dictionary."""
    if len(token.text) < 2 or token.text in line.lexicon.heads:
        return False
    return token.tag in ("x", "nz", "nrt") and is_han(token.text)


def _inner(line: Line, token: Token) -> bool:
    if token.tag.isupper() or not is_han(token.text):
        return False
    lexicon = line.lexicon
    if any(lexicon.marks(token.text, kind) for kind in ("title", "courtesy")):
        return False
    if lexicon.marks(token.text, "body_number"):
        return True
    types = lexicon.heads.get(token.text, ())
    if types[:1] in (("Post",), ("PopulationGroup",)) or lexicon.marks(token.text, "determiner"):
        return False
    if token.text in lexicon.markers or lexicon.marks(token.text, "pronoun"):
        return False
    if token.tag in ("v", "vi") and len(token.text) == 2:
        return token.text not in lexicon.triggers or any(
            entry.noun for entry in lexicon.triggers[token.text]
        )
    if len(token.text) == 1 and token.tag[0] not in "njbg":
        return False
    return token.tag.startswith(_INNER_TAGS) or token.tag == "a"


def _join_states(line: Line) -> None:
    """美利坚|国防部, 河西|宏远公司: bodies that are named with the state or place before them."""
    for body in sorted(line.names, key=lambda name: name.span.start):
        if body.type != BODY or body.span.start == 0:
            continue
        owner = line.name_at(body.span.start - 1)
        if owner is None or owner.type != PLACE or owner.text.endswith(tuple("省市县区")):
            continue
        of_state = len(body.text) < 7 and _ends(line, body, "state_body_ending")
        owned = body.text not in line.lexicon.proper and _ends(line, body, "owned_body_ending")
        if of_state or owned:
            line.add(owner.span.start, body.span.end, BODY)


def _ends(line: Line, body: Name, kind: str) -> bool:
    """Whether a body's name ends with a word of a class."""
    return any(line.lexicon.marks(body.text[start:], kind) for start in range(1, len(body.text)))
