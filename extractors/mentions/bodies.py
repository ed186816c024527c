"""Names of bodies that hold verbs and conjunctions: 县环境整治年活动领导小组, 市海洋与渔业局."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.mentions.areas import AREA
from extractors.tokens import Token
from ontology.lexicon import Lexicon

BODY = "BODY"

_LONGEST = 9  # words of one name
_INNER = frozenset(["与", "和", "年", "暨"])
_JOINING = frozenset(["与", "和", "暨"])  # between whole bodies they make a list
# Endings that name a body even where a plain verb stands inside: 县环境整治年领导小组.
_STRONG = ("领导小组", "指挥部", "委员会", "办公室", "联合会", "专班", "中心", "协会")


def find_bodies(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """
    The tokens with each body that a level or a unit opens merged into one token tagged ``BODY``.

    The unit itself stays apart. Only names with a word that a plain noun phrase could not hold
    are merged here; chunking reads the others.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> found = find_bodies(tokenize("县海洋与渔业执法大队派出渔政船", lexicon), lexicon)
    >>> [token.text for token in found if token.tag == BODY]
    ['县海洋与渔业执法大队']
    """
    merged: list[Token] = []
    index = 0
    while index < len(tokens):
        start = index + 1 if tokens[index].tag == AREA else index
        end = _end(tokens, index, lexicon)
        if end - start > 1:
            merged += tokens[index:start]
            text = "".join(token.text for token in tokens[start:end])
            merged.append(Token(tokens[start].start, tokens[end - 1].end, text, BODY))
            index = end
        else:
            merged.append(tokens[index])
            index += 1
    return merged


def _end(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> int:
    """Where the body's name that starts here ends; ``start`` where there is none to merge."""
    first = tokens[start]
    if first.tag != AREA and not lexicon.marks(first.text, "level"):
        return start
    end, odd, verbal, whole = start, False, False, False
    for index in range(start + 1, min(start + _LONGEST, len(tokens))):
        token = tokens[index]
        acts = token.text in lexicon.triggers
        joins = token.text in _JOINING and _is_body(tokens[index - 1], lexicon)
        if joins or (whole and acts):
            break
        body = _is_body(token, lexicon) and (len(token.text) > 1 or odd)
        if body and odd and (token.text.endswith(_STRONG) or not verbal):
            end = index + 1
        whole = whole or (body and not odd)
        if not _may_stand_inside(token, lexicon):
            if token.tag != "vn":
                break
            verbal = True
        odd = odd or acts or token.text in _INNER
    return end


def _is_body(token: Token, lexicon: Lexicon) -> bool:
    text = token.text
    types = lexicon.heads.get(text) or lexicon.suffixes.get(text) or lexicon.type_of(text)
    return types[:1] == ("Organization",)


def _may_stand_inside(token: Token, lexicon: Lexicon) -> bool:
    if token.tag.isupper() or token.tag == "w":
        return False
    if token.text in _INNER:
        return True
    entries = lexicon.triggers.get(token.text, ())
    if entries:
        return any(entry.noun for entry in entries)
    if token.text in lexicon.markers:
        return False
    return token.tag.startswith(("n", "vn", "an", "j", "b", "x")) or token.text in lexicon.heads
