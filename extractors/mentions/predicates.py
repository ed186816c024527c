"""Predicates: whether a word behind a noun phrase is what it does, or a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.mentions.areas import AREA
from extractors.mentions.bodies import BODY
from extractors.mentions.persons import PERSON
from extractors.tokens import Token, tag_of
from ontology.lexicon import Lexicon

_REACH = 30  # words of a clause that are looked at
_RUN = 6  # words of one phrase
_NOUNS = ("n", "vn", "an", "j", "b", "x", "s")
_ACTORS = ("PopulationGroup", "Post", "Person", "Organization", "AdministrativeArea")
_SCENES = ("Place", "Item", "Event")
_THINGS = tuple((kind,) for kind in (*_ACTORS, "Place"))  # no verb, whatever else they may be
_SWALLOWED = ("了", "过", "着")


def predicate_end(
    tokens: Sequence[Token], start: int, index: int, lexicon: Lexicon, *, verbal: bool
) -> int:
    """
    Where the predicate that starts at ``index`` ends; ``index`` where the phrase goes on.

    ``start`` is where the phrase before it starts, ``verbal`` says that the clause has a verb
    already. Adverbs belong to the predicate: 医生|成功救治|伤员, 全县|转移|群众.
    """
    if _joins(tokens, start, index, lexicon):
        return index + 1
    at = index
    while at < len(tokens) and at - index < 3 and _is_adverb(tokens[at], lexicon):
        at += 1
    if at >= len(tokens) or not _may_act(tokens[at], lexicon):
        return index
    if not _is_complete(tokens, start, index, lexicon):
        return index
    return at + 1 if _acts(tokens, start, at, lexicon, verbal=verbal) else index


def _joins(tokens: Sequence[Token], start: int, index: int, lexicon: Lexicon) -> bool:
    """县教育局|联合|区消防救援大队: the word before another actor that joins in."""
    if index + 1 >= len(tokens) or not lexicon.marks(tokens[index].text, "role.companion"):
        return False
    after = tokens[index + 1]
    actor = after.tag in (PERSON, AREA, BODY) or lexicon.marks(after.text, "level")
    actor = actor or lexicon.heads.get(after.text, ())[:1] in (("Organization",), ("Post",))
    return actor and _is_complete(tokens, start, index, lexicon)


def is_compound_head(text: str, lexicon: Lexicon) -> bool:
    """Whether a noun likes a verb before it as a part of its name: 救援|队伍, 停课|通知."""
    return any(lexicon.marks(text[at:], "compounding") for at in range(len(text)))


def _acts(tokens: Sequence[Token], start: int, at: int, lexicon: Lexicon, *, verbal: bool) -> bool:
    token = tokens[at]
    entries = lexicon.triggers.get(token.text, ())
    describing = lexicon.marks(token.text, "attributive")
    head = _run_end(tokens, at, lexicon)
    if head == at:
        return _acts_alone(tokens, start, at, lexicon, verbal=verbal)
    if describing and not entries:
        return False
    if entries and not describing and not any(entry.noun for entry in entries):
        return True
    if not is_compound_head(tokens[head].text, lexicon):
        return token.text not in lexicon.heads or not verbal
    if head == at + 1 and lexicon.type_of("".join(each.text for each in tokens[at : head + 1]))[
        :1
    ] == ("Organization",):
        return False  # 区委|督查|局
    return not verbal and not has_verb(tokens, head + 1, lexicon)


def _acts_alone(
    tokens: Sequence[Token], start: int, at: int, lexicon: Lexicon, *, verbal: bool
) -> bool:
    """党员|巡逻。 and 部门|联合检查，: a verb with nothing behind it, in a clause without one."""
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text in lexicon.heads and token.text not in lexicon.triggers:
        served = start > 0 and lexicon.marks(tokens[start - 1].text, "role.recipient")
        hastened = _is_adverb(tokens[at - 1], lexicon)
        return (served or hastened) and not verbal and _ends_clause(after)
    if after is not None and (after.tag == "QUANTITY" or after.text in _SWALLOWED):
        return True
    if after is not None and after.text in lexicon.triggers and not _is_role(after, lexicon):
        return not verbal
    return not verbal and _ends_clause(after)


def has_verb(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> bool:
    """Whether the clause has a verb from ``start`` on, before a figure or its end."""
    for token in tokens[start : start + _REACH]:
        if _ends_clause(token) or token.tag == "QUANTITY":
            return False
        known = token.text in lexicon.heads or _is_role(token, lexicon)
        if not known and token.text in lexicon.triggers:
            return True
        if not known and token.tag == "v" and len(token.text) > 1:
            return True
    return False


def _ends_clause(token: Token | None) -> bool:
    return token is None or token.tag in ("w", "STOP")


def _is_role(token: Token, lexicon: Lexicon) -> bool:
    kinds = lexicon.markers.get(token.text, ())
    return any(kind.startswith("role.") for kind in kinds)


def _is_adverb(token: Token, lexicon: Lexicon) -> bool:
    if token.tag.isupper() or token.text in lexicon.heads:
        return False
    return lexicon.marks(token.text, "adverb") or token.tag in ("d", "ad")


def _may_act(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word can be a verb: a trigger, a verb of the dictionary, 修|渠 or 铺|路."""
    text = token.text
    if token.tag.isupper() or len(text) < 2 or _is_role(token, lexicon):
        return False
    if lexicon.heads.get(text, ())[:1] in _THINGS:
        return False
    if text in lexicon.triggers or (token.tag.startswith("v") and len(text) == 2):
        return True
    if lexicon.marks(text, "verb_object"):
        return True
    guessed = token.tag == "x" and len(text) == 2 and text not in lexicon.heads
    return guessed and tag_of(text[0]) == "v"


