"""Names of bodies: what a place, a nation or a proper word opens and a body's ending closes."""

from __future__ import annotations

from extractors.mentions.names.line import BODY, PERSON, PLACE, Line, Name, is_han
from extractors.mentions.names.places import is_place_name
from extractors.tokens import Token

_LONGEST = 10  # words of one name
_INNER_TAGS = ("n", "vn", "an", "j", "b", "g", "z", "s", "x", "l", "ns", "nt", "nr", "f", "q")
# Bodies of a state that are named with it: 某国|国防部.
_NO_BODIES = ("当局", "社会", "大会", "机会", "全军", "全党", "全部", "内部", "晚会", "盛会", "舞会", "协会会")
_OF_STATE = ("部", "院", "会", "党", "军", "局", "央行", "政府", "司令部", "委", "署", "团", "社")


# Bodies that are named with the place before them, whatever it is: 河西|宏远公司.
_OWNED = ("公司", "集团", "厂", "队", "银行", "大学", "学院", "医院", "中学", "俱乐部", "报社", "出版社")


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
    if (name := line.name_at(token.end - 1)) is not None:
        return False
    text, lexicon = token.text, line.lexicon
    if lexicon.marks(text, "body_ending"):
        return True
    if any(lexicon.marks(text, kind) for kind in ("title", "courtesy")):
        return False
    if lexicon.type_of(text)[:1] == ("PopulationGroup",) or "Post" in lexicon.type_of(text):
        return False
    if len(text) < 3 or text[-2:] in _NO_BODIES:
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
            if _may_open(line, name, index, position, start):
                start = name.span.start
            words += 1
            continue
        if not _inner(line, position, token):
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


def _may_open(line: Line, name: Name, index: int, position: int, start: int | None) -> bool:
    """Whether a place or a body is part of the name rather than where the body is."""
    if start is not None and name.type == PLACE and name.span.end != start:
        return True
    ending = line.tokens[index]
    alone = line.index_at(name.span.end - 1) == index - 1
    weak = line.lexicon.marks(ending.text, "weak_body_ending")
    if alone and weak and name.type == PLACE:
        local = name.text[-1] in "省市县区镇乡村州" or ending.text in (
            "队", "大学", "中学", "小学", "医院", "银行", "军", "法院", "海关",
        )
        return local and ending.text not in ("公司", "企业", "部队", "组织", "机构", "工厂", "学校")
    return True


def _proper(token: Token, line: Line) -> bool:
    """Whether a word of a body's name is a proper one: unknown, or a brand of the dictionary."""
    if len(token.text) < 2 or token.text in line.lexicon.heads:
        return False
    return token.tag in ("x", "nz", "nrt") and is_han(token.text)


def _inner(line: Line, position: int, token: Token) -> bool:
    if token.tag.isupper() or not is_han(token.text):
        return False
    lexicon = line.lexicon
    if any(lexicon.marks(token.text, kind) for kind in ("title", "courtesy")):
        return False
    if token.text in ("第一", "第二", "第三", "第四", "第五", "八一", "和", "与", "暨", "一", "二"):
        return token.text not in ("和", "与", "一", "二") or _joined(line, position)
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


def _joined(line: Line, position: int) -> bool:
    return False


def _join_states(line: Line) -> None:
    """美利坚|国防部: a body of a state is named with the state before it."""
    for body in sorted(line.names, key=lambda name: name.span.start):
        if body.type != BODY or body.span.start == 0:
            continue
        state = line.name_at(body.span.start - 1)
        if state is None or state.type != PLACE or state.text.endswith(tuple("省市县区")):
            continue
        of_state = body.text.endswith(_OF_STATE) and len(body.text) < 7
        if of_state or (body.text not in line.lexicon.proper and body.text.endswith(_OWNED)):
            line.add(state.span.start, body.span.end, BODY)
