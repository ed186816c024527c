"""A SPARQL server as a database: what ``graph.database`` asks for, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    Triple,
)

from graph import sparql as text
from graph.database import Found, GraphName
from graph.remote import writing
from graph.remote.answers import GRAPHS, TABLES, graph_of, is_complete, table_of
from graph.remote.connection import Answer, Connection, host_of
from graph.remote.endpoints import UPDATE
from graph.remote.writing import Content, added, batched, removed
from graph.vocabulary import WG
from ontology.errors import QueryError, StoreError

# How servers are asked for the union of all graphs as the default graph, where it is not that
# already: Oxigraph, Jena and Stardog have words of their own.
_UNIONS: Final[tuple[tuple[tuple[str, str], ...], ...]] = (
    (),
    (("union-default-graph", "true"),),
    (("default-graph-uri", "urn:x-arq:UnionGraph"),),
    (("default-graph-uri", "tag:stardog:api:context:all"),),
)
_DOCUMENT: Final = f"?document a <{WG}SourceDocument>"
_KNOWN: Final = f"ASK {{ GRAPH ?document {{ {_DOCUMENT} }} }}"
_SEEN: Final = f"ASK {{ {_DOCUMENT} }}"
_GRAPHS: Final = "SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), {})) }}"
_DECLARED: Final = re.compile(r"\bPREFIX\b", re.IGNORECASE)
_NAME: Final = re.compile(r"\s*([^\s:]*)\s*:")

Fields = list[tuple[str, str]]


class RemoteDatabase:
    """
    The database of a server.

    ``base`` is that of the store, whose graphs alone are listed: other graphs of the server are
    somebody else's. The server's default graph is neither read nor written.
    """

    def __init__(
        self, connection: Connection, query: str, *, base: str, update: str = "", data: str = ""
    ) -> None:
        """A database that can be written to where ``update`` or ``data`` is given."""
        self.base = base
        self._connection = connection
        self._query = query
        self._update = update
        self._data = data
        self._union: Fields | None = None

    def query(
        self,
        query: str,
        /,
        *,
        base_iri: str | None = None,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: GraphName | list[GraphName] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
    ) -> Found:
        """
        What the server finds, complete.

        Raises SyntaxError for a mistake in the query, QueryError where the server refuses it
        otherwise, StoreError where it does not answer.
        """
        if default_graph is not None or named_graphs is not None:
            dataset = _dataset(default_graph, named_graphs)
        else:
            dataset = self._as_union() if use_default_graph_as_union else []
        form = text.form_of(query)
        asked = _declared(query, prefixes or {}, base_iri)
        graph = form in ("CONSTRUCT", "DESCRIBE")
        fields = [("query", asked), *dataset]
        answer = self._connection.post(
            self._query, fields, GRAPHS if graph else TABLES, complete=is_complete
        )
        host = host_of(self._query)
        if answer.status in (400, 500):
            _raise_syntax_error(query, prefixes or {}, base_iri)
            raise QueryError(str(self._connection.refusal(self._query, answer)))
        self._good(self._query, answer)
        if graph:
            return graph_of(answer, host, base_iri or self.base)
        return table_of(answer, host, ask=form == "ASK")

    def update(
        self, update: str, /, *, base_iri: str | None = None, prefixes: dict[str, str] | None = None
    ) -> None:
        """
        Apply an update of which nobody knows what it does twice: it is not sent twice.

        Raises SyntaxError for a mistake in it, StoreError where the server refuses it.
        """
        asked = _declared(update, prefixes or {}, base_iri)
        answer = self._post_update(asked.encode(), again=False)
        if answer.status == 400 and not _reaches_out(update):
            pyoxigraph.Store().update(text.padded(update), base_iri=base_iri, prefixes=prefixes)
        self._good(self._update, answer)

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: NamedNode | BlankNode | Literal | Triple | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads of named graphs that have these parts; all of them graph by graph."""
        parts = (subject, predicate, object, graph_name)
        if any(isinstance(part, BlankNode | DefaultGraph) for part in parts):
            return iter(())
        if parts == (None, None, None, None):
            graphs = self.named_graphs()
            return (quad for one in graphs for quad in self._matching((None, None, None, one)))
        return self._matching(parts)

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """The names of the store's graphs, sorted."""
        rows = self._rows(_GRAPHS.format(Literal(self.base)))
        return iter(sorted((cast(NamedNode, row[0]) for row in rows), key=str))

    def contains_named_graph(self, graph_name: GraphName, /) -> bool:
        """Whether a graph holds anything."""
        if not isinstance(graph_name, NamedNode):
            return False
        return bool(self.query(f"ASK {{ GRAPH {graph_name} {{ ?s ?p ?o }} }}"))

    def add_graph(self, graph_name: GraphName, /) -> None:
        """Make an empty graph, where the server knows of such. Raises StoreError."""
        self._apply(f"CREATE SILENT GRAPH {graph_name}".encode())

    def extend(self, quads: Iterable[Quad], /) -> None:
        """Add quads in one request. Raises StoreError."""
        if told := list(quads):
            update, again = added(told)
            self._apply(update.encode(), again=again)

    def remove(self, quad: Quad, /) -> None:
        """Take a quad away. Raises StoreError."""
        self._apply(removed([quad]).encode())

    def replace(self, graphs: Iterable[Content]) -> None:
        """
        Put each content in the place of what its graph holds; doing it again changes nothing.

        Small graphs go together in an update, large ones alone by the Graph Store Protocol where
        the server has it. Raises StoreError where the server refuses one.
        """
        for batch in batched(graphs, writing.BATCH):
            one = len(batch) == 1 and self._data
            if one and (batch[0].size > writing.BATCH or not self._update):
                self._put(batch[0])
            elif self._update:
                self._apply(b" ;\n".join(each.update for each in batch))
            else:
                for each in batch:
                    self._put(each)

    def rows(self, query: str) -> QuerySolutions:
        """The rows of a SELECT of ours. Raises StoreError where the server has none."""
        return self._rows(query)

    def _matching(self, parts: Sequence[object]) -> Iterator[Quad]:
        names = [f"?v{at}" if part is None else str(part) for at, part in enumerate(parts)]
        free = [name for name, part in zip(names, parts, strict=True) if part is None]
        subject, predicate, value, graph = names
        pattern = f"{{ GRAPH {graph} {{ {subject} {predicate} {value} }} }}"
        if not free:
            found = self.query(f"ASK {pattern}")
            return iter([Quad(*parts)] if found else [])  # type: ignore[arg-type]
        return self._quads(self._rows(f"SELECT {' '.join(free)} {pattern}"), parts)

    def _quads(self, rows: QuerySolutions, parts: Sequence[object]) -> Iterator[Quad]:
        try:
            for row in rows:
                given = iter(row)
                told = [next(given) if part is None else part for part in parts]
                yield Quad(*told)  # type: ignore[arg-type]
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                f"{host_of(self._query)}: the answer cannot be read: {error}"
            ) from error

    def _rows(self, query: str) -> QuerySolutions:
        try:
            found = self.query(query)
        except QueryError as error:  # It is ours: that it fails is not the user's mistake.
            raise StoreError(str(error)) from error
        assert isinstance(found, QuerySolutions), "a SELECT has solutions"
        return found

    def _as_union(self) -> Fields:
        """The fields of a query by which its default graph is the union of all graphs."""
        if self._union is None:
            self._union = self._find_union()
        return self._union

    def _find_union(self) -> Fields:
        if not self.query(_KNOWN):
            return []
        for fields in _UNIONS:
            answer = self._connection.post(self._query, [("query", _SEEN), *fields], TABLES)
            if answer.good and table_of(answer, host_of(self._query), ask=True):
                return list(fields)
        # As the protocol has it: all graphs by their names.
        names = [graph.value for graph in self.named_graphs()]
        kinds = ("default-graph-uri", "named-graph-uri")
        return [(kind, name) for kind in kinds for name in names]

    def _apply(self, update: bytes, *, again: bool = True) -> None:
        self._good(self._update, self._post_update(update, again=again))

    def _post_update(self, update: bytes, *, again: bool) -> Answer:
        if not self._update:
            raise StoreError(
                f"{host_of(self._query)}: no address for SPARQL Update is known; "
                "name it by --update-url"
            )
        headers = {"content-type": UPDATE}
        return self._connection.send("POST", self._update, update, headers=headers, again=again)

    def _put(self, one: Content) -> None:
        join = "&" if "?" in self._data else "?"
        url = f"{self._data}{join}graph={quote(one.graph.value, safe='')}"
        headers = {"content-type": "application/n-triples"}
        self._good(self._data, self._connection.send("PUT", url, one.whole, headers=headers))

    def _good(self, url: str, answer: Answer) -> None:
        if not answer.good:
            raise self._connection.refusal(url, answer)


