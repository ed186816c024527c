"""``wangge query``: ask the store, in SPARQL or by the name of a query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option
from graph.cli.text import cut, table, terminal_columns
from ontology.errors import QueryError

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("query", cls=Command, say=say, help=say("query.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] [QUERY]")
    @store_option(say)
    @click.option("-e", "text", metavar="SPARQL", help=say("query.text"))
    @click.option("--list", "listed", is_flag=True, help=say("query.list"))
    @click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=say("query.param"))
    @click.option("--infer", is_flag=True, help=say("query.infer"))
    @click.option("--format", "form", type=click.Choice(FORMATS), help=say("query.format"))
    def query(
        arguments: tuple[str, ...],
        store_asked: str | None,
        text: str | None,
        listed: bool,
        params: tuple[str, ...],
        infer: bool,
        form: str | None,
    ) -> None:
        if listed:
            click.echo(_fitted(_list(say)), nl=False)
            return
        place, rest = split_arguments(
            arguments, ["QUERY"] if text is None else [], store_asked, say
        )
        arguments_by_name = dict(_parameter(param, say) for param in params)
        if rest and Path(rest[0]).is_dir():
            raise click.UsageError(say("query.is_store", name=rest[0]))
        if arguments_by_name and not (rest and _is_name(rest[0])):
            raise click.UsageError(say("query.param_of_name"))

        from graph.inference import open_inferred
        from graph.query import render, run_named, run_query
        from graph.store import open_store

        with (open_inferred if infer else open_store)(place) as store:
            if rest and _is_name(rest[0]):
                result = run_named(store, rest[0], arguments_by_name)
            else:
                result = run_query(store, _read(rest[0]) if text is None else text)
        written = form or ("ttl" if result.form == "graph" else "table")
        answer = render(result, written)
        click.echo(_fitted(answer) if written == "table" else answer, nl=False)

    return query


def _fitted(answer: str) -> str:
    """The table without what would not fit a line of the terminal."""
    columns = terminal_columns()
    if columns is None:
        return answer
    return "\n".join(cut(line, columns) for line in answer.split("\n"))


def _is_name(query: str) -> bool:
    """Whether this is the name of a query rather than a file: no suffix, no folder, no stream."""
    return query != "-" and not Path(query).suffix and Path(query).name == query


def _read(file: str) -> str:
    if file == "-":
        return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: the query is not UTF-8 at byte {error.start}") from error


def _parameter(text: str, say: Say) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise click.UsageError(say("query.param_form", text=text))
    return name, value


def _list(say: Say) -> str:
    """The named queries with their parameters and what they answer, one a line."""
    from graph.query import named_queries

    rows = []
    for query in named_queries().values():
        parameters = " ".join(
            part.name if part.required else f"[{part.name}]" for part in query.parameters
        )
        rows.append((query.name, parameters, query.zh if say.language == "zh" else query.en))
    return table((say("query.name"), say("query.takes"), say("query.answers")), rows)
