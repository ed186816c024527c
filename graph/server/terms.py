"""Jobs of the query page: the vocabulary, entities by name, and named queries with arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import NamedNode

from graph.labels import labels_of
from graph.query import bound_query, named_queries, named_query
from graph.results import shorten
from graph.server.frames import Job
from graph.server.opened import Opened
from graph.server.outlet import Outlet
from graph.server.survey import needed
from graph.server.told import tell
from graph.store import Store
from graph.terms import vocabulary_graph
from graph.vocabulary import OWL, TYPE, WG
from ontology import load_ontology

_KINDS: Final = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "relation",
    OWL + "DatatypeProperty": "relation",
}
_OFFERED: Final = 20
_PREFIXED: Final = re.compile(r"\b([a-z]+):(\w+)")


def terms(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Tell ``base``, ``prefixes`` and ``terms`` of the store.

    A term has its name with the prefix, its IRI, its kind (``class``, ``relation``, or ``other``
    for individuals and for what our queries use of other vocabularies), and its labels in ``zh``
    and ``en`` where it has any.
    """
    tell(opened.once(job.store, _vocabulary), job.given, out)


def named(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Tell the named query ``name`` with ``arguments`` as ``sparql``, complete, and ``remarks``.

    Raises QueryError for unknown names, values that mean nothing, and required ones left out.
    """
    store, name, arguments = opened.store(job.store), job.given["name"], job.given["arguments"]
    meanings = named_query(name).meanings(store, arguments)
    remarks = [meaning.remark for meaning in meanings.values() if meaning.remark]
    told = {"sparql": bound_query(store, name, arguments), "remarks": remarks}
    tell(told, job.given, out)


def entities(job: Job, opened: Opened, out: Outlet) -> None:
    """
    Tell the entities that have ``text`` in a name, as the directory ranks them, the first only.

    An entity has its IRI, its canonical name and the name of its type. Raises Problem while the
    store is being counted.
    """
    _, directory = needed(opened, job)
    found = directory.search(job.given["text"])[:_OFFERED]
    told = [{"iri": one.iri, "name": one.name, "type": one.type} for one in found]
    tell(told, job.given, out)


def _vocabulary(store: Store) -> dict[str, Any]:
    known = {language: labels_of(store, language) for language in ("zh", "en")}
    kinds = dict(_kinds(store))
    iris = sorted({*known["zh"], *known["en"], *kinds, *_used(store)})
    listed = [
        {
            "name": shorten(iri, store.prefixes),
            "iri": iri,
            "kind": kinds.get(iri, "other"),
            **{language: labels[iri] for language, labels in known.items() if iri in labels},
        }
        for iri in iris
    ]
    return {"base": store.base, "prefixes": store.prefixes, "terms": listed}


def _kinds(store: Store) -> Iterator[tuple[str, str]]:
    ontology = load_ontology()
    yield from ((WG + name, "class") for name in ontology.classes)
    yield from ((relation.iri, "relation") for relation in ontology.relations.values())
    graph = vocabulary_graph(store.base)
    for iri, kind in _KINDS.items():
        for quad in store.raw.quads_for_pattern(None, TYPE, NamedNode(iri), graph):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, kind


def _used(store: Store) -> set[str]:
    """What the named queries use of any vocabulary."""
    known = store.prefixes
    texts = (query.sparql for query in named_queries().values())
    found = {match.groups() for text in texts for match in _PREFIXED.finditer(text)}
    return {known[prefix] + name for prefix, name in found if prefix in known}
