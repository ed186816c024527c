"""
What is untidy in an ontology though a reasoner would not mind: a linter for the core and domains.

The rules are those of ROBOT's report and of the OOPS! catalogue (named behind each, as R: and P:)
that matter for a vocabulary in two languages. ``python -m ontology.lint FILE…`` checks domains.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from ontology import CORE
from ontology.errors import WanggeError
from ontology.turtle import OWL, RDF, RDFS, SKOS, WG, XSD, Term, Triples, local_name

LANGUAGES: Final = ("zh", "en")
_TYPE: Final = RDF + "type"
_LABEL: Final = RDFS + "label"
_DEFINITION: Final = SKOS + "definition"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_BUILT_IN: Final = (RDF, RDFS, OWL, XSD)
_DATA: Final = OWL + "DatatypeProperty"
_OBJECT: Final = OWL + "ObjectProperty"
_PROPERTIES: Final = (_OBJECT, _DATA, OWL + "AnnotationProperty")
# Where a term is spoken of as what it is, so that it must be declared; a match is only a pointer.
_STRUCTURE: Final = tuple(
    RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")
) + tuple(OWL + name for name in ("inverseOf", "disjointWith", "equivalentClass", "hasKey"))
_LISTS: Final = tuple(OWL + name for name in ("unionOf", "oneOf", "members", "distinctMembers"))
_GROUPS: Final = tuple(OWL + name for name in ("AllDisjointClasses", "AllDifferent"))
_CAMEL: Final = {True: re.compile(r"[A-Z][A-Za-z0-9]*"), False: re.compile(r"[a-z][A-Za-z0-9]*")}

Problem = tuple[NamedNode, str]
Rule = Callable[["Vocabulary"], Iterator[Problem]]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something untidy: where, in which term, what, and by which rule it was found."""

    path: str
    line: int
    rule: str
    term: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.term} {self.message} [{self.rule}]"


class Vocabulary:
    """Turtle files as the rules look at them: all they say, and whose terms are to be checked."""

    def __init__(self, checked: Sequence[Path], context: Sequence[Path] = ()) -> None:
        """Read the files to be checked, and those that they build upon."""
        self.triples = Triples([*context, *checked])
        self.own = Triples(checked)
        spaces = {_namespace(each) for each in self._described(self.triples)}
        spoken_of = self.own.named_subjects()
        self.terms = [
            each
            for each in spoken_of
            if _namespace(each) in spaces and self.own.values(each, _TYPE) and not self.header(each)
        ]
        self.headers = [each for each in spoken_of if self.header(each)]
        self.spaces = spaces

    def header(self, node: NamedNode) -> bool:
        """Whether the node is an ontology."""
        return self.is_a(node, OWL + "Ontology")

    def is_a(self, node: Term, *types: str) -> bool:
        """Whether the node is declared as one of these."""
        return any(each.value in types for each in self.triples.nodes(node, _TYPE))

    def of(self, *types: str) -> list[NamedNode]:
        """The terms to be checked that are declared as one of these."""
        return [each for each in self.terms if self.is_a(each, *types)]

    def inherited(self, node: NamedNode, key: str) -> list[Term]:
        """What a property has by ``key``, else what the nearest that it narrows down has."""
        ways, seen = [node], {node}
        while ways:
            each = ways.pop(0)
            if found := self.triples.values(each, key):
                return found
            wider = self.triples.nodes(each, RDFS + "subPropertyOf")
            ways += [one for one in wider if one not in seen]
            seen.update(wider)
        return []

    def parts(self, expression: Term) -> list[NamedNode]:
        """The terms of an expression: itself where it has a name, else those of its lists."""
        if isinstance(expression, NamedNode):
            return [expression]
        # Nodes without a name are others each time that a file is read.
        found = [
            one
            for triples in (self.own, self.triples)
            for head in _lists(triples, expression)
            for one in triples.items(head)
        ]
        return [each for each in found if isinstance(each, NamedNode)]

    def members(self, expression: Term) -> frozenset[str]:
        """The names of the terms of an expression."""
        return frozenset(local_name(each.value) for each in self.parts(expression))

    @staticmethod
    def _described(triples: Triples) -> Iterator[NamedNode]:
        for node in triples.having(_LABEL):
            if not any(each.value == OWL + "Ontology" for each in triples.nodes(node, _TYPE)):
                yield node


def _lists(triples: Triples, expression: Term) -> list[Term]:
    """The lists of an expression, which may be one itself."""
    return [expression, *(each for key in _LISTS for each in triples.values(expression, key))]


