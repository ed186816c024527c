"""The facts of all documents of a store, with the sentences around them, read at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from extractors.facts import LITERAL, Argument, Fact, Quantity, Quote
from graph.facts import in_order
from graph.identity.claims import CLAIM
from graph.rdf import BOUND_PROPERTIES, CIRCUMSTANCES
from graph.scan import Pattern, Row, Scan, Scanner, number_of, value_of
from graph.times import time_text
from graph.viewer.entity_rows import EntityRows, Place
from graph.viewer.model import ShownFact
from graph.viewer.parts import QUOTE, TRIGGER, Parts, articles_of, digits_of
from graph.vocabulary import OA, PROV, RDF, SCHEMA, STATEMENT, TYPE, WG
from ontology.turtle import local_name

# What every statement that we make says; a document that has others is read by itself.
_NEEDED: Final[tuple[Pattern, ...]] = (
    ("fact", RDF + "subject", "subject"),
    ("fact", RDF + "object", "object"),
    *(("fact", WG + name, name) for name in ("subjectMention", "objectMention", "modality")),
    *(("fact", WG + name, name) for name in ("negated", "confidence", "extractor")),
    ("fact", WG + "article", "article"),
    ("article", WG + "articleNumber", "articleNumber"),
    ("fact", TYPE.value, str(STATEMENT)),
)
_TOLD: Final = (
    "fact", "subject", "object", "subjectMention", "objectMention", "modality", "negated",
    "confidence", "extractor", "articleNumber", "predicate", "rule",
)  # fmt: skip
_SELECTED: Final[tuple[Pattern, ...]] = (
    ("quote", OA + "hasSelector", "place"),
    ("place", OA + "start", "start"),
    ("place", OA + "end", "end"),
    ("quote", OA + "hasSelector", "text"),
    ("text", OA + "exact", "exact"),
)
_QUOTED: Final = ("fact", "quote", "start", "end", "exact")
STATEMENTS: Final = Scan(
    needed=_NEEDED,
    optional=(("fact", RDF + "predicate", "predicate"), ("fact", WG + "rule", "rule")),
    told=_TOLD,
)
EVIDENCE: Final = Scan(
    needed=(("fact", PROV + "wasDerivedFrom", "quote"), *_SELECTED),
    optional=(("text", OA + "prefix", "prefix"), ("text", OA + "suffix", "suffix")),
    told=(*_QUOTED, "prefix", "suffix"),
)
TRIGGERS: Final = Scan((("fact", WG + "trigger", "quote"), *_SELECTED), _QUOTED)
_ARTICLES: Final = Scan(
    (("article", WG + "articleNumber", "told"), ("article", WG + "document", "of")),
    ("article", "of"),
)
_SPARSE: Final = (
    "time", "clock", "timeText", "openPredicate",
    *(role + part for role in CIRCUMSTANCES for part in ("", "Mention")),
)  # fmt: skip
"""Properties that few statements have; each is read by itself."""


@dataclass(frozen=True, slots=True)
class FactRows:
    """The facts of each document by its number, in reading order; ``odd`` are those not read."""

    facts: Mapping[str, list[ShownFact]]
    odd: frozenset[str]


def fact_rows(scanner: Scanner, names: list[str], base: str, known: EntityRows) -> FactRows:
    """
    The facts of the documents of a scanner, whose names are ``names``, in the store of a base.

    Only repeated claims are told. A document of which anything is said otherwise than we say it,
    or twice, is among ``odd``: whoever reads it by itself gets it as it is.
    """
    reader = _Reader(scanner, names, base, known)
    return reader.read()


class _Reader:
    def __init__(self, scanner: Scanner, names: list[str], base: str, known: EntityRows) -> None:
        self._scanner = scanner
        self._names = names
        self._base = base
        self._known = known
        self.odd = set(known.odd)
        self._sparse = {name: self._single(name) for name in _SPARSE}
        self._quotes = self._quoted(EVIDENCE)
        self._triggers = self._quoted(TRIGGERS)
        self._quantities = self._amounts()
        repeated = scanner.repeated(CLAIM.value)
        self._claims = {(number, node): claim[1:-1] for number, node, claim in repeated}

    def read(self) -> FactRows:
        rows = self._scanner.rows(STATEMENTS)
        self._note_odd(rows)
        found: defaultdict[str, dict[str, ShownFact]] = defaultdict(dict)
        for row in rows:
            if row[0] not in self.odd:
                shown = self._shown(row)
                if shown:
                    found[row[0]][shown.iri] = shown
        facts = {
            number: [told[iri] for iri, _ in in_order((iri, s.fact) for iri, s in told.items())]
            for number, told in found.items()
            if number not in self.odd
        }
        return FactRows(facts, frozenset(self.odd))

    def _note_odd(self, rows: list[Row]) -> None:
        """Documents whose statements, quotes or articles are not all as we write them."""
        counts = self._scanner.counts(("fact", TYPE.value, str(STATEMENT)))
        read = Counter(row[0] for row in rows)
        distinct = Counter(number for number, _ in {(row[0], row[1]) for row in rows})
        self.odd |= {
            number
            for number, count in counts.items()
            if not count == read[number] == distinct[number]
        }
        # Quotes of evidence have two selectors, those of triggers one.
        quotes = {(number, quote[0]): 2 for (number, _), quote in self._quotes.items()}
        quotes |= {(number, quote[0]): 1 for (number, _), quote in self._triggers.items()}
        expected: Counter[str] = Counter()
        for (number, _), selectors in quotes.items():
            expected[number] += selectors
        selected = self._scanner.counts(("quote", OA + "hasSelector", "place"))
        self.odd |= {number for number, count in selected.items() if count != expected[number]}
        self.odd |= {
            number
            for number, article, document in self._scanner.rows(_ARTICLES)
            if not value_of(article).startswith(articles_of(value_of(document), self._base))
        }

    def _shown(self, row: Row) -> ShownFact | None:
        number, node, subject, target, subject_mention, object_mention = row[:6]
        modality, negated, confidence, extractor, article, predicate, rule = row[6:]
        at = number, node
        one = self._argument(number, subject, subject_mention)
        other = self._argument(number, target, object_mention)
        if at not in self._quotes or one is None or other is None:
            self.odd.add(number)
            return None
        evidence, quote, before, after = self._quotes[at]
        trigger = self._triggers.get(at)
        circumstances = {role: self._circumstance(role, at) for role in CIRCUMSTANCES}
        fact = Fact(
            document=self._names[int(number)],
            article=int(value_of(article)),
            subject=one,
            relation=_local(predicate),
            object=other,
            evidence=quote,
            trigger=trigger[1] if trigger else None,
            quantity=self._quantities.get(at),
            time=time_text(self._text("time", at), self._text("clock", at)),
            time_text=self._text("timeText", at),
            modality=_local(modality).lower(),
            negated=negated == "true",
            confidence=float(value_of(confidence)),
            extractor=value_of(extractor),
            rule=value_of(rule),
            predicate=self._text("openPredicate", at),
            **circumstances,
        )
        parts = Parts(
            digits_of(evidence, self._base + QUOTE),
            digits_of(trigger[0], self._base + TRIGGER) if trigger else "",
        )
        return ShownFact(node[1:-1], fact, before, after, parts, self._claims.get(at, ""))

    def _text(self, name: str, at: Place) -> str:
        return value_of(self._sparse[name].get(at, ""))

    def _argument(self, number: str, term: str, mention: str) -> Argument | None:
        """An end of a fact; None where its document does not say what it is."""
        if term[:1] != "<":
            return Argument("", value_of(term), value_of(mention), LITERAL)
        called = self._known.called.get((number, term))
        return called and Argument(term[1:-1], called[0], value_of(mention), called[1])

    def _circumstance(self, role: str, at: Place) -> Argument | None:
        term = self._sparse[role].get(at)
        if term is None:
            return None
        found = self._argument(at[0], term, self._sparse[f"{role}Mention"].get(at, ""))
        if found is None:
            self.odd.add(at[0])
        return found

    def _single(self, name: str) -> dict[Place, str]:
        """One value for each node; documents in which one has two are odd."""
        found: dict[Place, str] = {}
        scan = Scan((("node", WG + name, "value"),), ("node", "value"))
        for number, each, term in self._scanner.rows(scan):
            if (number, each) in found:
                self.odd.add(number)
            found[number, each] = term
        return found

    def _quoted(self, scan: Scan) -> dict[Place, tuple[str, Quote, str, str]]:
        """The IRI of the quote of each statement, the quote, and what stands around it."""
        found: dict[Place, tuple[str, Quote, str, str]] = {}
        for number, fact, quote, start, end, exact, *sides in self._scanner.rows(scan):
            if (number, fact) in found:
                self.odd.add(number)
            text = Quote(int(value_of(start)), int(value_of(end)), value_of(exact))
            before, after = map(joined, map(value_of, sides or ("", "")))
            found[number, fact] = quote[1:-1], text, before, after
        return found

    def _amounts(self) -> dict[Place, Quantity]:
        found: dict[Place, Quantity] = {}
        told = ("fact", "value", "unit", "text", "approximate")
        more = (SCHEMA + "unitText", WG + "quantityText", WG + "approximate")
        optional = tuple(("amount", iri, each) for iri, each in zip(more, told[2:], strict=True))
        for bound, name in BOUND_PROPERTIES.items():
            if bound == "approx":
                continue
            needed = (("fact", WG + "quantity", "amount"), ("amount", SCHEMA + name, "value"))
            rows = self._scanner.rows(Scan(needed, told, optional))
            for number, fact, value, unit, text, approximate in rows:
                if (number, fact) in found:
                    self.odd.add(number)
                found[number, fact] = Quantity(
                    number_of(value), "approx" if approximate else bound,
                    value_of(unit), value_of(text),
                )  # fmt: skip
        return found


@cache
def _local(term: str) -> str:
    return local_name(value_of(term))


def joined(text: str) -> str:
    """Hard-wrapped lines as one; Chinese joins without a space."""
    return "".join(line.strip() for line in text.splitlines())
