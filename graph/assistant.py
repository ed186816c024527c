"""
The graph for a language model: questions, queries, entities and sources as MCP tools.

The Model Context Protocol is spoken by the official SDK, https://modelcontextprotocol.io.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec

from graph.remote.place import Place, handed_on
from graph.results import Row
from graph.store import Store, open_store
from ontology.errors import QueryError, UsageError, WanggeError

if TYPE_CHECKING:
    from mcp.server import MCPServer

MOST_ROWS: Final = 200
"""So many rows of a query are given; the answer says how many more there were."""
SECONDS: Final = 30
"""So long a SPARQL query may take."""
MOST_CHARACTERS: Final = 200_000
"""So long the answer to one may be."""

INSTRUCTIONS: Final = (
    "A knowledge graph of Chinese local-government news. Every fact has the sentence that says it: "
    "quote it, and name its document. Answer from these tools only, and say so where the graph "
    "does not know. Facts told as required or planned were not done. Names are Chinese."
)

_P = ParamSpec("_P")


def assistant(place: Place) -> MCPServer[Any]:
    """
    A server of the store in a folder, to be run on standard input and output.

    The store is opened for each call, so that builds may go on meanwhile and are seen at once.
    Raises UsageError where the SDK is not installed, StoreError where there is no store.
    """
    try:
        from mcp.server import MCPServer
    except ImportError as error:
        raise UsageError("wangge mcp needs the MCP SDK: pip install 'wangge[mcp]'") from error
    with open_store(place):
        pass
    store_path = handed_on(place)
    server: MCPServer[Any] = MCPServer(
        "wangge", instructions=INSTRUCTIONS, version=version("wangge"), log_level="WARNING"
    )
    for tool in (_ask, _queries, _query, _sparql, _entity, _source):
        _offer(server, tool(store_path))
    return server


def _offer(server: MCPServer[Any], tool: Callable[..., str]) -> None:
    """Register a tool: a function to JSON whose errors are said in one line."""
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations

    @wraps(tool)
    def said(*args: Any, **kwargs: Any) -> str:
        try:
            return tool(*args, **kwargs)
        except WanggeError as error:
            raise ToolError(str(error)) from error

    hints = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    server.add_tool(said, annotations=hints, structured_output=False)


def _in_store(path: Path, work: Callable[[Store], Any]) -> str:
    with open_store(path) as store:
        return json.dumps(work(store), ensure_ascii=False, indent=1)


def _ask(path: Path) -> Callable[..., str]:
    def ask(question: str) -> str:
        """
        Answer a question in Chinese, such as 清河县招募了多少名志愿者？

        Gives the status (answered, unknown: the graph does not say, not_understood), the answers
        with the best first, the facts behind them with their evidence, and the SPARQL that found
        them.
        """
        from graph.asking import ask as answer

        return _in_store(path, lambda store: answer(store, question).to_json())

    return ask


def _queries(path: Path) -> Callable[..., str]:
    def queries() -> str:
        """List the named queries: what each answers, and the parameters it takes."""
        from graph.query import named_queries

        return json.dumps(
            [
                {
                    "name": each.name,
                    "zh": each.zh,
                    "en": each.en,
                    "parameters": [
                        {"name": one.name, "required": one.required, "zh": one.zh, "en": one.en}
                        for one in each.parameters
                    ],
                }
                for each in named_queries().values()
            ],
            ensure_ascii=False,
        )

    return queries


def _query(path: Path) -> Callable[..., str]:
    def query(name: str, parameters: dict[str, str] | None = None) -> str:
        """
        Run a named query (list them by the tool queries), with its parameters by name.

        Gives rows of columns; a column that holds a fact's IRI can be given to the tool source.
        """
        from graph.query import run_named

        def rows(store: Store) -> Any:
            result = run_named(store, name, parameters or {})
            found = result.rows
            return {
                "columns": list(result.variables),
                "rows": [_row(result.variables, row) for row in found[:MOST_ROWS]],
                "leftOut": max(0, len(found) - MOST_ROWS),
                "remarks": list(result.remarks),
            }

        return _in_store(path, rows)

    return query


def _sparql(path: Path) -> Callable[..., str]:
    def sparql(query: str) -> str:
        """
        Run a SPARQL 1.1 query that reads; prefixes such as wg: and rdfs: are known.

        Entities and relations have an rdfs:label in Chinese. Facts are wg:Statement with
        rdf:subject, rdf:predicate, rdf:object, wg:quantity, wg:modality and prov:wasDerivedFrom.
        Gives SPARQL results as JSON. It is ended after 30 seconds: use LIMIT.
        """
        # In a process of its own: Oxigraph cannot be told to stop.
        command = [sys.executable, "-m", "graph.cli", "query", str(path), "-e", query]
        try:
            done = subprocess.run(
                [*command, "--format", "json"], capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise QueryError(f"the query took more than {SECONDS} seconds; narrow it") from error
        if done.returncode:
            raise QueryError(done.stderr.decode(errors="replace").strip())
        if len(answer := done.stdout.decode()) > MOST_CHARACTERS:
            raise QueryError(f"the answer has {len(answer)} characters; use LIMIT")
        return answer

    return sparql


def _row(variables: Sequence[str], row: Row) -> dict[str, str]:
    said = zip(variables, row, strict=True)
    return {name: str(getattr(term, "value", term)) for name, term in said if term is not None}


def _entity(path: Path) -> Callable[..., str]:
    def entity(name: str, within: str = "") -> str:
        """
        Tell what the graph knows of an entity, by its Chinese name, an alias or its IRI.

        ``within`` names the unit that it belongs to, where several are called so.
        """
        from graph.identity.card import entity_card, find_one

        return _in_store(
            path, lambda store: entity_card(store, find_one(store, name, within)).to_json()
        )

    return entity


def _source(path: Path) -> Callable[..., str]:
    def source(fact: str) -> str:
        """Show the paragraph that a fact was read from, by the fact's IRI, and its file."""
        from graph.source import source_of

        return _in_store(path, lambda store: source_of(store, fact).to_json())

    return source
