"""``wangge query``: ask the store, in SPARQL or by the name of a query."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import is_store, split_arguments, store_option
from graph.cli.text import fitted, table
from ontology.errors import QueryError

if TYPE_CHECKING:
    from graph.query import NamedQuery

FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl")


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("query", cls=Command, say=say, help=say("query.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] [QUERY]")
    @store_option(say)
    @click.option("-e", "text", metavar="SPARQL", help=say("query.text"))
    @click.option("--list", "listed", is_flag=True, help=say("query.list"))
    @click.option("--print", "printed", is_flag=True, help=say("query.print"))
    @click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=say("query.param"))
    @click.option("--infer", is_flag=True, help=say("query.infer"))
    @click.option("--format", "form", type=click.Choice(FORMATS), help=say("query.format"))
    def query(
        arguments: tuple[str, ...],
        store_asked: str | None,
        text: str | None,
        listed: bool,
        printed: bool,
        params: tuple[str, ...],
        infer: bool,
        form: str | None,
    ) -> None:
        if listed:
            click.echo(fitted(_list(say)), nl=False)
            return
        place, rest = split_arguments(
            arguments, ["QUERY"] if text is None else [], store_asked, say
        )
        given = _parameters(params, say)
        if rest and is_store(rest[0]):
            raise click.UsageError(say("query.is_store", name=rest[0]))
        name = rest[0] if rest and _is_name(rest[0]) else None
        if (given or printed) and name is None:
            raise click.UsageError(say("query.print_of_name" if printed else "query.param_of_name"))
        if printed and not given:
            from graph.query import query_text

            assert name is not None
            click.echo(query_text(name), nl=False)
            return

        from graph.inference import open_inferred
        from graph.query import bound_query, render, run_named, run_query
        from graph.store import open_store

        with (open_inferred if infer else open_store)(place) as store:
            if name is not None and printed:
                click.echo(bound_query(store, name, given), nl=False)
                return
            if name is not None:
                result = run_named(store, name, given, language=say.language)
            else:
                result = run_query(store, _read(rest[0]) if text is None else text)
        for remark in result.remarks:
            click.echo(remark, err=True)
        written = form or ("ttl" if result.form == "graph" else "table")
        answer = render(result, written)
        click.echo(fitted(answer) if written == "table" else answer, nl=False)

    return query


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


def _parameters(texts: tuple[str, ...], say: Say) -> dict[str, list[str]]:
    """What was given for each parameter, in the order in which it was given."""
    found: dict[str, list[str]] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not (name and equals):
            raise click.UsageError(say("query.param_form", text=text))
        found.setdefault(name, []).append(value)
    return found


def _list(say: Say) -> str:
    """The named queries under what they are about, with their parameters and what they answer."""
    from graph.query import mechanisms, named_queries

    chinese = say.language == "zh"
    groups = [
        (about, [query for query in named_queries().values() if query.mechanism == about.name])
        for about in mechanisms().values()
    ]
    rows = [
        (query.name, _call(query), query.zh if chinese else query.en)
        for _, queries in groups
        for query in queries
    ]
    heads = (say("query.name"), say("query.takes"), say("query.answers"))
    lines = iter(table(heads, rows).splitlines(keepends=True))
    listed = [*islice(lines, 2)]
    for about, queries in groups:
        listed += ["\n", f"{about.zh if chinese else about.en}\n", *islice(lines, len(queries))]
    return "".join(listed)


def _call(query: NamedQuery) -> str:
    return " ".join(part.name if part.required else f"[{part.name}]" for part in query.parameters)
