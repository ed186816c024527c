"""Readings: one way to understand one trigger, and what fills its roles."""

from __future__ import annotations

from extractors.document import Span
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from extractors.records import record
from ontology.lexicon import Trigger

AGENTS = frozenset({"AdministrativeArea", "Organization", "Person", "PopulationGroup"})


@record(frozen=True, slots=True)
class Filler:
    """
    What fills a role: a mention of the sentence, or one carried from before.

    ``source`` names where it was found (``left``, ``agent``, ``previous`` …), the feature that
    counts most. ``sentence`` is the number of the sentence that the mention stands in.
    """

    mention: Mention
    type: str
    source: str
    sentence: int
    distance: int = 0
    coerced: bool = False
    quantity: QuantityMention | None = None
    size: int = 1
    group: Span | None = None


@record(frozen=True, slots=True)
class Reading:
    """
    One way to understand one trigger.

    ``rank`` counts the subjects that stand nearer than this one, ``rivals`` names where the
    subjects that might do instead were found, the nearest first. ``share`` is how likely the words
    tell this relation rather than another, ``nothing`` how likely they tell none, as they are
    guessed; below 0 where nothing was guessed.
    """

    trigger: Trigger
    span: Span
    clause: int
    subject: Filler
    object: Filler
    rule: str
    rank: int = 0
    rivals: tuple[str, ...] = ()
    share: float = -1.0
    nothing: float = -1.0
    organization: Mention | None = None
