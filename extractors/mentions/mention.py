"""What a sentence is made of above its words: mentions, and the chunks that frames read."""

from __future__ import annotations

from extractors.document import Span
from extractors.quantities import QuantityMention
from extractors.records import record
from extractors.times import TimeMention


@record(frozen=True, slots=True)
class Mention:
    """
    A noun phrase that speaks of a thing.

    ``span`` is its range in the sentence and ``text`` what stands there. ``types`` are the entity
    types that it may have, the likeliest first; empty where the lexicon does not know. ``named``
    is true of proper names. ``core`` is the phrase without determiners and without the unit
    before it; ``owner`` is that unit or body as it stands (华龙区 of 华龙区志愿者), empty without.
    """

    span: Span
    text: str
    types: tuple[str, ...]
    named: bool
    core: str
    owner: str = ""
    pronoun: bool = False

    @property
    def type(self) -> str:
        """The likeliest type, or empty."""
        return self.types[0] if self.types else ""


@record(frozen=True, slots=True)
class Chunk:
    """
    One constituent of a sentence, in order.

    ``kind`` is ``mention``, ``quantity``, ``time``, ``verb``, ``marker`` (a preposition or other
    word of a closed class), ``de`` (的), ``and`` (conjunction), ``stop`` (a clause ends),
    ``open`` or ``close`` (quotation marks and brackets), or ``other``.
    """

    kind: str
    span: Span
    text: str
    mention: Mention | None = None
    quantity: QuantityMention | None = None
    time: TimeMention | None = None