def lint(domains: Sequence[Path] = ()) -> list[Finding]:
    """
    What is untidy in the domains, or in the core where there is none, sorted by place.

    Raises OntologyError for a file that is not Turtle.
    """
    vocabulary = Vocabulary(domains, (CORE,)) if domains else Vocabulary((CORE,))
    return sorted(
        Finding(*_place(vocabulary, term), name, local_name(term.value), message)
        for name, rule in RULES.items()
        for term, message in rule(vocabulary)
    )


def _place(vocabulary: Vocabulary, term: NamedNode) -> tuple[str, int]:
    for file in vocabulary.own.files:
        if line := file.line_of(term):
            return str(file.path), line
    return str(vocabulary.own.files[0].path), 1


def _namespace(node: NamedNode) -> str:
    return node.value.removesuffix(local_name(node.value))


def _texts(of: Vocabulary, key: str, what: str) -> Iterator[Problem]:
    for term in of.terms:
        texts = of.triples.texts(term, key)
        for language in LANGUAGES:
            given = texts.get(language, [])
            if len(given) != 1:
                yield term, f"has {len(given) or 'no'} {what}{'s' * (len(given) > 1)} in {language}"


def label_in_each_language(of: Vocabulary) -> Iterator[Problem]:
    """One label in each language. R: missing_label, multiple_labels; P08."""
    yield from _texts(of, _LABEL, "label")


def definition_in_each_language(of: Vocabulary) -> Iterator[Problem]:
    """One definition in each language, but for frames. R: missing_definition; P08."""
    found = _texts(of, _DEFINITION, "definition")
    yield from (each for each in found if not of.is_a(each[0], WG + "Frame"))


def texts_without_padding(of: Vocabulary) -> Iterator[Problem]:
    """No text begins or ends with white space. R: annotation_whitespace."""
    for term in of.terms:
        for key in of.triples.predicates(term):
            for text in of.triples.words(term, key.value):
                if text != text.strip() or not text:
                    yield term, f"has a padded {local_name(key.value)}: {text!r}"


def _shared(of: Vocabulary, key: str, what: str) -> Iterator[Problem]:
    """Texts that two terms of one sort share."""
    known: dict[tuple[bool, str, str], list[NamedNode]] = defaultdict(list)
    for term in of.triples.named_subjects():
        if _namespace(term) in of.spaces:
            for language, texts in of.triples.texts(term, key).items():
                for text in texts:
                    known[of.is_a(term, *_PROPERTIES), language, text].append(term)
    for (_, language, text), terms in known.items():
        for term in terms if len(terms) > 1 else ():
            if term in of.terms:
                others = ", ".join(local_name(each.value) for each in terms if each != term)
                yield term, f"shares its {what} {text!r} in {language} with {others}"


def label_of_its_own(of: Vocabulary) -> Iterator[Problem]:
    """No two classes, and no two properties, are called the same. R: duplicate_label; P32."""
    yield from _shared(of, _LABEL, "label")


def definition_of_its_own(of: Vocabulary) -> Iterator[Problem]:
    """No two of them mean the same. R: duplicate_definition."""
    yield from _shared(of, _DEFINITION, "definition")


def domain_and_range(of: Vocabulary) -> Iterator[Problem]:
    """Properties of things say, or inherit, what they join. P11."""
    for term in of.of(_OBJECT, _DATA):
        for end in ("domain", "range"):
            if not of.inherited(term, RDFS + end):
                yield term, f"has no {end}"


def range_of_its_sort(of: Vocabulary) -> Iterator[Problem]:
    """Words are the range of datatype properties, and of no others. P34."""
    for term in of.of(_OBJECT, _DATA):
        for each in of.triples.nodes(term, RDFS + "range"):
            words = each.value == RDFS + "Literal" or each.value.startswith(XSD)
            if words != of.is_a(term, _DATA):
                sort = "an object property" if words else "a datatype property"
                yield term, f"is {sort} with the range {local_name(each.value)}"


def inverse_that_fits(of: Vocabulary) -> Iterator[Problem]:
    """The ends of an inverse are those of the property, the other way round. P05."""
    for term in of.of(_OBJECT):
        for other in of.triples.nodes(term, OWL + "inverseOf"):
            for end, far in (("domain", "range"), ("range", "domain")):
                ours = [of.members(each) for each in of.triples.values(term, RDFS + end)]
                theirs = [of.members(each) for each in of.triples.values(other, RDFS + far)]
                if ours != theirs and ours and theirs:
                    yield term, f"has another {end} than the {far} of {local_name(other.value)}"


