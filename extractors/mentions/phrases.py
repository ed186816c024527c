"""Phrases: a run of nouns to its mentions: units, bodies, posts, persons and the rest apart."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Span
from extractors.mentions.areas import AREA, ending_of, is_leveled_body
from extractors.mentions.bodies import BODY
from extractors.mentions.mention import Chunk, Mention
from extractors.mentions.persons import PERSON
from extractors.tokens import Token
from ontology.lexicon import Lexicon

TITLE, QUOTED = "TITLE", "QUOTED"


def is_reference(text: str, lexicon: Lexicon) -> bool:
    """Whether a word points to a unit by its level: 全县, 该镇, 我市."""
    return len(text) > 1 and text[0] in "该本我全" and lexicon.marks(text[1:], "level")


def segment(run: Sequence[Token], lexicon: Lexicon) -> list[Chunk]:
    """The mentions of one run of nouns: units, bodies, posts, persons and the rest apart."""
    chunks: list[Chunk] = []
    part: list[Token] = []
    for index, token in enumerate(run):
        following = run[index + 1] if index + 1 < len(run) else None
        if token.tag == PERSON:
            chunks += _phrase(part, lexicon)
            part = []
            chunks.append(_whole(token, ("Person",), named=True))
        elif _is_post(token, following, lexicon):
            chunks += _phrase(part, lexicon)
            part = []
            chunks.append(_whole(token, ("Post",), named=False))
        elif is_reference(token.text, lexicon):
            chunks += _phrase(part, lexicon)
            part = []
            kind = "Organization" if token.text[1:] in ("校", "局") else "AdministrativeArea"
            chunks.append(_whole(token, (kind,), named=False, pronoun=True))
        elif token.tag == BODY:
            units = [each for each in part if each.tag == AREA]
            if len(units) == len(part):
                chunks += [_whole(each, ("AdministrativeArea",), named=True) for each in units]
                owner = "".join(each.text for each in units)
                chunks.append(_mention([*units, token], ("Organization",), lexicon, owner))
            else:
                chunks += _phrase(part, lexicon)
                chunks.append(_whole(token, ("Organization",), named=True))
            part = []
        elif token.tag == AREA and _names_branch(part, following, lexicon):
            part.append(token)
        elif token.tag == AREA and part and part[-1].tag != AREA:
            chunks += _phrase(part, lexicon)
            part = [token]
        elif lexicon.marks(token.text, "pronoun") and not part:
            chunks.append(_whole(token, (), named=False, pronoun=True))
        else:
            part.append(token)
    # what a longer phrase holds comes before it: 潮水镇, 湾头社区, 潮水镇湾头社区桶站
    chunks += _phrase(part, lexicon)
    return sorted(chunks, key=lambda chunk: (chunk.span.end, -chunk.span.start))


def _names_branch(part: Sequence[Token], following: Token | None, lexicon: Lexicon) -> bool:
    """省电力公司|临江市|分公司, 武警|临江|支队: a unit between a body and its branch."""
    if not part or following is None or not lexicon.marks(following.text, "branch"):
        return False
    if lexicon.marks(part[-1].text, "parent"):
        return True
    text = "".join(token.text for token in part)
    return lexicon.type_of(text)[:1] == ("Organization",) and len(text) > 2


def _whole(token: Token, types: tuple[str, ...], *, named: bool, pronoun: bool = False) -> Chunk:
    mention = Mention(token.span, token.text, types, named, token.text, pronoun=pronoun)
    return Chunk("mention", token.span, token.text, mention)


def _is_post(token: Token, following: Token | None, lexicon: Lexicon) -> bool:
    types = lexicon.heads.get(token.text, ())
    if "Post" not in types:
        return False
    beside = following is None or following.tag == PERSON
    return beside if len(types) > 1 or following is not None else True


def _phrase(part: Sequence[Token], lexicon: Lexicon) -> list[Chunk]:
    """A phrase without persons and posts: the units and bodies in front, then the head."""
    if not part:
        return []
    chunks: list[Chunk] = []
    start = _units(part, chunks)
    rest = part[start:]
    if not rest:
        return chunks
    body = _body_end(rest, lexicon)
    owner = "".join(token.text for token in part[:start])
    if 0 < body < len(rest):
        whole = part[: start + body]
        chunks = [*chunks, _mention(whole, ("Organization",), lexicon, owner)]
        owner, rest = "".join(token.text for token in whole), rest[body:]
        return [*chunks, *_phrase_rest(rest, owner, lexicon)]
    text = "".join(token.text for token in rest)
    types = _types(rest, text, lexicon)
    if owner and types and types[0] in ("Organization", "Place"):
        return [*chunks, _mention(part, types, lexicon, owner)]
    return [*chunks, _mention(rest, types, lexicon, owner)]


def _phrase_rest(rest: Sequence[Token], owner: str, lexicon: Lexicon) -> list[Chunk]:
    text = "".join(token.text for token in rest)
    return [_mention(rest, _types(rest, text, lexicon), lexicon, owner)]


def _units(part: Sequence[Token], chunks: list[Chunk]) -> int:
    """The administrative units at the head of a phrase, each a mention; returns how many."""
    count = 0
    while count < len(part) and part[count].tag == AREA:
        chunks.append(_whole(part[count], ("AdministrativeArea",), named=True))
        count += 1
    return count


def _body_end(rest: Sequence[Token], lexicon: Lexicon) -> int:
    """Where a body's name ends inside a phrase that goes on (县农业局|技术员); 0 for nowhere."""
    for index in range(len(rest) - 1, 0, -1):
        text = "".join(token.text for token in rest[:index])
        token = rest[index - 1]
        types = lexicon.heads.get(token.text, ())
        if types[:1] != ("Organization",) and not _has_name_suffix(token.text, lexicon):
            continue
        if lexicon.marks(rest[0].text, "level") or len(text) >= 4:
            remainder = "".join(each.text for each in rest[index:])
            kinds = lexicon.type_of(remainder)
            if kinds[:1] in (("PopulationGroup",), ("Post",), ("Person",)):
                return index
    return 0


