"""The graph as tools for a language model, asked by the protocol's own client."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client


def with_client(store: Path, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """What ``work`` gives with a client of ``wangge mcp``, started as a process of its own."""

    async def connected() -> Any:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "graph.cli", "mcp", str(store)],
            cwd=Path(__file__).parents[2],
        )
        async with Client(stdio_client(command)) as client:
            return await work(client)

    return asyncio.run(connected())


async def call(client: Client, tool: str, **arguments: Any) -> tuple[bool, str]:
    found = await client.call_tool(tool, arguments)
    return bool(found.is_error), found.content[0].text


def test_each_tool_says_what_it_is_for_and_only_reads(news_path: Path) -> None:
    async def work(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = with_client(news_path, work)
    assert [tool.name for tool in tools] == [
        "ask",
        "queries",
        "query",
        "sparql",
        "entity",
        "source",
    ]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)


def test_a_query_leads_to_a_fact_and_the_fact_to_its_sentence(news_path: Path) -> None:
    async def work(client: Client) -> tuple[Any, Any, Any]:
        _, listed = await call(client, "queries")
        _, rows = await call(client, "query", name="recruitment")
        (row, *_) = json.loads(rows)["rows"]
        _, source = await call(client, "source", fact=row["fact"])
        return json.loads(listed), row, json.loads(source)

    listed, row, source = with_client(news_path, work)
    assert {"name", "zh", "en", "parameters"} <= listed[0].keys()
    assert row["evidence"] in source["paragraph"]["text"]
    assert source["fact"]["relation"] == "recruited"


def test_sparql_is_answered_as_json(news_path: Path) -> None:
    query = "SELECT ?name WHERE { ?unit a wg:AdministrativeArea ; rdfs:label ?name } ORDER BY ?name"

    async def work(client: Client) -> Any:
        return await call(client, "sparql", query=query)

    failed, text = with_client(news_path, work)
    assert not failed
    names = [row["name"]["value"] for row in json.loads(text)["results"]["bindings"]]
    assert "石门县" in names


def test_a_question_is_answered_with_its_sentence(news_path: Path) -> None:
    async def work(client: Client) -> Any:
        return await call(client, "ask", question="石门县招募了多少名志愿者？")

    failed, text = with_client(news_path, work)
    reply = json.loads(text)
    assert not failed
    assert (reply["status"], reply["answers"][0]["value"]) == ("answered", 120)
    assert "招募120余名志愿者" in reply["facts"][0]["evidence"]["text"]


def test_an_entity_is_told_by_its_name(news_path: Path) -> None:
    async def work(client: Client) -> Any:
        return await call(client, "entity", name="石门县")

    failed, card = with_client(news_path, work)
    assert not failed
    assert json.loads(card)["name"] == "石门县"


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("query", {"name": "recruitmnt"}, "did you mean recruitment"),
        ("query", {"name": "entity"}, "needs name"),
        ("entity", {"name": "没有这个县"}, "no entity is called"),
        ("source", {"fact": "fact-0"}, "fact-0"),
        ("sparql", {"query": "SELECT ?x WHERE {"}, "line 1, column 18"),
        ("sparql", {"query": "DROP ALL"}, "a query can only read"),
    ],
)
def test_a_mistake_is_said_in_a_line_and_the_server_goes_on(
    news_path: Path, tool: str, arguments: dict[str, str], said: str
) -> None:
    async def work(client: Client) -> Any:
        return await call(client, tool, **arguments), await call(client, "queries")

    (failed, text), (failed_then, _) = with_client(news_path, work)
    assert failed
    assert said in text
    assert "Traceback" not in text
    assert not failed_then


def test_a_store_that_is_built_on_meanwhile_is_seen(tmp_path: Path) -> None:
    import counties

    from graph.store import open_store

    place = tmp_path / "news.kg"
    open_store(place, "w").close()

    async def work(client: Client) -> Any:
        before = await call(client, "query", name="documents")
        with open_store(place, "w") as store:
            store.replace_document(counties.STONE_PAGE)
        return before, await call(client, "query", name="documents")

    before, after = with_client(place, work)
    assert json.loads(before[1])["rows"] == []
    assert len(json.loads(after[1])["rows"]) == 1
