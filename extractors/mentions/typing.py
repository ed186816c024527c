"""
Typing: what type of thing a noun phrase names, by what it ends with and what stands around it.

The lexicon types the nouns it has; a log-linear model, learnt from bracketed sentences, weighs
what the lexicon says against the phrase's last characters, the measure word beside it, the verb
before it and its neighbours in a list, and types what the lexicon lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from extractors.loglinear import LogLinear, read_model
from extractors.mentions.areas import ending_of
from extractors.mentions.mention import Chunk, Mention
from extractors.tokens import tag_of, tokenize
from ontology.lexicon import Lexicon

WEIGHTS = Path(__file__).parent / "typing.json"
UNTYPED = ""  # what no type fits: 情况, 水平
LEAST = 0.12  # the share from which a type is one that the phrase may have
_SURE = 0.5  # the share from which no other type is likelier
_FIRM = frozenset({"Person", "Post"})
_OF_NAMES = ("nr", "nz", "ns", "x")  # tags of words that names are made of
_JOINTS = ("、", "和", "及", "以及", "与")

Parts = tuple[tuple[str, ...], ...]


def type_mentions(chunks: Sequence[Chunk], lexicon: Lexicon, model: LogLinear) -> list[Chunk]:
    """The chunks, the types of their mentions ordered by what the model makes of them."""
    return [
        replace(each, mention=_typed(each.mention, parts, model, lexicon))
        if each.mention is not None and (parts := features_of(chunks, index, lexicon)) is not None
        else each
        for index, each in enumerate(chunks)
    ]


def _typed(mention: Mention, parts: Parts, model: LogLinear, lexicon: Lexicon) -> Mention:
    shares = model.shares(parts)
    if not shares:
        return mention
    best = sorted(shares, key=lambda name: -shares[name])
    likely = [name for name in best if shares[name] >= LEAST]
    if "Person" in likely and _is_made_of_words(mention.core, lexicon):
        likely.remove("Person")
    if likely[:1] == [UNTYPED] and shares[UNTYPED] >= _SURE:
        return replace(mention, types=())
    if shares[best[0]] >= _SURE and _is_name(mention.core, best[0], lexicon):
        return replace(mention, types=(best[0],), named=True)
    types = tuple(name for name in likely if name)
    kept = tuple(name for name in mention.types if name not in types)
    return replace(mention, types=(*types, *kept))


def _is_made_of_words(core: str, lexicon: Lexicon) -> bool:
    """
    Whether a phrase holds ordinary words that nobody is called by: 体温数据, 流动复杂.

    >>> from ontology.lexicon import load_lexicon
    >>> [_is_made_of_words(text, load_lexicon()) for text in ("体温数据", "旺堆", "陈洪芳")]
    [True, False, False]
    """
    if has_surname(core, lexicon) or "·" in core:
        return False
    words = tokenize(core, lexicon)
    return len(words) > 1 and any(
        len(word.text) > 1 and not word.tag.startswith(_OF_NAMES) for word in words
    )


def _is_name(core: str, kind: str, lexicon: Lexicon) -> bool:
    """Whether a phrase of a type is a proper name of that type, by its form: 代洪芳, 上洋村."""
    if kind == "Person":
        return has_surname(core, lexicon) and core not in lexicon.heads
    if kind != "AdministrativeArea" or core in lexicon.heads:
        return False
    stem = core[: len(core) - len(ending_of(core))]
    return len(core) > len(stem) > 1 and not lexicon.marks(stem, "pointing")


def features_of(chunks: Sequence[Chunk], index: int, lexicon: Lexicon) -> Parts | None:
    """What speaks for the type of a mention; None where its type is beyond doubt."""
    mention = chunks[index].mention
    if mention is None or mention.pronoun or not mention.core:
        return None
    if mention.named and mention.type in ("Person", "AdministrativeArea"):
        return None
    if lexicon.is_own(mention.core):
        return None
    known = mention.types[0] if mention.types else ""
    own = of_phrase(mention.core, known, mention.named, lexicon)
    return own, tuple(_around(chunks, index, lexicon))


@lru_cache(maxsize=1 << 14)
def of_phrase(core: str, known: str, named: bool, lexicon: Lexicon) -> tuple[str, ...]:
    """What the phrase itself says; of a proper name or a quoted one only what it ends with."""
    plain = core.strip("“”《》（）")
    named = named or core[0] in "“《"
    surname = has_surname(core, lexicon)
    return (
        f"surname={surname}",
        f"surname={surname}&n={min(len(plain), 5)}&lex={known}",
        f"surname={surname}&tag={tag_of(plain)[:2]}",
        "bias",
        f"lex={known}",
        f"lex={known}&named={named}",
        f"1={plain[-1:]}",
        f"2={plain[-2:]}" if not named else "2",
        f"3={plain[-3:]}" if len(plain) > 2 and not named else "3",
        f"b={plain[:1]}",
        f"b2={plain[:2]}" if len(plain) > 3 and not named else "b2",
        f"lex={known}&1={plain[-1:]}",
        f"n={min(len(plain), 6)}",
        f"mark={core[0] if core[0] in '“《' else ''}",
    )


def has_surname(text: str, lexicon: Lexicon) -> bool:
    """
    Whether a phrase may be a person's full name by its length and its first characters.

    >>> from ontology.lexicon import load_lexicon
    >>> [has_surname(text, load_lexicon()) for text in ("陈洪芳", "欧阳雪", "口罩", "雨衣雨鞋等物")]
    [True, True, False, False]
    """
    compound = text[:2] in lexicon.surnames and 3 <= len(text) <= 4
    return compound or (text[:1] in lexicon.surnames and 2 <= len(text) <= 3)


def _around(chunks: Sequence[Chunk], index: int, lexicon: Lexicon) -> Iterator[str]:
    before = chunks[index - 1] if index else None
    after = chunks[index + 1] if index + 1 < len(chunks) else None
    for name, beside in (("before", before), ("after", after)):
        if beside is None:
            yield f"{name}="
        elif beside.quantity is not None:
            yield f"{name}.unit={beside.quantity.quantity.unit}"
        elif beside.mention is None:
            yield f"{name}={beside.text}"
            yield f"{name}.kind={beside.kind}"
            if beside.kind == "verb":
                yield f"{name}.end={beside.text[-1]}"
                for entry in lexicon.triggers.get(beside.text, ()):
                    yield f"{name}.tells={entry.relation}"
        else:
            yield f"{name}.type={beside.mention.type}"
    yield from _listed(chunks, index)


def _listed(chunks: Sequence[Chunk], index: int) -> Iterator[str]:
    """The types of the neighbours in a list, and of the class behind 等."""
    for step in (-1, 1):
        joint, other = index + step, index + 2 * step
        if 0 <= other < len(chunks) and chunks[joint].text in _JOINTS:
            mention = chunks[other].mention
            if mention is not None:
                yield f"listed={mention.type}"
    if index + 2 < len(chunks) and chunks[index + 1].text == "等":
        mention = chunks[index + 2].mention
        if mention is not None:
            yield f"summed={mention.type}"


@cache
def load_typer() -> LogLinear:
    """The model that the package ships."""
    return read_model(WEIGHTS)
