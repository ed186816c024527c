"""Names of persons: a surname and a given name, beside a title, a role, or a verb of speech."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from extractors.tokens import Token, plain_tokens
from ontology.lexicon import Lexicon

PERSON = "PERSON"

_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6})+")
_MASKED = re.compile(r"某{1,2}[甲乙丙丁]?$")
_COURTESY = ("女士", "先生", "大爷", "大妈", "大娘", "奶奶", "爷爷", "阿姨", "师傅", "老汉", "女生")
_LONGEST_TITLE = 40  # characters
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
# What may stand behind a surname only as a word of its own, never as a given name.
_NEVER_GIVEN = frozenset(
    "说在对将把和与同被为是等也就还带率任表要向从来去到给及的了，。、某都则又曾正边走称讲问答喊指"
)


def find_persons(
    tokens: Sequence[Token], lexicon: Lexicon, known: Set[str] = frozenset()
) -> list[Token]:
    """
    The tokens with each person's name merged into one token tagged ``PERSON``.

    ``known`` are names already met in the same article: they need no title beside them.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> found = find_persons(tokenize("镇长周立民带队检查。", lexicon), lexicon)
    >>> [token.text for token in found if token.tag == PERSON]
    ['周立民']
    """
    tokens = _unglue(tokens, lexicon)
    dotted = any("·" in token.text for token in tokens)
    merged: list[Token] = []
    index = 0
    while index < len(tokens):
        size = _name_at(tokens, index, merged, lexicon, known, dotted=dotted)
        if size:
            merged.append(_merge(tokens[index : index + size]))
        else:
            merged.append(tokens[index])
        index += size or 1
    return merged


def _unglue(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens, cut anew behind each title so that a name there ends where a token ends."""
    cut: list[Token] = []
    index = 0
    while index < len(tokens):
        size = _titled_name(tokens, index, cut, lexicon)
        if size:
            start = tokens[index].start
            rest = _covering(tokens, index, size)
            text = "".join(token.text for token in tokens[index:rest])
            cut.append(Token(start, start + size, text[:size], "nr"))
            cut += plain_tokens(text[size:], start + size, lexicon)
            index = rest
        else:
            cut.append(tokens[index])
            index += 1
    return cut


def _titled_name(
    tokens: Sequence[Token], index: int, before: Sequence[Token], lexicon: Lexicon
) -> int:
    """How many characters behind a title are a name, by the dictionary's words alone; or 0."""
    if not before or not _is_title(before[-1], lexicon) or tokens[index].tag.isupper():
        return 0
    text = _han_from(tokens, index)
    surname = _surname(text, lexicon)
    if not surname or lexicon.marks(surname, "conjunction"):
        return 0
    words = plain_tokens(text, 0, lexicon)
    if len(words[0].text) > len(surname) and not words[0].tag.startswith(("nr", "x")):
        return 0
    ends = {word.end: word for word in words}
    for size in (len(surname) + 2, len(surname) + 1):
        word = ends.get(size)
        given = text[len(surname) : size]
        known = given in lexicon.heads or given in lexicon.triggers or given in lexicon.markers
        if word is None or known or len(text) < size or text[:size] in lexicon.triggers:
            continue
        if given[0] in _NEVER_GIVEN or (size > len(surname) + 1 and given[-1] in _NEVER_GIVEN):
            continue
        return size
    return 0


def _han_from(tokens: Sequence[Token], index: int) -> str:
    """The Chinese characters from a token on, as far as a name and a word behind it may reach."""
    text = ""
    for token in tokens[index : index + 4]:
        if not _HAN.match(token.text) or token.tag.isupper():
            break
        text += token.text
    return text[:7]


def _covering(tokens: Sequence[Token], index: int, size: int) -> int:
    """The index behind the tokens that hold the first ``size`` characters from ``index`` on."""
    covered = 0
    while covered < size:
        covered += len(tokens[index].text)
        index += 1
    return index


def _merge(parts: Sequence[Token]) -> Token:
    text = "".join(part.text for part in parts)
    return Token(parts[0].start, parts[-1].end, text, PERSON)


def _name_at(
    tokens: Sequence[Token],
    index: int,
    before: Sequence[Token],
    lexicon: Lexicon,
    known: Set[str],
    *,
    dotted: bool,
) -> int:
    """
    How many tokens from ``index`` on are a person's name; 0 where they are none.

    ``dotted`` says that the sentence has the dot of minority and foreign names somewhere.
    """
    if size := _known(tokens, index, known):
        return size
    ordinary = _is_title(tokens[index], lexicon) or tokens[index].text in lexicon.markers
    if dotted and not ordinary and (size := _dotted(tokens, index)):
        return size
    first = tokens[index].text
    if not _HAN.match(first) or tokens[index].tag.isupper() or lexicon.marks(first, "conjunction"):
        return 0
    surname = _surname(first, lexicon)
    if not surname:
        return _nickname(tokens, index, lexicon) or _behind_post(tokens, index, before, lexicon)
    if size := _masked(tokens, index, surname):
        return size
    titled = bool(before) and _is_title(before[-1], lexicon)
    titled = titled or (len(before) > 1 and before[-1].text == "、" and before[-2].tag == PERSON)
    size = _full_name(tokens, index, surname)
    if not size:
        return 0
    text = "".join(token.text for token in tokens[index : index + size])
    given = text[len(surname) :]
    if given in lexicon.heads or given in lexicon.triggers or lexicon.marks(text[-1], "level"):
        return 0
    after = tokens[index + size] if index + size < len(tokens) else None
    if titled and not (len(tokens[index].text) > 1 and _ordinary(tokens[index], lexicon)):
        return size
    if before and before[-1].text in ("叫", "名叫", "叫做") and tokens[index].tag[0] in "xn":
        return size
    unknown = tokens[index].tag.startswith(("x", "nr")) and tokens[index].text not in lexicon.heads
    spoken = after is not None and (
        any(entry.relation == "stated" for entry in lexicon.triggers.get(after.text, ()))
        or after.text in ("是", "任", "担任", "带领", "率领", "带着")
        or "Post" in lexicon.heads.get(after.text, ())
    )
    if unknown and len(text) >= 3 and size == 1 and (spoken or tokens[index].tag == "nr"):
        return size
    return size if spoken and unknown and len(text) == 3 else 0


