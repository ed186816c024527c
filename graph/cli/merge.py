"""``wangge merge``: say that two entities are one."""

from __future__ import annotations

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("merge", cls=Command, say=say, help=say("merge.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] ENTITY OTHER")
    @store_option(say)
    def merge(arguments: tuple[str, ...], store_asked: str | None) -> None:
        place, (into, other) = split_arguments(arguments, ["ENTITY", "OTHER"], store_asked, say)
        from graph.identity.corrections import corrections_file
        from graph.identity.editing import merge as merged
        from graph.store import open_store

        with open_store(place, "w", create=False) as store:
            edit = merged(store, into, other)
            file = corrections_file(store.path)
        click.echo(say("merge.done", other=other, name=edit.name, count=edit.documents, file=file))

    return merge
