"""Graphs without what was refused of them, without blank nodes, and each in its document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad

from graph.imports.checks import Refusal
from graph.imports.graphs import claims, subject_of, tidy, without
from graph.vocabulary import OA, PROV, TYPE, WG, digest


def repaired(quads: list[Quad], refused: Iterable[Refusal]) -> list[Quad]:
    """The quads of one graph without the nodes and triples that were refused."""
    found = list(refused)
    if any(not one.node for one in found):
        return []
    triples = {(one.node, *one.triple) for one in found if one.triple}
    nodes = {one.node for one in found if not one.triple}
    if not (nodes or triples):
        return quads
    left = [quad for quad in quads if _triple(quad) not in triples]
    return tidy(without(left, nodes))


def added_to(old: list[Quad], new: list[Quad]) -> list[Quad]:
    """The new quads of a graph, and the statements of the old ones that they do not say anew."""
    anew = {subject_of(quad) for quad in new}
    kept = {triple for iri, triple in claims(old).items() if iri not in anew}
    return tidy(
        [
            *new,
            *(quad for quad in old if subject_of(quad) not in anew or _triple(quad) in kept),
        ]
    )


def without_blank_nodes(quads: list[Quad], base: str) -> tuple[list[Quad], list[str]]:
    """
    The quads with an IRI for each blank node, made from what is said of it and where it hangs.

    Returns the labels of those too that run in a circle, which have none; their quads are left
    out.
    """
    about: dict[str, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            about.setdefault(subject_of(quad), []).append(quad)
    holders: dict[str, list[str]] = {}
    for quad in quads:
        if isinstance(quad.object, BlankNode) and isinstance(quad.subject, NamedNode):
            place = f"{subject_of(quad)} {quad.predicate.value}"
            holders.setdefault(quad.object.value, []).append(place)
    iris = _Skolems(about, holders, base)
    circles: set[str] = set()

    def named(term: object) -> object:
        if not isinstance(term, BlankNode):
            return term
        iri = iris.of(term.value)
        if not iri:
            circles.add(term.value)
        return NamedNode(iri) if iri else None

    found = []
    for quad in quads:
        subject, value = named(quad.subject), named(quad.object)
        if isinstance(subject, NamedNode) and value is not None:
            found.append(Quad(subject, quad.predicate, value, quad.graph_name))  # type: ignore[arg-type]
    return found, sorted(circles)


class _Skolems:
    """The IRIs of blank nodes: a digest over all that is said of them, and of what holds them."""

    def __init__(
        self, about: dict[str, list[Quad]], holders: dict[str, list[str]], base: str
    ) -> None:
        self.about = about
        self.holders = holders
        self.base = base
        self.known: dict[str, str] = {}
        self.open: set[str] = set()

    def of(self, label: str) -> str:
        """The IRI of a blank node, empty where it is part of itself."""
        if label in self.known:
            return self.known[label]
        if label in self.open or len(self.open) > 50:
            return ""
        self.open.add(label)
        said = []
        for quad in self.about.get(label, ()):
            value = str(quad.object)
            if isinstance(quad.object, BlankNode):
                value = self.of(quad.object.value)
            said.append((quad.predicate.value, value))
        self.open.discard(label)
        whole = all(value for _, value in said)
        parts = sorted(said), sorted(self.holders.get(label, ()))
        self.known[label] = f"{self.base}node-{digest(*parts)}" if whole else ""
        return self.known[label]


def by_document(quads: list[Quad]) -> tuple[dict[str, list[Quad]], list[str]]:
    """
    Quads of no graph in the graphs of their documents; and the nodes that no document speaks of.

    A document's are its articles, its quotes, the statements that rest on them, and the things
    that these speak of, with the plain triples that these make.
    """
    documents = sorted({subject_of(q) for q in quads if _is_document(q)})
    if len(documents) == 1:
        graph = NamedNode(documents[0])
        return {graph.value: [_moved(quad, graph) for quad in quads]}, []
    about: dict[str, list[Quad]] = {}
    for quad in quads:
        about.setdefault(subject_of(quad), []).append(quad)
    claimed = claims(quads)
    plain = set(claimed.values())
    reach = _Reach(quads, about, set(documents), plain)
    found: dict[str, list[Quad]] = {}
    taken: set[str] = set()
    for document in documents:
        nodes = reach.of(document)
        taken |= nodes
        said = {triple for iri, triple in claimed.items() if iri in nodes}
        found[document] = [
            _moved(quad, NamedNode(document))
            for node in sorted(nodes)
            for quad in about[node]
            if (triple := _triple(quad)) not in plain or triple in said
        ]
    return found, sorted(about.keys() - taken)


class _Reach:
    """What can be reached from a document, against the arrows of its quotes and along others."""

    def __init__(
        self,
        quads: list[Quad],
        about: dict[str, list[Quad]],
        documents: set[str],
        plain: set[tuple[str, str, str]],
    ) -> None:
        self.about = about
        self.documents = documents
        self.plain = plain
        self.back: dict[str, list[str]] = {}
        for quad in quads:
            if quad.predicate.value in _BACK and isinstance(quad.object, NamedNode):
                self.back.setdefault(quad.object.value, []).append(subject_of(quad))

    def of(self, document: str) -> set[str]:
        """The nodes of a document, itself among them."""
        nodes: set[str] = set()
        waiting = [document]
        while waiting:
            node = waiting.pop()
            other = node in self.documents and node != document
            if node in nodes or node not in self.about or other:
                continue
            nodes.add(node)
            waiting += self.back.get(node, ())
            waiting += (
                quad.object.value
                for quad in self.about[node]
                if isinstance(quad.object, NamedNode) and _triple(quad) not in self.plain
            )
        return nodes


_BACK: Final = frozenset((OA + "hasSource", WG + "document", PROV + "wasDerivedFrom"))


def _is_document(quad: Quad) -> bool:
    return quad.predicate == TYPE and quad.object == NamedNode(WG + "SourceDocument")


def _moved(quad: Quad, graph: NamedNode) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, graph)


def _triple(quad: Quad) -> tuple[str, str, str]:
    return subject_of(quad), quad.predicate.value, str(quad.object)
