"""What the page must know of the store to write its facts as the store has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from extractors.facts import Fact
from graph.exports.jsonld_names import AmbiguousError, Names, context_for
from graph.nodes import Nodes, told
from graph.rdf import document_iri
from graph.vocabulary import BASE, OA, PROV, WG, digest, prefixes

if TYPE_CHECKING:
    from graph.store import Store
    from graph.viewer.model import View

QUOTE: Final = "quote-"
"""What the IRIs of our quotes of evidence begin with, behind the base."""
TRIGGER: Final = "trigger-"
"""What those of our quotes of triggers begin with."""

# What is said by whatever we read ourselves.
_SAID: Final = tuple(WG + name for name in ("modality", "negated", "confidence", "extractor"))


@dataclass(frozen=True, slots=True)
class Parts:
    """
    What hangs on a statement under names of its own: the digits of the IRIs of its evidence and
    of its trigger, each empty where it is named otherwise than we name it, or is not there.

    ``bare`` is a statement that people made and that leaves out what goes without saying.
    """

    evidence: str = ""
    trigger: str = ""
    bare: bool = False


NO_PARTS: Final = Parts()


@dataclass(frozen=True, slots=True)
class Origin:
    """
    The store that a view was read from: its base, its prefixes, the IRIs of its documents by name
    and of the terms of its domains.
    """

    base: str = BASE
    prefixes: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)


NO_ORIGIN: Final = Origin()


def origin_of(store: Store) -> Origin:
    """What an open store says of itself."""
    return Origin(
        base=store.base,
        prefixes=store.prefixes,
        documents={name: each.iri for name, each in store.documents().items()},
        terms=origin_terms(store),
    )


def origin_terms(store: Store) -> dict[str, str]:
    """The IRIs of the terms of a store's domains, by name."""
    from graph.labels import labels_of
    from ontology.turtle import local_name

    named = labels_of(store)
    return {local_name(iri): iri for iri in named if iri != WG + local_name(iri)}


def parts_of(statement: str, nodes: Nodes, base: str, document: str) -> Parts:
    """
    The parts of a statement of a document's graph.

    ``document`` is the IRI of the document.
    """
    known = nodes.get(statement, {})
    article = told(nodes, statement, WG + "article")
    bare = not article.startswith(articles_of(document, base))
    bare = bare or not all(name in known for name in _SAID)
    evidence = digits_of(told(nodes, statement, PROV + "wasDerivedFrom"), base + QUOTE)
    trigger = digits_of(told(nodes, statement, WG + "trigger"), base + TRIGGER)
    # Each of our quotes of evidence has two selectors, named after it.
    text = nodes.get(f"{base}{QUOTE}{evidence}-text", {})
    place = nodes.get(f"{base}{QUOTE}{evidence}-position", {})
    whole = OA + "exact" in text and OA + "start" in place
    return Parts(evidence if whole else "", trigger, bare)


def articles_of(document: str, base: str) -> str:
    """What the IRIs of the articles of a document begin with where we name them."""
    return f"{base}article-{digest(document)}-"


def digits_of(iri: str, beginning: str) -> str:
    """What stands behind ``beginning`` in an IRI; nothing where that begins otherwise."""
    return iri[len(beginning) :] if iri.startswith(beginning) else ""


def store_data(view: View, origin: Origin) -> dict[str, Any]:
    """
    The part of the page's data that tables, JSON-LD and queries are written from.

    ``facts`` holds for each fact of the view, in their order: the number of its extractor in
    ``extractors`` (-1 less that number where the statement is bare), the digits of its evidence's
    IRI, and where it has a trigger the number of its text in ``triggers``, its start, its end and
    the digits of its IRI.
    """
    extractors = _numbered(shown.fact.extractor for shown in view.facts)
    triggers = _numbered(shown.fact.trigger.text for shown in view.facts if shown.fact.trigger)
    known = origin.prefixes or prefixes(origin.base)
    context = context_for(origin.base, dict(known))
    return {
        "base": origin.base,
        "prefixes": dict(known),
        "context": context,
        "terms": _terms(view, origin, Names(context)),
        "documents": [_document(source.name, origin) for source in view.sources],
        "extractors": list(extractors),
        "triggers": list(triggers),
        "facts": [
            _fact(shown.fact, shown.parts, extractors[shown.fact.extractor], triggers)
            for shown in view.facts
        ],
    }


def _numbered(texts: Iterable[str]) -> dict[str, int]:
    return {text: number for number, text in enumerate(sorted(set(texts)))}


def _document(name: str, origin: Origin) -> list[str]:
    iri = origin.documents.get(name) or document_iri(name, base=origin.base)
    return [iri, digest(iri)]


def _terms(view: View, origin: Origin, names: Names) -> dict[str, list[str]]:
    """The IRI and the name in JSON-LD of each relation and class of the view, by our name."""
    said = {shown.fact.relation for shown in view.facts if shown.fact.relation}
    said |= {node.entity.type for node in view.nodes}
    found = {}
    for name in sorted(said):
        iri = origin.terms.get(name, WG + name)
        try:
            found[name] = [iri, names.vocab(iri)]
        except AmbiguousError:
            found[name] = [iri, iri]
    return found


def _fact(fact: Fact, parts: Parts, extractor: int, triggers: Mapping[str, int]) -> list[Any]:
    row: list[Any] = [-1 - extractor if parts.bare else extractor, parts.evidence]
    if fact.trigger:
        row += [triggers[fact.trigger.text], fact.trigger.start, fact.trigger.end, parts.trigger]
    return row
