"""What a store tells that may answer: the facts of the documents that a question may be about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, Quad

from extractors.evaluation.matching import normalize
from extractors.facts import Argument, Fact
from graph.facts import entities_in, statements_in
from graph.nodes import Nodes, described
from graph.rdf import CIRCUMSTANCES
from graph.store import Store
from graph.terms import own_graphs
from graph.vocabulary import LABEL, OA, PROV, SCHEMA, TYPE, WG, chinese, plain

ROLES: Final = ("subject", "object", *CIRCUMSTANCES)
DOCUMENTS: Final = 10
"""Of so many documents the facts are looked at."""

_LONGEST: Final = 14  # characters of a name that is looked up
_SEEN: Final = 3000  # places where a name stands that are counted, at most
_WORTH: Final = 0.45  # of the best document's score, from which another is looked at
_KEPT: Final = 64  # documents whose facts are remembered
_CONTAINS: Final = frozenset({WG + "partOf", WG + "scope", WG + "locatedIn"})


@dataclass(frozen=True)
class Told:
    """
    A fact as a question looks at it.

    ``sentence`` is the sentence around the evidence, as far as the store keeps it; ``about`` is
    what the article is about, its headline and the unit that it speaks for; ``aliases`` are the
    other names of who and what takes part, ``within`` the names of the units that they lie in, by
    role. ``joint`` facts tell of each of several what they have together: 甲村、乙村共撤离388人.
    """

    iri: str
    document: str
    fact: Fact
    sentence: str
    headline: str = ""
    unit: str = ""
    aliases: Mapping[str, tuple[str, ...]] | None = None
    within: Mapping[str, tuple[str, ...]] | None = None
    joint: bool = False

    def argument(self, role: str) -> Argument | None:
        """Who or what plays a role."""
        found: Argument | None = getattr(self.fact, role)
        return found

    @cached_property
    def told(self) -> str:
        """What the fact itself says: its evidence and the names of all who take part."""
        names = (name for role in ROLES for name in self.names(role)[:2])
        trigger = self.fact.trigger.text if self.fact.trigger else ""
        return normalize("|".join((self.fact.evidence.text, trigger, *names)))

    @cached_property
    def around(self) -> str:
        """What its sentence says."""
        return normalize(self.sentence)

    @cached_property
    def setting(self) -> str:
        """What its article is about, and within what its things lie."""
        more = (
            name
            for names in (self.within, self.aliases)
            for each in (names or {}).values()
            for name in each
        )
        return normalize("|".join((self.headline, self.unit, *more)))

    def names(self, role: str) -> tuple[str, ...]:
        """All names of who or what plays a role, the canonical one first."""
        found = self.argument(role)
        if found is None:
            return ()
        more = (self.aliases or {}).get(role, ())
        return tuple(dict.fromkeys(name for name in (found.name, found.mention, *more) if name))


class Library:
    """The documents of a store, looked through by what they name; what was read is remembered."""

    def __init__(self, store: Store) -> None:
        """Look into an open store."""
        self.store = store
        self.facts_of = lru_cache(maxsize=_KEPT)(self._facts_of)
        self._own = own_graphs(store.base)
        kind = NamedNode(WG + "SourceDocument")
        self._count = sum(1 for _ in store.raw.quads_for_pattern(None, TYPE, kind)) or 1

    def documents_about(
        self, text: str, limit: int = DOCUMENTS, among: Collection[str] = ()
    ) -> list[str]:
        """
        The IRIs of the documents that name what a text names, the likeliest first.

        Every part of the text is looked up as a name, an alias, a mention or a trigger; a name
        counts for the more the fewer documents have it, each character for the rarest name that
        it is in. ``among`` are the documents to choose from, all of them when left out.
        """
        count, chosen = len(among) or self._count, frozenset(among)
        found: dict[str, dict[int, float]] = defaultdict(dict)
        for start in range(len(text)):
            for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
                graphs = self._graphs_with(text[start:end])
                graphs = graphs & chosen if chosen else graphs - self._own
                weight = math.log(1 + count / len(graphs)) if graphs else 0.0
                for graph in graphs:
                    covered = found[graph]
                    for place in range(start, end):
                        covered[place] = max(covered.get(place, 0.0), weight)
        scores = {graph: sum(covered.values()) for graph, covered in found.items()}
        ranked = sorted(scores, key=lambda graph: (-scores[graph], graph))
        return [graph for graph in ranked[:limit] if scores[graph] >= _WORTH * scores[ranked[0]]]

    def naming(self, units: Iterable[str], documents: Sequence[str]) -> list[str]:
        """Those of the documents that name each of some units, with its level or without."""
        left = list(documents)
        for unit in units:
            graphs = self._graphs_with(unit) | self._graphs_with(unit[:-1])
            left = [document for document in left if document in graphs]
        return left

    def facts_told(self, documents: Iterable[str]) -> list[Told]:
        """The facts of some documents, each in reading order."""
        return [told for document in documents for told in self.facts_of(document)]

    def _graphs_with(self, name: str) -> set[str]:
        """The documents in which something is called so: an entity, a mention or a trigger."""
        quads = (
            quad
            for literal in (chinese(name), plain(name))
            for quad in self.store.raw.quads_for_pattern(None, None, literal)
        )
        graphs = {quad.graph_name for quad in islice(quads, _SEEN)}
        return {graph.value for graph in graphs if isinstance(graph, NamedNode)}

    def _facts_of(self, document: str) -> tuple[Told, ...]:
        quads = self.store.graph(document)
        nodes = described(quads)
        known = _texts(nodes)
        aliases = {one.id: one.aliases for one in entities_in(nodes)}
        within = _wholes(quads, known)
        statements = [(iri, fact) for iri, fact in statements_in(nodes) if fact.relation]
        sharing = Counter(_figure(fact) for _, fact in statements)
        return tuple(
            Told(
                iri,
                document,
                fact,
                _sentence(iri, fact, known),
                *_article(iri, known),
                aliases=_of_roles(fact, aliases),
                within=_of_roles(fact, within),
                joint=fact.quantity is not None and sharing[_figure(fact)] > 1,
            )
            for iri, fact in statements
        )


def _figure(fact: Fact) -> tuple[object, ...]:
    """The figure of a fact, one and the same in facts that only differ in who has it."""
    text = fact.quantity.text if fact.quantity else ""
    return fact.relation, fact.trigger, text, normalize(fact.object.name)


_Known = Mapping[str, Mapping[str, list[str]]]


def _texts(nodes: Nodes) -> _Known:
    known: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node, properties in nodes.items():
        for name, values in properties.items():
            known[node][name] = [value.value for value in values]
    return known


def _sentence(iri: str, fact: Fact, known: _Known) -> str:
    """The sentence around a fact's evidence."""
    for quote in known[iri][PROV + "wasDerivedFrom"]:
        for selector in known[quote][OA + "hasSelector"]:
            if OA + "exact" in known[selector]:
                parts = (
                    known[selector].get(OA + name, ()) for name in ("prefix", "exact", "suffix")
                )
                return "".join(text for part in parts for text in part)
    return fact.evidence.text


def _article(iri: str, known: _Known) -> tuple[str, str]:
    """The headline of a fact's article, and the unit that it speaks for."""
    for article in known[iri].get(WG + "article", ()):
        said = known[article]
        headline = next(iter(said.get(SCHEMA + "headline", ())), "")
        return headline, next(iter(said.get(WG + "unit", ())), "")
    return "", ""


def _wholes(quads: Iterable[Quad], known: _Known) -> dict[str, tuple[str, ...]]:
    """The names of the units that each entity of a document is said to lie within."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        part, whole = quad.subject, quad.object
        if quad.predicate.value not in _CONTAINS or not isinstance(part, NamedNode):
            continue
        if isinstance(whole, NamedNode) and whole.value in known:
            found[part.value] += known[whole.value].get(LABEL.value, ())
    return {iri: tuple(sorted(set(names))) for iri, names in found.items()}


def _of_roles(fact: Fact, names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return dict(_roles_with(fact, names))


def _roles_with(
    fact: Fact, names: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for role in ROLES:
        argument: Argument | None = getattr(fact, role)
        if argument is not None and names.get(argument.id):
            yield role, names[argument.id]
