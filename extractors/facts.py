"""Facts: what the extractors give and everything above them stores, asks and shows."""

from __future__ import annotations

from typing import Any

from extractors.records import record

Number = int | float

BOUNDS = ("exact", "min", "max", "approx")
MODALITIES = ("asserted", "required", "planned", "hypothetical")
LITERAL = "Literal"


@record(frozen=True, slots=True)
class Argument:
    """
    One end of a fact, or one of its circumstances.

    ``name`` is canonical after resolution, ``mention`` is what stands in the text; ``id`` is the
    entity's IRI, empty for the reported content of ``stated``, whose type is ``Literal``.
    """

    id: str
    name: str
    mention: str
    type: str

    def to_json(self) -> dict[str, Any]:
        """The argument as the contract's JSON object."""
        return _present(id=self.id, name=self.name, mention=self.mention, type=self.type)


@record(frozen=True, slots=True)
class Quantity:
    """A number of something: ``value`` in ``unit``, as ``bound`` says, written ``text``."""

    value: Number
    bound: str
    unit: str
    text: str

    def to_json(self) -> dict[str, Any]:
        """The quantity as the contract's JSON object; ``unit`` is absent where there is none."""
        return _present(value=self.value, bound=self.bound, unit=self.unit, text=self.text)


@record(frozen=True, slots=True)
class Quote:
    """A piece of the source: its range in the document's text, and its characters."""

    start: int
    end: int
    text: str

    def to_json(self) -> dict[str, Any]:
        """The quote as the contract's JSON object."""
        return {"start": self.start, "end": self.end, "text": self.text}


@record(frozen=True, slots=True)
class Fact:
    """
    One statement of the source, with its circumstances and its evidence.

    ``time`` is ISO 8601 as far as the text gives it (``2020-02-20``, ``--01-09``,
    ``--01-09T08:00``), ``time_text`` the words it was read from. ``relation`` is a relation of
    the ontology, or empty for an open fact, whose ``predicate`` is a phrase of the sentence.
    """

    document: str
    article: int
    subject: Argument
    relation: str
    object: Argument
    evidence: Quote
    trigger: Quote | None = None
    quantity: Quantity | None = None
    time: str = ""
    time_text: str = ""
    place: Argument | None = None
    recipient: Argument | None = None
    organization: Argument | None = None
    modality: str = "asserted"
    negated: bool = False
    confidence: float = 1.0
    extractor: str = "frames"
    rule: str = ""
    predicate: str = ""

    def to_json(self) -> dict[str, Any]:
        """The fact as one JSON object of ``extract --format jsonl``."""
        record: dict[str, Any] = {"document": self.document, "article": self.article}
        record["subject"] = self.subject.to_json()
        record["relation"] = self.relation or None
        record["object"] = self.object.to_json()
        optional = {
            "quantity": self.quantity,
            "place": self.place,
            "recipient": self.recipient,
            "organization": self.organization,
            "trigger": self.trigger,
        }
        record |= {key: part.to_json() for key, part in optional.items() if part is not None}
        record |= _present(time=self.time, timeText=self.time_text, predicate=self.predicate)
        record |= {"modality": self.modality, "negated": self.negated}
        record |= {"confidence": self.confidence, "extractor": self.extractor}
        record |= _present(rule=self.rule)
        record["evidence"] = self.evidence.to_json()
        return record


@record(frozen=True, slots=True)
class Entity:
    """
    One thing that a document speaks of.

    ``scope`` is the IRI of the unit that a generic group or an unqualified body belongs to,
    ``adcode`` the national code of an administrative area where it is known, ``named`` whether
    it has a proper name. ``kinds`` are the general names of an unnamed thing, the narrowest first
    (机关志愿者 is of the kind 志愿者), ``rule`` the rule of ``extractors.qualification`` that told
    what it is one with.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    named: bool = True
    scope: str = ""
    adcode: str = ""
    kinds: tuple[str, ...] = ()
    rule: str = ""

    def to_json(self) -> dict[str, Any]:
        """The entity in the shape of ``extract --entities --format jsonl``."""
        record: dict[str, Any] = {"id": self.id, "name": self.name, "type": self.type}
        record["aliases"] = list(self.aliases)
        record |= _present(scope=self.scope, adcode=self.adcode, rule=self.rule)
        return record | ({"kinds": list(self.kinds)} if self.kinds else {})


def _present(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in ("", None)}
