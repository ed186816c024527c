"""What a list and a figure tell about the type of a thing that the lexicon does not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.mentions.mention import Chunk
from ontology.lexicon import Lexicon

_JOINTS = ("、", "和", "及", "以及")
_NEVER_SHARED = (("Person",), ("Post",))
# The types of things that a measure word counts, each a class of the lexicon.
_COUNTED = ("PopulationGroup", "Item", "Place", "Organization", "Event", "Problem", "Document")


def type_unknown(chunks: Sequence[Chunk], lexicon: Lexicon) -> list[Chunk]:
    """
    The chunks, those mentions typed that had no type but stand in a list or beside a figure.

    In 轮椅、助行架等器具 the class behind 等 types what it sums up, in 柚木苗、松苗 one thing the
    other, in 蓄水窖6座 and 8台打捆机 the measure word what it counts.

    >>> from extractors.parse import parse_chunks
    >>> from ontology.lexicon import load_lexicon
    >>> found = parse_chunks("购置口罩、棉片等物资和打捆机8台", set(), load_lexicon())
    >>> [each.mention.type for each in found if each.mention]
    ['Item', 'Item', 'Item', 'Item']
    """
    typed = list(chunks)
    start = 0
    while start < len(typed):
        end = _list_end(typed, start)
        if end > start + 1:
            _share(typed, start, end)
        start = max(end, start + 1)
    return [_counted(typed, index, lexicon) for index in range(len(typed))]


def _list_end(chunks: Sequence[Chunk], start: int) -> int:
    """Where the list of mentions that starts here ends, 等 and the class behind it included."""
    if chunks[start].mention is None:
        return start
    index = start + 1
    while index + 1 < len(chunks):
        joint, after = chunks[index], chunks[index + 1]
        if joint.text in _JOINTS and after.mention is not None:
            index += 2
        elif joint.kind == "quantity" and after.text in _JOINTS:
            index += 1
        else:
            break
    if index + 1 < len(chunks) and chunks[index].text == "等":
        counted = chunks[index + 1].kind == "quantity" and index + 2 < len(chunks)
        last = index + 2 if counted else index + 1
        if chunks[last].mention is not None and last > index:
            return last + 1
    return index


def _share(chunks: list[Chunk], start: int, end: int) -> None:
    """Give the untyped mentions of a list the one type that the others have."""
    found = [index for index in range(start, end) if chunks[index].mention is not None]
    summed = any(chunks[index].text == "等" for index in range(start, end))
    named = [chunks[found[-1]]] if summed else [chunks[index] for index in found]
    types = {each.mention.types[:1] for each in named if each.mention and each.mention.types}
    if len(types) != 1 or len(found) < 2:
        return
    (shared,) = types
    if shared in _NEVER_SHARED or (summed and shared == ("Organization",)):
        return  # 公安、交通等部门 are sectors, no bodies of their own
    for index in found:
        mention = chunks[index].mention
        if mention is not None and not mention.types and not mention.pronoun:
            chunks[index] = replace(chunks[index], mention=replace(mention, types=shared))


def _counted(chunks: Sequence[Chunk], index: int, lexicon: Lexicon) -> Chunk:
    """The chunk, its mention typed by the figure beside it where nothing else did."""
    chunk = chunks[index]
    mention = chunk.mention
    if (
        mention is not None
        and mention.type == "Person"
        and _is_counted_thing(chunks, index, lexicon)
    ):
        types = lexicon.type_of(mention.text) or ("Item",)
        return replace(chunk, mention=replace(mention, types=types, named=False))
    if mention is None or mention.types or mention.pronoun or chunk.text.endswith("数"):
        return chunk
    before = chunks[index - 1] if index else None
    after = chunks[index + 1] if index + 1 < len(chunks) else None
    for figure in (before, after):
        if figure is not None and figure.quantity is not None:
            unit = figure.quantity.quantity.unit
            for kind in _COUNTED:
                if lexicon.marks(unit, f"counts.{kind}"):
                    return replace(chunk, mention=replace(mention, types=(kind,)))
    return chunk


def _is_counted_thing(chunks: Sequence[Chunk], index: int, lexicon: Lexicon) -> bool:
    """发放|明白卡|320张: what seems to be a person behind a verb is a thing if counted as one."""
    acted_on = index > 0 and chunks[index - 1].kind in ("verb", "and")
    figure = chunks[index + 1].quantity if index + 1 < len(chunks) else None
    if not acted_on or figure is None or figure.kind != "count":
        return False
    counts_next = index + 2 < len(chunks) and chunks[index + 2].mention is not None
    return not counts_next and lexicon.marks(figure.quantity.unit, "counts.Item")
