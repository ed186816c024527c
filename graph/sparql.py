"""The text of SPARQL queries: what they may not do, their parameters, and their mistakes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import accumulate
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.vocabulary import plain, typed
from ontology.errors import QueryError

Value = NamedNode | Literal | str | int | date
"""A parameter's value as Python has it."""

# What may hold a keyword without being one. A name is taken with its prefix, so that what is
# left over are keywords, numbers and punctuation.
_OPAQUE: Final = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3}
    | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
    | " (?: [^"\\\n] | \\. )* "
    | ' (?: [^'\\\n] | \\. )* '
    | < [^<>"{}|^`\\\s]* >
    | [?$] \w+
    | @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )*
    | (?P<prefix> [^\W\d_] (?: [\w.-]* [\w-] )? )? : (?: [\w:%.-] | \\. )*
    """,
    re.VERBOSE | re.DOTALL,
)
_FORM: Final = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE)
_UPDATE: Final = re.compile(
    r"\b(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b", re.IGNORECASE
)
_FROM: Final = re.compile(r"\bFROM\b", re.IGNORECASE)
# Oxigraph takes 'SERVICESILENT<…>' and '1SERVICE<…>' too, so no word boundary is asked for.
_SERVICE: Final = re.compile(r"SERVICE", re.IGNORECASE)
_SERVICE_PREFIX: Final = re.compile(r"SERVICE(SILENT)?$", re.IGNORECASE)
_LOAD: Final = re.compile(r"LOAD", re.IGNORECASE)
_LOAD_PREFIX: Final = re.compile(r"LOAD(SILENT)?", re.IGNORECASE)
_DATASET: Final = re.compile(r"\b(USING|WITH)\b", re.IGNORECASE)
# pyoxigraph 0.5.13 overflows its stack between 1,000 and 5,000.
_DEEPEST: Final = 200
_SLOT: Final = re.compile(r"\bVALUES\s+[?$](\w+)\s*\{([^{}]*)\}", re.IGNORECASE)
_PADDING: Final = 24
_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def check(sparql: str, *, remote: bool = False) -> None:
    """
    Let a query pass that only reads this store; with ``remote`` one that asks others too.

    Raises QueryError for an update, for SERVICE, which would ask another machine, and for
    brackets in brackets so deep that Oxigraph's parser would end the process.
    """
    bare = keywords(sparql)
    _check_reach(sparql, bare, remote)
    update = _UPDATE.search(bare)
    form = _FORM.search(bare)
    if update and (form is None or update.start() < form.start()):
        raise QueryError(f"{update[0].upper()} changes the store; a query can only read it")
    if form is None:
        raise QueryError("this is no query; it needs SELECT, ASK, CONSTRUCT or DESCRIBE")


def check_update(sparql: str, *, remote: bool = False) -> None:
    """
    Let an update pass that reads nothing but this store; with ``remote`` one that reads more.

    Raises QueryError for LOAD, which would read a file or another machine, and as ``check`` does
    for SERVICE and for brackets.
    """
    bare = keywords(sparql)
    _check_reach(sparql, bare, remote)
    named = (match["prefix"] or "" for match in _OPAQUE.finditer(sparql))
    if not remote and (_LOAD.search(bare) or any(map(_LOAD_PREFIX.fullmatch, named))):
        raise QueryError("LOAD reads files and other machines and is not allowed; send the data")


def _check_reach(sparql: str, bare: str, remote: bool) -> None:
    if _depth(bare) > _DEEPEST:
        raise QueryError(f"the query has brackets in brackets more than {_DEEPEST} deep")
    named = (match["prefix"] or "" for match in _OPAQUE.finditer(sparql))
    if not remote and (_SERVICE.search(bare) or any(map(_SERVICE_PREFIX.search, named))):
        raise QueryError("SERVICE asks other machines and is not allowed; query this store alone")


def using(sparql: str, default: Sequence[NamedNode], named: Sequence[NamedNode]) -> str:
    """
    The update with the graphs that its WHERE reads, as USING says them.

    >>> using("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", [NamedNode("a:b")], [])
    'DELETE { ?s ?p 1 } USING <a:b> WHERE { ?s ?p 1 }'

    Raises QueryError for an update that says them itself, and for the short DELETE WHERE, which
    has no place for them.
    """
    bare = keywords(sparql)
    if found := _DATASET.search(bare):
        raise QueryError(f"{found[0].upper()} and using-graph-uri say both which graphs to read")
    clauses = "".join([f"USING {one} " for one in default])
    clauses += "".join([f"USING NAMED {one} " for one in named])
    depth, places = 0, []
    for match in re.finditer(r"[{}]|\bWHERE\b", bare, re.IGNORECASE):
        depth += (match[0] == "{") - (match[0] == "}")
        if match[0] in "{}" or depth:
            continue
        if not bare[: match.start()].rstrip().endswith("}"):
            raise QueryError("write DELETE { … } WHERE { … } where using-graph-uri is given")
        places.append(match.start())
    for place in reversed(places):
        sparql = sparql[:place] + clauses + sparql[place:]
    return sparql


def _depth(bare: str) -> int:
    changes = ((mark in "({[") - (mark in ")}]") for mark in bare if mark in "(){}[]")
    return max(accumulate(changes), default=0)


def form_of(sparql: str) -> str:
    """
    The form of a query: SELECT, CONSTRUCT, ASK or DESCRIBE; empty where it has none.

    >>> form_of("PREFIX select: <a:b> # ASK\\nconstruct where { ?s ?p select:o }")
    'CONSTRUCT'
    """
    found = _FORM.search(keywords(sparql))
    return found[1].upper() if found else ""


def names_its_graphs(sparql: str) -> bool:
    """Whether the query says by FROM what its default graph is."""
    return bool(_FROM.search(keywords(sparql)))


def keywords(sparql: str) -> str:
    """
    The query with everything blanked but keywords, numbers and punctuation, position by position.

    >>> keywords('ASK { ?service <a:b> "SERVICE" }')
    'ASK {                          }'
    """
    return _OPAQUE.sub(lambda match: " " * len(match[0]), sparql)


def bind(sparql: str, parameters: Mapping[str, Value | Sequence[Value]]) -> str:
    """
    The query with values for its parameters.

    A parameter ``x`` is a line ``VALUES ?x { UNDEF }`` of the query, or several, which stays a
    query without it; the value is written there as a term, never as text. Several values mean any
    of them.

    >>> bind('SELECT * { VALUES ?word { UNDEF } ?a ?b ?word }', {"word": 'x" } #'})
    'SELECT * { VALUES ?word { "x\\\\" } #" } ?a ?b ?word }'

    Raises QueryError for a parameter that the query does not have.
    """
    if not parameters:
        return sparql
    slots = _slots(sparql)
    for name in parameters:
        if name not in slots:
            raise QueryError(_unknown(name, sorted(slots)))
    places = [(*place, name) for name in parameters for place in slots[name]]
    for start, end, name in sorted(places, reverse=True):
        sparql = f"{sparql[:start]} {_terms(parameters[name])} {sparql[end:]}"
    return sparql


def defaults(sparql: str) -> dict[str, tuple[str, ...]]:
    """
    The texts that stand in the query for each of its parameters; none where it says UNDEF.

    >>> defaults('SELECT * { VALUES ?word { "卡点" "卡口" } VALUES ?name { UNDEF } }')
    {'word': ('卡点', '卡口'), 'name': ()}
    """
    return {
        name: tuple(re.findall(r'[^\s"]+', sparql[start:end].replace("UNDEF", "")))
        for name, ((start, end), *_) in _slots(sparql).items()
    }


def term(value: Value) -> str:
    """
    The value as SPARQL writes it.

    >>> term("石门乡"), term(date(2020, 2, 20))
    ('"石门乡"', '"2020-02-20"^^<http://www.w3.org/2001/XMLSchema#date>')
    """
    if isinstance(value, bool | int):
        kind = "boolean" if isinstance(value, bool) else "integer"
        return str(typed(str(value).lower(), kind))
    if isinstance(value, date):
        return str(typed(value.isoformat(), "date"))
    return str(plain(value) if isinstance(value, str) else value)


def declared(sparql: str, known: Mapping[str, str]) -> str:
    """
    The query with the prefixes that it uses declared before it, and its comments first.

    >>> print(declared("# who\\nASK { ?x wg:has ?y }", {"wg": "http://e/#", "x": "http://x/"}))
    # who
    PREFIX wg: <http://e/#>
    ASK { ?x wg:has ?y }
    """
    used = {match["prefix"] for match in _OPAQUE.finditer(sparql)}
    lines = [f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(known.items()) if name in used]
    head = re.match(r"(?:#[^\n]*\n)*", sparql)
    assert head
    return head[0] + "".join(lines) + sparql[head.end() :]


def padded(sparql: str) -> str:
    """The query as ``syntax_error`` needs it to have been parsed: no keyword runs out of text."""
    return sparql + " " * _PADDING


def syntax_error(sparql: str, error: SyntaxError) -> QueryError:
    """
    What is wrong with a query that was parsed as ``padded``, in one line with the place.

    >>> str(syntax_error("SELECT * {", SyntaxError("error at 1:11: expected …")))
    'line 1, column 11: the query ends too early'
    """
    found = _POSITION.match(str(error))
    if not found:
        return QueryError(f"the query cannot be read: {str(error).splitlines()[0]}")
    line, column, expected = int(found[1]), int(found[2]), found[3]
    starts = [0, *(match.end() for match in re.finditer("\n", sparql))]
    reached = starts[line - 1] + column - 1
    if "Prefix not found" in expected:
        name = re.search(r"([\w.-]*:)[\w.%-]*$", sparql[:reached])
        place = name.start() if name else reached
        problem = f"the prefix {name[1] if name else ''} is not declared"
    else:
        place = min(reached - _keyword_length(expected), len(sparql.rstrip()))
        rest = sparql[place:].split("\n")[0].strip()
        problem = f"this cannot be read: {rest[:30]!r}" if rest else "the query ends too early"
    line = sum(start <= place for start in starts)
    return QueryError(f"line {line}, column {place - starts[line - 1] + 1}: {problem}")


def _keyword_length(expected: str) -> int:
    """
    How far behind its beginning Oxigraph gave up, when it wanted keywords and nothing else.

    It reads as many characters as the keyword has before it compares them.
    """
    wanted = expected.removeprefix("expected ").removeprefix("one of ").split(", ")
    words = [len(word) for word in wanted if word.replace("_", "").isalpha()]
    return min(words) if words and len(words) == len([one for one in wanted if one != "[_]"]) else 0


def _terms(value: Value | Sequence[Value]) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(map(term, value))
    return term(value)


def _slots(sparql: str) -> dict[str, list[tuple[int, int]]]:
    bare = _OPAQUE.sub(_only_variables, sparql)
    found: dict[str, list[tuple[int, int]]] = {}
    for match in _SLOT.finditer(bare):
        found.setdefault(match[1], []).append(match.span(2))
    return found


def _only_variables(match: re.Match[str]) -> str:
    return match[0] if match[0][0] in "?$" else " " * len(match[0])


def _unknown(name: str, known: list[str]) -> str:
    if not known:
        return f"the query has no parameter {name}; a parameter is a VALUES ?{name} {{ UNDEF }}"
    near = get_close_matches(name, known, n=1) or known
    return f"the query has no parameter {name}; did you mean {', '.join(near)}?"