def _has_name_suffix(text: str, lexicon: Lexicon) -> bool:
    types = lexicon.type_of(text)
    return len(text) > 2 and types[:1] == ("Organization",)


def _types(rest: Sequence[Token], text: str, lexicon: Lexicon) -> tuple[str, ...]:
    last = rest[-1]
    if last.tag == TITLE:
        return ("Document",)
    if last.tag == QUOTED:
        return lexicon.type_of(last.text.strip("“”")) or ("Measure",)
    if last.text.endswith("校") and last.text[0] == "各":
        return ("Organization",)
    if (
        last.tag == AREA
        or (lexicon.marks(last.text, "level") and len(rest) > 1)
        or last.text[0] == "各"
    ):
        return ("AdministrativeArea",)
    if last.text in "）)":
        return lexicon.type_of(rest[0].text)
    types = lexicon.type_of(text)
    return types or (
        ("Organization",) if lexicon.marks(rest[0].text, "level") and len(text) > 2 else ()
    )


def _mention(
    tokens: Sequence[Token], types: tuple[str, ...], lexicon: Lexicon, owner: str
) -> Chunk:
    text = "".join(token.text for token in tokens)
    span = Span(tokens[0].start, tokens[-1].end)
    kept = list(tokens)
    while (
        len(kept) > 1
        and lexicon.marks(kept[0].text, "determiner")
        and not lexicon.marks(kept[1].text, "level")
    ):
        kept.pop(0)
    core = "".join(token.text for token in kept)
    named = _is_named(kept, core, types, owner, lexicon)
    mention = Mention(span, text, types, named, core, owner)
    return Chunk("mention", span, text, mention)


def _is_named(
    tokens: Sequence[Token],
    core: str,
    types: tuple[str, ...],
    owner: str,
    lexicon: Lexicon,
) -> bool:
    kind = types[0] if types else ""
    if kind not in ("Organization", "Place", "AdministrativeArea"):
        return kind == "Document" and core.startswith("《")
    if kind == "AdministrativeArea":
        return tokens[-1].tag == AREA or bool(owner and ending_of(core) and len(core) > 2)
    leveled = lexicon.marks(tokens[0].text, "level") and len(tokens) > 1
    leveled = leveled or (kind == "Organization" and is_leveled_body(tokens[0].text, lexicon))
    proper = any(token.tag in ("ns", "nz", "nr", "x", AREA) for token in tokens[:-1])
    return leveled or bool(owner) or proper
