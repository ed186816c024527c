"""The named queries: files of ``graph/queries`` with what they are for in their first lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Final

from pyoxigraph import NamedNode

from graph.names import find_entity
from graph.sparql import Value
from graph.store import Store
from ontology.errors import QueryError

KINDS: Final = ("text", "entity", "number", "date")
_HEADER: Final = re.compile(r"# (?P<key>zh|en|parameter): (?P<value>.+)")
_PARAMETER: Final = re.compile(
    r"(?P<name>\w+) \((?P<kind>\w+)(?P<required>, required)?\) (?P<zh>.+?) \| (?P<en>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    What a named query may be asked with.

    ``kind`` is ``text``, ``entity`` (a name of the store), ``number`` or ``date``.
    """

    name: str
    kind: str
    required: bool
    zh: str
    en: str

    def value(self, store: Store, text: str) -> Value | list[Value]:
        """
        The value that the user's text means; an entity's name may mean several entities.

        Raises QueryError where it means nothing of the parameter's kind.
        """
        try:
            if self.kind == "entity":
                return [NamedNode(entity.iri) for entity in find_entity(store, text)]
            if self.kind == "number":
                return int(text)
            return date.fromisoformat(text) if self.kind == "date" else text
        except QueryError:
            raise
        except ValueError as error:
            like = {"number": "20", "date": "2020-02-20"}[self.kind]
            raise QueryError(
                f"{self.name}: {text!r} is no {self.kind}; write it like {like}"
            ) from error


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, a description in Chinese and English, and its parameters."""

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def values(self, store: Store, arguments: Mapping[str, str]) -> dict[str, Value | list[Value]]:
        """
        The values of the parameters that the arguments name.

        Raises QueryError for an unknown name, a missing required one, and a bad value.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in arguments:
            if name not in known:
                near = get_close_matches(name, known, n=1) or list(known)
                hint = f"; did you mean {', '.join(near)}?" if near else "; it has none"
                raise QueryError(f"query {self.name} has no parameter {name}{hint}")
        for name, parameter in known.items():
            if parameter.required and name not in arguments:
                raise QueryError(f"query {self.name} needs {name}: {parameter.zh} {parameter.en}")
        return {name: known[name].value(store, text) for name, text in arguments.items()}


@cache
def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, sorted."""
    folder = files("graph") / "queries"
    found = {
        entry.name.removesuffix(".rq"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".rq")
    }
    return {name: parse_query(name, found[name]) for name in sorted(found)}


def named_query(name: str) -> NamedQuery:
    """
    The query with this name.

    Raises QueryError where there is none, with names that are near.
    """
    known = named_queries()
    if name not in known:
        near = get_close_matches(name, known, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "see 'wangge query --list'"
        raise QueryError(f"no query is called {name}; {hint}")
    return known[name]


def parse_query(name: str, text: str) -> NamedQuery:
    """
    A named query from its file.

    Raises QueryError where its head does not say what it is for.
    """
    said: dict[str, list[str]] = {"zh": [], "en": [], "parameter": []}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line)
        if not match:
            break
        said[match["key"]].append(match["value"])
    if len(said["zh"]) != 1 or len(said["en"]) != 1:
        raise QueryError(f"{name}.rq: the first lines must be '# zh: …' and '# en: …'")
    parameters = tuple(_parameter(name, value) for value in said["parameter"])
    return NamedQuery(name, said["zh"][0], said["en"][0], parameters, text)


def _parameter(query: str, text: str) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    if not match or match["kind"] not in KINDS:
        raise QueryError(f"{query}.rq: '{text}' is no parameter: 'name (kind) 中文 | English'")
    return Parameter(
        match["name"], match["kind"], bool(match["required"]), match["zh"], match["en"]
    )
