"""Asking the store: SPARQL as it stands, and queries with a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyoxigraph
from pyoxigraph import QueryResultsFormat

from graph import sparql as text
from graph.damage import said_by
from graph.inference import is_inferred
from graph.labels import labels_of
from graph.library import Arguments, Mechanism, NamedQuery, mechanisms, named_queries, named_query
from graph.names import find_entity
from graph.parameters import Parameter
from graph.parts import Values, with_parts
from graph.results import QueryResult, render
from graph.sparql import Value
from graph.store import Store
from graph.vocabulary import prefixes
from ontology.errors import QueryError, WanggeError

__all__ = [
    "Mechanism",
    "NamedQuery",
    "Parameter",
    "QueryResult",
    "bound_query",
    "find_entity",
    "mechanisms",
    "named_queries",
    "named_query",
    "query_text",
    "render",
    "run_named",
    "run_query",
]


def run_query(
    store: Store,
    sparql: str,
    *,
    parameters: Mapping[str, Value | Sequence[Value]] | None = None,
) -> QueryResult:
    """
    Run a SPARQL query; our prefixes need not be declared.

    The default graph is the union of all documents' graphs unless the query says FROM. A triple
    that two documents state comes twice from the union: GRAPH or DISTINCT make it one.
    ``parameters`` are written into the query's ``VALUES ?name { … }`` as terms.

    Raises QueryError for a mistake of syntax, with line and column, for an update, for SERVICE
    and for an unknown parameter.
    """
    text.check(sparql)
    bound = text.bind(sparql, parameters or {})
    return _run(store, bound, graphs=text.names_its_graphs(sparql))


def run_named(
    store: Store,
    name: str,
    arguments: Arguments | None = None,
    *,
    language: str = "zh",
) -> QueryResult:
    """
    Run a named query with arguments as the user writes them.

    A table of the result shows relations by their labels in ``language``; its ``remarks`` say
    which entities were meant where a name is that of several. In a store that holds what follows
    from it (``inference``), a unit stands for all that lies within it.

    Raises QueryError for an unknown query, parameter or entity, with suggestions; for a value of
    the wrong kind; and for a required parameter without one.
    """
    query = named_query(name)
    meanings = query.meanings(store, arguments or {})
    values: Values = {name: meaning.values for name, meaning in meanings.items()}
    sparql = query.sparql
    if is_inferred(store):
        sparql, values = with_parts(store, sparql, values)
    remarks = tuple(meaning.remark for meaning in meanings.values() if meaning.remark)
    # The library has checked its queries, and no value makes another query of one.
    found = _run(store, text.bind(sparql, values), graphs=False)
    return replace(found, labels=labels_of(store, language), remarks=remarks)


def query_text(name: str) -> str:
    """
    The text of a named query without arguments, complete: prefixes declared, parameters open.

    Raises QueryError where there is no such query.
    """
    return text.declared(named_query(name).sparql, prefixes())


def bound_query(store: Store, name: str, arguments: Arguments | None = None) -> str:
    """
    The text of a named query with its arguments, complete: prefixes declared, values in place.

    Raises QueryError as ``run_named`` does.
    """
    query = named_query(name)
    meanings = query.meanings(store, arguments or {})
    bound = text.bind(query.sparql, {name: one.values for name, one in meanings.items()})
    return text.declared(bound, store.prefixes)


def _run(store: Store, sparql: str, *, graphs: bool) -> QueryResult:
    known = store.prefixes
    try:
        found = store.raw.query(
            text.padded(sparql), prefixes=known, use_default_graph_as_union=not graphs
        )
        return _materialised(found, known)
    except SyntaxError as error:
        raise text.syntax_error(sparql, error) from error
    except WanggeError:  # Of a server, which says itself what is wrong.
        raise
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"the query failed: {said_by(error)}") from error


def _materialised(
    found: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples,
    known: dict[str, str],
) -> QueryResult:
    # Everything is fetched here: rows that another thread fetches abort the process.
    if isinstance(found, pyoxigraph.QueryTriples):
        return QueryResult("graph", triples=tuple(sorted(set(found), key=str)), prefixes=known)
    data = found.serialize(format=QueryResultsFormat.JSON)
    assert data is not None
    boolean = isinstance(found, pyoxigraph.QueryBoolean)
    return QueryResult("ask" if boolean else "select", data=data, prefixes=known)
