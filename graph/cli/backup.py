"""``wangge backup``: a copy of the store, which ``wangge restore`` takes back."""

from __future__ import annotations

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("backup", cls=Command, say=say, help=say("backup.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] FOLDER")
    @store_option(say)
    def backup(arguments: tuple[str, ...], store_asked: str | None) -> None:
        place, (folder,) = split_arguments(arguments, ["FOLDER"], store_asked, say)
        from graph.backup import backup as copied
        from graph.store import open_store

        with open_store(place) as store:
            copy = copied(store, folder)
        megabytes = f"{copy.size / 1e6:.1f}"
        click.echo(say("backup.done", store=place, copy=folder, files=copy.files, size=megabytes))

    return backup
