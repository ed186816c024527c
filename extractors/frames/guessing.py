"""
Guessing: which relation a verb tells with its object, also a verb that the lexicon lacks.

A page nobody has seen brings verbs that no list has: 布下卡点17处 sets up, 凑齐96人 sends. What
such a verb is made of (its characters, the known verb that it ends with) and what it acts on (the
type and the head of its object, the measure word) tell the relation together. A small log-linear
model over such features, learnt from annotated pages and from the lexicon's own verbs, gives each
relation its share; the ranking then weighs that share like any other feature.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from extractors.frames.clauses import Unit
from extractors.frames.readings import AGENTS, Filler
from extractors.loglinear import LogLinear, Shares, read_model
from extractors.tokens import tag_of
from ontology.lexicon import Lexicon, Trigger
from ontology.model import Frame, Ontology, Relation, Role, longest_first

WEIGHTS = Path(__file__).parent / "guesses.json"
NOTHING = ""  # what a verb and an object tell that tell no relation
LEAST = 0.06  # the share below which a relation is not worth a reading
_NEVER = ("role.", "light", "negated", "conjunction", "hypothetical", "localizer", "measuring")

Guesser = LogLinear


def features_of(
    form: str, filler: Filler, units: Sequence[Unit], index: int, lexicon: Lexicon
) -> tuple[tuple[str, ...], ...]:
    """What speaks for a relation: of the verb, of its object, of both, and of the words around."""
    thing = thing_of(filler, lexicon)
    return (
        of_verb(form, lexicon),
        of_thing(thing),
        of_pair(form, thing),
        tuple(_around(units, index)),
    )


@dataclass(frozen=True, slots=True)
class Thing:
    """What is looked at in an object: its type, its head, what counts it, where it stands."""

    type: str
    core: str
    unit: str
    source: str
    named: bool = False


def thing_of(filler: Filler, lexicon: Lexicon) -> Thing:
    """The object as the features see it."""
    mention = filler.mention
    unit = filler.quantity.quantity.unit or filler.quantity.kind if filler.quantity else ""
    kind = lexicon.ontology.root(mention.type) if mention.type else ""
    return Thing(kind, mention.core, unit, filler.source, mention.named)


@lru_cache(maxsize=1 << 14)
def of_verb(form: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What a verb is made of: its characters and the verbs of the lexicon in it."""
    found = ["bias", f"v={form}", f"v1={form[0]}", f"v9={form[-1]}", f"vn={min(len(form), 4)}"]
    found += [f"vc={char}" for char in form]
    found += [f"lex={each.root}" for each in lexicon.triggers.get(form, ())]
    if form not in lexicon.triggers:
        found.append("lex=")
        for part in (form[:2], form[-2:], form[:1], form[-1:]):
            if part != form:
                found += [f"part={each.root}" for each in lexicon.triggers.get(part, ())]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 13)
def of_thing(thing: Thing) -> tuple[str, ...]:
    """What an object is: its type, its last characters, its measure word."""
    core = thing.core
    return (
        f"o={thing.type}",
        f"o.source={thing.source}",
        f"o1={core[-1:]}",
        f"o2={core[-2:]}",
        f"o3={core[-3:]}" if len(core) > 2 else "o3",
        f"ob={core[:2]}" if len(core) > 3 else "ob",
        f"u={thing.unit}",
        f"o={thing.type}&u={thing.unit}",
        f"o={thing.type}&named={thing.named}&counted={bool(thing.unit)}",
    )


def of_pair(form: str, thing: Thing) -> tuple[str, ...]:
    """What a verb and its object are together."""
    return (
        f"v={form}&o={thing.type}",
        f"v1={form[0]}&o={thing.type}",
        f"v9={form[-1]}&o={thing.type}",
        f"v1={form[0]}&o1={thing.core[-1:]}",
        f"v9={form[-1]}&o1={thing.core[-1:]}",
        f"v={form}&o2={thing.core[-2:]}",
        f"v={form}&source={thing.source}",
        f"v9={form[-1]}&u={thing.unit}",
    )


def _around(units: Sequence[Unit], index: int) -> Iterator[str]:
    """The prepositions before the verb, the verb before it, what stands right behind it."""
    for unit in units[:index]:
        if unit.group is not None and unit.group.role:
            yield f"m={unit.group.marker}"
    verbs = [unit.text for unit in units[:index] if unit.kind == "verb"]
    yield f"after={verbs[-1]}" if verbs else "first"
    following = units[index + 1] if index + 1 < len(units) else None
    if following is None:
        yield "last"
    elif following.group is None:
        yield f"next={following.text}"
    if any(unit.kind == "verb" for unit in units[index + 1 :]):
        yield "before.verb"


def may_be_verb(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a unit that is no noun may tell a relation: a verb, or a word nobody knows."""
    if unit.kind not in ("verb", "other"):
        return False
    kinds = lexicon.markers.get(unit.text, ())
    if any(kind.startswith(_NEVER) for kind in kinds):
        return False
    if any(each.relation == "stated" for each in lexicon.triggers.get(unit.text, ())):
        return False
    return unit.kind == "verb" or _is_verbal(unit.text)


@lru_cache(maxsize=1 << 14)
def _is_verbal(text: str) -> bool:
    # a word outside all phrases may act whatever the dictionary says: 列支/n, 融资/n
    tag = tag_of(text)
    return tag.startswith("v") or (tag[0] in "xnlij" and len(text) > 1)


@lru_cache(maxsize=8)
def anything(ontology: Ontology) -> Relation:
    """A relation of any agent to anything, with every word that may mark an object."""
    roles = [
        each.frame.role("object") for each in ontology.relations.values() if "object" in each.frame
    ]
    before = longest_first({form for role in roles for form in role.before})
    types = frozenset(ontology.types)
    agents = frozenset(each for each in ontology.types if ontology.root(each) in AGENTS)
    frame = Frame("", (Role("object", types, tuple(ontology.types), bare=True, before=before),))
    return Relation("", "", {}, {}, agents, types, frame)


@cache
def load_guesser() -> Guesser:
    """The guesser that the package ships."""
    return read_model(WEIGHTS)


def likeliest(shares: Shares, least: float = LEAST) -> Iterable[tuple[str, float]]:
    """The relations that have at least a share, NOTHING left out."""
    return [(name, share) for name, share in shares.items() if name and share >= least]


@lru_cache(maxsize=1 << 14)
def guessed(form: str, relation: str) -> Trigger:
    """A trigger that no entry of the lexicon tells."""
    return Trigger.unlisted(form, relation)
