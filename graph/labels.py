"""What the terms of a store are called, the core's and those of its domains."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.terms import vocabulary_graph
from graph.vocabulary import LABEL
from ontology.turtle import local_name

if TYPE_CHECKING:
    from graph.store import Store


@cache
def term_labels(language: str = "zh") -> dict[str, str]:
    """
    The labels of the core's classes, relations and individuals in one language, by IRI.

    >>> term_labels()["https://w3id.org/wangge/ontology#recruited"]
    '招募'
    """
    from ontology import CORE

    return _labels(parse(path=CORE, format=RdfFormat.TURTLE), language)


def labels_of(store: Store, language: str = "zh") -> dict[str, str]:
    """
    The labels of the core and of the domains that a store was built with, by IRI.

    A term without a label in ``language`` has none here.
    """
    graph = vocabulary_graph(store.base)
    told = store.raw.quads_for_pattern(None, LABEL, None, graph)
    return term_labels(language) | _labels(told, language)


def names_of(store: Store, language: str = "zh") -> dict[str, str]:
    """The labels by the name that facts call the term by."""
    return {local_name(iri): label for iri, label in labels_of(store, language).items()}


def languages_of(store: Store) -> dict[str, dict[str, str]]:
    """The labels in Chinese and in English by the name of their term."""
    found: dict[str, dict[str, str]] = {}
    for language in ("zh", "en"):
        for name, label in names_of(store, language).items():
            found.setdefault(name, {})[language] = label
    return found


def _labels(quads: Iterable[Quad], language: str) -> dict[str, str]:
    return {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate == LABEL
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == language
    }
