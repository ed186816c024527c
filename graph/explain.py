"""What stands behind a fact: its sentence, what made it, and where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from extractors.facts import Fact, Quantity
from graph.labels import names_of
from graph.rdf import CIRCUMSTANCES
from graph.results import shorten
from graph.rules import in_words
from graph.store import Store
from graph.vocabulary import OA, PROV, RDF, STATEMENT, TYPE
from graph.width import display_width
from ontology.errors import QueryError
from ontology.lexicon import entry_at

_SHORT: Final = re.compile(r"(?:wgr:)?(?:fact-)?([0-9a-f]{4,16})")
_SIGNS: Final = {"exact": "", "min": "≥", "max": "≤", "approx": "≈"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    A fact with the sentence around its evidence.

    ``before`` and ``after`` are what the sentence says on either side of the evidence, as far as
    the store keeps it; ``relation`` is the relation as queries write it, and
    ``relation_labels`` names it by language.
    """

    iri: str
    fact: Fact
    before: str
    after: str
    relation_labels: dict[str, str]
    relation: str = ""

    @property
    def sentence(self) -> str:
        """The sentence with the evidence in brackets, its line breaks gone."""
        return marked(self.before, self.fact.evidence.text, self.after)

    def __str__(self) -> str:
        """The explanation as lines for a terminal."""
        lines = [headline(self.fact, self.relation_labels.get("zh", ""))]
        names = [name for name, _ in self._parts()]
        width = max(map(display_width, names))
        lines += [
            f"  {name}{' ' * (width - display_width(name))}  {text}" for name, text in self._parts()
        ]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The explanation as a JSON object."""
        return {
            "id": self.iri,
            "fact": self.fact.to_json(),
            "sentence": {"before": self.before, "after": self.after},
            "relationLabels": self.relation_labels,
        }

    def _parts(self) -> list[tuple[str, str]]:
        fact, evidence = self.fact, self.fact.evidence
        labels = " ".join(self.relation_labels.values())
        relation = f"{self.relation} {labels}" if fact.relation else fact.predicate
        trigger = fact.trigger
        rule, _, entry = fact.rule.partition(" ")
        marks = f"{fact.extractor} {rule}".strip()
        line = entry_at(entry)
        # A store may be older than the lexicon: a line that has become another's is not shown.
        shown = line if trigger and trigger.text in line else ""
        parts = [
            ("关系 relation", relation),
            ("主语 subject", _end(fact.subject.name, fact.subject.mention, fact.subject.type)),
            ("宾语 object", _end(fact.object.name, fact.object.mention, fact.object.type)),
            *((_ROLES[role], _name(getattr(fact, role))) for role in CIRCUMSTANCES),
            ("时间 time", " ".join(filter(None, [fact.time, fact.time_text]))),
            ("情态 modality", fact.modality + (" negated" if fact.negated else "")),
            ("触发词 trigger", f"{trigger.text}  {trigger.start}-{trigger.end}" if trigger else ""),
            ("规则 rule", f"{marks}  {fact.confidence:.2f}"),
            ("读法", in_words(rule, "zh")),
            ("reading", in_words(rule, "en")),
            ("词条 entry", f"{entry}  {shown}".strip()),
            ("依据 evidence", self.sentence),
            ("出处 source", f"{fact.document}:{evidence.start}-{evidence.end}"),
            ("编号 id", self.iri),
        ]
        return [(name, text) for name, text in parts if text]


def marked(before: str, evidence: str, after: str) -> str:
    """A sentence in one line, the evidence in it in brackets."""
    return re.sub(r"\s*[\r\n]\s*", "", f"{before}【{evidence}】{after}").strip()


def explain(store: Store, fact: str) -> Explanation:
    """
    What stands behind a fact, named by its IRI, by ``wgr:fact-…``, or by its first digits.

    Raises QueryError where no fact, or more than one, is called so.
    """
    iri = find_fact(store, fact)
    node = NamedNode(iri)
    found = store.fact(iri)
    before, after = surroundings(store, iri)
    labels = {each: names_of(store, each).get(found.relation, "") for each in ("zh", "en")}
    known_labels = {language: label for language, label in labels.items() if label}
    predicate = shorten(store.describe(node)[RDF + "predicate"][0].value, store.prefixes)
    return Explanation(iri, found, before, after, known_labels, predicate)


def surroundings(store: Store, iri: str) -> tuple[str, str]:
    """What the sentence of a fact says before and after the evidence, as far as it is stored."""
    # The evidence stands in the same graph only, so looking into all of them is safe.
    evidence = store.describe(NamedNode(iri))[PROV + "wasDerivedFrom"][0]
    around = {"prefix": "", "suffix": ""}
    for selector in store.describe(NamedNode(evidence.value))[OA + "hasSelector"]:
        known = store.describe(NamedNode(selector.value))
        around |= {name: known[OA + name][0].value for name in around if OA + name in known}
    return around["prefix"], around["suffix"]


def find_fact(store: Store, text: str) -> str:
    """
    The IRI of the fact that the user means.

    Raises QueryError where no fact, or more than one, is called so.
    """
    short = _SHORT.fullmatch(text.strip())
    start = f"{store.base}fact-{short[1]}" if short else text.strip().strip("<>")
    found = _statements(store, start)
    if len(found) == 1:
        return found[0]
    if not found:
        raise QueryError(f"no fact is called {text}; queries and exports name facts by their ids")
    shown = ", ".join(shorten(iri, store.prefixes) for iri in found[:3])
    raise QueryError(f"{len(found)} facts begin with {text}: {shown} …; give more of the id")


def _statements(store: Store, start: str) -> list[str]:
    try:
        exact = store.raw.quads_for_pattern(NamedNode(start), TYPE, STATEMENT)
    except ValueError:  # What the user wrote is no IRI.
        return []
    if any(True for _ in exact):
        return [start]
    if not start.startswith(f"{store.base}fact-"):
        return []
    every = (quad.subject for quad in store.raw.quads_for_pattern(None, TYPE, STATEMENT))
    nodes = {node.value for node in every if isinstance(node, NamedNode)}
    return sorted(iri for iri in nodes if iri.startswith(start))


_ROLES: Final = {
    "place": "地点 place",
    "recipient": "接受者 recipient",
    "organization": "单位 organization",
}


def headline(fact: Fact, label: str = "") -> str:
    """The fact in a line: who did what to whom, and how much; ``label`` is for the relation."""
    count = f" {quantity_text(fact.quantity)}" if fact.quantity else ""
    verb = label or fact.relation or fact.predicate
    return f"{fact.subject.name} {'未' if fact.negated else ''}{verb} {fact.object.name}{count}"


def quantity_text(quantity: Quantity) -> str:
    """The quantity in short: ``≥3400名``."""
    return f"{_SIGNS[quantity.bound]}{quantity.value}{quantity.unit}"


def _end(name: str, mention: str, kind: str) -> str:
    written = f"（原文 {mention}）" if mention and mention != name else ""
    return f"{name}{written}  {kind}"


def _name(argument: Any) -> str:
    return _end(argument.name, argument.mention, argument.type) if argument else ""
