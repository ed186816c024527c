"""The named queries: files of ``graph/queries`` with what they are for in their first lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Final

from graph.parameters import LONGEST, Meaning, Parameter, parse_parameter
from graph.sparql import check, defaults
from graph.store import Store
from graph.templates import fact_queries
from ontology.errors import QueryError

Arguments = Mapping[str, str | Sequence[str]]
"""Parameters as a user gives them; several texts for one stand for any of them."""

_FOLDER: Final = files("graph") / "queries"
_HEADER: Final = re.compile(r"# (?P<key>zh|en|mechanism|parameter): (?P<value>.+)")


@dataclass(frozen=True, slots=True)
class Mechanism:
    """What a group of named queries is about, in Chinese and in English."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """
    A query with a name, a description in Chinese and English, and its parameters.

    ``mechanism`` is the name of the group it is listed in.
    """

    name: str
    mechanism: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def meanings(self, store: Store, arguments: Arguments) -> dict[str, Meaning]:
        """
        What the arguments stand for in this store, by parameter.

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
        return {name: _meaning(store, known[name], given) for name, given in arguments.items()}


@cache
def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, sorted."""
    found = {
        entry.name.removesuffix(".rq"): entry.read_text(encoding="utf-8")
        for entry in _FOLDER.iterdir()
        if entry.name.endswith(".rq")
    }
    found |= fact_queries((_FOLDER / "facts.toml").read_text(encoding="utf-8"))
    return {name: parse_query(name, found[name]) for name in sorted(found)}


@cache
def mechanisms() -> dict[str, Mechanism]:
    """What the named queries are about, by name, in the order in which to list them."""
    data = tomllib.loads((_FOLDER / "mechanisms.toml").read_text(encoding="utf-8"))
    return {name: Mechanism(name, told["zh"], told["en"]) for name, told in data.items()}


def named_query(name: str) -> NamedQuery:
    """
    The query with this name.

    Raises QueryError where there is none, with names that are near, or of queries whose
    descriptions have the word in them.
    """
    known = named_queries()
    if name not in known:
        near = get_close_matches(name[:LONGEST], known, n=3) or _about(name)
        hint = f"did you mean {', '.join(near)}?" if near else "see 'wangge query --list'"
        raise QueryError(f"no query is called {' '.join(name.split())[:LONGEST]}; {hint}")
    return known[name]


def parse_query(name: str, text: str) -> NamedQuery:
    """
    A named query from its file.

    Raises QueryError where its head does not say what it is for, where it does not do what the
    head says, and where it may not run.
    """
    said: dict[str, list[str]] = {"zh": [], "en": [], "mechanism": [], "parameter": []}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line)
        if not match:
            break
        said[match["key"]].append(match["value"])
    if any(len(said[key]) != 1 for key in ("zh", "en", "mechanism")):
        raise QueryError(
            f"{name}.rq: the first lines must be '# zh: …', '# en: …' and '# mechanism: …'"
        )
    if said["mechanism"][0] not in mechanisms():
        raise QueryError(f"{name}.rq: mechanisms.toml has no {said['mechanism'][0]}")
    check(text)
    words = defaults(text)
    parameters = tuple(parse_parameter(name, told, words) for told in said["parameter"])
    zh, en, mechanism = said["zh"][0], said["en"][0], said["mechanism"][0]
    return NamedQuery(name, mechanism, zh, en, parameters, text)


def _about(word: str) -> list[str]:
    told = {query.name: f"{query.zh} {query.en}".lower() for query in named_queries().values()}
    word = word.strip().lower()
    return [name for name, text in told.items() if word and word in text][:3]


def _meaning(store: Store, parameter: Parameter, given: str | Sequence[str]) -> Meaning:
    texts = [given] if isinstance(given, str) else given
    found = [parameter.meaning(store, text) for text in texts]
    remarks = [one.remark for one in found if one.remark]
    return Meaning(tuple(value for one in found for value in one.values), "; ".join(remarks))
