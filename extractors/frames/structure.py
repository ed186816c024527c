"""Structure: facts that stand in the build of a phrase: titles, membership, containment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from extractors.document import Span
from extractors.frames.readings import Deed, Doer, Filler
from extractors.mentions.mention import Chunk, Mention
from extractors.resolution import unit_within
from ontology.lexicon import Lexicon, Trigger

_TAKING = frozenset(("担任", "兼任", "出任", "担当", "充任"))
_BEING = frozenset(("任", "担任", "兼任", "是", "系", "为", "出任"))


def read_structure(chunks: Sequence[Chunk], sentence: int, lexicon: Lexicon) -> Iterator[Deed]:
    """
    The structural facts of a sentence.

    Titles before a name (县委书记周立民), roles before a name (志愿者郭小玲), units within units
    (柳林镇双桥村), bodies of units (县农业局) and places in units (柳林镇客运站).
    """
    for index, chunk in enumerate(chunks):
        mention = chunk.mention
        if mention is None:
            continue
        if mention.type == "Person":
            yield from _titles(chunks, index, sentence, lexicon)
            yield from _appointment(chunks, index, sentence)
            yield from _appointed_by(chunks, index, sentence)
        if mention.type == "AdministrativeArea" and mention.named:
            yield from _containment(chunks, index, sentence)
        if mention.type in ("Organization", "Place") and mention.owner:
            yield from _belonging(chunks, index, sentence)


def _titles(chunks: Sequence[Chunk], index: int, sentence: int, lexicon: Lexicon) -> Iterator[Deed]:
    """The posts and roles in front of a name, back to the first word that is neither."""
    person = chunks[index].mention
    position = index - 1
    while position >= 0 and person is not None:
        chunk = chunks[position]
        if chunk.text in ("、", "兼", "兼任"):
            position -= 1
            continue
        title = chunk.mention
        if title is None or lexicon.marks(title.core, "byline"):
            break
        joined = position + 1 == index or chunks[position + 1].text in ("、", "兼", "兼任")
        if title.type == "Post" and (joined or _touches(chunks, position)):
            owners, position = _owners(chunks, position)
            organization = owners[0] if owners else None
            title = _whole_title(title, organization)
            yield _reading("holdsPost", person, title, sentence, "title", organization)
            continue
        if title.type == "PopulationGroup" and position + 1 == index:
            yield from _role(chunks, position, person, title, sentence)
        break


def _whole_title(title: Mention, owner: Mention | None) -> Mention:
    """管委会主任: a body without a name of its own belongs to the title."""
    if owner is None or owner.named or owner.type != "Organization":
        return title
    text = owner.text + title.text
    return Mention(Span(owner.span.start, title.span.end), text, title.types, False, text)


def _role(
    chunks: Sequence[Chunk], position: int, person: Mention, title: Mention, sentence: int
) -> Iterator[Deed]:
    """宣传员郭小玲: one of a group, or a post as well: which words are one, the ranking knows."""
    owners, _ = _owners(chunks, position)
    yield _reading("memberOf", person, title, sentence, "role")
    post = replace(title, types=("Post",))
    yield _reading("holdsPost", person, post, sentence, "role_as_post", next(iter(owners), None))
    for owner in owners[:1]:
        if owner.type == "Organization":
            yield _reading("memberOf", person, owner, sentence, "role_of_body")


def _appointment(chunks: Sequence[Chunk], index: int, sentence: int) -> Iterator[Deed]:
    """周立民任组长, 周立民是村委会主任: the post behind the name and a verb of being."""
    person = chunks[index].mention
    for position in range(index + 2, min(index + 6, len(chunks))):
        post = chunks[position].mention
        if person is None or chunks[position].kind not in ("mention", "other", "marker"):
            return
        if post is None or post.type != "Post" or chunks[index + 1].text not in _BEING:
            continue
        owners, _ = _owners(chunks, position)
        owner = next(iter(owners), None)
        post = _whole_title(post, owner)
        yield _reading("holdsPost", person, post, sentence, "appointment", owner)
        body = _body_led(chunks, position, index)
        if body is not None and chunks[index + 1].text not in ("是", "系"):
            yield _reading("leads", person, body, sentence, "appointment")
        return


def _appointed_by(chunks: Sequence[Chunk], index: int, sentence: int) -> Iterator[Deed]:
    """队长由周立民担任: the post before 由 and the name, a verb of being behind it."""
    person, after = chunks[index].mention, index + 1
    if person is None or after >= len(chunks) or chunks[after].text not in _TAKING:
        return
    start = index
    while start and (chunks[start - 1].mention is not None or chunks[start - 1].text == "、"):
        start -= 1
    if start < 2 or chunks[start - 1].text != "由":
        return
    post = chunks[start - 2].mention
    if post is not None and post.type == "Post":
        owners, _ = _owners(chunks, start - 2)
        owner = next(iter(owners), None)
        title = _whole_title(post, owner)
        yield _reading("holdsPost", person, title, sentence, "appointed_by", owner)


def _body_led(chunks: Sequence[Chunk], position: int, index: int) -> Mention | None:
    """The body behind 的 (任组长的专班), else the last one set up before (成立专班，由…任组长)."""
    if position + 2 < len(chunks) and chunks[position + 1].kind == "de":
        mention = chunks[position + 2].mention
        if mention is not None and mention.type == "Organization":
            return mention
    for earlier in range(index - 1, -1, -1):
        mention = chunks[earlier].mention
        made = any(chunk.kind == "verb" for chunk in chunks[max(0, earlier - 2) : earlier])
        if made and mention is not None and mention.type == "Organization":
            return mention
    return None


def _touches(chunks: Sequence[Chunk], position: int) -> bool:
    return chunks[position].span.end == chunks[position + 1].span.start


def _owners(chunks: Sequence[Chunk], position: int) -> tuple[list[Mention], int]:
    """The bodies and units right in front of a title, the nearest first; and where they start."""
    owners: list[Mention] = []
    position -= 1
    while position >= 0:
        mention = chunks[position].mention
        beside = chunks[position].span.end == chunks[position + 1].span.start
        if mention is None or not beside:
            break
        if mention.type not in ("Organization", "AdministrativeArea", "Place"):
            break
        owners.append(mention)
        position -= 1
    return owners, position


def _containment(chunks: Sequence[Chunk], index: int, sentence: int) -> Iterator[Deed]:
    if index == 0:
        return
    part, whole = chunks[index].mention, chunks[index - 1].mention
    if part is None or whole is None or whole.span.end != part.span.start:
        return
    if whole.type == "AdministrativeArea":
        yield _reading("partOf", part, whole, sentence, "nesting")


def _belonging(chunks: Sequence[Chunk], index: int, sentence: int) -> Iterator[Deed]:
    """The unit inside a name: its last component contains the body or the place."""
    part = chunks[index].mention
    if part is None:
        return
    unit = unit_within(part)
    if unit is None:
        return
    relation = "partOf" if part.type == "Organization" else "locatedIn"
    yield _reading(relation, part, unit, sentence, "owner")


def _reading(
    relation: str,
    subject: Mention,
    object_: Mention,
    sentence: int,
    rule: str,
    organization: Mention | None = None,
) -> Deed:
    trigger = Trigger.unlisted("", relation)
    span = Span(
        min(subject.span.start, object_.span.start), max(subject.span.end, object_.span.end)
    )
    doer = Filler(subject, subject.type, "structure", sentence)
    return Deed(
        trigger,
        span,
        0,
        Filler(object_, object_.type, "structure", sentence),
        rule,
        partial(_alone, doer),
        organization=organization,
    )


def _alone(doer: Filler) -> Iterator[Doer]:
    yield doer, 0, ()