def _dotted(tokens: Sequence[Token], index: int) -> int:
    """A name with the dot of minority and foreign names (卓玛·才让): tokens around the dot."""
    text, size = "", 0
    if len(tokens[index].text) > 6:
        return 0
    for token in tokens[index : index + 7]:
        text, size = text + token.text, size + 1
        following = tokens[index + size].text if index + size < len(tokens) else ""
        if _DOTTED.fullmatch(text) and following != "·" and len(text.split("·")[-1]) > 1:
            return size
        if not (_HAN.match(token.text) or token.text == "·") or len(text) > 14:
            return 0
    return 0


def _known(tokens: Sequence[Token], index: int, known: Set[str]) -> int:
    text = ""
    for size, token in enumerate(tokens[index : index + 4], 1):
        text += token.text
        if text in known:
            return size
        if len(text) > 4:
            return 0
    return 0


def _surname(text: str, lexicon: Lexicon) -> str:
    for size in (2, 1):
        if text[:size] in lexicon.surnames and len(text[:size]) == size:
            return text[:size]
    return ""


def _masked(tokens: Sequence[Token], index: int, surname: str) -> int:
    """王某, 李某某, 张女士: a surname with a mask or a courtesy title."""
    text = ""
    for size, token in enumerate(tokens[index : index + 3], 1):
        text += token.text
        rest = text[len(surname) :]
        if rest and (_MASKED.fullmatch(rest) or rest in _COURTESY):
            following = tokens[index + size].text if index + size < len(tokens) else ""
            return size + (following == "某")
    return 0


def _nickname(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """小蒋, 老赵: one word of two characters, or two words of one."""
    first = tokens[index]
    if first.text[0] not in "小老" or index + 1 >= len(tokens):
        return 0
    if len(first.text) == 2 and first.text[1] in lexicon.surnames and first.tag in ("x", "nr"):
        return 1
    following = tokens[index + 1]
    if len(first.text) == 1 and len(following.text) == 1 and following.text in lexicon.surnames:
        after = tokens[index + 2] if index + 2 < len(tokens) else None
        return 2 if after is None or after.tag[0] in "vwdcp" else 0
    return 0


def _behind_post(
    tokens: Sequence[Token], index: int, before: Sequence[Token], lexicon: Lexicon
) -> int:
    """旗长|巴特尔|督查: an unknown word between a post and a verb is a name without a surname."""
    if not before or "Post" not in lexicon.heads.get(before[-1].text, ()):
        return 0
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    unknown = token.tag.startswith(("x", "nr")) and 2 <= len(token.text) <= 4
    acts = after is not None and (after.text in lexicon.triggers or after.tag[0] in "vdpt")
    if unknown and acts and token.text not in lexicon.heads:
        return 1
    return _split_name(tokens, index, lexicon)


def _split_name(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """其|木格|带着: a name that the segmenter took for a word of one character and one of two."""
    if index + 2 >= len(tokens):
        return 0
    first, second, after = tokens[index : index + 3]
    fits = len(first.text) == 1 and len(second.text) == 2 and _HAN.match(first.text + second.text)
    known = second.text in lexicon.heads or second.text in lexicon.triggers
    named = first.tag[0] in "rnxjzg" and not known and second.tag[0] in "nxz"
    return 2 if fits and named and after.text in lexicon.triggers else 0


def _is_title(token: Token, lexicon: Lexicon) -> bool:
    return 1 < len(token.text) <= _LONGEST_TITLE and _titles(token.text, lexicon)


@lru_cache(maxsize=1 << 14)
def _titles(text: str, lexicon: Lexicon) -> bool:
    known = any(text[start:] in lexicon.heads for start in range(len(text)))
    if len(text) < 2 or not (known or text[-1] in "员长者师民生"):
        return False
    if any(text.endswith(form) for form in lexicon.forms("no_title")):
        return False
    types = lexicon.type_of(text)
    return "Post" in types or "PopulationGroup" in types


def _ordinary(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word of two characters or more is a common word rather than part of a name."""
    known = token.text in lexicon.heads or token.text in lexicon.triggers
    known = known or token.text in lexicon.markers
    nameless = not token.tag.startswith(("x", "nr", "nz", "ns"))
    return known or (nameless and len(token.text) > 1)


def _full_name(tokens: Sequence[Token], index: int, surname: str) -> int:
    """The tokens that make a surname with one or two characters of given name, three preferred."""
    best, text = 0, ""
    limit = len(surname) + 2
    for size, token in enumerate(tokens[index : index + 3], 1):
        if not _HAN.match(token.text) or token.tag.isupper():
            break
        given = len(text) >= len(surname)
        if given and token.text[0] in _NEVER_GIVEN:
            break
        if given and len(text) > len(surname) and len(token.text) > 1:
            break
        text += token.text
        if len(text) > limit:
            break
        if len(text) > len(surname) and text[-1] not in "说在对将把被等":
            best = size
    return best