def declared(of: Vocabulary) -> Iterator[Problem]:
    """Whatever is used is declared, a foreign term too. P34, P35; R: undeclared."""
    for term in of.own.named_subjects():
        used = [*of.own.predicates(term)]
        used += [
            part
            for key in _STRUCTURE
            for each in of.own.values(term, key)
            for part in of.parts(each)
        ]
        if of.header(term):
            groups = [each for kind in _GROUPS for each in of.own.unnamed(kind)]
            used += [part for each in groups for part in of.parts(each)]
        used += of.own.nodes(term, _TYPE)
        used += [
            each
            for key in of.own.predicates(term)
            for each in of.own.nodes(term, key.value)
            if _namespace(each) in of.spaces
        ]
        for each in dict.fromkeys(used):
            known = each.value.startswith(_BUILT_IN) or of.triples.values(each, _TYPE)
            if not known:
                yield term, f"uses {each.value}, which nothing declares"


def typed_expressions(of: Vocabulary) -> Iterator[Problem]:
    """An expression of classes says that it is a class. P34."""
    for term in of.own.named_subjects():
        for end in ("domain", "range"):
            for each in of.own.values(term, RDFS + end):
                if isinstance(each, BlankNode) and not of.own.values(each, _TYPE):
                    yield term, f"has a {end} that lacks 'a owl:Class'"


def connected(of: Vocabulary) -> Iterator[Problem]:
    """A class is above, below or beside something, or the end of a property. P04."""
    used = {
        each
        for node in of.triples.named_subjects()
        for key in (*_STRUCTURE, _TYPE)
        for value in of.triples.values(node, key)
        for each in of.members(value)
    }
    for term in of.of(OWL + "Class"):
        alone = not of.triples.values(term, RDFS + "subClassOf")
        if alone and local_name(term.value) not in used:
            yield term, "stands alone: no class above it, nothing that uses it"


def camel_case(of: Vocabulary) -> Iterator[Problem]:
    """Classes are LikeThis, properties likeThis. P22."""
    for term in of.of(OWL + "Class", *_PROPERTIES):
        upper = of.is_a(term, OWL + "Class")
        if not _CAMEL[upper].fullmatch(local_name(term.value)):
            yield term, f"is to be written {'LikeThis' if upper else 'likeThis'}"


def no_deprecated_term(of: Vocabulary) -> Iterator[Problem]:
    """Nothing is built on what is given up. R: deprecated_class_reference."""
    for term in of.terms:
        for key in _STRUCTURE:
            for each in of.triples.nodes(term, key):
                if "true" in of.triples.words(each, OWL + "deprecated"):
                    yield term, f"is built on {local_name(each.value)}, which is deprecated"


def no_circle(of: Vocabulary) -> Iterator[Problem]:
    """Nothing is above itself. P06."""
    for term in of.terms:
        for key in ("subClassOf", "subPropertyOf"):
            if circle := of.triples.cycle(term, RDFS + key):
                yield term, f"stands in a circle: {circle}"


def header_that_tells(of: Vocabulary) -> Iterator[Problem]:
    """The ontology has a version and a licence, a name and a description. P38, P41."""
    for header in of.headers:
        for key in (OWL + "versionIRI", OWL + "versionInfo", _DCTERMS + "license"):
            if not of.own.values(header, key):
                yield header, f"has no {local_name(key)}"
        for key in (_LABEL, _DCTERMS + "description"):
            for language in LANGUAGES:
                if language not in of.own.texts(header, key):
                    yield header, f"has no {local_name(key)} in {language}"


RULES: Final[dict[str, Rule]] = {
    rule.__name__: rule
    for rule in (
        *(label_in_each_language, definition_in_each_language, texts_without_padding),
        *(label_of_its_own, definition_of_its_own, domain_and_range, range_of_its_sort),
        *(inverse_that_fits, declared, typed_expressions, connected, camel_case),
        *(no_deprecated_term, no_circle, header_that_tells),
    )
}


def main(arguments: Iterable[str]) -> int:
    """Print what is untidy in the domains named, or in the core; 1 where there is anything."""
    try:
        findings = lint([Path(each) for each in arguments])
    except WanggeError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    sys.stdout.writelines(f"{each}\n" for each in findings)
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
