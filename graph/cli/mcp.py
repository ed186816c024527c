"""``wangge mcp``: the graph as tools for a language model, on standard input and output."""

from __future__ import annotations

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("mcp", cls=Command, say=say, help=say("mcp.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE]")
    @store_option(say)
    def mcp(arguments: tuple[str, ...], store_asked: str | None) -> None:
        place, _ = split_arguments(arguments, [], store_asked, say)
        from graph.assistant import assistant

        assistant(place).run("stdio")

    return mcp