def _is_complete(tokens: Sequence[Token], start: int, index: int, lexicon: Lexicon) -> bool:
    """Whether the phrase up to ``index`` is somebody, or something a preposition asked for."""
    last = tokens[index - 1]
    if last.tag in (PERSON, AREA, BODY):
        return True
    if last.tag.isupper():
        return False
    text = "".join(token.text for token in tokens[start:index])
    if len(text) == 1 or (index - start == 1 and _is_mere_level(last, lexicon)):
        return False
    if lexicon.marks(last.text, "pronoun") or (
        last.text[0] in "全该我本各" and lexicon.marks(last.text[1:], "level")
    ):
        return True
    types = lexicon.heads.get(last.text, ())[:1]
    if not types or _is_mere_level(last, lexicon):
        types = lexicon.type_of(text)[:1]
    if types and types[0] in _ACTORS:
        return True
    return bool(types and types[0] in _SCENES and start and _asks(tokens[start - 1], lexicon))


def _is_mere_level(token: Token, lexicon: Lexicon) -> bool:
    return len(token.text) == 1 and lexicon.marks(token.text, "level")


def _asks(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word takes a noun that says where, for whom or with what: 在, 将, 深入."""
    visits = any(entry.relation == "visited" for entry in lexicon.triggers.get(token.text, ()))
    return visits or _is_role(token, lexicon)


def _run_end(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """The last word of the noun phrase right behind a word; the word itself without one."""
    end = at
    for index in range(at + 1, min(at + 1 + _RUN, len(tokens))):
        token = tokens[index]
        if token.tag in (PERSON, AREA, BODY, "TITLE", "QUOTED"):
            return index
        if token.tag.isupper() or token.tag == "w":
            break
        if token.text in lexicon.markers and not lexicon.marks(token.text, "determiner"):
            break
        noun = token.text in lexicon.heads or (
            token.tag.startswith(_NOUNS) and token.text not in lexicon.triggers
        )
        if noun:
            end = index
        elif not (lexicon.marks(token.text, "attributive") or token.tag in ("v", "a", "m")):
            break
    return end