def _dataset(
    default: GraphName | list[GraphName] | None, named: list[NamedNode | BlankNode] | None
) -> Fields:
    given = default if isinstance(default, list) else [] if default is None else [default]
    fields = [("default-graph-uri", one.value) for one in given if isinstance(one, NamedNode)]
    fields += [("named-graph-uri", one.value) for one in named or [] if isinstance(one, NamedNode)]
    return fields


def _declared(sparql: str, prefixes: dict[str, str], base: str | None) -> str:
    """The text with the prefixes that it uses and does not declare itself."""
    bare = text.keywords(sparql)
    own = {
        name[1] for place in _DECLARED.finditer(bare) if (name := _NAME.match(sparql, place.end()))
    }
    known = {name: iri for name, iri in prefixes.items() if name not in own}
    return (f"BASE <{base}>\n" if base else "") + text.declared(sparql, known)


def _raise_syntax_error(sparql: str, prefixes: dict[str, str], base: str | None) -> None:
    """Raise the SyntaxError that Oxigraph finds in a query, with its place; there may be none."""
    if _reaches_out(sparql):
        return
    try:
        pyoxigraph.Store().query(text.padded(sparql), prefixes=prefixes, base_iri=base)
    except SyntaxError:
        raise
    except (ValueError, OSError, RuntimeError):
        return


def _reaches_out(sparql: str) -> bool:
    """Whether running the text would ask other machines, even in a store that is empty."""
    return bool(re.search("SERVICE|LOAD", text.keywords(sparql), re.IGNORECASE))
