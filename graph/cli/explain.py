"""``wangge explain``: show what stands behind one fact."""

from __future__ import annotations

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("explain", cls=Command, say=say, help=say("explain.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] FACT")
    @store_option(say)
    def explain(arguments: tuple[str, ...], store_asked: str | None) -> None:
        place, (fact,) = split_arguments(arguments, ["FACT"], store_asked, say)
        from graph.explain import explain as explain_fact
        from graph.store import open_store

        with open_store(place) as store:
            click.echo(explain_fact(store, fact))

    return explain
