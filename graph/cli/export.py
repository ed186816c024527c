"""``wangge export``: write the whole store in a format that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option

FORMATS = ("nquads", "trig", "turtle", "jsonld", "graphml", "gexf", "csv")


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("export", cls=Command, say=say, help=say("export.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE]")
    @store_option(say)
    @click.option(
        "--format", "form", type=click.Choice(FORMATS), required=True, help=say("export.format")
    )
    @click.option("-o", "--output", metavar="FILE", help=say("export.output"))
    def export(
        arguments: tuple[str, ...], store_asked: str | None, form: str, output: str | None
    ) -> None:
        place, _ = split_arguments(arguments, [], store_asked, say)
        from graph.exports import export as write
        from graph.store import open_store

        with open_store(place) as store:
            if output is None or output == "-":
                write(store, form, sys.stdout.buffer)
                return
            file = Path(output)
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as out:
                write(store, form, out)

    return export
