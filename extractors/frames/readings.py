"""Readings: one way to understand one trigger, and what fills its roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.document import Span
from extractors.mentions.mention import Mention
from extractors.quantities import QuantityMention
from extractors.records import record
from ontology.lexicon import Trigger

AGENTS = frozenset({"AdministrativeArea", "Organization", "Person", "PopulationGroup"})
# Relations whose figure counts those who join, however many there are of what they join.
JOINING = frozenset({"memberOf", "participatedIn"})


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


Doer = tuple[Filler, int, tuple[str, ...]]  # who may have done it, its rank and its rivals


@record(frozen=True, slots=True)
class Deed:
    """
    One way to understand one trigger with its object, whoever did it.

    ``doers`` finds who may have done it, the nearest first: it is asked only where the deed is
    likely. ``share`` is how likely the words tell this relation rather than another, ``nothing``
    how likely they tell none, as they are guessed; below 0 where nothing was guessed.
    """

    trigger: Trigger
    span: Span
    clause: int
    object: Filler
    rule: str
    doers: Callable[[], Iterator[Doer]]
    share: float = -1.0
    nothing: float = -1.0
    organization: Mention | None = None

    def readings(self) -> Iterator[Reading]:
        """The deed with each of those who may have done it."""
        for subject, rank, rivals in self.doers():
            yield Reading(
                self.trigger,
                self.span,
                self.clause,
                subject,
                self.object,
                self.rule,
                rank,
                rivals,
                self.organization,
            )


@record(frozen=True, slots=True)
class Reading:
    """
    One way to understand one trigger.

    ``rank`` counts the subjects that stand nearer than this one, ``rivals`` names where the
    subjects that might do instead were found, the nearest first.
    """

    trigger: Trigger
    span: Span
    clause: int
    subject: Filler
    object: Filler
    rule: str
    rank: int = 0
    rivals: tuple[str, ...] = ()
    organization: Mention | None = None
