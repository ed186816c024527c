"""``wangge restore``: a store from a backup."""

from __future__ import annotations

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import store_path


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("restore", cls=Command, say=say, help=say("restore.help"))
    @click.argument("folder", metavar="FOLDER")
    @click.argument("store", metavar="[STORE]", required=False)
    @click.option("--store", "store_asked", metavar="STORE", help=say("store.help"))
    @click.option("--replace", is_flag=True, help=say("restore.replace"))
    def restore(folder: str, store: str | None, store_asked: str | None, replace: bool) -> None:
        from graph.backup import restore as taken_back

        place = store_path(store or store_asked)
        copy = taken_back(folder, place, replace=replace)
        click.echo(say("restore.done", store=place, copy=folder, files=copy.files))

    return restore
