"""``wangge analyse``: who is central, what belongs together, how one thing leads to another."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option
from graph.cli.text import fitted

if TYPE_CHECKING:
    from graph.analysis.selection import Choice
    from graph.analysis.tables import Table
    from graph.knowledge import Knowledge

ANALYSES = {
    "centrality": (),
    "communities": (),
    "components": (),
    "path": ("A", "B"),
    "projection": ("TYPE", "TYPE"),
    "totals": (),
}
"""The analyses and what must be named for each."""
FORMATS = ("table", "csv", "tsv", "json", "xml")
MEASURES = ("degree", "weighted", "pagerank", "betweenness")
ROWS = 20
FACTS = 3  # of each step of a path
MEMBERS = 8  # that a table shows of a group


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("analyse", cls=Command, say=say, help=say("analyse.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] ANALYSIS [NAME NAME]")
    @store_option(say)
    @click.option("--type", "types", multiple=True, metavar="TYPE", help=say("analyse.type"))
    @click.option(
        "--relation", "relations", multiple=True, metavar="NAME", help=say("analyse.relation")
    )
    @click.option(
        "--document", "documents", multiple=True, metavar="NAME", help=say("analyse.document")
    )
    @click.option("--all", "unreal", is_flag=True, help=say("analyse.all"))
    @click.option("--general", is_flag=True, help=say("analyse.general"))
    @click.option("--ends", "ends_only", is_flag=True, help=say("analyse.ends"))
    @click.option("--by", type=click.Choice(MEASURES), help=say("analyse.by"))
    @click.option("--limit", type=click.IntRange(0), metavar="N", help=say("analyse.limit"))
    @click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", help=say("analyse.format")
    )
    def analyse(
        arguments: tuple[str, ...],
        store_asked: str | None,
        types: tuple[str, ...],
        relations: tuple[str, ...],
        documents: tuple[str, ...],
        unreal: bool,
        general: bool,
        ends_only: bool,
        by: str | None,
        limit: int | None,
        form: str,
    ) -> None:
        analysis, names, before = _analysis(arguments, say)
        place, named = split_arguments([*before, *names], ANALYSES[analysis], store_asked, say)
        if by and analysis != "centrality":
            raise click.UsageError(say("analyse.by_of_centrality"))
        if types and analysis == "projection":
            raise click.UsageError(say("analyse.types_of_projection"))

        import graph

        with graph.open(place, say.language) as knowledge:
            choice: Choice = {"types": types, "relations": relations, "documents": documents}
            choice |= {"unreal": unreal, "circumstances": not ends_only, "general": general}
            table = _run(knowledge, analysis, named, by, choice)
            shown = _shown(table, limit, form)
            click.echo(_written(knowledge, shown, form, say), nl=False)
        _remark(table, shown, say)
        if analysis == "path" and not table.rows:
            click.echo(say("analyse.no_way"), err=True)

    return analyse


def _analysis(arguments: tuple[str, ...], say: Say) -> tuple[str, list[str], list[str]]:
    """The analysis that is asked for, what stands behind it, and the store before it if any."""
    for place, word in enumerate(arguments[:2]):
        if word in ANALYSES:
            return word, list(arguments[place + 1 :]), list(arguments[:place])
    if not arguments:
        raise click.UsageError(say("analyse.missing", names=", ".join(ANALYSES)))
    close = difflib.get_close_matches(arguments[min(1, len(arguments) - 1)], ANALYSES, 1)
    close = close or difflib.get_close_matches(arguments[0], ANALYSES, 1) or list(ANALYSES)
    raise click.UsageError(
        say("analyse.unknown", name=" ".join(arguments[:2]), close=", ".join(close))
    )


def _run(
    knowledge: Knowledge, analysis: str, named: list[str], by: str | None, choice: Choice
) -> Table[Any]:
    if analysis == "centrality":
        return knowledge.centrality(by=by or MEASURES[0], **choice)
    if analysis == "path":
        return knowledge.path(*named, facts=FACTS, **choice)
    if analysis == "projection":
        return knowledge.projection(*named, **choice)
    if analysis == "communities":
        return knowledge.communities(**choice)
    if analysis == "components":
        return knowledge.components(**choice)
    return knowledge.totals(**choice)


def _shown(table: Table[Any], limit: int | None, form: str) -> Table[Any]:
    """The first rows: as many as were asked for, else all, of a table for people a screenful."""
    if limit is None:
        limit = ROWS if form == "table" else 0
    return table.first(limit) if limit else table


def _written(knowledge: Knowledge, table: Table[Any], form: str, say: Say) -> str:
    from graph.labels import names_of
    from graph.results import render

    if form != "table":
        return render(table.result(), form)
    answer = table.result(
        words=names_of(knowledge.store, say.language),
        most=MEMBERS,
        heads={name: say(f"analyse.column.{name}") for name in table.columns},
        prefixes=knowledge.store.prefixes,
    )
    return fitted(render(answer, form))


def _remark(table: Table[Any], shown: Table[Any], say: Say) -> None:
    """What a reader should know of the table beside its rows, on standard error."""
    for key, values in table.notes.items():
        click.echo(say(f"analyse.note.{key}", **values), err=True)
    if not table.rows:
        click.echo(say("analyse.nothing"), err=True)
    left = len(table.rows) - len(shown.rows)
    if left:
        click.echo(say("analyse.more", count=left), err=True)
