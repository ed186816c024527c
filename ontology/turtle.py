"""Turtle files as one set of triples that knows on which line each subject is described."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from ontology.errors import OntologyError

WG = "https://w3id.org/wangge/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

# Strings, IRIs and comments first: what looks like a full stop in them is none.
_LEXEME = re.compile(
    "|".join(
        (
            r'"""(?:[^\\]|\\.)*?"""',
            r"'''(?:[^\\]|\\.)*?'''",
            r'"(?:[^"\\\n]|\\.)*"',
            r"'(?:[^'\\\n]|\\.)*'",
            r"<[^<>\s]*>",
            r"#[^\n]*",
            r"\.(?=[\s#]|$)",
            r"\S",
        )
    ),
    re.DOTALL,
)

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class TurtleFile:
    """One parsed file: its path, its text and the prefixes that it declares."""

    path: Path
    text: str
    prefixes: Mapping[str, str]

    def line_of(self, subject: NamedNode, *mentions: Term) -> int | None:
        """
        The line of a description of ``subject`` on which the last of ``mentions`` stands.

        Each mention is looked for behind the one before it. Where a description does not hold them
        all it is the line on which the subject is first described; None where it is nowhere.
        """
        described = re.compile(self._pattern(subject))
        text = _without_comments(self.text)
        starts: list[int] = []
        for start, end in statements(text):
            if begin := described.match(text, start):
                starts.append(start)
                at: int | None = begin.end()
                for mention in mentions:
                    found = re.compile(self._pattern(mention)).search(text, at or 0, end)
                    at = found.end() if found else None
                    if at is None:
                        break
                if at is not None:
                    return self._line(at - 1)
        return self._line(starts[0]) if starts else None

    def _line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def _pattern(self, term: Term) -> str:
        if isinstance(term, Literal):
            return f"[\"']{re.escape(term.value)}[\"']"
        iri = term.value
        spellings = [re.escape(f"<{iri}>")]
        spellings += [
            re.escape(f"{prefix}:{iri.removeprefix(base)}") + r"(?![\w-])"
            for prefix, base in self.prefixes.items()
            if iri.startswith(base)
        ]
        return f"(?:{'|'.join(spellings)})"


class Triples:
    """The triples of some Turtle files, by subject and predicate, in the order of the files."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """
        Read the files.

        Raises OntologyError for a file that cannot be read, is not UTF-8 or is not Turtle, with
        the line and column of the mistake.
        """
        self.files: list[TurtleFile] = []
        self._objects: dict[Node, dict[str, list[Term]]] = {}
        for path in paths:
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise OntologyError(f"{path}: cannot be read: {error.strerror or error}") from error
        except UnicodeDecodeError as error:
            raise OntologyError(f"{path}: is not UTF-8; save it as UTF-8") from error
        parser = parse(text, format=RdfFormat.TURTLE, rename_blank_nodes=True)
        try:
            for quad in parser:
                self._add(quad.subject, quad.predicate.value, quad.object)
        except SyntaxError as error:
            where = f"{path}:{error.lineno}:{error.offset}"
            raise OntologyError(f"{where}: not Turtle: {_reason(error)}") from error
        self.files.append(TurtleFile(path, text, dict(parser.prefixes)))

    def _add(self, subject: object, predicate: str, value: object) -> None:
        if isinstance(subject, Node) and isinstance(value, Term):
            values = self._objects.setdefault(subject, {}).setdefault(predicate, [])
            if value not in values:
                values.append(value)

    def subjects(self, type_iri: str) -> Iterator[NamedNode]:
        """The named subjects of a type, in the order of the files."""
        wanted = NamedNode(type_iri)
        for subject, objects in self._objects.items():
            if isinstance(subject, NamedNode) and wanted in objects.get(RDF + "type", ()):
                yield subject

    def unnamed(self, type_iri: str) -> Iterator[BlankNode]:
        """The subjects of a type that have no name, in the order of the files."""
        wanted = NamedNode(type_iri)
        for subject, objects in self._objects.items():
            if isinstance(subject, BlankNode) and wanted in objects.get(RDF + "type", ()):
                yield subject

    def header(self) -> NamedNode:
        """The first ontology that the files declare; OntologyError where they declare none."""
        for subject in self.subjects(OWL + "Ontology"):
            return subject
        raise OntologyError(f"{self.files[0].path}: declares no owl:Ontology; add one")

    def having(self, predicate: str) -> Iterator[NamedNode]:
        """The named subjects that have ``predicate``, in the order of the files."""
        for subject, objects in self._objects.items():
            if isinstance(subject, NamedNode) and predicate in objects:
                yield subject

    def values(self, subject: Term, predicate: str) -> list[Term]:
        """The objects of ``subject`` by ``predicate``, in the order of the files."""
        if isinstance(subject, Literal):
            return []
        return self._objects.get(subject, {}).get(predicate, [])

    def nodes(self, subject: Term, predicate: str) -> list[NamedNode]:
        """Those objects that are IRIs."""
        return [each for each in self.values(subject, predicate) if isinstance(each, NamedNode)]

    def words(self, subject: Term, predicate: str) -> list[str]:
        """The text of those objects that are literals."""
        return [each.value for each in self.values(subject, predicate) if isinstance(each, Literal)]

    def predicates(self, subject: Term) -> list[NamedNode]:
        """The predicates of ``subject``."""
        if isinstance(subject, Literal):
            return []
        return [NamedNode(each) for each in self._objects.get(subject, {})]

    def named_subjects(self) -> list[NamedNode]:
        """Every subject that has an IRI, in the order of the files."""
        return [each for each in self._objects if isinstance(each, NamedNode)]

    def texts(self, subject: Term, predicate: str) -> dict[str, list[str]]:
        """The texts of ``subject`` by language."""
        found: dict[str, list[str]] = {}
        for each in self.values(subject, predicate):
            if isinstance(each, Literal) and each.language:
                found.setdefault(each.language, []).append(each.value)
        return found

    def items(self, head: Term) -> Iterator[Term]:
        """The members of the RDF list that begins at ``head``."""
        seen: set[Term] = set()
        while head != NamedNode(RDF + "nil") and head not in seen:
            seen.add(head)
            yield from self.values(head, RDF + "first")[:1]
            head = next(iter(self.values(head, RDF + "rest")), NamedNode(RDF + "nil"))

    def cycle(self, start: NamedNode, predicate: str) -> str:
        """The names along a way by ``predicate`` from ``start`` back to it; empty if none is."""
        before: dict[NamedNode, NamedNode] = {}
        waiting = [start]
        while waiting:
            node = waiting.pop()
            for following in self.nodes(node, predicate):
                if following == start:
                    way = [start, node]
                    while way[-1] != start:
                        way.append(before[way[-1]])
                    return " > ".join(local_name(each.value) for each in reversed(way))
                if following not in before:
                    before[following] = node
                    waiting.append(following)
        return ""

    def error(self, message: str, subject: NamedNode, *mentions: Term) -> OntologyError:
        """
        An OntologyError that begins with the file and line that describe ``subject``.

        ``mentions`` narrow the line down, as in ``TurtleFile.line_of``.
        """
        places = [(each.path, each.line_of(subject, *mentions)) for each in self.files]
        # The last file that speaks of it: a domain file errs more often than the core.
        for path, line in reversed(places):
            if line is not None:
                return OntologyError(f"{path}:{line}: {message}")
        return OntologyError(f"{self.files[-1].path}: {message}")


@lru_cache(maxsize=16)
def statements(text: str) -> tuple[tuple[int, int], ...]:
    """
    Where each statement of a Turtle text starts and ends, its full stop included.

    >>> statements('ex:a ex:b "1. 2" .  # ex:c .\\nex:d ex:e 3 .')
    ((0, 18), (29, 42))
    """
    found: list[tuple[int, int]] = []
    start: int | None = None
    for lexeme in _LEXEME.finditer(text):
        if lexeme.group().startswith("#"):
            continue
        start = lexeme.start() if start is None else start
        if lexeme.group() == ".":
            found.append((start, lexeme.end()))
            start = None
    return tuple(found)


@lru_cache(maxsize=16)
def _without_comments(text: str) -> str:
    """The text with blanks for its comments, every other character at its place."""
    return _LEXEME.sub(
        lambda lexeme: " " * len(lexeme[0]) if lexeme[0].startswith("#") else lexeme[0], text
    )


def local_name(iri: str) -> str:
    """
    What follows the last # or / of an IRI.

    >>> local_name("https://w3id.org/wangge/ontology#Person")
    'Person'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def suggestion(name: str, known: Iterable[str]) -> str:
    """
    A remark that names the known name closest to ``name``; empty where none is close.

    >>> suggestion("Organisation", ["Organization", "Place"])
    '; did you mean Organization?'
    """
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _reason(error: SyntaxError) -> str:
    """
    The parser's message without the position, which the caller gives, in one line.

    >>> _reason(SyntaxError("Parser error between line 1 column 2 and line 2 column 1: No '\\n'"))
    "No '\\\\n'"
    """
    said = re.sub(
        r"^Parser error (?:at|between) .*?: | \(line \d+\)$", "", error.msg or "syntax error"
    )
    return re.sub(r"[^\S ]", lambda found: found[0].encode("unicode_escape").decode(), said)
