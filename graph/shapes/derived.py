"""Shapes that follow from the vocabulary, as Turtle: what may stand at both ends of a relation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.shapes.vocabulary import LANGUAGES, ClassTerm, RelationTerm, Vocabulary
from graph.vocabulary import WG, WGS, digest
from ontology.turtle import local_name

_HEAD: Final = """

# ---------------------------------------------------------------- entities by their classes

{entity} sh:targetClass {classes} .

{known} a sh:NodeShape ; sh:targetSubjectsOf wg:named ;
    rdfs:label "实体的类"@zh, "class of an entity"@en ;
    sh:or ( {choice} ) ;
    sh:message "实体须属于本体的一个类。"@zh, "An entity must be of a class of the ontology."@en .
"""

_CLASS: Final = """
{shape} a sh:NodeShape ; sh:targetClass {iri} ;
    rdfs:label {labels} ;
    sh:not [ sh:or ( {choice} ) ] ;
    sh:message {message} .
"""

_PLAIN_CLASS: Final = """
{shape} a sh:NodeShape ; sh:targetClass {iri} ;
    rdfs:label {labels} .
"""

# A statement is looked at from its relation, so that no validator need try each statement
# against each relation.
_RELATION: Final = """
{shape} a sh:NodeShape ; sh:targetNode {iri} ;
    rdfs:label {labels} ;
    sh:property {statements} .
{statements} a sh:PropertyShape ; sh:path [ sh:inversePath rdf:predicate ] ;
    sh:property {subject}, {object} .
"""

# The statement's end, then the same for the plain triple.
_END: Final = """\
{shape} a sh:PropertyShape ; sh:path rdf:{end} ;
    {must} ;
    sh:message {message} .
{plain} a sh:NodeShape ; {target} {iri} ;
    rdfs:label {labels} ;
    {must} ;
    sh:message {message} .
"""

_TARGETS: Final = {"subject": "sh:targetSubjectsOf", "object": "sh:targetObjectsOf"}
_ENDS_MUST: Final = {
    ("subject", "zh"): "“{name}”的主语须是：{types}。",
    ("object", "zh"): "“{name}”的宾语须是：{types}。",
    ("subject", "en"): "The subject of ‘{name}’ must be one of: {types}.",
    ("object", "en"): "The object of ‘{name}’ must be one of: {types}.",
}
_WORDS_MUST: Final = {
    "zh": "“{name}”的宾语须是不为空的文字。",
    "en": "The object of ‘{name}’ must be words, and not be empty.",
}
_EXCLUDED: Final = {
    "zh": "“{name}”不能同时是：{types}。",
    "en": "What is of the class ‘{name}’ cannot be of: {types}.",
}
_BETWEEN: Final = {"zh": "、", "en": ", "}


def derived_shapes(vocabulary: Vocabulary) -> str:
    """
    The shapes of all classes and relations of the vocabulary, in its order, as Turtle.

    The prefixes are those that shapes.ttl declares.
    """
    parts = [_head(vocabulary), _title("classes")]
    parts += [_class(each, vocabulary) for each in vocabulary.classes.values()]
    parts.append(_title("relations"))
    for each in vocabulary.relations.values():
        parts += _relation(each, vocabulary)
    return "".join(parts)


def shape_iri(iri: str, part: str = "") -> str:
    """
    The IRI of the shape of a class or relation, or of a part of that shape.

    >>> shape_iri("https://w3id.org/wangge/ontology#recruited", "subject")
    'https://w3id.org/wangge/shapes#recruited-subject'
    """
    name = local_name(iri)
    # Two domains may use one name in namespaces of their own.
    own = name if iri == WG + name else f"{name}-{digest(iri)[:6]}"
    return f"{WGS}{own}-{part}" if part else f"{WGS}{own}"


def _iri(iri: str) -> str:
    """The IRI as Turtle writes it, by one of the prefixes of shapes.ttl where it can."""
    for prefix, namespace in (("wg", WG), ("wgs", WGS)):
        if re.fullmatch(r"[A-Za-z][\w-]*", name := iri.removeprefix(namespace), re.ASCII):
            return f"{prefix}:{name}"
    return str(NamedNode(iri))


def _title(what: str) -> str:
    return f"\n\n# {'-' * 64} {what}\n"


def _head(vocabulary: Vocabulary) -> str:
    return _HEAD.format(
        entity=_iri(WGS + "Entity"),
        known=_iri(WGS + "Entity-class"),
        classes=", ".join(_iri(iri) for iri in vocabulary.classes),
        choice=_choice(vocabulary.every_class),
    )


def _class(term: ClassTerm, vocabulary: Vocabulary) -> str:
    def message(language: str) -> str:
        types = _names(term.disjoint, vocabulary, language)
        return _EXCLUDED[language].format(name=term.label(language), types=types)

    return (_CLASS if term.disjoint else _PLAIN_CLASS).format(
        shape=_iri(shape_iri(term.iri)),
        iri=_iri(term.iri),
        labels=_literals(term.label),
        choice=_choice(term.disjoint),
        message=_literals(message),
    )


def _relation(term: RelationTerm, vocabulary: Vocabulary) -> Iterator[str]:
    nodes = {part: _iri(shape_iri(term.iri, part)) for part in ("statements", "subject", "object")}
    labels = _literals(term.label)
    yield _RELATION.format(
        shape=_iri(shape_iri(term.iri)), iri=_iri(term.iri), labels=labels, **nodes
    )
    for end, types in (("subject", term.domain), ("object", term.range)):
        yield _END.format(
            shape=nodes[end],
            plain=_iri(shape_iri(term.iri, f"{end}s")),
            end=end,
            target=_TARGETS[end],
            iri=_iri(term.iri),
            labels=labels,
            must=f"sh:or ( {_choice(types)} )"
            if types
            else "sh:nodeKind sh:Literal ; sh:minLength 1",
            message=_message(term, end, types, vocabulary),
        )


def _message(term: RelationTerm, end: str, types: tuple[str, ...], vocabulary: Vocabulary) -> str:
    def said(language: str) -> str:
        form = _ENDS_MUST[end, language] if types else _WORDS_MUST[language]
        named = _names(types, vocabulary, language)
        return form.format(name=term.label(language), types=named)

    return _literals(said)


def _names(types: Iterable[str], vocabulary: Vocabulary, language: str) -> str:
    # An abstract class stands beside all that it gathers; its name would say nothing more.
    known = (vocabulary.classes.get(each) for each in types)
    return _BETWEEN[language].join(each.label(language) for each in known if each)


def _choice(types: Iterable[str]) -> str:
    return " ".join(f"[ sh:class {_iri(each)} ]" for each in types)


def _literals(text: Callable[[str], str]) -> str:
    return ", ".join(str(Literal(text(each), language=each)) for each in LANGUAGES)
