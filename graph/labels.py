"""What the ontology's terms are called, for tables and exports."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.vocabulary import LABEL


@cache
def term_labels(language: str = "zh") -> dict[str, str]:
    """
    The labels of the core's classes, relations and individuals in one language, by IRI.

    >>> term_labels()["https://w3id.org/wangge/ontology#recruited"]
    '招募'
    """
    from ontology import CORE

    return {
        quad.subject.value: quad.object.value
        for quad in parse(path=CORE, format=RdfFormat.TURTLE)
        if quad.predicate == LABEL
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == language
    }
